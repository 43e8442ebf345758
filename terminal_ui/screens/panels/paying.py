"""The bill is being paid: what is left, what lies on the desk, and the keys of the ways to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.layer import CHOICE_KEYS
from terminal_ui.desk.paid import tender_words
from terminal_ui.desk.parts import words_of
from terminal_ui.languages import say
from terminal_ui.screens.panels.bill import bands_words, bill_rows, line_row, notes
from terminal_ui.screens.panels.view import View, around, big, choices, dim, fact, figure, place_words, title
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from terminal_ui.desk.parts import MarkingLines
    from terminal_ui.desk.paying import Paying
    from terminal_ui.widgets.lines import Line


def paying_panel(view: View, layer: Paying) -> list[Line]:
    """What the desk looks at while money changes hands."""
    bands = bands_words(layer.bills, view) if layer.bills else ""
    foot = [*_known(layer, view), *_money_on_desk(layer, view), *_due(layer, view), *_ways(layer, view)]
    rows, _ = bill_rows(view, layer.bills)
    room = view.height - 1 - len(foot)
    words = say("TO PAY  {bands}", bands=bands) + place_words(layer.row, len(rows), room)
    return [title(words, view), *around(rows, layer.row, room), *foot]


def marking_panel(view: View, layer: MarkingLines) -> list[Line]:
    """Lines that are marked to be paid first."""
    rows = [
        line_row(line._replace(due_minor=layer.left[line.line]), view, 9, marked=line.line in layer.marked,
                 chosen=place == layer.row)
        for place, (_, line) in enumerate(layer.rows)
    ]  # fmt: skip
    marked_minor = sum(layer.left[line] for line in layer.marked)
    foot = big(say("FIRST"), marked_minor, view, "warn")
    return [title(say("WHAT IS PAID FIRST"), view), *around(rows, layer.row, view.height - 1 - len(foot)), *foot]


def _due(layer: Paying, view: View) -> list[Line]:
    if layer.part_minor < 0:
        return big(say("BACK"), -layer.part_minor, view, "warn")
    label = say("LEFT") if layer.tenders or layer.waive_minor or layer.moved else say("DUE")
    return big(label, layer.left_minor, view, "warn" if layer.left_minor else "good")


def _known(layer: Paying, view: View) -> list[Line]:
    """What is still open (R33), which part is paid, whether the guest stays."""
    rows: list[Line] = [
        [(fit(say("! still open: {what}", what=one), view.width), "warn")] for one in layer.still_open[:3]
    ]
    rows += [row for row in notes(view, layer.bills) if row]
    if layer.parts:
        rows.append([(fit(words_of(layer.parts), view.width), "strong")])
    if layer.keep:
        rows.append(dim(say("pays and stays inside"), view))
    return rows


def _money_on_desk(layer: Paying, view: View) -> list[Line]:
    waived = [fact("- " + say("waived"), figure(layer.waive_minor, view), view, "good")] if layer.waive_minor else []
    return waived + [
        fact(f"+ {tender_words(view.house, part.tender)}", figure(part.amount, view), view, "good")
        for part in layer.tenders
    ]


def _ways(layer: Paying, view: View) -> list[Line]:
    tenders = list(view.house.tenders.values())
    chosen = next((slot for slot, tender in enumerate(tenders) if tender.code == layer.tender), -1)
    named = [(key.upper(), tender.words) for key, tender in zip(CHOICE_KEYS, tenders, strict=False)]
    return choices(named, view, chosen)
