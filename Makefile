# What one does here. The work of each is in .ci/, which the continuous integration calls too.

BIN := .venv/bin

.PHONY: help setup demo test check words pages pictures lock clean

help:
	@echo "make setup   put everything Loopband needs into .venv (under three minutes)"
	@echo "make demo    open the demo house: a Saturday with its guests, at the front desk"
	@echo "make test    run all tests; lists at the end what had to be left out, and why"
	@echo "make check   lint, types, import rules, unused dependencies"
	@echo "make words   bring the catalogues of the languages up to date with the program, say what they lack"
	@echo "make pages   write docs/rules.md and docs/visit-states.md again, from the code and its tests"
	@echo "make pictures draw docs/pictures again, from the screens of the demo house"
	@echo "make lock    choose the newest allowed versions again (requirements*.txt)"
	@echo "make clean   remove what was made here: .venv and caches"

setup:
	@bash .ci/setup

demo: setup
	@$(BIN)/loopband demo $(DEMO)

test:
	@bash .ci/setup tests
	@bash .ci/test $(TESTS)

check:
	@bash .ci/setup tests
	@bash .ci/check

words:
	@$(BIN)/python -m terminal_ui.languages.gathering

pages:
	@$(BIN)/python -m tests.rules.rule_page
	@$(BIN)/python -m tests.rules.state_page

pictures:
	@$(BIN)/python -m tests.screens.pictures

lock:
	@bash .ci/setup tests
	@bash .ci/lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
