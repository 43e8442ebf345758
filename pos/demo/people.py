"""Who works when and where, and which of the two front desks is free."""

from __future__ import annotations

from pos.demo.figures import HOUR_S

SHIFT_S = 8 * HOUR_S
SHIFTS = 3

CASHIER_DESK = "desk-1"
LEAD_DESK = "desk-2"
DESK_STAFF = {
    CASHIER_DESK: ("amy", "ben", "cui"),
    LEAD_DESK: ("chen", "lin", "he"),
}
"""One a shift: 08–16, 16–24, 00–08. What needs a shift lead happens at the second desk."""

COUNTER_STAFF = {
    "scrub-men": ("dong", "du"),
    "scrub-women": ("eva", "ella"),
    "bar": ("fan",),
    "restaurant": ("gu",),
    "massage": ("hua",),
}


def lead_at(at_s: int) -> str:
    """The shift lead at this second after the opening."""
    return DESK_STAFF[LEAD_DESK][at_s // SHIFT_S % SHIFTS]


def at_counter(station: str, turn: int) -> str:
    """Who serves at a counter, or empty where the guest serves himself. ``turn`` chooses among several."""
    staff = COUNTER_STAFF.get(station, ("",))
    return staff[turn % len(staff)]


class FrontDesk:
    """The two desks, each with one person who does one thing after the other."""

    def __init__(self) -> None:
        self._free_at_s = dict.fromkeys(DESK_STAFF, 0)
        self._shift = dict.fromkeys(DESK_STAFF, 0)

    def take_any(self, at_s: int, busy_s: int) -> tuple[str, int]:
        """The desk that is free first, and from when it is busy for so many seconds."""
        desk = min(DESK_STAFF, key=lambda name: (max(self._free_at_s[name], at_s), name))
        return desk, self.take(desk, at_s, busy_s)

    def take(self, desk: str, at_s: int, busy_s: int) -> int:
        """From when this desk is busy for so many seconds, ``at_s`` or as soon as it is free."""
        begin_s = max(self._free_at_s[desk], at_s)
        self._free_at_s[desk] = begin_s + busy_s
        return begin_s

    def person(self, desk: str) -> str:
        """Who stands there now."""
        return DESK_STAFF[desk][self._shift[desk] % SHIFTS]

    def hand_over(self, desk: str) -> None:
        """The next shift takes this desk."""
        self._shift[desk] += 1
