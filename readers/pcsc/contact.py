"""The band on one reader, from its coming to its going: read, looked at closer, and asked now and then who it is.

The service can miss that a band was taken away and another laid there at once: between two of its looks, or when
a command to the chip fell into the gap. So while a band lies there its number is asked again.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from readers.contract import CONVERSATION_S, Examination, Examined
from readers.events import Event, Failed, Gone, Trouble, is_random_uid, tap_of
from readers.findings import examined, with_findings
from readers.pcsc.atr import speech, technology
from readers.pcsc.channel import PcscChannel, trouble_of
from readers.pcsc.commands import GET_UID, uid_in
from readers.pcsc.framing import Way
from readers.pcsc.line import Line
from readers.pcsc.scard import ScardError

TRIES = 3
"""A chip at the edge of the field may answer the second time."""
RETRY_S = 0.02
AGAIN_S = 0.25
AGAIN_MAX = 20
"""A band that could not be read but still lies there is tried again, so often and this far apart, quietly: it may
lie badly, or have taken another one's place so fast that the service saw only one."""
CHECK_S = 0.25
CHECK_LATER_S = 2.0
CHECKS_SOON = 40
"""How far apart a band that lies there is asked again who it is; rarely after so many times."""
CHECK_SLOW_S = 0.3
"""A chip that takes longer than this to answer is not asked again."""
SURE_S = 0.35
"""How long the service may take to tell by itself that a band was swapped, before we believe what we saw."""

_WORDS: dict[Trouble, str] = {
    "pulled": "The band was taken away too soon: hold it to the reader until it answers.",
    "unreadable": "The band could not be read: take it away and hold it to the reader again.",
    "slow": "The band does not answer: take it away and hold it to the reader again.",
    "lost": "The reader went away while it was reading: tap again when it is back.",
}


class Contact:
    """What lies on one reader. In the worker's thread only.

    ``uid``
        The number that was told in the tap; empty while no band was read.
    ``examination``
        The closer look before each tap, if the house wants one.
    ``knows_no_frames``
        It was found out that the reader cannot pass on frames.
    """

    def __init__(self, line: Line, reader: str, way: Way, tell: Callable[[Event], None]) -> None:
        self.uid = ""
        self.examination: Examination | None = None
        self.knows_no_frames = False
        self._line = line
        self._reader = reader
        self._way = way
        self._tell = tell
        self._atr = b""
        self._number = b""
        self._suspect = b""
        self._due_at: float | None = None
        self._looks = 0

    @property
    def due_at(self) -> float | None:
        """When to :meth:`look` next (:func:`time.monotonic`), if at all."""
        return self._due_at

    def came(self, atr: bytes) -> None:
        """A band came: read it, and tell the tap or why there is none."""
        self._forget()
        self._atr = atr
        trouble = self._read()
        if trouble is not None:
            self._tell(self.failed(trouble))
            self._look_in(AGAIN_S)

    def came_mute(self) -> None:
        """Something came that does not answer."""
        self._forget()
        self._tell(self.failed("unreadable"))

    def left(self) -> None:
        """The reader is empty again."""
        uid = self.uid
        self._forget()
        self._line.let_go()
        self._tell(Gone(reader=self._reader, uid=uid))

    def look(self) -> None:
        """It is time: try once more to read what could not be read, or ask a band again who it is."""
        self._due_at = None
        self._looks += 1
        if self.uid:
            self._check()
        elif self._looks <= AGAIN_MAX and self._read() is not None:
            self._look_in(AGAIN_S)

    def channel(self, until: float) -> PcscChannel:
        """A channel to the band that lies there."""
        way: Way = "none" if self.knows_no_frames else self._way
        return PcscChannel(self._line, way, self.uid, technology(self._atr), speech(self._atr), until)

    def close(self, channel: PcscChannel) -> None:
        """The conversation is over: leave chip and reader as they were, and learn from it."""
        channel.close()
        self.knows_no_frames |= channel.knows_no_frames
        if channel.restarted and is_random_uid(self._number):
            # It has made up another number by now, and is the same chip.
            self._number = b""

    def failed(self, trouble: Trouble) -> Failed:
        """A band that could not be read, with words for the guest."""
        return Failed(reader=self._reader, trouble=trouble, detail=_WORDS[trouble])

    # --- reading --------------------------------------------------------------------------------

    def _forget(self) -> None:
        self.uid = ""
        self._number = self._suspect = b""
        self._due_at = None
        self._looks = 0

    def _look_in(self, delay_s: float) -> None:
        self._due_at = time.monotonic() + delay_s

    def _read(self) -> Trouble | None:
        """Read the band and tell the tap, or say what was wrong."""
        self._line.let_go()
        trouble: Trouble = "unreadable"
        for attempt in range(TRIES):
            if attempt:
                time.sleep(RETRY_S)
            began = time.monotonic()
            try:
                number = uid_in(self._line.ask(GET_UID))
            except ScardError as error:
                trouble = trouble_of(error, trouble)
                self._line.let_go()
                continue
            if number is not None:
                self._was_read(number, slow=time.monotonic() - began > CHECK_SLOW_S)
                return None
        return trouble

    def _was_read(self, number: bytes, *, slow: bool) -> None:
        self._number = number
        tap = tap_of(self._reader, number, technology(self._atr))
        self.uid = tap.uid
        if self.examination is not None:
            tap = with_findings(tap, self._examined(self.examination))
            self.uid = tap.uid
        self._tell(tap)
        self._looks = 0
        if not slow:
            self._look_in(CHECK_S)

    def _examined(self, examination: Examination) -> Examined:
        channel = self.channel(time.monotonic() + CONVERSATION_S)
        try:
            return examined(examination, channel)
        finally:
            self.close(channel)

    # --- asking again ---------------------------------------------------------------------------

    def _check(self) -> None:
        try:
            number = uid_in(self._line.ask(GET_UID))
        except ScardError:
            # Taken away, most likely: the service will say so, or it finds another band there.
            self._line.let_go()
            self._look_in(CHECK_S)
            return
        if number is None or number == self._number:
            self._suspect = b""
            self._look_in(CHECK_S if self._looks < CHECKS_SOON else CHECK_LATER_S)
        elif not self._number:
            self._number = number
            self._look_in(CHECK_S)
        elif number != self._suspect:
            self._suspect = number
            self._look_in(SURE_S)
        else:
            self._was_swapped()

    def _was_swapped(self) -> None:
        """Another band lies there, and the service has not noticed: it was never powered up either."""
        self._tell(Gone(reader=self._reader, uid=self.uid))
        atr = self._atr
        try:
            self._line.restart()
            atr = self._line.atr()
        except ScardError:
            self._line.let_go()
        self.came(atr)
