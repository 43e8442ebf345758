"""On account 挂账: what companies owe, and guests who left without paying; paid later, or written off (R57, R12).

A company has one balance. What it pays goes to the oldest first, so how old its debt is follows from the balance and
the days on which it grew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.booking import Booking
from pos.cashier.deposits import Purse
from pos.cashier.tendering import DEPOSIT, ON_ACCOUNT, check_received
from pos.errors import Declined
from pos.house.authority import may
from pos.house.model import WALK_OUT
from pos.ledger.facts import AccountMoved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.house.model import Company
    from pos.ledger.books import Books
    from pos.ledger.facts import TenderTaken
    from pos.operations import PayAccount, WriteOff
    from pos.scene import Ruling, Scene

WRITTEN_OFF = "written_off"
"""The account of what nobody will pay any more."""


def receivable(debtor: str) -> str:
    """The account of what a company owes, or guests who left without paying."""
    return f"receivable:{debtor}"


def check_on_account(scene: Scene, tenders: Iterable[TenderTaken], *, freed: dict[str, int] | None = None) -> int:
    """Whether companies may owe what is put on their accounts now, and the right people sign; how much it is.

    ``freed`` is what they no longer owe by the same entry, by company. Raises Declined: unknown_company,
    unknown_signer, over_account_limit.
    """
    freed = freed or {}
    more: dict[str, int] = {}
    for part in tenders:
        if part.tender != ON_ACCOUNT:
            continue
        company = find_company(scene, part.company)
        if part.signer not in company.signers:
            raise Declined(
                "unknown_signer",
                company=company.words.en,
                signer=part.signer or "Nobody",
                known=", ".join(company.signers),
            )
        more[company.code] = more.get(company.code, 0) + part.kept_minor
    for code, more_minor in more.items():
        company = scene.house.companies[code]
        left_minor = company.limit_minor - balance_minor(scene.books, code) + freed.get(code, 0)
        if more_minor > left_minor:
            raise Declined(
                "over_account_limit",
                company=company.words.en,
                amount=scene.money(more_minor),
                limit=scene.money(company.limit_minor),
                left=scene.money(max(0, left_minor)),
            )
    return sum(more.values())


def find_company(scene: Scene, code: str) -> Company:
    """The company of a short name. Raises Declined("unknown_company")."""
    company = scene.house.companies.get(code)
    if company is None:
        known = ", ".join(scene.house.companies) or "none"
        raise Declined("unknown_company", company=code[:40] or "without a name", known=known)
    return company


def balance_minor(books: Books, debtor: str) -> int:
    """What a company owes, or all guests who left without paying (minor units)."""
    row = books.debtors.get(debtor)
    return row.balance_minor if row is not None else 0


def charge_account(booking: Booking, part: TenderTaken, receipt: int) -> None:
    """A company owes a part of a receipt; a negative part it no longer owes."""
    kind = "charged" if part.kept_minor > 0 else "refunded"
    _move(booking, part.company, kind, part.kept_minor, receipt=receipt, signer=part.signer)


def charge_walk_out(booking: Booking, visit: int, amount_minor: int) -> None:
    """The guest of a visit left and owes the rest of the bill (R12)."""
    _move(booking, WALK_OUT, "charged", amount_minor, visit=visit)


def pay_account(scene: Scene, asked: PayAccount) -> Ruling:
    """Money comes from a company, or from a guest who had left without paying; his deposit counts, too.

    Raises Declined: wrong_station, unknown_company, unknown_visit, owes_less, unknown_tender, needs_external_id,
    not_received, deposit_too_small.
    """
    scene.need_desk()
    owed_minor = _owed(scene, asked.company, asked.visit)
    if asked.amount > owed_minor:
        raise Declined("owes_less", amount=scene.money(asked.amount), owed=scene.money(owed_minor))
    booking = Booking(scene)
    visit = asked.visit or 0
    number = booking.number("account_move")
    booking.add(
        AccountMoved(
            number,
            asked.company,
            "paid",
            -asked.amount,
            visit=visit,
            tender=asked.tender,
            external_id=asked.external_id,
        )
    )
    booking.post(receivable(asked.company), -asked.amount, visit)
    if asked.tender == DEPOSIT and visit:
        purse = Purse(scene.books, [visit])
        if asked.amount > purse.total_minor:
            held = scene.money(purse.total_minor)
            raise Declined("deposit_too_small", amount=scene.money(asked.amount), held=held)
        purse.apply(booking, asked.amount, 0)
    else:
        check_received(scene, asked.tender, asked.external_id)
        booking.take_money(asked.tender, "account", asked.amount)
    return booking.ruling({"company": asked.company, "amount": asked.amount, "owed": owed_minor - asked.amount})


def write_off(scene: Scene, asked: WriteOff) -> Ruling:
    """Nobody will pay it any more.

    Raises Declined: wrong_station, unknown_company, unknown_visit, owes_less, and as
    :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    owed_minor = _owed(scene, asked.company, asked.visit)
    amount_minor = owed_minor if asked.amount is None else asked.amount
    if not 0 < amount_minor <= owed_minor:
        raise Declined("owes_less", amount=scene.money(amount_minor), owed=scene.money(owed_minor))
    visit = asked.visit or 0
    booking = Booking(scene)
    booking.add(may(scene, "write_off", asked, amount_minor=amount_minor, of_minor=owed_minor, visit=visit))
    _move(booking, asked.company, "written_off", -amount_minor, visit=visit, reason=asked.reason)
    booking.post(WRITTEN_OFF, amount_minor)
    return booking.ruling({"company": asked.company, "amount": amount_minor, "owed": owed_minor - amount_minor})


def _owed(scene: Scene, debtor: str, visit: int | None) -> int:
    """What is owed: by a company, or by the guest of one visit who left without paying.

    A company that is gone from the venue file can still pay.
    """
    if debtor != WALK_OUT:
        if scene.books.debtors.get(debtor) is None:
            find_company(scene, debtor)
        return balance_minor(scene.books, debtor)
    rows = scene.books.query(
        "SELECT sum(amount_minor) FROM account_move WHERE debtor = ? AND visit = ?", debtor, visit or 0
    )
    if rows[0][0] is None:
        raise Declined("unknown_visit", visit=visit or "without a number")
    return int(rows[0][0])


def _move(
    booking: Booking,
    debtor: str,
    kind: str,
    amount_minor: int,
    *,
    receipt: int = 0,
    visit: int = 0,
    signer: str = "",
    reason: str = "",
) -> None:
    number = booking.number("account_move")
    booking.add(AccountMoved(number, debtor, kind, amount_minor, receipt, visit, signer, reason))
    booking.post(receivable(debtor), amount_minor, visit)
