"""Days before the evening of the tests."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from pos.operations import AnyOperation, Arrival, BeginCheckout, CheckIn, CloseDay, Pay, Tendered

SHANGHAI = ZoneInfo("Asia/Shanghai")


def last_saturday() -> list[AnyOperation]:
    """Two guests a week before, paid, and the day closed on the morning after."""

    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 2, day, hour, tzinfo=SHANGHAI)

    bands = ("010", "011")
    return [
        CheckIn(bands=tuple(Arrival(band, "adult") for band in bands), station="desk-2", staff="ben", at=at(28, 18)),
        BeginCheckout(bands=bands, station="desk-2", staff="ben", at=at(28, 20)),
        Pay(bands=bands, tenders=(Tendered("card", 23_600, "1"),), station="desk-2", staff="ben", at=at(28, 20)),
        CloseDay(station="desk-1", staff="chen", at=datetime(2026, 3, 1, 9, tzinfo=SHANGHAI)),
    ]
