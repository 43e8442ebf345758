"""Chips that can prove what they are, and copies that cannot: passwords, counts, messages, challenges.

They hold the chip's half of each conversation. :class:`DirectChannel` talks to one without any reader.
"""

from __future__ import annotations

import secrets

from readers.contract import Channel, Speech
from readers.errors import ChipFailed
from readers.proving import sun
from readers.proving.ciphers import decrypted, encrypted, rotated
from readers.proving.ev2 import session_keys
from readers.proving.hidden_key import Key
from readers.proving.ultralight import UID_KEY, command_mac, des_decrypted, des_encrypted
from tests.readers.support.virtual_card import DONE, GET_UID
from tests.readers.support.virtual_chips import ULTRALIGHT_AES, UNKNOWN, Chip, ChipCard, ProcessorCard

NTAG424_VERSION = ("04040230001105", "04040201021105", "04518DFAA96180CF6D2C5C102421")
DESFIRE_EV1_VERSION = ("04010101001605", "04010101041605", "0411223344558000000000001219")
DESFIRE_EV2_VERSION = ("04010112001605", "04010102001605", "0411223344558000000000001219")

# A number and the signature that NXP gave it, each from a real chip that is public.
SIGNED_NTAG213 = "04AB87F2CA1190"
NTAG213_SIGNATURE = bytes.fromhex("67B1750BCCEB1174F9A33BF20E0226551A6366939B31F949848C3C087350FA90")
SIGNED_NTAG424 = "04518DFAA96180"
NTAG424_SIGNATURE = bytes.fromhex(
    "D1940D17CFEDA4BFF80359AB975F9F6514313E8F90C1D3CAAF5941AD744A1CDF9A83F883CAFE0FE95D1939B1B7E47113993324473B785D21"
)


class Ntag21x(Chip):
    """With a maker's signature, a count of its taps unless ``count`` is None, and a password if it has one."""

    def __init__(
        self, signature: bytes = b"", *, count: int | None = 0, password: bytes = b"", acknowledge: bytes = b""
    ) -> None:
        super().__init__(signature=signature)
        self.count = count
        self._password = password
        self._acknowledge = acknowledge
        self._counted = False

    def start(self) -> None:
        """See :class:`Chip`."""
        super().start()
        self._counted = False

    def answer(self, frame: bytes) -> bytes | None:
        """Count the first reading of a tap; tell the count; acknowledge the right password."""
        if frame[:1] == b"\x30" and self.count is not None and not self._counted:
            self._counted = True
            self.count += 1
        if frame == b"\x39\x02":
            return None if self.count is None else self.count.to_bytes(3, "little")
        if frame[:1] == b"\x1b":
            return self._acknowledge if self._password and frame[1:] == self._password else None
        return super().answer(frame)


class UltralightAes(Chip):
    """It knows its data key and its key for showing its number, and wants commands vouched for, if ``vouched``."""

    def __init__(self, uid: str, key: bytes, uid_key: bytes = bytes(16), *, vouched: bool = True) -> None:
        super().__init__(version=ULTRALIGHT_AES, pages=60)
        number = bytes.fromhex(uid)
        self.memory[:9] = number[:3] + bytes([0x88 ^ number[0] ^ number[1] ^ number[2]]) + number[3:] + b"\0"
        self._keys = {0: key, UID_KEY: uid_key}
        self._vouched = vouched
        self._asked = b""
        self._number = 0
        self._session: Key | None = None
        self._count = 0

    def start(self) -> None:
        """See :class:`Chip`."""
        super().start()
        self._asked, self._session = b"", None

    def answer(self, frame: bytes) -> bytes | None:
        """Challenge, answer a challenge, or take a command that is vouched for."""
        if frame[:1] == b"\x1a" and frame[1] in self._keys:
            self._number, self._asked = frame[1], secrets.token_bytes(16)
            return b"\xaf" + encrypted(self._keys[self._number], self._asked)
        if frame[:1] == b"\xaf" and self._asked:
            return self._answered(frame[1:])
        if self._session is not None and self._vouched:
            command, mac = frame[:-8], frame[-8:]
            if mac != command_mac(self._session, self._count, command):
                return None
            self._count += 2
            found = super().answer(command)
            return None if found is None else found + bytes(8)
        return super().answer(frame)

    def _answered(self, proof: bytes) -> bytes | None:
        key, asked = self._keys[self._number], self._asked
        self._asked = b""
        plain = decrypted(key, proof)
        if plain[16:] != rotated(asked):
            return None
        self._session, self._count = session_keys(key, plain[:16], asked)[1], 0
        return b"\0" + encrypted(key, rotated(plain[:16]))


class UltralightC(Chip):
    """It knows no version, and its key."""

    def __init__(self, key: bytes) -> None:
        super().__init__(version="", pages=48)
        self._key = key
        self._asked = self._chain = b""

    def answer(self, frame: bytes) -> bytes | None:
        """Challenge, and answer a challenge."""
        if frame == b"\x1a\x00":
            self._asked = secrets.token_bytes(8)
            self._chain = des_encrypted(self._key, self._asked, bytes(8))
            return b"\xaf" + self._chain
        if frame[:1] == b"\xaf" and self._asked:
            plain = des_decrypted(self._key, frame[1:], self._chain)
            asked, self._asked = self._asked, b""
            if plain[8:] != rotated(asked):
                return None
            return b"\0" + des_encrypted(self._key, rotated(plain[:8]), frame[-8:])
        return super().answer(frame)


class HidingCard(ChipCard):
    """Behind a reader, with another made-up number each time it is powered."""

    def power(self) -> None:
        """See :class:`ChipCard`."""
        super().power()
        self.uid = b"\x08" + secrets.token_bytes(3)


class _Challenger(ProcessorCard):
    """A chip with a processor that knows one key for authenticating; a copy knows another one."""

    def __init__(self, uid: str, *versions: str, key: bytes, signature: bytes = b"") -> None:
        super().__init__(uid, *versions, signature=signature)
        self._key = key
        self._asked = self._chain = b""
        self._command = 0

    def answer(self, apdu: bytes) -> bytes:
        """Both kinds of authentication, whichever is begun."""
        if apdu[:1] == b"\x90" and apdu[1] in {0x71, 0xAA}:
            self._command, self._asked = apdu[1], secrets.token_bytes(16)
            self._chain = encrypted(self._key, self._asked)
            return self._chain + b"\x91\xaf"
        if apdu[:2] == b"\x90\xaf" and self._asked:
            return self._answered(apdu[5 : 5 + apdu[4]])
        return super().answer(apdu)

    def _answered(self, proof: bytes) -> bytes:
        asked, self._asked = self._asked, b""
        chained = self._command == 0xAA
        plain = decrypted(self._key, proof, self._chain if chained else bytes(16))
        if plain[16:] != rotated(asked):
            return b"\x91\xae"
        back = rotated(plain[:16])
        if chained:
            return encrypted(self._key, back, proof[-16:]) + b"\x91\x00"
        return encrypted(self._key, secrets.token_bytes(4) + back + bytes(12)) + b"\x91\x00"


class Desfire(_Challenger):
    """With one application; of the first generation if ``versions`` say so."""

    def __init__(self, uid: str, key: bytes, application: bytes, *versions: str) -> None:
        super().__init__(uid, *(versions or DESFIRE_EV2_VERSION), key=key)
        self._application = application

    def answer(self, apdu: bytes) -> bytes:
        """Choose the application."""
        if apdu[:2] == b"\x90\x5a":
            return b"\x91\x00" if apdu[5:8] == self._application else b"\x91\xa0"
        return super().answer(apdu)


class Ntag424(_Challenger):
    """Its file has a message that is new each time the file is chosen. ``says`` is another's message, replayed."""

    def __init__(
        self,
        uid: str,
        *,
        meta: bytes = bytes(16),
        file: bytes = bytes(16),
        key: bytes = bytes(16),
        count: int = 0,
        signature: bytes = b"",
        says: str = "",
    ) -> None:
        super().__init__(uid, *NTAG424_VERSION, key=key, signature=signature)
        self.said: list[str] = []
        self.count = count
        self._meta, self._file = meta, file
        self._says = says
        self._content = b""

    def answer(self, apdu: bytes) -> bytes:
        """Choose the file, and read it."""
        if apdu[:4] == bytes.fromhex("00A40400"):
            return DONE if apdu[5:12] == sun.APPLICATION else b"\x6a\x82"
        if apdu[:4] == bytes.fromhex("00A4000C"):
            if apdu[5:7] != sun.NDEF_FILE:
                return b"\x6a\x82"
            self._content = self._new_content()
            return DONE
        if apdu[:2] == b"\x00\xb0":
            at = int.from_bytes(apdu[2:4], "big")
            return self._content[at : at + apdu[4]] + DONE
        return super().answer(apdu)

    def message(self) -> str:
        """The next message, as a phone would read it too."""
        self.count += 1
        said = sun.Said(self.uid, self.count)
        plain = b"\xc7" + said.uid + said.count.to_bytes(3, "little") + secrets.token_bytes(5)
        mac = sun.message_mac(self._file, said)
        return f"e={encrypted(self._meta, plain).hex().upper()}&c={mac.hex().upper()}"

    def _new_content(self) -> bytes:
        message = self._says or self.message()
        self.said.append(message)
        record = f"band.example/t?{message}".encode()
        content = b"\xd1\x01" + bytes([len(record) + 1]) + b"U\x04" + record
        return (len(content).to_bytes(2, "big") + content).ljust(256, b"\0")


class DirectChannel(Channel):
    """A conversation with a chip, without a reader in between."""

    def __init__(self, uid: str, chip: Chip | ProcessorCard) -> None:
        self._uid = uid
        self._chip = chip
        self.frames: list[bytes] = []
        if isinstance(chip, Chip):
            chip.start()

    @property
    def uid(self) -> str:
        """See :class:`Channel`, as for all below."""
        return self._uid

    @property
    def technology(self) -> str:
        """Nothing that anything could be decided by."""
        return "some chip"

    @property
    def speaks(self) -> Speech:
        """What it understands."""
        return "frames" if isinstance(self._chip, Chip) else "apdus"

    def transceive_apdu(self, apdu: bytes) -> bytes:
        """Say a command."""
        if isinstance(self._chip, Chip):
            return GET_UID if apdu == GET_UID else UNKNOWN
        return self._chip.answer(apdu)

    def transceive_frame(self, frame: bytes) -> bytes:
        """Say a frame."""
        if not isinstance(self._chip, Chip):
            raise ChipFailed("unsupported", "This chip has a processor.")
        self.frames.append(frame)
        answer = self._chip.hear(frame)
        if answer is None:
            self._chip.start()
            raise ChipFailed("refused", "The chip refused.")
        return answer
