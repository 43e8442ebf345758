"""Whatever a house does in whatever order: every bill adds up all the way, and all can be closed (R9, R72)."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.house.demo_house import DemoCurrency
from pos.operations import AnyOperation
from tests.rules.conftest import Desk, OpenDesk

BANDS = ("001", "002", "003", "121", "122")
GUESTS = ("adult", "adult", "child", "toddler", "adult")
SPARE = ("011", "012", "131", "132")
ITEMS = ("beer", "water", "body-scrub", "two-in-one", "fried-rice", "buffet", "fruit-plate", "oil-spa")
USUAL: dict[str, object] = {"reason": "x", "staff": "wu", "approved_by": "chen"}
"""Who may do everything; what takes two persons has the second one."""
FIELDS = {str(kind.__struct_config__.tag): {*kind.__struct_fields__} for kind in get_args(AnyOperation)}
"""What each operation can be told."""


class Evening:
    """Some guests of one house; every act may be declined, and none may leave the books wrong."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.slips = 0

    def band(self, pick: int) -> str:
        """A band that some guest of this evening wears, or has lost, or wore."""
        rows = self.desk.query("SELECT band FROM visit ORDER BY visit")
        return str(rows[pick % len(rows)][0]) if rows else BANDS[pick % len(BANDS)]

    def line(self, pick: int) -> int:
        """A line that was sold or moved to a bill, mostly a new one."""
        rows = self.desk.query("SELECT line FROM line WHERE mark IN ('', 'transfer') ORDER BY line DESC LIMIT 8")
        return int(rows[pick % len(rows)][0]) if rows else 1

    def paid_with(self, tender: str, amount: int) -> list[dict[str, object]]:
        """So much money."""
        self.slips += 1
        slip = {} if tender in {"cash", "deposit"} else {"external_id": str(self.slips)}
        return [{"tender": tender, "amount": max(1, amount), **slip}]

    def do(self, act: str, **fields: object) -> bool:
        """Try it."""
        usual = {name: value for name, value in USUAL.items() if name in FIELDS[act]}
        return self.desk.do(act, **usual | fields).ok

    def due(self, *bands: str) -> int:
        """What a checkout says; 0 if there is none."""
        facts = self.desk.do("begin_checkout", bands=list(bands)).facts
        return int(str(facts.get("due", 0)))

    def sound(self) -> None:
        """Of every visit: what its lines say, less what was paid or left unpaid, is due; postings say the same."""
        rows = self.desk.query(
            "SELECT tab.visit, due_minor,"
            " (SELECT coalesce(sum(due_minor), 0) FROM line WHERE visit = tab.visit),"
            " (SELECT coalesce(sum(amount_minor), 0) FROM receipt_share WHERE visit = tab.visit),"
            " (SELECT coalesce(sum(amount_minor), 0) FROM walk_out WHERE visit = tab.visit),"
            " (SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE account = 'guest' AND visit = tab.visit)"
            " FROM tab"
        )
        for visit, due, lines, paid, walked, posted in rows:
            assert lines - paid - walked == due == posted, visit

    def close_all(self) -> None:
        """Everybody comes back, the clocks run, all pay: no state is without a way out (R9)."""
        desk = self.desk
        desk.do("resume", staff="chen")
        for visit, band, state in desk.query(
            "SELECT visit, band, state FROM visit WHERE state NOT IN ('settled', 'absconded', 'cancelled')"
        ):
            if state == "deposit_out":
                desk.done("come_back", band=band)
            due = self.due(band)
            desk.done("pay", bands=[band], tenders=self.paid_with("card", due) if due > 0 else [])
            assert (desk.visit(visit, "state"), desk.owed(visit)) == ("settled", 0)
        desk.done("close_day", staff="chen")


Act = Callable[[Evening, str, int], object]


def charge(evening: Evening, band: str, much: int) -> None:
    """Two of something, where it is sold."""
    item = ITEMS[much % len(ITEMS)]
    counter = ("scrub-men" if int(band) <= 120 else "scrub-women") if "scrub" in item else "bar"
    evening.do("raise_limit", band=band, by=10_000)
    evening.do("charge", band=band, station=counter, items=[{"item": item, "quantity": 1 + much % 2}])


def spare(band: str, much: int) -> str:
    """Another band of the same zone."""
    return SPARE[much % 2] if int(band) <= 120 else SPARE[2 + much % 2]


def check_in(evening: Evening, _band: str, much: int) -> None:
    """Another guest, as long as there are bands."""
    place = much % len(BANDS)
    evening.do("check_in", bands=[{"band": BANDS[place], "guest": GUESTS[place]}])


def pay(evening: Evening, band: str, much: int) -> None:
    """All of it, some of it, in advance, or with the deposit; and perhaps they stay."""
    due = evening.due(band) if much % 3 else 0
    amount = due if much % 2 and due > 0 else 1 + much
    tender = ("cash", "card", "deposit", "cash")[much % 4]
    evening.do("pay", bands=[band], tenders=evening.paid_with(tender, amount) if due > 0 else [], keep=much % 5 < 3)
    if much % 7:
        evening.do("leave_checkout", bands=[band])


def pay_line(evening: Evening, band: str, much: int) -> None:
    """One line, for what it adds."""
    line = evening.line(much)
    for due in evening.desk.query("SELECT sum(due_minor) FROM line WHERE line = ?1 OR of = ?1", line):
        evening.do("pay", bands=[band], lines=[line], tenders=evening.paid_with("qr", due[0] or 1))


def lose(evening: Evening, band: str, much: int) -> None:
    """Lost, and another one given; or found again."""
    if much % 3:
        evening.do("report_lost", band=band)
        evening.do("replace", band=band, to=spare(band, much))
    else:
        evening.do("recover", band=band)


ACTS: dict[str, Act] = {
    "check_in": check_in,
    "charge": charge,
    "again": charge,
    "cancel": lambda evening, band, _much: evening.do("cancel_check_in", band=band),
    "void": lambda evening, _band, much: evening.do("void", line=evening.line(much), quantity=1 + much % 2),
    "gift": lambda evening, _band, much: evening.do("gift", line=evening.line(much), quantity=1 + much % 2),
    "comp": lambda evening, band, much: much % 3 == 0 and evening.do("comp", band=band, signer="wu"),
    "percent": lambda evening, band, much: evening.do("discount", band=band, percent=1 + much % 40),
    "off": lambda evening, band, much: evening.do("discount", band=band, amount=1 + much % 3_000),
    "transfer": lambda evening, band, much: evening.do("transfer", lines=[evening.line(much)], to=band),
    "package": lambda evening, band, much: evening.do("add_package", band=band, package=f"P{1 + much % 5}"),
    "no_package": lambda evening, band, _much: evening.do("remove_package", band=band),
    "room": lambda evening, band, much: evening.do("present", band=band, station=f"room-r{1 + much % 12}", staff=""),
    "zone": lambda evening, band, much: evening.do("present", band=band, station=("zone-in", "zone-out")[much % 2]),
    "gate": lambda evening, band, much: evening.do("present", band=band, station=("gate-in-1", "gate-out-1")[much % 2]),
    "freeze": lambda evening, band, _much: evening.do("freeze", bands=[band]),
    "resume": lambda evening, band, _much: evening.do("resume", bands=[band]),
    "link": lambda evening, band, much: evening.do("link", bands=[band, evening.band(much)]),
    "unlink": lambda evening, band, _much: evening.do("unlink", band=band),
    "swap": lambda evening, band, much: evening.do(
        "swap", band=band, to=SPARE[much % len(SPARE)], defect=much % 2 == 0
    ),
    "lose": lose,
    "raise_limit": lambda evening, band, much: evening.do("raise_limit", band=band, by=1 + much),
    "deposit": lambda evening, band, much: evening.do("deposit", band=band, amount=1 + much, tender="cash"),
    "return_deposit": lambda evening, band, _much: evening.do("return_deposit", band=band),
    "out": lambda evening, band, _much: evening.do("out_on_deposit", band=band),
    "back": lambda evening, band, _much: evening.do("come_back", band=band),
    "begin": lambda evening, band, _much: evening.due(band),
    "leave": lambda evening, band, _much: evening.do("leave_checkout", bands=[band]),
    "pay": pay,
    "pay_line": pay_line,
    "walk_out": lambda evening, band, much: much % 4 == 0 and evening.do("walk_out", band=band, staff="lin"),
}
steps = st.tuples(
    st.sampled_from([*ACTS, *["charge"] * 6, *["transfer", "package", "void", "gift", "room", "pay"] * 2]),
    st.integers(0, 9),
    st.integers(0, 30_000),
    st.sampled_from([0, 0, 1, 11, 61, 300]),
)


@pytest.mark.slow
@pytest.mark.parametrize("currency", ["cny", "twd"])
def test_r09_r72_whatever_happens_bills_add_up_and_all_can_be_closed(
    open_desk: OpenDesk, currency: DemoCurrency
) -> None:
    """Any acts in any order: Σ lines - Σ payments = due of each visit after each, and then everybody can go home."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(steps, min_size=30, max_size=60))
    def evening(todo: list[tuple[str, int, int, int]]) -> None:
        desk = open_desk(currency)
        desk.done("open_till", float=10**9)
        one = Evening(desk)
        desk.check_in(*(f"{band}:{guest}" for band, guest in zip(BANDS[:3], GUESTS, strict=False)))
        for name, pick, much, minutes in todo:
            desk.wait(minutes, seconds=4)
            ACTS[name](one, one.band(pick), much)
            one.sound()
        one.close_all()
        one.sound()

    evening()
