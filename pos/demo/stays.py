"""How long guests stay, and which of a party leave together."""

from __future__ import annotations

from pos.demo import figures
from pos.demo.arrivals import Party
from pos.demo.dice import Z_UNIT, Dice, Often


class Stays:
    """The lengths of all stays of one day."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._over_night = Often(dice, figures.OVERNIGHT_STAY)
        self._together = Often(dice, figures.LEAVE_TOGETHER)

    def leaving_groups(self, party: Party, in_s: int) -> list[tuple[int, tuple[int, ...]]]:
        """When who leaves: (seconds after the opening, places in the party). Children go with the first adult."""
        together = [0]
        alone: list[int] = []
        for place, guest in enumerate(party.guests[1:], start=1):
            goes_along = guest in figures.MINORS or self._together.next()
            (together if goes_along else alone).append(place)
        groups = [tuple(together), *((place,) for place in alone)]
        return [(in_s + self._length_s(party, group, in_s), group) for group in groups]

    def _length_s(self, party: Party, group: tuple[int, ...], in_s: int) -> int:
        """Seconds that these stay, who came at ``in_s``."""
        if party.story == "spree":
            return figures.SPREE_STAY_S
        if in_s >= figures.OVERNIGHT_FROM_S and self._over_night.next(len(group)):
            return figures.OVERNIGHT_MEAN_S + self._dice.normal() * figures.OVERNIGHT_SIGMA_S // Z_UNIT
        early = party.guests[group[0]] == "early_bird"
        longest_s = figures.EARLY_BIRD_LONGEST_S if early else figures.STAY_S[-1]
        return min(longest_s, max(figures.SHORTEST_STAY_S, _lognormal_s(self._dice.normal())))


def _lognormal_s(z: int) -> int:
    """A length of stay by the table, straight lines between its points; ``z`` as :meth:`Dice.normal` gives it."""
    step = Z_UNIT // 4
    at = z + 3 * Z_UNIT
    if at < 0:
        return figures.STAY_S[0]
    index, rest = divmod(at, step)
    if index >= len(figures.STAY_S) - 1:
        return figures.STAY_S[-1]
    low, high = figures.STAY_S[index : index + 2]
    return low + (high - low) * rest // step
