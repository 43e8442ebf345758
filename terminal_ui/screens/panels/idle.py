"""Nobody is at the desk: what to do, and how full the house is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.screens.panels.view import View, dim, fact, money, title

if TYPE_CHECKING:
    from terminal_ui.desk.seen import HouseCounts
    from terminal_ui.widgets.lines import Line


def idle_panel(view: View, counts: HouseCounts) -> list[Line]:
    """The panel between two guests."""
    return [
        title("READY", view),
        [("Tap a band, or type its number", "strong")],
        [("and press Enter.", "strong")],
        [],
        dim("A free band      checks in", view),
        dim("A band in use    shows its bill", view),
        [],
        title("THE HOUSE NOW", view),
        fact("Guests inside", str(counts.inside), view, "strong"),
        fact("At checkout", str(counts.checkout), view),
        *(fact(f"Lockers free, {zone}", str(count), view) for zone, count in counts.free.items()),
        fact("Rooms in use", str(counts.rooms), view),
        fact("Open bills", money(counts.due_minor, view), view),
    ]
