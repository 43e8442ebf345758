"""Charges: what one transaction checks before a line is on a bill (R20, R22)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import BAR, Desk


def test_r20_a_charge_posts_lines_stock_and_both_legs_at_once(desk: Desk) -> None:
    """Two items of one tap are two lines of one entry that balances; counted goods leave the shelf."""
    desk.check_in("077")
    facts = desk.charge("077", "2*beer", "fresh-orange")
    assert facts["lines"] == [
        {"line": 2, "item": "beer", "quantity": 2, "due": 3_000},
        {"line": 3, "item": "fresh-orange", "quantity": 1, "due": 2_600},
    ]
    assert facts["due"] == desk.due("077") == 15_400
    assert desk.stock("beer") == 1_998
    postings = desk.query(
        "SELECT account, visit, amount_minor FROM posting WHERE seq = ? ORDER BY leg", desk.venue.head[0]
    )
    assert postings == [("guest", 1, 5_600), ("sales:bar", 0, -5_600)]


def test_r20_an_item_is_named_by_number_or_name(desk: Desk) -> None:
    """28, "28" and beer are one thing."""
    desk.check_in("077")
    for item in (28, "28", "beer"):
        desk.wait(1)
        assert desk.done("charge", band="077", items=[{"item": item}], **BAR)["lines"][0]["item"] == "beer"


@pytest.mark.parametrize("item", ["bear", "0", "43", "-1", "28.0", "BEER", "啤酒", "2" * 64])
def test_r20_an_unknown_item_is_declined(desk: Desk, item: str) -> None:
    """And everything else in the basket with it."""
    desk.check_in("077")
    desk.no_charge("unknown_item", "077", "water", item)


def test_r20_what_is_sold_belongs_to_the_outlet_of_the_counter(desk: Desk) -> None:
    """At the desk it belongs to the item's own outlet; at the counter to the counter's."""
    desk.check_in("077")
    desk.charge("077", "fried-rice")
    desk.charge("077", "fried-rice", station="desk-1", staff="amy")
    desk.charge("077", "water", station="vending-1", staff="")
    assert desk.query("SELECT outlet FROM line WHERE line > 1 ORDER BY line") == [("bar",), ("restaurant",), ("bar",)]


@pytest.mark.parametrize("station", ["gate-in-1", "gate-out-1", "door-men", "zone-in", "locker-077"])
def test_r20_nothing_is_sold_where_nothing_is_sold(desk: Desk, station: str) -> None:
    """The refusal says where to go."""
    desk.check_in("077")
    assert "counter or desk" in desk.no_charge("wrong_station", "077", "water", station=station).message


def test_r20_sold_out_is_counted_piece_by_piece(desk: Desk) -> None:
    """The last piece can be sold, not one more, however the basket splits it; goods that come in can be sold."""
    desk.tamper("UPDATE stock SET pieces = 3 WHERE item = 'water'")
    desk.check_in("077")
    desk.no_charge("sold_out", "077", "4*water")
    assert "3 left" in desk.no_charge("sold_out", "077", "2*water", "2*water").message
    desk.charge("077", "2*water", "water")
    assert desk.stock("water") == 0
    desk.no_charge("sold_out", "077", "water")
    assert desk.done("stock_in", item="water", quantity=5) == {"item": "water", "pieces": 5, "unit": "pieces"}
    desk.wait(1)
    desk.charge("077", "5*water")


def test_r20_a_house_may_sell_what_it_has_not_counted(desk: Desk) -> None:
    """With negative stock allowed the count goes below zero and the sale stands."""
    desk.edit(("negative_stock = false", "negative_stock = true"))
    desk.lead("raise_limit", band=desk.check_in("077")["visits"][0]["band"], by=10_000_000, reason="party")
    desk.charge("077", "999*water", "999*water", "3*water")
    assert desk.stock("water") == -1


def test_r20_goods_without_a_count_are_not_counted_in(desk: Desk) -> None:
    """The item has no stock in the venue file."""
    desk.declined("not_counted", "stock_in", item="latte", quantity=1)
    desk.declined("unknown_item", "stock_in", item="latt", quantity=1)


def test_r20_nobody_without_a_visit_is_charged(desk: Desk) -> None:
    """A band never opened, unknown, taken back, or paid."""
    desk.check_in("078")
    desk.done("cancel_check_in", band="078", reason="no")
    desk.check_in("079:toddler")
    desk.begin("079")
    desk.pay("079", cash=3_000)
    for band in ("077", "078", "079"):
        desk.no_charge("band_not_in_use", band, "water")
    desk.no_charge("unknown_band", "0499", "water")


def test_r22_warned_from_eighty_percent_and_declined_above_a_hundred(desk: Desk) -> None:
    """800 is the limit: at 640 it warns, at 800 it sells, a cent more it does not."""
    desk.check_in("077")
    desk.lead("set_price", item="towel", price=54_199)
    assert "warning" not in desk.charge("077", "towel")
    assert desk.due("077") == 63_999
    desk.lead("set_price", item="tea-egg", price=1)
    assert desk.charge("077", "tea-egg")["warning"] == "limit_near"
    desk.lead("set_price", item="towel", price=16_000)
    desk.wait(1)
    assert desk.charge("077", "towel")["due"] == 80_000
    desk.wait(1)
    refused = desk.no_charge("limit_reached", "077", "tea-egg")
    assert refused.message == "¥0.01 more would be over the limit of ¥800.00; ¥0.00 is left."


def test_r22_a_basket_is_declined_as_a_whole(desk: Desk) -> None:
    """What would still fit of it is not sold."""
    desk.check_in("077")
    refused = desk.no_charge("limit_reached", "077", "water", "3*oil-spa")
    assert refused.message == "¥900.00 more would be over the limit of ¥800.00; ¥702.00 is left."


def test_r22_the_limit_is_that_of_class_and_channel(desk: Desk) -> None:
    """A child's is small, also when a company pays; a company's guest has the company's."""
    desk.check_in("077", "078:child", channel="corporate")
    desk.check_in("079")
    assert [desk.visit(number, "limit_minor") for number in (1, 2, 3)] == [200_000, 10_000, 80_000]
    desk.charge("078", "7*water")
    desk.no_charge("limit_reached", "078", "water")
    desk.charge("077", "5*oil-spa")


def test_r22_a_lead_raises_the_limit_and_it_holds_at_once(desk: Desk) -> None:
    """By an amount, with a reason; nobody else may, and nobody above all bounds."""
    desk.check_in("077")
    desk.no_charge("limit_reached", "077", "3*oil-spa")
    for staff in ("amy", "fan", "t01", ""):
        desk.declined("not_allowed", "raise_limit", band="077", by=100_000, reason="regular", staff=staff)
    assert desk.lead("raise_limit", band="077", by=19_200, reason="regular") == {"visit": 1, "limit": 99_200}
    assert desk.charge("077", "3*oil-spa")["due"] == 99_200
    desk.wait(1)
    desk.no_charge("limit_reached", "077", "tea-egg")
    desk.declined("limit_too_high", "raise_limit", band="077", by=10**12, reason="king", staff="wu")
    desk.declined("band_not_in_use", "raise_limit", band="078", by=1, reason="who", staff="wu")


def test_r22_paid_in_advance_is_free_to_spend_again(desk: Desk) -> None:
    """The limit is on what is owed now."""
    desk.check_in("077")
    desk.charge("077", "2*oil-spa")
    desk.no_charge("limit_reached", "077", "chinese-massage")
    desk.begin("077")
    desk.pay("077", qr=50_000)
    desk.leave("077")
    assert desk.charge("077", "chinese-massage")["due"] == 36_200


def test_r22_the_limit_in_twd(taipei: Desk) -> None:
    """4,000 dollars, whole ones."""
    taipei.check_in("077")
    refused = taipei.no_charge("limit_reached", "077", "2*oil-spa")
    assert refused.message == "NT$3,400 more would be over the limit of NT$4,000; NT$3,350 is left."
    taipei.charge("077", "3*chinese-massage")
    taipei.no_charge("limit_reached", "077", "9*cola")
    assert taipei.charge("077", "8*cola")["due"] == 3_970
