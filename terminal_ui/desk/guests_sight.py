"""Who is inside, what they took last, and who waits at the checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.reports.board import board_of
from terminal_ui.desk.bills_sight import about
from terminal_ui.desk.line_words import line_words
from terminal_ui.desk.seen import GuestSeen, WaitingSeen
from terminal_ui.languages import name_words

if TYPE_CHECKING:
    from pos.reports.reading import Reading

LAST = 3
"""So many of the latest things on a bill are known of each guest."""

# Each bill is a chain from its last line back; a few links of all chains together.
_LAST_LINES = """
WITH RECURSIVE back(visit, line, place) AS (
  SELECT visit, last_line, 1 FROM tab JOIN visit USING(visit)
  WHERE state IN ('open', 'settling', 'kept', 'deposit_out') AND last_line > 0
  UNION ALL SELECT back.visit, line.previous, place + 1 FROM back JOIN line ON line.line = back.line
  WHERE line.previous > 0 AND place < ?
)
SELECT back.visit, item FROM back JOIN line ON line.line = back.line WHERE quantity > 0 ORDER BY back.visit, place
"""
_WAITING = """
SELECT band, guest, zone, locker, in_us, checkout_us,
  due_minor + (SELECT coalesce(sum(quote.due_minor), 0) FROM quote WHERE quote.visit = visit.visit)
FROM visit JOIN tab USING(visit) WHERE state = 'settling' ORDER BY checkout_us, visit
"""


def inside(reading: Reading) -> list[GuestSeen]:
    """Everybody inside, by band."""
    house = reading.house
    with reading.snapshot():
        visits = board_of(reading).visits
        last: dict[int, list[str]] = {}
        for visit, item in reading.query(_LAST_LINES, LAST):
            last.setdefault(int(str(visit)), []).append(str(item))
    words = {item: line_words(item, house) for item in {item for taken in last.values() for item in taken}}
    seen: list[GuestSeen] = []
    for one in visits:
        taken = tuple(last.get(one.visit, ()))
        names = [words[item] for item in taken]
        known = house.guests.get(one.guest)
        seen.append(
            GuestSeen(
                band=one.band,
                locker=one.locker,
                about=name_words(known.words) if known is not None else one.guest,
                zone=one.zone,
                state=one.state,
                since=one.since[11:16],
                due_minor=one.due,
                last=taken,
                known_by=" ".join(f"{name.en} {name.zh}" for name in names).casefold(),
            )
        )
    return sorted(seen, key=lambda guest: guest.band)


def waiting(reading: Reading) -> list[WaitingSeen]:
    """Whose checkout was begun and is not finished, the longest wait first."""
    with reading.snapshot():
        rows = reading.query(_WAITING)
    return [
        WaitingSeen(str(band), about(reading, guest, zone, locker, in_us), int(str(since_us)), int(str(due)))
        for band, guest, zone, locker, in_us, since_us, due in rows
    ]
