"""The lists of the idle desk: who waits, the house board, the last receipts and money given back for them."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation, BeginCheckout, Pay, Tendered
from tests.screens.support.desk_at_work import WIDE, desk_at_work


def _settled(band: str, tender: str = "cash") -> list[AnyOperation]:
    """A band that was paid at desk-1."""
    slip = "" if tender == "cash" else "s1"
    return [
        BeginCheckout(bands=(band,), station="desk-1", staff="amy"),
        Pay(bands=(band,), tenders=(Tendered(tender, 11_800, slip),), station="desk-1", staff="amy"),
    ]


async def test_the_queue_shows_who_waits_and_how_long(folder: Path, evening: list[AnyOperation]) -> None:
    """Two checkouts begun at the other desk; minutes go by; Enter goes on with the one that is marked."""
    begun = [BeginCheckout(bands=(band,), station="desk-2", staff="ben") for band in ("150", "077")]
    async with desk_at_work(folder, first=[*evening, *begun]) as desk:
        await desk.press("w")
        assert "WHO WAITS  2" in desk.text
        desk.clock.wait(7 * 60)
        await desk.seen("150  7 min")
        await desk.press("down", "up", "enter")
        assert desk.result == "-- ¥186.00 to pay. Choose how with its key."
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥186.00."


async def test_an_empty_queue_says_so(folder: Path, evening: list[AnyOperation]) -> None:
    """Nobody waits: Enter does nothing, a number is a tap, Esc goes home."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("w", "enter")
        assert "Nobody waits." in desk.text
        await desk.press("77", "enter")
        assert "BILL  077" in desk.text


async def test_the_house_board_is_filtered_by_zone_and_state(folder: Path, evening: list[AnyOperation]) -> None:
    """Z goes through the zones, S through the states; the list and the board follow, the letters stay."""
    begun = BeginCheckout(bands=("150",), station="desk-2", staff="ben")
    async with desk_at_work(folder, first=[*evening, begun], size=WIDE) as desk:
        await desk.press("h")
        assert "INSIDE  3" in desk.text
        assert "077U<" in desk.text
        await desk.press("z")
        assert "INSIDE  2" in desk.text
        assert "150C" not in desk.text
        await desk.press("z", "s", "s")
        assert desk.result == "-- Zone: women. State: checkout. 1 guests."
        assert "150C<" in desk.text
        assert "077U" not in desk.text
        await desk.press("escape")
        assert "077U" in desk.text


async def test_the_house_board_jumps_to_a_number(folder: Path, evening: list[AnyOperation]) -> None:
    """150 J marks that guest, or the next one; Enter opens the bill."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("h", "150", "j")
        assert desk.desk.bands == ["150"]
        await desk.press("78", "j", "up")
        assert desk.desk.bands == ["077"]
        await desk.press("100", "j", "enter")
        assert "BILL  150" in desk.text


async def test_r58_all_of_a_receipt_is_given_back(folder: Path, evening: list[AnyOperation]) -> None:
    """L, Enter, R, a reason; the amount stands there, and Enter gives it back."""
    async with desk_at_work(folder, first=[*evening, *_settled("078")], staff="chen") as desk:
        await desk.press("l")
        assert "118.00" in desk.text
        await desk.press("enter", "r", "f5")
        assert desk.result == "-- Give back ¥118.00? Enter does it."
        await desk.press("enter")
        assert desk.result == "OK ¥118.00 was given back."
        assert desk.query("SELECT kind, paid_minor FROM receipt WHERE receipt = 2") == [("refund", -11800)]


async def test_r58_a_line_of_a_receipt_is_given_back(folder: Path, evening: list[AnyOperation]) -> None:
    """Mark a line, R: only that; a cashier needs a second person for it."""
    paid: list[AnyOperation] = [
        BeginCheckout(bands=("077",), station="desk-1", staff="amy"),
        Pay(bands=("077",), tenders=(Tendered("cash", 18_600),), station="desk-1", staff="amy"),
    ]
    async with desk_at_work(folder, first=[*evening, *paid]) as desk:
        await desk.press("l", "enter", "down", "space", "r", "f6")
        assert desk.result == "-- Give back ¥30.00? Enter does it."
        await desk.press("enter")
        assert desk.layer == "Approving"
        await desk.press("c", "h", "e", "n", "enter", "enter")
        assert desk.result == "OK ¥30.00 was given back."


async def test_r58_esc_gives_nothing_back(folder: Path, evening: list[AnyOperation]) -> None:
    """From the yes to the receipt to the list to the desk."""
    async with desk_at_work(folder, first=[*evening, *_settled("078")], staff="chen") as desk:
        await desk.press("l", "enter", "r", "f5", "escape")
        assert desk.layer == "Receipt"
        await desk.press("enter")
        assert desk.layer == "Receipt"
        await desk.press("escape", "escape")
        assert desk.layer == "Idle"
        assert desk.query("SELECT count(*) FROM receipt") == [(1,)]


async def test_r58_a_receipt_is_settled_again_another_way(folder: Path, evening: list[AnyOperation]) -> None:
    """It was the card and not cash: F6 on the receipt, the slip, why, yes: a mirror and a new receipt."""
    async with desk_at_work(folder, first=[*evening, *_settled("078")], staff="chen") as desk:
        await desk.press("l", "enter", "f6", "c", "9", "enter", "f5", "enter")
        assert desk.result == "OK Receipt 1 is settled again as 3."
        assert desk.query("SELECT kind, paid_minor FROM receipt ORDER BY receipt") == [
            ("whole", 11800), ("mirror", -11800), ("whole", 11800)]  # fmt: skip
        assert desk.query("SELECT tender, external_id FROM tender WHERE receipt = 3") == [("card", "c9")]


async def test_r58_a_receipt_goes_on_no_account_afterwards(folder: Path, evening: list[AnyOperation]) -> None:
    """That needs a company and a signer: give it back and check out anew."""
    async with desk_at_work(folder, first=[*evening, *_settled("078")], staff="chen") as desk:
        await desk.press("l", "enter", "f10")
        assert desk.result == "NO This way cannot be taken here. Give it back, and check out anew."


async def test_a_tap_works_in_every_list(folder: Path, evening: list[AnyOperation]) -> None:
    """Whatever list is open: the band's bill comes up."""
    async with desk_at_work(folder, first=[*evening, *_settled("078")]) as desk:
        for keys in (("w",), ("h",), ("l",), ("l", "enter"), ("x",), ("x", "7", "enter")):
            await desk.press(*keys)
            await desk.tap("077")
            assert "BILL  077" in desk.text
            await desk.press("escape")
            assert desk.layer == "Idle"
