"""Notes and coins of every currency a house can use (R60)."""

from __future__ import annotations

import pytest

from pos.denominations import denominations
from pos.money import CURRENCY_CODES, known_currency


@pytest.mark.parametrize("code", CURRENCY_CODES)
def test_r60_every_currency_can_be_counted(code: str) -> None:
    """The largest first, each once, all of them whole minor units."""
    pieces = denominations(known_currency(code))
    assert list(pieces) == sorted(set(pieces), reverse=True)
    assert pieces[-1] >= 1


@pytest.mark.parametrize("code", CURRENCY_CODES)
def test_r54_what_cash_is_rounded_to_can_be_paid(code: str) -> None:
    """The smallest amount in daily use can be made of what is counted."""
    currency = known_currency(code)
    assert currency.cash_step_minor % denominations(currency)[-1] == 0


def test_amounts_are_minor_units_of_the_currency() -> None:
    """A hundred yuan, a hundred dollars of Taiwan, half a dinar with its three digits."""
    assert denominations(known_currency("CNY"))[0] == 10_000
    assert denominations(known_currency("TWD"))[3] == 200
    assert 500 in denominations(known_currency("BHD"))
