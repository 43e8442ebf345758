"""A counter, driven by real keys on a real house: every flow, its steps counted, and the wrong turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from pos.errors import LedgerError
from pos.operations import AnyOperation, Arrival, BeginCheckout, Charge, CheckIn, RaiseLimit, Wanted
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from readers.mock.driver import MockReaders
from terminal_ui.counter.counter import Counter
from terminal_ui.screens.post_screen import MAX_TYPED
from tests.screens.support.post_at_work import PostAtWork, post_at_work


@pytest.fixture
def evening(evening: list[AnyOperation]) -> list[AnyOperation]:
    """Beside those of the evening, 079 is a child and 080 is at the checkout."""
    return [
        *evening,
        CheckIn(bands=(Arrival("079", "child"), Arrival("080", "adult")), station="desk-2", staff="ben"),
        BeginCheckout(bands=("080",), station="desk-2", staff="ben"),
    ]


def sold(work: PostAtWork, band: str) -> list[tuple[str, int]]:
    """What the bar put on a bill, item and quantity, without what was taken back."""
    reading = Reading.open(work.folder)
    try:
        lines = bill_of(reading, band).lines
    finally:
        reading.close()
    voided = {line.of for line in lines if line.mark == "void"}
    return [(one.item, one.quantity) for one in lines if one.staff == "fan" and not one.mark and one.line not in voided]


async def test_a_favourite_is_one_key_and_a_tap(folder: Path, evening: list[AnyOperation]) -> None:
    """F5, and the band is held to the reader: two steps, counted."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        steps = 0
        await bar.press("f5")
        steps += 1
        await bar.tap("078")
        steps += 1
        assert bar.result == "OK 078 Beer"
        assert sold(bar, "078") == [("beer", 1)]
        assert steps == 2


async def test_a_tap_and_a_favourite_are_two_steps_too(folder: Path, evening: list[AnyOperation]) -> None:
    """The band first, then one key."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.tap("078")
        assert bar.result == "-- 078 Choose what it is. Adult, men; ¥682.00 may still be charged."
        await bar.press("f6")
        assert bar.result == "OK 078 Water"
        assert sold(bar, "078") == [("water", 1)]


async def test_a_typed_number_does_what_a_tap_does(folder: Path, evening: list[AnyOperation]) -> None:
    """Digits and Enter are a band, wherever the screen is."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("f5", "78", "enter")
        assert bar.result == "OK 078 Beer"
        await bar.press("f1", "f1", "f5")
        await bar.scan("078")
        assert sold(bar, "078") == [("beer", 1)], "a second one within three seconds is asked about"
        assert bar.result == "-- 078 Already counted 20:14:07. F8 counts again."
        await bar.press("f8")
        assert sold(bar, "078") == [("beer", 1), ("beer", 1)]


async def test_several_of_several_things(folder: Path, evening: list[AnyOperation]) -> None:
    """Three of one by its number, one by the initials of its pinyin, then one tap for all."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("3", "x", "30", "slash")
        await bar.type("qdpj")
        assert "FOUND qdpj" in bar.text
        assert ">28   Beer" in bar.text
        await bar.press("enter")
        assert "3 Latte, Beer" in bar.text
        await bar.tap("078")
        assert bar.result == "OK 078 3 Latte, Beer"
        assert sold(bar, "078") == [("latte", 3), ("beer", 1)]


async def test_the_search_is_left_and_marked_by_keys(folder: Path, evening: list[AnyOperation]) -> None:
    """Down marks, Backspace rubs out, Esc leaves; a tap ends a search that was begun."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.type("tea")
        await bar.press("down")
        assert ">29   Tea set" in bar.text
        await bar.press("backspace", "escape")
        assert "CHOOSE, THEN TAP" in bar.text
        await bar.type("tea")
        await bar.tap("078")
        assert "CHOOSE, THEN TAP" in bar.text
        assert bar.screen.typed == ""
        await bar.type("zzz")
        await bar.press("enter")
        assert bar.result == "NO Nothing here is called zzz."


async def test_a_click_is_a_key(folder: Path, evening: list[AnyOperation]) -> None:
    """Whoever has a mouse or a finger touches the item."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        assert await bar.pilot.click("#offers", offset=(6, 2))
        await bar.pilot.pause()
        assert bar.result == "-- Water: hold the band there."
        assert await bar.pilot.click("#offers", offset=(6, 0)), "the title means nothing"
        await bar.tap("078")
        assert sold(bar, "078") == [("water", 1)]


async def test_what_goes_wrong_is_large_and_the_next_good_tap_goes_on(
    folder: Path, evening: list[AnyOperation]
) -> None:
    """A child and a beer, the checkout, a free band, no band, then the right one: nothing has to be chosen again."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("f5")
        for band, words in (
            ("079", "NO 079 Beer is for adults only."),
            ("080", "NO Band 080 is being checked out. Ask the front desk."),
            ("081", "NO Band 081 is available. Nobody is checked in with it."),
            ("999", "NO Band 999 is not known here."),
        ):
            await bar.press(band, "enter")
            assert bar.result == words
            assert "####    ######" in bar.text, "NO is to be read from afar"
        await bar.tap("078")
        assert bar.result == "OK 078 Beer"


async def test_r14_a_band_of_the_other_side(folder: Path, evening: list[AnyOperation]) -> None:
    """The men's scrub charges no woman."""
    async with post_at_work(folder, "scrub-men", staff="dong", first=evening) as scrub:
        await scrub.press("f5")
        await scrub.tap("150")
        assert scrub.result == "NO Band 150 belongs to the women zone."


async def test_r22_over_the_limit(folder: Path, evening: list[AnyOperation]) -> None:
    """What is too much is declined with what is left; less goes on at once."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("50", "x", "f5")
        await bar.tap("078")
        bar.clock.wait(1)
        assert bar.result == "-- 078 50 Beer: hold the band there once more."
        await bar.tap("078")
        assert bar.result == "NO 078 ¥750.00 more would be over the limit of ¥800.00; ¥682.00 is left."
        await bar.press("escape", "f5")
        await bar.tap("078")
        assert bar.result == "OK 078 Beer"


async def test_r31_sold_out_is_seen_before_anybody_is_asked(folder: Path, evening: list[AnyOperation]) -> None:
    """Somebody else sells the last ones: within a moment the item says so, and its key too."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        for band in ("077", "078"):
            for _ in range(2):
                bar.clock.wait(10)
                await bar.do(_lift(band))
                await bar.do(_many(band, 498))
        await bar.seen("8 left")
        bar.clock.wait(10)
        await bar.do(_many("078", 8))
        await bar.seen("sold out")
        await bar.press("f11")
        assert bar.result == "NO Tea egg is sold out (0 left)."


async def test_r23_what_is_dear_wants_a_second_tap(folder: Path, evening: list[AnyOperation]) -> None:
    """It says so, large; Esc instead of the tap forgets it."""
    async with post_at_work(folder, "massage", staff="hua", first=evening) as massage:
        await massage.press("17", "slash")
        await massage.tap("078")
        assert massage.result == "-- 078 Oil spa 80': hold the band there once more."
        massage.clock.wait(1)
        await massage.tap("078")
        assert massage.result == "OK 078 Oil spa 80'"
        await massage.press("17", "slash", "escape")
        await massage.tap("077")
        assert massage.result.startswith("-- 077 Choose what it is.")


async def test_one_key_and_then_only_taps(folder: Path, evening: list[AnyOperation]) -> None:
    """A barber with wet hands: + once, and every band that is held there is charged, each once."""
    async with post_at_work(folder, "scrub-men", staff="dong", first=evening) as scrub:
        await scrub.press("plus")
        assert "EVERY TAP" in scrub.text
        for band in ("077", "078"):
            await scrub.tap(band)
            assert scrub.result == f"OK {band} Body scrub 20'"
            scrub.clock.wait(30)
        await scrub.tap("078")
        assert scrub.result == "-- 078 Already counted 20:14:37. F8 counts again."
        await scrub.press("plus")
        assert "EVERY TAP" not in scrub.text


async def test_r24_the_last_charge_is_taken_back_by_one_key(folder: Path, evening: list[AnyOperation]) -> None:
    """While the bar offers it; after ten seconds it does not, and says who can."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("f5")
        await bar.tap("078")
        await bar.seen("- takes it back (10 s)")
        await bar.press("minus")
        assert bar.result == "OK 078 Taken back: Beer"
        assert sold(bar, "078") == []
        await bar.press("f5")
        await bar.tap("078")
        bar.clock.wait(10)
        await bar.press("minus")
        assert bar.result == "NO Only the last charge, and within 10 seconds. Ask the front desk."
        assert sold(bar, "078") == [("beer", 1)]


async def test_r32_what_is_to_be_served_is_listed_and_taken_off(folder: Path, evening: list[AnyOperation]) -> None:
    """A latte waits with its band and its minutes; the key or a click says that it is with the guest."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("30", "slash")
        await bar.tap("078")
        await bar.seen("TO SERVE  1")
        assert "078 Latte" in bar.text
        row = next(place for place, line in enumerate(bar.text.splitlines()) if "078 Latte" in line)
        assert await bar.pilot.click("#offers", offset=(6, row - 1))
        await bar.pilot.pause()
        assert bar.result == "OK 078 Served: Latte"
        await bar.press("30", "slash")
        await bar.tap("077")
        await bar.press("full_stop")
        assert bar.result == "OK 077 Served: Latte"
        assert "TO SERVE" not in bar.text


async def test_a_half_chosen_basket_survives_a_look_elsewhere(folder: Path, evening: list[AnyOperation]) -> None:
    """At a desk F3 goes to the counter and back; what was chosen there is still chosen."""
    async with post_at_work(folder, "desk-1", staff="amy", first=evening, post="counter") as desk:
        await desk.press("20", "slash")
        await desk.press("f3")
        assert not isinstance(desk.screen.post, Counter)
        while not isinstance(desk.screen.post, Counter):
            await desk.press("f3")
        await desk.tap("078")
        assert desk.result == "OK 078 Towel"


async def test_nobody_takes_over_while_something_is_chosen(folder: Path, evening: list[AnyOperation]) -> None:
    """F2 says to finish it first."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        await bar.press("f5", "f2")
        assert bar.result == "NO Finish this first (Enter), or leave it (Esc)."
        await bar.press("escape", "f2")
        assert "WHO WORKS HERE" in bar.text


async def test_a_reader_of_the_counter_charges(folder: Path, evening: list[AnyOperation]) -> None:
    """A real tap: the chip's number is in the book, and the printed one on the screen."""
    mock = MockReaders(["front"])
    async with post_at_work(folder, "bar", staff="fan", first=evening, readers=[mock]) as bar:
        await bar.pilot.pause(0.05)
        uid = next(band.uid for band in bar.house.bands if band.number == "078")
        await bar.press("f5")
        mock.touch(uid, "front")
        await bar.seen("OK  078 Beer")
        mock.unplug("front")
        await bar.seen("! The reader was unplugged.")
        assert "OK  078 Beer" in bar.text, "what happens in the background never covers a result"
        assert sold(bar, "078") == [("beer", 1)]


@pytest.mark.parametrize("post", ["counter", "rooms"])
async def test_a_tiny_terminal_and_a_huge_paste_break_nothing(
    folder: Path, evening: list[AnyOperation], post: str
) -> None:
    """Shrunk to a stamp and back, a megabyte pasted: the next tap is answered as ever."""
    async with post_at_work(folder, "bar", staff="fan", first=evening, post=post) as bar:
        before = bar.text
        for size in ((20, 5), (1, 1), (80, 24)):
            await bar.pilot.resize_terminal(*size)
            await bar.pilot.pause()
        assert bar.text == before
        bar.screen.post_message(events.Paste("x9" * 500_000))
        await bar.pilot.pause()
        assert len(bar.screen.typed) <= MAX_TYPED
        await bar.press("escape")
        await bar.tap("078")
        assert bar.result.startswith("-- 078")


async def test_a_book_that_cannot_be_written_is_said_and_the_item_stays_chosen(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: NO and why; when there is room again, the next tap charges."""
    async with post_at_work(folder, "bar", staff="fan", first=evening) as bar:
        with monkeypatch.context() as full:
            full.setattr(bar.venue, "ask", _disk_full)
            await bar.press("f5")
            await bar.tap("078")
            assert bar.result == "NO 078 The book could not be written: the disk is full."
        await bar.tap("078")
        assert bar.result == "OK 078 Beer"


async def _disk_full(_operation: AnyOperation) -> None:
    raise LedgerError("The book could not be written: the disk is full.")


def _lift(band: str) -> AnyOperation:
    return RaiseLimit(band=band, by=5_000_00, reason="a wedding", station="desk-1", staff="chen")


def _many(band: str, pieces: int) -> AnyOperation:
    return Charge(band=band, items=(Wanted("tea-egg", pieces),), station="vending-1")
