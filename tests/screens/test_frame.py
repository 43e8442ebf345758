"""What all posts have in common: commands, language, colours, bell, sheets, and that nothing shakes the screen."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest
from textual import events

from pos.house.folder import LEDGER_FILE
from pos.ledger.sqlite import sqlite3
from pos.operations import AnyOperation
from readers.mock.driver import MockReaders
from terminal_ui.computer.settings import Settings
from terminal_ui.posts.commands import COMMANDS, listed
from terminal_ui.screens.liking import Liking
from terminal_ui.screens.theme import THEMES
from tests.screens.support.desk_at_work import WIDE, DeskAtWork, desk_at_work
from tests.screens.support.post_at_work import post_at_work


def test_every_command_has_one_meaning() -> None:
    """No key is in the table twice, and what is listed has words."""
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert all(command.shown and command.help for command in listed())


# --- the list of commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["f4", "ctrl+p"])
async def test_the_list_of_commands_does_what_is_chosen(folder: Path, evening: list[AnyOperation], key: str) -> None:
    """A few letters find it, Enter does it; the same key closes the list again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press(key)
        assert "ALL COMMANDS" in desk.text
        await desk.press(*"colo", "enter")
        assert desk.result == "-- Colours: light."
        assert "READY" in desk.text
        await desk.press(key, key)
        assert "READY" in desk.text


async def test_the_list_is_walked_with_the_arrow_keys(folder: Path, evening: list[AnyOperation]) -> None:
    """The one that is marked is done, and the last one is before the first one."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("f4", "up", "enter")
        assert desk.app._exit


async def test_what_nobody_can_do_is_not_found(folder: Path, evening: list[AnyOperation]) -> None:
    """Enter does nothing then but begin anew, and Esc first rubs out what was typed."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("f4", *"xyzzy", "enter", "x", "escape")
        assert "ALL COMMANDS" in desk.text
        await desk.press("escape")
        assert "READY" in desk.text


# --- language, colours, bell -----------------------------------------------------------------------------------


async def test_ctrl_l_speaks_the_next_language_at_once(folder: Path, evening: list[AnyOperation]) -> None:
    """All that stands there, not only what comes next; and round again to English."""
    async with desk_at_work(folder, first=evening) as desk:
        english = desk.text
        await desk.press("ctrl+l")
        assert "简体中文" in desk.result
        assert "3月7日周六" in desk.text
        await desk.press("ctrl+l")
        assert "繁體中文" in desk.result
        await desk.press("ctrl+l")
        assert desk.text.splitlines()[:14] == english.splitlines()[:14]


async def test_a_person_has_a_language(folder: Path, evening: list[AnyOperation]) -> None:
    """What the venue file says of somebody holds as soon as they work here, and ends with them."""
    file = folder / "venue.toml"
    named = 'ben = { name = ["Ben", "阿本"],'
    text = file.read_text(encoding="utf-8")
    assert named in text
    file.write_text(text.replace(named, named + ' language = "zh_Hant",'), encoding="utf-8")
    async with desk_at_work(folder, first=evening) as desk:
        assert "Sat, Mar 7" in desk.text
        await desk.press("f2", "b", "e", "n", "enter", "1002", "enter")
        assert "3月7日 週六" in desk.text
        await desk.press("f2", "a", "m", "y", "enter", "1001", "enter")
        assert "Sat, Mar 7" in desk.text


async def test_what_somebody_chose_is_theirs_while_the_window_is_open(
    folder: Path, evening: list[AnyOperation]
) -> None:
    """Amy chooses Chinese; Ben still has English, and Amy has Chinese again when she is back."""
    kept: list[Settings] = []
    async with desk_at_work(folder, first=evening, liking=Liking(Settings(), kept.append)) as desk:
        await desk.press("ctrl+l", "f2", "b", "e", "n", "enter", "1002", "enter")
        assert "Sat, Mar 7" in desk.text
        await desk.press("f2", "a", "m", "y", "enter", "1001", "enter")
        assert "3月7日周六" in desk.text
    assert kept == []


async def test_colours_and_bell_are_remembered_by_the_computer(folder: Path, evening: list[AnyOperation]) -> None:
    """And so is the language that is chosen while nobody is signed in."""
    kept: list[Settings] = []
    async with desk_at_work(folder, first=evening, staff="", liking=Liking(Settings(), kept.append)) as desk:
        for name in [*list(THEMES)[1:], "dark"]:
            await desk.press("ctrl+t")
            assert (kept[-1].theme, desk.app.theme) == (name, name)
        await desk.press("ctrl+b", "ctrl+l")
    assert (kept[-1].sound, kept[-1].language) == (False, "zh_Hans")


async def test_what_is_declined_can_be_heard_unless_the_bell_is_off(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the bell for a no."""
    async with desk_at_work(folder, first=evening) as desk:
        rung: list[int] = []
        monkeypatch.setattr(desk.app, "bell", lambda: rung.append(1))
        await desk.press("999", "enter")
        await desk.pilot.pause(0.4)
        assert len(rung) == 2
        await desk.press("ctrl+b", "999", "enter")
        await desk.pilot.pause(0.4)
        assert len(rung) == 2
        assert "not known here" in desk.text


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme_can_be_read(folder: Path, evening: list[AnyOperation], theme: str) -> None:
    """Ink and ground of every piece that is drawn are far enough apart."""
    liking = Liking(Settings(theme=theme))
    async with desk_at_work(folder, first=evening, size=WIDE, liking=liking) as desk:
        await desk.press("77", "enter")
        faint = [
            (segment.text, str(segment.style))
            for strip in desk.screen._compositor.render_strips()
            for segment in strip
            if segment.text.strip(" #") and segment.style and _contrast(segment.style) < 3
        ]
        assert faint == []


def _contrast(style: object) -> float:
    ink, ground = getattr(style, "color", None), getattr(style, "bgcolor", None)
    if ink is None or ground is None or ink.triplet is None or ground.triplet is None:
        return 21.0
    lights = sorted(_light(part) for part in (ink.triplet, ground.triplet))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(triplet: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in triplet]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def test_no_color_is_respected(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks for no colours gets greys; letters say the rest."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("999", "enter")
        assert desk.app.no_color
        board = desk.screen.query_one("#board")
        drawn = [segment for strip in board.render_lines(board.size.region) for segment in strip]
        triplets = [c.triplet for s in drawn if s.style for c in (s.style.color, s.style.bgcolor) if c and c.triplet]
        assert triplets
        assert all(triplet.red == triplet.green == triplet.blue for triplet in triplets)
        assert " NO  Band 999 is not known here." in desk.text


# --- who works here --------------------------------------------------------------------------------------------

AMYS, BENS = "04AA000000000A", "04BB000000000B"


@pytest.fixture
def banded(folder: Path) -> Path:
    """Amy and Ben have bands of their own; a screen locks after five minutes."""
    file = folder / "venue.toml"
    text = file.read_text(encoding="utf-8")
    for person, band in (("amy", AMYS), ("ben", BENS)):
        assert text.count(f"\n{person} = {{ ") == 1
        text = text.replace(f"\n{person} = {{ ", f'\n{person} = {{ band = "{band}", ')
    file.write_text(text.replace("sign_in_required = false", "sign_in_required = false\nlock_minutes = 5"), "utf-8")
    return folder


async def test_r74_a_staff_band_changes_the_person_in_one_tap(banded: Path, evening: list[AnyOperation]) -> None:
    """While nothing is half done; the one before is signed out."""
    async with desk_at_work(banded, first=evening) as desk:
        await desk.press("f2", "a", "m", "y", "enter", "1001", "enter")
        await desk.scan(BENS)
        await desk.seen("OK  ben works here now.")
        assert desk.screen.post.staff == "ben"
        assert [row[1] for row in _signed(desk)] == ["ben"]


def _signed(desk: DeskAtWork) -> list[tuple[object, ...]]:
    return desk.app._needs.sight._reading.query("SELECT station, staff FROM post WHERE station = 'desk-1'")


async def test_r74_a_staff_band_is_taken_where_a_pin_is_asked(banded: Path, evening: list[AnyOperation]) -> None:
    """In the middle of the PIN of somebody else, too."""
    async with desk_at_work(banded, first=evening, staff="") as desk:
        await desk.press("f2", "a", "m", "y", "enter", "10")
        await desk.scan(BENS)
        await desk.seen("OK  ben works here now.")
        await desk.seen("READY")


async def test_r74_nobody_takes_over_what_is_half_done(banded: Path, evening: list[AnyOperation]) -> None:
    """A staff band in the middle of a check-in is only a band that no guest wears."""
    async with desk_at_work(banded, first=evening) as desk:
        await desk.press("61", "enter")
        await desk.scan(BENS)
        assert desk.screen.post.staff == "amy"
        await desk.press("f2")
        assert desk.result == "NO Finish this first (Enter), or leave it (Esc)."


async def test_r74_a_screen_locks_when_nobody_is_there(banded: Path, evening: list[AnyOperation]) -> None:
    """After the minutes of the venue file; nothing is seen, nothing can be done, and what was half done stays."""
    async with desk_at_work(banded, first=evening) as desk:
        await desk.press("77", "enter")
        desk.clock.us += 4 * 60_000_000
        desk.app._lock_if_idle()
        assert "LOCKED" not in desk.text
        desk.clock.us += 60_000_000
        desk.app._lock_if_idle()
        await desk.pilot.pause()
        assert "LOCKED" in desk.text
        assert "Beer" not in desk.screen._panel.text or "BILL" not in desk.text
        await desk.press("f1", "f4", "f3", "escape")
        assert "LOCKED" in desk.text
        await desk.scan("078")
        await desk.seen("NO  The screen is locked. Sign in first.")
        await desk.press("a", "m", "y", "enter", "9999", "enter")
        await desk.seen("NO  This PIN is not right.")
        await desk.scan(AMYS)
        await desk.seen("BILL  077")


async def test_r74_ctrl_k_locks_and_a_pin_unlocks(folder: Path, evening: list[AnyOperation]) -> None:
    """Whoever was on duty types only the PIN."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("ctrl+k")
        assert "LOCKED" in desk.text
        assert "PIN>" in desk.text
        await desk.press("1001", "enter")
        await desk.seen("OK  amy works here now.")
        await desk.seen("READY")


async def test_nobody_is_locked_out_who_could_not_come_back(folder: Path, evening: list[AnyOperation]) -> None:
    """Without anybody on duty there is nothing to lock."""
    async with desk_at_work(folder, first=evening, staff="") as desk:
        await desk.press("ctrl+k")
        assert desk.result.startswith("NO Sign in first")
        desk.clock.us += 10**12
        desk.app._lock_if_idle()
        assert "LOCKED" not in desk.text


# --- nothing shakes it -----------------------------------------------------------------------------------------


async def test_a_terminal_of_20_by_5_and_back(folder: Path, evening: list[AnyOperation]) -> None:
    """Nothing is lost, and all is laid out again."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("77", "enter")
        before = desk.text
        for size in ((20, 5), (1, 1), (160, 48), (80, 24)):
            await desk.pilot.resize_terminal(*size)
            await desk.press("f1", "f1", "f4", "escape", "f2", "escape")
        await desk.press("escape", "77", "enter")
        assert desk.text == before


async def test_a_paste_of_a_megabyte_is_only_its_beginning(folder: Path, evening: list[AnyOperation]) -> None:
    """At once, and without anything on the screen moving."""
    async with desk_at_work(folder, first=evening) as desk:
        began_s = time.monotonic()
        desk.screen.post_message(events.Paste("7" * 1_000_000))
        await desk.pilot.pause()
        assert time.monotonic() - began_s < 2
        assert desk.screen.typed == "7" * 40
        await desk.press("escape")
        assert "READY" in desk.text


# --- readers and posts -----------------------------------------------------------------------------------------


async def test_a_computer_with_a_reader_of_its_own_hears_only_that_one(
    folder: Path, evening: list[AnyOperation]
) -> None:
    """While it is there; if it is pulled, any other reader will do."""
    mock = MockReaders(["own", "other"])
    async with post_at_work(folder, "desk-1", first=evening, readers=[mock], reader="own") as post:
        await post.pilot.pause(0.05)
        uids = {band.number: band.uid for band in post.house.bands}
        mock.touch(uids["078"], "other")
        await post.pilot.pause(0.1)
        assert "READY" in post.text
        mock.touch(uids["077"], "own")
        await post.seen("BILL  077")
        mock.unplug("own")
        await post.pilot.pause(0.1)
        mock.touch(uids["150"], "other")
        await post.seen("BILL  077 150")


async def test_f3_goes_round_the_posts_and_what_is_half_done_stays(folder: Path, evening: list[AnyOperation]) -> None:
    """A look at another screen costs nothing; whoever works here works at all of them."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "62", "enter")
        names = [post.name for post in desk.app.posts]
        for name in [*names[1:], names[0]]:
            desk.app.screen.post_message(events.Key("f3", None))
            await desk.pilot.pause()
            await desk.pilot.pause()
            assert desk.app.current_mode == name
        assert "CHECK-IN  2 bands" in desk.text
        await desk.press("escape", "escape", "f2", "b", "e", "n", "enter", "1002", "enter")
        assert {screen.post.staff for screen in desk.app.open_posts} == {"ben"}


async def test_the_time_goes_on_though_nothing_happens(folder: Path, evening: list[AnyOperation]) -> None:
    """A new second is shown within the next look."""
    async with desk_at_work(folder, first=evening) as desk:
        desk.clock.us += 1_000_000
        await desk.seen("20:14:08")


async def test_a_book_that_another_program_holds_freezes_nothing(folder: Path, evening: list[AnyOperation]) -> None:
    """It is said, the clock goes on, the help can be had; a tap meanwhile waits its turn, and all of it is done."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter")
        desk.patient = False
        with closing(sqlite3.connect(folder / LEDGER_FILE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await desk.press("enter")
            await desk.seen("Not written yet")
            await desk.press("6", "enter")
            await desk.tap("077")
            desk.clock.us += 1_000_000
            await desk.seen("20:14:08")
            await desk.press("f1")
            await desk.seen("KEYS")
            await desk.press("escape")
            await desk.seen("CHECK-IN  1 band")
            other.execute("ROLLBACK")
        await desk.seen("BILL  077")
        assert desk.query("SELECT state FROM band WHERE number = '061'") == [("in_use",)]


async def test_every_post_has_a_key_and_a_line_in_the_list(folder: Path, evening: list[AnyOperation]) -> None:
    """Straight there, without going round; and back, where all is as it was."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("61", "enter", "f4", *"counter", "enter")
        await desk.pilot.pause()
        assert desk.app.current_mode == "counter"
        desk.app.screen.post_message(events.Key("alt+1", None))
        await desk.seen("CHECK-IN  1 band")
        assert desk.app.current_mode == "desk"


async def test_a_locked_screen_goes_nowhere(folder: Path, evening: list[AnyOperation]) -> None:
    """Neither by key nor by the list; the bar names no key that does nothing."""
    async with desk_at_work(folder, first=evening) as desk:
        await desk.press("ctrl+k", "alt+2", "f3", "f4")
        assert desk.app.current_mode == "desk"
        assert "LOCKED" in desk.text
        assert desk.text.splitlines()[-1].strip() == "Esc back"
