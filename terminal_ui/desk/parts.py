"""A bill that is split: by person, by lines, equally, by an amount (R52). Each part is a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pos.money import split_equally
from terminal_ui.desk.choosing import Choosing, Option
from terminal_ui.desk.layer import DIGITS, Above, Act, stepped
from terminal_ui.desk.result import bad, note
from terminal_ui.desk.typing_in import AMOUNT_CHARACTERS, TypingIn, amount_of
from terminal_ui.languages import later, say, say_many
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.paying import Paying
    from terminal_ui.desk.seen import BillSeen, LineSeen

PERSONS = Entry(later("How many"), DIGITS)
AMOUNT = Entry(later("First part"), AMOUNT_CHARACTERS)


class Part(NamedTuple):
    """What one of them pays: whole bands, some lines, an amount, or (with none of these) all that is left."""

    words: str
    due_minor: int
    bands: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    amount_minor: int = 0


def words_of(parts: Sequence[Part]) -> str:
    """Which part is paid now."""
    return f"{parts[0].words}:"


async def ask_how(layer: Paying, desk: FrontDesk, typed: str) -> None:
    """Ask how the bill is split. A number typed before is between how many, equally."""
    if layer.tenders or layer.parts or layer.part_minor <= 0:
        desk.result = bad(say("A bill is split before money is on the desk, and if something is due."))
        return
    if typed:
        await _equally(layer, desk, typed)
        return
    ways = {
        "person": (say("each pays its own"), _by_person),
        "equally": (say("equally"), _ask_equally),
        "amount": (say("an amount, then the rest"), _ask_amount),
        "lines": (say("lines, then the rest"), _ask_lines),
    }

    async def chosen(desk: FrontDesk, way: str) -> None:
        await ways[way][1](layer, desk)

    options = [Option(way, words) for way, (words, _) in ways.items()]
    desk.layer = Choosing(layer, say("SPLIT"), options, chosen)
    desk.result = note(say("How is it split? A key, or Up, Down and Enter."))


def _split(layer: Paying, desk: FrontDesk, parts: list[Part]) -> None:
    layer.parts = parts
    desk.layer = layer
    desk.result = layer.what_next(desk)


async def _by_person(layer: Paying, desk: FrontDesk) -> None:
    """Each band by itself; those that owe nothing go with the first one."""
    owing = [bill for bill in layer.bills if bill.due_minor > 0]
    if len(owing) < 2:
        desk.layer = layer
        desk.result = bad(say("Only one band owes something. Tap the others first, or split another way."))
        return
    free = tuple(bill.band for bill in layer.bills if bill.due_minor <= 0)
    sums = {bill.band: bill.due_minor for bill in owing}
    first = owing[0].band
    sums[first] += sum(bill.due_minor for bill in layer.bills if bill.band in free)
    parts = [
        Part(say("Band {band}", band=band), minor, bands=(band, *(free if band == first else ())))
        for band, minor in sums.items()
    ]
    _split(layer, desk, parts)


async def _ask_equally(layer: Paying, desk: FrontDesk) -> None:
    desk.layer = TypingIn(layer, say("SPLIT EQUALLY"), PERSONS, partial(_equally, layer), "2")
    desk.result = note(say("Between how many? Type it, then Enter. Enter alone: 2."))


async def _equally(layer: Paying, desk: FrontDesk, typed: str) -> None:
    """Equal parts; the last one takes the cents (R50)."""
    count = int(typed) if typed.isdecimal() else 0
    if not 2 <= count <= min(50, layer.part_minor):
        desk.result = bad(say("Split it between 2 and 50."))
        return
    *first, last = split_equally(layer.part_minor, count)
    named = [say("Part {number} of {count}", number=number, count=count) for number in range(1, count + 1)]
    parts = [Part(words, minor, amount_minor=minor) for words, minor in zip(named[:-1], first, strict=True)]
    _split(layer, desk, [*parts, Part(named[-1], last)])


async def _ask_amount(layer: Paying, desk: FrontDesk) -> None:
    desk.layer = TypingIn(layer, say("SPLIT BY AN AMOUNT"), AMOUNT, partial(_by_amount, layer))
    desk.result = note(say("How much is the first part? Type it, then Enter."))


async def _by_amount(layer: Paying, desk: FrontDesk, typed: str) -> None:
    first_minor = amount_of(desk, typed)
    if not first_minor:
        return
    if first_minor >= layer.part_minor:
        desk.result = bad(say("That is all of it. Type less than {due}.", due=desk.money(layer.part_minor)))
        return
    rest = Part(say("The rest"), layer.part_minor - first_minor)
    _split(layer, desk, [Part(say("First part"), first_minor, amount_minor=first_minor), rest])


@dataclass(eq=False)
class MarkingLines(Above):
    """Lines are marked that are paid first. What the checkout adds is in the rest."""

    bill: Paying
    left: dict[int, int]
    """Line → what is still to be paid of it (minor units)."""
    row: int = 0
    marked: set[int] = field(default_factory=set)

    enter_words: ClassVar[str] = later("pay these first")

    @property
    def rows(self) -> list[tuple[BillSeen, LineSeen]]:
        """Lines that something can be paid for."""
        return [(bill, line) for bill in self.bill.bills for line in bill.lines if self.left.get(line.line, 0) > 0]

    def acts(self, desk: FrontDesk) -> Sequence[Act]:  # noqa: ARG002 - always the same
        """Mark, as on a bill."""
        return (Act("space", later("mark line"), self._mark, in_bar=True),)

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Point at another line."""
        self.row = stepped(self.row, step, len(self.rows))

    async def confirm(self, desk: FrontDesk) -> None:
        """These lines first, then the rest."""
        chosen = tuple(line.line for _, line in self.rows if line.line in self.marked)
        sum_minor = sum(self.left[line] for line in chosen)
        if not chosen:
            desk.result = bad(say("Mark the lines that are paid first with the space bar."))
        elif sum_minor >= self.bill.part_minor:
            desk.result = bad(say("That is all of it. Mark fewer lines."))
        else:
            words = say_many("{count} line", "{count} lines", len(chosen))
            rest = Part(say("The rest"), self.bill.part_minor - sum_minor)
            _split(self.bill, desk, [Part(words, sum_minor, lines=chosen), rest])

    async def _mark(self, desk: FrontDesk, _typed: str) -> None:
        if not self.rows:
            return
        self.marked ^= {self.rows[self.row][1].line}
        self.move(desk, 1)
        sum_minor = sum(self.left[line] for line in self.marked)
        desk.result = note(say("{amount} is marked. Enter takes that first.", amount=desk.money(sum_minor)))


async def _ask_lines(layer: Paying, desk: FrontDesk) -> None:
    desk.layer = MarkingLines(layer, layer, desk.sight.payable(layer.bands))
    desk.result = note(say("Mark with the space bar what is paid first, then Enter."))
