"""The lines above and below the panels: who and when, how it went, what is typed, which keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells

from terminal_ui.languages import day_words, name_words, say
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from pos.house.model import House
    from terminal_ui.desk.result import Result
    from terminal_ui.desk.tap_words import TapSeen
    from terminal_ui.posts.post import Entry, PostKey
    from terminal_ui.posts.sheets import Sheet
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
    day = f"{day_words(now.day)}  " if width >= ROOM_FOR_DAY else ""
    right = f"{day}{now.wall:%H:%M:%S} "
    middle = f"  {station}  {staff or say('nobody signed in')}"
    room = width - cell_len(right) - cell_len(demo) - cell_len(middle) - 1
    name = f" {name_words(house.name)}"
    both = f" {house.name.zh} {house.name.en}"
    name = both if cell_len(both) + 1 <= room else name
    left = fit(name, min(max(0, room), cell_len(name) + 1))
    middle = fit(middle, max(0, width - cell_len(left) - cell_len(demo) - cell_len(right)))
    return [(left, "strong"), (demo, "demo"), (middle, ""), (right, "strong")]


def result_lines(result: Result, width: int) -> list[Line]:
    """How the last thing went, always in the same two rows. Letters say what the colour says."""
    room = max(1, width - 5)
    rows = wrapped(result.words, room)
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
    label = f" {say(entry.label)}> "
    room = max(1, width - cell_len(label) - 1)
    while cell_len(shown) > room:
        shown = shown[1:]
    return [(label, "title"), (shown, "strong"), (" ", "chosen"), (" " * (room - cell_len(shown)), "")]


def key_bar(keys: Sequence[PostKey], width: int) -> Line:
    """The keys of the bar. On a narrow screen the last ones fall off, never half of one."""
    pieces: Line = []
    used = 1
    for key in keys:
        words = say(key.words)
        used += cell_len(key.shown) + cell_len(words) + 3
        if used > width + 2:
            break
        pieces = [*pieces, (f" {key.shown}", "strong"), (f" {words} ", "")]
    return pieces


def tap_lines(taps: Sequence[TapSeen], clocks: Sequence[str], notice: str, width: int, height: int) -> list[Line]:
    """The latest entries of the book, the newest on top; above them what happened in the background."""
    roomy = width >= 70
    station, band = (12, 8) if roomy else (11, 6)
    lines: list[Line] = [[(fit(say("LIVE TAPS"), width), "title")]]
    lines += [[(row, "warn")] for row in wrapped(f"! {notice}" if notice else "", max(1, width))[:2] if row]
    for tap, clock in zip(taps[: max(0, height - 1)], clocks, strict=False):
        head = fit(clock if roomy else clock[:5], 9 if roomy else 6) + fit(tap.station, station) + fit(tap.band, band)
        bad = tap.tone == "bad"
        words = fit(f"{say('NO')} {tap.words}" if bad else tap.words, width - cell_len(head))
        lines.append([(head, "dim"), (words, "bad" if bad else "")])
    return lines[: max(0, height)]


def sheet_lines(sheet: Sheet, typed: str, width: int, height: int) -> list[Line]:
    """A sheet over a post: its title, as many of its rows as there is room for around the one that is marked."""
    rows: list[Line] = []
    marked = 0
    listed = sheet.rows(typed)
    column = min(14, max([cell_len(row.shown) for row in listed], default=0)) + 2
    for place, row in enumerate(listed):
        chosen = place == sheet.row
        marked = len(rows) if chosen else marked
        first, *rest = wrapped(row.words, max(1, width - column - 1))
        head = f"{'>' if chosen else ' '}{fit(row.shown, column)}"
        if chosen:
            rows.append([(fit(head + first, width), "chosen")])
        else:
            rows.append([(head, "strong"), (first, "")])
        rows += [[(" " * (column + 1) + more, "")] for more in rest]
    room = max(1, height - 2)
    top = min(max(0, marked - room // 2 if sheet.row >= 0 else sheet.top), max(0, len(rows) - room))
    shown = rows[top : top + room]
    head_line: Line = [(fit(say(sheet.title), width), "title")]
    return [head_line, *shown, *([[]] * (room - len(shown))), [(fit(say(sheet.foot), width), "dim")]]


def wrapped(text: str, width: int) -> list[str]:
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
