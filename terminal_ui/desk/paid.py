"""What came of a payment: the next part of the bill, or the receipt and the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from terminal_ui.desk.finished import Finished
from terminal_ui.desk.result import good
from terminal_ui.languages import name_words, say

if TYPE_CHECKING:
    from pos.house.model import House
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.paying import Paying


def paid(layer: Paying, desk: FrontDesk, outcomes: list[Outcome]) -> None:
    """Done, or the next part."""
    outcome = outcomes[-1]
    lines = [(tender_words(desk.house, part.tender), desk.money(part.amount)) for part in layer.tenders] + _given_back(
        desk, outcome
    )
    change_minor, paid_minor = amount_in(outcome, "change"), amount_in(outcome, "paid")
    change = " " + say("Change {change}.", change=desk.money(change_minor)) if change_minor else ""
    words = say("Paid {paid}.", paid=desk.money(paid_minor)) + change
    layer.due_minor = _left_after(layer, outcome)
    layer.tenders, layer.waive_minor, layer.moved = [], 0, True
    if layer.parts:
        gone = layer.parts.pop(0)
        layer.bands = [band for band in layer.bands if band not in gone.bands]
    if layer.due_minor:
        desk.layer = layer
        layer.look(desk)
        desk.result = good(words + " " + layer.what_now(desk))
        return
    receipt = (say("Receipt"), str(outcome.facts.get("receipt", "-")))
    title = say("PAID, AND STAYS  {bands}") if layer.keep else say("PAID  {bands}")
    desk.layer = Finished(
        title.format(bands=" ".join(layer.under.bands)),
        [receipt, *lines, (say("Paid"), desk.money(paid_minor))],
        say("CHANGE") if change_minor else say("PAID"),
        change_minor or paid_minor,
        bands=list(layer.under.bands),
    )
    desk.result = good(words)


def _left_after(layer: Paying, outcome: Outcome) -> int:
    """What is left of the whole bill: the answer is about the bands that were named."""
    if layer.parts and layer.parts[0].bands:
        return layer.due_minor - layer.parts[0].due_minor + amount_in(outcome, "due")
    return amount_in(outcome, "due")


def _given_back(desk: FrontDesk, outcome: Outcome) -> list[tuple[str, str]]:
    """Deposits that go back at the end of a visit, and what was paid too much in advance by another way than cash."""
    lines = [
        (say("Deposit back, {tender}", tender=tender_words(desk.house, str(one["tender"]))), desk.money(one["amount"]))
        for one in _listed(outcome, "returned")
    ]
    return lines + [
        (say("Back by {tender}", tender=tender_words(desk.house, str(one["tender"]))), desk.money(one["amount"]))
        for one in _listed(outcome, "given_back")
    ]


def _listed(outcome: Outcome, name: str) -> list[dict[str, Any]]:
    """What goes back, as an answer lists it."""
    listed = outcome.facts.get(name, ())
    return [*listed] if isinstance(listed, list | tuple) else []


def tender_words(house: House, tender: str) -> str:
    """What a way of paying is called; every house has the deposit as one."""
    return name_words(house.tenders[tender].words) if tender in house.tenders else say("Deposit")


def amount_in(outcome: Outcome, name: str) -> int:
    """An amount that an answer has (minor units), else 0."""
    value = outcome.facts.get(name, 0)
    return value if isinstance(value, int) else 0


def still_open_in(outcome: Outcome) -> list[str]:
    """What an answer says is still open at a checkout, in words (R33)."""
    hanging = outcome.facts.get("open", ())
    return [str(one) for one in hanging] if isinstance(hanging, list | tuple) else []
