"""Somebody says who works here now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.screens.panels.view import View, dim, title
from terminal_ui.widgets.cells import fit

if TYPE_CHECKING:
    from terminal_ui.desk.layers import SigningIn
    from terminal_ui.widgets.lines import Line


def signing_in_panel(view: View, layer: SigningIn) -> list[Line]:
    """The names that have a PIN, or the name that was said."""
    if layer.who:
        return [title("SIGN IN", view), [(fit(layer.who, view.width), "strong")], [], dim("Now the PIN.", view)]
    names = [person for person in view.house.staff.values() if person.pin]
    rows: list[Line] = [
        [(fit(f"{person.code:<8} {person.role:<10} {person.words.zh}", view.width), "")] for person in names
    ]
    return [title("SIGN IN", view), *rows[: max(0, view.height - 1)]]
