"""``[companies]``: who pays later, how much they may owe, and who of them signs (R57)."""

from __future__ import annotations

from collections import Counter

from pos.house.model import WALK_OUT, Company
from pos.house.venue_file.findings import as_written
from pos.house.venue_file.forms import TEXT, WORDS
from pos.house.venue_file.names import named_tables
from pos.house.venue_file.section import Form, Section

MAX_SIGNERS = 100


def read_companies(section: Section, money: Form[int]) -> dict[str, Company]:
    """Code → company."""
    companies: dict[str, Company] = {}
    for code, entry in named_tables(section):
        companies[code] = Company(
            code, entry.read("name", WORDS), entry.read("limit", money), entry.read("signers", _SIGNERS)
        )
        if code == WALK_OUT:
            section.problem(code, "is what guests who left without paying owe. Call the company something else.")
    return companies


def _signers(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_SIGNERS:
        raise ValueError(f'{as_written(value)} is no list of people. Write it like ["Zhang Wei", "Li Na"].')
    names = tuple(TEXT.parse(entry) for entry in value)
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"{', '.join(twice)} is named twice.")
    return names


_SIGNERS: Form[tuple[str, ...]] = Form(_signers, ())
