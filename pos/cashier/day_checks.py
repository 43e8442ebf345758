"""What must hold before a day is closed (R72).

For every visit of the day and everyone inside, lines less payments is what is owed; every receipt of the
day is the sum of its tenders; deposits, accounts and goods are what moved them; bands and visits agree about who
wears what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.ledger.books import Books

_VISITS = """
WITH RECURSIVE touched(visit) AS (
  SELECT visit FROM visit WHERE day = ?1 OR state IN ('open', 'settling', 'kept', 'deposit_out')
  UNION SELECT visit FROM receipt_share WHERE receipt IN (SELECT receipt FROM receipt WHERE day = ?1)
),
mine(visit, number) AS (
  SELECT visit, last_line FROM touched JOIN tab USING (visit)
  UNION ALL SELECT mine.visit, line.previous FROM mine JOIN line ON line.line = mine.number WHERE line.previous > 0
),
charged(visit, minor) AS (
  SELECT mine.visit, sum(line.due_minor) FROM mine JOIN line ON line.line = mine.number GROUP BY mine.visit
)
SELECT touched.visit, tab.due_minor,
       coalesce((SELECT minor FROM charged WHERE charged.visit = touched.visit), 0)
       - (SELECT coalesce(sum(amount_minor), 0) FROM receipt_share WHERE receipt_share.visit = touched.visit)
       - (SELECT coalesce(sum(amount_minor), 0) FROM walk_out WHERE walk_out.visit = touched.visit)
FROM touched JOIN tab USING (visit)
"""
_RECEIPTS = """
SELECT receipt.receipt, paid_minor,
       (SELECT coalesce(sum(kept_minor), 0) FROM tender WHERE tender.receipt = receipt.receipt)
FROM receipt WHERE day = ?1
"""
_DEPOSITS = """
SELECT deposit, left_minor, taken_minor
       - (SELECT coalesce(sum(amount_minor), 0) FROM deposit_move WHERE deposit_move.deposit = deposit.deposit)
FROM deposit WHERE day = ?1 OR deposit IN (SELECT deposit FROM deposit_move WHERE day = ?1)
"""
_ACCOUNTS = """
SELECT debtor, balance_minor,
       (SELECT coalesce(sum(amount_minor), 0) FROM account_move WHERE account_move.debtor = debtor.debtor)
FROM debtor WHERE debtor IN (SELECT debtor FROM account_move WHERE day = ?1)
"""
_STOCK = """
SELECT item, pieces, opening + came_in - sold + returned - wasted AS moved FROM stock WHERE pieces <> moved
"""
_BOARD = """
SELECT number FROM band LEFT JOIN visit ON visit.visit = band.visit
WHERE band.visit <> 0 AND (
  band.state <> 'in_use' OR visit.visit IS NULL OR visit.band <> band.number
  OR visit.state NOT IN ('open', 'settling', 'kept', 'deposit_out')
)
UNION ALL
SELECT visit.band FROM visit LEFT JOIN band ON band.number = visit.band
WHERE visit.state IN ('open', 'settling', 'kept', 'deposit_out')
  AND coalesce(band.visit <> visit.visit AND band.state <> 'lost', 1)
"""


_DIFFERENT = (
    (_VISITS, "visit {0} owes {2} by its lines and payments, but its tab says {1}"),
    (_RECEIPTS, "receipt {} is for {}, but its tenders are {}"),
    (_DEPOSITS, "deposit {} has {} left, but what moved it leaves {}"),
    (_ACCOUNTS, "{} owes {}, but what moved its account adds up to {}"),
)
"""Queries for a day whose rows are a key and two numbers that are one, and what is said if they are not."""


def first_contradiction(books: Books, day: int) -> str:
    """What does not hold, in words; empty if everything does."""
    for query, words in _DIFFERENT:
        for key, one, other in books.query(query, day):
            if one != other:
                return words.format(key, one, other)
    for goods, pieces, moved in books.query(_STOCK):
        return f"there are {pieces} of {goods}, but what moved it leaves {moved}"
    for (band,) in books.query(_BOARD):
        return f"band {band} and the visits do not agree about who wears it"
    return ""
