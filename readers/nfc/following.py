"""What happens on an open front end: bands come, are told, looked at closer, talked to, and go."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Event as Flag
from typing import TYPE_CHECKING, Any, Generic

from readers.contract import CONVERSATION_S, Conversation, Emit, Examination, Result
from readers.errors import ChipFailed
from readers.events import Failed, Gone, Tap
from readers.findings import examined, with_findings
from readers.nfc.channel import NfcChannel
from readers.nfc.chips import KINDS, Kind, technology_of
from readers.nfc.faults import ChipConfused, FrontEndFailed

if TYPE_CHECKING:
    from readers.nfc.library import Band, Found, FrontEnd

IDLE_S = 0.02
"""A pause between two looks for a band."""
PRESENCE_S = 0.08
"""How often a band that lies there is asked whether it still does."""
UNREADABLE = "The band could not be read: take it away and hold it to the reader again."
LATE = "The band did not answer in time: hold it to the reader again."
LOST = "The reader went away while it was reading: tap again when it is back."
NOT_THERE = "That band does not lie on this reader: hold it there again."


class Talk(Generic[Result]):
    """A conversation that somebody waits for."""

    def __init__(self, uid: str, conversation: Conversation[Result], timeout_s: float) -> None:
        self.uid = uid
        self.future: Future[Result] = Future()
        self._conversation = conversation
        self._until_s = time.monotonic() + timeout_s

    def hold(self, front: FrontEnd, band: Band, technology: str) -> Band:
        """Have it, and hand its result over; the chip as it is then. Raises FrontEndFailed after that was told."""
        channel = NfcChannel(front, band, self.uid, technology, self._until_s)
        if time.monotonic() > self._until_s:
            self.refuse(ChipFailed("timeout", LATE))
            return band
        if not self.future.set_running_or_notify_cancel():
            return band
        try:
            self.future.set_result(self._conversation(channel))
        except FrontEndFailed:
            self.future.set_exception(ChipFailed("lost", LOST))
            raise
        except Exception as broken:  # noqa: BLE001 -- it is the asker's, whatever it is
            self.future.set_exception(broken)
        return channel.band

    def refuse(self, failed: ChipFailed) -> None:
        """It cannot be had."""
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(failed)


class Following:
    """Follows what lies on one front end, in its thread, until ``ending`` or until it fails."""

    def __init__(
        self,
        front: FrontEnd,
        reader: str,
        tell: Emit,
        talks: SimpleQueue[Talk[Any] | None],
        ending: Flag,
        examination: Callable[[], Examination | None],
    ) -> None:
        """``talks`` brings conversations, and None to wake it; ``examination`` gives the closer look there is now."""
        self._front = front
        self._reader = reader
        self._tell = tell
        self._talks = talks
        self._ending = ending
        self._examination = examination
        self._kinds: list[Kind] = list(KINDS)
        self._is_confused = False

    def run(self) -> None:
        """Follow until the end. Raises FrontEndFailed."""
        while not self._ending.is_set():
            found = self._search()
            if found is not None:
                self._meet(found)
            else:
                self._serve(IDLE_S, None)

    def _search(self) -> Found | None:
        found = None
        is_confused = False
        for kind in tuple(self._kinds):
            try:
                found = self._front.sense(kind)
            except LookupError:
                self._kinds.remove(kind)
            except ChipConfused:
                is_confused = True
            if found is not None or is_confused or self._ending.is_set():
                break
        self._note(is_confused=is_confused)
        return found

    def _note(self, *, is_confused: bool) -> None:
        """Tell once that something lies there that says no number, and once that it is gone."""
        if is_confused and not self._is_confused:
            self._tell(Failed(reader=self._reader, trouble="unreadable", detail=UNREADABLE))
        elif self._is_confused and not is_confused:
            self._tell(Gone(reader=self._reader))
        self._is_confused = is_confused

    def _meet(self, found: Found) -> None:
        """One band, from its coming to its going."""
        band, tap = self._looked_at(self._front.activate(found))
        self._tell(tap)
        while not self._ending.is_set():
            band = self._serve(PRESENCE_S, (band, tap)) or band
            if self._ending.is_set() or band.is_present():
                continue
            again = self._front.again(band.found)
            if again is None:
                self._tell(Gone(reader=self._reader, uid=tap.uid))
                return
            band = self._front.activate(again)

    def _looked_at(self, band: Band) -> tuple[Band, Tap]:
        """The tap of a band, after the house's closer look if there is one."""
        tap = Tap(
            reader=self._reader,
            uid=band.found.uid.hex().upper(),
            technology=technology_of(band.found.answer),
            random_uid=band.found.is_made_up,
        )
        examination = self._examination()
        if examination is None:
            return band, tap
        channel = NfcChannel(self._front, band, tap.uid, tap.technology, time.monotonic() + CONVERSATION_S)
        found = examined(examination, channel, through=(FrontEndFailed,))
        return channel.band, with_findings(tap, found)

    def _serve(self, wait_s: float, there: tuple[Band, Tap] | None) -> Band | None:
        """Have the conversations that are wanted within this time; the band as it is after them."""
        until_s = time.monotonic() + wait_s
        band = None
        while not self._ending.is_set():
            try:
                talk = self._talks.get(timeout=max(0.0, until_s - time.monotonic()))
            except Empty:
                break
            if talk is None:
                continue
            if there is None or talk.uid != there[1].uid:
                talk.refuse(ChipFailed("pulled", NOT_THERE))
            else:
                band = talk.hold(self._front, band or there[0], there[1].technology)
        return band
