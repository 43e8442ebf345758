"""To whom something happens: the guests and sales of a planned day, each of whom has bad luck once at most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from pos.demo.dice import Dice
from pos.demo.figures import HOUR_S, MINUTE_S
from pos.demo.people import COUNTER_STAFF
from pos.demo.wishes import Guest, Wish

UNTIL_S = 23 * HOUR_S
"""Nothing goes wrong in the last hour: what is done about it must fit into the day."""
SPARE_S = 40 * MINUTE_S
"""A sale goes wrong only so long before the guest leaves."""


class Unlucky:
    """The planned day, ``wishes`` changed in place by those who let things happen."""

    def __init__(self, dice: Dice, everybody: Sequence[Guest], wishes: list[Wish], busy: int) -> None:
        """``busy`` is how busy the day is, in thousandths of a Saturday: so much less goes wrong."""
        self.everybody = everybody
        self.guests = [guest for guest in everybody if not guest.story and 0 < guest.gone_s < UNTIL_S]
        self.wishes = wishes
        self._dice = dice
        self._busy = busy
        self._taken: set[tuple[int, int]] = set()
        self._last_with = {guest.band: guest.who for guest in everybody}
        sales = [number for number, wish in enumerate(wishes) if _may_go_wrong(wish)]
        self._sales = dice.some_of(sales, len(sales))

    def times(self, on_a_saturday: int) -> int:
        """How often something happens on this day that happens so often on a Saturday."""
        return on_a_saturday * self._busy // 1000

    def some(self, count: int, fits: Callable[[Guest], bool]) -> list[Guest]:
        """Guests who fit and to whom nothing else happens."""
        free = [guest for guest in self.guests if fits(guest) and self.is_free(guest)]
        chosen = self._dice.some_of(free, count)
        self.take(chosen)
        return chosen

    def sale(self, fits: Callable[[Wish], bool] = lambda _: True) -> int:
        """The place of a sale that fits, of a guest to whom nothing else happens. Raises LookupError if none is."""
        for place in reversed(self._sales):
            wish = self.wishes[place]
            if fits(wish) and self.is_free(wish.guest):
                self._sales.remove(place)
                self.take([wish.guest])
                return place
        raise LookupError("nobody is left to whom this could happen")

    def is_free(self, guest: Guest) -> bool:
        """Whether nothing has happened to this guest yet."""
        return guest.who not in self._taken

    def take(self, guests: Sequence[Guest]) -> None:
        """Something happens to these."""
        self._taken |= {guest.who for guest in guests}

    def is_last_with_band(self, guest: Guest) -> bool:
        """Whether nobody gets this guest's band after them on this day."""
        return self._last_with[guest.band] == guest.who

    def tagged(self, sale: int, tag: str) -> Wish:
        """The sale, named so that a later act can find what came of it."""
        wish = self.wishes[sale]
        self.wishes[sale] = replace(wish, tap=replace(wish.tap, tag=tag))
        return wish

    def hold_off(self, guest: Guest, from_s: int, to_s: int) -> None:
        """The guest is busy at the desk: what they wanted in that time they do after it."""
        for place, wish in enumerate(self.wishes):
            if wish.guest is guest and from_s <= wish.at_s < to_s:
                self.wishes[place] = replace(wish, at_s=to_s + wish.at_s % MINUTE_S)


def _may_go_wrong(wish: Wish) -> bool:
    return (
        bool(wish.tap.items)
        and wish.station in COUNTER_STAFF
        and not wish.guest.story
        and wish.at_s < UNTIL_S - SPARE_S
        and wish.guest.out_s - wish.at_s > SPARE_S
    )
