"""A recorded reader at a desk: its taps do what they would have done."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pos.house.bands import paper_uid
from readers.mock.driver import MockReaders
from readers.record.recorder import Recorder
from readers.record.replay import Replay
from tests.house import make_house
from tests.screens.support.desk_at_work import desk_at_work


async def test_the_taps_of_a_recording_come_to_the_desk(tmp_path: Path) -> None:
    """As by ``loopband desk --recording FILE``: a band that is free begins a check-in."""
    file = tmp_path / "day.jsonl"
    mock = MockReaders(["desk"])
    with closing(Recorder(file)) as recorder:
        mock.start(recorder.record)
        mock.touch(paper_uid("077"), "desk")
    async with desk_at_work(make_house(tmp_path), readers=[Replay(file)]) as work:
        await work.seen("CHECK-IN")
