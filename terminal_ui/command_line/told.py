"""What came of an operation, in the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.money import format_minor
from terminal_ui.command_line.names import both, item_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pos.house.model import House
    from pos.outcomes import Outcome


def told(kind: str, outcome: Outcome, house: House) -> list[str]:
    """The outcome of an accepted operation of this kind, a line for each thing worth knowing."""
    teller = _TELLERS.get(kind, _anything)
    lines = list(teller(outcome.facts, house))
    if outcome.repeated:
        lines.append("This had been done before; nothing was done twice.")
    return lines or ["Done."]


def _check_in(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for visit in facts.get("visits", ()):
        due = format_minor(visit["due"], house.currency)
        yield f"Band {visit['band']}: checked in, locker {visit['locker'] or '-'}, due {due} (visit {visit['visit']})."


def _charge(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for line in facts.get("lines", ()):
        due = format_minor(line["due"], house.currency)
        yield f"Line {line['line']}: {line['quantity']} x {both(item_names(house, line['item']))}, {due}."
    yield f"Due now: {format_minor(facts['due'], house.currency)}."
    if facts.get("warning"):
        yield f"Note: {facts['warning']}"


def _begin_checkout(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for visit in facts.get("visits", ()):
        yield f"Band {visit['band']}: due {format_minor(visit['due'], house.currency)}."
    yield f"To pay: {format_minor(facts['due'], house.currency)}."
    for hanging in facts.get("open", ()):
        yield f"Still open: {hanging}."


def _pay(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    yield f"Receipt {facts['receipt']}: paid {format_minor(facts['paid'], house.currency)}."
    if facts.get("change"):
        yield f"Change: {format_minor(facts['change'], house.currency)}."
    if facts.get("due"):
        yield f"Still due: {format_minor(facts['due'], house.currency)}."


def _close_till(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for name in ("expected", "counted", "difference"):
        yield f"{name.capitalize()}: {format_minor(facts[name], house.currency)}."


def _close_day(facts: Mapping[str, Any], _house: House) -> Iterator[str]:
    yield f"Business day {facts['business_day']} is closed: Z {facts['z']}."
    yield f"Head of the chain: {facts['head_entry']}:{facts['head']}"


def _present(facts: Mapping[str, Any], _house: House) -> Iterator[str]:
    if facts.get("granted"):
        yield "Let in."
    else:
        yield f"Not let in: {facts.get('reason', 'no reason given')}."


def _anything(facts: Mapping[str, Any], _house: House) -> Iterator[str]:
    yield from (f"{name.replace('_', ' ').capitalize()}: {value}." for name, value in facts.items())


_TELLERS: dict[str, Callable[[Mapping[str, Any], House], Iterator[str]]] = {
    "check_in": _check_in,
    "charge": _charge,
    "begin_checkout": _begin_checkout,
    "pay": _pay,
    "close_till": _close_till,
    "close_day": _close_day,
    "present": _present,
}
