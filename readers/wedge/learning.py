"""Finding out how a reader types, from a few taps of bands whose numbers are known. Pure.

::

    learning = Learning()
    verdict = learning.feed("3721182122", "AABBCCDD")     # typed by it; read by another reader, or printed on the band
    print(verdict.words)                                  # what was found, or what to tap next
    if verdict.format: ...                                # its ``name`` goes to the file of settings
"""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct

from readers.wedge.formats import UID_BYTES_MIN, Format, Unreadable, all_formats

PART_BYTES_MIN = 2
"""A typed number that shares so many bytes in a row with the real one is taken for a part of it."""


class Verdict(Struct, frozen=True):
    """What is known so far.

    ``candidates``
        The formats that explain every tap, the usual ones first.
    ``format``
        The one to use, once there is no doubt between them.
    ``is_sure``
        Two bands with different numbers agree on it.
    ``is_partial``
        The reader types only a part of the number: it cannot be used as it is.
    ``words``
        For people: what was found, or what to tap next.
    """

    candidates: tuple[Format, ...] = ()
    format: Format | None = None
    is_sure: bool = False
    is_partial: bool = False
    words: str = "Tap a band whose number is known."


class Learning:
    """Collects taps of one reader."""

    def __init__(self) -> None:
        self._taps: set[tuple[str, bytes]] = set()
        self._verdict = Verdict()

    @property
    def verdict(self) -> Verdict:
        """What is known so far."""
        return self._verdict

    def feed(self, text: str, uid: str) -> Verdict:
        """One more tap: what the reader typed, and the band's real number in hex; what is known now.

        Raises ValueError if ``uid`` is no number of a chip.
        """
        number = bytes.fromhex(uid)
        if len(number) < UID_BYTES_MIN:
            raise ValueError("a chip's number has 4 bytes at least")
        self._taps.add((text, number))
        self._verdict = self._judge(text, number)
        return self._verdict

    def _judge(self, text: str, number: bytes) -> Verdict:
        candidates = tuple(each for each in all_formats() if all(_explains(each, *tap) for tap in self._taps))
        if not candidates:
            return self._unexplained(text, number)
        same = _without_doubles(candidates)
        is_sure = len({number for _, number in self._taps}) > 1
        if len(same) == 1:
            more = "" if is_sure else " Tap another band to be sure."
            return Verdict(candidates, same[0], is_sure, words=f"It types {same[0].words}.{more}")
        doubt = " or ".join(each.words for each in same)
        return Verdict(candidates, words=f"It types {doubt}: {_what_to_tap(same)}")

    def _unexplained(self, text: str, number: bytes) -> Verdict:
        if any(_explains(each, text, number) for each in all_formats()):
            return Verdict(
                words="This tap does not agree with those before it: was another band taken? Begin again, "
                "and tap the same band on both readers."
            )
        if _is_part(text, number):
            return Verdict(
                is_partial=True,
                words="It types only a part of the number, so it cannot tell all bands apart. Set the reader to ten "
                "decimal digits or to hex (its manual has a page for that), and begin again.",
            )
        return Verdict(
            words="It types nothing that has to do with the number of this band. Was it the same band? If it was, the "
            "reader may read another chip in it, or scramble what it types: see its manual.",
        )


def _explains(each: Format, text: str, number: bytes) -> bool:
    if each.is_short and text != "0" and text.startswith("0"):
        return False
    try:
        return each.number(text) == number
    except Unreadable:
        return False


def _without_doubles(candidates: tuple[Format, ...]) -> tuple[Format, ...]:
    """Formats that leave leading zeros out read whole numbers too: they are wanted only if nothing else explains."""
    whole = tuple(each for each in candidates if not each.is_short)
    return whole or candidates


def _what_to_tap(candidates: tuple[Format, ...]) -> str:
    if len({each.is_reversed for each in candidates}) > 1:
        return "tap a band whose number does not read the same from both ends."
    return "tap another band."


def _is_part(text: str, number: bytes) -> bool:
    """Whether what was typed is a piece of the number, in whatever format."""
    pieces = []
    with suppress(ValueError):
        pieces += [bytes.fromhex(text), bytes.fromhex(text)[::-1]]
    for each in all_formats():
        with suppress(Unreadable):
            pieces.append(each.number(text).lstrip(b"\0"))
    return any(len(piece) >= PART_BYTES_MIN and piece in number for piece in pieces)
