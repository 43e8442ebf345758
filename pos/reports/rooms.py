"""Rooms, seats and zones at this moment: who is in, for how long, what it costs so far, when it will cost more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from pos.house.model import Units
from pos.ledger.schema import VISIT_LINES
from pos.pricing.stay import Stay
from pos.pricing.uses import minutes_to_next_price, use_price
from pos.pricing.zones import zone_price

if TYPE_CHECKING:
    from pos.house.model import Station, Zone, ZoneFee
    from pos.reports.reading import Reading

TIMED = ("room", "seat", "zone_in")
"""Kinds of stations at which a clock can run."""

_RUNNING = """
SELECT use.station, use.use, use.visit, use.tariff, use.from_us, use.agreed_min, visit.band, visit.version, visit.state,
       visit.checkout_us,
       (SELECT count(*) FROM visit AS other WHERE other.party = visit.party AND visit.party <> 0
        AND other.visit <> visit.visit AND other.state IN ('open', 'settling', 'kept') AND NOT EXISTS (
          SELECT 1 FROM use AS there WHERE there.visit = other.visit AND there.station = use.station
          AND there.to_us = 0))
FROM use JOIN visit USING(visit) WHERE use.to_us = 0 ORDER BY use.station, use.use
"""
_ZONE_CHARGED = f"SELECT 1 FROM {VISIT_LINES} WHERE mark = 'zone' AND item = ?2 LIMIT 1"  # noqa: S608 - our own text
_PAUSES = "SELECT from_us, to_us FROM pause WHERE visit IN (0, ?) AND (to_us = 0 OR to_us > ?) AND from_us <= ?"


class ClockRunning(Struct, frozen=True):
    """A guest in a room, on a seat, in a zone. ``party`` others who came with this one are elsewhere in the house.

    Who is only in the room of a guest of the same party has no ``tariff`` and pays nothing for it.

    ``minutes`` have passed, pauses taken out; ``so_far_minor`` is what they cost, and ``left_min`` the minutes until
    they cost more (None: they never will). ``agreed_min`` are those agreed to, 0 if nobody was asked. ``stands`` says
    why the clock does not go on, if it does not.
    """

    use: int
    visit: int
    band: str
    party: int
    from_us: int
    tariff: str
    minutes: int
    so_far_minor: int
    left_min: int | None
    agreed_min: int
    stands: Literal["", "checkout", "frozen"]


class Room(Struct, frozen=True):
    """A room, seat or zone, and the clocks that run there, the longest first."""

    station: str
    kind: str
    outlet: str
    zone: Zone | None
    tariff: str
    clocks: tuple[ClockRunning, ...]

    @property
    def state(self) -> Literal["free", "used", "checkout"]:
        """``checkout`` while everybody in it is being checked out."""
        if not self.clocks:
            return "free"
        return "checkout" if all(clock.stands == "checkout" for clock in self.clocks) else "used"


def rooms_of(reading: Reading, now_us: int) -> tuple[Room, ...]:
    """Every place of the house where time is charged, in the order of the venue file."""
    with reading.snapshot():
        running: dict[str, list[ClockRunning]] = {}
        prices = _Prices(reading)
        for row in (_Row(*row) for row in reading.query(_RUNNING)):  # type: ignore[arg-type]  # STRICT tables
            running.setdefault(row.station, []).append(_clock(reading, prices, row, now_us))
        return tuple(
            _room(station, running.get(station.name, []))
            for station in reading.house.stations.values()
            if station.kind in TIMED and station.tariff is not None
        )


class _Row(NamedTuple):
    """A clock that runs, and what of its visit prices it."""

    station: str
    use: int
    visit: int
    tariff: str
    from_us: int
    agreed_min: int
    band: str
    version: int
    state: str
    checkout_us: int
    party: int


def _room(station: Station, clocks: list[ClockRunning]) -> Room:
    """Companions whose guest has left are taken as gone, as the next guest's tap takes them."""
    if not any(clock.tariff for clock in clocks):
        clocks = []
    return Room(
        station=station.name,
        kind=station.kind,
        outlet=station.outlet,
        zone=station.zone,
        tariff=station.tariff or "",
        clocks=tuple(clocks),
    )


def _clock(reading: Reading, prices: _Prices, row: _Row, now_us: int) -> ClockRunning:
    to_us = row.checkout_us if row.state == "settling" else now_us
    rows = [(int(str(begin)), int(str(end))) for begin, end in reading.query(_PAUSES, row.visit, row.from_us, to_us)]
    frozen = any(not end for _, end in rows)
    pauses = tuple((begin, end or to_us) for begin, end in rows)
    minutes = Stay(row.from_us, to_us, pauses).minutes()
    so_far_minor, left_min = prices.of(row, minutes)
    return ClockRunning(
        use=row.use,
        visit=row.visit,
        band=row.band,
        party=row.party,
        from_us=row.from_us,
        tariff=row.tariff,
        minutes=minutes,
        so_far_minor=so_far_minor,
        left_min=left_min,
        agreed_min=row.agreed_min,
        stands="checkout" if row.state == "settling" else "frozen" if frozen else "",
    )


class _Prices:
    """What time costs by the tariffs of the check-in (R4); each tariff is looked for once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._last = int(str(reading.query("SELECT max(version) FROM house_file")[0][0]))
        self._tariffs: dict[tuple[int, str], Units | ZoneFee | None] = {}

    def of(self, row: _Row, minutes: int) -> tuple[int, int | None]:
        """What the minutes cost, and in how many more they cost more."""
        tariff = self._tariff(row.version, row.tariff)
        if isinstance(tariff, Units):
            priced = use_price(tariff, minutes)
            return (priced.due_minor if priced is not None else 0), minutes_to_next_price(tariff, minutes)
        if tariff is None or self._reading.query(_ZONE_CHARGED, row.visit, row.tariff):
            return 0, None
        priced = zone_price(tariff, minutes)
        return (priced.due_minor, None) if priced is not None else (0, tariff.grace_min + 1 - minutes)

    def _tariff(self, version: int, code: str) -> Units | ZoneFee | None:
        """The tariff of that version, or the first later one that knows it; None if it is another guest's clock."""
        if (version, code) not in self._tariffs:
            later = (self._reading.house_at(one).tariffs for one in range(version, self._last + 1))
            known = (tariffs.uses.get(code) or tariffs.zones.get(code) for tariffs in later)
            self._tariffs[version, code] = next((tariff for tariff in known if tariff is not None), None)
        return self._tariffs[version, code]
