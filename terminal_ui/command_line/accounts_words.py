"""Who owes the house, and whom the house owes, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.house.model import WALK_OUT, Words
from pos.money import format_plain
from terminal_ui.command_line.columns import Column, pairs, table
from terminal_ui.command_line.names import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import House
    from pos.reports.accounts import Account, Accounts, Deposits, HeldDeposit

_WALKED_OUT = Words("Walked out", "跑单")
_ACCOUNTS = (
    Column("Account 挂账"),
    *(Column(head, right=True) for head in ("Limit", "Owes 应收", "to 30 days", "to 60", "to 90", "older")),
)
_WALK_OUTS = (Column("Visit", right=True), Column("Band 手牌"), Column("Since"), Column("Owes 应收", right=True))
_DEPOSITS = (
    Column("Visit", right=True),
    Column("Band 手牌"),
    Column("Guest"),
    Column("State"),
    Column("By"),
    Column("Held 押金", right=True),
)


def accounts_words(accounts: Accounts, house: House) -> Iterator[str]:
    """Companies with the age of what they owe, then guests who walked out, then the sum."""
    if accounts.accounts:
        yield from table(_ACCOUNTS, (_account(one, house) for one in accounts.accounts))
    if accounts.walk_outs:
        yield ""
        rows = ((str(one.visit), one.band, one.since, _money(one.owed, house)) for one in accounts.walk_outs)
        yield from table(_WALK_OUTS, rows)
    yield ""
    yield from pairs([("Owed to the house 应收合计", _money(accounts.total, house))])


def deposits_words(deposits: Deposits, house: House) -> Iterator[str]:
    """What is held for whom, then by guest class and in all."""
    if deposits.deposits:
        yield from table(_DEPOSITS, (_deposit(one, house) for one in deposits.deposits))
    yield ""
    yield from pairs(
        [
            *((_guest(guest, house), _money(minor, house)) for guest, minor in deposits.by_guest.items()),
            ("Deposits held 押金合计", _money(deposits.total, house)),
        ]
    )


def _account(account: Account, house: House) -> tuple[str, ...]:
    company = house.companies.get(account.company)
    words = _WALKED_OUT if account.company == WALK_OUT else Words(account.company, "")
    limit = "-" if account.limit is None else _money(account.limit, house)
    owed = (account.balance, account.upto_30, account.upto_60, account.upto_90, account.older)
    return (both(company.words if company is not None else words), limit, *(_money(minor, house) for minor in owed))


def _deposit(one: HeldDeposit, house: House) -> tuple[str, ...]:
    tender = both(house.tenders[one.tender].words) if one.tender in house.tenders else one.tender
    return (str(one.visit), one.band, _guest(one.guest, house), one.state, tender, _money(one.held, house))


def _guest(code: str, house: House) -> str:
    return both(house.guests[code].words) if code in house.guests else code


def _money(minor: int, house: House) -> str:
    return format_plain(minor, house.currency)
