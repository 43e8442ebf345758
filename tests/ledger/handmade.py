"""Entries made by hand: a log with facts and postings of our choosing, without any rule of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger import facts as f
from pos.ledger.entry import NOTHING_ASKED
from pos.ledger.log import Command, Decision, Log, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.ledger.entry import Posting

AT_US = 1_772_852_400_000_000
"""2026-03-07 11:00 in Shanghai."""

DAY = 20260307


def key(number: int) -> bytes:
    """A command's key."""
    return number.to_bytes(16)


def decision(
    facts: Sequence[f.AnyFact] = (),
    postings: Sequence[Posting] = (),
    answer: dict[str, object] | None = None,
    *,
    at_us: int = AT_US,
    day: int = DAY,
    staff: str = "fan",
) -> Decision:
    """What a rule might have made of a command."""
    return Decision("charge", at_us, day, "bar", staff, NOTHING_ASKED, tuple(facts), tuple(postings), answer or {})


def command(number: int, made: Decision) -> Command:
    """A command under the key of this number that ends as ``made``."""
    return Command(key(number), lambda: made)


def opened_house(log: Log, visits: int = 1) -> None:
    """The first entries: a venue file, a band for each guest, and the guests with their bands."""
    bands = [f.BandAdded(f"{n:03d}", f"04{n:012X}", "men") for n in range(1, visits + 1)]
    log.transact([command(1, decision([f.HouseFile(1, "Asia/Shanghai", 480, "name"), *bands], day=0))])
    facts: list[f.AnyFact] = []
    for n in range(1, visits + 1):
        channel = ("walk-in", "douyin")[n % 2]
        facts.append(f.VisitOpened(n, f"{n:03d}", 0, "adult", "men", f"{n:03d}", channel, 1, "T01", 80_000))
        facts.append(f.BandMoved(f"{n:03d}", "in_use", n))
    log.transact([command(2, decision(facts))])


def sale(line: int, due_minor: int = 1500, *, visit: int = 1, item: str = "beer", outlet: str = "bar") -> f.LineAdded:
    """One piece of something."""
    return f.LineAdded(line, visit, item, 1, due_minor, due_minor, outlet, "vat")


def charge(number: int, line: f.LineAdded, *, at_us: int = AT_US, day: int = DAY, staff: str = "fan") -> Command:
    """A sale with its postings, under the key of this number."""
    postings: list[Posting] = [("guest", line.visit, line.due_minor), (f"sales:{line.outlet}", 0, -line.due_minor)]
    answer: dict[str, object] = {"line": line.line}
    return command(number, decision([line], postings, answer, at_us=at_us, day=day, staff=staff))


def charge_next(log: Log, number: int, due_minor: int = 1500) -> Command:
    """A sale whose line number is taken when it is decided, as rules do it."""

    def decide() -> Decision:
        return charge(number, sale(log.books.number("line") + 1, due_minor)).decide()

    return Command(key(number), decide)


def write(log: Log, *commands: Command) -> list[Written]:
    """All of them in one commit."""
    return log.transact(commands)
