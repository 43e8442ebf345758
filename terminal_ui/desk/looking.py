"""Bands in use were tapped: their bills, and all that can be done with a bill, a line of it, or its guest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from terminal_ui.desk import advance, clocks, giving, guests, holding, line_acts, losing, outings, paying, swapping
from terminal_ui.desk.band_words import nobody_wears
from terminal_ui.desk.explaining import explain
from terminal_ui.desk.layer import Act, Layer, stepped
from terminal_ui.desk.result import bad, good, note
from terminal_ui.languages import later, say, say_many

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.seen import BandSeen, BillSeen, LineSeen


@dataclass(eq=False)
class Looking(Layer):
    """The bills of these bands. One line is pointed at; others can be marked with the space bar."""

    bands: list[str]
    bills: list[BillSeen] = field(default_factory=list)
    row: int = 0
    marked: set[int] = field(default_factory=set)

    enter_words: ClassVar[str] = later("checkout")

    def pointed(self) -> list[str]:
        """The bands on this bill."""
        return self.bands

    @property
    def rows(self) -> list[tuple[BillSeen, LineSeen]]:
        """All lines of all bills, in the order they are shown."""
        return [(bill, line) for bill in self.bills for line in bill.lines]

    @property
    def bill(self) -> BillSeen | None:
        """The bill that is pointed at."""
        rows = self.rows
        return rows[self.row][0] if rows else None

    @property
    def band(self) -> str:
        """The band of the bill that is pointed at."""
        return self.bill.band if self.bill is not None else self.bands[-1]

    def chosen(self) -> list[int]:
        """The numbers of the lines that are marked; else of the one that is pointed at, if it is on the bill yet."""
        rows = self.rows
        if self.marked:
            return [line.line for _, line in rows if line.line in self.marked]
        return [rows[self.row][1].line] if rows and rows[self.row][1].line else []

    def what_now(self, desk: FrontDesk) -> str:  # noqa: ARG002 - always the same
        """Pay, or bring more bands."""
        return say("Enter begins the checkout. Tap more bands to pay for them together.")

    def look(self, desk: FrontDesk) -> None:
        """Read the bills again; lines that are gone are no longer marked."""
        self.bills = desk.sight.bills(self.bands)
        rows = self.rows
        self.row = max(0, min(self.row, len(rows) - 1))
        self.marked &= {line.line for _, line in rows}

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """Of a line, of the bill, of the guest."""
        return [
            Act(key, words, partial(do, self), in_bar=place < KEYS_IN_BAR)
            for place, (key, words, do) in enumerate(_ACTS)
        ]

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """One more band on the bill: one pays for several (R52). One that is there is pointed at."""
        if seen.number in self.bands:
            desk.result = note(say("Band {band} is on this bill already.", band=seen.number))
        elif not (seen.visit or seen.lost_by):
            desk.result = nobody_wears(seen)
            return
        else:
            self.bands.append(seen.number)
            self.look(desk)
            desk.result = note(
                say_many("{count} band on this bill.", "{count} bands on one bill.", len(self.bands))
                + " "
                + say("Enter begins the checkout.")
            )
        places = [place for place, (bill, _) in enumerate(self.rows) if bill.band == seen.number]
        self.row = places[0] if places else self.row

    async def confirm(self, desk: FrontDesk) -> None:
        """Begin the checkout; with a number typed, that is a tap."""
        await paying.begin(desk, self)

    async def choose(self, desk: FrontDesk, slot: int, typed: str) -> bool:
        """Begin the checkout and pay this way at once."""
        return await paying.begin(desk, self) and await desk.layer.choose(desk, slot, typed)

    async def take_off(self, desk: FrontDesk) -> None:
        """The last band is taken off the bill again."""
        self.bands.pop()
        if self.bands:
            self.look(desk)
        else:
            desk.home()

    def done(self, desk: FrontDesk, words: str) -> None:
        """Something was done with this bill: it is shown as it is now, and what is due is said."""
        self.marked.clear()
        desk.layer = self
        self.look(desk)
        due = desk.money(sum(bill.due_minor for bill in self.bills))
        desk.result = good(words + " " + say("Due now: {due}.", due=due))

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Point at another line. Single steps go round, pages stop at the ends."""
        self.row = stepped(self.row, step, len(self.rows))


async def _mark(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """Mark the line that is pointed at, or no longer, and go to the next one."""
    line = layer.rows[layer.row][1].line if layer.rows else 0
    if not line:
        desk.result = bad(say("This is on the bill only once it is paid. It cannot be marked."))
        return
    layer.marked ^= {line}
    layer.move(desk, 1)
    desk.result = note(say_many("{count} line is marked.", "{count} lines are marked.", len(layer.marked)))


KEYS_IN_BAR = 3
_ACTS: tuple[tuple[str, str, Callable[[Looking, FrontDesk, str], Awaitable[None]]], ...] = (
    ("space", later("mark line"), _mark),
    ("i", later("why this amount"), explain),
    ("v", later("void"), line_acts.void),
    ("t", later("to another band"), line_acts.transfer),
    ("g", later("gift"), line_acts.gift),
    ("k", later("discount"), giving.discount),
    ("o", later("on the house"), giving.comp),
    ("p", later("package"), giving.package),
    ("q", later("pay a part in advance"), advance.ask),
    ("h", later("deposit"), holding.take),
    ("y", later("give deposit back"), holding.give_back),
    ("r", later("out on deposit, or back"), outings.turn),
    ("m", later("decide who is not back"), outings.decide),
    ("l", later("raise the limit"), guests.raise_limit),
    ("z", later("stop or start the clocks"), clocks.turn),
    ("s", later("swap band"), swapping.swap),
    ("x", later("band is lost"), losing.report),
    ("plus", later("the whole party"), guests.whole_party),
    ("j", later("join as one party"), guests.join),
    ("u", later("leave the party"), guests.leave_party),
    ("n", later("cancel check-in"), guests.cancel),
    ("w", later("walked out"), guests.walk_out),
)
"""What can be done here: letters that no chip's number has, so that a scanner that types never does any of it."""
