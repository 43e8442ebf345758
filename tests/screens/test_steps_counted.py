"""How many keys the flows cost that are done a hundred times an evening. The taps are free."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation
from tests.screens.support.desk_at_work import desk_at_work


async def test_one_adult_costs_two_keys_at_most(folder: Path, evening: list[AnyOperation]) -> None:
    """Tap, Enter: in, with a locker."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.tap("061")
        await desk.press("enter")
        assert desk.result == "OK Band 061 is checked in: locker 061."
        assert desk.keys_pressed <= 2


async def test_a_party_of_eight_costs_three_keys_at_most(folder: Path, evening: list[AnyOperation]) -> None:
    """Eight taps, 2 F6 for two children, Enter: one check-in, one party, the classes right."""
    bands = [f"{number:03}" for number in range(61, 69)]
    async with desk_at_work(folder, first=evening) as desk:
        await desk.tap(*bands)
        await desk.press("2", "f6", "enter")
        assert desk.result == "OK 8 bands are checked in."
        assert desk.keys_pressed <= 3
        rows = desk.query("SELECT guest, count(*), count(DISTINCT party) FROM visit WHERE band BETWEEN '061' AND '068' "
                          "GROUP BY guest ORDER BY guest")  # fmt: skip
        assert rows == [("adult", 6, 1), ("child", 2, 1)]


async def test_a_cash_checkout_of_one_band_costs_three_keys_at_most(folder: Path, evening: list[AnyOperation]) -> None:
    """Tap, F5, Enter: paid exactly, the band is free."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.tap("077")
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥186.00."
        assert desk.keys_pressed <= 3
        assert desk.query("SELECT state FROM band WHERE number = '077'") == [("available",)]


async def test_one_pays_for_a_family_in_three_keys_at_most(folder: Path, evening: list[AnyOperation]) -> None:
    """Three taps, F5, Enter: one receipt over three bills."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.tap("077", "078", "150")
        await desk.press("f5", "enter")
        assert desk.result == "OK Paid ¥422.00."
        assert desk.keys_pressed <= 3
        assert desk.query("SELECT count(*) FROM receipt") == [(1,)]
