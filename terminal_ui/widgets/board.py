"""The house at a glance: every locker on one board, drawn by one widget.

Two hundred child widgets would take a third of a processor at twenty taps a second; one widget that draws
the rows that changed takes a twentieth of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from terminal_ui.languages import later, say
from terminal_ui.messages import BandTapped
from terminal_ui.widgets.cells import fit


class Mark(NamedTuple):
    """How a locker's state is drawn: a letter, a component class and (English) words for the legend."""

    letter: str
    style: str
    words: str


FREE = Mark(".", "free", later("free"))
MARKS: dict[str, Mark] = {
    "free": FREE,
    "used": Mark("U", "used", later("in use")),
    "checkout": Mark("C", "held", later("checkout")),
    "paid": Mark("P", "left", later("paid, inside")),
    "wash": Mark("W", "wash", later("wash")),
    "fault": Mark("X", "fault", later("lost, defect")),
}
"""Locker states by name. Colour is never alone: the letter says the same."""


class Section(NamedTuple):
    """Lockers of one zone, in order; ``words`` are its name in the venue file."""

    words: str
    lockers: tuple[str, ...]


class _Row(NamedTuple):
    """One line of the board: a heading, or lockers after a label."""

    heading: int | None
    lockers: tuple[str, ...]


HIDDEN = Mark(" ", "free", "")
"""A locker that a filter keeps back."""
POINTER = "<"
"""Stands behind a locker that this desk is busy with."""
NARROW_PITCH = 2
"""A locker as a letter and a space."""


class Board(Widget):
    """Lockers by zone, with their states. Give it states with :meth:`show`, and point at some with :meth:`point_at`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"board--{mark.style}" for mark in MARKS.values()),
        "board--title",
        "board--label",
        "board--pointed",
        "board--pointer",
    }
    # Okabe and Ito's colours can be told apart by people who do not see red or green.
    DEFAULT_CSS = """
    Board {
        & > .board--title { text-style: bold; color: $accent; }
        & > .board--label { color: $secondary; }
        & > .board--free { color: $secondary; }
        & > .board--used { background: #0072b2; color: white; text-style: bold; }
        & > .board--held { background: #e69f00; color: black; text-style: bold; }
        & > .board--left { background: #f0e442; color: black; text-style: bold; }
        & > .board--wash { color: $state-wash; }
        & > .board--fault { background: #d55e00; color: white; text-style: bold; }
        & > .board--pointed { background: $foreground; color: $background; text-style: bold; }
        & > .board--pointer { text-style: bold; }
    }
    """

    def __init__(self, sections: Iterable[Section], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._sections = tuple(sections)
        self._zone_of = {number: section.words for section in self._sections for number in section.lockers}
        self._states: dict[str, str] = {}
        self._pointed: frozenset[str] = frozenset()
        self._only = ("", "")
        self._rows: list[_Row] = []
        self._row_of: dict[str, int] = {}
        self._legend_rows: list[list[Mark]] = []
        self._widest = max((len(number) for section in self._sections for number in section.lockers), default=3)
        self._pitch = NARROW_PITCH

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Lines for headings, lockers and legend at this width."""
        self._lay_out(width)
        return len(self._rows) + len(self._legend_rows)

    def on_resize(self) -> None:
        """Lay the lockers out anew."""
        self._lay_out(self.content_size.width)
        self.refresh()

    def show(self, states: Mapping[str, str]) -> None:
        """The state of each locker by number; those not named are free. Draws only the rows that differ."""
        changed = {number for number in self._row_of if states.get(number, "free") != self._states.get(number, "free")}
        self._states = dict(states)
        self._redraw(changed, headings=bool(changed))

    def point_at(self, numbers: Iterable[str]) -> None:
        """Make these lockers stand out: the ones this desk is busy with."""
        before, self._pointed = self._pointed, frozenset(numbers)
        self._redraw(before ^ self._pointed, headings=False)

    def show_only(self, zone: str = "", state: str = "") -> None:
        """Show only lockers of this zone and in this state; empty is all of them."""
        if (zone, state) != self._only:
            self._only = (zone, state)
            self.refresh()

    def on_click(self, event: Click) -> None:
        """A click on a locker is a tap of its band: lockers and bands of one number belong together."""
        offset = event.get_content_offset(self)
        number = self._locker_at(offset.x, offset.y) if offset is not None else ""
        if number:
            self.post_message(BandTapped(number))

    def _locker_at(self, x: int, y: int) -> str:
        """The locker that is drawn in a cell; empty if none is."""
        lockers = self._rows[y].lockers if 0 <= y < len(self._rows) else ()
        label = self._widest + 1 if self._pitch == NARROW_PITCH else 0
        place = (x - label) // self._pitch if x >= label else -1
        return lockers[place] if 0 <= place < len(lockers) else ""

    def _redraw(self, numbers: Iterable[str], *, headings: bool) -> None:
        rows = {self._row_of[number] for number in numbers if number in self._row_of}
        if headings:
            rows |= {y for y, row in enumerate(self._rows) if row.heading is not None}
        for y in rows:
            self.refresh(Region(0, y, self.size.width, 1))

    def _lay_out(self, width: int) -> None:
        label = self._widest + 1
        roomy = self._widest + 2
        self._pitch = roomy if width >= 20 * roomy else NARROW_PITCH
        label = 0 if self._pitch == roomy else label
        # The last locker of a row needs no space after it.
        columns = 20 if width >= label + 20 * self._pitch - 1 else 10
        self._rows = []
        for index, section in enumerate(self._sections):
            self._rows.append(_Row(index, ()))
            self._rows += [
                _Row(None, section.lockers[first : first + columns])
                for first in range(0, len(section.lockers), columns)
            ]
        self._row_of = {number: y for y, row in enumerate(self._rows) for number in row.lockers}
        self._legend_rows = _wrapped(MARKS.values(), width)

    def render_line(self, y: int) -> Strip:
        """One line of the terminal."""
        base = self.rich_style
        if y < len(self._rows):
            row = self._rows[y]
            segments = self._heading(row.heading) if row.heading is not None else self._lockers(row, base)
        elif y < len(self._rows) + len(self._legend_rows):
            segments = self._legend(self._legend_rows[y - len(self._rows)], base)
        else:
            segments = []
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _heading(self, index: int) -> list[Segment]:
        section = self._sections[index]
        free = sum(self._states.get(number, "free") == "free" for number in section.lockers)
        zone, count = say(section.words).upper(), len(section.lockers)
        words = say("{zone}  {free} of {count} free", zone=zone, free=free, count=count)
        return [Segment(fit(words, self.size.width), self._style("title", self.rich_style))]

    def _lockers(self, row: _Row, base: Style) -> list[Segment]:
        if self._pitch == NARROW_PITCH:
            label = fit(row.lockers[0], self._widest + 1)
            return [Segment(label, self._style("label", base)), *self._cells(row, base, numbered=False)]
        return self._cells(row, base, numbered=True)

    def _cells(self, row: _Row, base: Style, *, numbered: bool) -> list[Segment]:
        cells: list[Segment] = []
        for number in row.lockers:
            mark = self._mark_of(number)
            pointed = number in self._pointed
            style = self._style("pointed" if pointed else mark.style, base)
            after = Segment(POINTER, self._style("pointer", base)) if pointed else Segment(" ", base)
            cells += [Segment(number + mark.letter if numbered else mark.letter, style), after]
        return cells

    def _mark_of(self, number: str) -> Mark:
        state = self._states.get(number, "free")
        zone, only_state = self._only
        if (zone and zone != self._zone_of[number]) or (only_state and only_state != state):
            return HIDDEN
        return MARKS.get(state, FREE)

    def _legend(self, marks: list[Mark], base: Style) -> list[Segment]:
        legend: list[Segment] = []
        for mark in marks:
            legend += [Segment(mark.letter, self._style(mark.style, base)), Segment(_legend_words(mark), base)]
        return legend

    def _style(self, name: str, base: Style) -> Style:
        return base + self.get_component_rich_style(f"board--{name}", partial=True)


def _legend_words(mark: Mark) -> str:
    return f" {say(mark.words)}  "


def _wrapped(marks: Iterable[Mark], width: int) -> list[list[Mark]]:
    """The legend on as many lines as it needs."""
    rows: list[list[Mark]] = []
    left = 0
    for mark in marks:
        # The two spaces that end the last one of a line may fall off.
        needed = 1 + cell_len(_legend_words(mark))
        if not rows or needed - 2 > left:
            rows.append([])
            left = width
        rows[-1].append(mark)
        left -= needed
    return rows
