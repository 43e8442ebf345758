"""The lines above and below the panels: who and when, how it went, what is typed, which keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells

from terminal_ui import key_table
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from pos.house.model import House
    from terminal_ui.desk.front_desk import Entry
    from terminal_ui.desk.result import Result
    from terminal_ui.desk.tap_words import TapSeen
    from terminal_ui.widgets.lines import Line

RESULT_ROWS = 2
ROOM_FOR_DAY = 70
"""On a narrower screen the head has only the time."""


class Now(NamedTuple):
    """The business day, the local time, and how fast a demo is played (empty: none is)."""

    day: date
    wall: datetime
    pace: str


def header_line(house: House, station: str, staff: str, now: Now, width: int) -> Line:
    """House, demo mark, station and person at the left; business day and time at the right."""
    demo = f" DEMO {now.pace} ".replace("  ", " ") if house.demo else ""
    day = f"Day {now.day:%a %d %b}  " if width >= ROOM_FOR_DAY else ""
    right = f"{day}{now.wall:%H:%M:%S} "
    middle = f"  {station}  {staff or 'nobody signed in'}"
    room = width - cell_len(right) - cell_len(demo) - cell_len(middle) - 1
    name = f" {house.name.en}"
    both = f" {house.name.zh} {house.name.en}"
    name = both if cell_len(both) + 1 <= room else name
    left = fit(name, min(max(0, room), cell_len(name) + 1))
    middle = fit(middle, max(0, width - cell_len(left) - cell_len(demo) - cell_len(right)))
    return [(left, "strong"), (demo, "demo"), (middle, ""), (right, "strong")]


def result_lines(result: Result, width: int) -> list[Line]:
    """How the last thing went, always in the same two rows. Letters say what the colour says."""
    room = max(1, width - 5)
    rows = _wrapped(result.words, room)
    if len(rows) > RESULT_ROWS:
        rows = [rows[0], fit(" ".join(rows[1:]), room)]
    rows += [""] * (RESULT_ROWS - len(rows))
    first, *rest = rows
    return [
        [(f" {result.letters}  ", "strong"), (fit(first, room), "strong")],
        *[[("     ", "strong"), (fit(row, room), "strong")] for row in rest],
    ]


def entry_line(entry: Entry, typed: str, width: int) -> Line:
    """What is typed now, with a cursor."""
    shown = "*" * len(typed) if entry.hidden else typed
    label = f" {entry.label}> "
    room = max(1, width - cell_len(label) - 1)
    while cell_len(shown) > room:
        shown = shown[1:]
    return [(label, "title"), (shown, "strong"), (" ", "chosen"), (" " * (room - cell_len(shown)), "")]


def key_bar(layer: str, width: int) -> Line:
    """The keys of a layer. On a narrow screen the last ones fall off, never half of one."""
    pieces: Line = []
    used = 1
    for shown, words in key_table.bar(layer):
        used += cell_len(shown) + cell_len(words) + 3
        if used > width + 2:
            break
        pieces = [*pieces, (f" {shown}", "strong"), (f" {words} ", "")]
    return pieces


def tap_lines(taps: Sequence[TapSeen], clocks: Sequence[str], notice: str, width: int, height: int) -> list[Line]:
    """The latest entries of the book, the newest on top; above them what happened in the background."""
    roomy = width >= 70
    station, band = (12, 8) if roomy else (11, 6)
    lines: list[Line] = [[(fit("LIVE TAPS", width), "title")]]
    lines += [[(row, "warn")] for row in _wrapped(f"! {notice}" if notice else "", max(1, width))[:2] if row]
    for tap, clock in zip(taps[: max(0, height - 1)], clocks, strict=False):
        head = fit(clock if roomy else clock[:5], 9 if roomy else 6) + fit(tap.station, station) + fit(tap.band, band)
        bad = tap.tone == "bad"
        words = fit(f"NO {tap.words}" if bad else tap.words, width - cell_len(head))
        lines.append([(head, "dim"), (words, "bad" if bad else "")])
    return lines[: max(0, height)]


def help_lines(width: int) -> list[Line]:
    """Every key there is."""
    rows: list[Line] = [[(fit("KEYS", width), "title")], []]
    for shown, words in key_table.help_rows():
        first, *rest = _wrapped(words, max(1, width - 12))
        rows.append([(fit(shown, 12), "strong"), (first, "")])
        rows += [[(" " * 12 + row, "")] for row in rest]
    return [*rows, [], [(fit("Esc or F1 goes back. A tap works here too.", width), "dim")]]


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many cells, broken between words where there are any."""
    rows = [""]
    for word in text.split():
        for part in chop_cells(word, width) or [""]:
            joined = f"{rows[-1]} {part}" if rows[-1] else part
            if cell_len(joined) <= width:
                rows[-1] = joined
            else:
                rows.append(part)
    return rows
