"""Commissioning bands one after the other: what a tap and what a typed word does, and what is said to it.

Every band that is told as done is in the book, on disk; whoever begins again goes on with the next number.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal, Protocol

from msgspec import Struct

from pos.errors import Declined
from pos.house.new_bands import read_number
from pos.operations import AddBands, AnyOperation, NewBand, RemoveBands, Tapped, Zone
from pos.outcomes import Outcome
from readers.events import Tap
from terminal_ui.commissioning.numbering import Numbering, after

Ask = Callable[[AnyOperation], Awaitable[Outcome]]
"""Has an operation done, as whoever sits here; what comes back is on disk."""

HOPELESS = frozenset({"not_allowed", "staff_needed", "unknown_staff", "not_signed_in", "unknown_station"})
"""Declines that the next band would get as well."""
UNDO_REASON = "taken back while commissioning"
_WORDS: dict[str, str] = {
    "u": "undo",
    "undo": "undo",
    "q": "end",
    "end": "end",
    "x": "skip",
    "skip": "skip",
    "?": "help",
}
_ZONES: dict[str, Zone | None] = {"men": "men", "women": "women", "any": None}
HELP = "Type u to take the last band back, men, women or any for the zone of the next ones, q to end."


class KnownBands(Protocol):
    """What the house knows of its bands."""

    def owner_of(self, uid: str) -> tuple[str, str] | None:
        """Number and state of the band with this chip, or None."""
        ...


class Said(Struct, frozen=True):
    """What came of a tap or a word.

    ``done`` is the band that is in the book now, ``count`` how many are in this go; ``undone`` the one that is out
    again. ``good`` is for light and sound: None if there is nothing to show. ``over``: this go is at its end, and
    ``hopeless`` if it cannot go on.
    """

    words: str = ""
    good: bool | None = None
    done: NewBand | None = None
    undone: NewBand | None = None
    entry: int = 0
    count: int = 0
    error: str = ""
    over: Literal["", "ended", "hopeless"] = ""


class Commissioning:
    """One go. Taps and words come in the order in which they happened."""

    def __init__(
        self, ask: Ask, known: KnownBands, numbering: Numbering, *, in_order: bool, zone: Zone | None, proofs: bool
    ) -> None:
        """``in_order``: a tap takes the next number unasked; ``proofs``: the house wants to know what chips prove."""
        self._ask = ask
        self._known = known
        self._numbering = numbering
        self._in_order = in_order
        self._zone = zone
        self._proofs = proofs
        self._tap: Tap | None = None
        self._done: list[NewBand] = []

    @property
    def prompt(self) -> str:
        """What to do now."""
        following = self._numbering.next
        if self._tap is not None:
            proposed = f" [{following}]" if following else ""
            return f"Chip {self._tap.uid}. Its number{proposed}: "
        if self._in_order:
            return f"Hold band {following} to a reader: " if following else "Type the next number: "
        return "Hold a band to a reader: "

    async def tapped(self, tap: Tap) -> Said:
        """A band was held to a reader."""
        owner = self._known.owner_of(tap.uid)
        if owner is not None:
            number, state = owner
            return self._no(Declined("uid_exists", uid=tap.uid, band=number, state=state.replace("_", " ")))
        self._tap = tap
        if not self._in_order:
            return Said()
        if not self._numbering.next:
            return Said("Which number is it? The one before has none that follows.", good=False)
        return await self._take(self._numbering.next)

    async def typed(self, text: str) -> Said:
        """A line was typed."""
        word = text.strip()
        meant = _WORDS.get(word.lower())
        if meant == "end":
            return Said(over="ended")
        if meant == "undo":
            return await self._undo()
        if meant == "help":
            return Said(HELP)
        if meant == "skip":
            self._tap = None
            return Said("Left out.")
        if word.lower() in _ZONES:
            self._zone = _ZONES[word.lower()]
            return Said(f"Zone of the next bands: {word.lower()}.")
        return await self._numbered(word)

    async def _numbered(self, word: str) -> Said:
        if not word and (self._tap is None or not self._numbering.next):
            return Said(HELP)
        try:
            number = read_number(word or self._numbering.next)
        except Declined as declined:
            return self._no(declined)
        if self._tap is not None:
            return await self._take(number)
        self._numbering.at(number)
        following = self._numbering.next
        return Said(f"The next band is {following}." if following else "No number is free from there on.")

    async def _take(self, number: str) -> Said:
        """Have the band that was tapped put into service with this number."""
        tap = self._tap
        if tap is None:
            return Said(HELP)
        band = NewBand(number, tap.uid, self._zone)
        taps = (Tapped(tap.uid, tap.proved, tap.doubt, tap.count),) if self._proofs else ()
        outcome = await self._ask(AddBands(bands=(band,), taps=taps))
        if not outcome.ok:
            # A number that is taken leaves the band in hand: another number may be typed. Any other no is the band's.
            self._tap = tap if outcome.error == "band_exists" else None
            return self._declined(outcome)
        self._tap = None
        self._done.append(band)
        self._numbering.at(after(number))
        words = f"{len(self._done):>4}  band {number}  chip {band.uid}{f'  {band.zone}' if band.zone else ''}"
        return Said(words, good=True, done=band, entry=outcome.entry or 0, count=len(self._done))

    async def _undo(self) -> Said:
        self._tap = None
        if not self._done:
            return Said("Nothing to take back in this go; loopband remove-bands takes out earlier ones.", good=False)
        band = self._done[-1]
        outcome = await self._ask(RemoveBands(bands=(band.number,), reason=UNDO_REASON))
        if not outcome.ok:
            return self._declined(outcome)
        self._done.pop()
        self._numbering.at(band.number)
        words = f"{len(self._done):>4}  band {band.number} is out again; its number and its chip are free."
        return Said(words, undone=band, entry=outcome.entry or 0, count=len(self._done))

    def _declined(self, outcome: Outcome) -> Said:
        over: Literal["", "hopeless"] = "hopeless" if outcome.error in HOPELESS else ""
        return Said(outcome.message, good=False, error=outcome.error, count=len(self._done), over=over)

    def _no(self, declined: Declined) -> Said:
        return Said(str(declined), good=False, error=declined.code, count=len(self._done))
