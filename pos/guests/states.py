"""The states of a visit and every way between them (R9). Code, tests and ``docs/visit-states.md`` share this table."""

from __future__ import annotations

from typing import Literal, NamedTuple

VisitState = Literal["open", "settling", "kept", "deposit_out", "settled", "absconded", "cancelled"]

WORDS: dict[VisitState, str] = {
    "open": "inside, running up a bill",
    "settling": "being paid; nothing can be added (R51)",
    "kept": "paid, still inside (R10)",
    "deposit_out": "gone out for a while, with a deposit for what is owed (R11)",
    "settled": "paid, band handed back (R13)",
    "absconded": "left without paying; the rest is a receivable (R12)",
    "cancelled": "the check-in was taken back (R5)",
}
"""What each state means."""

INSIDE: tuple[VisitState, ...] = ("open", "settling", "kept")
"""The guest is in the house."""

UNSETTLED: tuple[VisitState, ...] = (*INSIDE, "deposit_out")
"""The bill is not closed: the locker is taken, and the day close carries it over."""

RUNNING: tuple[VisitState, ...] = ("open", "kept")
"""Things can be put on the bill."""


class Way(NamedTuple):
    """An act that leads a visit from one of some states to another."""

    act: str
    before: tuple[VisitState, ...]
    after: VisitState


WAYS: tuple[Way, ...] = (
    Way("cancel_check_in", ("open",), "cancelled"),
    Way("begin_checkout", ("open", "kept"), "settling"),
    Way("leave_checkout: had not paid before", ("settling",), "open"),
    Way("leave_checkout: had paid and stayed", ("settling",), "kept"),
    Way("pay all of it", ("settling",), "settled"),
    Way("pay all of it and stay", ("settling",), "kept"),
    Way("out_on_deposit", ("open", "kept"), "deposit_out"),
    Way("come_back, or present at a gate: had not paid before", ("deposit_out",), "open"),
    Way("come_back, or present at a gate: had paid and stayed", ("deposit_out",), "kept"),
    Way("decide_out: keep it open", ("deposit_out",), "deposit_out"),
    Way("decide_out: the deposit pays", ("deposit_out",), "settled"),
    Way("walk_out", UNSETTLED, "absconded"),
)
"""Every way there is. A state without a way out of it is an end."""


def can_move(before: str, after: str) -> bool:
    """Whether any act leads from one state to the other."""
    return any(before in way.before and way.after == after for way in WAYS)


def sql_list(states: tuple[VisitState, ...]) -> str:
    """The states as SQL writes them after IN."""
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"
