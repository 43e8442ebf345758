"""Writes docs/visit-states.md from the table in pos/guests/states.py: ``python -m tests.rules.state_page``."""

from __future__ import annotations

from pathlib import Path

from pos.guests.states import UNSETTLED, WAYS, WORDS

PAGE = Path(__file__).parents[2] / "docs" / "visit-states.md"


def page() -> str:
    """The page as it should be."""
    lines = [
        "# The states of a visit",
        "",
        "Made by `python -m tests.rules.state_page` from the table in `pos/guests/states.py`, which the code uses",
        "and the tests walk (R9).",
        "",
        "| state | means | closed |",
        "|---|---|---|",
        *(f"| `{state}` | {words} | {'no' if state in UNSETTLED else 'yes'} |" for state, words in WORDS.items()),
        "",
        "| act | from | to |",
        "|---|---|---|",
        *(f"| {way.act} | {', '.join(f'`{one}`' for one in way.before)} | `{way.after}` |" for way in WAYS),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
