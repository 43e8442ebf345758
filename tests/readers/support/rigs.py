"""Drivers with hands for their readers: what the conformance tests are run over."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from readers.contract import Driver, DriverState, Emit, ReaderFacts, Signal
from readers.mock.driver import MockReaders
from readers.nfc.driver import NfcDriver
from readers.pcsc.commands import GET_UID
from readers.pcsc.driver import PcscDriver
from readers.record.driver import RecordedDriver, recorded
from readers.record.recorder import Recorder
from readers.record.replay import Replay
from readers.settings import WedgeSettings
from readers.wedge.driver import WedgeDriver
from tests.readers.support.nfc_chips import Nameless, Ntag213
from tests.readers.support.pcsc_stack import PcscStack
from tests.readers.support.pn532 import Pn532
from tests.readers.support.typing_reader import TypingReaders
from tests.readers.support.virtual_card import Card

BAND = "04A1B2C3D4E580"
OTHER = "04112233445566"
PHONE = "08AABBCC"


class Rig(ABC):
    """A driver and hands for its readers; ``names`` are two of them.

    What a driver cannot do is declared: ``facts`` as it tells them of its readers (None: as found), and whether it
    lets us talk to chips.
    """

    driver: Driver
    names: tuple[str, str]
    facts: ReaderFacts | None = ReaderFacts()
    converses = False

    @abstractmethod
    def lay(self, uid: str, reader: str) -> None:
        """Lay a band on a reader."""

    @abstractmethod
    def lift(self, reader: str) -> None:
        """Take it away."""

    @abstractmethod
    def spoil(self, reader: str) -> None:
        """Lay a band that cannot be read, and take it away."""

    @abstractmethod
    def cut(self) -> None:
        """Pull the plug of every reader."""

    @abstractmethod
    def mend(self) -> None:
        """Plug them in again."""

    def close(self) -> None:  # noqa: B027 -- most rigs have nothing to end
        """The test is over."""


class MockRig(Rig):
    """Mock readers."""

    def __init__(self) -> None:
        self.names = ("bar", "gate")
        self.driver = self._mock = MockReaders(self.names)

    def lay(self, uid: str, reader: str) -> None:
        """See :class:`Rig`, as for all below."""
        self._mock.tap(uid, reader)

    def lift(self, reader: str) -> None:
        """Take it away."""
        self._mock.lift(reader)

    def spoil(self, reader: str) -> None:
        """It fails."""
        self._mock.fail(reader)

    def cut(self) -> None:
        """Unplug."""
        for name in self.names:
            self._mock.unplug(name)

    def mend(self) -> None:
        """Plug."""
        for name in self.names:
            self._mock.plug(name)


class PcscRig(Rig):
    """Virtual readers on a real pcscd."""

    facts = None
    converses = True

    def __init__(self, stack: PcscStack) -> None:
        self.driver = PcscDriver()
        self._stack = stack
        self._readers = {reader.name: reader for reader in stack.readers}
        self.names = (stack.readers[0].name, stack.readers[1].name)

    def lay(self, uid: str, reader: str) -> None:
        """See :class:`Rig`, as for all below."""
        self._readers[reader].insert(uid)

    def lift(self, reader: str) -> None:
        """Take it away."""
        self._readers[reader].remove()

    def spoil(self, reader: str) -> None:
        """It is pulled in the middle."""
        self._readers[reader].insert(Card(BAND, pulled_at=GET_UID))

    def cut(self) -> None:
        """The service ends."""
        for reader in self._stack.readers:
            reader.remove()
        self._stack.stop()

    def mend(self) -> None:
        """The service starts."""
        self._stack.start()


class NfcRig(Rig):
    """nfcpy's own driver, and a PN532 on a pseudo-terminal for each reader."""

    facts = ReaderFacts(firmware="PN532v1.6", frames=True, apdus=True)
    converses = True

    def __init__(self, folder: Path) -> None:
        self._chips = {f"PN532 tty{name}": Pn532(folder / f"tty{name}") for name in ("Bar", "Gate")}
        self.names = ("PN532 ttyBar", "PN532 ttyGate")
        self.driver = NfcDriver([f"tty:{chip.path}:pn532" for chip in self._chips.values()])

    def lay(self, uid: str, reader: str) -> None:
        """See :class:`Rig`, as for all below."""
        self._chips[reader].lay(Ntag213(uid))

    def lift(self, reader: str) -> None:
        """Out of the field."""
        self._chips[reader].lift()

    def spoil(self, reader: str) -> None:
        """A chip whose number has five bytes."""
        nameless = Nameless()
        self._chips[reader].lay(nameless)
        nameless.wait_until_found()
        self._chips[reader].lift()

    def cut(self) -> None:
        """Pull the cables."""
        self.close()

    def mend(self) -> None:
        """Put them in again."""
        for chip in self._chips.values():
            chip.plug()

    def close(self) -> None:
        """End the chips."""
        for chip in self._chips.values():
            chip.unplug()


class WedgeRig(Rig):
    """Readers that type, through named pipes, from another process."""

    facts = ReaderFacts(leaving=False)

    def __init__(self, folder: Path) -> None:
        self.names = ("Bar", "Gate")
        self._readers = TypingReaders(folder)
        self.mend()
        settings = [WedgeSettings(f"usb:ffff:000{number}", "hex", name) for number, name in enumerate(self.names)]
        self.driver = WedgeDriver(settings, keyboards=self._readers.keyboards)

    def lay(self, uid: str, reader: str) -> None:
        """See :class:`Rig`, as for all below."""
        self._readers.type(self.names.index(reader), uid + "\n")

    def lift(self, reader: str) -> None:
        """Such a reader does not notice."""

    def spoil(self, reader: str) -> None:
        """It stutters."""
        self._readers.type(self.names.index(reader), "12345\n")

    def cut(self) -> None:
        """Unplug."""
        for number in range(len(self.names)):
            self._readers.unplug(number)

    def mend(self) -> None:
        """Plug."""
        for number in range(len(self.names)):
            self._readers.plug(number, "Sycreader USB", f"usb:ffff:000{number}")

    def close(self) -> None:
        """End the other process."""
        self._readers.close()


class _Relayed(Driver):
    """Mock readers that are recorded into a pipe, and what is replayed from it."""

    name = "replay"

    def __init__(self, mock: MockReaders, pipe: Path) -> None:
        self._mock = mock
        self._pipe = pipe
        self._replay = Replay(pipe, speed=None)
        self._recorder: Recorder | None = None
        self._recorded: RecordedDriver | None = None

    def start(self, emit: Emit) -> None:
        """Begin to play, and to record."""
        self._replay.start(emit)
        self._recorder = Recorder(self._pipe)
        self._recorded = recorded(self._mock, self._recorder)
        self._recorded.start(lambda _: None)

    def stop(self) -> None:
        """End both."""
        if self._recorder is not None and self._recorded is not None:
            self._replay.stop()
            self._recorded.stop()
            self._recorder.close()

    def signal(self, reader: str, signal: Signal) -> None:
        """Show it where it was recorded."""
        self._replay.signal(reader, signal)

    def state(self) -> DriverState:
        """How the replay is."""
        return self._replay.state()


class ReplayRig(MockRig):
    """A recording that is played while it is written."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        pipe = folder / "recording"
        os.mkfifo(pipe)
        self.driver = _Relayed(self._mock, pipe)


RIGS: dict[str, Callable[[Path], Rig]] = {
    "mock": lambda _: MockRig(),
    "nfc": NfcRig,
    "wedge": WedgeRig,
    "replay": ReplayRig,
}
"""Those that need no service of the machine, made in an empty folder."""
