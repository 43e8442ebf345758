"""The Director turns acts into operations by what came of the earlier ones, as people there would."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from pos.clock import to_us
from pos.demo.acts import Act, Ask, CountTill, Part, Retry, Scheduled, Settle, TakeBack, Tap
from pos.demo.director import Director
from pos.operations import (
    AnyOperation,
    Arrival,
    BeginCheckout,
    Charge,
    CheckIn,
    CloseTill,
    OpenTill,
    Pay,
    Present,
    Tendered,
    Void,
    Wanted,
)
from pos.outcomes import Outcome
from tests.house import demo_house, instant

NOON_US = instant("2026-03-07 12:00")
BAND, OTHER = demo_house().bands[76].uid, demo_house().bands[77].uid
BEER = Wanted(28)


def director(seed: int = 7) -> Director:
    """Somebody who saw nothing yet of the Saturday of this seed."""
    return Director(demo_house(), ZoneInfo("Asia/Shanghai"), seed)


def act(what: Act, station: str = "desk-1", staff: str = "amy", *, second: int = 0) -> Scheduled:
    """This act, so many seconds after noon."""
    return Scheduled(NOON_US + second * 1_000_000, station, staff, what)


def at_bar(tap: Tap, *, second: int = 0) -> Scheduled:
    """A tap at the bar, where Fan works."""
    return act(tap, "bar", "fan", second=second)


def done(who: Director, scheduled: Scheduled, **facts: object) -> AnyOperation:
    """The operation of an act, after the Director heard that it was done with these facts."""
    operation = who.operation_for(scheduled)
    assert operation is not None
    who.took(scheduled, operation, Outcome(ok=True, id=operation.id, facts=facts))
    return operation


def declined(who: Director, scheduled: Scheduled) -> None:
    """The Director heard that an act was declined."""
    operation = who.operation_for(scheduled)
    assert operation is not None
    who.took(scheduled, operation, Outcome(ok=False, id=operation.id, error="in_checkout", message="No."))


def checked_out(who: Director, *bands: str, due: int) -> None:
    """These bands are in checkout and owe so much together."""
    done(who, act(Ask(BeginCheckout(bands=bands))), visits=[], due=due, open=[])


def paid(who: Director, settle: Settle) -> tuple[Tendered, ...]:
    """What is tendered for this settlement."""
    pay = who.operation_for(act(settle))
    assert isinstance(pay, Pay)
    return pay.tenders


def test_an_operation_has_its_time_place_person_and_id() -> None:
    """What is asked at a desk gets them from the act; the time has the house's offset."""
    check_in = CheckIn(bands=(Arrival(band=BAND, guest="adult"),))
    operation = director().operation_for(act(Ask(check_in)))
    assert isinstance(operation, CheckIn)
    assert operation.bands == check_in.bands
    assert (operation.station, operation.staff) == ("desk-1", "amy")
    assert operation.at is not None
    assert operation.at.isoformat() == "2026-03-07T12:00:00+08:00"
    assert to_us(operation.at) == NOON_US
    assert operation.id


def test_ids_come_from_the_seed_and_the_order() -> None:
    """The same acts have the same ids; two acts, or two seeds, never."""
    acts = [act(Ask(OpenTill(float_minor=0))), at_bar(Tap(BAND, "bar", items=(BEER,)))]

    def ids(seed: int) -> list[str]:
        who = director(seed)
        operations = [who.operation_for(one) for one in acts]
        return [operation.id for operation in operations if operation is not None]

    assert ids(7) == ids(7)
    assert len({*ids(7), *ids(8)}) == 4


def test_a_tap_at_the_bar_charges_what_is_wanted() -> None:
    """The items are chosen before the tap, or after it."""
    for choose_after in (False, True):
        operation = director().operation_for(at_bar(Tap(BAND, "bar", items=(BEER,), choose_after=choose_after)))
        assert isinstance(operation, Charge)
        assert (operation.band, operation.items, operation.station, operation.staff) == (BAND, (BEER,), "bar", "fan")


def test_a_tap_through_a_reader_is_the_same_in_two_steps() -> None:
    """Armed first, then tapped with what the reader saw."""
    who, scheduled = director(), at_bar(Tap(BAND, "bar", items=(BEER,)))
    who.arm(scheduled)
    assert who.tapped(scheduled, BAND) == director().operation_for(scheduled)


def test_a_typed_number_stands_for_the_band() -> None:
    """The chip could not be read."""
    operation = director().operation_for(at_bar(Tap(BAND, "bar", items=(BEER,), typed="077")))
    assert isinstance(operation, Charge)
    assert operation.band == "077"


def test_a_tap_at_a_gate_presents_and_at_a_desk_shows() -> None:
    """Showing a band is no operation."""
    assert isinstance(director().operation_for(act(Tap(BAND, "shoe"), "gate-in-1", "")), Present)
    assert director().operation_for(act(Tap(BAND, "checkout"))) is None


def test_r21_a_band_that_rests_is_charged_again() -> None:
    """The second tap asks for the same items; nobody who taps later gets them."""
    who = director()
    first = done(who, at_bar(Tap(BAND, "bar", items=(BEER,))), lines=[{"line": 1, "due": 1500}], due=1500)
    second = who.operation_for(at_bar(Tap(BAND, "mishap"), second=2))
    assert isinstance(first, Charge)
    assert isinstance(second, Charge)
    assert (second.items, second.id != first.id) == (first.items, True)
    assert who.operation_for(at_bar(Tap(OTHER, "mishap"), second=3)) is None
    later = who.operation_for(at_bar(Tap(OTHER, "bar", items=(BEER,)), second=4))
    assert isinstance(later, Charge)
    assert later.band == OTHER


def test_r24_the_line_of_a_tagged_charge_is_taken_back() -> None:
    """The void names the line that the charge made, at the counter where it is done."""
    who = director()
    done(
        who,
        at_bar(Tap(BAND, "bar", items=(BEER,), tag="wrong")),
        lines=[{"line": 41, "due": 1500}, {"line": 42, "due": 1500}],
        due=3000,
    )
    operation = who.operation_for(act(TakeBack("wrong", "wrong band"), "bar", "fan", second=40))
    assert isinstance(operation, Void)
    assert (operation.line, operation.reason, operation.staff) == (41, "wrong band", "fan")


def test_what_depends_on_something_declined_is_left_out() -> None:
    """No line to take back, no due to pay."""
    who = director()
    declined(who, at_bar(Tap(BAND, "bar", items=(BEER,), tag="sale")))
    assert who.operation_for(act(TakeBack("sale", "wrong item"))) is None
    declined(who, act(Ask(BeginCheckout(bands=(BAND,)))))
    assert who.operation_for(act(Settle((BAND,), (Part("qr", "rest"),)))) is None
    assert who.operation_for(act(Retry("never sent"))) is None


def test_r21_a_retry_is_the_same_operation() -> None:
    """Id, time and all: the answer got lost, not the charge."""
    who, sale = director(), at_bar(Tap(BAND, "bar", items=(BEER,), tag="sale"))
    first = done(who, sale, lines=[{"line": 1, "due": 1500}], due=1500)
    assert who.operation_for(act(Retry("sale"), "bar", "fan", second=2)) == first


def test_r53_a_bill_is_paid_whole() -> None:
    """What is due is tendered; what is no cash has the number of its slip."""
    who = director()
    checked_out(who, BAND, due=201_00)
    (tendered,) = paid(who, Settle((BAND,), (Part("qr", "rest"),)))
    assert (tendered.tender, tendered.amount) == ("qr", 201_00)
    assert tendered.external_id.startswith("qr-")


def test_r53_cash_comes_in_notes() -> None:
    """201 is paid with three hundreds, and no slip."""
    who = director()
    checked_out(who, BAND, due=201_00)
    settle = Settle((BAND,), (Part("cash", "rest"),), notes_minor=100_00)
    assert paid(who, settle) == (Tendered("cash", 300_00),)


def test_a_voucher_covers_the_admissions_it_is_for() -> None:
    """Of two guests only one brought a voucher: it pays that admission, the rest is paid otherwise."""
    who = director()
    arrivals = (Arrival(band=BAND, guest="adult"), Arrival(band=OTHER, guest="child"))
    visits = [{"visit": 1, "band": "077", "due": 118_00}, {"visit": 2, "band": "078", "due": 58_00}]
    done(who, act(Ask(CheckIn(bands=arrivals))), visits=visits)
    checked_out(who, BAND, OTHER, due=250_00)
    settle = Settle((BAND, OTHER), (Part("group_buy", "admission"), Part("qr", "rest")), vouchers=(OTHER,))
    assert [(one.tender, one.amount) for one in paid(who, settle)] == [("group_buy", 58_00), ("qr", 192_00)]


def test_r59_what_a_part_payment_left_is_paid_next() -> None:
    """Half in whole units of the currency, then what the first receipt said is still due."""
    who = director()
    checked_out(who, BAND, due=201_00)
    half = act(Settle((BAND,), (Part("qr", "half"),)))
    operation = done(who, half, receipt=1, paid=100_00, change=0, due=101_00)
    assert isinstance(operation, Pay)
    assert operation.tenders[0].amount == 100_00
    (rest,) = paid(who, Settle((BAND,), (Part("qr", "rest"),)))
    assert rest.amount == 101_00


def test_r13_a_bill_of_nothing_is_settled_once_and_never_in_parts() -> None:
    """Every exit is a checkout, also without money; nobody pays half of nothing."""
    who = director()
    checked_out(who, BAND, due=0)
    assert who.operation_for(act(Settle((BAND,), (Part("cash", "half"),)))) is None
    assert paid(who, Settle((BAND,), (Part("qr", "rest"),))) == ()


@pytest.mark.parametrize(("over_minor", "counted"), [(0, 1199_00), (-500, 1194_00), (200, 1201_00), (-5000_00, 0)])
def test_r60_a_drawer_is_counted_with_what_went_in(over_minor: int, counted: int) -> None:
    """The float, and the cash less the change; a count is never below nothing."""
    who = director()
    done(who, act(Ask(OpenTill(float_minor=1000_00))), till=1, float=1000_00)
    checked_out(who, BAND, due=199_00)
    done(
        who,
        act(Settle((BAND,), (Part("cash", "rest"),), notes_minor=100_00)),
        receipt=1,
        paid=199_00,
        change=1_00,
        due=0,
    )
    operation = who.operation_for(act(CountTill(over_minor)))
    assert isinstance(operation, CloseTill)
    assert operation.count == counted


def test_an_outcome_without_its_figures_is_an_error() -> None:
    """If the venue breaks its word, the play ends instead of going on with made-up amounts."""
    who = director()
    with pytest.raises(TypeError, match="not a number"):
        done(who, act(Ask(BeginCheckout(bands=(BAND,)))), visits=[], due="98.00")
    with pytest.raises(TypeError, match="not a list"):
        done(who, act(Ask(CheckIn(bands=(Arrival(band=BAND, guest="adult"),)))), visits=None)
