"""The mock reader driven from code."""

from __future__ import annotations

import pytest

from readers.events import Event, Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.mock.driver import MockReaders

BAND = "04a1b2c3d4e580"


def _started(*readers: str) -> tuple[MockReaders, list[Event]]:
    told: list[Event] = []
    mock = MockReaders(readers)
    mock.start(told.append)
    return mock, told


def test_a_touch_is_a_tap_and_its_gone() -> None:
    """A key of a screen cannot be lifted: both come at once, with the UID in upper case."""
    mock, told = _started("bar")
    mock.touch(BAND, "bar")
    assert [type(event) for event in told] == [ReaderUp, Tap, Gone]
    assert isinstance(told[1], Tap)
    assert told[1].uid == BAND.upper()


def test_a_reader_that_is_new_is_plugged_in_by_its_first_tap() -> None:
    """A played day need not name its readers before."""
    mock, told = _started()
    mock.tap(BAND, "gate")
    assert [type(event) for event in told] == [ReaderUp, Tap]
    assert mock.state().readers == ("gate",)


def test_unplugging_takes_what_lies_there_along() -> None:
    """Down is the last word; lifting afterwards says nothing."""
    mock, told = _started("bar")
    mock.tap(BAND, "bar")
    mock.unplug("bar")
    mock.lift("bar")
    mock.unplug("bar")
    assert [type(event) for event in told] == [ReaderUp, Tap, ReaderDown]


def test_what_goes_wrong_is_told_as_given() -> None:
    """Trouble and words are the test's own."""
    mock, told = _started("bar")
    mock.fail("bar", "pulled", "Hold it longer.")
    failed = told[-1]
    assert isinstance(failed, Failed)
    assert (failed.trouble, failed.detail) == ("pulled", "Hold it longer.")


def test_a_uid_that_is_no_number_is_refused() -> None:
    """It is the caller's mistake, and nothing is told."""
    mock, told = _started("bar")
    with pytest.raises(ValueError, match="hex"):
        mock.tap("band 077", "bar")
    assert len(told) == 1


def test_signals_are_remembered_up_to_a_bound() -> None:
    """The newest are kept."""
    mock, _ = _started("bar")
    for _ in range(10_005):
        mock.signal("bar", "ok")
    mock.signal("bar", "refused")
    assert len(mock.signals) == 10_000
    assert mock.signals[-1] == ("bar", "refused")
