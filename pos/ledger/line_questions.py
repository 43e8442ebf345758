"""What must hold between the lines of bills, and between what pays them: questions whose every answer is a finding."""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """What must not be: a query whose rows are the cases, where each is (by its first column), and words."""

    code: str
    query: str
    where: str
    words: str


LINE_QUESTIONS = (
    Question(
        "void",
        """
        SELECT sold.line, sold.quantity, sum(back.quantity), -sum(back.due_minor), sold.due_minor
        FROM line AS back JOIN line AS sold ON sold.line = back.of WHERE back.mark = 'void' GROUP BY sold.line
        HAVING sum(back.quantity) > sold.quantity OR -sum(back.due_minor) > max(sold.due_minor, 0)
        """,
        "line {}",
        "Of its {} pieces {} were taken back, for {} of {}.",
    ),
    # A line of another bill that came from it is about itself (R25).
    Question(
        "line",
        """
        SELECT sold.line, sold.due_minor, sum(later.due_minor) FROM line AS later
        JOIN line AS sold ON sold.line = later.of AND sold.visit = later.visit GROUP BY sold.line
        HAVING sold.due_minor + sum(later.due_minor)
          NOT BETWEEN min(sold.due_minor, 0) AND max(sold.due_minor, 0)
        """,
        "line {}",
        "It is {}, and what was done to it later adds {}: more than all of it.",
    ),
    Question(
        "line",
        """
        SELECT later.line, later.mark, later.of FROM line AS later LEFT JOIN line AS sold ON sold.line = later.of
        WHERE later.of <> 0 AND (sold.line IS NULL OR sold.item <> later.item OR sold.outlet <> later.outlet
          OR sold.tax <> later.tax)
        """,
        "line {}",
        "It is a {} of line {}, but not of the same item, outlet and tax.",
    ),
    Question(
        "transfer",
        """
        SELECT min(line), item, sum(quantity), sum(due_minor), count(*) FROM line WHERE mark = 'transfer'
        GROUP BY seq, of, item, outlet, tax, list_minor, at_us, station, staff
        HAVING count(*) <> 2 OR count(DISTINCT visit) <> 2 OR sum(quantity) <> 0 OR sum(due_minor) <> 0
        """,
        "line {}",
        "{} did not move from one bill to another as it was: {} pieces and {} are left over of {} lines.",
    ),
    Question(
        "cover",
        """
        SELECT sold.line, later.mark, sum(abs(later.quantity) * sign(-later.due_minor)), sold.quantity,
          sum(later.due_minor)
        FROM line AS later JOIN line AS sold ON sold.line = later.of WHERE later.mark IN ('cover', 'offset')
        GROUP BY sold.line HAVING sum(later.due_minor) > 0 OR
          (sold.why NOT LIKE '%"minutes"%' AND sum(abs(later.quantity) * sign(-later.due_minor)) > sold.quantity)
        """,
        "line {}",
        "Its {} is of {} pieces of {}, and adds {}.",
    ),
    Question(
        "deposit",
        """
        SELECT receipt, coalesce(paid, 0), coalesce(used, 0) FROM receipt
        LEFT JOIN (SELECT receipt, sum(kept_minor) AS paid FROM tender WHERE tender = 'deposit' GROUP BY receipt)
          USING(receipt)
        LEFT JOIN (SELECT receipt, sum(amount_minor) AS used FROM deposit_move WHERE kind = 'applied' GROUP BY receipt)
          USING(receipt)
        WHERE coalesce(paid, 0) <> coalesce(used, 0)
        """,
        "receipt {}",
        "Deposits paid {} of it, but {} was used of them.",
    ),
    Question(
        "receivable",
        """
        SELECT receipt, coalesce(paid, 0), coalesce(owed, 0) FROM receipt
        LEFT JOIN (SELECT receipt, sum(kept_minor) AS paid FROM tender WHERE tender = 'on_account' GROUP BY receipt)
          USING(receipt)
        LEFT JOIN (
          SELECT receipt, sum(amount_minor) AS owed FROM account_move WHERE kind IN ('charged', 'refunded')
          GROUP BY receipt
        ) USING(receipt)
        WHERE coalesce(paid, 0) <> coalesce(owed, 0)
        """,
        "receipt {}",
        "On account were {} of it, but companies owe {} for it.",
    ),
    Question(
        "quote",
        "SELECT visit, count(*) FROM quote JOIN visit USING(visit) WHERE state <> 'settling' GROUP BY visit",
        "visit {}",
        "It is not in checkout, and {} lines are quoted for it.",
    ),
    Question(
        "clock",
        """
        SELECT visit, station FROM use JOIN visit USING(visit)
        WHERE to_us = 0 AND state IN ('settled', 'absconded', 'cancelled')
        """,
        "visit {}",
        "It is closed, but its clock at {} still runs.",
    ),
)
"""Asked beside those of :mod:`pos.ledger.invariants`."""
