"""Names of chips by what they answer to GET_VERSION. Pure.

The answer has 8 bytes from a chip without a processor (a fixed 00, vendor, type, subtype, major, minor, size,
protocol) and 7 from one with (the same without the 00). The answer to reset cannot tell these chips apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from readers.events import Proof

Family = Literal["ntag21x", "ultralight", "ultralight c", "ultralight aes", "ntag 424", "desfire", "classic", "other"]

NXP = 0x04
_ORIGINAL: frozenset[Proof] = frozenset({"originality"})
_NOTHING: frozenset[Proof] = frozenset()


class Chip(Struct, frozen=True):
    """A kind of chip.

    ``pages``
        How many pages of 4 bytes it has; 0 if it has none.
    ``proofs``
        What such a chip can prove, if it was bought and set up for it.
    ``version``
        What it answered, in hex; empty if it knows no GET_VERSION.
    """

    name: str
    family: Family
    pages: int = 0
    proofs: frozenset[Proof] = _NOTHING
    version: str = ""


ULTRALIGHT_FIRST = Chip("MIFARE Ultralight", "ultralight", 16)
ULTRALIGHT_C = Chip("MIFARE Ultralight C", "ultralight c", 48, frozenset({"mutual"}))
CLASSIC = Chip("MIFARE Classic", "classic")

_Key = tuple[int, int, int]
"""Type, major version, size. The subtype is left out: it tells the capacity of the input, or that it has a cover."""

_WITHOUT_PROCESSOR: Mapping[_Key, Chip] = {
    (0x04, 1, 0x0B): Chip("NTAG210", "ntag21x", 20, _ORIGINAL),
    (0x04, 1, 0x0E): Chip("NTAG212", "ntag21x", 41, _ORIGINAL),
    (0x04, 1, 0x0F): Chip("NTAG213", "ntag21x", 45, _ORIGINAL),
    (0x04, 1, 0x11): Chip("NTAG215", "ntag21x", 135, _ORIGINAL),
    (0x04, 1, 0x13): Chip("NTAG216", "ntag21x", 231, _ORIGINAL),
    (0x03, 1, 0x0B): Chip("MIFARE Ultralight EV1", "ultralight", 20, _ORIGINAL),
    (0x03, 1, 0x0E): Chip("MIFARE Ultralight EV1", "ultralight", 41, _ORIGINAL),
    (0x03, 4, 0x0F): Chip("MIFARE Ultralight AES", "ultralight aes", 60, frozenset({"originality", "mutual"})),
}

_DESFIRE: Mapping[int, Chip] = {
    0x00: Chip("MIFARE DESFire", "desfire"),
    0x01: Chip("MIFARE DESFire EV1", "desfire", proofs=frozenset({"mutual"})),
    0x12: Chip("MIFARE DESFire EV2", "desfire", proofs=frozenset({"originality", "mutual"})),
    0x33: Chip("MIFARE DESFire EV3", "desfire", proofs=frozenset({"originality", "sun", "mutual"})),
}
"""By the hardware's major version."""

_NTAG_424: frozenset[Proof] = frozenset({"originality", "sun", "mutual"})


def chip_of_version(version: bytes) -> Chip | None:
    """The chip that answers this to GET_VERSION, or None if that is no such answer.

    A chip that answers well but is not in the list is named by its bytes: a new model is no copy.
    """
    if len(version) == 8 and version[0] == 0:
        maker, kind, _, major, _, size, _ = version[1:]
        known = _WITHOUT_PROCESSOR.get((kind, major, size)) if maker == NXP else None
    elif len(version) == 7:
        maker, kind, subtype, major, _, _, _ = version
        known = _with_processor(kind, subtype, major) if maker == NXP else None
    else:
        return None
    told = version.hex().upper()
    if known is None:
        return Chip(f"unknown chip (version {told})", "other", version=told)
    return Chip(known.name, known.family, known.pages, known.proofs, told)


def _with_processor(kind: int, subtype: int, major: int) -> Chip | None:
    if kind == 0x04 and major == 0x30:
        name = "NTAG 424 DNA TagTamper" if subtype == 0x08 else "NTAG 424 DNA"
        return Chip(name, "ntag 424", proofs=_NTAG_424)
    # The upper half of the type tells the make (a chip, an implementation on another one), the lower the family.
    return _DESFIRE.get(major) if kind & 0x0F == 0x01 else None
