"""Lists of the house: who waits, who is inside, whose band is lost, the last receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.house_board import STATE_WORDS, ZONE_WORDS
from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import later, name_words, say
from terminal_ui.screens.panels.bill import line_row
from terminal_ui.screens.panels.view import View, around, dim, figure, marked_row, title
from terminal_ui.widgets.cells import apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.desk.house_board import HouseBoard
    from terminal_ui.desk.losing import Losing
    from terminal_ui.desk.queue import Queue
    from terminal_ui.desk.receipts import Receipt, Receipts
    from terminal_ui.desk.seen import GuestSeen, ReceiptSeen
    from terminal_ui.widgets.lines import Line

KINDS = {
    "whole": "",
    "part": later("part"),
    "refund": later("given back"),
    "mirror": later("taken back"),
}
LETTERS = {"open": "U", "settling": "C", "kept": "P", "deposit_out": "D"}
"""States as the board has them: colour is never alone."""
AMOUNT_CELLS = 10


def queue_panel(view: View, layer: Queue) -> list[Line]:
    """Who waits, for how long, and for how much."""
    rows = [
        marked_row(
            apart(
                say("{band}  {minutes} min  {about}", band=one.band, minutes=layer.minutes(one), about=one.about),
                figure(one.due_minor, view),
                view.width - 1,
            ),
            view,
            chosen=place == layer.row,
        )
        for place, one in enumerate(layer.waiting)
    ]
    rows = rows or [dim(say("Nobody waits."), view)]
    head = title(say("WHO WAITS  {count}", count=len(layer.waiting)), view)
    return [head, [], *around(rows, layer.row, view.height - 2)]


def house_board_panel(view: View, layer: HouseBoard) -> list[Line]:
    """The guests that the filters let through."""
    words = say("Zone: {zone}   State: {state}", zone=say(ZONE_WORDS[layer.zone]), state=say(STATE_WORDS[layer.state]))
    head = [title(say("INSIDE  {count}", count=len(layer.shown)), view), dim(words, view)]
    return [*head, *around(_guest_rows(view, layer.shown, layer.row), layer.row, view.height - len(head))]


def losing_panel(view: View, layer: Losing) -> list[Line]:
    """Whose band it can be, with what they took last."""
    words = say("fits: {clue}", clue=layer.clue) if layer.clue else say("Everybody inside")
    head = [title(say("LOST BAND"), view), dim(words, view)]
    rows = [
        marked_row(
            apart(f"{one.band} {one.locker:<4} {one.since} {_taken(view, one)}", "", view.width - 1),
            view,
            chosen=place == layer.row,
        )
        for place, one in enumerate(layer.found)
    ]
    return [*head, *around(rows, layer.row, view.height - len(head))]


def receipts_panel(view: View, layer: Receipts) -> list[Line]:
    """The last receipts, the newest on top."""
    rows = [
        marked_row(
            apart(_receipt_words(view, one), figure(one.paid_minor, view), view.width - 1),
            view,
            chosen=place == layer.row,
            style="dim" if one.kind in {"refund", "mirror"} else "",
        )
        for place, one in enumerate(layer.receipts)
    ]
    rows = rows or [dim(say("There is no receipt yet."), view)]
    return [title(say("LAST RECEIPTS"), view), [], *around(rows, layer.row, view.height - 2)]


def receipt_panel(view: View, layer: Receipt) -> list[Line]:
    """What a receipt paid; lines that are marked are given back by themselves."""
    one = layer.receipt
    head = [
        title(say("RECEIPT {receipt}", receipt=one.receipt), view),
        dim(_receipt_words(view, one), view),
    ]
    rows = [
        line_row(line, view, AMOUNT_CELLS, marked=line.line in layer.marked, chosen=place == layer.row)
        for place, line in enumerate(layer.lines)
    ]
    return [*head, *around(rows, layer.row, view.height - len(head))]


def _receipt_words(view: View, one: ReceiptSeen) -> str:
    tenders = view.house.tenders
    ways = [name_words(tenders[tender].words) if tender in tenders else say(tender) for tender in one.tenders]
    bands = one.bands[0] + (f"+{len(one.bands) - 1}" if len(one.bands) > 1 else "") if one.bands else ""
    kind = say(KINDS.get(one.kind, one.kind)) if KINDS.get(one.kind, one.kind) else ""
    return " ".join(word for word in (str(one.receipt), one.clock, bands, ", ".join(ways), kind) if word)


def _guest_rows(view: View, guests: Sequence[GuestSeen], row: int) -> list[Line]:
    return [
        marked_row(
            apart(
                f"{one.band} {LETTERS.get(one.state, '?')} {one.since} {one.about}",
                figure(one.due_minor, view),
                view.width - 1,
            ),
            view,
            chosen=place == row,
        )
        for place, one in enumerate(guests)
    ]


def _taken(view: View, guest: GuestSeen) -> str:
    return ", ".join(name_words(line_words(item, view.house)) for item in guest.last)
