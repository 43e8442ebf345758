"""Who comes when: parties, the kinds of guests in them, and how they found the house."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pos.demo import figures
from pos.demo.dice import Dice
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


def parties_of_the_day(dice: Dice) -> list[Party]:
    """All parties in the order they come, as many guests an hour as the load model says."""
    arriving = sorted((_arrival(dice, hour), size) for hour, size in _sizes_by_hour(dice))
    parties = [
        Party(number, at_s, _classes(dice, at_s, size), dice.pick(figures.CHANNELS))
        for number, (at_s, size) in enumerate(arriving, start=1)
    ]
    return _with_stories(dice, parties)


def _with_stories(dice: Dice, parties: list[Party]) -> list[Party]:
    """The same parties, some singles among them told what will be special about them."""
    first_s, last_s = (hour * HOUR_S for hour in figures.STORY_HOURS)
    singles = [party.number for party in parties if party.guests == ("adult",) and first_s <= party.at_s < last_s]
    chosen = dice.some_of(singles, figures.CANCELLED + figures.LIMIT_RAISES)
    stories: dict[int, Story] = dict.fromkeys(chosen[: figures.CANCELLED], "cancels")
    stories |= dict.fromkeys(chosen[figures.CANCELLED :], "spree")
    return [replace(party, story=stories.get(party.number, "")) for party in parties]


def _sizes_by_hour(dice: Dice) -> list[tuple[int, int]]:
    """(hour, size) of every party. What a big party is over its hour's number, the next hour is short of."""
    sizes: list[tuple[int, int]] = []
    wanted = 0
    for hour, guests in enumerate(figures.ARRIVALS):
        wanted += guests
        while wanted > 0:
            size = dice.pick(figures.PARTY_SIZES)
            sizes.append((hour, size))
            wanted -= size
    return sizes


def _arrival(dice: Dice, hour: int) -> int:
    # Nobody is served in the first two minutes: the tills are being opened.
    earliest = 120 if hour == 0 else 0
    return hour * HOUR_S + dice.between(earliest, HOUR_S - 1)


def _classes(dice: Dice, at_s: int, size: int) -> tuple[str, ...]:
    """The guest classes of a party: adults first; children only with two of them."""
    adults = [_adult_class(dice, at_s)] * min(size, 2)
    for _ in range(size - len(adults)):
        if dice.chance(figures.CHILD_IN_PARTY):
            adults.append("child")
        elif dice.chance(figures.TODDLER_IN_PARTY):
            adults.append("toddler")
        else:
            adults.insert(0, adults[0])
    return tuple(adults)


def _adult_class(dice: Dice, at_s: int) -> str:
    if _in_hours(at_s, figures.EARLY_BIRD_HOURS) and dice.chance(figures.EARLY_BIRD):
        return "early_bird"
    if _in_hours(at_s, figures.NIGHT_ENTRY_HOURS) and dice.chance(figures.NIGHT_ENTRY):
        return "night"
    return "adult"


def _in_hours(at_s: int, hours: tuple[int, int]) -> bool:
    # The desk needs a few minutes: who comes in the last ones may be too late for the class.
    return hours[0] * HOUR_S <= at_s < hours[1] * HOUR_S - 300
