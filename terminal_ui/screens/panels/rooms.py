"""Rooms, seats and zones by outlet: a line for each clock, a letter for each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.languages import name_words, say
from terminal_ui.rooms.rooms import label
from terminal_ui.screens.panels.view import View, dim, fact, figure, money, title
from terminal_ui.widgets.cells import apart, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import House
    from pos.reports.rooms import ClockRunning, Room
    from terminal_ui.rooms.rooms import Rooms
    from terminal_ui.widgets.lines import Line
    from terminal_ui.widgets.pick_lines import PickLine

NAME_CELLS = 10
WIDEST = 64
"""On a wider board an amount would be too far from its room."""
SOON_MIN = 5
"""From so few minutes on, the next unit is close: somebody should ask the guest."""


def rooms_board(view: View, rooms: Rooms) -> list[PickLine]:
    """As many lines as there is room for, around the room that is marked."""
    view = view._replace(width=min(view.width, WIDEST))
    lines: list[PickLine] = []
    marked = 0
    outlet = ""
    for room in rooms.rooms:
        if room.outlet != outlet:
            outlet = room.outlet
            lines.append((_head(view, outlet, [one for one in rooms.rooms if one.outlet == outlet]), ""))
        if room.station == rooms.chosen:
            marked = len(lines)
        lines += [(line, room.station) for line in _room(view, room, marked=room.station == rooms.chosen)]
    top = min(max(0, marked - view.height // 2), max(0, len(lines) - view.height))
    return lines[top : top + view.height]


def room_panel(view: View, rooms: Rooms, notice: str) -> list[Line]:
    """The room that is marked and who waits for one, the counts, and what the letters mean."""
    room = rooms.room
    lines: list[Line] = [[(fit(f"! {notice}", view.width), "warn")]] if notice else []
    if rooms.waiting is not None:
        lines += [title(say("WHICH ROOM?"), view), fact(say("Band"), rooms.waiting.number, view, "strong"), []]
    if room is not None:
        lines += [title(label(room.station), view), *_facts(view, room, rooms.house), []]
    used = sum(one.state != "free" for one in rooms.rooms)
    lines += [
        fact(say("In use"), str(used), view),
        fact(say("Free"), str(len(rooms.rooms) - used), view),
        [],
        dim(say(". free   U in use"), view),
        dim(say("C checkout   F clock stands"), view),
    ]
    return lines[: view.height]


def _head(view: View, outlet: str, rooms: Sequence[Room]) -> Line:
    known = view.house.outlets.get(outlet)
    name = name_words(known.words) if known is not None else outlet
    if all(room.kind != "room" for room in rooms):
        return title(say("{name}  {count} inside", name=name, count=sum(len(room.clocks) for room in rooms)), view)
    free = sum(room.state == "free" for room in rooms)
    return title(say("{name}  {free} of {all} free", name=name, free=free, all=len(rooms)), view)


def _room(view: View, room: Room, *, marked: bool) -> list[Line]:
    name = label(room.station)
    side = f" {say(room.zone)}" if room.zone else ""
    mark = ">" if marked else " "
    if not room.clocks:
        text = fit(f"{mark}{name}{side}", NAME_CELLS) + " ."
        return [[(fit(text, view.width), "chosen" if marked else "dim")]]
    return [
        _clock(view, fit(f"{mark}{name}{side}" if place == 0 else mark, NAME_CELLS), clock, marked=marked)
        for place, clock in enumerate(room.clocks)
    ]


def _clock(view: View, head: str, clock: ClockRunning, *, marked: bool) -> Line:
    letter = {"": "U", "checkout": "C", "frozen": "F"}[clock.stands]
    party = f" +{clock.party}" if clock.party else ""
    minutes = say("{minutes} min", minutes=clock.minutes)
    left, soon = _left(clock)
    body = fit(f" {clock.band}{party}", 11) + fit(minutes, 9) + fit(left, 9)
    room = view.width - len(head) - 3
    text = apart(body, figure(clock.so_far_minor, view), max(1, room))
    style = "chosen" if marked else "warn" if soon else ""
    return [
        (head, "chosen" if marked else "strong"),
        (f" {letter} ", "held" if clock.stands else "used"),
        (text, style),
    ]


def _left(clock: ClockRunning) -> tuple[str, bool]:
    """How long still: of what was agreed, else at this price; and whether somebody should ask the guest now."""
    if clock.stands:
        return "", False
    if clock.agreed_min:
        left_min = clock.agreed_min - clock.minutes
        return say("{minutes} left", minutes=left_min) if left_min >= 0 else say("{minutes} over", minutes=-left_min), (
            left_min <= SOON_MIN
        )
    if clock.left_min is None:
        return "", False
    return say("{minutes} left", minutes=clock.left_min), clock.left_min <= SOON_MIN


def _facts(view: View, room: Room, house: House) -> list[Line]:
    tariff = house.tariffs.uses.get(room.tariff) or house.tariffs.zones.get(room.tariff)
    lines: list[Line] = [dim(name_words(tariff.words), view)] if tariff is not None else []
    for clock in room.clocks:
        lines += [
            fact(clock.band, money(clock.so_far_minor, view), view, "strong"),
            fact(say("since minutes"), str(clock.minutes), view),
        ]
        if clock.left_min is not None and not clock.stands:
            lines.append(fact(say("costs more in minutes"), str(clock.left_min), view))
        if clock.agreed_min:
            lines.append(fact(say("agreed minutes"), str(clock.agreed_min), view))
        if clock.party:
            lines.append(fact(say("others of the party"), str(clock.party), view))
    if not room.clocks:
        lines.append(dim(say("free"), view))
    return lines
