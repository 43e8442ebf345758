"""What verify finds if a table says what cannot be: every invariant is broken by hand and named (R72)."""

from __future__ import annotations

import pytest

from pos.house.folder import LEDGER_FILE
from pos.ledger.verify import verify
from tests.rules.conftest import Desk, money

ACCOUNT = {"tender": "on_account", "amount": 5_000, "external_id": "a", "company": "nebula", "signer": "Zhang Wei"}


def an_evening(desk: Desk) -> None:
    """Two guests with everything that lines and money can be; line 3 is moved, lines 5 and 9 are covered and offset."""
    desk.done("open_till", float=50_000)
    desk.check_in("077", "078", deposit=20_000)
    moved = desk.charge("077", "2*beer")["lines"][0]["line"]
    desk.done("transfer", lines=[{"line": moved, "quantity": 1}], to="078", reason="hers")
    desk.charge("077", "two-in-one", station="desk-1", staff="chen")
    desk.done("add_package", band="077", package="P2")
    desk.charge("078", "tea-set")
    desk.granted("078", "zone-in")
    desk.wait(11)
    desk.granted("078", "zone-out")
    desk.granted("077", "esports")
    desk.lead("gift", line=moved, reason="spilled")
    desk.done("tip", person="t05", amount=2_000, tender="cash")
    desk.done("paid_in", amount=1_000, reason="coins")
    desk.begin("078")
    desk.lead("pay", bands=["078"], tenders=[ACCOUNT, *money(deposit=3_000)])
    desk.wait(40)
    desk.begin("077")


def first(change: str, mark: str) -> str:
    """A change of the first line with a mark."""
    return f"UPDATE line SET {change} WHERE line = (SELECT min(line) FROM line WHERE mark = '{mark}')"  # noqa: S608


BROKEN = {
    "a transfer that lost a cent": (
        first("due_minor = due_minor + 1", "transfer"), "transfer", "line",
    ),
    "a transfer into another outlet": (
        first("outlet = 'massage'", "transfer"), "transfer", "line",
    ),
    "a transfer that somebody else served": (
        first("staff = 'gu'", "transfer"), "transfer", "line",
    ),
    "a transfer to the same bill": ("UPDATE line SET visit = 1 WHERE mark = 'transfer'", "transfer", "line"),
    "a cover of more than the line": (
        first("due_minor = due_minor * 2", "cover"), "line", "line",
    ),
    "a cover of more pieces than there are": (
        first("quantity = 9", "cover"), "cover", "line",
    ),
    "an offset that adds": (
        first("due_minor = -due_minor", "offset"), "cover", "line",
    ),
    "a gift of another item": (
        first("item = 'cola'", "gift"), "line", "line",
    ),
    "a change of a line that is not there": (
        first("of = 999", "gift"), "line", "line",
    ),
    "a deposit that is worth more": ("UPDATE deposit SET left_minor = left_minor + 1", "deposit", "deposit"),
    "a deposit of somebody else": ("UPDATE deposit SET visit = 1 WHERE deposit = 2", "balance", "visit"),
    "a deposit that paid nothing": ("UPDATE deposit_move SET receipt = 0", "deposit", "receipt"),
    "a deposit left with a closed visit": ("UPDATE visit SET state = 'settled' WHERE visit = 1", "deposit", "visit"),
    "a charge to nobody's account": ("UPDATE account_move SET receipt = 0", "receivable", "receipt"),
    "a company that owes less": ("UPDATE debtor SET balance_minor = 0", "receivable", "account of"),
    "a tip that was kept": ("UPDATE tip SET amount_minor = 1", "balance", "account tips"),
    "a tip to another tender": ("UPDATE tip SET tender = 'card'", "balance", "account tender:card"),
    "coins that nobody brought": (
        "UPDATE drawer_move SET amount_minor = 1 WHERE kind = 'paid_in'", "balance", "account paid_in",
    ),
    "a drawer with less in it": ("UPDATE till SET cash_minor = 0", "balance", "account till:desk-1"),
    "a quote of a guest who does not pay": ("UPDATE visit SET state = 'open' WHERE visit = 1", "quote", "visit"),
    "a clock that outlives its guest": (
        "UPDATE visit SET state = 'absconded' WHERE visit = 1", "clock", "visit",
    ),
}  # fmt: skip
"""What is done to the tables → what, code and place, verify must find."""


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_r72_whatever_contradicts_itself_is_named(desk: Desk, what: str) -> None:
    """Before, the evening verifies; after one statement the invariant is named at its place, in words."""
    an_evening(desk)
    assert verify(desk.folder / LEDGER_FILE).findings == ()
    statement, code, where = BROKEN[what]
    desk.tamper(statement)
    found = [one for one in verify(desk.folder / LEDGER_FILE).findings if one.code == code]
    assert any(one.where.startswith(where) for one in found), found
    assert all("{" not in one.message for one in found)
