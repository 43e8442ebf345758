"""Deposits: what guests leave with the house, which owes it until it is used, given back or forfeited (R56)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pos.cashier.booking import Booking
from pos.cashier.tendering import CASH, check_received
from pos.errors import Declined
from pos.guests.finding import check_back, find_band, find_visit, visit_row
from pos.house.authority import may
from pos.ledger.facts import DepositMoved, DepositTaken
from pos.money import round_cash
from pos.scene import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pos.ledger.books import Books
    from pos.ledger.rows import VisitRow
    from pos.operations import Deposit, Forfeit, ReturnDeposit
    from pos.scene import Scene

OWED = "deposits"
"""The account of what the house owes for deposits, by visit."""

FORFEITED = "forfeited"
"""The account of the revenue from deposits that were kept."""


class Held(Struct):
    """One deposit of a guest, and how much of it the house still owes (minor units)."""

    deposit: int
    visit: int
    tender: str
    external_id: str
    left_minor: int


class Purse:
    """The deposits of some visits while an entry is put together, the oldest first."""

    def __init__(self, books: Books, visits: Iterable[int]) -> None:
        self.held = [one for visit in visits for one in deposits_held(books, visit)]

    @property
    def total_minor(self) -> int:
        """What the house owes of them."""
        return sum(one.left_minor for one in self.held)

    def apply(self, booking: Booking, amount_minor: int, receipt: int) -> None:
        """Use so much of them for a receipt. Raises ValueError if that is more than there is."""
        for one, part_minor in self._parts(amount_minor):
            _move(booking, one, "applied", part_minor, receipt=receipt)

    def turn_back(self, booking: Booking, of_receipt: int, receipt: int) -> None:
        """What a receipt used of them is owed again, by the receipt that mirrors it."""
        rows = booking.scene.books.query(
            "SELECT deposit, amount_minor FROM deposit_move WHERE receipt = ? ORDER BY deposit_move", of_receipt
        )
        for deposit, amount_minor in rows:
            one = next((one for one in self.held if one.deposit == deposit), None)
            if one is None:
                one = _held(booking.scene.books, deposit)
                self.held.append(one)
            _move(booking, one, "applied", -amount_minor, receipt=receipt)

    def give_back(self, booking: Booking, visit: int) -> list[dict[str, object]]:
        """Give back whatever is left of a visit's, each the way it came; what goes back, for the answer."""
        mine = [one for one in self.held if one.visit == visit and one.left_minor]
        return [_give_back(booking, one, one.left_minor) for one in mine]

    def forfeit(self, booking: Booking) -> None:
        """Keep whatever is left of them for good."""
        _forfeit(booking, [(one, one.left_minor) for one in self.held if one.left_minor])

    def _parts(self, amount_minor: int) -> Iterator[tuple[Held, int]]:
        left_minor = amount_minor
        for one in self.held:
            part_minor = min(left_minor, one.left_minor)
            left_minor -= part_minor
            if part_minor:
                yield one, part_minor
        if left_minor:
            raise ValueError(f"{left_minor} more than the deposits that are held")


def deposit(scene: Scene, asked: Deposit) -> Ruling:
    """Take a deposit, or add to it.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, unknown_tender, needs_external_id, not_received.
    """
    scene.need_desk()
    band, visit = find_visit(scene.books, asked.band)
    check_received(scene, asked.tender, asked.external_id)
    booking = Booking(scene)
    number = take_deposit(booking, visit.visit, asked.tender, asked.amount, asked.external_id)
    held_minor = deposit_minor(scene.books, visit.visit) + asked.amount
    return booking.ruling({"visit": visit.visit, "band": band.number, "deposit": number, "held": held_minor})


def take_deposit(booking: Booking, visit: int, tender: str, amount_minor: int, external_id: str) -> int:
    """A deposit of a visit, by a tender that was checked; its number."""
    number = booking.number("deposit")
    booking.add(DepositTaken(number, visit, tender, amount_minor, external_id))
    booking.take_money(tender, "deposit", amount_minor)
    booking.post(OWED, -amount_minor, visit)
    return number


def return_deposit(scene: Scene, asked: ReturnDeposit) -> Ruling:
    """Give a deposit back the way it came, the newest part first.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, unknown_visit, guest_is_out, deposit_too_small.
    """
    scene.need_desk()
    visit = _visit_of(scene, asked)
    booking = Booking(scene)
    parts = _newest(scene, visit.visit, asked.amount)
    returned = [_give_back(booking, one, part_minor) for one, part_minor in parts]
    held_minor = deposit_minor(scene.books, visit.visit) - sum(part for _, part in parts)
    return booking.ruling({"visit": visit.visit, "band": visit.band, "returned": returned, "held": held_minor})


def forfeit(scene: Scene, asked: Forfeit) -> Ruling:
    """Keep a deposit for good: what was owed is revenue of today.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, unknown_visit, guest_is_out, deposit_too_small, and
    as :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    visit = _visit_of(scene, asked).visit
    booking = Booking(scene)
    parts = _newest(scene, visit, asked.amount)
    amount_minor = sum(part for _, part in parts)
    booking.add(may(scene, "forfeit", asked, amount_minor=amount_minor, of_minor=amount_minor, visit=visit))
    _forfeit(booking, parts)
    held_minor = deposit_minor(scene.books, visit) - amount_minor
    return booking.ruling({"visit": visit, "amount": amount_minor, "held": held_minor})


def deposits_held(books: Books, visit: int) -> list[Held]:
    """The deposits of a visit of which something is left, the oldest first."""
    rows = books.query(
        "SELECT deposit, visit, tender, external_id, left_minor FROM deposit WHERE visit = ? AND left_minor <> 0 "
        "ORDER BY deposit",
        visit,
    )
    return [Held(*row) for row in rows]


def deposit_minor(books: Books, visit: int) -> int:
    """What the house owes a visit for deposits (minor units)."""
    return sum(one.left_minor for one in deposits_held(books, visit))


def _held(books: Books, deposit: int) -> Held:
    row = books.deposits.get(deposit)
    if row is None:
        raise LookupError(f"deposit {deposit} is named but not there")
    return Held(row.deposit, row.visit, row.tender, row.external_id, row.left_minor)


def _newest(scene: Scene, visit: int, amount_minor: int | None) -> list[tuple[Held, int]]:
    """So much of what is held, or all of it, the newest deposit first. Raises Declined("deposit_too_small")."""
    held = deposits_held(scene.books, visit)
    total_minor = sum(one.left_minor for one in held)
    left_minor = total_minor if amount_minor is None else amount_minor
    if not 0 < left_minor <= total_minor:
        raise Declined("deposit_too_small", held=scene.money(total_minor), amount=scene.money(left_minor))
    parts: list[tuple[Held, int]] = []
    for one in reversed(held):
        part_minor = min(left_minor, one.left_minor)
        left_minor -= part_minor
        if part_minor:
            parts.append((one, part_minor))
    return parts


def _visit_of(scene: Scene, asked: Forfeit | ReturnDeposit) -> VisitRow:
    """The visit a band carries, or carried last; or the one that is named, if the band was its own.

    The deposit of a guest who is out stays as it is (R11).
    """
    band = find_band(scene.books, asked.band)
    if asked.visit is not None:
        visit = scene.books.visits.get(asked.visit)
        if visit is None or visit.band != band.number:
            raise Declined("unknown_visit", visit=asked.visit, band=band.number)
    else:
        rows = scene.books.query("SELECT coalesce(max(visit), 0) FROM visit WHERE band = ?", band.number)
        number = band.visit or int(rows[0][0])
        if not number:
            raise Declined("band_not_in_use", band=band.number, state=band.state.replace("_", " "))
        visit = visit_row(scene.books, number)
    check_back(scene.books, visit)
    return visit


def _forfeit(booking: Booking, parts: Iterable[tuple[Held, int]]) -> None:
    for one, part_minor in parts:
        _move(booking, one, "forfeited", part_minor)
        booking.post(FORFEITED, -part_minor)


def _move(
    booking: Booking, one: Held, kind: str, amount_minor: int, *, receipt: int = 0, rounding_minor: int = 0
) -> None:
    one.left_minor -= amount_minor
    booking.add(DepositMoved(booking.number("deposit_move"), one.deposit, kind, amount_minor, rounding_minor, receipt))
    booking.post(OWED, amount_minor, one.visit)


def _give_back(booking: Booking, one: Held, amount_minor: int) -> dict[str, object]:
    """Out of the drawer, or by the tender it came by; cash in the coins there are (R54)."""
    step_minor = booking.scene.house.currency.cash_step_minor
    back_minor = round_cash(amount_minor, step_minor) if one.tender == CASH else amount_minor
    _move(booking, one, "returned", amount_minor, rounding_minor=back_minor - amount_minor)
    booking.post("rounding", back_minor - amount_minor)
    booking.take_money(one.tender, "deposit", -back_minor)
    told: dict[str, object] = {"tender": one.tender, "amount": back_minor}
    return told | ({"external_id": one.external_id} if one.external_id else {})
