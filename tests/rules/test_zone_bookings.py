"""A booking in a zone offsets the zone's fee, whichever comes first, and no more than once (R29)."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.conftest import Desk, OpenDesk, money
from tests.rules.test_why import codes, why

ADULT, ZONE, TEA = 9_800, 3_000, 4_800
INSIDE = 11


def through_the_zone(desk: Desk, band: str = "077") -> None:
    """Longer than walking through takes."""
    assert desk.granted(band, "zone-in")
    desk.wait(INSIDE)
    assert desk.granted(band, "zone-out")


def tea(desk: Desk, band: str = "077", quantity: int = 1) -> int:
    """A tea set is ordered, which books a place in the sweat rooms; its line."""
    desk.wait(seconds=4)
    return int(desk.charge(band, f"{quantity}*tea-set")["lines"][0]["line"])


def sold_by_outlet(desk: Desk) -> dict[str, int]:
    """Sales by outlet, by the postings of the log."""
    rows = desk.query(
        "SELECT account, -sum(amount_minor) FROM posting WHERE account LIKE 'sales:%' GROUP BY account "
        "HAVING sum(amount_minor) <> 0"
    )
    return {str(account).removeprefix("sales:"): int(minor) for account, minor in rows}


def test_r29_booked_first_the_zone_costs_nothing_more(desk: Desk) -> None:
    """The fee is on the bill with its offset, and neither is a sale nor a piece in the takings."""
    desk.check_in("077")
    tea(desk)
    through_the_zone(desk)
    assert desk.due("077") == ADULT + TEA
    assert desk.lines(1)[2:] == [("T10", 1, ZONE, "zone"), ("T10", -1, -ZONE, "offset")]
    assert sold_by_outlet(desk) == {"desk": ADULT, "bar": TEA}
    through_the_zone(desk)
    assert len(desk.lines(1)) == 4


def test_r29_booked_afterwards_the_fee_comes_off(desk: Desk) -> None:
    """In the same entry as the charge, once, however many more are ordered."""
    desk.check_in("077")
    through_the_zone(desk)
    assert desk.due("077") == ADULT + ZONE
    tea(desk)
    assert desk.due("077") == ADULT + TEA
    tea(desk)
    assert desk.due("077") == ADULT + 2 * TEA
    assert [line for line in desk.lines(1) if line[3] == "offset"] == [("T10", -1, -ZONE, "offset")]


def test_r29_a_booking_that_is_voided_offsets_nothing_any_more(desk: Desk) -> None:
    """Only with the last one the fee stands again; a new booking offsets it again."""
    desk.check_in("077")
    through_the_zone(desk)
    line = tea(desk, quantity=2)
    desk.done("void", line=line, quantity=1, reason="one is enough", staff="chen")
    assert desk.due("077") == ADULT + TEA
    desk.done("void", line=line, reason="changed their mind", staff="chen")
    assert desk.due("077") == ADULT + ZONE
    assert desk.lines(1)[-1] == ("T10", 1, ZONE, "offset")
    tea(desk)
    assert desk.due("077") == ADULT + TEA


def test_r29_who_is_still_inside_at_the_checkout_has_the_offset_quoted(desk: Desk) -> None:
    """The clock that runs is quoted with what the booking takes off; paid, both are lines."""
    desk.check_in("077")
    tea(desk)
    desk.granted("077", "zone-in")
    desk.wait(INSIDE)
    assert desk.begin("077") == ADULT + TEA
    assert desk.quotes(1) == [("T10", 1, ZONE, "zone"), ("T10", -1, -ZONE, "offset")]
    desk.granted("077", "zone-out")
    assert desk.quotes(1) == []
    assert desk.due("077") == ADULT + TEA
    desk.pay("077", cash=ADULT + TEA)


def test_r29_a_discount_on_the_fee_is_offset_with_it_and_stays_when_the_booking_goes(desk: Desk) -> None:
    """The offset is what is left of the fee; the booking voided, exactly that is due again."""
    desk.check_in("077")
    through_the_zone(desk)
    desk.lead("discount", band="077", amount=900, scope="zone", reason="was cold")
    line = tea(desk)
    assert desk.due("077") == ADULT + TEA
    desk.lead("void", line=line, reason="x")
    assert desk.due("077") == ADULT + ZONE - 900


def test_r29_a_booking_that_moves_takes_its_offset_along(desk: Desk) -> None:
    """On the first bill the fee stands again, on the other one it comes off."""
    desk.check_in("077", "078")
    for band in ("077", "078"):
        through_the_zone(desk, band)
    line = tea(desk)
    assert (desk.due("077"), desk.due("078")) == (ADULT + TEA, ADULT + ZONE)
    desk.done("transfer", lines=[line], to="078", reason="hers")
    assert (desk.due("077"), desk.due("078")) == (ADULT + ZONE, ADULT + TEA)


def test_r29_what_was_paid_stays_paid(desk: Desk) -> None:
    """Paid and staying (R10), a booking gives nothing back of a fee that is settled, nor does it offset another."""
    desk.check_in("077")
    through_the_zone(desk)
    desk.begin("077")
    desk.done("pay", bands=["077"], tenders=money(cash=ADULT + ZONE), keep=True)
    tea(desk)
    assert desk.due("077") == TEA


def test_r29_a_fee_of_a_house_that_books_nothing_is_never_offset(desk: Desk) -> None:
    """Without the key in the venue file everything is as it was; who is inside keeps the one of the check-in."""
    desk.check_in("077")
    desk.edit((', booked_by = ["tea-set"]', ""))
    desk.check_in("078")
    for band in ("077", "078"):
        tea(desk, band)
        through_the_zone(desk, band)
    assert (desk.due("077"), desk.due("078")) == (ADULT + TEA, ADULT + TEA + ZONE)


def test_r29_r30_what_a_booking_offsets_and_what_is_included(desk: Desk) -> None:
    """The fee, its offset, that it stands again; and what cost nothing until when."""
    desk.check_in("077")
    tea = desk.charge("077", "tea-set")["lines"][0]["line"]
    desk.granted("077", "zone-in")
    desk.wait(11)
    desk.granted("077", "zone-out")
    desk.done("void", line=tea, reason="x", staff="chen")
    desk.wait_until("2026-03-10 14:30")
    desk.granted("077", "fruit-bar")
    found = why(desk, "077")
    assert [one.steps[0].code for one in found if one.mark == "offset"] == ["offset", "offset_no_more"]
    assert codes(found, "included") == ["had_included", "by_nobody"]


ACTS = st.lists(st.sampled_from(["zone", "tea", "void", "transfer"]), max_size=8)


def test_r29_whatever_comes_first_the_bill_is_the_same(open_desk: OpenDesk) -> None:
    """The fee is due if there was time in the zone and nothing is booked now, in any order of the two."""
    desk = open_desk("cny")

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ACTS)
    def whatever(acts: list[str]) -> None:
        desk.check_in("077", "078")
        booked: list[int] = []
        inside = False
        for act in acts:
            if act == "zone":
                through_the_zone(desk)
                inside = True
            elif act == "tea":
                booked.append(tea(desk))
            elif booked and act == "void":
                desk.lead("void", line=booked.pop(), reason="x")
            elif booked:
                desk.lead("transfer", lines=[booked.pop()], to="078", reason="x")
        assert desk.due("077") == ADULT + len(booked) * TEA + (ZONE if inside and not booked else 0)
        desk.pay("077", "078", cash=desk.begin("077", "078"))

    whatever()
