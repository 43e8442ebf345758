"""Tax by rate, computed on the sum of each rate, so that anyone can repeat it from the lines (R55)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from pos.house.model import TaxRate
from pos.money import round_half_up

_WHOLE = 10_000
"""Basis points of 100 %."""


class TaxSum(Struct, frozen=True):
    """What was sold at one rate. ``net_minor`` + ``tax_minor`` = ``gross_minor``, always."""

    rate: str
    net_minor: int
    tax_minor: int
    gross_minor: int


def tax_minor(rate: TaxRate, amount_minor: int) -> int:
    """The tax in an amount, or on top of it if the rate is not included (R55).

    To the nearest minor unit, halves away from zero: a refund mirrors its sale.
    """
    base = _WHOLE + rate.basis_points if rate.included else _WHOLE
    return round_half_up(amount_minor * rate.basis_points, base)


def tax_sum(rate: TaxRate, amount_minor: int) -> TaxSum:
    """Net, tax and gross of an amount as it stands on the bill (with or without tax, by the rate)."""
    tax = tax_minor(rate, amount_minor)
    net = amount_minor - tax if rate.included else amount_minor
    return TaxSum(rate.code, net, tax, net + tax)


def tax_by_rate(rates: Mapping[str, TaxRate], lines: Iterable[tuple[str, int]]) -> tuple[TaxSum, ...]:
    """One sum per rate that occurs, by code, from lines of (rate code, amount in minor units) (R55).

    Raises KeyError for a rate the house does not have.
    """
    amounts: dict[str, int] = {}
    for code, amount in lines:
        amounts[code] = amounts.get(code, 0) + amount
    return tuple(tax_sum(rates[code], amount) for code, amount in sorted(amounts.items()))


def tax_by_line(rate: TaxRate, amounts_minor: Sequence[int]) -> tuple[int, ...]:
    """The tax of each line such that they add up to the tax of the sum.

    Each line gets what the running total's tax grew by: exact with voids among the lines, too.
    """
    taxes = [tax_minor(rate, total) for total in accumulate(amounts_minor, initial=0)]
    return tuple(after - before for before, after in pairwise(taxes))
