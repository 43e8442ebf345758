"""Stock: goods and recipes, what sales take and what comes back, deliveries, waste and count sheets (R24, R31, R72)."""

from __future__ import annotations

import pytest

from pos.ledger.rebuild import rebuild
from pos.ledger.verify import verify
from pos.reports.board import board_of
from pos.reports.reading import Reading
from pos.reports.stock import Stock, stock_of
from tests.rules.conftest import BAR, Desk, Facts, OpenDesk, money

LATTE = {"coffee-beans": 18, "milk": 200}
"""What one takes in the demo house."""

KEG = '[goods]\nkeg = { name = "Keg", unit = "ml", stock = 1200, cost = 420, cost_units = 30000 }\n'
DRAFT = '[items]\ndraft = { number = 90, name = "Draft", outlet = "bar", price = 18, adults_only = true }\n'
MEAL = 'meal = { number = 91, name = "Set meal", outlet = "bar", price = 40 }\n'
RECIPES = "[recipes]\ndraft = { keg = 500 }\nmeal = { keg = 300, cola = 1, tea-egg = 2 }\n"


@pytest.fixture
def pub(desk: Desk) -> Desk:
    """A house with draft beer from a keg, half a litre each, and a set meal; Band 077 is checked in."""
    desk.edit(("[goods]\n", KEG), ("[items]\n", DRAFT + MEAL), ("[recipes]", RECIPES.rstrip()))
    desk.check_in("077")
    return desk


def stock(desk: Desk) -> Stock:
    """The report."""
    reading = Reading.open(desk.folder)
    try:
        return stock_of(reading)
    finally:
        reading.close()


def sold_out(desk: Desk) -> tuple[str, ...]:
    """What the board tells every station."""
    reading = Reading.open(desk.folder)
    try:
        return board_of(reading).sold_out
    finally:
        reading.close()


def on_hand(desk: Desk, *goods: str) -> list[int]:
    """How much there is of several goods."""
    return [desk.stock(one) for one in goods]


def back(desk: Desk, facts: Facts, **fields: object) -> Facts:
    """Refund a receipt by the shift lead."""
    return desk.lead("refund", receipt=facts["receipt"], reason="never opened", **fields)


# --- recipes ----------------------------------------------------------------------------------


def test_r31_a_sale_takes_what_its_recipe_says_and_a_void_mirrors_it(desk: Desk) -> None:
    """Beans and milk of each cup go in the transaction of the charge; a void of one cup brings back one cup's."""
    desk.check_in("077")
    before = on_hand(desk, *LATTE)
    line = desk.charge("077", "3*latte")["lines"][0]["line"]
    assert on_hand(desk, *LATTE) == [before[0] - 54, before[1] - 600]
    desk.done("void", line=line, quantity=1, reason="one too many", **BAR)
    assert on_hand(desk, *LATTE) == [before[0] - 36, before[1] - 400]
    desk.done("void", line=line, reason="went home", **BAR)
    assert on_hand(desk, *LATTE) == before


def test_r31_a_plain_item_needs_no_more_facts_than_a_sale(desk: Desk) -> None:
    """A counted item says only how many pieces went; its line is not repeated."""
    desk.check_in("077")
    desk.charge("077", "2*beer", "beer")
    ((facts,),) = desk.query("SELECT content ->> '$.facts' FROM log WHERE seq = ?", desk.venue.head[0])
    assert '{"fact":"stock_moved","item":"beer","quantity":-3}' in facts


def test_r31_a_keg_gives_two_half_litres_and_then_it_is_sold_out(pub: Desk) -> None:
    """Draft beer is sold by the keg's millilitres; what is left of it is no glass. Every station's board says so."""
    assert "draft" not in sold_out(pub)
    pub.charge("077", "2*draft")
    assert pub.stock("keg") == 200
    assert {"draft", "meal"} <= set(sold_out(pub))
    assert "0 left" in pub.no_charge("sold_out", "077", "draft").message
    pub.done("stock_in", item="keg", quantity=30_000, reason="delivery 4711")
    assert "draft" not in sold_out(pub)
    pub.wait(1)
    pub.charge("077", "draft")


def test_r31_a_set_meal_takes_counted_items_too(pub: Desk) -> None:
    """Its parts are those that are sold singly; a basket with both takes both, and each void gives back its own."""
    before = on_hand(pub, "cola", "tea-egg", "keg")
    lines = pub.charge("077", "meal", "2*cola")["lines"]
    assert on_hand(pub, "cola", "tea-egg", "keg") == [before[0] - 3, before[1] - 2, before[2] - 300]
    pub.done("void", line=lines[0]["line"], reason="no", **BAR)
    assert on_hand(pub, "cola", "tea-egg", "keg") == [before[0] - 2, before[1], before[2]]
    pub.done("void", line=lines[1]["line"], reason="no", **BAR)
    assert on_hand(pub, "cola", "tea-egg", "keg") == before


def test_r31_what_was_sold_by_an_old_recipe_comes_back_by_it(pub: Desk) -> None:
    """The venue file makes the glass bigger while the guest still has it on the bill."""
    line = pub.charge("077", "draft")["lines"][0]["line"]
    pub.edit(("draft = { keg = 500 }", "draft = { keg = 600 }"))
    pub.done("void", line=line, reason="flat", **BAR)
    assert pub.stock("keg") == 1_200


def test_r31_a_transfer_moves_no_goods_and_its_void_still_mirrors_the_sale(pub: Desk) -> None:
    """Wherever the line went, what comes back is what the sale took."""
    pub.check_in("078")
    line = pub.charge("077", "2*draft")["lines"][0]["line"]
    moved = pub.done("transfer", lines=[{"line": line, "quantity": 1}], to="078", reason="his")["lines"][0]["line"]
    assert pub.stock("keg") == 200
    pub.lead("void", line=moved, reason="no")
    assert pub.stock("keg") == 700
    pub.lead("void", line=line, reason="no")
    assert pub.stock("keg") == 1_200


def test_r31_gifts_and_comps_bring_nothing_back(pub: Desk) -> None:
    """The guest has drunk it, whoever pays."""
    line = pub.charge("077", "draft")["lines"][0]["line"]
    pub.lead("gift", line=line, reason="birthday")
    pub.lead("comp", band="077", signer="Mr Wu", reason="guest of the house")
    assert pub.stock("keg") == 700


# --- below zero -------------------------------------------------------------------------------


def test_r31_negative_stock_is_by_house_and_by_goods(desk: Desk) -> None:
    """What is weighed may go below zero in the demo house, pieces may not; one item may be let."""
    desk.check_in("077")
    desk.lead("stock_count", counts={"milk": 100, "cola": 0, "beer": 0}, reason="before closing")
    desk.charge("077", "latte")
    assert desk.stock("milk") == -100
    desk.no_charge("sold_out", "077", "cola")
    assert set(sold_out(desk)) == {"cola", "beer"}
    desk.edit(("adults_only = true }\ntea-set", "adults_only = true, negative_stock = true }\ntea-set"))
    desk.charge("077", "beer")
    assert desk.stock("beer") == -1
    assert sold_out(desk) == ("cola",)


# --- refunds ----------------------------------------------------------------------------------


def test_r31_a_refund_says_whether_the_goods_came_back(desk: Desk) -> None:
    """Money alone moves no stock; with goods_back what was sold is on the shelf again."""
    receipts = []
    for band in ("077", "078"):
        desk.check_in(band)
        desk.charge(band, "2*water", "latte")
        receipts.append(desk.pay(band, card=desk.begin(band)))
    assert "goods" not in back(desk, receipts[0])
    assert on_hand(desk, "water", "milk") == [1_996, 59_600]
    assert back(desk, receipts[1], goods_back=True)["goods"] == [
        {"item": "water", "quantity": 2},
        {"item": "coffee-beans", "quantity": 18},
        {"item": "milk", "quantity": 200},
    ]
    assert on_hand(desk, "water", "milk") == [1_998, 59_800]


def test_r31_a_line_that_is_given_back_whole_brings_its_goods(desk: Desk) -> None:
    """Named lines, also what is left of one after a void; no line brings anything twice."""
    desk.check_in("077")
    line = desk.charge("077", "3*water", "2*cola")["lines"][0]["line"]
    desk.done("void", line=line, quantity=1, reason="one too many", **BAR)
    receipt = desk.pay("077", card=desk.begin("077"))
    back(desk, receipt, lines=[line], goods_back=True)
    assert on_hand(desk, "water", "cola") == [2_000, 1_998]
    back(desk, receipt, goods_back=True)
    assert on_hand(desk, "water", "cola") == [2_000, 2_000]


def test_r31_a_part_of_a_price_brings_no_goods(desk: Desk) -> None:
    """A bill that was paid in two equal parts is half refunded: nobody hands back half a bottle."""
    desk.check_in("077")
    desk.charge("077", "2*water")
    due = desk.begin("077")
    first = desk.done("pay", bands=["077"], amount=due // 2, tenders=money(card=due // 2))
    desk.pay("077", card=due - due // 2)
    facts = back(desk, first, goods_back=True)
    assert (facts["goods"], desk.stock("water")) == ([], 1_998)


# --- deliveries, waste, counts ----------------------------------------------------------------


def test_r31_a_count_sheet_posts_the_difference_with_its_reason(desk: Desk) -> None:
    """The books say what was found; the difference, and what it cost, stands in the entry, also where there is none."""
    desk.check_in("077")
    desk.charge("077", "3*beer")
    facts = desk.lead("stock_count", counts={"beer": 1_990, "water": 2_000, "22": 2_001}, reason="Sunday count")
    assert [(one["item"], one["expected"], one["counted"], one["difference"]) for one in facts["counts"]] == [
        ("beer", 1_997, 1_990, -7),
        ("water", 2_000, 2_000, 0),
        ("cola", 2_000, 2_001, 1),
    ]
    assert facts["counts"][0]["value"] == -7 * 420
    assert on_hand(desk, "beer", "water", "cola") == [1_990, 2_000, 2_001]
    moves = desk.query("SELECT item, quantity, pieces, reason, staff FROM stock_move WHERE kind = 'count'")
    assert moves[0] == ("beer", -7, 1_990, "Sunday count", "chen")
    assert len(moves) == 3


def test_r31_counting_and_throwing_away_are_rights(desk: Desk) -> None:
    """A cashier needs somebody who may; both names are in the entry."""
    desk.declined("not_allowed", "stock_count", counts={"beer": 1}, reason="x")
    desk.declined("not_allowed", "stock_waste", item="beer", quantity=1, reason="x")
    desk.done("stock_count", counts={"beer": 1_999}, reason="x", approved_by="chen")
    assert desk.query("SELECT act, staff, asked_by, amount_minor FROM right_used") == [
        ("stock_count", "chen", "amy", 420)
    ]


def test_r31_waste_is_gone_and_never_more_than_there_is(desk: Desk) -> None:
    """Of what may go below zero it may."""
    assert desk.lead("stock_waste", item="coconut", quantity=2, reason="gone bad")["pieces"] == 1_998
    desk.declined("not_on_hand", "stock_waste", item="coconut", quantity=1_999, reason="x", staff="chen")
    assert desk.lead("stock_waste", item="milk", quantity=60_001, reason="power cut")["pieces"] == -1


def test_r31_what_nobody_counts_is_on_no_sheet(desk: Desk) -> None:
    """Neither what is made from a recipe, nor what is not there; and nothing twice, by name and by number."""
    for counts, code in (({"latte": 1}, "not_counted"), ({"nuts": 1}, "unknown_item")):
        desk.declined(code, "stock_count", counts=counts, reason="x", staff="chen")
    desk.declined("counted_twice", "stock_count", counts={"beer": 1, "28": 1}, reason="x", staff="chen")


def test_r31_the_report_tells_what_moved_since_the_last_count(desk: Desk) -> None:
    """Opening, in, sold, returned, gone, on hand; the difference of the count and when it was; value by cost."""
    desk.check_in("077")
    desk.charge("077", "5*beer")
    desk.lead("stock_count", counts={"beer": 1_990}, reason="count")
    line = desk.charge("077", "4*beer")["lines"][0]["line"]
    desk.done("void", line=line, quantity=1, reason="no", **BAR)
    desk.done("stock_in", item="beer", quantity=24)
    desk.lead("stock_waste", item="beer", quantity=2, reason="broken")
    beer = next(one for one in stock(desk).goods if one.item == "beer")
    assert (beer.opening, beer.came_in, beer.sold, beer.returned, beer.wasted) == (1_990, 24, 4, 1, 2)
    assert (beer.on_hand, beer.difference, beer.counted) == (2_009, -5, "2026-03-10T10:00:00+08:00")
    assert beer.value == 2_009 * 420
    milk = next(one for one in stock(desk).goods if one.item == "milk")
    assert (milk.unit, milk.on_hand, milk.counted, milk.value) == ("ml", 60_000, "", 66_000)


def test_r31_the_report_of_the_house_in_taipei_is_in_its_money(open_desk: OpenDesk) -> None:
    """No minor unit: values are whole dollars."""
    found = stock(open_desk("twd"))
    assert found.currency == "TWD"
    assert found.value == sum(one.value or 0 for one in found.goods)
    assert next(one.value for one in found.goods if one.item == "beer") == 48_000


# --- the invariant ----------------------------------------------------------------------------


def test_r72_stock_that_was_changed_by_hand_is_found_and_stops_the_day(desk: Desk) -> None:
    """The sum of the movements in the log is what is on hand, and a red one says which."""
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.tamper("UPDATE stock SET pieces = pieces + 6 WHERE item = 'beer'")
    found = {(one.code, one.where) for one in verify(desk.folder / "ledger.db").findings}
    assert ("stock", "stock beer") in found
    desk.reopen()
    desk.wait(hours=24)
    assert "2005 of beer" in desk.declined("books_do_not_balance", "close_day", staff="chen").message


def test_r73_the_stock_is_made_again_from_the_log(pub: Desk) -> None:
    """With its periods, counts and moves."""
    pub.charge("077", "draft", "meal", "beer")
    pub.lead("stock_count", counts={"keg": 350, "beer": 1_900}, reason="count")
    pub.done("stock_in", item="keg", quantity=30_000)
    pub.venue.close()
    assert rebuild(pub.folder / "ledger.db").changed == ()
    pub.reopen()
