"""Nobody is at the desk: what to do, and how full the house is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.languages import say
from terminal_ui.screens.panels.view import View, dim, fact, money, title

if TYPE_CHECKING:
    from terminal_ui.desk.seen import HouseCounts
    from terminal_ui.widgets.lines import Line


def idle_panel(view: View, counts: HouseCounts) -> list[Line]:
    """The panel between two guests."""
    return [
        title(say("READY"), view),
        [(say("Tap a band, or type its number"), "strong")],
        [(say("and press Enter."), "strong")],
        [],
        dim(say("A free band      checks in"), view),
        dim(say("A band in use    shows its bill"), view),
        [],
        title(say("THE HOUSE NOW"), view),
        fact(say("Guests inside"), str(counts.inside), view, "strong"),
        fact(say("At checkout"), str(counts.checkout), view),
        *(fact(say("Lockers free, {zone}", zone=say(zone)), str(count), view) for zone, count in counts.free.items()),
        fact(say("Rooms in use"), str(counts.rooms), view),
        fact(say("Open bills"), money(counts.due_minor, view), view),
    ]
