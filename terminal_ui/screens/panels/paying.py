"""The bill is being paid: what is left, what lies on the desk, and the keys of the ways to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.key_table import CHOICE_KEYS
from terminal_ui.screens.panels.bill import bands_words, bill_rows, paged
from terminal_ui.screens.panels.view import View, big, choices, fact, figure, name_of, title
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from terminal_ui.desk.layers import Paying
    from terminal_ui.desk.seen import BillSeen
    from terminal_ui.widgets.lines import Line


def paying_panel(view: View, layer: Paying, bills: Sequence[BillSeen]) -> list[Line]:
    """What the desk looks at while money changes hands."""
    head = [title(f"TO PAY  {bands_words(bills, view)}" if bills else "TO PAY", view)]
    foot = [*_hanging(layer, view), *_money_on_desk(layer, view), *_due(layer, view), [], *_ways(layer, view)]
    return [*head, *paged(bill_rows(view, bills), view, view.height - len(head) - len(foot)), *foot]


def _due(layer: Paying, view: View) -> list[Line]:
    label = "LEFT" if layer.tenders else "DUE"
    return big(label, layer.left_minor, view, "warn" if layer.left_minor else "good")


def _money_on_desk(layer: Paying, view: View) -> list[Line]:
    return [
        fact(
            f"+ {name_of(view.house.tenders[part.tender].words, view.width - 14)}",
            figure(part.amount, view),
            view,
            "good",
        )
        for part in layer.tenders
    ]


def _hanging(layer: Paying, view: View) -> list[Line]:
    """What was handed to somebody and has no end yet (R33)."""
    return [[(fit(f"! still open: {one}", view.width), "warn")] for one in layer.still_open[:3]]


def _ways(layer: Paying, view: View) -> list[Line]:
    tenders = list(view.house.tenders.values())
    chosen = next((slot for slot, tender in enumerate(tenders) if tender.code == layer.tender), -1)
    named = [(key.upper(), tender.words) for key, tender in zip(CHOICE_KEYS, tenders, strict=False)]
    return choices(named, view, chosen)
