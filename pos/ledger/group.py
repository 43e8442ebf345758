"""Group commit: everything that is asked during one turn of the event loop becomes one durable commit.

The batch forms by itself while the loop is in the commit before. Nobody is answered before the commit.
While another program writes, the batch waits and the loop goes on: screens stay alive, and more may be asked.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pos.ledger.log import BookHeld

if TYPE_CHECKING:
    from pos.ledger.log import Command, Log, Written

LARGEST_BATCH = 512
LOOK_AGAIN_S = 0.005
"""After this it is tried again whether the other program is done."""

_Asked = list[tuple["Command", "asyncio.Future[Written]"]]


class GroupCommit:
    """The asynchronous front of a :class:`Log`; belongs to one event loop."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.loop = asyncio.get_running_loop()
        self._waiting: _Asked = []
        self._armed = False
        self._held_since_s: float | None = None

    def submit(self, command: Command) -> asyncio.Future[Written]:
        """Decide and write this command with the next commit; done when it is on disk.

        The future raises what :meth:`Log.transact` raises. If it is cancelled before it is done, nothing is written.
        """
        future: asyncio.Future[Written] = self.loop.create_future()
        self._waiting.append((command, future))
        if not self._armed:
            self._armed = True
            self.loop.call_soon(self._commit)
        return future

    def _commit(self) -> None:
        # Whoever no longer waits has taken back what was asked.
        asked = [one for one in self._waiting if not one[1].done()]
        batch, self._waiting = asked[:LARGEST_BATCH], asked[LARGEST_BATCH:]
        self._armed = bool(batch)
        if not batch:
            return
        try:
            self._answer(batch)
        except BookHeld as held:
            self._wait(batch, held)
            return
        self._held_since_s = None
        # In the next turn, behind those who were answered: who asks again at once need not wait for one more.
        self.loop.call_soon(self._commit)
        if self._log.wants_tending:
            self.loop.call_soon(self._log.tend)

    def _answer(self, batch: _Asked) -> None:
        """Raises BookHeld if some of them have no answer because another program is writing."""
        try:
            answers = self._log.transact_now([command for command, _ in batch])
        except BookHeld:
            raise
        except Exception as error:  # noqa: BLE001 - it belongs to the askers, whatever it is
            self._fail(batch, error)
            return
        for (_, future), written in zip(batch, answers, strict=True):
            if not future.done():
                future.set_result(written)

    def _fail(self, batch: _Asked, error: Exception) -> None:
        """One command's fault must not fail its neighbours: each is tried alone."""
        if len(batch) > 1:
            for one in batch:
                self._answer([one])
        elif not batch[0][1].done():
            batch[0][1].set_exception(error)

    def _wait(self, batch: _Asked, held: BookHeld) -> None:
        """Ask again for those who have no answer yet; after a long while tell them that it cannot be written."""
        now_s = self.loop.time()
        if self._held_since_s is None:
            self._held_since_s = now_s
        left = [one for one in batch if not one[1].done()]
        if now_s - self._held_since_s < self._log.patience_s:
            self._waiting = left + self._waiting
        else:
            self._held_since_s = None
            for _, future in left:
                future.set_exception(held)
        self.loop.call_later(LOOK_AGAIN_S, self._commit)
