"""A party at the desk: its bands, and the class of each guest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.layer import CHOICE_KEYS
from terminal_ui.languages import name_words, say, say_many
from terminal_ui.screens.panels.view import View, around, choices, dim, marked_row, money, name_of, title
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from terminal_ui.desk.checking_in import Arriving, CheckingIn
    from terminal_ui.widgets.lines import Line


def checking_in_panel(view: View, layer: CheckingIn) -> list[Line]:
    """The bands of a check-in that was not asked for yet."""
    count = len(layer.arrivals)
    chosen = layer.arrivals[layer.row]
    classes = list(view.house.guests.values())
    slot = next((slot for slot, guest in enumerate(classes) if guest.code == chosen.guest), -1)
    named = [(key.upper(), guest.words) for key, guest in zip(CHOICE_KEYS, classes, strict=False)]
    head = say_many("CHECK-IN  {count} band", "CHECK-IN  {count} bands", count)
    below = [
        [(fit(_counts(view, layer), view.width), "strong")],
        dim(say("channel: {channel}", channel=say(layer.channel)) + _deposit(view, layer), view),
        title(say("GUEST CLASS OF {band}", band=chosen.band), view),
        *choices(named, view, slot),
        *([] if chosen.own_zone else [dim(say("M  men's side    W  women's side"), view)]),
    ]
    rows = [_row(arriving, view, chosen=place == layer.row) for place, arriving in enumerate(layer.arrivals)]
    room = max(1, view.height - len(below) - 1)
    return [title(head, view), *around(rows, layer.row, min(room, max(count, 1))), *below]


def _counts(view: View, layer: CheckingIn) -> str:
    """How many of each class."""
    return "  ".join(
        f"{number} {name_words(view.house.guests[guest].words)}" for guest, number in layer.counts().items()
    )


def _deposit(view: View, layer: CheckingIn) -> str:
    """What each of them leaves with the house."""
    if not layer.deposit_minor:
        return ""
    return "  " + say("deposit: {amount}", amount=money(layer.deposit_minor, view))


def _row(arriving: Arriving, view: View, *, chosen: bool) -> Line:
    guest = view.house.guests[arriving.guest].words
    zone = say(arriving.zone) if arriving.zone else say("M or W?")
    return marked_row(f" {arriving.band:<5} {fit(zone, 8)} {name_of(guest, view.width - 17)}", view, chosen=chosen)
