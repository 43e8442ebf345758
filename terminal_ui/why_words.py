"""Why an amount is what it is, in the language spoken now (:mod:`pos.reports.why` has the steps and their English)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.clock import Calendar
from pos.house.model import Words
from pos.money import format_minor
from pos.reports.why import STEPS
from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import name_words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pos.house.model import House
    from pos.reports.why import Explanation, Step


class Reason(NamedTuple):
    """A line of an explanation: what it adds to the amount (empty if nothing), why, and by which rule."""

    amount: str
    words: str
    rule: str


def reasons(explanation: Explanation, house: House) -> Iterator[Reason]:
    """The steps to what a line is due, then what later lines changed of it and what is left of it."""
    for step in explanation.steps:
        yield _reason(step, house)
    if explanation.after:
        yield Reason(format_minor(explanation.due, house.currency), say("was due for it. Since then:"), "")
        for step in explanation.after:
            yield _reason(step, house)
        yield Reason(format_minor(explanation.now, house.currency), say("is due for it now."), "")


def step_words(step: Step, house: House) -> str:
    """What a step says."""
    return say(STEPS[step.code].words, **dict(_told(name, value, house) for name, value in step.data.items()))


def duration_words(minutes: int) -> str:
    """``45 min``, ``3 h``, ``12 h 16 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return say("{minutes} min", minutes=rest)
    return say("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else say("{hours} h", hours=hours)


def _reason(step: Step, house: House) -> Reason:
    amount = format_minor(step.minor, house.currency) if step.minor else ""
    return Reason(amount, step_words(step, house), STEPS[step.code].rule)


def _told(name: str, value: int | str, house: House) -> tuple[str, object]:
    """A piece of data under the name that the words have for it, as people read it."""
    stem, _, kind = name.rpartition("_")
    if isinstance(value, int):
        unit = _UNITS.get(kind)
        return (stem, unit(value, house)) if unit is not None and stem else (name, value)
    named = _NAMES.get(name)
    return name, name_words(named(value, house)) if named is not None else value


def _clock(minutes: int, _house: House) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _moment(at_us: int, house: House) -> str:
    return f"{Calendar(house.timezone, house.day_cut_min).wall(at_us):%m-%d %H:%M}"


def _percent(basis_points: int, _house: House) -> str:
    return f"{basis_points / 100:g} %"


_UNITS: dict[str, Callable[[int, House], str]] = {
    "minor": lambda minor, house: format_minor(minor, house.currency),
    "min": lambda minutes, _house: duration_words(minutes),
    "us": _moment,
    "clock": _clock,
    "bp": _percent,
}
"""What numbers are, by the end of their name."""


def _itself(code: str) -> Words:
    """The name of what the venue file does not know any more."""
    return Words(code, code)


_NAMES: dict[str, Callable[[str, House], Words]] = {
    "tariff": line_words,
    "guest": lambda code, house: house.guests[code].words if code in house.guests else _itself(code),
    "package": lambda code, house: house.packages[code].words if code in house.packages else _itself(code),
    "outlet": lambda code, house: house.outlets[code].words if code in house.outlets else _itself(code),
    "staff": lambda code, house: house.staff[code].words if code in house.staff else _itself(code),
}
"""What codes of the venue file are called."""
