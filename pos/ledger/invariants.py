"""What must hold at every moment, asked of the tables and of the postings (R72)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.ledger.facts import ReceiptMade

if TYPE_CHECKING:
    from pos.ledger.entry import Content, Entry
    from pos.ledger.findings import Findings
    from pos.ledger.sqlite import sqlite3


class _Question(NamedTuple):
    """What must not be: a query whose rows are the cases, where each is (by its first column), and words."""

    code: str
    query: str
    where: str
    words: str


_QUESTIONS = (
    _Question(
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
    _Question(
        "due",
        "SELECT visit, count(*) FROM line WHERE visit NOT IN (SELECT visit FROM tab) GROUP BY visit",
        "visit {}",
        "There are {} lines of it, but no tab.",
    ),
    _Question(
        "due",
        """
        SELECT visit, due_minor FROM tab JOIN visit USING(visit)
        WHERE due_minor <> 0 AND state IN ('settled', 'cancelled', 'absconded')
        """,
        "visit {}",
        "It is closed and still owes {}.",
    ),
    _Question(
        "board",
        """
        SELECT band.number, band.visit FROM band LEFT JOIN visit ON visit.visit = band.visit
        WHERE band.visit <> 0 AND (visit.band IS NULL OR visit.band <> band.number OR band.state <> 'in_use'
          OR visit.state NOT IN ('open', 'settling', 'kept'))
        """,
        "band {}",
        "It carries visit {}, which is not a guest inside with this band.",
    ),
    _Question(
        "board",
        """
        SELECT visit.visit, visit.band FROM visit LEFT JOIN band ON band.number = visit.band
        WHERE visit.state IN ('open', 'settling', 'kept')
          AND (band.visit IS NULL OR (band.visit <> visit.visit AND band.state <> 'lost'))
        """,
        "visit {}",
        "The guest is inside, but band {} does not carry this visit.",
    ),
    _Question(
        "board",
        """
        SELECT locker, count(*) FROM visit WHERE state IN ('open', 'settling', 'kept') AND locker <> ''
        GROUP BY locker HAVING count(*) > 1
        """,
        "locker {}",
        "{} guests have it at once.",
    ),
    _Question(
        "void",
        """
        SELECT sold.line, sold.quantity, sum(back.quantity), -sum(back.due_minor), sold.due_minor
        FROM line AS back JOIN line AS sold ON sold.line = back.of WHERE back.mark = 'void' GROUP BY sold.line
        HAVING sum(back.quantity) > sold.quantity OR -sum(back.due_minor) > max(sold.due_minor, 0)
        """,
        "line {}",
        "Of its {} pieces {} were taken back, for {} of {}.",
    ),
    _Question(
        "receipt",
        """
        SELECT receipt, paid_minor, coalesce(shares, 0) FROM receipt
        LEFT JOIN (SELECT receipt, sum(amount_minor) AS shares FROM receipt_share GROUP BY receipt) USING(receipt)
        WHERE paid_minor <> coalesce(shares, 0)
        """,
        "receipt {}",
        "It is over {}, but its shares add up to {}.",
    ),
    _Question(
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
    _Question(
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
        "The receipts",
        "SELECT 'tender:' || tender, sum(kept_minor) FROM tender WHERE tender <> 'cash' GROUP BY 1",
    ),
    ("sales:", "The lines", "SELECT 'sales:' || outlet, -sum(due_minor) FROM line WHERE mark <> 'tax' GROUP BY 1"),
    ("tax:", "The lines", "SELECT 'tax:' || item, -sum(due_minor) FROM line WHERE mark = 'tax' GROUP BY 1"),
)
"""Accounts by how they begin, who else knows their balance, and the query for it (debit positive)."""

_GAP_FREE = ("receipt", "line", "visit", "z", "house_file")
"""Numbers that start at 1 and leave none out."""


def check_tables(connection: sqlite3.Connection, findings: Findings) -> None:
    """Report what does not hold between the tables. Raises sqlite3.Error if pages are damaged."""
    for asked in _QUESTIONS:
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
        self._accounts: dict[str, int] = {}
        self._loose_cash: dict[str, int] = {}
        """Cash that was taken at a station while no till was open there: it is in the account and in no till."""

    def add(self, entry: Entry, content: Content) -> None:
        """The postings of one more entry."""
        for account, visit, amount_minor in content.postings:
            if account == "guest":
                self._guests[visit] = self._guests.get(visit, 0) + amount_minor
            else:
                self._accounts[account] = self._accounts.get(account, 0) + amount_minor
        for fact in content.facts:
            if isinstance(fact, ReceiptMade) and not fact.till:
                cash_minor = sum(taken.kept_minor for taken in fact.tenders if taken.tender == "cash")
                till = f"till:{entry.station}"
                self._loose_cash[till] = self._loose_cash.get(till, 0) + cash_minor

    def check(self, connection: sqlite3.Connection, findings: Findings) -> None:
        """Report where the postings and the tables say different things about the same money."""
        self._check_guests(connection, findings)
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

    def _hold(self, findings: Findings, amounts: dict[str, int], prefix: str, who: str) -> None:
        posted = {account for account in self._accounts if account.startswith(prefix)}
        for account in sorted(posted | amounts.keys()):
            balance_minor, amount_minor = self._accounts.get(account, 0), amounts.get(account, 0)
            if balance_minor != amount_minor:
                words = f"{who} say {amount_minor}, its postings {balance_minor}."
                findings.add("balance", f"account {account}", words)
