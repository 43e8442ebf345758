"""Where one person may not do it alone, a second one approves in place; the flow goes on from there (R74)."""

from __future__ import annotations

from pathlib import Path

from pos.operations import AnyOperation
from terminal_ui.messages import BandTapped
from tests.screens.support.desk_at_work import desk_at_work

LAST = "SELECT staff, content ->> '$.asked.approved_by', kind FROM log ORDER BY seq DESC LIMIT 1"


async def test_r74_a_void_is_approved_by_name_and_pin(folder: Path, evening: list[AnyOperation]) -> None:
    """Amy may not take back the bar's beer: Chen types name and PIN, and the beer is off. Both names are kept."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "v", "f5")
        assert desk.result.startswith("NO This is for a shift lead")
        assert "A SECOND PERSON APPROVES" in desk.text
        await desk.press("c", "h", "e", "n", "enter", "2001")
        assert "PIN> ****" in desk.text
        await desk.press("enter")
        await desk.seen("Taken back.")
        assert desk.layer == "Looking"
        assert desk.query(LAST) == [("amy", "chen", "void")]


async def test_r74_a_wrong_pin_approves_nothing(folder: Path, evening: list[AnyOperation]) -> None:
    """It is said, and the name is asked for again; nothing of the PIN is shown or kept."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "v", "f5", "c", "h", "e", "n", "enter", "9", "9", "9", "9", "enter")
        await desk.seen("This PIN is not right.")
        assert desk.layer == "Approving"
        assert desk.desk.entry.label == "Who approves"
        assert desk.query("SELECT count(*) FROM log WHERE content LIKE '%9999%'") == [(0,)]


async def test_r74_nobody_approves_their_own(folder: Path, evening: list[AnyOperation]) -> None:
    """Amy's own name does not help; Esc goes back to the reason, and once more to the bill."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "v", "f5", "a", "m", "y", "enter", "enter")
        assert desk.result == "NO amy cannot approve what amy asks for. Ask somebody else."
        await desk.press("escape")
        assert desk.layer == "Choosing"
        await desk.press("escape")
        assert desk.layer == "Looking"


async def test_r74_one_approval_is_for_all_lines_that_were_marked(folder: Path, evening: list[AnyOperation]) -> None:
    """Two lines of the bar: the lead approves once, both are off."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "space", "space", "v", "f5", "c", "h", "e", "n", "enter", "enter")
        assert desk.result == "OK Taken back. Due now: ¥118.00."


async def test_r26_a_discount_over_the_cap_is_approved(folder: Path, evening: list[AnyOperation]) -> None:
    """20 percent are more than a cashier gives."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "20", "k")
        await desk.press("escape", "20", "k")
        await desk.press("escape", "k", "20", "%", "enter", "enter", "f5")
        assert desk.result.startswith("NO This is more than amy may give: at most 12 %.")
        await desk.press("c", "h", "e", "n", "enter", "enter")
        assert desk.result == "OK The discount is on the bill. Due now: ¥148.80."


async def test_r12_a_walk_out_always_needs_two(folder: Path, evening: list[AnyOperation]) -> None:
    """W, what happened, the second person: the rest is owed, the band counts as lost."""
    async with desk_at_work(folder, first=evening, staff="chen") as desk:
        await desk.press("77", "enter", "w")
        assert "WALKED OUT  077: go in two" in desk.text
        await desk.press("f5")
        assert desk.result == "NO Two persons must do this. Name the second one: approved by."
        await desk.press("l", "i", "n", "enter", "enter")
        assert desk.result == "OK Band 077 is written down as walked out; ¥186.00 is owed."
        assert desk.query("SELECT state FROM visit WHERE band = '077'") == [("absconded",)]


async def test_a_tap_while_a_second_person_is_asked_for_is_not_lost(folder: Path, evening: list[AnyOperation]) -> None:
    """A guest's band is tapped: the approval is given up, and the band is on the bill."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "v", "f5")
        await desk.tap("078")
        assert desk.layer == "Looking"
        assert desk.desk.bands == ["077", "078"]


async def test_r74_a_tap_of_the_staff_band_approves(folder: Path, evening: list[AnyOperation]) -> None:
    """Chen holds the own band to the reader: no name, no PIN."""
    file = folder / "venue.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('role = "lead", pin', 'role = "lead", band = "04C0FFEE123480", pin', 1), encoding="utf-8"
    )
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter", "down", "v", "f5")
        desk.screen.post_message(BandTapped("04C0FFEE123480", "mock"))
        await desk.pilot.pause()
        assert desk.result == "OK Taken back. Due now: ¥156.00."
        assert desk.query(LAST) == [("amy", "04C0FFEE123480", "void")]
