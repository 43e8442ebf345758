"""Who comes when: parties, the kinds of guests in them, and how they found the house."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pos.demo import figures
from pos.demo.dice import Dice, Often, Turns
from pos.demo.figures import HOUR_S

Story = Literal["", "cancels", "spree"]
"""What is special about a party of one."""


class Party(Struct, frozen=True):
    """Guests who come together. ``guests`` are their classes, the first an adult; seconds after the opening.

    ``story`` is what is special: one turns round in the door (R5), one spends up to the credit limit (R22).
    """

    number: int
    at_s: int
    guests: tuple[str, ...]
    channel: str
    story: Story = ""


def parties_of_the_day(dice: Dice, busy: int) -> list[Party]:
    """All parties in the order they come: so many thousandths of the guests an hour that the load model has."""
    arriving = sorted((_arrival(dice, hour), size) for hour, size in _sizes_by_hour(dice, busy))
    classes = _Classes(dice)
    channels = Turns(dice, figures.CHANNELS)
    parties = [
        Party(number, at_s, classes.of_party(at_s, size), channels.next(size))
        for number, (at_s, size) in enumerate(arriving, start=1)
    ]
    return _with_stories(dice, parties, busy)


def _with_stories(dice: Dice, parties: list[Party], busy: int) -> list[Party]:
    """The same parties, some singles among them told what will be special about them."""
    singles = [party.number for party in parties if _may_have_story(party)]
    cancelled, sprees = (count * busy // 1000 for count in (figures.CANCELLED, figures.LIMIT_RAISES))
    chosen = dice.some_of(singles, cancelled + sprees)
    stories: dict[int, Story] = dict.fromkeys(chosen[:cancelled], "cancels")
    stories |= dict.fromkeys(chosen[cancelled:], "spree")
    return [replace(party, story=stories.get(party.number, "")) for party in parties]


def _may_have_story(party: Party) -> bool:
    first_s, last_s = (hour * HOUR_S for hour in figures.STORY_HOURS)
    # Who comes for a company has another credit limit.
    return party.guests == ("adult",) and party.channel != figures.COMPANY and first_s <= party.at_s < last_s


def _sizes_by_hour(dice: Dice, busy: int) -> list[tuple[int, int]]:
    """(hour, size) of every party. What a big party is over its hour's number, the next hour is short of."""
    sizes: list[tuple[int, int]] = []
    wanted = 0
    for hour, guests in enumerate(figures.ARRIVALS):
        wanted += guests * busy
        while wanted > 0:
            size = dice.pick(figures.PARTY_SIZES)
            sizes.append((hour, size))
            wanted -= size * 1000
    return sizes


def _arrival(dice: Dice, hour: int) -> int:
    # Nobody is served in the first two minutes: the tills are being opened.
    earliest = 120 if hour == 0 else 0
    return hour * HOUR_S + dice.between(earliest, HOUR_S - 1)


class _Classes:
    """The guest classes of parties: adults first; children only with two of them."""

    def __init__(self, dice: Dice) -> None:
        self._early_bird = Often(dice, figures.EARLY_BIRD)
        self._night = Often(dice, figures.NIGHT_ENTRY)
        self._child = Often(dice, figures.CHILD_IN_PARTY)
        self._toddler = Often(dice, figures.TODDLER_IN_PARTY)

    def of_party(self, at_s: int, size: int) -> tuple[str, ...]:
        """So many guests who come together."""
        grown_up = self._grown_up(at_s, size)
        minors = [minor for _ in range(size - 2) if (minor := self._minor())]
        return (*[grown_up] * (size - len(minors)), *minors)

    def _grown_up(self, at_s: int, size: int) -> str:
        if _in_hours(at_s, figures.EARLY_BIRD_HOURS) and self._early_bird.next(size):
            return "early_bird"
        if _in_hours(at_s, figures.NIGHT_ENTRY_HOURS) and self._night.next(size):
            return "night"
        return "adult"

    def _minor(self) -> str:
        """What the next guest of a bigger party is, or empty for a grown-up."""
        if self._child.next():
            return "child"
        return "toddler" if self._toddler.next() else ""


def _in_hours(at_s: int, hours: tuple[int, int]) -> bool:
    # The desk needs a few minutes: who comes in the last ones may be too late for the class.
    return hours[0] * HOUR_S <= at_s < hours[1] * HOUR_S - figures.QUEUES_S
