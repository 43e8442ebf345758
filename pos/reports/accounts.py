"""What is owed to the house and by the house: accounts with their age (R57), walk-outs (R12), deposits held (R56)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pos.clock import day_date
from pos.house.model import WALK_OUT

if TYPE_CHECKING:
    from pos.reports.reading import Reading

AGES = (30, 60, 90)
"""Days after which a debt is in the next column."""

_BALANCES = "SELECT debtor, balance_minor FROM debtor WHERE balance_minor <> 0 ORDER BY debtor"
_CHARGED = """
SELECT day, amount_minor FROM account_move WHERE debtor = ? AND amount_minor > 0 ORDER BY account_move DESC
"""
_WALK_OUTS = f"""
SELECT visit, band, min(account_move.day), sum(amount_minor) FROM account_move JOIN visit USING(visit)
WHERE debtor = '{WALK_OUT}' GROUP BY visit HAVING sum(amount_minor) <> 0 ORDER BY visit
"""  # noqa: S608 - our own word
_DEPOSITS = """
SELECT visit, band, guest, state, tender, sum(left_minor) FROM deposit JOIN visit USING(visit)
WHERE left_minor <> 0 GROUP BY visit, tender ORDER BY visit, tender
"""


class Account(Struct, frozen=True):
    """What a company owes (minor units), and by how many days old it is: up to 30, 60, 90, and older.

    ``limit`` is None of a company that is gone from the venue file, and of all guests who walked out together.
    """

    company: str
    limit: int | None
    balance: int
    upto_30: int
    upto_60: int
    upto_90: int
    older: int


class WalkOut(Struct, frozen=True):
    """A guest who left without paying: what is still owed, and since which business day."""

    visit: int
    band: str
    since: str
    owed: int


class Accounts(Struct, frozen=True):
    """Everybody who owes the house something for bills that are closed."""

    currency: str
    accounts: tuple[Account, ...]
    walk_outs: tuple[WalkOut, ...]
    total: int

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return asdict(self) | {
            "accounts": [asdict(one) for one in self.accounts],
            "walk_outs": [asdict(one) for one in self.walk_outs],
        }


class HeldDeposit(Struct, frozen=True):
    """What the house holds for a visit, by one tender; ``guest`` is the guest's class."""

    visit: int
    band: str
    guest: str
    state: str
    tender: str
    held: int


class Deposits(Struct, frozen=True):
    """All deposits that are held, and what they add up to, by guest class too (minor units)."""

    currency: str
    deposits: tuple[HeldDeposit, ...]
    by_guest: dict[str, int]
    total: int

    def as_dict(self) -> dict[str, object]:
        """As JSON prints it."""
        return asdict(self) | {"deposits": [asdict(one) for one in self.deposits]}


def accounts_of(reading: Reading, today: int | None = None) -> Accounts:
    """Who owes what, and how old it is on a business day (``YYYYMMDD``; left out: that of the last entry).

    What is paid goes to the oldest, so a balance is made of the newest charges.
    """
    with reading.snapshot():
        day = day_date(today or _last_day(reading))
        accounts = tuple(
            _account(reading, str(debtor), int(str(balance)), day) for debtor, balance in reading.query(_BALANCES)
        )
        walk_outs = tuple(
            WalkOut(int(str(visit)), str(band), day_date(int(str(since))).isoformat(), int(str(owed)))
            for visit, band, since, owed in reading.query(_WALK_OUTS)
        )
        total = sum(account.balance for account in accounts)
        return Accounts(reading.house.currency.code, accounts, walk_outs, total)


def deposits_of(reading: Reading) -> Deposits:
    """What the house holds for whom."""
    with reading.snapshot():
        held = tuple(
            HeldDeposit(int(str(visit)), str(band), str(guest), str(state), str(tender), int(str(minor)))
            for visit, band, guest, state, tender, minor in reading.query(_DEPOSITS)
        )
        by_guest: dict[str, int] = {}
        for one in held:
            by_guest[one.guest] = by_guest.get(one.guest, 0) + one.held
        return Deposits(reading.house.currency.code, held, by_guest, sum(by_guest.values()))


def _last_day(reading: Reading) -> int:
    rows = reading.query("SELECT at_us FROM log ORDER BY seq DESC LIMIT 1")
    return reading.calendar.day(int(str(rows[0][0])) if rows else 0)


def _account(reading: Reading, debtor: str, balance_minor: int, today: date) -> Account:
    company = reading.house.companies.get(debtor)
    ages = [0] * (len(AGES) + 1)
    left_minor = balance_minor
    for day, amount in reading.query(_CHARGED, debtor):
        part_minor = min(left_minor, int(str(amount)))
        if part_minor <= 0:
            break
        days = (today - day_date(int(str(day)))).days
        ages[sum(days > age for age in AGES)] += part_minor
        left_minor -= part_minor
    # The house owes a company that was refunded what it had paid; that has no age.
    ages[0] += left_minor
    return Account(debtor, company.limit_minor if company is not None else None, balance_minor, *ages)
