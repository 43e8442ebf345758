"""The tables of ``ledger.db``: numbered forward steps, written by hand because every table is STRICT.

``log`` is the truth and refuses update and delete. All other tables are folded from it and can be made
again (R73). Amounts are minor units, ``*_us`` are UTC µs, ``day`` is ``YYYYMMDD``, ``hour`` local.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.sqlite import sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

LOG = """
CREATE TABLE log(
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL CHECK(length(id) = 16),
  at_us INTEGER NOT NULL,
  day INTEGER NOT NULL,
  station TEXT NOT NULL,
  staff TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX log_id ON log(id);
CREATE TRIGGER log_keeps_entries BEFORE UPDATE ON log
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_keeps_all_entries BEFORE DELETE ON log
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE VIEW posting AS
  SELECT log.seq, log.day, leg.key AS leg, leg.value ->> 0 AS account, leg.value ->> 1 AS visit,
         leg.value ->> 2 AS amount_minor
  FROM log, json_each(log.content, '$.postings') AS leg;
"""

TABLES = """
CREATE TABLE house_file(
  version INTEGER PRIMARY KEY, timezone TEXT NOT NULL, day_cut_min INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE band(
  number TEXT PRIMARY KEY, uid TEXT NOT NULL UNIQUE, zone TEXT NOT NULL, state TEXT NOT NULL,
  visit INTEGER NOT NULL
) STRICT;
CREATE TABLE visit(
  visit INTEGER PRIMARY KEY, band TEXT NOT NULL, party INTEGER NOT NULL, guest TEXT NOT NULL, zone TEXT NOT NULL,
  locker TEXT NOT NULL, channel TEXT NOT NULL, version INTEGER NOT NULL, tariff TEXT NOT NULL, state TEXT NOT NULL,
  in_us INTEGER NOT NULL, day INTEGER NOT NULL, limit_minor INTEGER NOT NULL, checkout_us INTEGER NOT NULL,
  out_us INTEGER NOT NULL, exit_until_us INTEGER NOT NULL, kept_us INTEGER NOT NULL, paid_line INTEGER NOT NULL,
  before TEXT NOT NULL
) STRICT;
CREATE INDEX visit_unsettled ON visit(state, visit) WHERE state IN ('open', 'settling', 'kept', 'deposit_out');
CREATE INDEX visit_band ON visit(band, visit);
CREATE INDEX visit_party ON visit(party) WHERE party <> 0;
CREATE INDEX visit_day ON visit(day);
CREATE TABLE tab(
  visit INTEGER PRIMARY KEY, due_minor INTEGER NOT NULL, last_line INTEGER NOT NULL, package INTEGER NOT NULL
) STRICT;
CREATE TABLE line(
  line INTEGER PRIMARY KEY, visit INTEGER NOT NULL, previous INTEGER NOT NULL, seq INTEGER NOT NULL, item TEXT NOT NULL,
  quantity INTEGER NOT NULL, list_minor INTEGER NOT NULL, due_minor INTEGER NOT NULL, outlet TEXT NOT NULL,
  tax TEXT NOT NULL, mark TEXT NOT NULL, of INTEGER NOT NULL, why TEXT NOT NULL, at_us INTEGER NOT NULL,
  day INTEGER NOT NULL, hour INTEGER NOT NULL, station TEXT NOT NULL, staff TEXT NOT NULL
) STRICT;
CREATE TABLE walk_out(
  visit INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at_us INTEGER NOT NULL, day INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL
) STRICT;
CREATE TABLE disputed(line INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
CREATE TABLE quote(
  visit INTEGER NOT NULL, number INTEGER NOT NULL, item TEXT NOT NULL, quantity INTEGER NOT NULL,
  list_minor INTEGER NOT NULL, due_minor INTEGER NOT NULL, outlet TEXT NOT NULL, tax TEXT NOT NULL,
  mark TEXT NOT NULL, why TEXT NOT NULL, of INTEGER NOT NULL, PRIMARY KEY(visit, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE use(
  use INTEGER PRIMARY KEY, visit INTEGER NOT NULL, station TEXT NOT NULL, tariff TEXT NOT NULL,
  from_us INTEGER NOT NULL, to_us INTEGER NOT NULL, agreed_min INTEGER NOT NULL
) STRICT;
CREATE INDEX use_visit ON use(visit);
CREATE INDEX use_running ON use(station) WHERE to_us = 0;
CREATE TABLE pause(
  pause INTEGER PRIMARY KEY, visit INTEGER NOT NULL, reason TEXT NOT NULL, from_us INTEGER NOT NULL,
  to_us INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
CREATE INDEX pause_visit ON pause(visit, from_us);
CREATE TABLE receipt(
  receipt INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at_us INTEGER NOT NULL, day INTEGER NOT NULL,
  station TEXT NOT NULL, staff TEXT NOT NULL, paid_minor INTEGER NOT NULL, change_minor INTEGER NOT NULL,
  kind TEXT NOT NULL, of INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_day ON receipt(day);
CREATE INDEX receipt_of ON receipt(of) WHERE of <> 0;
CREATE TABLE receipt_share(
  receipt INTEGER NOT NULL, visit INTEGER NOT NULL, amount_minor INTEGER NOT NULL, PRIMARY KEY(visit, receipt)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_share_receipt ON receipt_share(receipt);
CREATE TABLE receipt_line(
  receipt INTEGER NOT NULL, line INTEGER NOT NULL, amount_minor INTEGER NOT NULL, PRIMARY KEY(line, receipt)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_line_receipt ON receipt_line(receipt);
CREATE TABLE receipt_tax(
  receipt INTEGER NOT NULL, tax TEXT NOT NULL, gross_minor INTEGER NOT NULL, net_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL, PRIMARY KEY(receipt, tax)
) STRICT, WITHOUT ROWID;
CREATE TABLE tender(
  receipt INTEGER NOT NULL, number INTEGER NOT NULL, tender TEXT NOT NULL, given_minor INTEGER NOT NULL,
  kept_minor INTEGER NOT NULL, external_id TEXT NOT NULL, of INTEGER NOT NULL, company TEXT NOT NULL,
  PRIMARY KEY(receipt, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX tender_slip ON tender(tender, external_id) WHERE external_id <> '';
CREATE TABLE deposit(
  deposit INTEGER PRIMARY KEY, visit INTEGER NOT NULL, tender TEXT NOT NULL, external_id TEXT NOT NULL,
  taken_minor INTEGER NOT NULL, left_minor INTEGER NOT NULL, seq INTEGER NOT NULL, at_us INTEGER NOT NULL,
  day INTEGER NOT NULL
) STRICT;
CREATE INDEX deposit_held ON deposit(visit) WHERE left_minor <> 0;
CREATE INDEX deposit_day ON deposit(day);
CREATE TABLE deposit_move(
  deposit_move INTEGER PRIMARY KEY, deposit INTEGER NOT NULL, kind TEXT NOT NULL, amount_minor INTEGER NOT NULL,
  rounding_minor INTEGER NOT NULL, receipt INTEGER NOT NULL, seq INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
CREATE INDEX deposit_move_day ON deposit_move(day);
CREATE INDEX deposit_move_deposit ON deposit_move(deposit);
CREATE INDEX deposit_move_receipt ON deposit_move(receipt) WHERE receipt <> 0;
CREATE TABLE drawer_move(
  drawer_move INTEGER PRIMARY KEY, till INTEGER NOT NULL, station TEXT NOT NULL, staff TEXT NOT NULL,
  kind TEXT NOT NULL, amount_minor INTEGER NOT NULL, reason TEXT NOT NULL, seq INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
CREATE INDEX drawer_move_till ON drawer_move(till);
CREATE INDEX drawer_move_day ON drawer_move(day);
CREATE TABLE debtor(debtor TEXT PRIMARY KEY, balance_minor INTEGER NOT NULL) STRICT;
CREATE TABLE account_move(
  account_move INTEGER PRIMARY KEY, debtor TEXT NOT NULL, kind TEXT NOT NULL, amount_minor INTEGER NOT NULL,
  receipt INTEGER NOT NULL, visit INTEGER NOT NULL, signer TEXT NOT NULL, reason TEXT NOT NULL, tender TEXT NOT NULL,
  external_id TEXT NOT NULL, seq INTEGER NOT NULL, at_us INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
CREATE INDEX account_move_debtor ON account_move(debtor, visit);
CREATE INDEX account_move_day ON account_move(day);
CREATE TABLE tip(
  tip INTEGER PRIMARY KEY, person TEXT NOT NULL, tender TEXT NOT NULL, amount_minor INTEGER NOT NULL,
  external_id TEXT NOT NULL, seq INTEGER NOT NULL, day INTEGER NOT NULL
) STRICT;
CREATE INDEX tip_day ON tip(day);
CREATE TABLE till(
  till INTEGER PRIMARY KEY, station TEXT NOT NULL, staff TEXT NOT NULL, opened_us INTEGER NOT NULL,
  float_minor INTEGER NOT NULL, cash_minor INTEGER NOT NULL, closed_us INTEGER NOT NULL,
  counted_minor INTEGER NOT NULL
) STRICT;
CREATE INDEX till_open ON till(station) WHERE closed_us = 0;
CREATE TABLE z(
  z INTEGER PRIMARY KEY, day INTEGER NOT NULL UNIQUE, seq INTEGER NOT NULL, figures TEXT NOT NULL
) STRICT;
CREATE TABLE post(
  station TEXT NOT NULL, staff TEXT NOT NULL, since_us INTEGER NOT NULL, PRIMARY KEY(station, staff)
) STRICT, WITHOUT ROWID;
CREATE TABLE right_used(
  seq INTEGER NOT NULL, act TEXT NOT NULL, staff TEXT NOT NULL, asked_by TEXT NOT NULL,
  approved INTEGER NOT NULL, visit INTEGER NOT NULL, amount_minor INTEGER NOT NULL, day INTEGER NOT NULL,
  PRIMARY KEY(seq, act, visit)
) STRICT, WITHOUT ROWID;
CREATE INDEX right_used_staff ON right_used(staff, act, day);
CREATE INDEX right_used_visit ON right_used(visit, act) WHERE visit <> 0;
CREATE TABLE price(item TEXT PRIMARY KEY, price_minor INTEGER NOT NULL) STRICT;
CREATE TABLE stock(
  item TEXT PRIMARY KEY, pieces INTEGER NOT NULL, opening INTEGER NOT NULL, came_in INTEGER NOT NULL,
  sold INTEGER NOT NULL, returned INTEGER NOT NULL, wasted INTEGER NOT NULL, difference INTEGER NOT NULL,
  counted_us INTEGER NOT NULL
) STRICT;
CREATE TABLE handover(
  handover INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, visit INTEGER NOT NULL, tender TEXT NOT NULL,
  amount_minor INTEGER NOT NULL, external_id TEXT NOT NULL, asked INTEGER NOT NULL, since_us INTEGER NOT NULL,
  asked_us INTEGER NOT NULL, day INTEGER NOT NULL, station TEXT NOT NULL, staff TEXT NOT NULL, receipt INTEGER NOT NULL
) STRICT;
CREATE INDEX handover_open ON handover(visit) WHERE state IN ('unknown', 'done');
CREATE TABLE ticket(
  ticket INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, post TEXT NOT NULL, item TEXT NOT NULL,
  quantity INTEGER NOT NULL, line INTEGER NOT NULL, visit INTEGER NOT NULL, of INTEGER NOT NULL,
  station TEXT NOT NULL, staff TEXT NOT NULL, seq INTEGER NOT NULL, at_us INTEGER NOT NULL, day INTEGER NOT NULL,
  done_us INTEGER NOT NULL, ended_us INTEGER NOT NULL, reprints INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_line ON ticket(line);
CREATE INDEX ticket_open ON ticket(visit) WHERE state IN ('queued', 'done');
CREATE TABLE stock_move(
  stock_move INTEGER PRIMARY KEY, item TEXT NOT NULL, kind TEXT NOT NULL, quantity INTEGER NOT NULL,
  pieces INTEGER NOT NULL, reason TEXT NOT NULL, seq INTEGER NOT NULL, at_us INTEGER NOT NULL, day INTEGER NOT NULL,
  staff TEXT NOT NULL
) STRICT;
"""

ROLLUPS = """
CREATE TABLE rollup(
  dimension TEXT NOT NULL, day INTEGER NOT NULL, key TEXT NOT NULL, count INTEGER NOT NULL,
  quantity INTEGER NOT NULL, amount_minor INTEGER NOT NULL, PRIMARY KEY(dimension, day, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE day_span(day INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL) STRICT;
CREATE TABLE watermark(name TEXT PRIMARY KEY, upto INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX visit_cancelled ON visit(day) WHERE state = 'cancelled';
CREATE INDEX visit_leaving ON visit(exit_until_us) WHERE state = 'settled' AND exit_until_us > 0;
"""

TAPS = """
CREATE TABLE tap(
  uid TEXT PRIMARY KEY, station TEXT NOT NULL, at_us INTEGER NOT NULL, proved TEXT NOT NULL, count INTEGER NOT NULL
) STRICT;
"""

STEPS: dict[str, str] = {"log": LOG, "tables": TABLES, "rollups": ROLLUPS, "taps": TAPS}
"""Forward only, each with its name; ``PRAGMA user_version`` says how many were taken."""

VISIT_LINES = """(
  WITH RECURSIVE mine(number) AS (
    SELECT last_line FROM tab WHERE visit = ?1
    UNION ALL SELECT line.previous FROM mine CROSS JOIN line ON line.line = mine.number
    WHERE line.previous BETWEEN 1 AND mine.number - 1
  )
  SELECT line.* FROM mine CROSS JOIN line ON line.line = mine.number
)"""
"""The lines of visit ``?1``, to stand in a FROM; the newest first unless ordered.

Each line names the one before it. An index by visit would dirty a page of the file for every guest in every
commit; thirty-two guests' charges would take three times as long to be on disk. CROSS keeps SQLite from
reading all lines to have them in order.
"""

FOLDED_TABLES = (
    "house_file", "band", "visit", "tab", "line", "walk_out", "disputed", "quote", "use", "pause", "receipt",
    "receipt_share", "receipt_line", "receipt_tax", "tender", "deposit", "deposit_move", "drawer_move", "debtor",
    "account_move", "tip", "till", "z", "post", "right_used", "price", "stock", "stock_move", "ticket", "handover",
    "tap",
)  # fmt: skip
"""What ``rebuild`` empties and folds again, and ``verify`` compares."""

ROLLUP_TABLES = ("rollup", "day_span", "watermark")


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that this file has not taken yet; of several processes only one does.

    A file that has taken them all is only read: it opens although somebody writes, or the disk is full.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] >= len(STEPS):
        return
    # Half of the time a command takes to start, and needed once in the life of a file.
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    migrations = Migrations("loopband ledger")
    for name, script in STEPS.items():
        migrations(name=name)(_taking(script))
    # The library's own transactions become savepoints in this one, which waits for its turn; they alone would not.
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _taking(script: str) -> Callable[[Database], None]:
    def take(database: Database) -> None:
        for statement in _statements(script):
            database.execute(statement)

    return take


def _statements(script: str) -> Iterator[str]:
    """Single statements: ``executescript`` would end the transaction around it, and triggers hold semicolons."""
    statement = ""
    for part in script.strip().splitlines(keepends=True):
        statement += part
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
