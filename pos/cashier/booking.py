"""One entry about money while it is put together: its facts, its postings, and the drawer that cash goes through."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pos.cashier.tendering import CASH
from pos.cashier.tills import open_till_at
from pos.errors import Declined
from pos.guests.lines import line_postings
from pos.ledger.facts import DrawerMoved
from pos.scene import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact, LineAdded
    from pos.ledger.rows import TillRow
    from pos.scene import Scene


class Booking:
    """Facts and postings in the order they come, and numbers for what is new in them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._facts: list[AnyFact] = []
        self._postings: list[Posting] = []
        self._numbers: dict[str, int] = {}
        self._cash_moved = False

    @cached_property
    def till(self) -> TillRow | None:
        """The drawer that is open here, or None."""
        return open_till_at(self.scene)

    def need_till(self) -> TillRow:
        """The drawer that is open here. Raises Declined("till_not_open")."""
        if self.till is None:
            raise Declined("till_not_open", station=self.scene.station.name)
        return self.till

    def number(self, table: str) -> int:
        """The next number of a table, once each."""
        last = self._numbers.get(table)
        number = (self.scene.books.number(table) if last is None else last) + 1
        self._numbers[table] = number
        return number

    def last(self, table: str) -> int:
        """The last number of a table that is given, here or before."""
        last = self._numbers.get(table)
        return self.scene.books.number(table) if last is None else last

    def add(self, *facts: AnyFact) -> None:
        """Something happened."""
        self._facts += facts

    def post(self, account: str, amount_minor: int, visit: int = 0) -> None:
        """One leg: a debit, or negative a credit. Nothing if it is nothing."""
        if amount_minor:
            self._postings.append((account, visit, amount_minor))

    def put_on_bill(self, visit: int, lines: Iterable[LineAdded]) -> None:
        """Lines of a visit that have their numbers, and what the guest owes for them."""
        lines = list(lines)
        for line in lines:
            self._numbers["line"] = max(line.line, self.last("line"))
        self._facts += lines
        self._postings += line_postings(visit, lines)

    def take_cash(self, kind: str, amount_minor: int, reason: str = "") -> None:
        """Cash that no receipt is about comes into the drawer here, or goes out of it (negative)."""
        till = self.till.till if self.till is not None else 0
        self.add(DrawerMoved(self.number("drawer_move"), till, kind, amount_minor, reason))
        self.cash_moved(amount_minor)

    def cash_moved(self, amount_minor: int) -> None:
        """Cash came into the drawer here, or went out of it; its facts say so elsewhere."""
        self.post(drawer_account(self.scene), amount_minor)
        self._cash_moved = self._cash_moved or amount_minor != 0

    def take_money(self, tender: str, kind: str, amount_minor: int) -> None:
        """Money that no receipt is about comes by a tender, or goes back by it (negative)."""
        if tender == CASH:
            self.take_cash(kind, amount_minor)
        else:
            self.post(f"tender:{tender}", amount_minor)

    def ruling(self, answer: dict[str, object]) -> Ruling:
        """What was decided. It warns if cash went through a drawer that nobody opened."""
        if self._cash_moved and self.till is None:
            answer["warning"] = "till_not_open"
        return Ruling(self._facts, self._postings, answer)


def drawer_account(scene: Scene) -> str:
    """The account of the cash at this station."""
    return f"till:{scene.station.name}"
