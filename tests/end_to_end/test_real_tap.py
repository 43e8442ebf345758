"""A band's way through the real parts: chip, reader, pcscd, pyscard, hub, station, venue, book, bill."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos.clock import SystemClock, to_datetime
from pos.ledger.verify import verify
from pos.operations import Charge, Wanted
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from pos.stations import StationDesk
from pos.venue import Venue
from readers.events import Tap
from readers.hub import Hub
from readers.pcsc.driver import PcscDriver
from tests.house import make_house
from tests.readers.support.hearing import hearing
from tests.readers.support.pcsc_stack import PcscStack
from tests.screens.support.desk_at_work import desk_at_work

pytestmark = pytest.mark.hardware_stack

BAND = "077"


async def test_a_real_tap_checks_a_guest_in_and_buys_a_beer(pcsc_stack: PcscStack, tmp_path: Path) -> None:
    """Two taps on a real PC/SC stack: one at the front desk's screen, one at the bar; the bill and the book agree."""
    folder = make_house(tmp_path)
    at_desk, at_bar = pcsc_stack.readers[0], pcsc_stack.readers[1]

    async with desk_at_work(folder, readers=[PcscDriver()]) as work:
        uid = next(band.uid for band in work.venue.house.bands if band.number == BAND)
        at_desk.insert(uid)
        await work.seen("CHECK-IN")
        await work.press("enter")
        await work.seen("CHECKED IN")
        at_desk.remove()

    with closing(Venue.open(folder)) as venue:
        bar = StationDesk(venue.house.stations["bar"], staff="fan")
        async with hearing(Hub([PcscDriver()])) as heard:
            bar.choose([Wanted("beer")], _local(SystemClock().now_us(), venue.house.timezone))
            at_bar.insert(uid)
            tap = await heard.next(Tap)
            assert tap.reader == at_bar.name
            meaning = bar.tapped(tap.uid, _local(tap.at_us, venue.house.timezone))
            assert isinstance(meaning, Charge)
            outcome = await venue.ask(meaning)
        assert outcome.ok, outcome

    with closing(Reading.open(folder)) as reading:
        bill = bill_of(reading, BAND)
    assert [line.item for line in bill.lines][1:] == ["beer"]
    assert bill.due == sum(line.due for line in bill.lines)
    assert verify(folder / "ledger.db").ok


def _local(at_us: int, timezone: str) -> datetime:
    return to_datetime(at_us, ZoneInfo(timezone))
