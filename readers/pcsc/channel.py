"""What a conversation is given to talk to a chip on a PC/SC reader; see :class:`readers.contract.Channel`."""

from __future__ import annotations

import time

from readers.contract import Channel, Speech
from readers.errors import ChipFailed
from readers.events import Trouble
from readers.pcsc import codes
from readers.pcsc.commands import GET_UID
from readers.pcsc.framing import FRAME_MAX, FRAMINGS, Framing, NoFrames, Way, check_opened
from readers.pcsc.line import Line
from readers.pcsc.scard import ScardError

_FAILED = b"\x63"
"""The first byte of a reader's status when a chip refused what the reader was to do with it."""
_STATUS_BYTES = 2
LATE = "The band did not answer in time: hold it to the reader again."
PULLED = "The band was taken away too soon: hold it to the reader until it answers."
LOST = "The reader went away: tap again when it is back."


class PcscChannel(Channel):
    """The chip on one reader, until ``until`` (:func:`time.monotonic`).

    From the first command to :meth:`close` other programs are kept away: a proof they broke into would look forged.
    """

    def __init__(self, line: Line, way: Way, uid: str, technology: str, speaks: Speech, until: float) -> None:
        self._line = line
        self._framing = FRAMINGS.get(way)
        self._uid = uid
        self._technology = technology
        self._speaks = speaks
        self._until = until
        self._opened = False
        self.knows_no_frames = False
        self.restarted = False

    @property
    def uid(self) -> str:
        """See :class:`~readers.contract.Channel`, as for all below."""
        return self._uid

    @property
    def technology(self) -> str:
        """What the reader takes it for."""
        return self._technology

    @property
    def speaks(self) -> Speech:
        """What it understands."""
        return self._speaks

    def transceive_apdu(self, apdu: bytes) -> bytes:
        """Say a command."""
        self._close_session()
        answer = self._ask(apdu)
        if self._speaks == "frames" and answer[-2:-1] == _FAILED:
            # The reader carried it out, and the chip refused: it may be halted.
            self._restart()
        return answer

    def transceive_frame(self, frame: bytes) -> bytes:
        """Say a frame."""
        if not 0 < len(frame) <= FRAME_MAX:
            raise ValueError(f"a frame has 1 to {FRAME_MAX} bytes, not {len(frame)}")
        framing = self._framing
        if framing is None or self.knows_no_frames:
            raise self._no_frames()
        try:
            self._open(framing)
            answer = framing.unwrap(self._ask(framing.wrap(frame)))
        except NoFrames:
            self.knows_no_frames = True
            self._opened = False
            raise self._no_frames() from None
        if answer is None:
            self._restart()
            raise ChipFailed("refused", "The chip in the band refused what it was asked.")
        return answer

    def close(self) -> None:
        """End what was begun with the reader, so that the next one finds it as it was. Never raises."""
        self._close_session()
        self._line.share()

    def _close_session(self) -> None:
        opened, self._opened = self._opened, False
        if opened and self._framing is not None:
            try:
                for command in self._framing.closing:
                    self._line.ask(command)
            except ScardError:
                self._line.let_go()

    def _open(self, framing: Framing) -> None:
        if not self._opened:
            for command in framing.opening:
                check_opened(self._ask(command))
            self._opened = True

    def _ask(self, command: bytes) -> bytes:
        if time.monotonic() > self._until:
            raise ChipFailed("timeout", LATE)
        try:
            self._line.keep()
            answer = self._line.ask(command)
            if len(answer) >= _STATUS_BYTES:
                return answer
            # A chip pulled in the middle is answered for with nothing, and no error: asking once more tells.
            self._line.ask(GET_UID)
        except ScardError as error:
            self._line.let_go()
            raise failure(error) from error
        raise ChipFailed("refused", "The chip in the band answered nothing that makes sense.")

    def _restart(self) -> None:
        """A chip that refused is halted: nothing wakes it but a reset."""
        self.close()
        self.restarted = True
        try:
            self._line.restart()
        except ScardError as error:
            raise failure(error) from error

    def _no_frames(self) -> ChipFailed:
        return ChipFailed("unsupported", "This reader cannot pass on what this band's chip would have to be asked.")


def failure(error: ScardError) -> ChipFailed:
    """What a failed call means for a conversation."""
    trouble = trouble_of(error, "unreadable")
    if trouble == "lost":
        return ChipFailed("lost", LOST)
    if trouble == "pulled":
        return ChipFailed("pulled", PULLED)
    return ChipFailed("refused", f"The chip in the band did not answer as it should: {error}.")


def trouble_of(error: ScardError, before: Trouble) -> Trouble:
    """What a failed call means for the band. That it was pulled is not forgotten for what comes after it."""
    if error.code in codes.LOST:
        return "lost"
    if error.code in codes.PULLED:
        return "pulled"
    return before
