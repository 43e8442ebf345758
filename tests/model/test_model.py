"""Random operations, wrong ones among them, against a second opinion: dues equal after every step (R20–R59, R72).

The house is open twice, as in two processes, and each operation goes to one of them by chance.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pos.house.folder import LEDGER_FILE
from pos.ledger.connection import open_reader
from pos.ledger.rebuild import rebuild
from pos.ledger.verify import verify
from pos.outcomes import Outcome
from pos.venue import Venue
from pos.wire import read_operation
from tests.house import instant
from tests.model.tabs import Tabs, Why

MIDNIGHT_US = instant("2026-03-10 00:00")

bands = st.sampled_from(["001", "002", "003", "121", "122", "001", "002", "999"])
several = st.lists(bands, min_size=1, max_size=3)
guests = st.sampled_from(["adult", "adult", "child"])
staffs = st.sampled_from(["fan", "amy", "chen"])
baskets = st.lists(
    st.tuples(st.sampled_from(["beer", "water", "body-scrub", "oil-spa", "bear"]), st.integers(1, 3)),
    min_size=1,
    max_size=2,
)
amounts = st.one_of(st.integers(1, 30_000), st.sampled_from([9_800, 11_800, 19_600, 50_000]))
tender_lists = st.lists(st.tuples(st.sampled_from(["cash", "card", "qr", "shell"]), amounts), max_size=3)


class _Clock:
    """The clock of both processes: the model's."""

    def __init__(self, tabs: Tabs) -> None:
        self._tabs = tabs

    def now_us(self) -> int:
        return MIDNIGHT_US + self._tabs.now * 1_000_000


class House(RuleBasedStateMachine):
    """One house, two open venues, one model."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name) / "house"
        shutil.copytree(self.template, self.folder)
        self.tabs = Tabs()
        clock = _Clock(self.tabs)
        self.venues = [Venue.open(self.folder, clock=clock) for _ in range(2)]
        self.reader = open_reader(self.folder / LEDGER_FILE)
        self.last: tuple[str, Outcome] | None = None
        self.number = 0
        self.turn = 0

    @initialize(hour=st.integers(0, 23), turn=st.integers(0, 1))
    def opens(self, hour: int, turn: int) -> None:
        """The day may begin at any hour."""
        self.tabs.now = hour * 3_600
        self.turn = turn

    def ask(self, do: str, **fields: object) -> Outcome:
        """Have one of the two do it."""
        self.number += 1
        text = json.dumps({"do": do, "id": f"act {self.number}", "station": "desk-1", "staff": "amy"} | fields)
        outcome = self.venues[self.turn].perform(read_operation(text))
        self.last = text, outcome
        return outcome

    def agree(self, why: Why, outcome: Outcome) -> None:
        """The house declines if the model does, and for one of its reasons."""
        assert outcome.ok == (not why), (why, outcome.as_json())
        assert outcome.ok or outcome.error in why, (why, outcome.as_json())

    # --- acts ---------------------------------------------------------------------------------

    @rule(turn=st.integers(0, 1))
    def goes_to_the_other_process(self, turn: int) -> None:
        self.turn = turn

    @rule(seconds=st.one_of(st.integers(1, 4), st.integers(60, 1_300), st.integers(3_000, 50_000)))
    def time_goes_by(self, seconds: int) -> None:
        self.tabs.now += seconds

    @rule(arrivals=st.lists(st.tuples(bands, guests), min_size=1, max_size=3))
    def check_in(self, arrivals: list[tuple[str, str]]) -> None:
        named = [{"band": band, "guest": guest} for band, guest in arrivals]
        self.agree(self.tabs.check_in(arrivals), self.ask("check_in", bands=named))

    @rule(band=bands)
    def cancel(self, band: str) -> None:
        self.agree(self.tabs.cancel(band), self.ask("cancel_check_in", band=band, reason="no"))

    @rule(one=bands, other=bands)
    def link(self, one: str, other: str) -> None:
        self.agree(self.tabs.link(one, other), self.ask("link", bands=[one, other]))

    @rule(
        band=bands,
        station=st.sampled_from(["bar", "bar", "desk-1", "scrub-men", "vending-1", "gate-in-1"]),
        staff=staffs,
        basket=baskets,
    )
    def charge(self, band: str, station: str, staff: str, basket: list[tuple[str, int]]) -> None:
        known = not self.tabs.inside(band)
        before = known and self.tabs.tapped_before(band, station, basket)
        why = self.tabs.charge(band, station, staff, basket)
        items = [{"item": item, "quantity": quantity} for item, quantity in basket]
        outcome = self.ask("charge", band=band, items=items, station=station, staff=staff)
        self.agree(why, outcome)
        if outcome.ok:
            assert outcome.repeated == before
            due, limit = self.tabs.due(self.tabs.bands[band]), self.tabs.guest(band)["limit"]
            if not before:
                assert outcome.facts["due"] == due
                assert ("warning" in outcome.facts) == (due * 100 >= limit * 80)

    @rule(back=st.integers(0, 6), quantity=st.one_of(st.none(), st.integers(1, 3)), staff=staffs)
    def void(self, back: int, quantity: int | None, staff: str) -> None:
        line = max(1, len(self.tabs.lines) + 1 - back)
        why = self.tabs.void(line, quantity, staff)
        more = {} if quantity is None else {"quantity": quantity}
        self.agree(why, self.ask("void", line=line, reason="no", staff=staff, **more))

    @rule(band=bands, station=st.sampled_from(["zone-in", "zone-out", "room-r1", "room-r2"]))
    def present(self, band: str, station: str) -> None:
        why = self.tabs.present(band, station)
        self.let_in(why, self.ask("present", band=band, station=station, staff=""))

    @rule(band=bands)
    def goes_out(self, band: str) -> None:
        why = self.tabs.gate_out(band)
        self.let_in(why, self.ask("present", band=band, station="gate-out-1", staff=""))

    def let_in(self, why: Why, outcome: Outcome) -> None:
        """Not let in is an answer, not a decline; only an unknown chip is one."""
        if "unknown_band" in why:
            self.agree(why, outcome)
            return
        assert outcome.ok
        assert outcome.facts["granted"] == (not why), (why, outcome.as_json())
        assert not why or outcome.facts["reason"] in why, (why, outcome.as_json())

    @rule(named=several)
    def begin(self, named: list[str]) -> None:
        why = self.tabs.begin(named)
        outcome = self.ask("begin_checkout", bands=named)
        self.agree(why, outcome)
        if outcome.ok:
            assert outcome.facts["due"] == sum(self.tabs.bill(self.tabs.bands[band]) for band in named)

    @rule(named=several)
    def leave(self, named: list[str]) -> None:
        self.agree(self.tabs.leave(named), self.ask("leave_checkout", bands=named))

    @rule(named=several, tenders=tender_lists)
    def pay(self, named: list[str], tenders: list[tuple[str, int]]) -> None:
        why = self.tabs.pay(named, tenders)
        parts = [{"tender": tender, "amount": amount, "external_id": "x"} for tender, amount in tenders]
        outcome = self.ask("pay", bands=named, tenders=parts)
        self.agree(why, outcome)
        if outcome.ok:
            assert outcome.facts["receipt"] == self.tabs.receipts

    @rule(band=bands, cash=st.booleans())
    def checks_out_and_pays_exactly(self, band: str, cash: bool) -> None:
        self.begin([band])
        if not self.tabs.inside(band):
            due = self.tabs.bill(self.tabs.bands[band])
            self.pay([band], [("cash" if cash else "qr", due)] if due > 0 else [])

    @rule(amount=st.integers(0, 60_000))
    def open_till(self, amount: int) -> None:
        why = set() if self.tabs.till is None else {"till_open"}
        self.agree(why, self.ask("open_till", float=amount))
        if not why:
            self.tabs.till = amount

    @rule(amount=st.integers(0, 60_000))
    def close_till(self, amount: int) -> None:
        why = {"till_not_open"} if self.tabs.till is None else set()
        outcome = self.ask("close_till", count=amount)
        self.agree(why, outcome)
        if not why:
            assert outcome.facts["expected"] == self.tabs.till
            self.tabs.till = None

    @rule(item=st.sampled_from(["beer", "water", "oil-spa"]), price=st.integers(0, 3_000), staff=staffs)
    def set_price(self, item: str, price: int, staff: str) -> None:
        why = set() if staff == "chen" else {"not_allowed"}
        self.agree(why, self.ask("set_price", item=item, price=price, staff=staff))
        if not why:
            self.tabs.prices[item] = price

    @rule(band=bands, by=st.integers(1, 50_000))
    def raise_limit(self, band: str, by: int) -> None:
        why = self.tabs.inside(band)
        self.agree(why, self.ask("raise_limit", band=band, by=by, reason="regular", staff="chen"))
        if not why:
            self.tabs.guest(band)["limit"] += by

    @rule(staff=staffs)
    def freeze(self, staff: str) -> None:
        self.agree(self.tabs.freeze(staff), self.ask("freeze", reason="alarm", staff=staff))

    @rule(staff=staffs)
    def resume(self, staff: str) -> None:
        self.agree(self.tabs.resume(staff), self.ask("resume", staff=staff))

    @rule(pieces=st.integers(1, 6))
    def stock_in(self, pieces: int) -> None:
        assert self.ask("stock_in", item="beer", quantity=pieces).ok
        self.tabs.stock["beer"] += pieces

    @rule()
    def close_day(self) -> None:
        outcome = self.ask("close_day", staff="chen")
        assert outcome.ok or outcome.error == "nothing_to_close"

    @rule(other=st.booleans())
    def the_last_act_is_sent_again(self, other: bool) -> None:
        """By the same process or the other: the first outcome comes back, and nothing changes (R21)."""
        if self.last is None:
            return
        text, first = self.last
        again = self.venues[self.turn ^ other].perform(read_operation(text))
        assert again.as_dict() == first.as_dict() | {"repeated": True}

    # --- what holds at every moment -----------------------------------------------------------

    @invariant()
    def the_books_are_the_models(self) -> None:
        query = self.reader.execute
        tabs = self.tabs
        assert dict(query("SELECT visit, due_minor FROM tab")) == {visit: tabs.due(visit) for visit in tabs.visits}
        quotes = dict(query("SELECT visit, sum(due_minor) FROM quote GROUP BY visit"))
        assert quotes == {
            visit: sum(quote["due"] for quote in row["quotes"]) for visit, row in tabs.visits.items() if row["quotes"]
        }
        ((lines, paid, dues),) = query(
            "SELECT (SELECT coalesce(sum(due_minor), 0) FROM line), (SELECT coalesce(sum(amount_minor), 0) "
            "FROM receipt_share), (SELECT coalesce(sum(due_minor), 0) FROM tab)"
        )
        assert lines - paid == dues
        assert dict(query("SELECT visit, state FROM visit")) == {
            visit: row["state"] for visit, row in tabs.visits.items()
        }
        carried = dict(query("SELECT number, visit FROM band WHERE visit <> 0"))
        assert carried == {band: visit for band, visit in tabs.bands.items() if visit}
        assert dict(query("SELECT item, pieces FROM stock WHERE item IN ('beer', 'water')")) == dict(tabs.stock)
        assert [cash for (cash,) in query("SELECT cash_minor FROM till WHERE closed_us = 0")] == [
            cash for cash in [tabs.till] if cash is not None
        ]

    def teardown(self) -> None:
        """The books verify, and made again from the log they are the same."""
        for venue in self.venues:
            venue.close()
        self.reader.close()
        try:
            verified = verify(self.folder / LEDGER_FILE)
            assert verified.ok, verified.findings
            assert rebuild(self.folder / LEDGER_FILE).changed == ()
        finally:
            self._temporary.cleanup()


@pytest.mark.slow
def test_r72_random_acts_on_two_processes_agree_with_a_second_opinion(short_house: Path) -> None:
    """Dues, stock, cash, bands and answers are the model's after every step; the books verify in the end."""

    class Here(House):
        template = short_house

    examples = int(os.environ.get("LOOPBAND_MODEL_EXAMPLES", "60"))
    run_state_machine_as_test(
        Here,
        settings=settings(max_examples=examples, stateful_step_count=50, suppress_health_check=list(HealthCheck)),
    )
