"""Checkout at the desk: stop the clocks, take money in one or more ways, give change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.tendering import ON_ACCOUNT
from pos.money import format_minor, parse_minor
from pos.operations import BeginCheckout, Pay, Tendered
from terminal_ui.desk.layers import Finished, Looking, Paying
from terminal_ui.desk.result import Result, bad, good, note

if TYPE_CHECKING:
    from pos.house.model import House
    from pos.outcomes import Outcome
    from terminal_ui.desk.front_desk import BandSeen, FrontDesk


async def add(desk: FrontDesk, layer: Looking | Paying, seen: BandSeen) -> None:
    """One more band on the bill: one pays for several (R52)."""
    if seen.number in layer.bands:
        desk.result = note(f"Band {seen.number} is on this bill already.")
    elif not seen.visit:
        desk.result = bad(f"Band {seen.number} is {seen.state}: nobody is checked in with it.")
    elif isinstance(layer, Looking):
        layer.bands.append(seen.number)
        desk.result = note(f"{len(layer.bands)} bands on one bill. Enter begins the checkout.")
    elif layer.tender or layer.tenders:
        desk.result = bad("Finish this payment first (Enter), or leave it (Esc).")
    else:
        await begin(desk, [*layer.bands, seen.number], begun=layer.bands)


async def begin(desk: FrontDesk, bands: list[str], *, begun: list[str] | None = None) -> bool:
    """Stop the clocks of those bands that run, and lock them for payment. Whether it was done."""
    fresh = tuple(band for band in bands if band not in (begun or []))
    outcome = await desk.ask(BeginCheckout(bands=fresh, **desk.carried()))
    if outcome is None:
        return False
    before = desk.layer.due_minor if begun and isinstance(desk.layer, Paying) else 0
    layer = Paying(list(bands), before + _amount(outcome, "due"), _open(outcome))
    desk.layer = layer
    desk.result = what_next(layer, desk.house)
    return True


def choose_tender(layer: Paying, slot: int, house: House) -> Result:
    """The n-th way of paying is typed next."""
    codes = list(house.tenders)
    if slot >= len(codes):
        return bad("There is no way of paying on this key.")
    if not layer.left_minor:
        return bad("Nothing is due. Enter finishes.")
    layer.tender, layer.slip_of_minor = codes[slot], 0
    return what_next(layer, house)


def what_next(layer: Paying, house: House) -> Result:
    """What the desk should do now."""
    if layer.slip_of_minor and layer.tender == ON_ACCOUNT:
        return note("Type slip, company and who signs, like 4711 nebula Zhang Wei, then Enter.")
    if layer.slip_of_minor:
        return note("Type the number of its slip or order, then Enter.")
    left = format_minor(layer.left_minor, house.currency)
    if layer.tender:
        return note(f"Type the amount and press Enter. Enter alone takes {left}.")
    if not layer.left_minor:
        return note("Nothing is due. Enter finishes.")
    return note(f"{left} to pay. Choose how with its key.")


def step_back(layer: Paying) -> bool:
    """Take the last step back; False if there is none left but the checkout itself."""
    if layer.slip_of_minor:
        layer.slip_of_minor = 0
    elif layer.tender:
        layer.tender = ""
    elif layer.tenders:
        layer.tenders.pop()
    else:
        return False
    return True


async def enter(desk: FrontDesk, layer: Paying, typed: str) -> None:
    """Enter while paying: an amount, a slip number, or the end of a bill with nothing due."""
    if layer.slip_of_minor:
        if typed.strip():
            await _take(desk, layer, layer.slip_of_minor, typed.strip())
        return
    if not layer.tender:
        if layer.left_minor:
            desk.result = what_next(layer, desk.house)
        else:
            await _settle(desk, layer)
        return
    try:
        amount_minor = parse_minor(typed, desk.house.currency) if typed else layer.left_minor
    except ValueError as error:
        desk.result = bad(str(error))
        return
    if not amount_minor:
        desk.result = bad("Type an amount above zero.")
    elif desk.house.tenders[layer.tender].needs_external_id:
        layer.slip_of_minor = amount_minor
        desk.result = what_next(layer, desk.house)
    else:
        await _take(desk, layer, amount_minor, "")


async def _take(desk: FrontDesk, layer: Paying, amount_minor: int, external_id: str) -> None:
    """Lay this money to the rest; when it covers the due, the visits are paid with all of it."""
    if layer.tender == ON_ACCOUNT:
        slip, company, signer = [*external_id.split(maxsplit=2), "", "", ""][:3]
        layer.tenders.append(Tendered(layer.tender, amount_minor, slip, company, signer))
    else:
        layer.tenders.append(Tendered(layer.tender, amount_minor, external_id))
    layer.slip_of_minor = 0
    tender, layer.tender = layer.tender, ""
    if layer.left_minor:
        desk.result = what_next(layer, desk.house)
    elif not await _settle(desk, layer):
        # The venue said no: the money goes back to the guest, and the same way is typed again.
        layer.tenders.pop()
        layer.tender = tender


async def _settle(desk: FrontDesk, layer: Paying) -> bool:
    outcome = await desk.ask(Pay(bands=tuple(layer.bands), tenders=tuple(layer.tenders), **desk.carried()))
    if outcome is None:
        return False
    house = desk.house
    paid = format_minor(_amount(outcome, "paid"), house.currency)
    change_minor = _amount(outcome, "change")
    lines = [(house.tenders[part.tender].words.en, format_minor(part.amount, house.currency)) for part in layer.tenders]
    desk.layer = Finished(
        f"PAID {' '.join(layer.bands)}",
        [("Receipt", str(outcome.facts.get("receipt", "-"))), *lines, ("Paid", paid)],
        "CHANGE" if change_minor else "PAID",
        change_minor or _amount(outcome, "paid"),
        bands=layer.bands,
    )
    change = f" Change {format_minor(change_minor, house.currency)}." if change_minor else ""
    desk.result = good(f"Paid {paid}.{change}")
    return True


def _amount(outcome: Outcome, name: str) -> int:
    value = outcome.facts.get(name, 0)
    return value if isinstance(value, int) else 0


def _open(outcome: Outcome) -> list[str]:
    hanging = outcome.facts.get("open", ())
    return [str(one) for one in hanging] if isinstance(hanging, list | tuple) else []
