"""What a lead looks at before the day is closed: nothing that is open is dropped, settled or moved by it (R61, R62)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.cashier.day_checks import first_contradiction
from pos.cashier.day_figures import oldest_open_day
from pos.cashier.hanging import hanging
from pos.clock import day_date
from pos.reports.board import board_of

if TYPE_CHECKING:
    from pos.cashier.hanging import Hanging
    from pos.reports.board import Inside
    from pos.reports.reading import Reading

_OPEN_TILLS = "SELECT station FROM till WHERE closed_us = 0 ORDER BY station"


class Closing(Struct, frozen=True):
    """The business day that a close would close (empty: none), and what it meets. Amounts in minor units.

    ``finding`` is what does not hold in the books (R72), in words; empty if everything does. ``visits`` are handed
    over as they are, ``due`` together; ``outside`` of them are out on deposit (R11). What is ``hanging`` has no end
    yet (R33), and ``open_tills`` are the stations whose drawers nobody has counted.
    """

    business_day: str
    finding: str
    visits: tuple[Inside, ...]
    due: int
    outside: tuple[Inside, ...]
    hanging: tuple[Hanging, ...]
    open_tills: tuple[str, ...]


def closing_of(reading: Reading) -> Closing:
    """As it is now."""
    with reading.snapshot():
        ((closed,),) = reading.query("SELECT coalesce(max(day), 0) FROM z")
        day = oldest_open_day(reading.query, int(str(closed)))
        board = board_of(reading)
        return Closing(
            business_day=day_date(day).isoformat() if day is not None else "",
            finding=first_contradiction(reading.books(), day) if day is not None else "",
            visits=board.visits,
            due=board.counts["due"],
            outside=tuple(visit for visit in board.visits if visit.state == "deposit_out"),
            hanging=tuple(hanging(reading.query)),
            open_tills=tuple(str(station) for (station,) in reading.query(_OPEN_TILLS)),
        )
