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
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

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

ALL_BANDS = ("001", "002", "003", "121", "122")
bands = st.sampled_from([*ALL_BANDS, *ALL_BANDS, "999"])
picks = st.integers(0, 31)
"""Which guest is meant: mostly one who is inside, now and then any band or an unknown one."""
several = st.lists(picks, min_size=1, max_size=3)
guests = st.sampled_from(["adult", "adult", "child"])
staffs = st.sampled_from(["fan", "fan", "fan", "amy", "chen"])
stations = st.sampled_from(["bar", "bar", "desk-1", "scrub-men", "vending-1", "gate-in-1"])
drinks = st.tuples(st.sampled_from(["water", "water", "beer"]), st.integers(1, 2))
Basket = list[tuple[str, int]]
baskets = st.lists(
    st.tuples(st.sampled_from(["beer", "water", "body-scrub", "oil-spa", "water", "beer", "bear"]), st.integers(1, 3)),
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

    @initialize(hour=st.integers(0, 23), turn=st.integers(0, 1), party=st.lists(guests, min_size=1, max_size=3))
    def opens(self, hour: int, turn: int, party: list[str]) -> None:
        """The day may begin at any hour, and somebody is waiting."""
        self.tabs.now = hour * 3_600
        self.turn = turn
        self.check_in(list(zip(ALL_BANDS, party, strict=False)))

    def ask(self, do: str, **fields: object) -> Outcome:
        """Have one of the two do it."""
        self.number += 1
        text = json.dumps({"do": do, "id": f"act {self.number}", "station": "desk-1", "staff": "amy"} | fields)
        outcome = self.venues[self.turn].perform(read_operation(text))
        self.last = text, outcome
        return outcome

    def band(self, pick: int) -> str:
        """The band of somebody inside; of 32 picks three are any band and one is unknown."""
        inside = sorted(band for band, visit in self.tabs.bands.items() if visit)
        if pick == 31:
            return "999"
        choice = inside if inside and pick < 28 else ALL_BANDS
        return choice[pick % len(choice)]

    def agree(self, why: Why, outcome: Outcome) -> None:
        """The house declines if the model does, and for one of its reasons."""
        assert outcome.ok == (not why), (why, outcome.as_json())
        assert outcome.ok or outcome.error in why, (why, outcome.as_json())

    # --- acts ---------------------------------------------------------------------------------

    @rule(turn=st.integers(0, 1))
    def goes_to_the_other_process(self, turn: int) -> None:
        """Whatever comes next is asked of this one."""
        self.turn = turn

    @rule(seconds=st.one_of(st.integers(1, 4), st.integers(60, 1_300), st.integers(3_000, 50_000)))
    def time_goes_by(self, seconds: int) -> None:
        """Seconds, minutes, or most of a day."""
        self.tabs.now += seconds

    @rule(arrivals=st.lists(st.tuples(bands, guests), min_size=1, max_size=3))
    def check_in(self, arrivals: list[tuple[str, str]]) -> None:
        """Several at once, perhaps the same band twice."""
        named = [{"band": band, "guest": guest} for band, guest in arrivals]
        self.agree(self.tabs.check_in(arrivals), self.ask("check_in", bands=named))

    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        """Changed his mind."""
        band = self.band(pick)
        self.agree(self.tabs.cancel(band), self.ask("cancel_check_in", band=band, reason="no"))

    @rule(first=picks, second=picks)
    def link(self, first: int, second: int) -> None:
        """Two guests, or one twice."""
        one, other = self.band(first), self.band(second)
        self.agree(self.tabs.link(one, other), self.ask("link", bands=[one, other]))

    @rule(pick=picks, station=stations, staff=staffs, basket=baskets)
    def charge(self, pick: int, station: str, staff: str, basket: Basket) -> None:
        """At a counter, at the desk, or where nothing is sold."""
        self.sell(self.band(pick), station, staff, basket)

    @rule(pick=st.integers(0, 27), items=st.lists(drinks, min_size=1, max_size=2), times=st.integers(1, 3))
    def has_a_drink(self, pick: int, items: Basket, times: int) -> None:
        """Mostly they do: at the bar, one after the other."""
        for _ in range(times):
            self.tabs.now += 2
            self.sell(self.band(pick), "bar", "fan", items)

    @rule(pick=picks, staff=staffs, basket=baskets, again=baskets, quick=st.integers(0, 4))
    def charges_in_a_row(self, pick: int, staff: str, basket: Basket, again: Basket, quick: int) -> None:
        """One thing, perhaps taken back, then another or the same within seconds."""
        band = self.band(pick)
        self.sell(band, "bar", staff, basket)
        self.tabs.now += quick
        if quick % 2:
            self.void(1 + quick // 2, None, staff)
        self.sell(band, "bar", staff, again if quick == 3 else basket)

    def sell(self, band: str, station: str, staff: str, basket: Basket) -> None:
        """One charge, and everything its answer says."""
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
        """One of the newest lines, or one that is not there yet."""
        line = max(1, len(self.tabs.lines) + 1 - back)
        why = self.tabs.void(line, quantity, staff)
        more = {} if quantity is None else {"quantity": quantity}
        self.agree(why, self.ask("void", line=line, reason="no", staff=staff, **more))

    @rule(pick=picks, station=st.sampled_from(["zone-in", "zone-out", "room-r1", "room-r1", "room-r2"]))
    def present(self, pick: int, station: str) -> None:
        """Zones and rooms."""
        band = self.band(pick)
        why = self.tabs.present(band, station)
        self.let_in(why, self.ask("present", band=band, station=station, staff=""))

    @rule(band=bands)
    def goes_out(self, band: str) -> None:
        """At the gate."""
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

    @rule(chosen=several)
    def begin(self, chosen: list[int]) -> None:
        """Some of them, perhaps one twice."""
        self.begins([self.band(pick) for pick in chosen])

    def begins(self, named: list[str]) -> None:
        """A checkout, and what it says is due."""
        why = self.tabs.begin(named)
        outcome = self.ask("begin_checkout", bands=named)
        self.agree(why, outcome)
        if outcome.ok:
            assert outcome.facts["due"] == sum(self.tabs.bill(self.tabs.bands[band]) for band in named)

    @rule(chosen=several)
    def leave(self, chosen: list[int]) -> None:
        """After all they stay."""
        named = [self.band(pick) for pick in chosen]
        self.agree(self.tabs.leave(named), self.ask("leave_checkout", bands=named))

    @rule(chosen=several, tenders=tender_lists)
    def pay(self, chosen: list[int], tenders: list[tuple[str, int]]) -> None:
        """With whatever they have."""
        self.pays([self.band(pick) for pick in chosen], tenders)

    def pays(self, named: list[str], tenders: list[tuple[str, int]]) -> None:
        """A settlement, and the number of its receipt."""
        why = self.tabs.pay(named, tenders)
        parts = [{"tender": tender, "amount": amount, "external_id": "x"} for tender, amount in tenders]
        outcome = self.ask("pay", bands=named, tenders=parts)
        self.agree(why, outcome)
        if outcome.ok:
            assert outcome.facts["receipt"] == self.tabs.receipts

    @rule(chosen=several, tender=st.sampled_from(["cash", "qr"]), share=st.sampled_from([1, 1, 2]))
    def checks_out_and_pays(self, chosen: list[int], tender: str, share: int) -> None:
        """The whole party, exactly; or half of it in advance, and then they stay."""
        named = list(dict.fromkeys(self.band(pick) for pick in chosen))
        self.begins(named)
        if not self.tabs.inside(*named):
            due = sum(self.tabs.bill(self.tabs.bands[band]) for band in named) // share
            self.pays(named, [(tender, due)] if due > 0 else [])
            if share > 1:
                self.agree(self.tabs.leave(named), self.ask("leave_checkout", bands=named))

    @rule(amount=st.integers(0, 60_000))
    def till(self, amount: int) -> None:
        """Opened with a float or counted, mostly by turns."""
        if (self.tabs.till is None) == bool(amount % 5):
            why = set() if self.tabs.till is None else {"till_open"}
            self.agree(why, self.ask("open_till", float=amount))
            self.tabs.till = self.tabs.till if why else amount
            return
        why = {"till_not_open"} if self.tabs.till is None else set()
        outcome = self.ask("close_till", count=amount)
        self.agree(why, outcome)
        assert why or outcome.facts["expected"] == self.tabs.till
        self.tabs.till = None

    @rule(act=st.sampled_from(["price", "limit", "freeze", "resume", "goods"]), staff=staffs, pick=picks, much=amounts)
    def office(self, act: str, staff: str, pick: int, much: int) -> None:
        """What the lead does: prices, limits, clocks; and goods that come in."""
        why: Why = set() if staff == "chen" else {"not_allowed"}
        if act == "price":
            item = ["beer", "water", "oil-spa"][pick % 3]
            self.agree(why, self.ask("set_price", item=item, price=much // 10, staff=staff))
            self.tabs.prices[item] = self.tabs.prices[item] if why else much // 10
        elif act == "limit":
            band = self.band(pick)
            why |= self.tabs.inside(band)
            self.agree(why, self.ask("raise_limit", band=band, by=much, reason="regular", staff=staff))
            if not why:
                self.tabs.guest(band)["limit"] += much
        elif act == "freeze":
            self.agree(self.tabs.freeze(staff), self.ask("freeze", reason="alarm", staff=staff))
        elif act == "resume":
            self.agree(self.tabs.resume(staff), self.ask("resume", staff=staff))
        else:
            self.agree(set(), self.ask("stock_in", item="beer", quantity=1 + pick % 6))
            self.tabs.stock["beer"] += 1 + pick % 6

    @precondition(lambda self: self.number % 3 == 0)
    @rule()
    def close_day(self) -> None:
        """It moves no tab, and the books hold whenever it is asked."""
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
        """Read as a third process reads them."""
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

    # Longer at home: LOOPBAND_MODEL_EXAMPLES=2000.
    examples = int(os.environ.get("LOOPBAND_MODEL_EXAMPLES", "80"))
    run_state_machine_as_test(
        Here,
        settings=settings(max_examples=examples, stateful_step_count=50, suppress_health_check=list(HealthCheck)),
    )
