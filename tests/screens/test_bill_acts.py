"""What can be done with a bill: every act of its list, by keys, down to the entry; and the wrong turns."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation, Arrival, CheckIn
from terminal_ui.desk.looking import Looking
from tests.screens.support.desk_at_work import DeskAtWork, desk_at_work


def _due(desk: DeskAtWork, band: str) -> object:
    ((due,),) = desk.query("SELECT due_minor FROM tab JOIN visit USING(visit) WHERE band = ?", band)
    return due


async def test_every_line_says_why_it_costs_that(folder: Path, evening: list[AnyOperation]) -> None:
    """I on a line: the steps to its amount, with who and when; Down goes on to the next line, Esc back."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "i")
        assert "WHY THIS AMOUNT" in desk.text
        assert "2 x ¥15.00" in desk.text
        assert "(entry 7)" in desk.text
        await desk.press("down")
        assert "1 x ¥38.00" in desk.text
        await desk.press("escape")
        assert desk.layer == "Looking"


async def test_a_quoted_line_says_why_too(folder: Path, evening: list[AnyOperation]) -> None:
    """Sixteen hours inside: the overtime that the checkout quotes is explained before it is on the bill."""
    async with desk_at_work(folder, first=evening) as desk:
        desk.clock.us += 12 * 3_600_000_000 + 16 * 60_000_000
        await desk.press("78", "enter", "enter")
        await desk.press("w")
        await desk.press("78", "enter", "up", "i")
        assert "WHY THIS AMOUNT" in desk.text
        assert "Not on the bill yet" in desk.text


async def test_r24_a_line_is_taken_back_with_a_reason_key(folder: Path, evening: list[AnyOperation]) -> None:
    """Point, V, F5; the line stays and a reversing one is added. Somebody else's line needs a second person."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "down", "v", "f5")
        assert desk.result == "OK Taken back. Due now: ¥156.00."
        assert "void 2 Beer" in desk.text
        assert desk.query("SELECT content ->> '$.asked.reason' FROM log ORDER BY seq DESC LIMIT 1") == [("Wrong item",)]


async def test_r24_of_two_beers_one_is_taken_back(folder: Path, evening: list[AnyOperation]) -> None:
    """A number typed before V is how many pieces; it needs one line, and own words do for a reason."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "down", "1", "v")
        await desk.press("w", "a", "r", "m", "enter")
        assert desk.result == "OK Taken back. Due now: ¥171.00."
        await desk.press("up", "space", "space", "3", "v")
        assert desk.result == "NO A number of pieces is for one line. Rub it out, or mark one line."


async def test_esc_leaves_a_void_and_nothing_was_done(folder: Path, evening: list[AnyOperation]) -> None:
    """From the reason back to the bill, the marks still there."""
    async with desk_at_work(folder, first=evening) as desk:
        before = desk.venue.head
        await desk.press("77", "enter", "down", "space", "space", "v", "escape")
        layer = desk.desk.layer
        assert isinstance(layer, Looking)
        assert len(layer.marked) == 2
        assert desk.venue.head == before


async def test_r25_lines_go_to_the_band_that_is_tapped(folder: Path, evening: list[AnyOperation]) -> None:
    """Mark two lines, T, tap the right band, a reason key: both dues are said."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "space", "space", "t")
        await desk.tap("078")
        await desk.press("f5")
        assert desk.result == "OK Moved to band 078, which owes ¥186.00 now. Left here: ¥118.00. Due now: ¥118.00."
        assert (_due(desk, "077"), _due(desk, "078")) == (11_800, 18_600)


async def test_r25_a_free_band_takes_no_lines(folder: Path, evening: list[AnyOperation]) -> None:
    """It is refused, and the lines go on waiting for the right one; typed numbers do as taps."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "t", "61", "enter")
        assert desk.result == "NO Band 061 is available: nobody is checked in with it."
        assert desk.layer == "Moving"
        await desk.press("150", "enter", "f6")
        assert desk.result.startswith("OK Moved to band 150, which owes ¥148.00 now.")


async def test_r26_percent_off_the_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """K, 10%, Enter, Enter for the whole bill, a reason."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "k", "10", "%", "enter", "enter", "f5")
        assert desk.result == "OK The discount is on the bill. Due now: ¥167.40."


async def test_r26_an_amount_off_a_category_or_an_item(folder: Path, evening: list[AnyOperation]) -> None:
    """What was typed before K counts; the item that is pointed at and the outlets of the bill are offered."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "down", "3", "k")
        assert "only: Beer" in desk.text
        assert "all of: Bar and shop" in desk.text
        await desk.press("f6", "f5")
        assert desk.result == "OK The discount is on the bill. Due now: ¥183.00."
        await desk.press("k", "5", "enter", "f7", "f5")
        assert desk.result == "OK The discount is on the bill. Due now: ¥178.00."


async def test_r26_what_is_no_discount_is_said(folder: Path, evening: list[AnyOperation]) -> None:
    """0 percent, nothing, words: the field stays, and nothing is asked of the house."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "k", "0", "%", "enter")
        assert desk.result == "NO Percent are whole numbers from 1 to 100."
        await desk.press("0", "enter")
        assert desk.result == "NO Type an amount above zero."
        assert desk.layer == "TypingIn"


async def test_r27_a_line_is_a_gift(folder: Path, evening: list[AnyOperation]) -> None:
    """G and a reason: the price stays, nothing is due for it."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "g", "f6")
        assert desk.result == "OK It is a gift of the house. Due now: ¥156.00."
        assert "gift 2 Beer" in desk.text


async def test_r27_the_house_pays_a_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """O, who signs, why: nothing is due."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "o", "enter", "f5")
        assert desk.result == "OK The house pays this bill. Due now: ¥0.00."
        assert desk.query("SELECT content ->> '$.asked.signer' FROM log ORDER BY seq DESC LIMIT 1") == [("chen",)]


async def test_r28_a_package_comes_on_the_bill_and_off_again(folder: Path, evening: list[AnyOperation]) -> None:
    """P lists the packages; with one on the bill, P takes it off."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "p")
        assert "F5  Weekday bath + scrub" in desk.text
        await desk.press("f5")
        assert desk.result.startswith("NO Weekday bath + scrub is for a weekday")
        assert desk.layer == "Choosing"
        await desk.press("f6")
        assert desk.result == "OK The package is on the bill. Due now: ¥326.00."
        await desk.press("p", "enter")
        assert desk.result == "OK The package is off the bill. Due now: ¥186.00."


async def test_r22_a_lead_raises_the_limit(folder: Path, evening: list[AnyOperation]) -> None:
    """L, by how much, why; the limit there is stands in the result line meanwhile."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "l")
        assert desk.result == "-- The limit is ¥800.00. Type by how much it is raised, then Enter."
        await desk.press("200", "enter", "f5")
        assert desk.result == "OK The limit is ¥1,000.00 now. Due now: ¥186.00."


async def test_r44_clocks_of_a_guest_stand_and_run_again(folder: Path, evening: list[AnyOperation]) -> None:
    """Z and a reason; the bill says that they stand; Z again lets them run."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "z", "f5")
        assert desk.result.startswith("OK The clocks of 077 stand.")
        assert "! the clocks of 077 stand" in desk.text
        await desk.press("z")
        assert desk.result.startswith("OK The clocks of 077 run again.")


async def test_r44_all_clocks_of_the_house_stand(folder: Path, evening: list[AnyOperation]) -> None:
    """From the idle desk: Z and a reason, and Y."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("z", "f5")
        assert desk.result == "OK All clocks of the house stand."
        await desk.press("y")
        assert desk.result == "OK All clocks run again."


async def test_r6_bands_become_a_party_and_part_again(folder: Path, evening: list[AnyOperation]) -> None:
    """Tap both, J; the bill names the others; U takes one out. One band alone cannot be joined."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "j")
        assert desk.result.startswith("NO Tap the others first")
        await desk.press("78", "enter", "j")
        assert desk.result.startswith("OK 2 bands are one party.")
        assert "077 is in a party with 078" in desk.text
        await desk.press("u")
        assert desk.result.startswith("OK Band 078 is in no party now.")


async def test_r52_the_whole_party_comes_on_one_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """+ on the bill of one: all bands of the party, each once; alone there is nobody else."""
    party = CheckIn(
        bands=tuple(Arrival(band, "adult") for band in ("061", "062", "063")), station="desk-2", staff="ben"
    )
    async with desk_at_work(folder, first=[*evening, party]) as desk:
        await desk.tap("062")
        await desk.press("plus", "plus")
        assert desk.result == "NO There is nobody else of a party."
        assert desk.desk.bands == ["062", "061", "063"]
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥354.00."


async def test_r5_a_check_in_is_cancelled(folder: Path, evening: list[AnyOperation]) -> None:
    """N and a reason, while only the admission is on the bill; else the house says no."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "n", "f5")
        assert desk.result == "NO There is more than the admission on band 077. Check it out instead."
        await desk.press("escape", "escape", "78", "enter", "n", "f5")
        assert desk.result == "OK The check-in of 078 is cancelled."
        assert desk.layer == "Idle"


async def test_r56_a_deposit_is_taken_and_given_back(folder: Path, evening: list[AnyOperation]) -> None:
    """H, Enter for the usual amount, Enter for cash; Y asks before money goes out."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "y")
        assert desk.result == "NO There is no deposit for this band."
        await desk.press("h", "enter", "enter")
        assert desk.result == "OK The house holds ¥200.00 for this guest. Due now: ¥118.00."
        assert "deposit of 078" in desk.text
        await desk.press("y")
        assert desk.result == "-- Give back ¥200.00? Enter does it."
        await desk.press("escape")
        assert desk.layer == "Looking"
        await desk.press("y", "enter")
        assert desk.result == "OK The deposit was given back. Due now: ¥118.00."


async def test_r56_a_deposit_by_card_asks_for_its_slip(folder: Path, evening: list[AnyOperation]) -> None:
    """An amount typed before H, the card's key, the number of the slip."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "50", "h", "f6", "s", "7", "enter")
        assert desk.result == "OK The house holds ¥50.00 for this guest. Due now: ¥118.00."
        assert desk.query("SELECT tender, external_id, left_minor FROM deposit") == [("card", "s7", 5000)]


async def test_r59_a_part_is_paid_in_advance(folder: Path, evening: list[AnyOperation]) -> None:
    """Q, the amount, how it comes: the visit stays open and owes less."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "100", "q", "enter")
        assert desk.result == "OK ¥100.00 was paid in advance. Due now: ¥86.00."
        assert desk.query("SELECT state FROM visit WHERE band = '077'") == [("open",)]


async def test_a_tap_in_the_middle_of_an_act_joins_the_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """While a reason is asked for, a band is tapped: the reason is given up, the tap is not."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "v")
        await desk.tap("078")
        assert desk.layer == "Looking"
        assert desk.desk.bands == ["077", "078"]


async def test_a_spare_band_is_on_no_board_but_on_its_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """The bill of a band without a locker of its own is opened like any other."""
    spare = CheckIn(bands=(Arrival("201", "adult", "women"),), station="desk-2", staff="ben")
    async with desk_at_work(folder, first=[*evening, spare]) as desk:
        await desk.tap("201")
        assert "BILL  201" in desk.text


async def test_r11_a_guest_goes_out_on_deposit_and_comes_back(folder: Path, evening: list[AnyOperation]) -> None:
    """R says how much is missing; with a deposit the gate lets the band out once; R again and the guest is back."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "r")
        assert desk.result.startswith("NO ")
        assert "118.00" in desk.result
        await desk.press("h", "enter", "enter", "r")
        assert desk.result.startswith("OK The gate lets band 078 out once, until 20:44.")
        assert "! 078 is out on deposit" in desk.text
        await desk.press("r")
        assert desk.result.startswith("OK The guest of 078 is back.")
        await desk.press("m")
        assert desk.result == "NO The guest of 078 is not out on deposit."


async def test_r11_a_lead_decides_who_is_not_back(folder: Path, evening: list[AnyOperation]) -> None:
    """M: the deposit pays, what is left is held; a cashier needs a second person for it."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("78", "enter", "h", "enter", "enter", "r", "m", "f6", "f5")
        assert desk.layer == "Approving"
        await desk.press("c", "h", "e", "n", "enter", "enter")
        assert desk.result == "OK It is decided about the guest of 078."
        assert desk.query("SELECT state FROM visit WHERE band = '078'") == [("settled",)]


async def test_r22_a_second_person_raises_the_limit(folder: Path, evening: list[AnyOperation]) -> None:
    """A cashier asks, the lead approves."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "200", "l", "f5")
        assert desk.layer == "Approving"
        await desk.press("c", "h", "e", "n", "enter", "enter")
        assert desk.result == "OK The limit is ¥1,000.00 now. Due now: ¥186.00."
