"""How people type what an operation holds: ``water*2``, ``078:child``, ``qr=50:4711``, ``100*3``.

Each reader turns one typed word into the JSON value of the vocabulary. What it cannot read it refuses
with ValueError, in words for the person who typed it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos.money import parse_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.house.model import Currency

JsonObject = dict[str, object]

_OF_TENDER = ("external_id", "company", "signer")
_TIMES = re.compile(r"(?P<what>.+?)[*:×](?P<times>[^*:×]*)")


def item_name(text: str) -> str | int:
    """An item by its number or by its short name."""
    return int(text) if text.isdecimal() and len(text) <= 9 else text


def wanted(text: str) -> JsonObject:
    """``water``, ``water*2``, ``21:2`` — an item and how many of it."""
    match = _TIMES.fullmatch(text)
    if match is None:
        return {"item": item_name(text), "quantity": 1}
    return {"item": item_name(match["what"]), "quantity": _count(match["times"], text, "water*2")}


def arrival(text: str, guest: str, zone: str | None) -> JsonObject:
    """``078``, ``078:child``, ``201:adult:women`` — a band, who wears it, and the zone of a band without one."""
    band, *rest = text.split(":")
    if len(rest) > 2 or not all((band, *rest)):
        raise ValueError(f"{text!r} is no band to check in. Write it like 078, 078:child or 201:adult:women.")
    arriving: JsonObject = {"band": band, "guest": rest[0] if rest else guest}
    if len(rest) == 2 or zone is not None:
        arriving["zone"] = rest[1] if len(rest) == 2 else zone
    return arriving


def tendered(text: str, currency: Currency) -> JsonObject:
    """``qr=50``, ``qr=50:4711`` — a way of paying, an amount, and the number of its slip or order.

    ``on_account=50:4711:nebula:Zhang Wei`` says whose account it goes on, and who of them signed; ``card=50@3`` that it
    is the payment 3 that was asked for.
    """
    name, equals, rest = text.partition("=")
    amount, *more = rest.split(":")
    amount, asked, payment = amount.partition("@")
    if not (name and equals and amount) or len(more) > len(_OF_TENDER):
        raise ValueError(f"{text!r} is no payment. Write it like qr=50 or qr=50:4711.")
    given: JsonObject = {"tender": name, "amount": parse_minor(amount, currency)}
    if asked:
        given["handover"] = _count(payment, text, "card=50@3")
    return given | {field: word for field, word in zip(_OF_TENDER, more, strict=False) if word}


def moved_line(text: str) -> JsonObject:
    """``12``, ``12*2`` — a line by its number, and how many pieces of it if not all."""
    number, star, pieces = text.partition("*")
    line: JsonObject = {"line": _count(number, text, "12 or 12*2")}
    return line | ({"quantity": _count(pieces, text, "12*2")} if star else {})


def number(text: str) -> int:
    """``12`` — the number of something."""
    return _count(text, text, "12")


def new_band(text: str) -> JsonObject:
    """``221=04A1B2C3D4E5F6`` or ``221=04A1B2C3D4E5F6:women`` — printed number, chip, and zone if it has one."""
    number, equals, rest = text.partition("=")
    uid, _, zone = rest.partition(":")
    if not (number and equals and uid):
        raise ValueError(f"{text!r} is no new band. Write it like 221=04A1B2C3D4E5F6.")
    added: JsonObject = {"number": number, "uid": uid}
    return added | ({"zone": zone} if zone else {})


def counted(words: Sequence[str], currency: Currency) -> int | dict[str, int]:
    """``1250.50`` — or coins and notes, ``100*3 5*7`` — as the drawer was counted."""
    if len(words) == 1 and "*" not in words[0] and "×" not in words[0]:
        return parse_minor(words[0], currency)
    pieces: dict[str, int] = {}
    for word in words:
        match = _TIMES.fullmatch(word)
        if match is None:
            raise ValueError(f"{word!r} is no count. Write the sum, or pieces like 100*3 5*7.")
        coin = str(parse_minor(match["what"], currency))
        pieces[coin] = pieces.get(coin, 0) + _count(match["times"], word, "100*3")
    return pieces


def sheet(words: Sequence[str]) -> dict[str, int]:
    """``beer=40`` — a line of a count sheet: what there is of something."""
    counts: dict[str, int] = {}
    for word in words:
        name, equals, pieces = word.partition("=")
        if not (name and equals):
            raise ValueError(f"{word!r} is no line of a count sheet. Write it like beer=40.")
        if name in counts:
            raise ValueError(f"{name} is on the sheet twice.")
        counts[name] = _count(pieces, word, "beer=40")
    return counts


def _count(digits: str, text: str, example: str) -> int:
    if not digits.isdecimal() or len(digits) > 9:
        raise ValueError(f"{text!r}: how many? Write it like {example}.")
    return int(digits)
