"""A party at the desk: its bands, and the class of each guest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.key_table import CHOICE_KEYS
from terminal_ui.screens.panels.view import View, choices, dim, name_of, title
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from terminal_ui.desk.layers import Arriving, CheckingIn
    from terminal_ui.widgets.lines import Line


def checking_in_panel(view: View, layer: CheckingIn) -> list[Line]:
    """The bands of a check-in that was not asked for yet."""
    count = len(layer.arrivals)
    chosen = layer.arrivals[layer.row]
    classes = list(view.house.guests.values())
    slot = next((slot for slot, guest in enumerate(classes) if guest.code == chosen.guest), -1)
    named = [(key.upper(), guest.words) for key, guest in zip(CHOICE_KEYS, classes, strict=False)]
    below = [
        [],
        title(f"GUEST CLASS OF {chosen.band}", view),
        *choices(named, view, slot),
        *([] if chosen.own_zone else [[], dim("M  men's side    W  women's side", view)]),
    ]
    room = max(1, view.height - len(below) - 1)
    first = min(max(0, layer.row - room // 2), max(0, count - room))
    rows = [
        _row(arriving, view, chosen=place == layer.row)
        for place, arriving in enumerate(layer.arrivals[first : first + room], start=first)
    ]
    return [title(f"CHECK-IN  {count} band{'s' if count > 1 else ''}", view), *rows, *below]


def _row(arriving: Arriving, view: View, *, chosen: bool) -> Line:
    guest = view.house.guests[arriving.guest].words
    zone = arriving.zone or "M or W?"
    text = f"{'>' if chosen else ' '} {arriving.band:<5} {zone:<8} {name_of(guest, view.width - 17)}"
    return [(fit(text, view.width), "chosen" if chosen else "")]
