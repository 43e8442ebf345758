"""What people see when a desk cannot be opened, loses its house, or ends by an error of the program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.errors import Declined, HouseError, LedgerError
from pos.house.folder import LEDGER_FILE
from pos.operations import AnyOperation
from terminal_ui import app as opening
from terminal_ui.screens import loopband_app
from terminal_ui.screens.front_desk_screen import FrontDeskScreen
from terminal_ui.screens.loopband_app import LOG_FILE, LoopbandApp, write_down
from tests.house import demo_house
from tests.screens.support.desk_at_work import desk_at_work


def test_a_folder_without_a_house_is_told_before_any_screen(tmp_path: Path) -> None:
    """The words say what to do; nothing is made in the folder."""
    with pytest.raises(HouseError, match="loopband init"):
        opening.open_posts(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("station", "words"), [("desk-9", "There is no station desk-9."), ("locker-001", "locker-001 is a locker.")]
)
def test_a_station_without_a_screen_is_told_before_any_screen(folder: Path, station: str, words: str) -> None:
    """Screens are where somebody works."""
    with pytest.raises(Declined, match=words):
        opening.open_posts(folder, station)


def test_the_first_desk_is_taken_if_none_is_named() -> None:
    """One desk, one window: nobody has to name it."""
    assert opening.station_named(demo_house(), "") == "desk-1"
    assert opening.station_named(demo_house(), "desk-2") == "desk-2"


async def test_a_house_that_is_gone_is_said_and_nothing_more_is_done(
    folder: Path, evening: list[AnyOperation], tmp_path: Path
) -> None:
    """The folder was moved away under the open window: no act is acknowledged that nobody would ever find."""
    async with desk_at_work(folder, first=evening) as desk:
        head = desk.venue.head
        await desk.press("61", "enter")
        shutil.move(folder, tmp_path / "elsewhere")
        await desk.seen("is gone.")
        await desk.press("enter")
        assert desk.result.startswith("NO The house is gone.")
        assert desk.venue.head == head
        shutil.move(tmp_path / "elsewhere", folder)
        await desk.press("enter")
        assert desk.result == "OK Band 061 is checked in: locker 061."


async def test_a_book_that_was_replaced_is_not_written_to(folder: Path, evening: list[AnyOperation]) -> None:
    """Another file under the same name is another book."""
    async with desk_at_work(folder, first=evening) as desk:
        book = folder / LEDGER_FILE
        book.rename(folder / "old.db")
        shutil.copy(folder / "old.db", book)
        await desk.press("61", "enter")
        assert "was replaced by another one" in desk.result
        assert desk.layer == "Idle"


async def test_a_book_that_cannot_be_written_is_said_in_words(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: the check-in stays on the screen, and can be asked for again."""
    async with desk_at_work(folder, first=evening) as desk:
        asked = desk.venue.ask

        async def full(_operation: AnyOperation) -> None:
            raise LedgerError("The book could not be written: the disk is full.")

        monkeypatch.setattr(desk.venue, "ask", full)
        await desk.press("61", "enter", "enter")
        assert desk.result == "NO The book could not be written: the disk is full."
        assert desk.layer == "CheckingIn"
        monkeypatch.setattr(desk.venue, "ask", asked)
        await desk.press("enter")
        assert desk.result == "OK Band 061 is checked in: locker 061."


def _fail(_screen: object) -> None:
    raise ZeroDivisionError("a fault in the program")


async def test_an_error_of_the_program_is_written_down(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traceback goes into a file of the house, not over the guest's bill."""

    async def at_work() -> None:
        async with desk_at_work(folder, first=evening) as desk:
            monkeypatch.setattr(FrontDeskScreen, "paint_body", _fail)
            await desk.press("6")

    with pytest.raises(ZeroDivisionError):
        await at_work()
    written = (folder / LOG_FILE).read_text(encoding="utf-8")
    assert "ZeroDivisionError: a fault in the program" in written


def _headless(run: Callable[..., None]) -> Callable[..., None]:
    def start(app: LoopbandApp, **_: object) -> None:
        run(app, headless=True, size=(80, 24))

    return start


def test_after_an_error_of_the_program_people_get_words(
    folder: Path, evening: list[AnyOperation], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where it was written, that nothing is lost, what to do; and no traceback on the terminal."""
    monkeypatch.setattr(loopband_app.LoopbandApp, "run", _headless(loopband_app.LoopbandApp.run))
    monkeypatch.setattr(FrontDeskScreen, "paint_body", _fail)
    with pytest.raises(opening.ScreenError, match=r"screen-errors\.log.*Nothing in the book is lost"):
        opening.open_posts(folder)
    told = capfd.readouterr()
    assert "Traceback" not in told.out + told.err


def test_an_error_goes_to_this_users_folder_if_the_house_takes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The house may be on a full or foreign disk; if nothing takes it, that is no second error."""
    monkeypatch.setattr(loopband_app, "user_state_path", lambda *_args, **_more: tmp_path / "state")
    no_folder = tmp_path / "file"
    no_folder.write_text("")
    assert write_down(no_folder, "trace") == tmp_path / "state" / LOG_FILE
    monkeypatch.setattr(loopband_app, "user_state_path", lambda *_args, **_more: no_folder)
    assert write_down(no_folder, "trace") is None
