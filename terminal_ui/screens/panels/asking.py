"""What is asked over a bill: one of several, something typed, a yes, a second person, a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import name_words, say
from terminal_ui.screens.panels.view import View, around, big, dim, fact, keyed, money, name_of, title
from terminal_ui.screens.strips import wrapped
from terminal_ui.widgets.cells import apart, fit

if TYPE_CHECKING:
    from terminal_ui.desk.approving import Approving
    from terminal_ui.desk.choosing import Choosing
    from terminal_ui.desk.confirming import Confirming
    from terminal_ui.desk.explaining import Explaining
    from terminal_ui.desk.resting import Resting
    from terminal_ui.widgets.lines import Line


def choosing_panel(view: View, layer: Choosing) -> list[Line]:
    """The options with their keys."""
    foot = [[], dim(say("Or type your own, then Enter."), view)] if layer.own else []
    rows = keyed([option.words for option in layer.options], view, layer.row)
    return [title(layer.title, view), [], *around(rows, layer.row, view.height - 2 - len(foot)), *foot]


def titled_panel(view: View, words: str, lines: list[str]) -> list[Line]:
    """A title and what is to be done."""
    return [title(words, view), [], *(dim(line, view) for line in lines)]


def confirming_panel(view: View, layer: Confirming) -> list[Line]:
    """The amount that goes out, as large as there is room."""
    lines = [fact(label, value, view) for label, value in layer.facts]
    return [
        title(layer.title, view),
        [],
        *lines,
        *big(say("BACK"), layer.amount_minor, view, "warn"),
        [],
        dim(say("Enter does it, Esc does not."), view),
    ]


def approving_panel(view: View, layer: Approving) -> list[Line]:
    """Who can approve it."""
    leads = [person for person in view.house.staff.values() if person.role in {"lead", "owner"}]
    rows = [dim(f"{person.code:<8} {say(person.role)}  {name_words(person.words)}", view) for person in leads]
    chosen: list[Line] = [[(fit(layer.who, view.width), "strong")]] if layer.who else []
    return [
        title(say("A SECOND PERSON APPROVES"), view),
        [],
        [(fit(say("Name, Enter, PIN, Enter."), view.width), "strong")],
        [(fit(say("Or tap the staff band."), view.width), "strong")],
        [],
        *chosen,
        *rows[: max(0, view.height - 6)],
    ]


def explaining_panel(view: View, layer: Explaining) -> list[Line]:
    """The steps to an amount, with what each adds and the rule it comes from."""
    line = layer.line
    words = line_words(line.item, view.house)
    rows: list[Line] = [fact(f"{line.quantity} {name_of(words, view.width - 12)}", money(line.due_minor, view), view,
                             "strong"), []]  # fmt: skip
    for reason in layer.reasons:
        first, *rest = wrapped(reason.words, max(1, view.width - 12))
        rows.append([(apart(first, reason.amount, view.width), "")])
        rows += [dim(f"  {more}", view) for more in rest]
    return [title(say("WHY THIS AMOUNT"), view), *rows[: max(0, view.height - 1)]]


def resting_panel(view: View, layer: Resting) -> list[Line]:
    """A band that nobody can be checked in with."""
    return titled_panel(
        view, say("BAND {band}", band=layer.band.number), [say(layer.band.state), say("Enter: it is here again.")]
    )
