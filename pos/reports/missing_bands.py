"""Bands that should be here and are not: lost, not back for days, or out past the day cut (R7, R8, R11, R61)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from pos.ledger.schema import VISIT_LINES

if TYPE_CHECKING:
    from pos.reports.reading import Reading

DAY_US = 24 * 60 * 60 * 1_000_000
AFTER_DAYS = 1
"""A guest who came in longer ago than this many days has not brought the band back."""

_MISSING = """
SELECT number, uid, band.state, coalesce(visit.visit, 0), guest, visit.state, in_us, out_us, visit.day, due_minor,
  (SELECT coalesce(sum(left_minor), 0) FROM deposit WHERE deposit.visit = visit.visit AND left_minor <> 0)
FROM band
LEFT JOIN visit ON visit.visit = CASE WHEN band.visit <> 0 THEN band.visit
  ELSE (SELECT max(visit) FROM visit WHERE visit.band = band.number) END
LEFT JOIN tab ON tab.visit = visit.visit
WHERE band.state IN ('in_use', 'lost') ORDER BY length(number), number
"""
_LINES = f"""
SELECT max(at_us), station FROM {VISIT_LINES} WHERE mark IN ('', 'use', 'zone', 'included')
"""  # noqa: S608 - our own text
_USES = "SELECT max(max(from_us, to_us)), station FROM use WHERE visit = ?"
# What opened is in the log alone; the roll-ups know where its days begin and end.
_PRESENTED = f"""
SELECT at_us, station FROM log
WHERE seq >= (SELECT min(seq) FROM {VISIT_LINES})
  AND seq <= coalesce((SELECT last_seq FROM day_span WHERE day = ?2), ?3)
  AND kind = 'present' AND content ->> '$.answer.visit' = ?1
ORDER BY seq DESC LIMIT 1
"""  # noqa: S608 - our own text
_TAPPED = "SELECT at_us, station FROM tap WHERE uid = ?"
_LAST = "SELECT coalesce(max(seq), 0), coalesce(max(at_us), 0) FROM (SELECT * FROM log ORDER BY seq DESC LIMIT 1)"


class MissingBand(Struct, frozen=True):
    """A band that is not here, and whom it was given to last.

    ``why`` is "lost", "not back" (its guest came in days ago), "out" (on deposit, not back by the day cut) or
    "nobody" (in use, but no bill is open: the books contradict themselves). ``since`` is when its guest came in, or
    went out; ``seen`` when it was used last, and ``station`` where; both are ISO 8601 or empty. ``due`` and ``held``
    are what the guest owes without the time since, and what the house holds (minor units).
    """

    band: str
    uid: str
    why: str
    visit: int
    guest: str
    since: str
    seen: str
    station: str
    due: int
    held: int


class MissingBands(Struct, frozen=True):
    """All bands that are missing, by their numbers."""

    bands: tuple[MissingBand, ...]
    currency: str

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return {"bands": [asdict(band) for band in self.bands], "currency": self.currency}


class _Row(NamedTuple):
    """A band that is worn or lost, and its visit: the one it carries, or carried last (0: none)."""

    number: str
    uid: str
    state: str
    visit: int
    guest: str | None
    visit_state: str | None
    in_us: int | None
    out_us: int | None
    day: int | None
    due_minor: int | None
    held_minor: int


class _Moment(NamedTuple):
    """The house's last entry, which is what counts as now."""

    seq: int
    at_us: int


def missing_bands_of(reading: Reading, after_days: int = AFTER_DAYS) -> MissingBands:
    """The bands that are missing; ``after_days`` is how long ago a guest came in whose band is not back."""
    with reading.snapshot():
        now = _Moment(*reading.query(_LAST)[0])  # type: ignore[arg-type]  # STRICT tables
        rows = [_Row(*row) for row in reading.query(_MISSING)]  # type: ignore[arg-type]  # STRICT tables
        reasons = ((row, _why(reading, row, now, after_days)) for row in rows)
        found = tuple(_missing(reading, row, why, now) for row, why in reasons if why)
        return MissingBands(found, reading.house.currency.code)


def _why(reading: Reading, row: _Row, now: _Moment, after_days: int) -> str:
    """Why a band counts as missing; empty if it does not."""
    if row.state == "lost":
        return "lost"
    if row.visit_state not in {"open", "settling", "kept", "deposit_out"}:
        return "nobody"
    calendar = reading.calendar
    if row.visit_state == "deposit_out" and calendar.day(row.out_us or 0) < calendar.day(now.at_us):
        return "out"
    return "not back" if now.at_us - (row.in_us or 0) > after_days * DAY_US else ""


def _missing(reading: Reading, row: _Row, why: str, now: _Moment) -> MissingBand:
    seen_us, station = _last_seen(reading, row, now)
    since_us = row.out_us if why == "out" else row.in_us
    return MissingBand(
        band=row.number,
        uid=row.uid,
        why=why,
        visit=row.visit,
        guest=row.guest or "",
        since=reading.wall(since_us) if since_us else "",
        seen=reading.wall(seen_us) if seen_us else "",
        station=station,
        due=row.due_minor or 0,
        held=row.held_minor,
    )


def _last_seen(reading: Reading, row: _Row, now: _Moment) -> tuple[int, str]:
    """When and where the band was used last: charged, in a room or zone, at a door; or just held to a reader."""
    seen = [*reading.query(_TAPPED, row.uid)]
    if row.visit:
        last_day = reading.calendar.day(row.out_us or now.at_us)
        seen += reading.query(_LINES, row.visit)
        seen += reading.query(_USES, row.visit)
        seen += reading.query(_PRESENTED, row.visit, last_day, now.seq)
        seen.append((row.in_us or 0, ""))
    return max(((int(str(at_us)), str(station)) for at_us, station in seen if at_us is not None), default=(0, ""))
