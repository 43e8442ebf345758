"""Rows of the folded tables as values, and a table of such rows that is read lazily and written at flush."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

if TYPE_CHECKING:
    from pos.ledger.sqlite import sqlite3


class BandRow(Struct, gc=False):
    """A band: its state and the visit it carries (0 = none)."""

    number: str
    uid: str
    zone: str
    state: str
    visit: int


class VisitRow(Struct, gc=False):
    """A visit without its balance, which changes at every charge and lives in :class:`TabRow`.

    ``checkout_us`` is when its clocks stopped (0 = they run), ``out_us`` when it was closed or
    its guest went out on deposit (or it was decided to wait longer),
    ``exit_until_us`` until when the gate lets it out (0 = not), ``kept_us`` when the guest paid and stayed
    (0 = never), ``paid_line`` the last line that was paid then, and ``before`` the state before this one.
    """

    visit: int
    band: str
    party: int
    guest: str
    zone: str
    locker: str
    channel: str
    version: int
    tariff: str
    state: str
    in_us: int
    day: int
    limit_minor: int
    checkout_us: int
    out_us: int
    exit_until_us: int
    kept_us: int
    paid_line: int
    before: str


class TabRow(Struct, gc=False):
    """What a visit owes, its newest line, and the line of its package (0 = none).

    Dense, so that a hundred open tabs share one page of the file.
    """

    visit: int
    due_minor: int
    last_line: int
    package: int


class UseRow(Struct, gc=False):
    """A clock of a room, seat or zone; ``to_us`` is 0 while it runs.

    Its ``tariff`` is empty if somebody else of the party pays for the room. ``agreed_min`` minutes were agreed to
    in all, 0 if nobody asked.
    """

    use: int
    visit: int
    station: str
    tariff: str
    from_us: int
    to_us: int
    agreed_min: int


class PauseRow(Struct, gc=False):
    """Frozen clocks of a visit or of the house (visit 0); ``to_us`` is 0 while they stand."""

    pause: int
    visit: int
    reason: str
    from_us: int
    to_us: int
    day: int


class TillRow(Struct, gc=False):
    """A drawer's shift; ``cash_minor`` is what should be in it, ``closed_us`` is 0 while it is open."""

    till: int
    station: str
    staff: str
    opened_us: int
    float_minor: int
    cash_minor: int
    closed_us: int
    counted_minor: int


class DepositRow(Struct, gc=False):
    """Money a guest left with the house; ``left_minor`` is what of it the house still owes."""

    deposit: int
    visit: int
    tender: str
    external_id: str
    taken_minor: int
    left_minor: int
    seq: int
    at_us: int
    day: int


class DebtorRow(Struct, gc=False):
    """What a company owes, or all guests who walked out."""

    debtor: str
    balance_minor: int


class TapRow(Struct, gc=False):
    """Where and when a chip was held to a reader last, the strongest it proved, and the highest count it told (-1)."""

    uid: str
    station: str
    at_us: int
    proved: str
    count: int


class PriceRow(Struct, gc=False):
    """A price set in the ledger, above the venue file's."""

    item: str
    price_minor: int


class StockRow(Struct, gc=False):
    """What is on hand of goods, and what moved it since it was counted last (since ever, if it never was).

    ``opening`` was there then; after that so much ``came_in``, was ``sold``, ``returned`` and ``wasted``.
    ``difference`` is what that count found more than the books said, ``counted_us`` when it was (0 = never).
    """

    item: str
    pieces: int
    opening: int
    came_in: int
    sold: int
    returned: int
    wasted: int
    difference: int
    counted_us: int


class TicketRow(Struct, gc=False):
    """What the kitchen or the bar is to make, or no longer is to (``kind`` order or cancel), for a line of a bill.

    ``quantity`` is what of it is still wanted; ``of`` the order that a cancel is about, or that this one was part of.
    ``done_us`` is when it was ready and ``ended_us`` when it was served, seen or cancelled (0 = not yet).
    """

    ticket: int
    kind: str
    state: str
    post: str
    item: str
    quantity: int
    line: int
    visit: int
    of: int
    station: str
    staff: str
    seq: int
    at_us: int
    day: int
    done_us: int
    ended_us: int
    reprints: int


class HandoverRow(Struct, gc=False):
    """A payment or voucher somebody outside was asked about: unknown, done, failed, or used on a receipt.

    ``asked`` is how often, ``since_us`` when first and ``asked_us`` when last.
    """

    handover: int
    kind: str
    state: str
    visit: int
    tender: str
    amount_minor: int
    external_id: str
    asked: int
    since_us: int
    asked_us: int
    day: int
    station: str
    staff: str
    receipt: int


Row = TypeVar("Row", bound=Struct)
Key = TypeVar("Key", int, str)


class Rows(Generic[Key, Row]):
    """One table whose rows are kept in memory once read, and written back together.

    The first field of the row is its key. A row that was changed in place must be reported by
    :meth:`changed`, or it is not written.
    """

    def __init__(self, cursor: sqlite3.Cursor, table: str, row: type[Row]) -> None:
        fields = row.__struct_fields__
        self._cursor = cursor
        self._row = row
        self._select = f"SELECT {', '.join(fields)} FROM {table} WHERE {fields[0]} = ?"  # noqa: S608 - our own names
        updates = ", ".join(f"{name} = excluded.{name}" for name in fields[1:])
        self._upsert = (
            f"INSERT INTO {table}({', '.join(fields)}) VALUES({', '.join('?' * len(fields))}) "
            f"ON CONFLICT({fields[0]}) DO UPDATE SET {updates}"
        )
        self._kept: dict[Key, Row] = {}
        self.dirty: dict[Key, Row] = {}
        """What was changed and is not written yet."""

    def get(self, key: Key) -> Row | None:
        """The row of this key, or None."""
        row = self._kept.get(key)
        if row is None:
            # Read to the end: a cursor that stops at a row holds its statement, and takes it from whoever uses it
            # then when the cursor is collected as garbage.
            for values in self._cursor.execute(self._select, (key,)).fetchall():
                row = self._kept[key] = self._row(*values)
        return row

    def put(self, key: Key, row: Row) -> None:
        """A new row."""
        self._kept[key] = self.dirty[key] = row

    def changed(self, key: Key, row: Row) -> None:
        """This row was changed and is to be written."""
        self.dirty[key] = row

    def drop(self, key: Key) -> None:
        """This row is gone from the table."""
        self._kept.pop(key, None)
        self.dirty.pop(key, None)

    def flush(self) -> None:
        """Write what was changed."""
        if len(self.dirty) == 1:
            self._cursor.execute(self._upsert, astuple(*self.dirty.values()))
        else:
            self._cursor.executemany(self._upsert, [astuple(row) for row in self.dirty.values()])
        self.dirty.clear()

    def forget(self) -> None:
        """Drop everything kept: another process wrote, or a transaction was rolled back."""
        self._kept.clear()
        self.dirty.clear()

    def __len__(self) -> int:
        """How many rows are kept in memory."""
        return len(self._kept)
