"""A driver that is recorded: it does what it did, and a recording says what that was."""

from __future__ import annotations

from concurrent.futures import Future

from readers.contract import (
    CONVERSATION_S,
    Conversation,
    Conversing,
    Describing,
    Driver,
    DriverState,
    Emit,
    Examination,
    ReaderFacts,
    Result,
    Signal,
)
from readers.events import Event
from readers.record.recorder import Recorder


class RecordedDriver(Driver):
    """Any driver, with a recorder between it and whoever it tells. Made by :func:`recorded`."""

    def __init__(self, driver: Driver, recorder: Recorder) -> None:
        self._driver = driver
        self._recorder = recorder

    @property
    def name(self) -> str:
        """The name of the driver that is recorded."""
        return self._driver.name

    def start(self, emit: Emit) -> None:
        """Start it. Raises ReaderUnavailable as it does."""

        def record(event: Event) -> None:
            self._recorder.record(event)
            emit(event)

        self._driver.start(record)

    def stop(self) -> None:
        """Stop it."""
        self._driver.stop()

    def signal(self, reader: str, signal: Signal) -> None:
        """Show it there."""
        self._driver.signal(reader, signal)

    def state(self) -> DriverState:
        """How it is; whether recording has ended is said too."""
        state = self._driver.state()
        detail = " ".join(words for words in (state.detail, self._recorder.trouble) if words)
        return DriverState(state.condition, detail, state.readers)

    def facts(self, reader: str) -> ReaderFacts:
        """What the reader is and can do."""
        return self._driver.facts(reader) if isinstance(self._driver, Describing) else ReaderFacts()


class _RecordedConversing(RecordedDriver):
    """The same for a driver whose readers let us talk to the chip: what is said is not recorded."""

    def __init__(self, driver: Driver, conversing: Conversing, recorder: Recorder) -> None:
        super().__init__(driver, recorder)
        self._conversing = conversing

    def converse(
        self, reader: str, uid: str, conversation: Conversation[Result], timeout_s: float = CONVERSATION_S
    ) -> Future[Result]:
        """Talk to the chip."""
        return self._conversing.converse(reader, uid, conversation, timeout_s)

    def examine_with(self, examination: Examination | None) -> None:
        """Look closer at every band."""
        self._conversing.examine_with(examination)


def recorded(driver: Driver, recorder: Recorder) -> RecordedDriver:
    """This driver, recorded; it can do what it could. Whoever opened the recorder closes it."""
    if isinstance(driver, Conversing):
        return _RecordedConversing(driver, driver, recorder)
    return RecordedDriver(driver, recorder)
