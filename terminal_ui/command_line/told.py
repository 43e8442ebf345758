"""What came of an operation, in the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pos.money import format_minor
from terminal_ui.command_line.inside_words import emergency_words
from terminal_ui.command_line.names import both, debtor_names, item_names, person_names
from terminal_ui.command_line.told_changes import TELLERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pos.house.model import House
    from pos.outcomes import Outcome


NAMED_MAX = 10
"""So many bands are named; of more it is said how many they are."""


def told(kind: str, outcome: Outcome, house: House) -> list[str]:
    """The outcome of an accepted operation of this kind, a line for each thing worth knowing."""
    if kind in _SENTENCES:
        lines = [_sentence(kind, outcome.facts, house)]
    else:
        lines = list(_TELLERS[kind](outcome.facts, house)) if kind in _TELLERS else []
    if outcome.repeated:
        lines.append("This had been done before; nothing was done twice.")
    return lines or ["Done."]


def _check_in(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for visit in facts.get("visits", ()):
        due = format_minor(visit["due"], house.currency)
        yield f"Band {visit['band']}: checked in, locker {visit['locker'] or '-'}, due {due} (visit {visit['visit']})."
        if visit.get("held"):
            yield f"Deposit of band {visit['band']}: {format_minor(visit['held'], house.currency)}."


def _bands(words: str) -> Callable[[Mapping[str, Any], House], Iterator[str]]:
    def tell(facts: Mapping[str, Any], _house: House) -> Iterator[str]:
        numbers = facts["bands"]
        named = ", ".join(numbers) if len(numbers) <= NAMED_MAX else f"{len(numbers)} bands"
        yield words.format(named)

    return tell


def _charge(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for line in facts.get("lines", ()):
        due = format_minor(line["due"], house.currency)
        yield f"Line {line['line']}: {line['quantity']} x {both(item_names(house, line['item']))}, {due}."
    yield f"Due now: {format_minor(facts['due'], house.currency)}."
    if facts.get("warning"):
        yield f"Note: {_WARNINGS.get(facts['warning'], facts['warning'])}"


def _begin_checkout(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for visit in facts.get("visits", ()):
        yield f"Band {visit['band']}: due {format_minor(visit['due'], house.currency)}."
    yield f"To pay: {format_minor(facts['due'], house.currency)}."
    yield from _still_open(facts)


def _pay(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    yield f"Receipt {facts['receipt']}: paid {format_minor(facts['paid'], house.currency)}."
    for name, words in (("rounding", "Rounded to coins"), ("waived", "Waived"), ("change", "Change")):
        if facts.get(name):
            yield f"{words}: {format_minor(facts[name], house.currency)}."
    for part in facts.get("given_back", ()):
        yield f"Back to where it came from: {_by_tender(part, house)}."
    yield from _returned(facts, house)
    if facts.get("due"):
        yield f"Still due: {format_minor(facts['due'], house.currency)}."
    yield from _still_open(facts)


def _still_open(facts: Mapping[str, Any]) -> Iterator[str]:
    """What was handed to somebody and has no end yet."""
    for words in facts.get("open", ()):
        yield f"Still open: {words}."


def _returned(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    """What goes back of a deposit, the way it came."""
    for part in facts.get("returned", ()):
        yield f"Deposit back: {_by_tender(part, house)}."


def _by_tender(part: Mapping[str, Any], house: House) -> str:
    """An amount with the tender it goes by, and the number of its slip."""
    slip = f", {part['external_id']}" if part.get("external_id") else ""
    tender = house.tenders.get(part["tender"])
    words = both(tender.words) if tender is not None else "waived before"
    return f"{format_minor(part['amount'], house.currency)} ({words}{slip})"


def _return_deposit(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    yield from _returned(facts, house)
    yield f"Still held for band {facts['band']}: {format_minor(facts['held'], house.currency)}."


def _decide_out(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    held = format_minor(facts["held"], house.currency)
    if facts["decision"] == "keep":
        yield f"Band {facts['band']} stays open. Deposit: {held}."
        return
    yield f"Receipt {facts['receipt']}: the deposit pays {format_minor(facts['paid'], house.currency)}."
    if facts.get("amount"):
        yield f"Kept for good: {format_minor(facts['amount'], house.currency)}."
    yield f"Still held for the guest: {held}. Band {facts['band']} counts as lost."


def _refund(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    back = format_minor(-facts["paid"], house.currency)
    yield f"Receipt {facts['receipt']} gives back {back} of receipt {facts['of']}."
    own = {"waived": "waived before"}
    for part in facts["tenders"]:
        tender = house.tenders.get(part["tender"])
        words = both(tender.words) if tender is not None else own[part["tender"]]
        yield f"{format_minor(part['amount'], house.currency)}: {words}."
    for one in facts.get("goods", ()):
        yield f"Back in the stock: {one['quantity']} x {both(item_names(house, one['item']))}."


def _resettle(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    yield f"Receipt {facts['mirror']} takes receipt {facts['of']} back."
    yield from _pay(facts, house)


def _tickets(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for one in facts["tickets"]:
        cancel = "cancel of " if one["kind"] == "cancel" else ""
        what = f"{cancel}{one['quantity']} x {both(item_names(house, one['item']))}"
        yield f"Ticket {one['ticket']}: {what}, {one['state']}."


def _counted(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for one in facts["counts"]:
        worth = f", {format_minor(one['value'], house.currency)}" if one.get("value") else ""
        words = f"{one['counted']} {one['unit']}, by the books {one['expected']}"
        yield f"{both(item_names(house, one['item']))}: {words}. Difference: {one['difference']:+}{worth}."


def _close_till(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    for name in ("expected", "counted", "difference"):
        yield f"{name.capitalize()}: {format_minor(facts[name], house.currency)}."


def _close_day(facts: Mapping[str, Any], _house: House) -> Iterator[str]:
    yield f"Business day {facts['business_day']} is closed: Z {facts['z']}."
    yield f"Head of the chain: {facts['head_entry']}:{facts['head']}"
    yield from _still_open(facts)


def _present(facts: Mapping[str, Any], _house: House) -> Iterator[str]:
    if facts.get("granted"):
        yield "Let in."
    else:
        yield f"Not let in: {facts.get('message') or facts.get('reason', 'no reason given')}"


_SENTENCES = {
    "cancel_check_in": "Band {band}: the check-in is taken back.",
    "link": "They are one party now; the bills stay separate.",
    "unlink": "Out of the party; no line has moved.",
    "out_on_deposit": "The gate lets band {band} out once, until {until}. Owed: {due}, deposit: {held}.",
    "come_back": "The guest of band {band} is back. Out since {since}.",
    "extend": "{station} is agreed for {agreed_min} minutes, until {until}: {due}.",
    "raise_limit": "The limit is {limit} now.",
    "freeze": "The clocks stand.",
    "resume": "The clocks run again.",
    "void": "Line {line} takes back {quantity} x {item}: {amount}. Due now: {due}.",
    "leave_checkout": "Unlocked. The clocks go on as if they had never stopped.",
    "open_till": "The till is open with {float}.",
    "deposit": "Deposit {deposit} of band {band}. The house holds {held} now.",
    "forfeit": "Kept for good: {amount}. Still held: {held}.",
    "pay_account": "{company}: {amount} is paid. Owed now: {owed}.",
    "write_off": "{company}: {amount} is written off. Owed now: {owed}.",
    "ask_payment": "Payment {handover}: {tender} {amount} for band {band}. Say what came of it: payment-known.",
    "ask_again": "Payment {handover}, {tender} {amount}: asked {asked} times.",
    "payment_known": "Payment {handover}, {tender} {amount}: {state}.",
    "tip": "{amount} for {person}. It is no revenue.",
    "paid_in": "{amount} is in the drawer.",
    "paid_out": "{amount} is out of the drawer.",
    "drop": "{amount} goes to the safe.",
    "no_sale": "The drawer opens. Times in this shift: {openings}.",
    "sign_in": "{staff} is signed in at {station}.",
    "sign_out": "{staff} is signed out at {station}.",
    "set_price": "{item} costs {price} from now on (before: {before}).",
    "stock_in": "{item}: {pieces} {unit} now.",
    "stock_waste": "{item}: {pieces} {unit} left.",
    "reprint_ticket": "Ticket {ticket} is printed once more: {quantity} x {item}, reprint {reprints}.",
}
"""What one sentence tells: names in braces are facts of the outcome."""

_AMOUNTS = frozenset({"amount", "before", "due", "float", "held", "limit", "owed", "price"})
_NAMES = {"item": item_names, "staff": person_names, "person": person_names, "company": debtor_names}
_WARNINGS = {"limit_near": "the credit limit is near."}


def _sentence(kind: str, facts: Mapping[str, Any], house: House) -> str:
    shown = {name: format_minor(value, house.currency) if name in _AMOUNTS else value for name, value in facts.items()}
    shown |= {name: both(names(house, facts[name])) for name, names in _NAMES.items() if name in facts}
    return _SENTENCES[kind].format_map(shown)


_TELLERS: dict[str, Callable[[Mapping[str, Any], House], Iterator[str]]] = {
    "check_in": _check_in,
    "add_bands": _bands("In service: {}."),
    "remove_bands": _bands("Out of service, number and chip are free: {}."),
    "charge": _charge,
    "begin_checkout": _begin_checkout,
    "pay": _pay,
    "return_deposit": _return_deposit,
    "decide_out": _decide_out,
    "refund": _refund,
    "resettle": _resettle,
    "stock_count": _counted,
    "ticket_done": _tickets,
    "ticket_served": _tickets,
    "close_till": _close_till,
    "close_day": _close_day,
    "present": _present,
    "emergency": emergency_words,
    **TELLERS,
}
TOLD = _SENTENCES.keys() | _TELLERS.keys()
"""Operations that have words of their own."""
