"""Discounts, gifts and whole bills that the house pays (R26, R27)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.conftest import BAR, Desk, OpenDesk, Rows


@pytest.fixture
def guest(desk: Desk) -> Desk:
    """A guest with an admission (98), two beers (15 each, line 2), cigarettes (26) and a scrub (38)."""
    desk.check_in("077")
    desk.charge("077", "2*beer", "cigarettes")
    desk.charge("077", "body-scrub", station="scrub-men", staff="dong")
    return desk


DUE = 9_800 + 3_000 + 2_600 + 3_800


def given_lines(desk: Desk, mark: str) -> Rows:
    """What was given away: (of, item, quantity, due, outlet)."""
    return desk.query("SELECT of, item, quantity, due_minor, outlet FROM line WHERE mark = ? ORDER BY line", mark)


def test_r26_a_discount_is_a_line_about_each_line_it_lowers(guest: Desk) -> None:
    """Ten percent of everything but tobacco; the prices stay as they are."""
    facts = guest.done("discount", band="077", percent=10, reason="regular guest")
    assert (facts["amount"], facts["due"]) == (-1_660, DUE - 1_660)
    assert given_lines(guest, "discount") == [
        (1, "T01", 1, -980, "desk"),
        (2, "beer", 2, -300, "bar"),
        (4, "body-scrub", 1, -380, "scrub"),
    ]
    assert guest.query("SELECT sum(due_minor) FROM line WHERE mark <> 'discount'") == [(DUE,)]


def test_r26_of_an_outlet_or_an_item(guest: Desk) -> None:
    """By the outlet's name, by the item's name or its number; anything else is refused."""
    guest.done("discount", band="077", percent=10, scope="scrub", reason="x")
    assert given_lines(guest, "discount") == [(4, "body-scrub", 1, -380, "scrub")]
    guest.done("discount", band="077", amount=100, scope="beer", reason="x", staff="chen")
    guest.done("discount", band="077", amount=100, scope=28, reason="x", staff="chen")
    assert guest.due("077") == DUE - 380 - 200
    refused = guest.declined("unknown_scope", "discount", band="077", percent=1, scope="x", reason="x")
    assert "restaurant" in refused.message


def test_r26_an_amount_is_shared_by_largest_fraction(guest: Desk) -> None:
    """¥1 over 98, 30 and 38 (R50); never more than there is."""
    guest.done("discount", band="077", amount=100, reason="x")
    assert [row[3] for row in given_lines(guest, "discount")] == [-59, -18, -23]
    guest.declined("too_much_off", "discount", band="077", amount=16_501, reason="x", staff="wu")
    guest.done("discount", band="077", amount=16_500, reason="x", staff="wu")
    assert guest.due("077") == 2_600
    guest.declined("nothing_to_discount", "discount", band="077", percent=10, reason="x", staff="wu")


def test_r26_percent_or_amount(guest: Desk) -> None:
    """One of the two."""
    guest.declined("percent_or_amount", "discount", band="077", reason="x")
    guest.declined("percent_or_amount", "discount", band="077", percent=1, amount=1, reason="x")


def test_r26_excluded_items_and_packages_are_left_out(guest: Desk) -> None:
    """Tobacco is flagged in the venue file; what a package covers is in its price already."""
    guest.declined("nothing_to_discount", "discount", band="077", percent=10, scope="cigarettes", reason="x")
    guest.done("add_package", band="077", package="P1")
    facts = guest.done("discount", band="077", percent=10, reason="x")
    assert facts["amount"] == -300
    assert facts["due"] == 11_800 + 2_700 + 2_600


def test_r26_a_cap_in_percent_and_a_second_person(guest: Desk) -> None:
    """A cashier may 12 %, a lead 30 %, the owner any; the refusal says how far one may go."""
    over = guest.declined("over_cap", "discount", band="077", percent=13, reason="x")
    assert "12 %" in over.message
    facts = guest.done("discount", band="077", percent=13, reason="x", approved_by="chen")
    assert facts["approved_by"] == "chen"
    beyond = guest.declined("approver_not_allowed", "discount", band="077", percent=50, reason="x", approved_by="chen")
    assert "30 %" in beyond.message
    guest.done("discount", band="077", percent=50, reason="x", approved_by="wu")
    assert guest.query("SELECT staff, asked_by, approved FROM right_used ORDER BY seq") == [
        ("chen", "amy", 1),
        ("wu", "amy", 1),
    ]


def test_r26_a_cap_per_bill(guest: Desk) -> None:
    """¥50 of a bill by cashiers, in however many steps and by whomever; what a lead approved is on it, too."""
    guest.lead("raise_limit", band="077", by=100_000, reason="x")
    guest.charge("077", "2*oil-spa", station="massage", staff="hua")
    guest.done("discount", band="077", amount=4_000, reason="x")
    over = guest.declined("over_cap", "discount", band="077", amount=1_001, reason="x", staff="ben")
    assert "¥50.00 on one bill" in over.message
    guest.done("discount", band="077", amount=1_000, reason="x", staff="ben")
    guest.declined("over_cap", "discount", band="077", amount=1, reason="x")
    guest.done("discount", band="077", amount=1, reason="x", approved_by="lin")


def test_r26_a_cap_per_day_of_each_person(desk: Desk) -> None:
    """¥400 a day; what was approved counts for the approver, and the next day begins anew."""
    desk.edit(("bill = 50, day = 400", "bill = 50, day = 60"))
    for band in ("001", "002", "003"):
        desk.check_in(band)
        desk.charge(band, "2*oil-spa", station="massage", staff="hua")
    desk.done("discount", band="001", amount=4_000, reason="x")
    over = desk.declined("over_cap", "discount", band="002", amount=2_001, reason="x")
    assert "¥60.00 a day" in over.message
    desk.done("discount", band="002", amount=2_001, reason="x", approved_by="chen")
    desk.done("discount", band="003", amount=2_000, reason="x")
    desk.declined("over_cap", "discount", band="003", amount=1, reason="x")
    desk.done("discount", band="003", amount=1, reason="x", staff="ben")
    desk.wait_until("2026-03-11 08:00")
    desk.done("discount", band="003", amount=1, reason="x")


def test_r26_who_has_no_right_needs_one_who_has(guest: Desk) -> None:
    """The bar gives no discounts; a cashier may approve as far as a cashier goes, but not for themselves."""
    nobody = {"band": "077", "percent": 5, "reason": "x", "staff": "fan"}
    guest.declined("not_allowed", "discount", **nobody)
    guest.declined("unknown_approver", "discount", approved_by="santa", **nobody)
    guest.declined("approver_same", "discount", approved_by="fan", **nobody)
    guest.declined("approver_not_allowed", "discount", approved_by="gu", **nobody)
    guest.done("discount", approved_by="amy", **nobody)


def test_r27_a_gift_keeps_its_price(guest: Desk) -> None:
    """One of two beers, then the other; a third there is not. Stock does not come back."""
    facts = guest.done("gift", line=2, quantity=1, reason="birthday")
    assert (facts["amount"], facts["due"]) == (-1_500, DUE - 1_500)
    assert guest.done("gift", line=2, reason="birthday")["due"] == DUE - 3_000
    guest.declined("nothing_to_discount", "gift", line=2, reason="x")
    guest.declined("line_voided", "gift", line=4, quantity=2, reason="x")
    assert guest.query("SELECT DISTINCT why FROM line WHERE mark = 'gift'") == [('{"reason":"birthday"}',)]
    assert guest.stock("beer") == 1_998


def test_r27_a_quota_per_month_and_person(desk: Desk) -> None:
    """Ten a month for a cashier; then a colleague's are left, or the lead approves. Next month there are ten again."""
    desk.check_in("077")
    line = desk.charge("077", "20*tea-egg")["lines"][0]["line"]
    for _ in range(10):
        desk.done("gift", line=line, quantity=1, reason="x")
    over = desk.declined("over_cap", "gift", line=line, quantity=1, reason="x")
    assert "10 times a month" in over.message
    desk.done("gift", line=line, quantity=1, reason="x", staff="ben")
    desk.done("gift", line=line, quantity=1, reason="x", approved_by="chen")
    desk.wait_until("2026-04-01 08:00")
    desk.check_in("078")
    line = desk.charge("078", "tea-egg")["lines"][0]["line"]
    desk.done("gift", line=line, reason="x")


def test_r27_a_comp_is_the_whole_bill(guest: Desk) -> None:
    """Signed for by a name; nothing is due and the guest may go. Cashiers may not."""
    guest.done("gift", line=2, quantity=1, reason="x")
    guest.declined("not_allowed", "comp", band="077", signer="Mr Li", reason="friend of the house")
    facts = guest.done("comp", band="077", signer="Mr Li", reason="friend of the house", approved_by="chen")
    assert (facts["amount"], facts["due"]) == (-(DUE - 1_500), 0)
    assert guest.query("SELECT count(*) FROM line WHERE mark = 'comp' AND why LIKE '%Mr Li%'") == [(4,)]
    guest.declined("nothing_to_discount", "comp", band="077", signer="x", reason="x", staff="chen")
    assert guest.begin("077") == 0
    guest.pay("077")


def test_r27_a_comp_with_a_package_stays_nothing(guest: Desk) -> None:
    """Whatever is charged, voided or taken off afterwards, what was comped adds nothing and gives nothing back."""
    guest.done("add_package", band="077", package="P1")
    guest.done("comp", band="077", signer="wu", reason="x", staff="wu")
    assert guest.due("077") == 0
    assert guest.charge("077", "water")["due"] == 600
    guest.done("void", line=4, reason="x", staff="chen")
    assert guest.due("077") == 600
    guest.declined("package_comped", "remove_package", band="077")
    assert guest.done("void", line=2, reason="x", staff="chen")["amount"] == 0


@pytest.mark.parametrize("order", ["given first", "package first"])
def test_r28_a_gift_needs_no_part_of_the_package(desk: Desk, order: str) -> None:
    """Of two scrubs the gift is one and the package's the other, whichever comes first."""
    desk.check_in("077")
    first = desk.charge("077", "body-scrub", station="scrub-men", staff="dong")["lines"][0]["line"]
    desk.wait(1)
    desk.charge("077", "body-scrub", station="scrub-men", staff="dong")
    acts = [("gift", {"line": first, "reason": "x"}), ("add_package", {"band": "077", "package": "P1"})]
    for act, fields in acts if order == "given first" else reversed(acts):
        desk.done(act, **fields)
    assert desk.due("077") == 11_800


STEPS = st.lists(
    st.tuples(st.sampled_from(["discount", "percent", "gift", "package", "comp", "move"]), st.integers(1, 5)),
    max_size=6,
)


def test_r24_void_after_anything_gives_back_exactly_what_it_took(open_desk: OpenDesk) -> None:
    """A guest whose lines are all voided or moved away owes nothing, whatever was given, covered or moved before."""
    desk = open_desk("cny")
    owner = {"staff": "wu"}

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(STEPS, st.integers(1, 5))
    def anything(steps: list[tuple[str, int]], quantity: int) -> None:
        desk.check_in("077", "078")
        admission = desk.query("SELECT max(line) - 1 FROM line")[0][0]
        beer = desk.charge("077", f"{quantity}*beer", **BAR)["lines"][0]["line"]
        desk.charge("077", "2*body-scrub", station="scrub-men", staff="dong")
        bought = False
        for what, number in steps:
            if what == "discount":
                desk.do("discount", band="077", amount=number * 37, reason="x", **owner)
            elif what == "percent":
                desk.do("discount", band="077", percent=number * 7, reason="x", **owner)
            elif what == "gift":
                desk.do("gift", line=beer, quantity=number, reason="x", **owner)
            elif what == "comp":
                desk.do("comp", band="077", signer="x", reason="x", **owner)
            elif what == "package":
                bought = desk.do("add_package", band="077", package="P1").ok or bought
            else:
                desk.do("transfer", lines=[{"line": beer, "quantity": number}], to="078", reason="x", **owner)
        for line in (beer, beer + 1):
            desk.do("void", line=line, reason="x", **owner)
        if bought:
            desk.do("remove_package", band="077")
        desk.done("transfer", lines=[admission], to="078", reason="x", **owner)
        assert desk.due("077") == 0
        desk.pay("077", "078", cash=desk.begin("077", "078")) if desk.begin("077", "078") else desk.pay("077", "078")

    anything()
