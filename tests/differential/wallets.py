"""How guests pay: whole, in parts, for a line, with what they have."""

from __future__ import annotations

from random import Random

from tests.differential.bills import Line, Visit
from tests.differential.leaving import Desk, Tenders
from tests.differential.party import Asked


def payment(desk: Desk, dice: Random, group: list[Visit], at: int, *, line: Line | None, keep: bool) -> Asked:
    """One payment of several that may be needed; ``line`` is what a friend may pay of the first guest's."""
    due, tariffs = sum(visit.bill() for visit in group), group[0].tariffs
    if due <= 0:
        return desk.pay(group, at, [], keep=keep)
    dart = dice.random()
    if dart < 0.05 and line is not None:
        return desk.pay_line(group[0], line, at)
    if dart < 0.15 and due > 3:
        part = dice.choice([due // 2, due // 3, dice.randint(1, due)])
        return desk.pay(group, at, tenders(dice, part, tariffs.decimals), amount=part, keep=keep)
    if dart < 0.20 and due > 3:
        return desk.pay(group, at, [(dice.choice(["cash", "card"]), dice.randint(1, due - 1))])
    if (held := group[0].deposit) and len(group) == 1 and dice.random() < 0.7:
        part = min(held, due)
        return desk.pay(group, at, [("deposit", part), *tenders(dice, due - part, tariffs.decimals)], keep=keep)
    waive = dice.randint(1, 90) if dart > 0.97 and due > 100 else 0
    return desk.pay(group, at, tenders(dice, due - waive, tariffs.decimals), waive=waive, keep=keep)


def tenders(dice: Random, due: int, decimals: int) -> Tenders:
    """Exactly, with a note that is too big, or two ways at once."""
    note = 100 * 10**decimals
    way = dice.choice(["qr", "stored_value", "group_buy", "card", "cash", "cash", "coins", "both"])
    if not due:
        return []
    if way == "cash":
        return [("cash", (due // note + 1) * note)]
    if way == "coins":
        return [("cash", due)]
    if way == "both" and due > 1:
        card = dice.randint(1, due - 1)
        return [("card", card), ("cash", due - card + dice.choice([0, note]))]
    return [(way if way != "both" else "qr", due)]
