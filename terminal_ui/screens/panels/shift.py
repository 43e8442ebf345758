"""The shift's panels: what can be done, what is asked for, the blind count and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.denominations import denominations
from terminal_ui.languages import later, say
from terminal_ui.screens.panels.shift_lists import closing_panel, handover_panel, x_panel
from terminal_ui.screens.panels.view import View, around, big, dim, fact, figure, marked_row, money, title
from terminal_ui.screens.strips import wrapped
from terminal_ui.shift.approving import Approving
from terminal_ui.shift.asking import Asking
from terminal_ui.shift.closing_day import ClosingDay
from terminal_ui.shift.counting import Counted, Counting
from terminal_ui.shift.readings import Handover, XReading
from terminal_ui.widgets.cells import apart, fit

if TYPE_CHECKING:
    from pos.reports.x_report import Drawer
    from terminal_ui.shift.shift import Shift
    from terminal_ui.widgets.lines import Line
    from terminal_ui.widgets.pick_lines import PickLine

CLOCK = slice(11, 16)
"""Of an ISO 8601 instant."""
COUNT_CELLS = 44
"""On a wider panel the amounts would be too far from their notes."""


def step_panel(view: View, shift: Shift, typed: str) -> list[PickLine]:
    """What is being done; the acts can be clicked."""
    step = shift.step
    if step is shift.resting:
        return _acts(view, shift)
    lines: list[Line] = []
    if isinstance(step, Counting):
        lines = _counting(view._replace(width=min(view.width, COUNT_CELLS)), step, typed)
    elif isinstance(step, Counted):
        lines = _counted(view, step)
    elif isinstance(step, Asking):
        lines = _asking(view, step)
    elif isinstance(step, Approving):
        lines = _approving(view, step)
    elif isinstance(step, XReading):
        lines = x_panel(view, step, sees_cash=shift.sees_cash)
    elif isinstance(step, ClosingDay):
        lines = closing_panel(view, step)
    elif isinstance(step, Handover):
        lines = handover_panel(view, step)
    return [(line, "") for line in lines]


def drawer_panel(view: View, drawer: Drawer | None, notice: str) -> list[Line]:
    """The drawer of this desk as far as everybody may see it: what should be in it is not told before the count."""
    lines: list[Line] = [[(fit(f"! {notice}", view.width), "warn")]] if notice else []
    lines.append(title(say("THIS DRAWER"), view))
    if drawer is None:
        return [*lines, dim(say("It is not open."), view)]
    lines += [
        fact(say("Open since"), drawer.opened[CLOCK], view, "strong"),
        fact(say("Opened by"), drawer.staff or say("nobody"), view),
        fact(say("Float"), figure(drawer.float, view), view),
        fact(say("Paid in"), figure(drawer.paid_in, view), view),
        fact(say("Paid out"), figure(-drawer.paid_out, view), view),
        fact(say("To the safe"), figure(-drawer.drops, view), view),
        fact(say("Opened for no sale"), str(drawer.no_sale), view),
        [],
    ]
    return lines + _sentence(say("What should be in it is shown after the count."), view)


def _acts(view: View, shift: Shift) -> list[PickLine]:
    head: list[PickLine] = [(title(say("SHIFT  {station}", station=shift.station), view), ""), ([], "")]
    rows: list[PickLine] = []
    for place, act in enumerate(shift.resting.acts(shift)):
        words = f"{act.key.upper():<4}{say(act.words)}"
        style = "dim" if act.needs and shift.drawer is None else ""
        rows.append((marked_row(words, view, chosen=place == shift.resting.row, style=style), act.words))
    marked = shift.resting.acts(shift)[shift.resting.row]
    rest: list[PickLine] = [([], ""), *((row, "") for row in _sentence(say(marked.help), view))]
    return [*head, *rows, *rest][: view.height]


def _counting(view: View, step: Counting, typed: str) -> list[Line]:
    currency = view.house.currency
    known = denominations(currency)
    rows: list[Line] = []
    for place, minor in enumerate(known):
        count = step.pieces.get(minor, 0)
        shown = typed if place == step.row and typed else str(count) if minor in step.pieces else "."
        left = fit(f"{money(minor, view):>12} x {shown}", max(1, view.width - 14))
        words = apart(left, figure(minor * count, view) if count else "", view.width - 1)
        rows.append(marked_row(words, view, chosen=place == step.row))
    done = apart(say("counted"), money(step.counted_minor, view), view.width - 1)
    last = [
        [(fit("-" * view.width, view.width), "dim")],
        marked_row(done, view, chosen=step.at_end(currency), style="strong"),
    ]
    head = title(say("BLIND COUNT"), view)
    return [head, *around(rows, min(step.row, len(rows) - 1), min(len(rows), view.height - 3)), *last]


def _counted(view: View, step: Counted) -> list[Line]:
    difference = step.counted_minor - step.expected_minor
    words, style = (later("over"), "warn") if difference > 0 else (later("short"), "bad")
    lines = [
        title(say("COUNTED"), view),
        [],
        fact(say("should be there"), money(step.expected_minor, view), view),
        fact(say("was there"), money(step.counted_minor, view), view, "strong"),
        [],
    ]
    if not difference:
        return [*lines, [(fit(say("It is exact."), view.width), "good")]]
    return [*lines, [(fit(say(words), view.width), style)], *big("", abs(difference), view)]


def _asking(view: View, step: Asking) -> list[Line]:
    lines: list[Line] = [title(say(step.matter.title), view), []]
    if step.amount_minor is None:
        return [*lines, dim(say("How much? Then Enter."), view)]
    if step.matter.amount:
        lines += [*big(say("Amount"), step.amount_minor, view), []]
    return [*lines, dim(say("Why? A few words, then Enter."), view)]


def _approving(view: View, step: Approving) -> list[Line]:
    how = say("A second person taps their own band, or types their name.")
    head = title(say("A SECOND PERSON APPROVES"), view)
    return [head, [], *_sentence(step.why, view, "warn"), [], *_sentence(how, view)]


def _sentence(words: str, view: View, style: str = "dim") -> list[Line]:
    """Words on as many lines as they need."""
    return [[(row, style)] for row in wrapped(words, max(1, view.width))]
