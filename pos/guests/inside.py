"""Who is in the house now: the list that is read out in front of the door (R77)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pos.guests.states import UNSETTLED, sql_list

if TYPE_CHECKING:
    from pos.ledger.books import Books

_GUEST = "SELECT visit, band, guest, zone, locker, in_us, exit_until_us > 0 AS leaving FROM visit"
# Who may go out on deposit and has not passed the gate is inside; of who has paid, it is as long as the slip holds.
_GUESTS = f"""
{_GUEST} WHERE state IN {sql_list(UNSETTLED)} AND (state <> 'deposit_out' OR exit_until_us > 0)
UNION ALL {_GUEST} WHERE state = 'settled' AND exit_until_us > 0 AND exit_until_us > ?1
ORDER BY zone, locker, visit
"""
_USES = "SELECT visit, station FROM use WHERE to_us = 0 ORDER BY use"
_POSTS = "SELECT station, staff FROM post ORDER BY station, staff"


class GuestInside(Struct, frozen=True):
    """A guest who is inside. ``at`` are the rooms, seats and zones whose clocks run for the guest.

    ``leaving`` is one whom the gate would let out, and who did not pass it yet. ``since`` is ISO 8601 with the
    house's offset.
    """

    visit: int
    band: str
    guest: str
    zone: str
    locker: str
    since: str
    at: tuple[str, ...] = ()
    leaving: bool = False


class StaffInside(Struct, frozen=True):
    """Somebody who is signed in, and where."""

    staff: str
    station: str


class Inside(Struct, frozen=True):
    """Everybody the book knows to be in the house: guests by zone and locker, and who is signed in."""

    guests: tuple[GuestInside, ...]
    staff: tuple[StaffInside, ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON."""
        return {
            "guests": [asdict(guest) | {"at": [*guest.at]} for guest in self.guests],
            "staff": [asdict(one) for one in self.staff],
        }


def inside_of(books: Books, at_us: int) -> Inside:
    """Who is inside at an instant (UTC µs) that is now: all who came in and have not left."""
    where: dict[int, list[str]] = {}
    for visit, station in books.query(_USES):
        where.setdefault(int(visit), []).append(str(station))
    guests = tuple(
        GuestInside(
            visit, band, guest, zone, locker, books.calendar.wall(in_us).isoformat(), tuple(where.get(visit, ())),
            bool(leaving),
        )
        for visit, band, guest, zone, locker, in_us, leaving in books.query(_GUESTS, at_us)
    )  # fmt: skip
    staff = tuple(StaffInside(str(who), str(station)) for station, who in books.query(_POSTS))
    return Inside(guests, staff)
