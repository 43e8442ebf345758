"""Checkouts that are not one band and one way of paying: parts, splits, staying on, deposits, accounts, money back."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation, Deposit, Pay, Tendered
from terminal_ui.desk.paying import Paying
from tests.screens.support.desk_at_work import DeskAtWork, desk_at_work


def _states(desk: DeskAtWork, *bands: str) -> list[object]:
    return [
        state
        for band in bands
        for (state,) in desk.query("SELECT state FROM visit WHERE band = ? ORDER BY visit DESC LIMIT 1", band)
    ]


def _receipts(desk: DeskAtWork) -> list[tuple[object, ...]]:
    return desk.query("SELECT paid_minor, kind FROM receipt ORDER BY receipt")


async def test_r52_a_bill_is_split_equally(folder: Path, evening: list[AnyOperation]) -> None:
    """3 M: three parts, the last one takes the cents; each is a receipt, the last one closes the bill."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "3", "m")
        assert desk.result == "-- Part 1 of 3: ¥62.00 to pay. Choose how with its key."
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥62.00. Part 2 of 3: ¥62.00 to pay. Choose how with its key."
        await desk.press("f5", "100", "enter")
        assert desk.result.startswith("OK Paid ¥62.00. Change ¥38.00. Part 3 of 3: ¥62.00 to pay.")
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥62.00."
        assert _receipts(desk) == [(6200, "part"), (6200, "part"), (6200, "whole")]
        assert _states(desk, "077") == ["settled"]


async def test_r52_each_pays_its_own(folder: Path, evening: list[AnyOperation]) -> None:
    """Three bands on one bill, M, each pays its own: a receipt a band, each closes its visit."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.tap("077", "078", "150")
        await desk.press("enter", "m", "f5")
        assert desk.result == "-- Band 077: ¥186.00 to pay. Choose how with its key."
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥186.00. Band 078: ¥118.00 to pay. Choose how with its key."
        assert _states(desk, "077", "078", "150") == ["settled", "settling", "settling"]
        await desk.press("f5", "enter", "f5", "enter")
        assert desk.layer == "Finished"
        assert _states(desk, "077", "078", "150") == ["settled"] * 3


async def test_r52_an_amount_first_then_the_rest(folder: Path, evening: list[AnyOperation]) -> None:
    """M, an amount: more than the bill is refused; the first part by QR, the rest in cash."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "m", "f7", "900", "enter")
        assert desk.result == "NO That is all of it. Type less than ¥186.00."
        await desk.press("100", "enter")
        assert desk.result == "-- First part: ¥100.00 to pay. Choose how with its key."
        await desk.press("f7", "enter", "7", "enter")
        assert desk.result == "OK Paid ¥100.00. The rest: ¥86.00 to pay. Choose how with its key."
        await desk.press("f5", "enter")
        assert _receipts(desk) == [(10000, "part"), (8600, "whole")]


async def test_r52_some_lines_first_then_the_rest(folder: Path, evening: list[AnyOperation]) -> None:
    """M, lines: mark the beer; it is paid by itself, then the rest."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "m", "f8", "enter")
        assert desk.result == "NO Mark the lines that are paid first with the space bar."
        await desk.press("down", "space")
        assert desk.result == "-- ¥30.00 is marked. Enter takes that first."
        await desk.press("enter", "f5", "enter")
        assert desk.result == "OK Paid ¥30.00. The rest: ¥156.00 to pay. Choose how with its key."
        await desk.press("f5", "enter")
        assert _receipts(desk) == [(3000, "part"), (15600, "whole")]
        assert desk.query("SELECT count(*) FROM receipt_line") == [(1,)]


async def test_r52_a_split_is_taken_back_while_nothing_was_paid(folder: Path, evening: list[AnyOperation]) -> None:
    """Esc goes from the parts to the whole bill; a band joins no bill that is split."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "99", "m")
        assert desk.result == "NO Split it between 2 and 50."
        await desk.press("2", "m", "78", "enter")
        assert desk.result == "NO Finish this payment first (Enter), or leave it (Esc)."
        await desk.press("escape")
        assert desk.result == "-- ¥186.00 to pay. Choose how with its key."
        await desk.press("m", "f5")
        assert desk.result.startswith("NO Only one band owes something.")


async def test_esc_does_not_leave_once_money_was_taken(folder: Path, evening: list[AnyOperation]) -> None:
    """After the first part Esc says what is left; W lets the rest wait in the queue, with its clocks standing."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "2", "m", "f5", "enter", "escape")
        assert desk.result == "NO Money was taken: ¥93.00 is left. Take it, or W lets it wait."
        assert desk.layer == "Paying"
        await desk.press("w")
        assert desk.layer == "Idle"
        assert _states(desk, "077") == ["settling"]
        await desk.press("w", "enter")
        assert desk.result == "-- ¥93.00 to pay. Choose how with its key."


async def test_r59_only_a_part_is_taken_now(folder: Path, evening: list[AnyOperation]) -> None:
    """F5, 100, Enter, P: a receipt over 100; L opens the bill again, and the guest owes the rest."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "p")
        assert desk.result.startswith("NO Take some money first")
        await desk.press("f5", "100", "enter", "p")
        assert desk.result == "OK Paid ¥100.00. ¥86.00 to pay. Choose how with its key."
        await desk.press("l")
        assert desk.layer == "Looking"
        assert _states(desk, "077") == ["open"]
        assert "paid before" in desk.text


async def test_r10_a_guest_pays_and_stays(folder: Path, evening: list[AnyOperation]) -> None:
    """Y, then paid as ever: the visit is kept, the band stays in use. Y again takes it back."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "y", "y")
        assert desk.result.startswith("-- The guest goes home.")
        await desk.press("y")
        assert "pays and stays inside" in desk.text
        await desk.press("f5", "enter")
        assert "PAID, AND STAYS  077" in desk.text
        assert _states(desk, "077") == ["kept"]


async def test_r56_a_deposit_pays_and_the_rest_goes_back(folder: Path, evening: list[AnyOperation]) -> None:
    """H lays the deposit down; what is more than the bill is given back with the receipt, and said."""
    held = Deposit(band="078", amount=20_000, tender="cash", station="desk-1", staff="amy")
    async with desk_at_work(folder, first=[*evening, held]) as desk:
        await desk.press("78", "enter", "enter", "h")
        assert desk.result == "OK Paid ¥118.00."
        assert "Deposit back, Cash" in desk.text
        assert "82.00" in desk.text
        assert desk.query("SELECT left_minor FROM deposit") == [(0,)]


async def test_r56_a_deposit_pays_a_part_of_the_bill(folder: Path, evening: list[AnyOperation]) -> None:
    """What it does not cover is taken another way; without a deposit H says so."""
    held = Deposit(band="077", amount=10_000, tender="cash", station="desk-1", staff="amy")
    async with desk_at_work(folder, first=[*evening, held]) as desk:
        await desk.press("77", "enter", "enter", "h")
        assert desk.result == "-- ¥86.00 to pay. Choose how with its key."
        await desk.press("h")
        assert desk.result == "NO There is no deposit that could pay, or nothing is due."
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥186.00."


async def test_r54_the_small_end_is_waived(folder: Path, evening: list[AnyOperation]) -> None:
    """0.50 S: half a yuan is let go; more than one's right needs a second person; without a small end S says so."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "s")
        assert desk.result == "NO There is no small end. Type how much is waived, then S."
        await desk.press("0", "full_stop", "50", "s")
        assert desk.result == "-- ¥0.50 is waived. ¥185.50 to pay. Choose how with its key."
        await desk.press("5", "s", "f5", "enter")
        assert desk.layer == "Approving"
        await desk.press("c", "h", "e", "n", "enter", "enter")
        assert desk.layer == "Finished"
        assert desk.query("SELECT tender, kept_minor FROM tender ORDER BY number") == [("waived", 550), ("cash", 18050)]


async def test_r57_a_company_pays_later(folder: Path, evening: list[AnyOperation]) -> None:
    """F10, Enter for all of it, the company, who signs, the slip: no money, but a receipt."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f10", "enter")
        assert "Nebula Trading" in desk.text
        await desk.press("f5")
        assert desk.result == "-- Who of Nebula Trading signs?"
        await desk.press("f6", "4711", "enter")
        assert desk.result == "OK Paid ¥186.00."
        assert desk.query("SELECT debtor, signer, amount_minor FROM account_move") == [("nebula", "Li Na", 18600)]


async def test_r57_esc_in_an_account_goes_back_to_the_amount(folder: Path, evening: list[AnyOperation]) -> None:
    """From the signers to the companies to the payment; nothing was taken."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "f10", "enter", "f5", "escape", "escape")
        assert desk.layer == "Paying"
        await desk.press("escape", "escape", "escape")
        assert desk.layer == "Looking"
        assert _receipts(desk) == []


async def test_r53_money_goes_back_only_after_a_yes(folder: Path, evening: list[AnyOperation]) -> None:
    """More was paid in advance than is due: Enter asks, Enter gives it back."""
    paid = Pay(bands=("077",), tenders=(Tendered("cash", 16_000),), station="desk-1", staff="amy")
    async with desk_at_work(folder, first=[*evening, paid], staff="chen") as desk:
        await desk.press("77", "enter", "down", "v", "f5", "enter")
        assert desk.result == "-- The house owes ¥4.00 to the guest. Enter gives it back."
        await desk.press("enter")
        assert desk.result == "-- Give back ¥4.00? Enter does it."
        await desk.press("escape", "enter", "enter")
        assert desk.layer == "Finished"
        assert _receipts(desk)[-1] == (-400, "whole")


async def test_a_bill_of_nothing_is_a_checkout_too(folder: Path, evening: list[AnyOperation]) -> None:
    """The house pays: Enter begins, Enter finishes, no tender."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("78", "enter", "o", "enter", "f5", "enter")
        assert desk.result == "-- Nothing is due. Enter finishes."
        await desk.press("f5")
        assert desk.result == "NO Nothing is due. Enter finishes."
        await desk.press("enter")
        assert _states(desk, "078") == ["settled"]


async def test_closing_the_window_in_a_split_unlocks_the_visits(folder: Path, evening: list[AnyOperation]) -> None:
    """Whatever lies over the payment: nothing stays locked."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "enter", "m")
        assert isinstance(desk.desk.layer.__dict__["under"], Paying)
        await desk.pilot.press("ctrl+q")
        assert _states(desk, "077") == ["open"]
