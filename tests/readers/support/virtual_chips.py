"""Chips as they are, behind readers as they are: what a command through a real ``pcscd`` finds at the other end.

A :class:`Chip` answers frames of ISO 14443-3. A :class:`ChipCard` puts it behind a reader that passes frames on in
its own way. A chip with a processor answers commands itself: :class:`ProcessorCard`.
"""

from __future__ import annotations

from typing import Literal

from tests.readers.support.virtual_card import DESFIRE, DONE, GET_UID, ULTRALIGHT, Card

Style = Literal["acr122", "acr1252", "transparent", "none"]
"""How the reader passes frames on."""
UNKNOWN = b"\x6d\x00"
NTAG213 = "0004040201000F03"
ULTRALIGHT_AES = "0004030104000F03"


class Chip:
    """A chip without a processor, with pages; it refuses whatever it does not know, and is then halted.

    ``version`` and ``signature`` are empty if it has none to show, as a copy has not.
    """

    def __init__(self, *, version: str = NTAG213, signature: bytes = b"", pages: int = 45) -> None:
        self.version = bytes.fromhex(version)
        self.signature = signature
        self.memory = bytearray(pages * 4)
        self.halted = False
        self.starts = 0

    def start(self) -> None:
        """Powered or reset."""
        self.halted = False
        self.starts += 1

    def hear(self, frame: bytes) -> bytes | None:
        """The answer, or None: refused."""
        answer = None if self.halted else self.answer(frame)
        self.halted = answer is None
        return answer

    def answer(self, frame: bytes) -> bytes | None:
        """What it knows: its version, its signature, its pages."""
        if frame == b"\x60":
            return self.version or None
        if frame == b"\x3c\x00":
            return self.signature or None
        if frame[:1] == b"\x30" and len(frame) == 2 and frame[1] * 4 < len(self.memory):
            return bytes((self.memory + self.memory)[frame[1] * 4 :][:16])
        return None


class UltralightC(Chip):
    """It knows no version, and asks who wants to know."""

    def __init__(self) -> None:
        super().__init__(version="", pages=48)

    def answer(self, frame: bytes) -> bytes | None:
        """Challenge whoever authenticates."""
        return b"\xaf" + bytes(8) if frame == b"\x1a\x00" else super().answer(frame)


class ChipCard(Card):
    """A chip on a reader of this style; ``told`` are the reader's own commands that it got."""

    def __init__(self, uid: str, chip: Chip, style: Style = "acr122", *, atr: bytes = ULTRALIGHT) -> None:
        super().__init__(uid, atr=atr)
        self.chip = chip
        self.style = style
        self.told: list[bytes] = []
        self._session = False

    def power(self) -> None:
        """See :class:`Card`."""
        self.chip.start()

    def answer(self, apdu: bytes) -> bytes:
        """See :class:`Card`."""
        if apdu[:4] == GET_UID:
            return self.uid + DONE
        if apdu[:3] == b"\xff\xb0\x00":
            found = self.chip.hear(b"\x30" + apdu[3:4])
            return b"\x63\x00" if found is None else found + DONE
        if self.style == "transparent" and apdu[:2] == b"\xff\xc2":
            return self._transparent(apdu)
        if apdu[:4] == b"\xff\x00\x00\x00" and self.style in {"acr122", "acr1252"}:
            return self._passed_on(apdu[5 : 5 + apdu[4]])
        if self.style == "acr122" and apdu[:2] == b"\xff\x00":
            self.told.append(apdu)
            # It tells its firmware without a status, and the state of its lights in one.
            return b"ACR122U207" if apdu[2] == 0x48 else b"\x90\x02"
        return UNKNOWN

    def _passed_on(self, content: bytes) -> bytes:
        if self.style == "acr1252":
            found = self.chip.hear(content)
            return b"\x63\x01" if found is None else found + DONE
        if content[:2] != b"\xd4\x42":
            return b"\x63\x7f"
        found = self.chip.hear(content[2:])
        return (b"\xd5\x43\x01" if found is None else b"\xd5\x43\x00" + found) + DONE

    def _transparent(self, apdu: bytes) -> bytes:
        good = b"\xc0\x03\x00" + DONE
        if apdu[3] == 0x00:
            self._session = apdu[5] == 0x81
        elif apdu[3] == 0x01 and self._session:
            found = self.chip.hear(apdu[7 : 7 + apdu[6]])
            if found is None:
                return b"\xc0\x03\x01\x64\x01" + DONE
            return good + b"\x92\x01\x00\x96\x02\x00\x00\x97" + bytes([len(found)]) + found + DONE
        return good + DONE


class ProcessorCard(Card):
    """A chip with a processor: NTAG 424, DESFire, or (without versions) a phone."""

    def __init__(self, uid: str, *versions: str, signature: bytes = b"") -> None:
        """``versions`` are the parts of its version, in hex."""
        super().__init__(uid, atr=DESFIRE)
        self.signature = signature
        self._versions = [bytes.fromhex(version) for version in versions]
        self._waiting: list[bytes] = []

    def answer(self, apdu: bytes) -> bytes:
        """See :class:`Card`."""
        if apdu[:4] == GET_UID:
            return self.uid + DONE
        if apdu[:2] == b"\x90\x60":
            self._waiting = list(self._versions)
        elif apdu[:2] == b"\x90\x3c" and self.signature:
            return self.signature + b"\x91\x90"
        elif apdu[:2] != b"\x90\xaf":
            return UNKNOWN
        if not self._waiting:
            return UNKNOWN
        part = self._waiting.pop(0)
        return part + (b"\x91\xaf" if self._waiting else b"\x91\x00")
