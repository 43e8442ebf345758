"""How long guests stay, and which of a party leave together."""

from __future__ import annotations

from pos.demo import figures
from pos.demo.arrivals import Party
from pos.demo.dice import Z_UNIT, Dice


def stay_s(dice: Dice, in_s: int, guest: str) -> int:
    """Seconds that a guest who came at ``in_s`` stays."""
    if in_s >= figures.OVERNIGHT_FROM_S and dice.chance(figures.OVERNIGHT_STAY):
        return figures.OVERNIGHT_MEAN_S + dice.normal() * figures.OVERNIGHT_SIGMA_S // Z_UNIT
    longest_s = figures.EARLY_BIRD_LONGEST_S if guest == "early_bird" else figures.STAY_S[-1]
    return min(longest_s, max(figures.SHORTEST_STAY_S, _lognormal_s(dice)))


def leaving_groups(dice: Dice, party: Party, in_s: int) -> list[tuple[int, tuple[int, ...]]]:
    """When who leaves: (seconds after the opening, places in the party). Children go with the first adult."""
    together_s = in_s + stay_s(dice, in_s, party.guests[0])
    together = [0]
    alone: list[tuple[int, tuple[int, ...]]] = []
    for place, guest in enumerate(party.guests[1:], start=1):
        if guest in {"child", "toddler"} or dice.chance(figures.LEAVE_TOGETHER):
            together.append(place)
        else:
            alone.append((in_s + stay_s(dice, in_s, guest), (place,)))
    return [(together_s, tuple(together)), *alone]


def _lognormal_s(dice: Dice) -> int:
    """A length of stay by the table, straight lines between its points."""
    step = Z_UNIT // 4
    at = dice.normal() + 3 * Z_UNIT
    if at < 0:
        return figures.STAY_S[0]
    index, rest = divmod(at, step)
    if index >= len(figures.STAY_S) - 1:
        return figures.STAY_S[-1]
    low, high = figures.STAY_S[index : index + 2]
    return low + (high - low) * rest // step
