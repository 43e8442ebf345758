"""What came of acts that change a bill or give a guest another band, in the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.money import format_minor
from terminal_ui.command_line.names import both, item_names, person_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pos.house.model import House

    Facts = Mapping[str, Any]

BAND_STATES = {
    "stock": "in the stock",
    "available": "ready for a guest",
    "in_use": "worn by a guest",
    "wash": "in the wash",
    "defect": "to be repaired",
    "lost": "lost",
    "retired": "away for good",
}
"""Where a band is, in words."""


def _transfer(facts: Facts, house: House) -> Iterator[str]:
    for line in facts["lines"]:
        pieces = _pieces(line, house)
        yield f"Line {line['of']}: {pieces}, {_money(line['due'], house)}. It is line {line['line']} of the other bill."
    source, to = facts["from"], facts["to"]
    due, due_there = _money(source["due"], house), _money(to["due"], house)
    yield f"Due now: band {source['band']} {due}, band {to['band']} {due_there}."


def _given(words: str) -> Callable[[Facts, House], Iterator[str]]:
    """Tells what was taken off each line, then all of it; ``words`` say how."""

    def tell(facts: Facts, house: House) -> Iterator[str]:
        for line in facts["lines"]:
            yield f"Line {line['of']}: {_pieces(line, house)}, {_money(line['due'], house)}."
        yield f"{words}: {_money(-facts['amount'], house)}. Due now: {_money(facts['due'], house)}."
        yield from _approved(facts, house)

    return tell


def _add_package(facts: Facts, house: House) -> Iterator[str]:
    yield f"Package {_package(facts, house)} is on the bill."
    for cover in facts["covered"]:
        yield f"In it: line {cover['line']}, {_covered(cover, house)}, {_money(cover['amount'], house)}."
    yield f"Together {_signed(facts['amount'], house)}. Due now: {_money(facts['due'], house)}."


def _remove_package(facts: Facts, house: House) -> Iterator[str]:
    yield f"Package {_package(facts, house)} is off the bill."
    for cover in facts["covered"]:
        yield f"At list price again: line {cover['line']}, {_covered(cover, house)}, {_money(cover['amount'], house)}."
    yield f"Together {_signed(facts['amount'], house)}. Due now: {_money(facts['due'], house)}."


def _swap(facts: Facts, _house: House) -> Iterator[str]:
    yield f"Band {facts['band']} instead of {facts['old']}. The bill stays as it is."
    yield f"Band {facts['old']} is {BAND_STATES[facts['old_state']]}."


def _report_lost(facts: Facts, house: House) -> Iterator[str]:
    yield f"Band {facts['band']} is lost: no reader takes it any more. Give the guest another one."
    if facts["fee"]:
        yield f"For another band: {_money(facts['fee'], house)}."
    if facts["disputed"]:
        yield f"In dispute, charged since {facts['since']}: line {', '.join(map(str, facts['disputed']))}."
    yield f"Due now: {_money(facts['due'], house)}."


def _replace(facts: Facts, _house: House) -> Iterator[str]:
    yield f"Band {facts['band']} instead of {facts['old']}, which stays lost. The bill stays as it is."


def _recover(facts: Facts, _house: House) -> Iterator[str]:
    yield f"Band {facts['band']} was found. It is {BAND_STATES[facts['state']]}."
    yield "The fee for another band is taken back." if facts["fee_back"] else "No fee is taken back."


def _set_band(facts: Facts, _house: House) -> Iterator[str]:
    yield f"Band {facts['band']} is {BAND_STATES[facts['state']]} (before: {BAND_STATES[facts['before']]})."


def _report_tap(facts: Facts, _house: House) -> Iterator[str]:
    yield f"Band {facts['band']} is {BAND_STATES[facts['state']]}."


def _walk_out(facts: Facts, house: House) -> Iterator[str]:
    yield f"Band {facts['band']}: the guest is gone. The visit is closed, and the band counts as lost."
    if facts.get("receipt"):
        yield f"Receipt {facts['receipt']}: the deposit pays what it can."
    yield f"Receivable: {_money(facts['receivable'], house)}."
    if facts.get("held"):
        yield f"Still held of the deposit: {_money(facts['held'], house)}."


def _pieces(line: Facts, house: House) -> str:
    return f"{line['quantity']} x {both(item_names(house, line['item']))}"


def _covered(cover: Facts, house: House) -> str:
    """Pieces, or minutes of a room."""
    if cover["item"] in house.tariffs.uses:
        return f"{abs(cover['quantity'])} min {both(item_names(house, cover['item']))}"
    return f"{abs(cover['quantity'])} x {both(item_names(house, cover['item']))}"


def _package(facts: Facts, house: House) -> str:
    package = house.packages.get(facts["package"])
    return both(package.words) if package is not None else str(facts["package"])


def _approved(facts: Facts, house: House) -> Iterator[str]:
    if facts.get("approved_by"):
        yield f"Approved by {both(person_names(house, facts['approved_by']))}."


def _money(minor: int, house: House) -> str:
    return format_minor(minor, house.currency)


def _signed(minor: int, house: House) -> str:
    return f"{'+' if minor > 0 else ''}{format_minor(minor, house.currency)}"


TELLERS: dict[str, Callable[[Facts, House], Iterator[str]]] = {
    "transfer": _transfer,
    "discount": _given("Taken off"),
    "gift": _given("Given away"),
    "comp": _given("The house pays"),
    "add_package": _add_package,
    "remove_package": _remove_package,
    "swap": _swap,
    "report_lost": _report_lost,
    "replace": _replace,
    "recover": _recover,
    "set_band": _set_band,
    "report_tap": _report_tap,
    "walk_out": _walk_out,
}
"""Operation → who tells what came of it."""
