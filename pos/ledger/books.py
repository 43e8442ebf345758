"""The tables as the rules see them while a transaction is open: rows kept in memory, writes held back.

Within one transaction every operation sees what the ones before it did. What they wrote is held and goes
to the file in a few statements at the end (:meth:`Books.flush`), or before a query has to see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.clock import Calendar
from pos.ledger.recent import RecentSales
from pos.ledger.rows import (
    BandRow,
    DebtorRow,
    DepositRow,
    HandoverRow,
    PauseRow,
    PriceRow,
    Rows,
    StockRow,
    TabRow,
    TapRow,
    TicketRow,
    TillRow,
    UseRow,
    VisitRow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.ledger.sqlite import sqlite3

KEPT_VISITS = 20_000
"""How many visits are kept in memory before all are dropped and read again as they are needed."""

_APPENDED = {
    "log": 9, "line": 18, "quote": 11, "house_file": 4, "receipt": 10, "receipt_share": 3, "receipt_line": 3,
    "receipt_tax": 5, "tender": 8, "deposit_move": 8, "drawer_move": 9, "account_move": 13, "tip": 7,
    "z": 4, "post": 3, "walk_out": 5, "disputed": 2, "right_used": 8, "stock_move": 10,
}  # fmt: skip
_INSERT = {table: f"INSERT INTO {table} VALUES({', '.join('?' * width)})" for table, width in _APPENDED.items()}


class Books:
    """The folded tables of one ledger, as one writer sees and changes them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        # One cursor for all: making one takes as long as a small statement.
        self._cursor = connection.cursor()
        self.bands: Rows[str, BandRow] = Rows(self._cursor, "band", BandRow)
        self.visits: Rows[int, VisitRow] = Rows(self._cursor, "visit", VisitRow)
        self.tabs: Rows[int, TabRow] = Rows(self._cursor, "tab", TabRow)
        self.uses: Rows[int, UseRow] = Rows(self._cursor, "use", UseRow)
        self.pauses: Rows[int, PauseRow] = Rows(self._cursor, "pause", PauseRow)
        self.tills: Rows[int, TillRow] = Rows(self._cursor, "till", TillRow)
        self.deposits: Rows[int, DepositRow] = Rows(self._cursor, "deposit", DepositRow)
        self.debtors: Rows[str, DebtorRow] = Rows(self._cursor, "debtor", DebtorRow)
        self.prices: Rows[str, PriceRow] = Rows(self._cursor, "price", PriceRow)
        self.stocks: Rows[str, StockRow] = Rows(self._cursor, "stock", StockRow)
        self.taps: Rows[str, TapRow] = Rows(self._cursor, "tap", TapRow)
        self.tickets: Rows[int, TicketRow] = Rows(self._cursor, "ticket", TicketRow)
        self.handovers: Rows[int, HandoverRow] = Rows(self._cursor, "handover", HandoverRow)
        self._rows = (
            self.bands, self.visits, self.tabs, self.uses, self.pauses, self.tills, self.deposits, self.debtors,
            self.prices, self.stocks, self.taps, self.tickets, self.handovers,
        )  # fmt: skip
        self._appended: dict[str, list[tuple[object, ...]]] = {}
        self._numbers: dict[str, int] = {}
        self._uids: dict[str, str] = {}
        self._prices: dict[str, int] | None = None
        self._calendar: Calendar | None = None
        self._version = 0
        self._closed_day = -1
        self._posts: dict[str, set[str]] | None = None
        self.sales = RecentSales(self)

    # --- reading -------------------------------------------------------------------------------

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a query that sees everything done so far in this transaction.

        Tables are STRICT: a column holds what the schema says.
        """
        self.flush()
        return self._cursor.execute(sql, values).fetchall()

    def number(self, table: str) -> int:
        """The last number given in a table whose first column is its number."""
        last = self._numbers.get(table)
        if last is None:
            ((value,),) = self.query(f"SELECT coalesce(max({table}), 0) FROM {table}")  # noqa: S608 - our own names
            last = self._numbers[table] = value
        return last

    def take_number(self, table: str, number: int) -> None:
        """This number was given."""
        self._numbers[table] = number

    def band_of(self, uid: str) -> str | None:
        """The printed number of a chip, or None if the house does not know it."""
        number = self._uids.get(uid)
        if number is None:
            rows = self.query("SELECT number FROM band WHERE uid = ?", uid)
            if rows:
                number = self._uids[uid] = str(rows[0][0])
        return number

    def price_of(self, item: str) -> int | None:
        """The price that was set in the ledger, or None if the venue file's holds."""
        if self._prices is None:
            rows = self.query("SELECT item, price_minor FROM price")
            self._prices = {str(item): price for item, price in rows}
        return self._prices.get(item)

    @property
    def calendar(self) -> Calendar:
        """Business days and hours by the venue file in force. Raises LookupError before the first."""
        if self._calendar is None:
            rows = self.query("SELECT timezone, day_cut_min FROM house_file ORDER BY version DESC LIMIT 1")
            if not rows:
                raise LookupError("this ledger holds no venue file yet")
            self._calendar = Calendar(str(rows[0][0]), rows[0][1])
        return self._calendar

    @property
    def house_version(self) -> int:
        """Version of the venue file in force; 0 before the first."""
        if self._version == 0:
            ((version,),) = self.query("SELECT coalesce(max(version), 0) FROM house_file")
            self._version = version
        return self._version

    def house_text(self, version: int) -> str:
        """The venue file of a version. Raises LookupError if there is none."""
        rows = self.query("SELECT text FROM house_file WHERE version = ?", version)
        if not rows:
            raise LookupError(f"venue file {version} is named but not there")
        return str(rows[0][0])

    def signed_in(self, station: str) -> set[str]:
        """Who works at a station now."""
        if self._posts is None:
            self._posts = {}
            for where, who in self.query("SELECT station, staff FROM post"):
                self._posts.setdefault(str(where), set()).add(str(who))
        return self._posts.setdefault(station, set())

    @property
    def closed_day(self) -> int:
        """The last business day that was closed (0 = none yet)."""
        if self._closed_day < 0:
            ((day,),) = self.query("SELECT coalesce(max(day), 0) FROM z")
            self._closed_day = day
        return self._closed_day

    # --- writing (by the fold and the log only) --------------------------------------------------

    def append(self, table: str, row: tuple[object, ...]) -> None:
        """A new row of a table whose rows are never changed."""
        self._appended.setdefault(table, []).append(row)

    def execute(self, sql: str, values: Sequence[object]) -> None:
        """A change that needs what was held back to be in the tables."""
        self.flush()
        self._cursor.execute(sql, values)

    def remove_band(self, number: str) -> None:
        """A band is gone; its number and its chip are free."""
        self.execute("DELETE FROM band WHERE number = ?", (number,))
        self.bands.drop(number)
        self._uids = {uid: owner for uid, owner in self._uids.items() if owner != number}

    def set_calendar(self, version: int, calendar: Calendar) -> None:
        """A venue file came into force."""
        self._version = version
        self._calendar = calendar

    def set_closed_day(self, day: int) -> None:
        """A business day was closed."""
        self._closed_day = day

    def set_price(self, item: str, price_minor: int) -> None:
        """An item costs this from now on."""
        self.prices.put(item, PriceRow(item, price_minor))
        if self._prices is not None:
            self._prices[item] = price_minor

    def flush(self) -> None:
        """Bring everything held back into the tables."""
        for table, rows in self._appended.items():
            if len(rows) == 1:
                self._cursor.execute(_INSERT[table], rows[0])
            else:
                self._cursor.executemany(_INSERT[table], rows)
        self._appended.clear()
        for kept in self._rows:
            if kept.dirty:
                kept.flush()

    def forget(self) -> None:
        """Drop what is kept in memory: another process wrote, or a transaction was rolled back."""
        for kept in self._rows:
            kept.forget()
        self._appended.clear()
        self._numbers.clear()
        self._uids.clear()
        self.sales.forget()
        self._posts = None
        self._prices = None
        self._calendar = None
        self._version = 0
        self._closed_day = -1

    def trim(self) -> None:
        """Between transactions: keep memory bounded however long the process lives."""
        if len(self.visits) > KEPT_VISITS:
            self.forget()
