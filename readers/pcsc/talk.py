"""A conversation that was asked for, on its way through the worker's queue."""

from __future__ import annotations

import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from threading import Lock
from typing import Generic

from readers.contract import Channel, Conversation, Result
from readers.errors import ChipFailed, Why


class Talk(Generic[Result]):
    """To the band ``uid``, until ``until`` (:func:`time.monotonic`). Its end may come from two threads; one wins."""

    def __init__(self, uid: str, conversation: Conversation[Result], timeout_s: float) -> None:
        self.uid = uid
        self.until = time.monotonic() + timeout_s
        self.future: Future[Result] = Future()
        self._conversation = conversation
        self._lock = Lock()

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return time.monotonic() > self.until

    def hold(self, channel: Channel) -> None:
        """Hold the conversation; whatever comes of it, or is raised, goes to who asked for it."""
        with self._lock:
            if self.future.done() or not self.future.set_running_or_notify_cancel():
                return
        try:
            result = self._conversation(channel)
        except Exception as raised:  # noqa: BLE001 -- whoever asked for the conversation gets what it raised
            with suppress(InvalidStateError):
                self.future.set_exception(raised)
        else:
            with suppress(InvalidStateError):
                self.future.set_result(result)

    def fail(self, why: Why, words: str) -> None:
        """It does not take place, or not to its end."""
        with self._lock, suppress(InvalidStateError):
            self.future.set_exception(ChipFailed(why, words))
