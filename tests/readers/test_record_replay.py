"""A day written down and played again: the same, at any speed, also if whoever wrote it was killed."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.contract import Channel, Conversation, Conversing, Examination, Examined, ReaderFacts, Result
from readers.errors import ReaderUnavailable
from readers.events import Doubt, Event, Failed, Gone, Proof, ReaderDown, ReaderUp, Tap, Trouble
from readers.mock.driver import MockReaders
from readers.record.driver import recorded
from readers.record.lines import BadRecording, Head, Line, read_head, read_lines, write_head, write_line
from readers.record.recorder import Recorder
from readers.record.replay import OVER, QUIET, Replay

BAND = "04A1B2C3D4E580"
PATIENCE_S = 20.0
TIMES = st.integers(0, 2**52)
NAMES = st.text(max_size=12)
UIDS = st.binary(min_size=4, max_size=10).map(lambda uid: uid.hex().upper())


def _events() -> st.SearchStrategy[Event]:
    when = {"reader": NAMES, "at_us": TIMES, "monotonic_us": TIMES}
    tap = st.builds(
        Tap,
        **when,
        uid=UIDS,
        technology=NAMES,
        proved=st.sampled_from(get_args(Proof)),
        doubt=st.sampled_from(get_args(Doubt)),
        doubt_words=NAMES,
        count=st.none() | st.integers(0, 2**24),
        random_uid=st.booleans(),
        repeat=st.booleans(),
    )
    gone = st.builds(Gone, **when, uid=UIDS)
    failed = st.builds(Failed, **when, trouble=st.sampled_from(get_args(Trouble)), detail=NAMES)
    up = st.builds(ReaderUp, **when)
    down = st.builds(ReaderDown, **when, detail=NAMES)
    return st.one_of(tap, gone, failed, up, down)


def _played(file: Path, speed: float | None = None) -> tuple[list[Event], Replay]:
    told: list[Event] = []
    replay = Replay(file, speed=speed)
    replay.start(told.append)
    assert replay.wait(PATIENCE_S)
    return told, replay


def _record(file: Path, events: list[Event]) -> None:
    recorder = Recorder(file)
    for event in events:
        recorder.record(event)
    recorder.close()
    assert not recorder.trouble


def _still_up(events: list[Event]) -> list[str]:
    up: dict[str, None] = {}
    for event in events:
        if isinstance(event, ReaderUp):
            up[event.reader] = None
        elif isinstance(event, ReaderDown):
            up.pop(event.reader, None)
    return list(up)


@given(line=st.builds(Line, after_us=TIMES, event=_events()))
def test_a_line_is_read_as_it_was_written(line: Line) -> None:
    """Every kind of event, with all it says."""
    assert list(read_lines([write_line(line)])) == [line]


@given(events=st.lists(_events(), max_size=12))
def test_a_day_is_played_as_it_was(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    """Event for event, both clocks and all; then the readers that were still there go down, and that is said."""
    file = tmp_path_factory.mktemp("recording") / "day.jsonl"
    _record(file, events)
    told, replay = _played(file)
    assert told[: len(events)] == events
    assert [(event.reader, type(event)) for event in told[len(events) :]] == [
        (reader, ReaderDown) for reader in _still_up(events)
    ]
    assert (replay.state().condition, replay.state().detail) == ("ready", OVER)
    replay.stop()


@given(events=st.lists(_events(), min_size=1, max_size=6), cut=st.floats(0, 1, exclude_max=True))
def test_a_recording_cut_anywhere_is_played_up_to_there(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event], cut: float
) -> None:
    """Whatever the last bytes are: what is whole is played, in order, and nothing else."""
    file = tmp_path_factory.mktemp("recording") / "day.jsonl"
    _record(file, events)
    whole = file.read_bytes()
    kept = whole[: int(len(whole) * cut)]
    file.write_bytes(kept)
    told, replay = _played(file)
    count = max(0, kept.count(b"\n") - 1)
    assert told[:count] == events[:count]
    assert len(told) == count + len(_still_up(events[:count]))
    assert replay.state().detail.startswith(OVER)
    replay.stop()


KILLED = """
import sys, time
from pathlib import Path
from readers.mock.driver import MockReaders
from readers.record.driver import recorded
from readers.record.recorder import Recorder
mock = MockReaders(["bar"])
recorded(mock, Recorder(Path(sys.argv[1]))).start(lambda _: None)
for number in range(100_000):
    mock.touch(f"04{number:012X}", "bar")
    print(number, flush=True)
"""


def test_a_recorder_that_is_killed_loses_nothing_it_was_told(tmp_path: Path) -> None:
    """SIGKILL in the middle of work: every tap that was acknowledged is in the recording, in order."""
    file = tmp_path / "day.jsonl"
    program = subprocess.Popen([sys.executable, "-c", KILLED, str(file)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    for line in program.stdout:
        if int(line) == 500:
            program.send_signal(signal.SIGKILL)
            break
    acknowledged = int((program.stdout.read().splitlines() or ["500"])[-1] or 500)
    program.wait()
    program.stdout.close()
    told, replay = _played(file)
    replay.stop()
    taps = [event.uid for event in told if isinstance(event, Tap)]
    assert taps == [f"04{number:012X}" for number in range(len(taps))]
    assert len(taps) > acknowledged - 1


@pytest.mark.parametrize(("speed", "takes_s"), [(1.0, 0.4), (4.0, 0.1), (None, 0.0)])
def test_pauses_are_played_at_the_speed_that_is_asked_for(tmp_path: Path, speed: float | None, takes_s: float) -> None:
    """As it was, four times as fast, as fast as it goes: measured between the first tap and the last."""
    file = tmp_path / "day.jsonl"
    clock = iter([0, 0, 100_000, 400_000])
    recorder = Recorder(file, steady=lambda: next(clock))
    for uid in ("01", "02", "03"):
        recorder.record(Tap(reader="bar", uid=uid * 4))
    recorder.close()
    at_s: list[float] = []
    replay = Replay(file, speed=speed)
    replay.start(lambda _: at_s.append(time.monotonic()))
    assert replay.wait(PATIENCE_S)
    replay.stop()
    assert takes_s - 0.01 <= at_s[2] - at_s[0] < takes_s + 0.25


def test_a_clock_that_runs_backwards_makes_no_pause(tmp_path: Path) -> None:
    """Times in a file may be anything; a pause is never negative, and never longer than a day."""
    lines = [Line(after_us, Tap(reader="bar", uid=BAND)) for after_us in (0, -(10**18), -(10**18) + 1)]
    file = tmp_path / "day.jsonl"
    file.write_bytes(write_head(Head(1, 0, 0)) + b"".join(write_line(line) for line in lines))
    told, replay = _played(file, 1.0)
    replay.stop()
    assert len(told) == 3


def test_a_long_pause_ends_when_the_replay_is_stopped(tmp_path: Path) -> None:
    """Nobody waits for the night to pass; it can be started again, from the beginning."""
    file = tmp_path / "day.jsonl"
    head = write_head(Head(1, 0, 0))
    up = write_line(Line(0, ReaderUp(reader="bar")))
    file.write_bytes(head + up + write_line(Line(8 * 3600 * 10**6, Tap(reader="bar", uid=BAND))))
    replay = Replay(file)
    for _ in range(2):
        told: list[Event] = []
        replay.start(told.append)
        while replay.state().readers != ("bar",):
            time.sleep(0.005)
        assert replay.state().detail == QUIET
        began_s = time.monotonic()
        replay.stop()
        assert time.monotonic() - began_s < 1
        assert [type(event) for event in told] == [ReaderUp]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Line 1 of the recording: it is no recording of Loopband"),
        (b"uid,reader\n", "it is no recording of loopband"),
        (b'{"loopband_recording":2,"at_us":0,"monotonic_us":0}\n', "its form is 2, and only 1 is known here"),
        (
            write_head(Head(1, 0, 0)) + write_line(Line(0, ReaderUp(reader="bar"))) + b'{"after_us":1,"type":"tea"}\n',
            "Line 3 of the recording",
        ),
    ],
    # Not by what is in them: a moment is, and the processes that share the tests have to call them the same.
    ids=["empty", "another file", "another form", "a line of tea"],
)
def test_what_is_no_recording_says_where_and_why(tmp_path: Path, content: bytes, words: str) -> None:
    """It is played up to there."""
    file = tmp_path / "day.jsonl"
    file.write_bytes(content)
    told, replay = _played(file)
    assert words.lower() in replay.state().detail.lower()
    assert len(told) == 2 * content.count(b'"up"')
    replay.stop()
    with pytest.raises(BadRecording):
        read_head(b"\xff")


def test_a_file_that_is_not_there_is_told_at_the_start(tmp_path: Path) -> None:
    """And a speed of nothing is the caller's mistake."""
    with pytest.raises(ReaderUnavailable, match="cannot be read"):
        Replay(tmp_path / "day.jsonl").start(lambda _: None)
    with pytest.raises(ValueError, match="above 0"):
        Replay(tmp_path / "day.jsonl", speed=0)


def test_a_recording_is_for_its_owner_only_and_never_written_over(tmp_path: Path) -> None:
    """It holds numbers of bands."""
    file = tmp_path / "day.jsonl"
    _record(file, [Tap(reader="bar", uid=BAND)])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        Recorder(file)
    assert BAND in file.read_text()


@pytest.fixture
def _small_files() -> Iterator[None]:
    """No file of this process can be larger than this, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.usefixtures("_small_files")
def test_a_full_disk_ends_the_recording_and_no_reader(tmp_path: Path) -> None:
    """The taps go on, the state says that nothing more is written, and what was written is played."""
    mock = MockReaders(["bar"])
    recorder = Recorder(tmp_path / "day.jsonl")
    driver = recorded(mock, recorder)
    told: list[Event] = []
    driver.start(told.append)
    assert driver.state().detail == ""
    for number in range(30):
        mock.touch(f"04{number:012X}", "bar")
    assert len(told) == 61
    assert driver.state().detail == f"The recording has ended here: {os.strerror(27)}."
    assert driver.state().readers == ("bar",)
    driver.stop()
    recorder.close()
    recorder.record(told[0])
    played, replay = _played(tmp_path / "day.jsonl")
    replay.stop()
    assert played[:-1] == told[: len(played) - 1]
    assert len(played) > 5


class TalkingReaders(MockReaders):
    """Mock readers that claim to let us talk to chips."""

    def __init__(self) -> None:
        super().__init__(["bar"])
        self.examination: Examination | None = None

    def converse(
        self, reader: str, uid: str, conversation: Conversation[Result], timeout_s: float = 1.0
    ) -> Future[Result]:
        """It never ends."""
        return Future()

    def examine_with(self, examination: Examination | None) -> None:
        """It is remembered."""
        self.examination = examination

    def facts(self, reader: str) -> ReaderFacts:
        """As they claim."""
        return ReaderFacts(firmware="mock", lights=True)


def test_a_recorded_driver_can_do_what_it_could(tmp_path: Path) -> None:
    """Signals, conversations, facts: handed on, and nothing claimed that the driver cannot."""

    def look(channel: Channel) -> Examined:
        return Examined(channel.technology)

    recorder = Recorder(tmp_path / "day.jsonl")
    talking = TalkingReaders()
    driver = recorded(talking, recorder)
    assert isinstance(driver, Conversing)
    driver.examine_with(look)
    assert talking.examination is look
    assert not driver.converse("bar", BAND, look).done()
    driver.signal("bar", "refused")
    assert talking.signals == [("bar", "refused")]
    assert recorded(talking, recorder).facts("bar").firmware == "mock"
    plain = recorded(MockReaders(["bar"]), recorder)
    assert not isinstance(plain, Conversing)
    assert plain.facts("bar") == ReaderFacts()
    assert (plain.name, plain.state().condition) == ("mock", "stopped")
    recorder.close()
