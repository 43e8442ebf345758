"""A conversation with the chip on a front end, as :class:`readers.contract.Channel`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from readers.contract import Channel, Speech
from readers.errors import ChipFailed, Why
from readers.nfc.faults import ChipConfused, ChipSilent

if TYPE_CHECKING:
    from readers.nfc.library import Band, FrontEnd

_WORDS: dict[Why, str] = {
    "pulled": "The band was taken away too soon: hold it to the reader until it answers.",
    "timeout": "The band did not answer in time: hold it to the reader again.",
    "refused": "The chip refuses this, or does not know it.",
    "lost": "The reader went away while it was reading: tap again when it is back.",
}
NO_APDUS = "This chip takes no commands of ISO 7816-4."
NO_FRAMES = "Raw frames are for chips without a processor."
FRAME_S = 0.1
"""How long a chip may take for one frame."""
APDU_S = 1.0
"""How long a chip may take for one command; it can ask for more time by itself."""
Ask = Callable[[float], bytes]
"""Says one thing to the chip, which has so many seconds to answer."""
_ACKNOWLEDGED = 0x0A
"""The four bits that mean yes; any other four mean no."""


class NfcChannel(Channel):
    """Lasts until ``until_s`` on the steady clock; then every command raises ChipFailed.

    ``band`` is the chip as it is now: started anew it is another one.
    """

    def __init__(self, front: FrontEnd, band: Band, uid: str, technology: str, until_s: float) -> None:
        self.band = band
        self._front = front
        self._uid = uid
        self._technology = technology
        self._until_s = until_s
        self._halted = False

    @property
    def uid(self) -> str:
        """See :class:`readers.contract.Channel`, as for all below."""
        return self._uid

    @property
    def technology(self) -> str:
        """What the chip is taken for."""
        return self._technology

    @property
    def speaks(self) -> Speech:
        """What it understands."""
        return self.band.speaks

    def transceive_apdu(self, apdu: bytes) -> bytes:
        """Raises ChipFailed; FrontEndFailed is the worker's."""
        if self.speaks != "apdus":
            raise ChipFailed("unsupported", NO_APDUS)
        return self._answered(lambda left_s: self.band.apdu(apdu, min(APDU_S, left_s)), "timeout")

    def transceive_frame(self, frame: bytes) -> bytes:
        """Raises ChipFailed; FrontEndFailed is the worker's."""
        if self.speaks != "frames":
            raise ChipFailed("unsupported", NO_FRAMES)
        answer = self._answered(lambda left_s: self.band.frame(frame, min(FRAME_S, left_s)), "refused")
        if len(answer) == 1 and answer[0] & 0x0F != _ACKNOWLEDGED:
            self._halted = True
            raise ChipFailed("refused", _WORDS["refused"])
        return answer

    def _answered(self, ask: Ask, silence: Why) -> bytes:
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise ChipFailed("timeout", _WORDS["timeout"])
        if self._halted:
            self._start_anew()
        try:
            return ask(left_s)
        except (ChipSilent, ChipConfused):
            self._start_anew()
            raise ChipFailed(silence, _WORDS[silence]) from None

    def _start_anew(self) -> None:
        """After a no, and after silence, a chip hears nothing until it is found again."""
        self._halted = False
        found = self._front.again(self.band.found)
        if found is None:
            self._halted = True
            raise ChipFailed("pulled", _WORDS["pulled"])
        self.band = self._front.activate(found)
