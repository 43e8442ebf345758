"""A counter sells: choose then tap, tap then choose, and what can go wrong."""

from __future__ import annotations

from pos.operations import Charge, Present, RaiseLimit, SetPrice, Wanted
from tests.counter.conftest import AtWork


async def test_a_favourite_is_one_key_and_a_tap(counter_at: AtWork) -> None:
    """Chosen, shown with its price, and charged by the tap; after it nothing is chosen any more."""
    bar = counter_at()
    await bar.counter.choose(0)
    assert bar.told == "1500 Beer: hold the band there."
    await bar.counter.tapped("077")
    assert bar.told == "OK 077 1500 Beer"
    assert bar.bill("077") == [("beer", 1, 1500)]
    assert bar.counter.basket == ()


async def test_a_tap_and_a_favourite_is_the_same(counter_at: AtWork) -> None:
    """The guest is shown with what may still be charged; one key, and it is done."""
    bar = counter_at()
    await bar.counter.tapped("77")
    assert bar.told == "077 Choose what it is. Adult, men; ¥682.00 may still be charged."
    await bar.counter.choose(1)
    assert bar.told == "OK 077 600 Water"
    await bar.counter.choose(1)
    assert bar.told == "600 Water: hold the band there.", "the tap was used up"


async def test_a_chip_is_shown_by_its_number(counter_at: AtWork) -> None:
    """People know the printed number; the charge names the chip that was held there."""
    bar = counter_at()
    uid = next(band.uid for band in bar.venue.house.bands if band.number == "077")
    await bar.counter.tapped(uid)
    assert bar.told.startswith("077 Choose")
    await bar.counter.choose(0)
    assert bar.told == "OK 077 1500 Beer"
    ((asked,),) = bar.reading.query("SELECT content ->> '$.asked.band' FROM log WHERE kind = 'charge'")
    assert asked == uid


async def test_how_many_is_said_before_the_item(counter_at: AtWork) -> None:
    """``3x`` and a key are three; another item comes to them; the same one is counted together."""
    bar = counter_at()
    await bar.press("3", "x")
    await bar.counter.choose(0)
    await bar.counter.choose(1)
    await bar.counter.choose(0)
    assert bar.told == "6600 4 Beer, Water: hold the band there."
    await bar.counter.tapped("077")
    assert bar.told == "OK 077 6600 4 Beer, Water"
    assert bar.bill("077") == [("beer", 4, 6000), ("water", 1, 600)]


async def test_a_number_is_what_its_sign_says(counter_at: AtWork) -> None:
    """With ``/`` an item, with ``*`` how many, with Enter a band."""
    bar = counter_at()
    await bar.press("2", "*")
    await bar.press("30", "/")
    assert bar.told == "4800 2 Latte: hold the band there."
    await bar.counter.enter("78")
    assert bar.told == "OK 078 4800 2 Latte"
    await bar.press("99", "/")
    assert bar.told == "NO There is no item 99."
    await bar.press("12")
    assert bar.typed == "12", "not finished yet"
    assert bar.counter.found == []


async def test_letters_find_and_enter_takes_what_is_marked(counter_at: AtWork) -> None:
    """Down marks the next one; Enter with nothing found says so."""
    bar = counter_at()
    await bar.press("tea")
    assert [offer.slug for offer in bar.counter.found][:2] == ["tea-egg", "tea-set"]
    await bar.press("tea", "down", "enter")
    assert bar.told == "4800 Tea set: hold the band there."
    assert bar.counter.found == []
    await bar.press("zzz", "enter")
    assert bar.told == "NO Nothing here is called zzz."
    assert bar.counter.basket != (), "what was chosen is still chosen"


async def test_what_goes_wrong_is_said_and_the_next_good_tap_goes_on(counter_at: AtWork) -> None:
    """A child and a beer, a band at the checkout, nobody's band, no band of ours: the beer waits for a good one."""
    bar = counter_at()
    await bar.counter.choose(0)
    for band, words in (
        ("079", "NO 079 Beer is for adults only."),
        ("080", "NO 080 Band 080 is being checked out. Ask the front desk."),
        ("081", "NO 081 Band 081 is available. Nobody is checked in with it."),
        ("999", "NO 999 Band 999 is not known here."),
    ):
        await bar.counter.tapped(band)
        assert bar.told == words
    await bar.counter.tapped("077")
    assert bar.told == "OK 077 1500 Beer"
    assert [bar.bill(band) for band in ("079", "078")] == [[], []]


async def test_nobody_is_asked_about_a_band_before_something_is_chosen(counter_at: AtWork) -> None:
    """The counter sees that nobody wears it; nothing goes into the book."""
    bar = counter_at()
    head = bar.venue.head
    await bar.counter.tapped("081")
    assert bar.told == "NO 081 Band 081 is available. Nobody is checked in with it."
    await bar.counter.tapped("nonsense")
    assert bar.told == "NO Band nonsense is not known here."
    assert bar.venue.head == head


async def test_r14_a_counter_of_one_side_serves_that_side(counter_at: AtWork) -> None:
    """The men's scrub charges no woman's band."""
    scrub = counter_at("scrub-men", staff="dong")
    await scrub.counter.choose(0)
    await scrub.counter.tapped("150")
    assert scrub.told == "NO 150 Band 150 belongs to the women zone."
    await scrub.counter.tapped("077")
    assert scrub.told == "OK 077 3800 Body scrub 20'"


async def test_r22_the_limit_is_warned_of_and_then_kept(counter_at: AtWork) -> None:
    """From four fifths on it says so; above it is declined, with what is left."""
    bar = counter_at()
    for pieces in ("13", "12", "9"):
        await bar.press(pieces, "x")
        await bar.counter.choose(0)
        await bar.counter.tapped("077")
    assert bar.told == "OK 077 13500 9 Beer"
    await bar.counter.choose(1)
    await bar.counter.tapped("077")
    assert bar.told == "OK 077 600 Water"
    await bar.counter.choose(0)
    await bar.counter.tapped("077")
    assert bar.told == "OK 077 1500 Beer Near the limit."
    await bar.press("11", "x")
    await bar.counter.choose(0)
    await bar.counter.tapped("077")
    assert bar.told == "NO 077 ¥165.00 more would be over the limit of ¥800.00; ¥151.00 is left."


async def test_r31_what_is_sold_out_is_said_when_it_is_chosen(counter_at: AtWork) -> None:
    """Nobody has to be sent away after a tap; the counter sees it as soon as anybody sold the last one."""
    bar = counter_at()
    sold = 1_990
    bar.do(RaiseLimit(band="078", by=10_000_00, reason="a wedding", station="desk-1", staff="chen"))
    for pieces in (999, sold - 999):
        bar.do(Charge(band="078", items=(Wanted("tea-egg", pieces),), station="vending-1"))
    bar.counter.look()
    assert [offer.left for offer in bar.counter.offers if offer.slug == "tea-egg"] == [10]
    bar.do(Charge(band="078", items=(Wanted("tea-egg", 10),), station="vending-1"))
    bar.counter.look()
    egg = next(offer for offer in bar.counter.offers if offer.slug == "tea-egg")
    assert egg.sold_out
    await bar.counter.take(egg)
    assert bar.told == "NO Tea egg is sold out (0 left)."
    assert bar.counter.basket == ()


def test_the_price_of_this_moment_is_shown(counter_at: AtWork) -> None:
    """A new price is there at the next look."""
    bar = counter_at()
    bar.do(SetPrice(item="beer", price=1800, station="desk-1", staff="chen"))
    bar.counter.look()
    assert bar.counter.offers[0].price_minor == 1800


async def test_r21_the_same_again_is_counted_once_until_it_is_meant(counter_at: AtWork) -> None:
    """A second tap within seconds is told when the first one was; F8 counts it again."""
    bar = counter_at()
    await bar.counter.choose(0)
    await bar.counter.tapped("077")
    bar.wait(1)
    await bar.counter.tapped("077")
    assert bar.told == "= 077 1500 Already counted 20:14:07. F8 counts again."
    await bar.counter.again()
    assert bar.told == "OK 077 1500 Beer"
    assert bar.bill("077") == [("beer", 1, 1500)] * 2
    await bar.counter.again()
    assert bar.told == "NO There is nothing here to count again.", "it was counted, and nothing was asked since"


async def test_r23_what_is_dear_wants_a_second_tap(counter_at: AtWork) -> None:
    """From the house's threshold on the first tap asks and the second one charges; another band asks anew."""
    massage = counter_at("massage", staff="hua")
    await massage.press("17", "/")
    await massage.counter.tapped("077")
    assert massage.told == "? 077 29800 Oil spa 80': hold the band there once more."
    massage.wait(2)
    await massage.counter.tapped("078")
    assert massage.told.startswith("? 078 29800")
    massage.wait(2)
    await massage.counter.tapped("078")
    assert massage.told == "OK 078 29800 Oil spa 80'"
    assert (massage.bill("077"), massage.bill("078")) == ([], [("oil-spa", 1, 29800)])


async def test_r23_also_if_the_band_came_first(counter_at: AtWork) -> None:
    """The band that waits is asked once more, and once is enough."""
    massage = counter_at("massage", staff="hua")
    await massage.counter.tapped("077")
    await massage.press("17", "/")
    assert massage.told == "? 077 29800 Oil spa 80': hold the band there once more."
    massage.wait(2)
    await massage.counter.tapped("077")
    assert massage.told == "OK 077 29800 Oil spa 80'"


async def test_with_one_key_every_tap_charges(counter_at: AtWork) -> None:
    """A barber with wet hands presses one key; from then on guests only tap, each once."""
    scrub = counter_at("scrub-men", staff="dong")
    scrub.counter.keep()
    assert scrub.told == "3800 Every tap charges Body scrub 20'."
    for band in ("077", "078"):
        await scrub.counter.tapped(band)
        assert scrub.told == f"OK {band} 3800 Body scrub 20'"
        scrub.wait(400)
    await scrub.counter.tapped("077")
    assert len(scrub.bill("077")) == 2, "long after the first one it is a new one"
    scrub.wait(8)
    await scrub.counter.tapped("077")
    assert scrub.told == "= 077 3800 Already counted 20:27:27. F8 counts again."
    await scrub.counter.choose(1)
    await scrub.counter.tapped("078")
    assert scrub.told == "OK 078 5800 Milk scrub", "choosing changes what every tap charges"
    scrub.counter.keep()
    await scrub.counter.tapped("078")
    assert scrub.told.startswith("078 Choose what it is.")


async def test_with_every_tap_charging_what_is_dear_still_wants_two(counter_at: AtWork) -> None:
    """The second tap of the same band confirms, also here."""
    massage = counter_at("massage", staff="hua")
    await massage.press("17", "/")
    massage.counter.keep()
    await massage.counter.tapped("077")
    massage.wait(1)
    await massage.counter.tapped("077")
    assert massage.told == "OK 077 29800 Oil spa 80'"


async def test_r24_the_last_charge_can_be_taken_back_for_ten_seconds(counter_at: AtWork) -> None:
    """All its lines, by whoever charged them; the band that still lies there charges nothing."""
    bar = counter_at()
    await bar.counter.choose(0)
    await bar.counter.choose(1)
    await bar.counter.tapped("077")
    bar.wait(2)
    await bar.counter.undo()
    assert bar.told == "OK 077 -2100 Taken back: Beer, Water"
    assert sum(due for _, _, due in bar.bill("077")) == 0
    await bar.counter.tapped("077")
    assert bar.told.startswith("077 Choose what it is.")
    await bar.counter.undo()
    assert bar.told == "NO Only the last charge, and within 10 seconds. Ask the front desk."


async def test_r24_later_it_is_the_front_desks(counter_at: AtWork) -> None:
    """At nine seconds it can be done, at ten it cannot."""
    bar = counter_at()
    await bar.counter.choose(0)
    await bar.counter.tapped("077")
    bar.wait(9.9)
    assert bar.counter.selling.undo_left_s() == 1
    bar.wait(0.1)
    assert bar.counter.selling.undo_left_s() == 0
    await bar.counter.undo()
    assert bar.told.startswith("NO Only the last charge")


async def test_r24_what_somebody_else_charged_is_not_taken_back(counter_at: AtWork) -> None:
    """After a change of person the house says no."""
    bar = counter_at()
    await bar.counter.choose(0)
    await bar.counter.tapped("077")
    bar.counter.staff = "gu"
    await bar.counter.undo()
    assert bar.told == "NO 077 This is for a shift lead: the line is fan's."


async def test_esc_goes_back_one_step_at_a_time(counter_at: AtWork) -> None:
    """How many, every tap, the basket."""
    bar = counter_at()
    await bar.press("f5", "+", "2", "x")
    await bar.counter.back()
    assert (bar.counter.times, bar.counter.every != ()) == (1, True)
    await bar.counter.back()
    assert (bar.counter.every, bar.counter.at_rest) == ((), True)
    await bar.counter.choose(0)
    await bar.counter.back()
    assert bar.counter.basket == ()
    assert bar.told == "Choose and tap, or tap and choose."


async def test_a_desk_sells_too(counter_at: AtWork) -> None:
    """The counter's screen at a front desk: all items, and the takings go where the item belongs."""
    desk = counter_at("desk-1", staff="amy")
    await desk.press("20", "/")
    await desk.counter.tapped("077")
    assert desk.told == "OK 077 1200 Towel"


async def test_a_tap_into_a_room_changes_nothing_here(counter_at: AtWork) -> None:
    """What happens elsewhere in the house is seen, not lost."""
    bar = counter_at()
    bar.do(Present(band="077", station="room-r1"))
    await bar.counter.choose(0)
    await bar.counter.tapped("077")
    assert bar.told == "OK 077 1500 Beer"
