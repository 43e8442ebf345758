"""Chips as they answer in the field of a reader: frames in, frames out, without the checksums of the air."""

from __future__ import annotations

from random import Random
from threading import Event

FOUND_S = 5.0


class NfcChip:
    """A chip that can be found and says nothing more. ``kind`` as nfcpy writes it; ``asked`` are the frames it got.

    A chip hears nothing until it was found. One that does not know a frame falls silent until it is found again.
    """

    kind = "106A"
    sens_res = bytes.fromhex("4400")
    sel_res = b"\x00"

    def __init__(self, uid: str) -> None:
        self.uid = bytes.fromhex(uid)
        self.asked: list[bytes] = []
        self._is_silent = True
        self._was_found = Event()

    def found(self) -> None:
        """It was selected: it begins anew."""
        self._is_silent = False
        self._was_found.set()

    def wait_until_found(self) -> None:
        """Wait until a reader found it. Raises TimeoutError."""
        if not self._was_found.wait(FOUND_S):
            raise TimeoutError("no reader found the chip")

    def hear(self, frame: bytes) -> bytes | None:
        """What it answers to a frame; None if nothing."""
        self.asked.append(frame)
        answer = None if self._is_silent else self.answer(frame)
        self._is_silent = answer is None
        return answer

    def answer(self, frame: bytes) -> bytes | None:
        """What a chip of its kind says."""
        return None


class Classic(NfcChip):
    """A MIFARE Classic 1K: it waits for its own kind of login."""

    sens_res = bytes.fromhex("0400")
    sel_res = b"\x08"


class Ultralight(NfcChip):
    """The first Ultralight: it shows its pages, and knows no GET_VERSION."""

    pages = 16

    def answer(self, frame: bytes) -> bytes | None:
        """See :class:`NfcChip`."""
        if len(frame) == 2 and frame[0] == 0x30 and frame[1] < self.pages:
            memory = bytearray(self.pages * 4)
            memory[0:3], memory[4:8] = self.uid[:3], self.uid[3:7]
            return bytes(memory + memory)[frame[1] * 4 : frame[1] * 4 + 16]
        return None


class Ntag213(Ultralight):
    """An NTAG213, which tells its version and a signature, and says no to a page it has not."""

    pages = 45
    version = bytes.fromhex("0004040201000F03")
    signature = bytes(range(32))

    def answer(self, frame: bytes) -> bytes | None:
        """See :class:`NfcChip`."""
        if frame == b"\x60":
            return self.version
        if frame == b"\x3c\x00":
            return self.signature
        if frame[:1] == b"\x30" and len(frame) == 2 and frame[1] >= self.pages:
            return b"\x00"
        return super().answer(frame)


class Type4A(NfcChip):
    """A chip with a processor (ISO 14443-4): ``apdu`` is what it answers to a command."""

    sens_res = bytes.fromhex("4403")
    sel_res = b"\x20"
    ats = bytes.fromhex("0578807002")

    def answer(self, frame: bytes) -> bytes | None:
        """RATS, blocks with commands, the question whether it is there, and its dismissal."""
        if frame[0] == 0xE0:
            return self.ats
        if frame[0] & 0xE2 == 0x02:
            return frame[:1] + self.apdu(frame[1:])
        if frame[0] & 0xF6 == 0xB2:
            return bytes([0xA2 | frame[0] & 1])
        return frame if frame[0] == 0xC2 else None

    def apdu(self, command: bytes) -> bytes:
        """A DESFire EV2, as far as its name goes."""
        if command[:2] == b"\x90\x60":
            return bytes.fromhex("04010112001605") + b"\x91\xaf"
        if command[:2] == b"\x90\xaf":
            return bytes(7) + b"\x91\x00"
        return b"\x6d\x00"


class Type4B(Type4A):
    """A chip of ISO 14443 B."""

    kind = "106B"

    @property
    def sensb_res(self) -> bytes:
        """What it answers when it is looked for; its ``uid`` has 4 bytes."""
        return b"\x50" + self.uid + bytes(4) + bytes.fromhex("008171")

    def answer(self, frame: bytes) -> bytes | None:
        """See :class:`NfcChip`."""
        if frame[:1] == b"\x05":
            return self.sensb_res
        if frame[:1] == b"\xca":
            return frame
        return b"\x00" if frame[0] == 0x1D else super().answer(frame)


class FeliCa(NfcChip):
    """A FeliCa Lite-S."""

    kind = "212F"
    maker = bytes.fromhex("00F1000000014300")

    @property
    def sensf_res(self) -> bytes:
        """What it answers when it is looked for, with its system code; its ``uid`` has 8 bytes."""
        return b"\x01" + self.uid + self.maker + bytes.fromhex("88B4")

    def answer(self, frame: bytes) -> bytes | None:
        """Polling only."""
        if frame[1:2] != b"\x00":
            return None
        answer = self.sensf_res if frame[4:5] == b"\x01" else self.sensf_res[:17]
        return bytes([len(answer) + 1]) + answer


class Nameless(NfcChip):
    """It is found and tells a number that is none."""

    def __init__(self) -> None:
        super().__init__("0102030405")


class Babbling(NfcChip):
    """It answers anything to anything: too short, too long, nothing at all; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)
        dice = self._dice
        super().__init__(dice.randbytes(dice.choice((0, 1, 3, 4, 5, 7, 8, 10, 12))).hex())
        self.kind = dice.choice(("106A", "106A", "106A", "106B", "212F"))
        self.sens_res = dice.randbytes(2)
        self.sel_res = dice.choice((b"\x00", b"\x08", b"\x20", b"\x60", dice.randbytes(1)))
        self.sensb_res = dice.choice((b"\x50" + dice.randbytes(11), dice.randbytes(dice.randrange(14))))
        self.sensf_res = dice.choice((b"\x01" + dice.randbytes(18), dice.randbytes(dice.randrange(20))))

    def answer(self, frame: bytes) -> bytes | None:
        """See :class:`NfcChip`."""
        length = self._dice.choice((None, 0, 1, 2, 4, 16, 17, 32, 80, 200))
        return None if length is None else self._dice.randbytes(length)
