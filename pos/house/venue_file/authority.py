"""``[authority]``: what each role may do, and how far (R26, R27, R74)."""

from __future__ import annotations

from typing import get_args

from pos.house.model import Cap, Right, Role
from pos.house.venue_file.findings import did_you_mean, one_of_words
from pos.house.venue_file.forms import BASIS_POINTS, FLAG, whole
from pos.house.venue_file.posts import LEADS, ROLES
from pos.house.venue_file.section import Form, Section

RIGHTS: tuple[Right, ...] = get_args(Right)
EVERYTHING = "everything"
_TIMES = whole(0, 10_000, "times")

Authority = dict[Role, dict[Right, Cap]]


def read_authority(section: Section, money: Form[int]) -> Authority:
    """Role → right → its caps. Without the table, leads and owners may do everything, and nobody else any of it."""
    if not section.given:
        return {role: dict.fromkeys(RIGHTS, Cap()) for role in ROLES if role in LEADS}
    authority: Authority = {}
    for name, entry in section.tables():
        role = next((role for role in ROLES if role == name), None)
        if role is None:
            section.problem(name, f"There is no role {name}.{_hint(name, ROLES)}")
            continue
        authority[role] = _rights(entry, money)
    section.finish()
    if not any(len(authority.get(role, {})) == len(RIGHTS) for role in LEADS):
        section.problem("", "Neither leads nor owners may do everything. Add: owner = { everything = true }.")
    return authority


def _rights(entry: Section, money: Form[int]) -> dict[Right, Cap]:
    everything = entry.read_or(EVERYTHING, FLAG, default=False)
    rights: dict[Right, Cap] = dict.fromkeys(RIGHTS, Cap()) if everything else {}
    for name, caps in entry.tables(besides=(EVERYTHING,)):
        right = next((right for right in RIGHTS if right == name), None)
        if right is None:
            entry.problem(name, f"There is no right {name}.{_hint(name, RIGHTS)}")
            continue
        rights[right] = _cap(caps, money)
    entry.finish()
    return rights


def _cap(caps: Section, money: Form[int]) -> Cap:
    cap = Cap(
        percent_bp=caps.read_if("percent", BASIS_POINTS),
        bill_minor=caps.read_if("bill", money),
        day_minor=caps.read_if("day", money),
        month_minor=caps.read_if("month", money),
        month_times=caps.read_if("times_a_month", _TIMES),
    )
    caps.finish()
    return cap


def _hint(name: str, known: tuple[str, ...]) -> str:
    return did_you_mean(name, known) or f" Known are: {one_of_words(known)}."
