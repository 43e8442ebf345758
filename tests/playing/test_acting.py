"""A played day hands on what a chip proved, so that a copy is refused in the demo as at a counter."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from pos.demo.acts import Scheduled, Tap
from pos.demo.director import Director
from pos.house.bands import paper_uid
from pos.operations import Present, Tapped
from readers.events import Doubt, Event
from readers.mock.driver import MockReaders
from terminal_ui.playing.acting import Acting
from tests.house import demo_house, instant

GATE = "gate-in-1"


@pytest.mark.parametrize(("doubt", "taps"), [("", ()), ("wrong", (Tapped(paper_uid("077"), doubt="wrong"),))])
def test_a_doubtful_chip_comes_with_its_doubt(doubt: Doubt, taps: tuple[Tapped, ...]) -> None:
    """A plain number comes alone, as ever: the demo's chain does not change."""
    house = demo_house()
    told: list[Event] = []
    mock = MockReaders([GATE])
    mock.start(told.append)
    acting = Acting(Director(house, ZoneInfo(house.timezone), 7), mock)
    uid = paper_uid("077")
    acting.begin(Scheduled(instant("2026-03-07 20:00"), GATE, "", Tap(uid, "gate")))
    told.clear()
    mock.tap(uid, GATE, doubt=doubt)
    acted = acting.seen(told[-1])
    assert acted is not None
    assert isinstance(acted.operation, Present)
    assert (acted.operation.band, acted.operation.taps) == (uid, taps)
