"""What must hold at every moment, asked of the tables and of the postings (R72)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.facts import DrawerMoved, ReceiptMade
from pos.ledger.line_questions import LINE_QUESTIONS, Question

if TYPE_CHECKING:
    from pos.ledger.entry import Content, Entry
    from pos.ledger.findings import Findings
    from pos.ledger.sqlite import sqlite3


_QUESTIONS = (
    Question(
        "due",
        """
        SELECT tab.visit, tab.due_minor, coalesce(lines, 0), coalesce(payments, 0), coalesce(amount_minor, 0) FROM tab
        LEFT JOIN (SELECT visit, sum(due_minor) AS lines FROM line GROUP BY visit) USING(visit)
        LEFT JOIN (SELECT visit, sum(amount_minor) AS payments FROM receipt_share GROUP BY visit) USING(visit)
        LEFT JOIN walk_out USING(visit)
        WHERE tab.due_minor <> coalesce(lines, 0) - coalesce(payments, 0) - coalesce(amount_minor, 0)
        """,
        "visit {}",
        "It owes {}, but its lines are {}, its payments {}, and {} was walked out on.",
    ),
    Question(
        "due",
        "SELECT visit, count(*) FROM line WHERE visit NOT IN (SELECT visit FROM tab) GROUP BY visit",
        "visit {}",
        "There are {} lines of it, but no tab.",
    ),
    Question(
        "due",
        """
        SELECT visit, due_minor FROM tab JOIN visit USING(visit)
        WHERE due_minor <> 0 AND state IN ('settled', 'cancelled', 'absconded')
        """,
        "visit {}",
        "It is closed and still owes {}.",
    ),
    Question(
        "board",
        """
        SELECT band.number, band.visit FROM band LEFT JOIN visit ON visit.visit = band.visit
        WHERE band.visit <> 0 AND (visit.band IS NULL OR visit.band <> band.number OR band.state <> 'in_use'
          OR visit.state NOT IN ('open', 'settling', 'kept', 'deposit_out'))
        """,
        "band {}",
        "It carries visit {}, which is not a guest inside with this band.",
    ),
    Question(
        "board",
        """
        SELECT visit.visit, visit.band FROM visit LEFT JOIN band ON band.number = visit.band
        WHERE visit.state IN ('open', 'settling', 'kept', 'deposit_out')
          AND (band.visit IS NULL OR (band.visit <> visit.visit AND band.state <> 'lost'))
        """,
        "visit {}",
        "The guest is inside, but band {} does not carry this visit.",
    ),
    Question(
        "board",
        """
        SELECT locker, count(*) FROM visit WHERE state IN ('open', 'settling', 'kept', 'deposit_out') AND locker <> ''
        GROUP BY locker HAVING count(*) > 1
        """,
        "locker {}",
        "{} guests have it at once.",
    ),
    Question(
        "receipt",
        """
        SELECT receipt, paid_minor, coalesce(shares, 0) FROM receipt
        LEFT JOIN (SELECT receipt, sum(amount_minor) AS shares FROM receipt_share GROUP BY receipt) USING(receipt)
        WHERE paid_minor <> coalesce(shares, 0)
        """,
        "receipt {}",
        "It is over {}, but its shares add up to {}.",
    ),
    Question(
        "receipt",
        """
        SELECT receipt, paid_minor, coalesce(given, 0), change_minor, coalesce(kept, 0) FROM receipt
        LEFT JOIN (
          SELECT receipt, sum(given_minor) AS given, sum(kept_minor) AS kept FROM tender GROUP BY receipt
        ) USING(receipt)
        WHERE paid_minor <> coalesce(given, 0) - change_minor OR paid_minor <> coalesce(kept, 0)
        """,
        "receipt {}",
        "It is over {}, but {} was given, {} was change, and {} was kept.",
    ),
    Question(
        "receipt",
        """
        SELECT back.of, sum(back.paid_minor), sold.paid_minor FROM receipt AS back
        JOIN receipt AS sold ON sold.receipt = back.of WHERE back.kind IN ('refund', 'mirror') GROUP BY back.of
        HAVING -sum(back.paid_minor) > sold.paid_minor
        """,
        "receipt {}",
        "Given back of it were {}, but it is over {}.",
    ),
    Question(
        "deposit",
        """
        SELECT deposit, left_minor, taken_minor, coalesce(gone, 0) FROM deposit
        LEFT JOIN (SELECT deposit, sum(amount_minor) AS gone FROM deposit_move GROUP BY deposit) USING(deposit)
        WHERE left_minor <> taken_minor - coalesce(gone, 0) OR left_minor < 0
        """,
        "deposit {}",
        "The house owes {} of it, but {} was taken and {} is gone.",
    ),
    Question(
        "deposit",
        """
        SELECT visit, sum(left_minor) FROM deposit JOIN visit USING(visit)
        WHERE left_minor <> 0 AND state IN ('settled', 'cancelled') AND before <> 'deposit_out' GROUP BY visit
        """,
        "visit {}",
        "It is closed, and a deposit of {} was not given back.",
    ),
    Question(
        "receivable",
        """
        SELECT debtor, balance_minor, moved FROM debtor
        LEFT JOIN (SELECT debtor, sum(amount_minor) AS moved FROM account_move GROUP BY debtor) USING(debtor)
        WHERE balance_minor <> coalesce(moved, 0)
        """,
        "account of {}",
        "Its balance is {}, but what moved it adds up to {}.",
    ),
    Question(
        "receivable",
        """
        SELECT walk_out.visit, walk_out.amount_minor, coalesce(sum(account_move.amount_minor), 0) FROM walk_out
        LEFT JOIN account_move ON account_move.debtor = 'walk_out' AND account_move.visit = walk_out.visit
          AND kind = 'charged'
        GROUP BY walk_out.visit HAVING walk_out.amount_minor <> coalesce(sum(account_move.amount_minor), 0)
        """,
        "visit {}",
        "Its guest walked out on {}, but {} became a receivable.",
    ),
    Question(
        "handover",
        """
        SELECT handover, handover.receipt, handover.tender, amount_minor FROM handover
        LEFT JOIN tender ON tender.receipt = handover.receipt AND tender.tender = handover.tender
          AND given_minor = amount_minor
        WHERE (state = 'used') <> (tender.receipt IS NOT NULL) GROUP BY handover
        """,
        "handover {}",
        "By its state it is on receipt {} as {} of {}, or on none; the receipts say otherwise.",
    ),
    Question(
        "ticket",
        """
        SELECT ticket, ticket.quantity, line.quantity - coalesce(gone, 0) AS wanted FROM ticket JOIN line USING(line)
        LEFT JOIN (
          SELECT of, visit AS mine, sum(abs(quantity)) AS gone FROM line
          WHERE of <> 0 AND mark IN ('void', 'transfer', 'refund') GROUP BY of, visit
        ) AS less ON less.of = ticket.line AND mine = line.visit
        WHERE kind = 'order' AND state IN ('queued', 'done')
          AND (ticket.quantity <> wanted OR ticket.visit <> line.visit)
        """,
        "ticket {}",
        "It is for {}, but of its line {} are left on the bill it is for.",
    ),
    Question(
        "receipt",
        """
        SELECT receipt, tax, gross_minor, net_minor, tax_minor FROM receipt_tax
        WHERE gross_minor <> net_minor + tax_minor
        """,
        "receipt {}",
        "Its tax at {} does not add up: {} is not {} and {}.",
    ),
)

_ACCOUNTS = (
    ("till:", "The open tills", "SELECT 'till:' || station, sum(cash_minor) FROM till WHERE closed_us = 0 GROUP BY 1"),
    (
        "tender:",
        "Receipts, deposits, accounts and tips",
        """
        SELECT 'tender:' || tender, sum(minor) FROM (
          SELECT tender, kept_minor AS minor FROM tender
          UNION ALL SELECT tender, taken_minor FROM deposit
          UNION ALL SELECT tender, -amount_minor FROM deposit_move JOIN deposit USING(deposit) WHERE kind = 'returned'
          UNION ALL SELECT tender, -amount_minor FROM account_move WHERE kind = 'paid'
          UNION ALL SELECT tender, amount_minor FROM tip
        ) WHERE tender NOT IN ('cash', 'deposit', 'waived', 'on_account') GROUP BY 1
        """,
    ),
    ("waived", "The receipts", "SELECT 'waived', coalesce(sum(kept_minor), 0) FROM tender WHERE tender = 'waived'"),
    ("deposits", "The deposits", "SELECT 'deposits', -coalesce(sum(left_minor), 0) FROM deposit"),
    (
        "forfeited",
        "The deposits",
        "SELECT 'forfeited', -coalesce(sum(amount_minor), 0) FROM deposit_move WHERE kind = 'forfeited'",
    ),
    (
        "receivable:",
        "The accounts",
        "SELECT 'receivable:' || debtor, sum(amount_minor) FROM account_move GROUP BY 1",
    ),
    (
        "written_off",
        "The accounts",
        "SELECT 'written_off', -coalesce(sum(amount_minor), 0) FROM account_move WHERE kind = 'written_off'",
    ),
    (
        "rounding",
        "Lines and deposits",
        """
        SELECT 'rounding', (SELECT coalesce(sum(rounding_minor), 0) FROM deposit_move)
          - (SELECT coalesce(sum(due_minor), 0) FROM line WHERE mark = 'rounding')
        """,
    ),
    ("tips", "The tips", "SELECT 'tips', -coalesce(sum(amount_minor), 0) FROM tip"),
    (
        "paid_",
        "The drawers",
        "SELECT kind, -sum(amount_minor) FROM drawer_move WHERE kind IN ('paid_in', 'paid_out') GROUP BY kind",
    ),
    (
        "sales:",
        "The lines",
        "SELECT 'sales:' || outlet, -sum(due_minor) FROM line WHERE mark NOT IN ('tax', 'rounding') GROUP BY 1",
    ),
    ("tax:", "The lines", "SELECT 'tax:' || item, -sum(due_minor) FROM line WHERE mark = 'tax' GROUP BY 1"),
)
"""Accounts by how they begin, who else knows their balance, and the query for it (debit positive)."""

_GAP_FREE = (
    "receipt", "line", "visit", "z", "house_file", "deposit", "deposit_move", "drawer_move", "account_move", "tip",
    "stock_move", "ticket", "handover",
)  # fmt: skip
"""Numbers that start at 1 and leave none out."""


def check_tables(connection: sqlite3.Connection, findings: Findings) -> None:
    """Report what does not hold between the tables. Raises sqlite3.Error if pages are damaged."""
    for asked in (*_QUESTIONS, *LINE_QUESTIONS):
        for key, *values in connection.execute(asked.query):
            findings.add(asked.code, asked.where.format(key), asked.words.format(*values))
    for table in _GAP_FREE:
        number = "version" if table == "house_file" else table
        ((first, last, rows),) = connection.execute(
            f"SELECT coalesce(min({number}), 1), coalesce(max({number}), 0), count(*) FROM {table}"  # noqa: S608
        ).fetchall()
        if first != 1 or last != rows:
            findings.add("numbers", table, f"Its {rows} numbers run from {first} to {last}: some are left out.")
    _check_all(connection, findings)


def _check_all(connection: sqlite3.Connection, findings: Findings) -> None:
    ((lines, payments, walked, dues),) = connection.execute(
        "SELECT (SELECT coalesce(sum(due_minor), 0) FROM line), "
        "(SELECT coalesce(sum(amount_minor), 0) FROM receipt_share), "
        "(SELECT coalesce(sum(amount_minor), 0) FROM walk_out), (SELECT coalesce(sum(due_minor), 0) FROM tab)"
    ).fetchall()
    if lines - payments - walked != dues:
        words = f"All lines are {lines}, all payments {payments}, walked out on {walked}, but all dues are {dues}."
        findings.add("due", "all", words)


class Balances:
    """Balances of the accounts, from the postings of the log."""

    def __init__(self) -> None:
        self._guests: dict[int, int] = {}
        self._deposits: dict[int, int] = {}
        self._accounts: dict[str, int] = {}
        self._loose_cash: dict[str, int] = {}
        """Cash that was taken at a station while no till was open there: it is in the account and in no till."""

    def add(self, entry: Entry, content: Content) -> None:
        """The postings of one more entry."""
        for account, visit, amount_minor in content.postings:
            if account == "guest":
                self._guests[visit] = self._guests.get(visit, 0) + amount_minor
            else:
                if account == "deposits":
                    self._deposits[visit] = self._deposits.get(visit, 0) + amount_minor
                self._accounts[account] = self._accounts.get(account, 0) + amount_minor
        for fact in content.facts:
            if isinstance(fact, ReceiptMade | DrawerMoved) and not fact.till:
                till = f"till:{entry.station}"
                self._loose_cash[till] = self._loose_cash.get(till, 0) + _cash_of(fact)

    def check(self, connection: sqlite3.Connection, findings: Findings) -> None:
        """Report where the postings and the tables say different things about the same money."""
        self._check_guests(connection, findings)
        self._check_deposits(connection, findings)
        for prefix, who, sums in _ACCOUNTS:
            amounts = {str(account): int(amount) for account, amount in connection.execute(sums)}
            if prefix == "till:":
                for till, cash_minor in self._loose_cash.items():
                    amounts[till] = amounts.get(till, 0) + cash_minor
            self._hold(findings, amounts, prefix, who)

    def _check_guests(self, connection: sqlite3.Connection, findings: Findings) -> None:
        left = dict(self._guests)
        for visit, due_minor in connection.execute("SELECT visit, due_minor FROM tab"):
            balance_minor = left.pop(visit, 0)
            if balance_minor != due_minor:
                words = f"Its tab says {due_minor}, its postings {balance_minor}."
                findings.add("balance", f"visit {visit}", words)
        for visit, balance_minor in left.items():
            if balance_minor:
                findings.add("balance", f"visit {visit}", f"Its postings say {balance_minor}, but it has no tab.")

    def _check_deposits(self, connection: sqlite3.Connection, findings: Findings) -> None:
        held = dict(connection.execute("SELECT visit, sum(left_minor) FROM deposit GROUP BY visit"))
        for visit in sorted(held.keys() | self._deposits.keys()):
            owed_minor, left_minor = -self._deposits.get(visit, 0), held.get(visit, 0)
            if owed_minor != left_minor:
                words = f"Its deposits are {left_minor}, its postings owe it {owed_minor}."
                findings.add("balance", f"visit {visit}", words)

    def _hold(self, findings: Findings, amounts: dict[str, int], prefix: str, who: str) -> None:
        posted = {account for account in self._accounts if account.startswith(prefix)}
        for account in sorted(posted | amounts.keys()):
            balance_minor, amount_minor = self._accounts.get(account, 0), amounts.get(account, 0)
            if balance_minor != amount_minor:
                words = f"{who} say {amount_minor}, its postings {balance_minor}."
                findings.add("balance", f"account {account}", words)


def _cash_of(fact: ReceiptMade | DrawerMoved) -> int:
    if isinstance(fact, DrawerMoved):
        return fact.amount_minor
    return sum(taken.kept_minor for taken in fact.tenders if taken.tender == "cash")
