"""nfcpy with types, and with three errors in the place of its many.

nfcpy is plain Python without types, last released in 2022. It runs on Python 3.11, 3.12 and 3.13: the tests do. Should
it fail on a newer one, this file is all that has to be written again: see docs/decisions/0010-nfcpy.md.
It is imported by the driver when it starts, so that all else works without it.
"""

from __future__ import annotations

import errno
import fcntl
import importlib
import logging
import os
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import nfc
import nfc.clf
import nfc.clf.pn53x
import nfc.clf.transport
import nfc.tag
import nfc.tag.tt4

from readers.nfc.chips import Answer, Kind, number_of, speech_of
from readers.nfc.faults import ChipConfused, ChipSilent, FrontEndFailed
from readers.nfc.paths import SerialPath, Stick, UdpPath
from readers.nfc.waking import wake

PRESENCE_S = 0.05
"""How long a chip may take to say that it is still there."""
_FIRST_PAGES = b"\x30\x00"
_FIRST_PAGES_BYTES = 16

# nfcpy reports every hiccup to the log; without a listener Python would print it across the screen of the desk.
logging.getLogger("nfc").addHandler(logging.NullHandler())


class Found:
    """A chip that answered: its number and what it said of itself."""

    def __init__(self, kind: Kind, target: Any) -> None:  # noqa: ANN401 -- nfcpy has no types
        """Raises ChipConfused if the answer holds no number."""
        self.kind = kind
        self.target = target
        self.answer = Answer(
            kind=kind,
            sens_res=bytes(target.sens_res or b""),
            sel_res=bytes(target.sel_res or b""),
            sdd_res=bytes(target.sdd_res or b""),
            rid_res=bytes(target.rid_res or b""),
            sensb_res=bytes(target.sensb_res or b""),
            sensf_res=bytes(target.sensf_res or b""),
        )
        number = number_of(self.answer)
        if number is None:
            raise ChipConfused
        self.uid, self.is_made_up = number


class Band:
    """A chip that was found, ready to be talked to."""

    def __init__(self, front: FrontEnd, found: Found, tag: Any) -> None:  # noqa: ANN401 -- nfcpy has no types
        self.found = found
        self.speaks = speech_of(found.answer)
        self._front = front
        self._tag = tag

    def is_present(self) -> bool:
        """Whether it answers as it should; one that does not may still lie there. Raises FrontEndFailed."""
        try:
            if self.speaks == "frames":
                return len(self.frame(_FIRST_PAGES, PRESENCE_S)) == _FIRST_PAGES_BYTES
            if self._tag is None:
                return False
            with self._front.asking():
                return bool(self._tag.is_present)
        except (ChipSilent, ChipConfused):
            return False

    def apdu(self, command: bytes, timeout_s: float) -> bytes:
        """Say a command and get the answer with its status word.

        Raises ChipSilent, ChipConfused (also for a chip that takes no commands), FrontEndFailed.
        """
        if not isinstance(self._tag, nfc.tag.tt4.Type4Tag):
            raise ChipConfused
        with self._front.asking():
            return bytes(self._tag.transceive(command, timeout_s))

    def frame(self, frame: bytes, timeout_s: float) -> bytes:
        """Say a raw frame. Raises ChipSilent, ChipConfused, FrontEndFailed."""
        with self._front.asking():
            answer = self._front.clf.exchange(bytearray(frame), timeout_s)
            if not answer:
                raise ChipSilent
            return bytes(answer)


class FrontEnd:
    """An open front end. Of one thread."""

    def __init__(self, clf: Any, lock: int | None) -> None:  # noqa: ANN401 -- nfcpy has no types
        self.clf = clf
        self._device = clf.device
        self._lock = lock
        self.firmware = str(clf.device.chipset_name or "")

    def sense(self, kind: Kind) -> Found | None:
        """Look for a chip of this kind.

        Raises FrontEndFailed; ChipConfused if one answered without saying a number; LookupError if the front end
        cannot look for this kind.
        """
        return self._look(kind, nfc.clf.RemoteTarget(kind))

    def again(self, found: Found) -> Found | None:
        """Look whether that chip still answers; it is started anew by this. Raises FrontEndFailed.

        A chip that makes its number up has another one then: any such chip of its kind is taken for it.
        """
        target = nfc.clf.RemoteTarget(found.kind)
        if found.kind == "106A" and not found.is_made_up and not found.answer.rid_res:
            target.sel_req = bytearray(found.uid)
        try:
            there = self._look(found.kind, target)
        except ChipConfused:
            return None
        is_it = there is not None and (there.uid == found.uid or (there.is_made_up and found.is_made_up))
        return there if is_it else None

    def activate(self, found: Found) -> Band:
        """Make a chip that was found just now ready for talking. Raises FrontEndFailed."""
        band = Band(self, found, None)
        if band.speaks in {"frames", "sectors"}:
            return band  # it is ready as it is; nfcpy would only ask what it is, which is asked elsewhere
        try:
            with self.asking():
                return Band(self, found, nfc.tag.activate(self.clf, found.target))
        except (ChipSilent, ChipConfused):
            return band

    def close(self) -> None:
        """Give it back, whatever state it is in; never raises. The chip is told to rest if it listens."""
        with suppress(Exception):
            self.clf.close()
        # nfcpy leaves the line open if the chip does not listen any more.
        chipset = getattr(self._device, "chipset", None)
        if chipset is not None and chipset.transport is not None:
            _close_line(chipset.transport)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _look(self, kind: Kind, target: Any) -> Found | None:  # noqa: ANN401 -- nfcpy has no types
        try:
            with self.asking():
                found = self.clf.sense(target)
                return None if found is None else Found(kind, found)
        except ChipSilent:
            return None

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Turn whatever nfcpy raises into one of our three errors."""
        try:
            yield
        except (ChipSilent, ChipConfused):
            raise
        except nfc.clf.UnsupportedTargetError as unsupported:
            raise LookupError(str(unsupported)) from unsupported
        except (nfc.clf.TimeoutError, nfc.clf.BrokenLinkError) as silent:
            raise ChipSilent from silent
        except (nfc.clf.CommunicationError, nfc.tag.TagCommandError) as confused:
            raise _of_chip(confused) from confused
        except (OSError, termios.error, nfc.clf.pn53x.Chipset.Error) as broken:
            raise FrontEndFailed(_words(broken)) from broken
        except Exception as nonsense:
            # nfcpy takes the bytes of a chip as they come, and stumbles over those that are missing or too many.
            raise ChipConfused from nonsense


def _of_chip(error: Exception) -> ChipSilent | ChipConfused:
    is_silent = isinstance(error, nfc.tag.TagCommandError) and error.errno == nfc.tag.TIMEOUT_ERROR
    return ChipSilent() if is_silent else ChipConfused()


class NfcLibrary:
    """The front ends of this machine, through nfcpy."""

    def sticks(self) -> list[Stick]:
        """The sticks on USB that are ours to open. Empty if USB cannot be looked at."""
        try:
            found = nfc.clf.transport.USB.find("usb") or []
        except Exception:  # noqa: BLE001 -- libusb has errors of its own for a machine without USB
            return []
        sticks = [Stick(vendor, product, int(bus), int(address)) for vendor, product, bus, address in found]
        return [stick for stick in sticks if stick.known]

    def open(self, place: SerialPath | UdpPath | Stick) -> FrontEnd:
        """Open a front end. Raises FrontEndFailed."""
        try:
            if isinstance(place, SerialPath):
                return _open_serial(place)
            if isinstance(place, UdpPath):
                return FrontEnd(nfc.ContactlessFrontend(f"udp:{place.host}:{place.port}"), None)
            return FrontEnd(nfc.ContactlessFrontend(f"usb:{place.bus:03}:{place.address:03}"), None)
        except FrontEndFailed:
            raise
        except Exception as broken:
            raise FrontEndFailed(_words(broken)) from broken


def _open_serial(path: SerialPath) -> FrontEnd:
    """What nfcpy's own search does not: take any name in /dev, and leave no handle behind."""
    module = importlib.import_module(f"nfc.clf.{path.chip}")
    lock = _lock_line(path.port)
    try:
        clf = nfc.ContactlessFrontend()
        clf.device = _init(module, path.port)
        clf.device._path = path.port  # noqa: SLF001 -- as nfcpy's own search does
        return FrontEnd(clf, lock)
    except BaseException:
        os.close(lock)
        raise


def _init(module: ModuleType, port: str) -> Any:  # noqa: ANN401 -- nfcpy has no types
    """Start the chip; one that does not answer may still speak as fast as a program made it that was killed."""
    try:
        return _init_once(module, port)
    except OSError as silent:
        if silent.errno not in {errno.ETIMEDOUT, errno.ENODEV, errno.EIO} or not wake(port):
            raise
        return _init_once(module, port)


def _init_once(module: ModuleType, port: str) -> Any:  # noqa: ANN401 -- nfcpy has no types
    line = nfc.clf.transport.TTY(port)
    try:
        return module.init(line)
    except BaseException:
        _close_line(line)
        raise


def _lock_line(port: str) -> int:
    """Hold a serial line, so that two programs do not talk to one chip at once. Raises FrontEndFailed, OSError."""
    handle = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        os.close(handle)
        raise FrontEndFailed("Another program has this reader: close it there, perhaps another desk.") from taken
    return handle


def _close_line(line: Any) -> None:  # noqa: ANN401 -- nfcpy has no types
    """Close a line also if its other end is gone, where nfcpy gives up halfway."""
    with suppress(Exception):
        line.close()
    serial = getattr(line, "tty", None)
    if serial is not None:
        with suppress(Exception):
            serial.close()


_WHY = {
    errno.ENOENT: "It is not there: is it plugged in, and is its name right?",
    errno.ENODEV: "It is not there, or what is there does not answer as this chip would.",
    errno.ENXIO: "It is not there: is it plugged in?",
    errno.EACCES: "This user may not open it: see hardware.md for the group or the udev rule it needs.",
    errno.EPERM: "This user may not open it: see hardware.md for the group or the udev rule it needs.",
    errno.EBUSY: "Another program or a kernel module has it: see hardware.md.",
    errno.ETIMEDOUT: "It does not answer: check the cable, then unplug it and plug it in again.",
    errno.EIO: "It does not answer any more: check the cable, then unplug it and plug it in again.",
}


def _words(broken: Exception) -> str:
    number = broken.args[0] if broken.args else None
    known = _WHY.get(number) if isinstance(number, int) else None
    return known or f"It failed: {broken!r}. Unplug it and plug it in again."
