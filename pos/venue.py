"""The one door: operations in, outcomes out. An outcome that came back is on disk (R70, R71).

A venue is a house's folder, opened by one process. Several processes may have the same house open; each
sees what the others wrote before it decides.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.clock import SystemClock
from pos.deciding import asked_by_strangers, asked_json, decide, first_desk
from pos.errors import Declined
from pos.house.authority import approver_of
from pos.house.folder import LEDGER_FILE, read_house_of
from pos.house.opening import take_up_venue_file
from pos.house.pins import check_pin
from pos.house.venue_file.reading import read_house
from pos.ids import id_key, new_id
from pos.ledger.group import GroupCommit
from pos.ledger.log import Command, Log
from pos.operations import Approvable, SignIn
from pos.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pos.clock import Clock
    from pos.house.model import House
    from pos.ledger.log import Decision, Written
    from pos.operations import AnyOperation


class Venue:
    """A house that is open for operations. Make one with :meth:`open`; belongs to one thread."""

    def __init__(self, folder: Path, house: House, log: Log, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock
        self._log = log
        self._group: GroupCommit | None = None
        self._houses: dict[int, House] = {}
        take_up_venue_file(log, house, clock)
        version = log.books.house_version
        if log.books.house_text(version) == house.text:
            # It was read a moment ago: the first guest need not wait while it is read once more.
            self._houses[version] = house

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None, lasting: bool = False) -> Venue:
        """Open the house of a folder; makes its book if there is none, and takes up a changed venue file.

        ``lasting`` prepares the book for a process that writes a lot. Raises HouseError, LedgerError.
        """
        house = read_house_of(folder)
        log = Log(folder / LEDGER_FILE, lasting=lasting)
        try:
            return cls(folder, house, log, clock or SystemClock())
        except BaseException:
            log.close()
            raise

    @property
    def house(self) -> House:
        """The house by the venue file that is in force."""
        return self._house_of(self._log.books.house_version)

    @property
    def head(self) -> tuple[int, bytes]:
        """Sequence and hash of the last entry this process has seen."""
        return self._log.seq, self._log.head

    def perform(self, operation: AnyOperation) -> Outcome:
        """Have one operation done, in a durable commit of its own. Raises LedgerError if it cannot be written."""
        (outcome,) = self.perform_all([operation])
        return outcome

    def perform_all(self, operations: Sequence[AnyOperation]) -> list[Outcome]:
        """Have several done in order, in one durable commit. Raises LedgerError; then none of them was."""
        complete = [self._complete(operation) for operation in operations]
        commands = [self._command(one, pin_is_right=self._pin_is_right(one)) for one in complete]
        written = self._log.transact(commands)
        self._log.tend()
        return [self._outcome(one, answer) for one, answer in zip(complete, written, strict=True)]

    async def ask(self, operation: AnyOperation) -> Outcome:
        """Have one operation done together with whatever else is asked in this turn of the event loop.

        Raises LedgerError if it cannot be written. Who no longer wants to wait cancels this: what was not written by
        then never is, and what was written is answered all the same.
        """
        if self._group is None or self._group.loop is not asyncio.get_running_loop():
            self._group = GroupCommit(self._log)
        complete = self._complete(operation)
        # Checking a PIN takes longer than a commit on purpose; nobody at the counters shall wait for it.
        right = False
        if (pins := self._pins_of(complete)) is not None:
            right = await asyncio.to_thread(check_pin, *pins)
        writing = self._group.submit(self._command(complete, pin_is_right=right))
        try:
            written = await writing
        except asyncio.CancelledError:
            if writing.cancelled():
                raise
            written = writing.result()
        return self._outcome(complete, written)

    def close(self) -> None:
        """Close the book. What was answered is in it."""
        self._log.close()

    def _complete(self, operation: AnyOperation) -> AnyOperation:
        return operation if operation.id else replace(operation, id=new_id(self._clock.now_us()))

    def _pin_is_right(self, operation: AnyOperation) -> bool:
        pins = self._pins_of(operation)
        return pins is not None and check_pin(*pins)

    def _pins_of(self, operation: AnyOperation) -> tuple[str, str] | None:
        """The hash of a person's PIN and the PIN that came with this; None if none did. Unknown ones have no PIN."""
        if isinstance(operation, SignIn):
            person, pin = self.house.staff.get(operation.staff), operation.pin
        elif isinstance(operation, Approvable) and operation.approver_pin:
            person, pin = approver_of(self.house, operation.approved_by), operation.approver_pin
        else:
            return None
        return (person.pin if person is not None else "", pin)

    def _command(self, operation: AnyOperation, *, pin_is_right: bool) -> Command:
        def decided() -> Decision:
            return decide(operation, self._log, self._house_of, now_us=self._clock.now_us(), pin_is_right=pin_is_right)

        return Command(id_key(operation.id), decided)

    def _house_of(self, version: int) -> House:
        house = self._houses.get(version)
        if house is None:
            house = self._houses[version] = read_house(self._log.books.house_text(version))
        return house

    def _outcome(self, operation: AnyOperation, written: Written) -> Outcome:
        if written.repeated and not self._same_act(operation, written):
            reused = Declined("id_reused", id=operation.id)
            return Outcome(ok=False, id=operation.id, error=reused.code, message=str(reused))
        answer = written.answer
        if "error" in answer:
            return Outcome(
                ok=False,
                id=operation.id,
                entry=written.seq,
                error=str(answer["error"]),
                message=str(answer["message"]),
                repeated=written.repeated,
            )
        repeated = written.repeated or "already" in answer
        return Outcome(ok=True, id=operation.id, entry=written.seq, facts=answer, repeated=repeated)

    def _same_act(self, operation: AnyOperation, written: Written) -> bool:
        """Whether a repeated id asks for what it asked for before; when the retry was sent does not matter (R21)."""
        if written.asked == bytes(asked_json(operation)):
            station = operation.station or first_desk(self.house).name
            return station == written.station and operation.staff == written.staff
        return written.asked == bytes(asked_by_strangers(operation))
