"""Laws of money that hold after any sequence of acts, in currencies with 0, 2 and 3 decimals (R50, R52, R72)."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.house.demo_house import demo_text
from pos.house.folder import LEDGER_FILE, VENUE_FILE, create
from pos.ledger.connection import open_reader
from pos.ledger.rebuild import rebuild
from pos.ledger.verify import verify
from pos.money import split_equally
from pos.outcomes import Outcome
from pos.venue import Venue
from pos.wire import read_operation
from tests.house import instant

CURRENCIES = {"TWD": 1, "CNY": 100, "BHD": 1_000}
"""Code → minor units of one; their smallest coins are 1, 10 and 5 of them."""
BANDS = ("001", "002", "003")

Act = tuple[str, int, int, str]


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A house in each currency with its book, to be copied: the demo house with the same figures."""
    made: dict[str, Path] = {}
    for code in CURRENCIES:
        folder = made[code] = tmp_path_factory.mktemp("laws") / code
        create(folder, demo="twd" if code == "TWD" else "cny")
        if code == "BHD":
            text = demo_text("cny").replace('currency = "CNY"', 'currency = "BHD"')
            (folder / VENUE_FILE).write_text(text, encoding="utf-8")
        Venue.open(folder).close()
    return made


class Counter:
    """A front desk at which anything may be asked for; what is not possible is declined."""

    def __init__(self, template: Path, code: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name) / "house"
        shutil.copytree(template, self.path)
        self.unit = CURRENCIES[code]
        self._now = instant("2026-03-10 10:00")
        self.venue = Venue.open(self.path, clock=self)
        self.reader = open_reader(self.path / LEDGER_FILE)
        self.receipts = 0

    def now_us(self) -> int:
        """Every look at the clock is a minute later."""
        self._now += 60_000_000
        return self._now

    def ask(self, do: str, **fields: object) -> Outcome:
        """The lead asks, so that nothing is declined for want of a right."""
        asked = {"do": do, "station": "desk-1", "staff": "wu"} | fields
        outcome = self.venue.perform(read_operation(json.dumps(asked)))
        if outcome.ok and "receipt" in outcome.facts:
            self.receipts += 1 + ("mirror" in outcome.facts)
        return outcome

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """As another process sees it."""
        return self.reader.execute(sql, values).fetchall()

    def due(self, *bands: str) -> int:
        """What is due in checkout, quotes and all."""
        facts: dict[str, Any] = self.ask("begin_checkout", bands=list(bands)).facts
        return int(facts.get("due", 0))

    def check(self) -> None:
        """What holds at every moment."""
        ((lines, paid, walked, dues),) = self.query(
            "SELECT (SELECT coalesce(sum(due_minor), 0) FROM line), (SELECT coalesce(sum(amount_minor), 0) FROM "
            "receipt_share), (SELECT coalesce(sum(amount_minor), 0) FROM walk_out), "
            "(SELECT coalesce(sum(due_minor), 0) FROM tab)"
        )
        assert lines - paid - walked == dues
        assert self.query("SELECT count(*), coalesce(max(receipt), 0) FROM receipt") == [(self.receipts, self.receipts)]
        balances = dict(self.query("SELECT account, sum(amount_minor) FROM posting GROUP BY account"))
        assert sum(balances.values()) == 0
        ((held,),) = self.query("SELECT coalesce(sum(left_minor), 0) FROM deposit")
        assert balances.get("deposits", 0) == -held
        assert balances.get("guest", 0) == dues

    def close(self) -> None:
        """The house closes, and its folder is gone."""
        self.venue.close()
        self.reader.close()
        self._folder.cleanup()

    def prove(self) -> None:
        """The books verify, and made again from the log they are the same."""
        self.venue.close()
        verified = verify(self.path / LEDGER_FILE)
        assert verified.ok, verified.findings
        assert rebuild(self.path / LEDGER_FILE).changed == ()


def tendered(tender: str, amount: int) -> list[dict[str, object]]:
    """Money of one form; a company's people sign."""
    slip = {} if tender in {"cash", "deposit"} else {"external_id": "x"}
    account = {"company": "nebula", "signer": "Li Na"} if tender == "on_account" else {}
    return [{"tender": tender, "amount": max(1, amount)} | slip | account]


def _pay(desk: Counter, band: str, much: int, tender: str) -> None:
    desk.ask("pay", bands=[band], tenders=tendered(tender, much))


def _pay_all(desk: Counter, band: str, much: int, tender: str) -> None:
    due = desk.due(band)
    desk.ask("pay", bands=[band], tenders=tendered(tender, due) if due > 0 else [], keep=much % 5 == 0)


def _pay_line(desk: Counter, band: str, much: int, tender: str) -> None:
    rows = desk.query("SELECT line, due_minor FROM line WHERE due_minor > 0")
    if rows:
        line, due = rows[much % len(rows)]
        desk.ask("pay", bands=[band], lines=[line], tenders=tendered(tender, due))


def _give_back(desk: Counter, _band: str, much: int, _tender: str) -> None:
    rows = desk.query("SELECT line FROM line")
    lines = {"lines": [rows[much % len(rows)][0]]} if rows and much % 3 else {}
    desk.ask("refund", receipt=much % (desk.receipts + 1) + 1, reason="x", **lines)


def _again(desk: Counter, _band: str, much: int, tender: str) -> None:
    receipt = much % (desk.receipts + 1) + 1
    rows = desk.query("SELECT paid_minor FROM receipt WHERE receipt = ?", receipt)
    amount = rows[0][0] if rows else 1
    desk.ask("resettle", receipt=receipt, tenders=tendered(tender, amount), reason="x")


ACTS: dict[str, Callable[[Counter, str, int, str], object]] = {
    "check_in": lambda desk, band, _much, _tender: desk.ask("check_in", bands=[{"band": band, "guest": "adult"}]),
    "charge": lambda desk, band, much, _tender: (
        desk.ask("set_price", item="latte", price=much),
        desk.ask("charge", band=band, items=[{"item": "latte", "quantity": 1 + much % 3}]),
    ),
    "deposit": lambda desk, band, much, tender: desk.ask(
        "deposit", band=band, amount=much, tender=tender, external_id="x"
    ),
    "return_deposit": lambda desk, band, _much, _tender: desk.ask("return_deposit", band=band),
    "forfeit": lambda desk, band, much, _tender: desk.ask("forfeit", band=band, amount=much, reason="x"),
    "begin": lambda desk, band, _much, _tender: desk.due(band),
    "leave": lambda desk, band, _much, _tender: desk.ask("leave_checkout", bands=[band]),
    "pay": _pay,
    "pay_all": _pay_all,
    "pay_line": _pay_line,
    "pay_amount": lambda desk, band, much, tender: desk.ask(
        "pay", bands=[band], amount=much, waive=1 + much % 7, tenders=tendered(tender, much)
    ),
    "refund": _give_back,
    "resettle": _again,
    "discount": lambda desk, band, much, _tender: desk.ask("discount", band=band, percent=1 + much % 40, reason="x"),
    "walk_out": lambda desk, band, _much, _tender: desk.ask("walk_out", band=band, reason="x", approved_by="chen"),
    "pay_account": lambda desk, _band, much, tender: desk.ask(
        "pay_account", company="nebula", amount=much, tender=tender, external_id="x"
    ),
    "write_off": lambda desk, _band, much, _tender: desk.ask("write_off", company="nebula", amount=much, reason="x"),
    "tip": lambda desk, _band, much, tender: desk.ask("tip", person="t05", amount=much, tender=tender, external_id="x"),
    "till": lambda desk, _band, much, _tender: (desk.ask("close_till", count=much), desk.ask("open_till", float=much)),
    "drop": lambda desk, _band, much, _tender: desk.ask("drop", amount=much),
    "paid_in": lambda desk, _band, much, _tender: desk.ask("paid_in", amount=much, reason="x"),
}
acts = st.tuples(
    st.sampled_from([*ACTS, "check_in", "charge", "charge", "begin", "pay_all", "pay_all", "refund", "resettle"]),
    st.integers(0, 2),
    st.integers(1, 30_000),
    st.sampled_from(["cash", "cash", "card", "deposit", "on_account"]),
)


@pytest.mark.parametrize("code", list(CURRENCIES))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(todo=st.lists(acts, min_size=10, max_size=40))
def test_r72_lines_less_payments_are_the_due_after_any_sequence(
    houses: dict[str, Path], code: str, todo: list[Act]
) -> None:
    """Deposits, splits, refunds, resettlements, accounts, tips, drawers: books balance and verify all the way."""
    with closing(Counter(houses[code], code)) as desk:
        for band in BANDS:
            desk.ask("check_in", bands=[{"band": band, "guest": "adult"}])
        for name, guest, much, tender in todo:
            ACTS[name](desk, BANDS[guest], much, tender)
            desk.check()
        desk.prove()


@pytest.mark.parametrize("code", list(CURRENCIES))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    prices=st.lists(st.integers(1, 5_000), min_size=3, max_size=3),
    merged=st.integers(1, 3),
    parts=st.integers(1, 5),
    tender=st.sampled_from(["cash", "card", "mixed"]),
)
def test_r52_splits_and_merges_neither_make_nor_lose_a_cent(
    houses: dict[str, Path], code: str, prices: list[int], merged: int, parts: int, tender: str
) -> None:
    """Some bands together, in equal parts; each part is a receipt, and together they are the due and the rounding."""
    with closing(Counter(houses[code], code)) as desk:
        desk.ask("open_till", float=0)
        for band, price in zip(BANDS, prices, strict=True):
            desk.ask("check_in", bands=[{"band": band, "guest": "adult"}])
            desk.ask("set_price", item="latte", price=price)
            desk.ask("charge", band=band, items=[{"item": "latte"}])
        for bands in (BANDS[:merged], BANDS[merged:]):
            if not bands:
                continue
            due, paid, rounding = desk.due(*bands), 0, 0
            for place, part in enumerate(split_equally(due, parts)):
                way = tender if tender != "mixed" else ("cash" if place % 2 else "card")
                given_minor = part + (7_777 if way == "cash" else 0)
                outcome = desk.ask("pay", bands=list(bands), amount=part, tenders=tendered(way, given_minor))
                assert outcome.ok, outcome.as_json()
                facts: dict[str, Any] = outcome.facts
                assert facts["change"] == given_minor - facts["paid"]
                paid += facts["paid"]
                rounding += facts.get("rounding", 0)
            assert paid - rounding == due
        assert desk.query("SELECT count(*) FROM visit WHERE state = 'settled'") == [(3,)]
        assert desk.query("SELECT sum(due_minor) FROM tab") == [(0,)]
        desk.check()
        desk.prove()


ways = st.lists(
    st.tuples(st.sampled_from(["line", "amount", "part", "bands"]), st.integers(0, 2), st.integers(1, 9_999)),
    max_size=8,
)


@pytest.mark.parametrize("code", list(CURRENCIES))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    prices=st.lists(st.integers(1, 3_000), min_size=3, max_size=3), ways=ways, tender=st.sampled_from(["cash", "card"])
)
def test_r52_however_a_bill_is_split_nothing_is_made_or_lost(
    houses: dict[str, Path], code: str, prices: list[int], ways: list[tuple[str, int, int]], tender: str
) -> None:
    """By lines, amounts, parts and bands, mixed at will; all receipts together are the bills, and so is their tax."""
    with closing(Counter(houses[code], code)) as desk:
        desk.ask("open_till", float=0)
        for band, price in zip(BANDS, prices, strict=True):
            desk.ask("check_in", bands=[{"band": band, "guest": "adult"}])
            desk.ask("set_price", item="latte", price=price)
            desk.ask("charge", band=band, items=[{"item": "latte"}])
        whole = desk.due(*BANDS)
        for way, place, much in ways:
            band, line = BANDS[place], desk.query("SELECT line, due_minor FROM line ORDER BY line")[2 * place + 1]
            if way == "line":
                desk.ask("pay", bands=[band], lines=[line[0]], tenders=tendered(tender, line[1]))
            elif way == "amount":
                desk.ask("pay", bands=list(BANDS[place:]), amount=much, tenders=tendered(tender, much))
            elif way == "part":
                desk.ask("pay", bands=list(BANDS[: place + 1]), tenders=tendered(tender, much))
            else:
                desk.ask("pay", bands=[band], tenders=tendered(tender, desk.due(band)))
            desk.check()
        left = [band for (band,) in desk.query("SELECT band FROM visit WHERE state <> 'settled'")]
        if left and (due := desk.due(*left)) >= 0:
            assert desk.ask("pay", bands=left, tenders=tendered("card", due) if due else []).ok
        ((paid, rounding),) = desk.query(
            "SELECT (SELECT sum(paid_minor) FROM receipt), (SELECT total(due_minor) FROM line WHERE mark = 'rounding')"
        )
        assert paid - rounding == whole == desk.query("SELECT sum(gross_minor) FROM receipt_tax")[0][0]
        assert desk.query("SELECT count(*) FROM visit WHERE state = 'settled'") == [(3,)]
        desk.prove()
