"""How a reader types a number: in tens or in sixteens, forwards or with its bytes reversed. Pure.

A format has a name for the file of settings::

    decimal10            4 bytes in ten digits          AABBCCDD  2864434397
    decimal10-reversed   the same, last byte first      AABBCCDD  3721182122
    decimal10-short      leading zeros are left out     000000FF  255
    decimal8             3 bytes in eight digits
    decimal8-split       3 bytes: one in three digits, two in five, as printed on fobs   123,45678
    decimal17            7 bytes in seventeen digits
    hex, hex-reversed    two characters for each byte
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

DIGITS = {3: 8, 4: 10, 5: 13, 7: 17, 8: 20, 10: 25}
"""How many digits numbers of so many bytes need."""
_SIZES = {digits: size for size, digits in DIGITS.items()}
UID_BYTES_MIN = 4
UID_BYTES_MAX = 10
"""How long a chip's number can be. One that is typed with three bytes gets a zero in front."""

_NAME = re.compile(r"(?P<base>hex|decimal(?P<digits>\d+)(?P<split>-split)?)(?P<reversed>-reversed)?(?P<short>-short)?")
_SPLIT_AT = 3
_HIGHEST_OF_TWO_BYTES = 0xFFFF


class Unreadable(ValueError):
    """A text that this format cannot have typed; ``str()`` says why."""


class Format(Struct, frozen=True, order=True):
    """One way to type numbers.

    ``size`` is how many bytes a number has (0 in hex: as many as there are); ``is_short``: leading zeros are left out.
    """

    base: Literal["hex", "decimal", "split"]
    size: int = 0
    is_reversed: bool = False
    is_short: bool = False

    @property
    def name(self) -> str:
        """As in the file of settings."""
        base = "hex" if self.base == "hex" else f"decimal{DIGITS[self.size]}"
        marks = (
            ("-split", self.base == "split"),
            ("-reversed", self.is_reversed),
            ("-short", self.is_short),
        )
        return base + "".join(mark for mark, is_set in marks if is_set)

    @property
    def words(self) -> str:
        """For people."""
        if self.base == "hex":
            return "hex, last byte first" if self.is_reversed else "hex"
        order = ", last byte first" if self.is_reversed else ""
        zeros = ", without leading zeros" if self.is_short else ""
        split = " as 3 and 5" if self.base == "split" else ""
        return f"{DIGITS[self.size]} decimal digits{split}{order}{zeros}"

    def number(self, text: str) -> bytes:
        """The number that was typed, as the chip has it. Raises Unreadable."""
        number = _from_hex(text) if self.base == "hex" else self._from_digits(text)
        if self.is_reversed:
            number = number[::-1]
        return number.rjust(UID_BYTES_MIN, b"\0")

    def text(self, number: bytes) -> str:
        """How a reader of this format types a number; the counterpart of :meth:`number`.

        Raises Unreadable if it cannot type that number.
        """
        typed = number[::-1] if self.is_reversed else number
        if self.base == "hex":
            return typed.hex().upper()
        if len(typed) != self.size:
            raise Unreadable(f"it types numbers of {self.size} bytes")
        if self.base == "split":
            text = f"{typed[0]:03}{int.from_bytes(typed[1:], 'big'):05}"
        else:
            text = f"{int.from_bytes(typed, 'big'):0{DIGITS[self.size]}}"
        return (text.lstrip("0") or "0") if self.is_short else text

    def _from_digits(self, text: str) -> bytes:
        digits = DIGITS[self.size]
        if not (text.isascii() and text.isdigit()):
            raise Unreadable("it holds more than digits")
        if len(text) > digits or (len(text) < digits and not self.is_short):
            raise Unreadable(f"it has {len(text)} digits, not {digits}")
        if self.base == "split":
            text = text.zfill(digits)
            high, low = int(text[:_SPLIT_AT]), int(text[_SPLIT_AT:])
            if high > 0xFF or low > _HIGHEST_OF_TWO_BYTES:
                raise Unreadable("its parts are too large")
            return bytes([high]) + low.to_bytes(2, "big")
        try:
            return int(text).to_bytes(self.size, "big")
        except OverflowError:
            raise Unreadable("it is too large") from None


def _from_hex(text: str) -> bytes:
    if not re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", text):
        raise Unreadable("it is no hex number of whole bytes")
    if not UID_BYTES_MIN * 2 <= len(text) <= UID_BYTES_MAX * 2:
        raise Unreadable(f"it has {len(text)} characters, not {UID_BYTES_MIN * 2} to {UID_BYTES_MAX * 2}")
    return bytes.fromhex(text)


def read_format(name: str) -> Format:
    """The format of this name. Raises ValueError if there is none."""
    match = _NAME.fullmatch(name)
    if match is not None and match["base"] == "hex" and not match["short"]:
        return Format("hex", is_reversed=bool(match["reversed"]))
    size = _SIZES.get(int(match["digits"])) if match is not None and match["digits"] else None
    if match is None or size is None or (match["split"] and size != min(DIGITS)):
        raise ValueError(
            f"{name!r} is no way a reader types; there are: {', '.join(known.name for known in all_formats())}."
        )
    base: Literal["split", "decimal"] = "split" if match["split"] else "decimal"
    return Format(base, size, is_reversed=bool(match["reversed"]), is_short=bool(match["short"]))


def all_formats() -> tuple[Format, ...]:
    """Every format there is, the usual ones first."""
    hexes = [Format("hex"), Format("hex", is_reversed=True)]
    sizes = sorted(DIGITS, key=lambda size: (size != UID_BYTES_MIN, size))
    decimals = [
        Format(base, size, is_reversed=is_reversed, is_short=is_short)
        for is_short in (False, True)
        for size in sizes
        for base in (("decimal", "split") if size == min(DIGITS) else ("decimal",))
        for is_reversed in (False, True)
    ]
    return (*hexes, *decimals)
