"""Chance that falls the same on every machine: one seeded stream, turned into integers at once.

Only ``Random.random()`` is used, whose sequence Python promises to keep for a seed. It is a whole number of
2**-53, so the integer is exact; no logarithm or exponential of the machine's own library comes near a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

_BITS = 53
"""Of one draw of the stream."""

Z_UNIT = 1_000_000
"""One standard deviation of :meth:`Dice.normal`."""


class Dice:
    """A seeded stream of integers."""

    def __init__(self, seed: int | str) -> None:
        """The same seed gives the same stream."""
        self._random = Random(f"loopband {seed}")  # noqa: S311 - a simulated day is no secret

    def below(self, bound: int) -> int:
        """One of 0 … ``bound`` - 1, each as likely. Raises ValueError if there is none."""
        if bound < 1:
            raise ValueError("There is nothing below one.")
        return int(self._random.random() * (1 << _BITS)) * bound >> _BITS

    def between(self, first: int, last: int) -> int:
        """One of ``first`` … ``last``, both included."""
        return first + self.below(last - first + 1)

    def chance(self, per_mille: int) -> bool:
        """True this often in a thousand."""
        return self.below(1000) < per_mille

    def pick(self, weighted: Sequence[tuple[Thing, int]]) -> Thing:
        """One of the things, by its weight. Raises ValueError if all weights are 0."""
        left = self.below(sum(weight for _, weight in weighted))
        for thing, weight in weighted:
            left -= weight
            if left < 0:
                return thing
        raise AssertionError("unreachable: left is below the sum of the weights")

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of the things, each as likely. Raises ValueError if there is none."""
        return things[self.below(len(things))]

    def some_of(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """Up to ``count`` different ones of the things, in the order they were drawn."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def normal(self) -> int:
        """A bell curve around 0, in millionths of a standard deviation (:data:`Z_UNIT`), within ±6.

        The sum of twelve even draws: close enough to the real curve, and integers all the way.
        """
        return sum(self.below(Z_UNIT) for _ in range(12)) - 6 * Z_UNIT


class Turns(Generic[Thing]):
    """Things by their weight, where what came short so far is the likelier.

    So a single day has the shares of its model nearly exactly, while nobody can tell what comes next.
    """

    def __init__(self, dice: Dice, weighted: Sequence[tuple[Thing, int]]) -> None:
        """The things with their weights; raises ValueError if all weights are 0."""
        self._dice = dice
        self._weighted = weighted
        self._of = sum(weight for _, weight in weighted)
        if self._of < 1:
            raise ValueError("Nothing has a weight.")
        self._had = [0] * len(weighted)
        self._all = 0

    def next(self, count: int = 1) -> Thing:
        """The next thing. It counts so many times: the channel of a party is that of all its guests."""
        self._all += count
        short = [
            (place, max(0, weight * self._all - self._of * had))
            for place, ((_, weight), had) in enumerate(zip(self._weighted, self._had, strict=True))
        ]
        place = self._dice.pick(short)
        self._had[place] += count
        return self._weighted[place][0]


class Often(Turns[bool]):
    """A chance that comes true nearly exactly this often in a thousand."""

    def __init__(self, dice: Dice, per_mille: int) -> None:
        """``per_mille`` is 0 … 1000."""
        super().__init__(dice, ((True, per_mille), (False, 1000 - per_mille)))
