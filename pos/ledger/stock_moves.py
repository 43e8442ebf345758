"""What moved the goods by the log, held against what is on hand by the tables (R31, R72)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger.facts import StockMoved

if TYPE_CHECKING:
    from pos.ledger.entry import Content
    from pos.ledger.findings import Findings
    from pos.ledger.sqlite import sqlite3

_ROWS = "SELECT item, pieces, opening + came_in - sold + returned - wasted FROM stock ORDER BY item"


class StockMoves:
    """The sum of all movements of each goods, from the log."""

    def __init__(self) -> None:
        self._moved: dict[str, int] = {}

    def add(self, content: Content) -> None:
        """The movements of one more entry."""
        for fact in content.facts:
            if isinstance(fact, StockMoved):
                self._moved[fact.item] = self._moved.get(fact.item, 0) + fact.quantity

    def check(self, connection: sqlite3.Connection, findings: Findings) -> None:
        """Report goods of which something else is on hand than what moved them. Raises sqlite3.Error."""
        left = dict(self._moved)
        for item, pieces, reckoned in connection.execute(_ROWS):
            moved = left.pop(item, 0)
            if pieces != moved:
                findings.add("stock", f"stock {item}", f"{pieces} are on hand, but what moved it adds up to {moved}.")
            if pieces != reckoned:
                words = f"{pieces} are on hand, but since the last count it comes to {reckoned}."
                findings.add("stock", f"stock {item}", words)
        for item, moved in left.items():
            findings.add("stock", f"stock {item}", f"What moved it adds up to {moved}, but it is not in the stock.")
