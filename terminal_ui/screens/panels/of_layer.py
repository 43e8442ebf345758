"""Which panel shows which layer of the front desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from terminal_ui.desk.approving import Approving
from terminal_ui.desk.checking_in import CheckingIn
from terminal_ui.desk.choosing import Choosing
from terminal_ui.desk.confirming import Confirming
from terminal_ui.desk.explaining import Explaining
from terminal_ui.desk.finished import Finished
from terminal_ui.desk.house_board import HouseBoard
from terminal_ui.desk.line_acts import Moving
from terminal_ui.desk.looking import Looking
from terminal_ui.desk.losing import Losing
from terminal_ui.desk.parts import MarkingLines
from terminal_ui.desk.paying import Paying
from terminal_ui.desk.queue import Queue
from terminal_ui.desk.receipts import Receipt, Receipts
from terminal_ui.desk.resting import Resting
from terminal_ui.desk.swapping import NextBand
from terminal_ui.desk.typing_in import TypingIn
from terminal_ui.languages import say
from terminal_ui.screens.panels.asking import (
    approving_panel,
    choosing_panel,
    confirming_panel,
    explaining_panel,
    resting_panel,
    titled_panel,
)
from terminal_ui.screens.panels.bill import bill_panel
from terminal_ui.screens.panels.checking_in import checking_in_panel
from terminal_ui.screens.panels.finished import finished_panel
from terminal_ui.screens.panels.lists import (
    house_board_panel,
    losing_panel,
    queue_panel,
    receipt_panel,
    receipts_panel,
)
from terminal_ui.screens.panels.paying import marking_panel, paying_panel

if TYPE_CHECKING:
    from terminal_ui.desk.layer import Layer
    from terminal_ui.screens.panels.view import View
    from terminal_ui.widgets.lines import Line

PANELS: dict[type[Layer], Callable[[View, Any], list[Line]]] = {
    Approving: approving_panel,
    CheckingIn: checking_in_panel,
    Choosing: choosing_panel,
    Confirming: confirming_panel,
    Explaining: explaining_panel,
    Finished: finished_panel,
    HouseBoard: house_board_panel,
    Looking: bill_panel,
    Losing: losing_panel,
    MarkingLines: marking_panel,
    Moving: lambda view, _layer: titled_panel(view, say("TO WHICH BAND?"), [say("Tap it, or type its number.")]),
    NextBand: lambda view, layer: titled_panel(view, layer.title, [say("Tap it, or type its number.")]),
    Paying: paying_panel,
    Queue: queue_panel,
    Receipt: receipt_panel,
    Receipts: receipts_panel,
    Resting: resting_panel,
    TypingIn: lambda view, layer: titled_panel(view, layer.title, [say("Type it below, then Enter.")]),
}
"""All but the idle desk, which shows the house."""


def panel_of(view: View, layer: Layer) -> list[Line] | None:
    """What is shown of a layer; None if it has no panel of its own."""
    panel = PANELS.get(type(layer))
    return panel(view, layer) if panel is not None else None
