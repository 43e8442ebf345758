"""The house at this moment: every locker, every guest inside, every room in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pos.reports.stock import sold_out_of

if TYPE_CHECKING:
    from pos.clock import Calendar
    from pos.reports.reading import Reading

STATES = ("free", "used", "checkout", "paid", "wash", "fault")
"""What a locker can be; ``paid`` while the guest who settled has not passed the gate and still may."""

_LOCKER_OF_VISIT = {"open": "used", "settling": "checkout", "kept": "paid", "deposit_out": "used"}
_LOCKER_OF_BAND = {"wash": "wash", "lost": "fault", "defect": "fault", "retired": "fault"}

_INSIDE = """
SELECT visit, band, party, guest, zone, locker, state, in_us,
       due_minor + (SELECT coalesce(sum(quote.due_minor), 0) FROM quote WHERE quote.visit = visit.visit)
FROM visit JOIN tab USING(visit) WHERE state IN ('open', 'settling', 'kept', 'deposit_out') ORDER BY visit
"""
_LEAVING = "SELECT locker FROM visit WHERE state = 'settled' AND exit_until_us > 0 AND exit_until_us > ?"
_USES = """
SELECT station, visit, band, from_us FROM use JOIN visit USING(visit) WHERE to_us = 0 AND use.tariff <> ''
ORDER BY station, use
"""
_LAST_AT = "SELECT coalesce(max(at_us), 0) FROM (SELECT at_us FROM log ORDER BY seq DESC LIMIT 1)"


class Inside(Struct, frozen=True):
    """A guest in the house, or out on deposit (``deposit_out``).

    ``due`` is in minor units, with what a checkout quotes; ``since`` is ISO 8601.
    """

    visit: int
    band: str
    party: int
    guest: str
    zone: str
    locker: str
    state: str
    since: str
    due: int


class RoomInUse(Struct, frozen=True):
    """A clock that runs: a room, a seat or a zone, and whose."""

    station: str
    visit: int
    band: str
    since: str


class Board(Struct, frozen=True):
    """The house as of its last entry.

    ``lockers`` is zone → locker → state; ``counts`` has the lockers by state (and ``lockers`` in all),
    how many are ``inside`` and ``out`` on deposit, and the ``due`` of them all.
    ``sold_out`` are the items that no station can sell now.
    """

    lockers: dict[str, dict[str, str]]
    visits: tuple[Inside, ...]
    rooms: tuple[RoomInUse, ...]
    counts: dict[str, int]
    by_guest: dict[str, int]
    currency: str
    sold_out: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The JSON object of the seam."""
        return asdict(self) | {
            "visits": [asdict(visit) for visit in self.visits],
            "rooms": [asdict(room) for room in self.rooms],
        }


def board_of(reading: Reading) -> Board:
    """Who and what is where. Costs what the house holds now, whatever was before."""
    with reading.snapshot():
        calendar = reading.calendar
        visits = tuple(_inside(calendar, row) for row in reading.query(_INSIDE))
        rooms = tuple(
            RoomInUse(str(station), int(str(visit)), str(band), calendar.wall(int(str(from_us))).isoformat())
            for station, visit, band, from_us in reading.query(_USES)
        )
        lockers = _lockers(reading, visits)
        by_guest: dict[str, int] = {}
        for visit in visits:
            if visit.state == "deposit_out":
                continue
            by_guest[visit.guest] = by_guest.get(visit.guest, 0) + 1
        counts, currency = _counts(lockers, visits), reading.house.currency.code
        return Board(lockers, visits, rooms, counts, by_guest, currency, sold_out_of(reading))


def _inside(calendar: Calendar, row: tuple[object, ...]) -> Inside:
    visit, band, party, guest, zone, locker, state, in_us, due_minor = row
    return Inside(
        visit=int(str(visit)),
        band=str(band),
        party=int(str(party)),
        guest=str(guest),
        zone=str(zone),
        locker=str(locker),
        state=str(state),
        since=calendar.wall(int(str(in_us))).isoformat(),
        due=int(str(due_minor)),
    )


def _lockers(reading: Reading, visits: tuple[Inside, ...]) -> dict[str, dict[str, str]]:
    """Each locker's state. A guest inside counts more than one who is leaving, and both more than the band's state."""
    states = {str(band): _LOCKER_OF_BAND.get(str(state), "free") for band, state in _bands(reading)}
    ((now_us,),) = reading.query(_LAST_AT)
    states |= {str(locker): "paid" for (locker,) in reading.query(_LEAVING, now_us)}
    states |= {visit.locker: _LOCKER_OF_VISIT[visit.state] for visit in visits}
    lockers: dict[str, dict[str, str]] = {}
    for station in reading.house.stations.values():
        if station.kind == "locker" and station.number is not None:
            lockers.setdefault(station.zone or "", {})[station.number] = states.get(station.number, "free")
    return lockers


def _bands(reading: Reading) -> list[tuple[object, ...]]:
    """The bands that are not simply available or in use; locker and band of one number belong together."""
    return reading.query("SELECT number, state FROM band WHERE state NOT IN ('available', 'in_use')")


def _counts(lockers: dict[str, dict[str, str]], visits: tuple[Inside, ...]) -> dict[str, int]:
    states = [state for zone in lockers.values() for state in zone.values()]
    counts = {state: states.count(state) for state in STATES}
    return counts | {
        "lockers": len(states),
        "inside": sum(visit.state != "deposit_out" for visit in visits),
        "out": sum(visit.state == "deposit_out" for visit in visits),
        "due": sum(visit.due for visit in visits),
    }
