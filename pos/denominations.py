"""Notes and coins in daily use, for counting a drawer by what lies in it (R60). Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.house.model import Currency

_PIECES: dict[str, str] = {
    "AUD": "100 50 20 10 5 2 1 .50 .20 .10 .05",
    "BHD": "20 10 5 1 .500 .100 .050 .025 .010 .005",
    "CAD": "100 50 20 10 5 2 1 .25 .10 .05",
    "CHF": "1000 200 100 50 20 10 5 2 1 .50 .20 .10 .05",
    "CNY": "100 50 20 10 5 1 .50 .10",
    "CZK": "5000 2000 1000 500 200 100 50 20 10 5 2 1",
    "DKK": "500 200 100 50 20 10 5 2 1 .50",
    "EUR": "500 200 100 50 20 10 5 2 1 .50 .20 .10 .05 .02 .01",
    "GBP": "50 20 10 5 2 1 .50 .20 .10 .05 .02 .01",
    "HKD": "1000 500 100 50 20 10 5 2 1 .50 .20 .10",
    "HUF": "20000 10000 5000 2000 1000 500 200 100 50 20 10 5",
    "ISK": "10000 5000 2000 1000 500 100 50 10 5 1",
    "JPY": "10000 5000 2000 1000 500 100 50 10 5 1",
    "KRW": "50000 10000 5000 1000 500 100 50 10",
    "KWD": "20 10 5 1 .500 .250 .100 .050 .020 .010 .005",
    "MOP": "1000 500 100 50 20 10 5 2 1 .50 .20 .10",
    "MYR": "100 50 20 10 5 1 .50 .20 .10 .05",
    "NOK": "1000 500 200 100 50 20 10 5 1",
    "NZD": "100 50 20 10 5 2 1 .50 .20 .10",
    "PLN": "500 200 100 50 20 10 5 2 1 .50 .20 .10 .05 .02 .01",
    "SEK": "1000 500 200 100 50 20 10 5 2 1",
    "SGD": "1000 100 50 10 5 2 1 .50 .20 .10 .05",
    "THB": "1000 500 100 50 20 10 5 2 1 .50 .25",
    "TRY": "200 100 50 20 10 5 1 .50 .25 .10 .05 .01",
    "TWD": "2000 1000 500 200 100 50 20 10 5 1",
    "USD": "100 50 20 10 5 2 1 .50 .25 .10 .05 .01",
    "VND": "500000 200000 100000 50000 20000 10000 5000 2000 1000 500",
}
"""Code → its notes and coins as people say them, the largest first."""


def denominations(currency: Currency) -> tuple[int, ...]:
    """The notes and coins of a currency in minor units, the largest first."""
    return tuple(_minor(piece, currency.exponent) for piece in _PIECES[currency.code].split())


def _minor(piece: str, exponent: int) -> int:
    whole, _, part = piece.partition(".")
    return int((whole or "0") + part.ljust(exponent, "0"))
