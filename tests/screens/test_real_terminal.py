"""The whole program in a real terminal (tmux, 80 by 24): started by its command, driven by keys."""

from __future__ import annotations

import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pos.house.folder import LEDGER_FILE
from pos.ledger.verify import verify
from pos.operations import AnyOperation
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from pos.venue import Venue

pytestmark = [
    pytest.mark.hardware_stack,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
]
START = "from terminal_ui.command_line.main import main; main()"
TYPING_GAP_S = 0.06
_OURS = ("TMUX", "TMUX_PANE", "NO_COLOR", "COLUMNS", "LINES")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _OURS}
ENVIRONMENT |= {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
# Real readers of this machine, and virtual ones of other tests, are not for these desks.
ENVIRONMENT |= {"PCSCLITE_CSOCK_NAME": "/nonexistent"}
# Neither is what this computer remembers of itself.
ENVIRONMENT |= {"XDG_CONFIG_HOME": "/nonexistent"}


class Terminal:
    """One window of a tmux of its own."""

    def __init__(self, socket: Path) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]

    def run(self, *words: str) -> str:
        """A command of tmux; what it prints."""
        # Readline, which pytest loads, puts COLUMNS and LINES where only the next program sees them, and they would
        # hold against the window's own size.
        done = subprocess.run([*self._tmux, *words], check=True, capture_output=True, encoding="utf-8", env=ENVIRONMENT)
        return done.stdout

    def open(self, *arguments: str, before: str = "") -> None:
        """Start loopband in the window; when it has ended, its exit code stands there."""
        command = before + shlex.join([sys.executable, "-c", START, *arguments])
        shell = f"cd {shlex.quote(str(Path.cwd()))}; {command}; echo ended with $?; exec sleep 600"
        self.run("new-session", "-d", "-x", "80", "-y", "24", "sh", "-c", shell)

    def type(self, *keys: str) -> None:
        """Keys as a person types them: digits one by one, names as tmux knows them."""
        for key in keys:
            for one in key if key.isdecimal() else [key]:
                self.run("send-keys", one)
                time.sleep(TYPING_GAP_S)

    @property
    def program(self) -> int:
        """The process of loopband in the window."""
        shell = int(self.run("list-panes", "-F", "#{pane_pid}"))
        (child,) = Path(f"/proc/{shell}/task/{shell}/children").read_text(encoding="utf-8").split()
        return int(child)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return self.run("capture-pane", "-p")

    def shows(self, words: str, *, within_s: float = 20.0) -> str:
        """Wait for these words; the whole screen then."""
        ends_at = time.monotonic() + within_s
        while words not in (text := self.text):
            assert time.monotonic() < ends_at, f"{words!r} never came:\n{text}"
            time.sleep(0.05)
        return text


@contextmanager
def no_more_bytes(process: int) -> Iterator[None]:
    """Whatever this process writes into a file is refused meanwhile."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal that speaks UTF-8, and is gone afterwards."""
    terminal = Terminal(tmp_path / "tmux")
    yield terminal
    subprocess.run([*terminal._tmux, "kill-server"], check=False, capture_output=True)


def test_a_guest_comes_and_goes_in_a_real_terminal(
    terminal: Terminal, folder: Path, evening: list[AnyOperation]
) -> None:
    """Check in, look at a bill, take cash, give change, close: all by keys, all read off the screen."""
    with closing(Venue.open(folder)) as venue:
        assert all(outcome.ok for outcome in venue.perform_all(evening))
    terminal.open("desk", "--house", str(folder), "--station", "desk-1", "--staff", "amy")
    first = terminal.shows("READY")
    assert "云水汤泉 Cloudwater Baths" in first
    assert "DEMO" in first
    terminal.type("61", "Enter")
    terminal.shows("CHECK-IN  1 band")
    terminal.type("Enter")
    terminal.shows("OK  Band 061 is checked in: locker 061.")
    terminal.type("77", "Enter")
    assert "2 Beer" in terminal.shows("BILL  077")
    terminal.type("Enter")
    terminal.shows("TO PAY  077")
    terminal.type("F5", "500", "Enter")
    terminal.shows("PAID  077")
    terminal.type("F1")
    terminal.shows("Esc or F1 goes back")
    terminal.type("Escape")
    terminal.shows("Receipt")
    terminal.type("C-q")
    terminal.shows("ended with 0")
    with closing(Reading.open(folder)) as reading:
        assert bill_of(reading, "077").due == 0
        assert bill_of(reading, "061").due > 0


def test_a_scanner_in_a_real_terminal_is_a_tap(terminal: Terminal, folder: Path, evening: list[AnyOperation]) -> None:
    """Keys that come all at once, with Enter at the end, never end up in an amount."""
    with closing(Venue.open(folder)) as venue:
        assert all(outcome.ok for outcome in venue.perform_all(evening))
        uid = next(band.uid for band in venue.house.bands if band.number == "077")
    terminal.open("desk", "--house", str(folder), "--station", "desk-1")
    terminal.shows("READY")
    terminal.run("send-keys", uid, "Enter")
    terminal.shows("BILL  077")
    terminal.type("Enter", "F5", "2")
    terminal.run("send-keys", "150", "Enter")
    assert "Cash> 2" in terminal.shows("NO  Finish this payment first")


def test_a_window_made_tiny_and_large_again_in_a_real_terminal(terminal: Terminal, folder: Path) -> None:
    """20 by 5 and back: the same screen, and no traceback in between."""
    terminal.open("desk", "--house", str(folder))
    terminal.shows("THE HOUSE NOW")
    # The board and the panel beside it. The head has a clock, and below stands what happens meanwhile.
    before = "\n".join(terminal.shows("F1 help").splitlines()[1:15])
    terminal.run("resize-window", "-x", "20", "-y", "5")
    terminal.shows("Band>")
    assert "Traceback" not in terminal.text
    terminal.run("resize-window", "-x", "80", "-y", "24")
    terminal.shows(before)


def test_a_disk_that_takes_no_more_in_a_real_terminal(
    terminal: Terminal, folder: Path, evening: list[AnyOperation]
) -> None:
    """The system refuses every write: it is said, the check-in stays on the screen, and goes on when there is room."""
    with closing(Venue.open(folder)) as venue:
        assert all(outcome.ok for outcome in venue.perform_all(evening))
    terminal.open("desk", "--house", str(folder), "--station", "desk-1", "--staff", "amy")
    terminal.shows("READY")
    terminal.type("61", "Enter")
    terminal.shows("CHECK-IN  1 band")
    with no_more_bytes(terminal.program):
        terminal.type("Enter")
        terminal.shows("NO  The book could not be written")
        assert "Traceback" not in terminal.shows("CHECK-IN  1 band")
        terminal.type("62", "Enter")
        terminal.shows("CHECK-IN  2 bands")
    terminal.type("Enter")
    terminal.shows("OK  2 bands are checked in")
    terminal.type("C-q")
    terminal.shows("ended with 0")
    assert verify(folder / LEDGER_FILE).ok


def test_a_megabyte_pasted_in_a_real_terminal(terminal: Terminal, folder: Path) -> None:
    """A slip of the hand with the wrong thing in the clipboard: the screen is there again within seconds.

    The terminal says that it is a paste, as nearly all do.
    """
    terminal.open("desk", "--house", str(folder))
    terminal.shows("THE HOUSE NOW")
    wrong = folder / "wrong"
    wrong.write_text("All work and no play makes 7 a dull boy. " * 25_000, encoding="utf-8")
    terminal.run("load-buffer", str(wrong))
    terminal.run("paste-buffer", "-p")
    terminal.type("Escape", "F1")
    terminal.shows("Esc or F1 goes back", within_s=60)
    terminal.type("C-q")
    terminal.shows("ended with 0")


def test_no_color_is_respected(terminal: Terminal, folder: Path, evening: list[AnyOperation]) -> None:
    """With NO_COLOR set there is black, white and grey; what the colours say, letters say."""
    with closing(Venue.open(folder)) as venue:
        assert all(outcome.ok for outcome in venue.perform_all(evening))
    terminal.open("desk", "--house", str(folder), before="NO_COLOR=1 ")
    terminal.shows("THE HOUSE NOW")
    colours = {int(code) for code in re.findall(r"[34]8;5;(\d+)", terminal.run("capture-pane", "-p", "-e"))}
    assert colours
    assert colours <= {0, 7, 8, 15, 16, 59, 102, 145, 188, 231, *range(232, 256)}


def test_no_house_is_one_line_and_no_screen(terminal: Terminal, tmp_path: Path) -> None:
    """Wrong usage: words that say what to do, exit code 2."""
    terminal.open("desk", "--house", str(tmp_path / "nowhere"))
    text = terminal.shows("ended with 2")
    assert "There is no house in" in text.replace("\n", "")
    assert "Traceback" not in text


def test_a_new_computer_asks_three_questions_and_never_again(terminal: Terminal, folder: Path, tmp_path: Path) -> None:
    """Which house, which station, which reader; then its screen is there, and at once the next time."""
    before = f"XDG_CONFIG_HOME={shlex.quote(str(tmp_path / 'config'))} "
    terminal.open(before=before)
    terminal.shows("1. Which house?")
    terminal.run("send-keys", "-l", str(folder))
    terminal.type("Enter")
    terminal.shows("2. Which station of Cloudwater Baths")
    terminal.type(*"desk", "-", "2", "Enter")
    terminal.shows("3. Which reader?")
    terminal.type("Enter")
    terminal.shows("desk-2  nobody signed in")
    terminal.type("C-q")
    terminal.shows("ended with 0")
    # A tmux of its own: the first one may still be ending.
    again = Terminal(tmp_path / "tmux-again")
    try:
        again.open(before=before)
        again.shows("desk-2  nobody signed in")
    finally:
        subprocess.run([*again._tmux, "kill-server"], check=False, capture_output=True)
