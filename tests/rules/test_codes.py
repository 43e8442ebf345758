"""The codes of the first operations, each provoked; and no code at all that nothing gives or no test names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.errors import WORDS, BadOperation
from pos.wire import read_operation
from tests.rules.conftest import BAR, Desk, basket, money

ROOT = Path(__file__).parents[2]
ADULT = {"band": "077", "guest": "adult"}

UNREADABLE: dict[str, str] = {
    "malformed": '{"do": "close_day"',
    "unknown_operation": '{"do": "dance"}',
    "missing_field": '{"do": "charge", "band": "077"}',
    "unknown_field": '{"do": "charge", "band": "077", "items": [{"item": "beer", "price": 1}]}',
    "wrong_type": '{"do": "open_till", "float": 1.5}',
    "out_of_range": '{"do": "charge", "band": "077", "items": [{"item": "beer", "quantity": -1}]}',
    "too_long": json.dumps({"do": "freeze", "reason": "停" * 10_000}),
}
"""Code of :func:`read_operation` → a text that has it."""


def _paying(desk: Desk, *, till: bool = False) -> None:
    desk.check_in("077")
    if till:
        desk.done("open_till", float=0)
    desk.begin("077")


def _pay(code: str, tenders: list[dict[str, object]]) -> Callable[[Desk], None]:
    def provoke(desk: Desk) -> None:
        _paying(desk)
        desk.declined(code, "pay", bands=["077"], tenders=tenders)

    return provoke


def _simply(code: str, do: str, **fields: object) -> Callable[[Desk], None]:
    return lambda desk: _ignored(desk.declined(code, do, **fields))


def _with_guest(code: str, do: str, **fields: object) -> Callable[[Desk], None]:
    def provoke(desk: Desk) -> None:
        desk.check_in("077", "078:child")
        desk.declined(code, do, **fields)

    return provoke


def _refused(reason: str, band: str, station: str, *, inside: bool = True) -> Callable[[Desk], None]:
    def provoke(desk: Desk) -> None:
        if inside:
            desk.check_in("077")
        desk.refused(reason, band, station)

    return provoke


def _ignored(_: object) -> None:
    """The answer was looked at already."""


def _no_locker(desk: Desk) -> None:
    for first in (121, 161):
        desk.check_in(*(str(number) for number in range(first, first + 40)))
    desk.declined("no_locker", "check_in", bands=[{"band": "201", "guest": "adult", "zone": "women"}])


def _reused(desk: Desk) -> None:
    desk.done("check_in", bands=[ADULT], id="one")
    assert desk.do("close_day", id="one").error == "id_reused"


def _band_not_available(desk: Desk) -> None:
    desk.tamper("UPDATE band SET state = 'wash' WHERE number = '077'")
    desk.declined("band_not_available", "check_in", bands=[ADULT])


def _too_late(desk: Desk) -> None:
    desk.check_in("077")
    desk.wait(11)
    desk.declined("too_late_to_cancel", "cancel_check_in", band="077", reason="no")


def _has_lines(desk: Desk) -> None:
    desk.check_in("077")
    desk.charge("077", "water")
    desk.declined("has_lines", "cancel_check_in", band="077", reason="no")


def _already_linked(desk: Desk) -> None:
    desk.check_in("077", "078")
    desk.declined("already_linked", "link", bands=["077", "078"])


def _in_checkout(desk: Desk) -> None:
    _paying(desk)
    desk.no_charge("in_checkout", "077", "water")


def _already_frozen(desk: Desk) -> None:
    desk.lead("freeze", reason="x")
    desk.declined("already_frozen", "freeze", reason="x", staff="chen")


def _occupied(desk: Desk) -> None:
    desk.check_in("077")
    desk.check_in("078")
    desk.granted("077", "room-r1")
    desk.refused("occupied", "078", "room-r1")


def _slip_expired(desk: Desk) -> None:
    _paying(desk)
    desk.pay("077", cash=9_800)
    desk.wait(31)
    desk.refused("slip_expired", "077", "gate-out-1")


def _sold_out(desk: Desk) -> None:
    desk.tamper("UPDATE stock SET pieces = 0 WHERE item = 'water'")
    desk.check_in("077")
    desk.no_charge("sold_out", "077", "water")


def _void(code: str, **fields: object) -> Callable[[Desk], None]:
    def provoke(desk: Desk) -> None:
        desk.check_in("077")
        desk.charge("077", "water")
        if code == "line_settled":
            desk.begin("077")
            desk.pay("077", cash=10_400)
        desk.declined(code, "void", **{"line": 2, "reason": "no"} | BAR | fields)

    return provoke


def _nothing_due(desk: Desk) -> None:
    desk.check_in("076", "077:toddler")
    desk.begin("077")
    desk.declined("nothing_due", "pay", bands=["077"], tenders=money(cash=1))


def _till_open(desk: Desk) -> None:
    desk.done("open_till", float=0)
    desk.declined("till_open", "open_till", float=0)


def _counting(code: str, count: object) -> Callable[[Desk], None]:
    def provoke(desk: Desk) -> None:
        desk.done("open_till", float=0)
        desk.declined(code, "close_till", count=count)

    return provoke


def _unbalanced(desk: Desk) -> None:
    desk.check_in("077")
    desk.tamper("UPDATE tab SET due_minor = 0")
    desk.declined("books_do_not_balance", "close_day", staff="chen")


def _was_used(desk: Desk) -> None:
    desk.lead("add_bands", bands=[_BAND])
    desk.done("check_in", bands=[{"band": "300", "guest": "adult", "zone": "men"}])
    desk.declined("band_was_used", "remove_bands", bands=["300"], reason="x", staff="chen")


_ONE_WATER = {"band": "077", "items": basket("water")} | BAR
_BAND = {"number": "300", "uid": "04AABBCC"}
_LEAD = {"staff": "chen"}

DECLINED: dict[str, Callable[[Desk], None]] = {
    "id_reused": _reused,
    "unknown_station": _simply("unknown_station", "close_day", station="nowhere"),
    "unknown_staff": _simply("unknown_staff", "close_day", staff="nobody"),
    "staff_needed": _simply("staff_needed", "sign_in", pin="1001", staff=""),
    "not_allowed": _simply("not_allowed", "close_day"),
    "wrong_pin": _simply("wrong_pin", "sign_in", pin="1002"),
    "not_signed_in": _simply("not_signed_in", "sign_out"),
    "wrong_station": _simply("wrong_station", "open_till", float=0, station="bar"),
    "unknown_band": _simply("unknown_band", "check_in", bands=[{"band": "x", "guest": "adult"}]),
    "band_in_use": _with_guest("band_in_use", "check_in", bands=[ADULT]),
    "band_not_available": _band_not_available,
    "band_not_in_use": _simply("band_not_in_use", "charge", **_ONE_WATER),
    "band_twice": _simply("band_twice", "check_in", bands=[ADULT, ADULT]),
    "band_exists": _simply("band_exists", "add_bands", bands=[_BAND | {"number": "77"}], **_LEAD),
    "uid_exists": _simply("uid_exists", "add_bands", bands=[_BAND, _BAND | {"number": "301"}], **_LEAD),
    "band_of_file": _simply("band_of_file", "remove_bands", bands=["077"], reason="x", **_LEAD),
    "band_was_used": _was_used,
    "bad_number": _simply("bad_number", "add_bands", bands=[_BAND | {"number": "a b"}], **_LEAD),
    "bad_uid": _simply("bad_uid", "add_bands", bands=[_BAND | {"uid": "4"}], **_LEAD),
    "zone_needed": _simply("zone_needed", "check_in", bands=[{"band": "201", "guest": "adult"}]),
    "wrong_zone": _simply("wrong_zone", "check_in", bands=[ADULT | {"zone": "women"}]),
    "no_locker": _no_locker,
    "unknown_guest": _simply("unknown_guest", "check_in", bands=[{"band": "077", "guest": "dog"}]),
    "class_not_offered": _simply("class_not_offered", "check_in", bands=[{"band": "077", "guest": "night"}]),
    "unknown_channel": _simply("unknown_channel", "check_in", bands=[ADULT], channel="x"),
    "too_late_to_cancel": _too_late,
    "has_lines": _has_lines,
    "already_linked": _already_linked,
    "not_linked": lambda desk: _ignored((desk.check_in("077"), desk.declined("not_linked", "unlink", band="077"))),
    "in_checkout": _in_checkout,
    "not_in_checkout": _with_guest("not_in_checkout", "leave_checkout", bands=["077"]),
    "already_frozen": _already_frozen,
    "not_frozen": _simply("not_frozen", "resume", **_LEAD),
    "limit_too_high": _with_guest("limit_too_high", "raise_limit", band="077", by=10**12, reason="x", **_LEAD),
    "other_locker": _refused("other_locker", "077", "locker-078"),
    "occupied": _occupied,
    "not_paid": _refused("not_paid", "077", "gate-out-1"),
    "no_exit_slip": _refused("no_exit_slip", "077", "gate-out-1", inside=False),
    "slip_expired": _slip_expired,
    "unknown_item": _with_guest("unknown_item", "charge", band="077", items=basket("x"), **BAR),
    "adults_only": _with_guest("adults_only", "charge", band="078", items=basket("beer"), **BAR),
    "limit_reached": _with_guest("limit_reached", "charge", band="077", items=basket("9*oil-spa"), **BAR),
    "sold_out": _sold_out,
    "not_counted": _simply("not_counted", "stock_in", item="latte", quantity=1),
    "unknown_line": _void("unknown_line", line=99),
    "line_voided": _void("line_voided", quantity=2),
    "line_settled": _void("line_settled"),
    "line_fixed": _void("line_fixed", line=1),
    "void_needs_lead": _void("void_needs_lead", staff="gu"),
    "unknown_tender": _pay("unknown_tender", [{"tender": "shells", "amount": 1}]),
    "too_much": _pay("too_much", money(card=9_801)),
    "voucher_used": _pay(
        "voucher_used", [{"tender": "group_buy", "amount": 4_900, "external_id": "MT-1"} for _ in range(2)]
    ),
    "needs_external_id": _pay("needs_external_id", [{"tender": "card", "amount": 1}]),
    "nothing_tendered": _pay("nothing_tendered", []),
    "nothing_due": _nothing_due,
    "till_open": _till_open,
    "till_not_open": _simply("till_not_open", "close_till", count=0),
    "bad_denomination": _counting("bad_denomination", {"penny": 1}),
    "count_too_high": _counting("count_too_high", {"10000": 10**12}),
    "nothing_to_close": _simply("nothing_to_close", "close_day", **_LEAD),
    "books_do_not_balance": _unbalanced,
}
"""Code of a decline, or reason of a refusal → what provokes it."""


def _provoked_beside() -> set[str]:
    """Codes that the other tests of the rules ask for by name, where the rule itself is tested."""
    asked = re.compile(r"""(?:declined|refused|no_charge)\(\s*"(\w+)\"""")
    beside = [path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name]
    return {code for path in beside for code in asked.findall(path.read_text(encoding="utf-8"))}


BESIDE = _provoked_beside()


@pytest.mark.parametrize("code", sorted(UNREADABLE))
def test_r20_what_cannot_be_read_says_why(code: str) -> None:
    """In words, and without repeating ten thousand characters."""
    with pytest.raises(BadOperation) as raised:
        read_operation(UNREADABLE[code])
    assert raised.value.code == code
    assert len(str(raised.value)) < 1_000


@pytest.mark.parametrize("code", sorted(DECLINED))
def test_r20_each_code_is_answered_where_it_belongs(code: str, desk: Desk) -> None:
    """What is declined or refused leaves every table but the log as it was."""
    DECLINED[code](desk)


def test_every_code_is_given_by_something_and_proved_by_a_test() -> None:
    """No dead code, and none that no test names; a code from another room is proved in that room's tests."""
    errors = {ROOT / "pos/errors.py", *ROOT.glob("pos/errors/*.py")}
    source = [file for room in ("pos", "terminal_ui") for file in (ROOT / room).rglob("*.py") if file not in errors]
    assert set(WORDS) - _quoted(source) == set()
    assert set(WORDS) - _quoted(list((ROOT / "tests").rglob("*.py"))) == set()


def _quoted(files: list[Path]) -> set[str]:
    """Every word that stands in quotes in these files."""
    return {word for file in files for word in re.findall(r'"([a-z][a-z_]*)"', file.read_text(encoding="utf-8"))}
