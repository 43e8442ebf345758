"""Money: integers in minor units with the currency's own exponent (R50). Pure; no floats anywhere.

The table of symbols and exponents is ours: general locale data prints TWD with two decimals and ``$``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pos.house.model import Currency

MAX_MINOR = 10**12
"""Largest amount a person may type (minor units)."""

_KNOWN: dict[str, tuple[str, int, int]] = {
    "AUD": ("A$", 2, 5),
    "BHD": ("BD", 3, 5),
    "CAD": ("C$", 2, 5),
    "CHF": ("CHF", 2, 5),
    "CNY": ("¥", 2, 10),
    "CZK": ("Kč", 2, 100),
    "DKK": ("kr.", 2, 50),
    "EUR": ("€", 2, 1),
    "GBP": ("£", 2, 1),
    "HKD": ("HK$", 2, 10),
    "HUF": ("Ft", 2, 500),
    "ISK": ("kr", 0, 1),
    "JPY": ("JP¥", 0, 1),
    "KRW": ("₩", 0, 10),
    "KWD": ("KD", 3, 5),
    "MOP": ("MOP$", 2, 10),
    "MYR": ("RM", 2, 5),
    "NOK": ("kr", 2, 100),
    "NZD": ("NZ$", 2, 10),
    "PLN": ("zł", 2, 1),
    "SEK": ("kr", 2, 100),
    "SGD": ("S$", 2, 5),
    "THB": ("฿", 2, 25),
    "TRY": ("₺", 2, 1),
    "TWD": ("NT$", 0, 1),
    "USD": ("$", 2, 1),
    "VND": ("₫", 0, 1000),
}
"""Code → symbol, digits after the point in the books, smallest coin in daily use (minor units)."""

CURRENCY_CODES = tuple(_KNOWN)
"""The currencies that can be used."""

_MAX_SHOWN = 40
"""So much of what was typed is repeated to the person."""

_PLAIN = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<cents>[0-9]+))?")


def known_currency(code: str) -> Currency:
    """The currency of an ISO code, with the smallest coin that is usual there. Raises ValueError."""
    if code not in _KNOWN:
        raise ValueError(f"{code!r} is no currency this house can use. Known are: {', '.join(_KNOWN)}.")
    _, exponent, cash_step_minor = _KNOWN[code]
    return Currency(code, exponent, cash_step_minor)


def symbol_of(currency: Currency) -> str:
    """The sign people write before the amount; of a currency not in the table its code."""
    return _KNOWN[currency.code][0] if currency.code in _KNOWN else currency.code


def format_plain(minor: int, currency: Currency) -> str:
    """``1250.00`` — without symbol and grouping, as it is typed or written to a file."""
    sign = "-" if minor < 0 else ""
    whole, cents = divmod(abs(minor), _unit_minor(currency))
    return f"{sign}{whole}" + (f".{cents:0{currency.exponent}d}" if currency.exponent else "")


def format_minor(minor: int, currency: Currency) -> str:
    """``¥1,250.00``, ``NT$1,250``, ``-BD0.005`` — as people read it."""
    sign = "-" if minor < 0 else ""
    whole, cents = divmod(abs(minor), _unit_minor(currency))
    tail = f".{cents:0{currency.exponent}d}" if currency.exponent else ""
    return f"{sign}{symbol_of(currency)}{whole:,}{tail}"


def parse_minor(text: str, currency: Currency) -> int:
    """Minor units of an amount a person typed: ``15``, ``15.5``, ``1,250.00``, ``¥15``.

    Full-width characters of a Chinese keyboard are read as plain ones. Raises ValueError with words for
    that person.
    """
    shown = text[:_MAX_SHOWN]
    typed = _narrow(text, currency)
    if not typed:
        raise ValueError("Type an amount.")
    if typed[0] in "+-":
        raise ValueError(f"{shown!r} has a sign. Type the amount without it.")
    match = _PLAIN.fullmatch(typed)
    if match is None:
        raise ValueError(f"{shown!r} is no amount. Type it like {format_plain(_sample(currency), currency)}.")
    cents = match["cents"] or ""
    if len(cents) > currency.exponent:
        raise ValueError(f"{shown!r} is too fine: {currency.code} has {_digits(currency.exponent)}.")
    whole = match["whole"].replace(",", "")
    if len(whole) > len(str(MAX_MINOR)):
        raise ValueError(f"{shown!r} is too much.")
    minor = int(whole + cents.ljust(currency.exponent, "0"))
    if minor > MAX_MINOR:
        raise ValueError(f"{shown!r} is too much.")
    return minor


def allocate(total_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share a total by weights; what is left over goes by largest fraction, ties to the earlier share (R50).

    The shares always add up to the total. Weights are not negative; a negative total is shared like the
    positive one. Raises ValueError if a weight is negative or there is nothing to share by.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("A weight cannot be negative.")
    whole = sum(weights)
    if not whole:
        if total_minor:
            raise ValueError("There is no weight to share by.")
        return (0,) * len(weights)
    sign = -1 if total_minor < 0 else 1
    parts = [divmod(abs(total_minor) * weight, whole) for weight in weights]
    left = abs(total_minor) - sum(share for share, _ in parts)
    by_fraction = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    lucky = set(by_fraction[:left])
    return tuple(sign * (share + (i in lucky)) for i, (share, _) in enumerate(parts))


def split_equally(total_minor: int, parts: int) -> tuple[int, ...]:
    """Equal shares; the last one takes the cents that are left (R50). Raises ValueError if parts < 1."""
    if parts < 1:
        raise ValueError("A bill is split into one part or more.")
    sign = -1 if total_minor < 0 else 1
    share = abs(total_minor) // parts * sign
    return (share,) * (parts - 1) + (total_minor - share * (parts - 1),)


def round_half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` to the nearest integer.

    Halves go away from zero, so that a refund mirrors its sale. Raises ValueError unless the denominator is
    positive.
    """
    if denominator < 1:
        raise ValueError("The denominator must be positive.")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def round_cash(amount_minor: int, step_minor: int) -> int:
    """The amount as it can be paid in coins: the nearest multiple of the smallest coin, halves up (R54).

    The difference to ``amount_minor`` is a line of its own and touches no tax. Raises ValueError unless
    the step is positive.
    """
    return round_half_up(amount_minor, step_minor) * step_minor


def _narrow(text: str, currency: Currency) -> str:
    """Full-width characters of a Chinese keyboard made plain; symbol, code and spaces taken off."""
    typed = unicodedata.normalize("NFKC", text).replace("。", ".").replace(" ", "").strip()
    signs = {unicodedata.normalize("NFKC", symbol_of(currency)), currency.code}
    if currency.code == "CNY":
        signs |= {"元"}
    for sign in sorted(signs, key=len, reverse=True):
        typed = typed.removeprefix(sign).removesuffix(sign)
    return typed


def _sample(currency: Currency) -> int:
    return 15 * _unit_minor(currency)


def _unit_minor(currency: Currency) -> int:
    """How many minor units make one of the currency: 100 of CNY, 1 of TWD."""
    return int("1" + "0" * currency.exponent)


def _digits(exponent: int) -> str:
    return f"{exponent} digits after the point" if exponent else "no digits after the point"
