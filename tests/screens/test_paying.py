"""Guests go: the bill, the ways to pay, the change."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation, Present
from terminal_ui.desk.finished import Finished
from terminal_ui.desk.paying import Paying
from tests.screens.support.desk_at_work import desk_at_work


async def test_a_tapped_band_in_use_shows_its_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """Every line with its time and amount, who wears the band, and what is due so far."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter")
        assert desk.layer == "Looking"
        for words in ("BILL  077", "Adult, men, locker 077, in 20:14", "2 Beer", "30.00", "Body scrub", "38.00"):
            assert words in desk.text


async def test_r53_cash_gives_change(folder: Path, evening: list[AnyOperation]) -> None:
    """F5, what was given, Enter: the change is the big number, and the band is free again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter")
        assert desk.result == "-- ¥186.00 to pay. Choose how with its key."
        await desk.press("f5", "200", "enter")
        assert desk.result == "OK Paid ¥186.00. Change ¥14.00."
        layer = desk.desk.layer
        assert isinstance(layer, Finished)
        assert (layer.amount_words, layer.amount_minor) == ("CHANGE", 1400)
        assert "CHANGE" in desk.text
        await desk.press("77", "enter")
        assert desk.layer == "CheckingIn"


async def test_enter_alone_takes_the_whole_due(folder: Path, evening: list[AnyOperation]) -> None:
    """Nothing typed after F5 means: exactly what is due."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "f5", "enter")
        assert desk.result == "OK Paid ¥186.00."
        layer = desk.desk.layer
        assert isinstance(layer, Finished)
        assert (layer.amount_words, layer.amount_minor) == ("PAID", 18600)


async def test_an_amount_may_be_typed_before_its_way(folder: Path, evening: list[AnyOperation]) -> None:
    """200, F5, Enter: what was typed is the amount of the way that is chosen then."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "200", "f5", "enter")
        assert desk.result == "OK Paid ¥186.00. Change ¥14.00."


async def test_r53_qr_asks_for_its_slip_number(folder: Path, evening: list[AnyOperation]) -> None:
    """What is not cash needs the number of its slip; Enter without one asks on."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f7", "enter")
        assert "Slip no.>" in desk.text
        await desk.press("enter")
        assert desk.layer == "Paying"
        await desk.press("q", "8", "enter")
        assert desk.result == "OK Paid ¥186.00."


async def test_r53_two_ways_pay_one_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """Part by QR, the rest in cash: one receipt, change from the cash."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f7", "100", "enter", "1", "enter")
        assert desk.result == "-- ¥86.00 to pay. Choose how with its key."
        assert "LEFT" in desk.text
        await desk.press("f5", "100", "enter")
        assert desk.result == "OK Paid ¥186.00. Change ¥14.00."


async def test_r52_one_pays_for_two(folder: Path, evening: list[AnyOperation]) -> None:
    """A second band on the bill: both dues in one sum."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "78", "enter", "enter")
        assert desk.result == "-- ¥304.00 to pay. Choose how with its key."
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥304.00."


async def test_r52_a_band_that_comes_late_joins_the_checkout(folder: Path, evening: list[AnyOperation]) -> None:
    """While nothing was paid yet, one more tap adds to the sum."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "78", "enter")
        assert desk.result == "-- ¥304.00 to pay. Choose how with its key."


async def test_r53_more_than_the_due_is_declined_on_a_card(folder: Path, evening: list[AnyOperation]) -> None:
    """Change comes from cash only: the house says no, and the same way can be typed again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f6", "200", "enter", "9", "enter")
        assert desk.result.startswith("NO ¥200.00 is more than the due of ¥186.00.")
        layer = desk.desk.layer
        assert isinstance(layer, Paying)
        assert layer.tenders == []
        assert layer.tender == "card"


async def test_what_is_no_amount_is_said(folder: Path, evening: list[AnyOperation]) -> None:
    """A slip of the finger is answered in words; nothing was taken."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f5", "1", "full_stop", "full_stop", "enter")
        assert desk.result.startswith("NO '1..' is no amount.")
        await desk.press("0", "enter")
        assert desk.result == "NO Type an amount above zero."
        assert desk.layer == "Paying"


async def test_r51_a_locked_visit_takes_nothing_until_esc(folder: Path, evening: list[AnyOperation]) -> None:
    """At the checkout the bar can post nothing on the band; Esc unlocks it."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter")
        state = "SELECT state FROM visit WHERE band = '077'"
        assert desk.app._needs.sight._reading.query(state) == [("settling",)]
        await desk.press("escape")
        assert desk.layer == "Looking"
        assert desk.app._needs.sight._reading.query(state) == [("open",)]


async def test_r51_closing_the_window_unlocks_the_visit(folder: Path, evening: list[AnyOperation]) -> None:
    """Ctrl+Q in the middle of a payment leaves nobody locked behind."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter")
        await desk.pilot.press("ctrl+q")
        reading = desk.app._needs.sight._reading
        assert reading.query("SELECT state FROM visit WHERE band = '077'") == [("open",)]


async def test_r33_what_is_still_open_is_shown(folder: Path, evening: list[AnyOperation]) -> None:
    """A room whose clock runs is named at the checkout."""
    first = [*evening, Present(band="077", station="room-r1")]
    async with desk_at_work(folder, first=first, size=(160, 48)) as desk:
        await desk.press("77", "enter", "enter")
        assert "! still open: room-r1 is in use since" in desk.text


async def test_a_free_band_does_not_join_a_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """Nobody is checked in with it, and that is said."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "61", "enter")
        assert desk.result == "NO Band 061 is available: nobody is checked in with it."
        assert desk.desk.bands == ["077"]
        await desk.press("77", "enter")
        assert desk.result == "-- Band 077 is on this bill already."


async def test_f12_has_no_way_of_paying(folder: Path, evening: list[AnyOperation]) -> None:
    """A key without a choice says so."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f12")
        assert desk.result == "NO There is no way of paying on this key."
