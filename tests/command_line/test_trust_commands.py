"""Whether the book can be trusted: ``verify`` names what does not hold, ``rebuild`` makes tables again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from pos.ledger.sqlite import sqlite3
from tests.command_line.conftest import Type


@pytest.fixture
def used(loopband: Type) -> Type:
    """A house with a few entries."""
    loopband("check-in", "077")
    loopband("charge", "077", "beer", "--station", "bar", "--staff", "fan")
    loopband("charge", "077", "water", "--station", "bar", "--staff", "fan")
    return loopband


def tamper(folder: Path, *statements: str) -> None:
    """Change the book behind everybody's back, as the sqlite3 tool can."""
    with closing(sqlite3.connect(str(folder / "ledger.db"), isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        texts = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for (text,) in texts:
            connection.execute(text)


def test_verify_of_a_sound_book_is_exit_code_0_with_the_document_of_the_seam(used: Type) -> None:
    """``ok``, ``entries``, ``head``, ``findings``; the head is what ``--head`` takes."""
    typed = used("verify", "--json")
    assert typed.code == 0
    assert set(typed.json) == {"ok", "entries", "head", "findings"}
    assert (typed.json["ok"], typed.json["entries"], typed.json["findings"]) == (True, 4, [])
    assert typed.json["head"].startswith("4:")
    assert used("verify", "--head", typed.json["head"].upper()).code == 0


def test_verify_prints_the_head_so_that_it_can_be_written_down(used: Type) -> None:
    """In words too, on a line of its own."""
    typed = used("verify")
    assert typed.code == 0
    assert typed.out.splitlines()[-1] == f"Head: {used('verify', '--json').json['head']}"


def test_a_changed_entry_is_named_with_exit_code_1(used: Type, folder: Path) -> None:
    """One letter in the log, triggers dropped and put back."""
    tamper(folder, "UPDATE log SET content = replace(content, 'beer', 'bear') WHERE seq = 3")
    typed = used("verify", "--json")
    assert (typed.code, typed.json["ok"]) == (1, False)
    assert any(finding["where"] == "entry 3" for finding in typed.json["findings"])
    assert all(set(finding) == {"code", "where", "message"} for finding in typed.json["findings"])
    in_words = used("verify")
    assert in_words.code == 1
    assert "entry 3" in in_words.out


def test_a_cut_tail_shows_against_a_head_that_was_written_down(used: Type, folder: Path) -> None:
    """The chain alone cannot tell; the head can."""
    head = used("verify", "--json").json["head"]
    tamper(folder, "DELETE FROM log WHERE seq = 4")
    typed = used("verify", "--head", head, "--json")
    assert typed.code == 1
    assert "head" in {finding["code"] for finding in typed.json["findings"]}


def test_another_houses_head_does_not_verify(used: Type) -> None:
    """A head belongs to one book."""
    typed = used("verify", "--head", "4:" + "ab" * 32)
    assert typed.code == 1
    assert "entry 4" in typed.out


def test_rebuild_puts_a_changed_table_right(used: Type, folder: Path) -> None:
    """Tables follow from the log; the log is not touched."""
    head = used("verify", "--json").json["head"]
    tamper(folder, "UPDATE tab SET due_minor = 1")
    assert used("verify").code == 1
    rebuilt = used("rebuild", "--json")
    assert rebuilt.code == 0
    assert rebuilt.json["entries"] == 4
    assert "tab" in rebuilt.json["changed"]
    assert used("verify", "--head", head).code == 0
    assert "All were right" in used("rebuild").out


def test_a_house_whose_book_is_gone_does_not_verify(used: Type, folder: Path) -> None:
    """A missing book is not an empty one."""
    for path in folder.glob("ledger.db*"):
        path.unlink()
    typed = used("verify")
    assert (typed.code, typed.out) == (1, "")
    assert "no ledger" in typed.err
    assert not (folder / "ledger.db").exists()
