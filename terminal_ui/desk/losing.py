"""A guest lost the band: found by its number, the locker, or what was taken last; blocked, and replaced (R8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pos.operations import ReportLost
from terminal_ui.desk import reasons
from terminal_ui.desk.choosing import ask_why
from terminal_ui.desk.layer import Layer, stepped
from terminal_ui.desk.result import bad, good, note
from terminal_ui.desk.swapping import replace_lost
from terminal_ui.languages import later, say
from terminal_ui.posts.post import Entry

if TYPE_CHECKING:
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.looking import Looking
    from terminal_ui.desk.seen import BandSeen, GuestSeen

CLUE = Entry(later("Number, locker or what was taken"), "")
SHOWN = 40


@dataclass(eq=False)
class Losing(Layer):
    """Whose band is it? ``clue`` is a number, a locker, or words of the last purchases; all of them must fit."""

    guests: list[GuestSeen] = field(default_factory=list)
    clue: str = ""
    row: int = 0

    enter_words: ClassVar[str] = later("search, or this guest")

    def pointed(self) -> list[str]:
        """The band that is marked."""
        return [self.found[self.row].band] if self.found else []

    @property
    def found(self) -> list[GuestSeen]:
        """The guests that all words of the clue fit."""
        words = self.clue.casefold().split()
        return [guest for guest in self.guests if all(_fits(guest, word) for word in words)][:SHOWN]

    def entry(self, desk: FrontDesk) -> Entry:  # noqa: ARG002 - it is its own
        """Anything that a guest remembers."""
        return CLUE

    def look(self, desk: FrontDesk) -> None:
        """See who is inside."""
        self.guests = desk.sight.guests()
        self.row = max(0, min(self.row, len(self.found) - 1))

    async def tapped(self, desk: FrontDesk, seen: BandSeen) -> None:
        """The band turned up: its bill, or its check-in."""
        await desk.open(seen)

    async def enter(self, desk: FrontDesk, typed: str) -> None:
        """Search for what was typed; alone, report the band that is marked."""
        if typed.strip():
            self.clue, self.row = typed.strip(), 0
            count = len(self.found)
            words = say("{count} guests fit. Up and Down choose, Enter reports the band as lost.", count=count)
            desk.result = note(words) if count else bad(say("Nobody inside fits that. Type something else."))
        elif self.found:
            block(self, desk, self.found[self.row].band)

    def move(self, desk: FrontDesk, step: int) -> None:  # noqa: ARG002 - the list is its own
        """Mark another guest."""
        self.row = stepped(self.row, step, len(self.found))


def _fits(guest: GuestSeen, word: str) -> bool:
    """Whether a word of a clue is the guest's number or locker, or in what was taken."""
    if word.isdecimal():
        return word.lstrip("0") in {guest.band.lstrip("0"), guest.locker.lstrip("0")}
    return word in guest.known_by


async def report(layer: Looking, desk: FrontDesk, _typed: str) -> None:
    """The guest of this bill has lost the band."""
    block(layer, desk, layer.band)


def block(under: Layer, desk: FrontDesk, band: str) -> None:
    """Ask how the band was lost; then it is blocked, and the next free band that is tapped replaces it."""

    async def with_reason(desk: FrontDesk, why: str) -> None:
        asked = ReportLost(band=band, reason=why, **desk.carried())
        await desk.act([asked], partial(_blocked, desk, band))

    ask_why(desk, under, say("LOST  {band}", band=band), reasons.LOST, with_reason)


def _blocked(desk: FrontDesk, band: str, outcomes: list[Outcome]) -> None:
    facts = outcomes[-1].facts
    desk.home()
    replace_lost(desk.layer, desk, band)
    words = say("Band {band} is blocked everywhere; {fee} for a new one. Tap the new band.", band=band,
                fee=desk.money(facts["fee"]))  # fmt: skip
    disputed = facts.get("disputed")
    count = len(disputed) if isinstance(disputed, list | tuple) else 0
    doubt = say("{count} lines since {since} are disputed.", count=count, since=facts["since"]) if count else ""
    desk.result = good(f"{words} {doubt}".strip())
