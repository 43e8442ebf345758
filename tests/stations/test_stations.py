"""What a tap means at each station: one chip, one place, and what was chosen there before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.clock import to_us
from pos.ids import id_from
from pos.operations import Charge, Present, Tapped, Wanted
from pos.stations import (
    BASKET_WAITS,
    CONFIRM_AFTER,
    DOUBLE_TAP,
    MEANINGS,
    TAP_WAITS,
    ConfirmNeeded,
    Shown,
    StationDesk,
    desks_of,
)
from tests.house import demo_house

NOON = datetime(2026, 3, 7, 4, tzinfo=UTC)
BAND, OTHER = "04A1B2C3D4E5F6", "04F6E5D4C3B2A1"
BEER, OIL_SPA = Wanted(28), Wanted(17)
PRICES = {28: 15_00, 17: 298_00}
THRESHOLD_MINOR = 200_00


def after(seconds: float) -> datetime:
    """A moment so long after noon."""
    return NOON + timedelta(seconds=seconds)


def counted_ids() -> Callable[[int], str]:
    """Makes ids that can be told: of the instant and a counter."""
    made = count()
    return lambda at_us: id_from(at_us, str(next(made)))


def desk(name: str = "bar") -> StationDesk:
    """A station of the demo house, with Fan at work."""
    return StationDesk(demo_house().stations[name], staff="fan", make_id=counted_ids())


def careful_desk() -> StationDesk:
    """A counter that asks for a second tap from 200 on."""
    return StationDesk(
        demo_house().stations["massage"],
        staff="hua",
        make_id=counted_ids(),
        price_of=lambda wanted: PRICES[int(wanted.item)],
        confirm_from_minor=THRESHOLD_MINOR,
    )


def test_every_kind_of_station_has_a_meaning() -> None:
    """No station of the demo house is without one."""
    assert {station.kind for station in demo_house().stations.values()} <= MEANINGS.keys()


@pytest.mark.parametrize(
    "name", ["gate-in-1", "gate-out-2", "door-men", "zone-in", "zone-out", "esports", "room-r9", "locker-077"]
)
def test_where_something_opens_a_tap_presents_the_band(name: str) -> None:
    """Gates, doors, zones, seats, rooms and lockers: the band is presented, and nothing can be chosen."""
    station = desk(name)
    station.staff = ""
    meaning = station.tapped(BAND, NOON)
    assert meaning == Present(band=BAND, id=id_from(to_us(NOON), "0"), at=NOON, station=name)
    with pytest.raises(ValueError, match="Nothing is sold here"):
        station.choose([BEER], NOON)


def test_at_a_desk_a_tap_only_shows_the_band() -> None:
    """Whether a check-in begins or a bill opens is the screen's to say."""
    station = desk("desk-1")
    assert station.tapped(BAND, NOON) == Shown(BAND)
    assert station.tapped(BAND, after(1)) == Shown(BAND)


def test_r23_choose_then_tap_charges_what_was_chosen() -> None:
    """The basket goes to the band that is tapped next, once."""
    bar = desk()
    assert bar.choose([BEER, BEER], NOON) is None
    meaning = bar.tapped(BAND, after(5))
    assert meaning == Charge(
        band=BAND, items=(BEER, BEER), id=id_from(to_us(after(5)), "0"), at=after(5), station="bar", staff="fan"
    )
    assert bar.basket == ()
    assert bar.tapped(OTHER, after(6)) == Shown(OTHER)


def test_r23_tap_then_choose_charges_the_band_that_waits() -> None:
    """The band was held out first; the items follow."""
    bar = desk()
    assert bar.tapped(BAND, NOON) == Shown(BAND)
    meaning = bar.choose([BEER], after(20))
    assert isinstance(meaning, Charge)
    assert (meaning.band, meaning.items, meaning.at) == (BAND, (BEER,), after(20))
    assert bar.choose([BEER], after(21)) is None, "a tap waits for one basket only"


def test_r23_the_last_band_that_was_tapped_is_meant() -> None:
    """Who held a band out and went away is not charged for the next one's order."""
    bar = desk()
    bar.tapped(BAND, NOON)
    bar.tapped(OTHER, after(5))
    meaning = bar.choose([BEER], after(8))
    assert isinstance(meaning, Charge)
    assert meaning.band == OTHER


@pytest.mark.parametrize(("waited_s", "charged"), [(0, True), (60, True), (60.000001, False), (3600, False)])
def test_r23_a_tap_waits_a_minute(waited_s: float, charged: bool) -> None:
    """After that the items are for whoever taps next."""
    bar = desk()
    bar.tapped(BAND, NOON)
    meaning = bar.choose([BEER], after(waited_s))
    assert isinstance(meaning, Charge) == charged
    assert (bar.basket == ()) == charged
    assert timedelta(seconds=60) == TAP_WAITS


@pytest.mark.parametrize(("waited_s", "charged"), [(0, True), (300, True), (300.000001, False)])
def test_r23_a_basket_waits_five_minutes(waited_s: float, charged: bool) -> None:
    """What somebody chose and left is not charged to a guest who comes much later."""
    machine = desk("vending-1")
    machine.choose([BEER], NOON)
    assert isinstance(machine.tapped(BAND, after(waited_s)), Charge) == charged
    assert machine.basket == ()
    assert timedelta(seconds=300) == BASKET_WAITS


def test_a_basket_is_kept_when_the_clock_goes_back() -> None:
    """A clock that is set back loses nobody's order (R45)."""
    bar = desk()
    bar.choose([BEER], NOON)
    assert isinstance(bar.tapped(BAND, after(-120)), Charge)


@pytest.mark.parametrize(("later_s", "same"), [(0, True), (1, True), (3, True), (3.000001, False)])
def test_r21_a_band_that_rests_means_the_same_basket(later_s: float, same: bool) -> None:
    """Within three seconds the venue is asked again, under a new id, and answers "already done"."""
    bar = desk()
    bar.choose([BEER], NOON)
    first = bar.tapped(BAND, NOON)
    second = bar.tapped(BAND, after(later_s))
    if not same:
        assert second == Shown(BAND)
        return
    assert isinstance(first, Charge)
    assert isinstance(second, Charge)
    assert (second.band, second.items) == (first.band, first.items)
    assert second.id != first.id
    assert timedelta(seconds=3) == DOUBLE_TAP


def test_r21_another_band_within_three_seconds_gets_nothing() -> None:
    """Only the band that was charged can mean its basket again."""
    bar = desk()
    bar.choose([BEER], NOON)
    bar.tapped(BAND, NOON)
    assert bar.tapped(OTHER, after(1)) == Shown(OTHER)


def test_r21_a_new_basket_is_no_repetition() -> None:
    """What was chosen after the first charge is charged, however soon the band comes back."""
    bar = desk()
    bar.choose([BEER], NOON)
    bar.tapped(BAND, NOON)
    bar.choose([OIL_SPA], after(1))
    meaning = bar.tapped(BAND, after(1))
    assert isinstance(meaning, Charge)
    assert meaning.items == (OIL_SPA,)


def test_r23_a_dear_basket_needs_a_second_tap() -> None:
    """The first tap tells the total; the second one of the same band confirms."""
    massage = careful_desk()
    massage.choose([OIL_SPA], NOON)
    assert massage.tapped(BAND, NOON) == ConfirmNeeded(BAND, 298_00)
    assert list(massage.basket) == [OIL_SPA]
    assert isinstance(massage.tapped(BAND, after(2)), Charge)
    assert list(massage.basket) == []


@pytest.mark.parametrize(
    ("items", "asked"),
    [((BEER,), False), ((Wanted(28, 13),), False), ((Wanted(28, 14),), True), ((Wanted(28, 7), Wanted(28, 7)), True)],
)
def test_r23_the_threshold_is_of_the_whole_basket(items: tuple[Wanted, ...], asked: bool) -> None:
    """195 needs one tap, 210 needs two, however it is made up."""
    massage = careful_desk()
    massage.choose(items, NOON)
    assert isinstance(massage.tapped(BAND, NOON), ConfirmNeeded) == asked


@pytest.mark.parametrize(
    ("later_s", "confirmed"), [(0, False), (0.699999, False), (0.7, True), (60, True), (60.000001, False)]
)
def test_r23_the_second_tap_is_a_new_one_and_comes_in_time(later_s: float, confirmed: bool) -> None:
    """A hand that has not let go confirms nothing, nor does one that comes back after a minute."""
    massage = careful_desk()
    massage.choose([OIL_SPA], NOON)
    massage.tapped(BAND, NOON)
    assert isinstance(massage.tapped(BAND, after(later_s)), Charge) == confirmed
    assert timedelta(milliseconds=700) == CONFIRM_AFTER


def test_r23_a_late_second_tap_is_a_first_one_again() -> None:
    """Who comes back after more than a minute taps twice from then on, and is charged."""
    massage = careful_desk()
    massage.choose([OIL_SPA], NOON)
    massage.tapped(BAND, NOON)
    assert isinstance(massage.tapped(BAND, after(90)), ConfirmNeeded)
    assert isinstance(massage.tapped(BAND, after(92)), Charge)


def test_r23_another_band_confirms_nothing() -> None:
    """The second tap of another band is its own first."""
    massage = careful_desk()
    massage.choose([OIL_SPA], NOON)
    massage.tapped(BAND, NOON)
    assert massage.tapped(OTHER, after(2)) == ConfirmNeeded(OTHER, 298_00)
    assert massage.tapped(BAND, after(4)) == ConfirmNeeded(BAND, 298_00)
    meaning = massage.tapped(BAND, after(6))
    assert isinstance(meaning, Charge)
    assert meaning.band == BAND


def test_r23_a_changed_basket_is_confirmed_anew() -> None:
    """What the guest agreed to is what is charged."""
    massage = careful_desk()
    massage.choose([OIL_SPA], NOON)
    massage.tapped(BAND, NOON)
    massage.choose([OIL_SPA, BEER], after(2))
    assert massage.tapped(BAND, after(3)) == ConfirmNeeded(BAND, 313_00)


def test_r23_tap_then_choose_something_dear_needs_a_second_tap_too() -> None:
    """The tap before the choice was for no price yet."""
    massage = careful_desk()
    massage.tapped(BAND, NOON)
    assert massage.choose([OIL_SPA], after(5)) == ConfirmNeeded(BAND, 298_00)
    assert isinstance(massage.tapped(BAND, after(7)), Charge)


def test_choosing_nothing_clears_the_basket() -> None:
    """An empty basket charges nobody, not even a band that waits."""
    bar = desk()
    bar.choose([BEER], NOON)
    assert bar.choose([], after(1)) is None
    assert bar.tapped(BAND, after(2)) == Shown(BAND)
    assert bar.choose([], after(3)) is None


def test_clearing_forgets_who_waits_and_what_was_charged() -> None:
    """After Esc nothing of the last guest is left for the next one."""
    bar = desk()
    bar.choose([BEER], NOON)
    bar.tapped(BAND, NOON)
    bar.clear()
    assert bar.tapped(BAND, after(1)) == Shown(BAND)
    bar.clear()
    assert bar.choose([BEER], after(2)) is None
    assert bar.basket == (BEER,)


def test_a_typed_number_is_as_good_as_a_chip() -> None:
    """The band is passed on as it was read or typed; the venue finds it."""
    bar = desk()
    bar.choose([BEER], NOON)
    meaning = bar.tapped("077", NOON)
    assert isinstance(meaning, Charge)
    assert meaning.band == "077"


def test_there_is_a_desk_for_every_station_of_a_house() -> None:
    """By name, and each knows nothing of the others."""
    house = demo_house()
    desks = desks_of(house)
    assert desks.keys() == house.stations.keys()
    desks["bar"].choose([BEER], NOON)
    assert desks["restaurant"].basket == ()
    first, second = desks["bar"].tapped(BAND, NOON), desks["zone-in"].tapped(BAND, NOON)
    assert isinstance(first, Charge)
    assert isinstance(second, Present)
    assert first.id != second.id


@given(st.lists(st.tuples(st.sampled_from(["choose", BAND, OTHER]), st.integers(0, 400)), max_size=30))
def test_nothing_is_charged_that_was_not_chosen(steps: list[tuple[str, int]]) -> None:
    """However people choose and tap: a basket is charged to one band, and again only while that band rests."""
    bar = desk()
    now = NOON
    chosen: list[tuple[Wanted, ...]] = []
    charges: list[Charge] = []
    for number, (what, seconds) in enumerate(steps):
        now += timedelta(seconds=seconds)
        if what == "choose":
            chosen.append((Wanted(number + 1),))
            meaning = bar.choose(chosen[-1], now)
        else:
            meaning = bar.tapped(what, now)
        if isinstance(meaning, Charge):
            charges.append(meaning)
    for charge in charges:
        assert charge.items in chosen
        first = next(one for one in charges if one.items == charge.items)
        assert charge.band == first.band
        assert first.at is not None
        assert charge.at is not None
        assert charge.at - first.at <= DOUBLE_TAP


def test_what_a_chip_proved_goes_with_the_operation_it_was_tapped_for() -> None:
    """At a gate, at a counter, and when the items are chosen after the tap; a number that was typed proves nothing."""
    chip = Tapped(BAND, "sun", count=7)
    gate, bar = desk("gate-in-1"), desk("bar")
    presented = gate.tapped(BAND, NOON, chip)
    assert isinstance(presented, Present)
    assert presented.taps == (chip,)
    bar.tapped(BAND, NOON, chip)
    charged = bar.choose([BEER], after(5))
    assert isinstance(charged, Charge)
    assert charged.taps == (chip,)
    resting = bar.tapped(BAND, after(6), later := Tapped(BAND, "sun", count=8))
    assert isinstance(resting, Charge)
    assert resting.taps == (later,)
    bar.choose([BEER], after(60))
    typed = bar.tapped(BAND, after(61))
    assert isinstance(typed, Charge)
    assert typed.taps == ()


def test_r23_it_can_be_told_which_band_waits() -> None:
    """For a minute, and until items were chosen for it."""
    bar = desk()
    assert bar.waits_for(NOON) == ""
    bar.tapped(BAND, NOON)
    assert (bar.waits_for(after(60)), bar.waits_for(after(61))) == (BAND, "")
    bar.choose([BEER], after(30))
    assert bar.waits_for(after(31)) == ""


def test_r21_a_person_may_say_that_it_is_meant_once_more() -> None:
    """The same basket for the same band, marked as meant, with an id of its own; and again after that."""
    bar = desk()
    assert bar.again(NOON) is None, "nothing was charged yet"
    bar.choose([BEER], NOON)
    bar.tapped(BAND, after(1))
    for seconds in (2, 90):
        once_more = bar.again(after(seconds))
        assert once_more is not None
        assert (once_more.band, once_more.items, once_more.again) == (BAND, (BEER,), True)
    bar.clear()
    assert bar.again(after(91)) is None, "another person took over"
