"""Tax by rate, repeatable from the lines, and the service charge (R55)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.model import TaxRate
from pos.pricing.service import service_lines, service_minor
from pos.pricing.tax import tax_by_line, tax_by_rate, tax_minor, tax_sum
from tests.house import demo_house

INCLUDED = TaxRate("vat", 600, included=True)
ADDED = TaxRate("sales", 825, included=False)
RATES = {rate.code: rate for rate in (INCLUDED, ADDED, TaxRate("zero", 0, included=True))}
RATE = st.builds(TaxRate, st.just("any"), st.integers(0, 10_000), st.booleans())
AMOUNT = st.integers(-(10**9), 10**9)
LINES = st.lists(st.tuples(st.sampled_from(sorted(RATES)), AMOUNT), max_size=30)


@pytest.mark.parametrize(
    ("rate", "amount", "net", "tax", "gross"),
    [
        (INCLUDED, 106_00, 100_00, 6_00, 106_00),
        (INCLUDED, 98_00, 92_45, 5_55, 98_00),
        (INCLUDED, -98_00, -92_45, -5_55, -98_00),
        (ADDED, 100_00, 100_00, 8_25, 108_25),
        (ADDED, -100_00, -100_00, -8_25, -108_25),
        (TaxRate("vat", 500, included=True), 650, 619, 31, 650),
        (INCLUDED, 0, 0, 0, 0),
    ],
)
def test_r55_tax_in_the_price_and_on_top(rate: TaxRate, amount: int, net: int, tax: int, gross: int) -> None:
    """Worked by hand: 6 % and 5 % included, 8.25 % added; a refund mirrors its sale."""
    done = tax_sum(rate, amount)
    assert (done.net_minor, done.tax_minor, done.gross_minor) == (net, tax, gross)


@given(RATE, AMOUNT)
def test_r55_net_and_tax_make_the_gross(rate: TaxRate, amount: int) -> None:
    """The tax is the exact one to the nearest minor unit, and its share of the net is the rate."""
    done = tax_sum(rate, amount)
    assert done.net_minor + done.tax_minor == done.gross_minor
    assert amount == (done.gross_minor if rate.included else done.net_minor)
    share = Fraction(rate.basis_points, 10_000 + (rate.basis_points if rate.included else 0))
    assert abs(done.tax_minor - amount * share) <= Fraction(1, 2)
    assert tax_minor(rate, -amount) == -done.tax_minor


@given(LINES)
def test_r55_anyone_can_repeat_the_receipt_from_its_lines(lines: list[tuple[str, int]]) -> None:
    """One sum per rate, on the sum of its lines, in the order of the codes, whatever order the lines have."""
    sums = tax_by_rate(RATES, lines)
    amounts: Counter[str] = Counter()
    for code, amount in lines:
        amounts[code] += amount
    assert [(done.rate, done) for done in sums] == [
        (code, tax_sum(RATES[code], amounts[code])) for code in sorted(amounts)
    ]
    assert tax_by_rate(RATES, reversed(lines)) == sums


def test_r55_a_rate_the_house_does_not_have_is_an_error() -> None:
    """It is not silently left out."""
    with pytest.raises(KeyError):
        tax_by_rate(RATES, [("vat", 1), ("gst", 1)])


@given(RATE, st.lists(AMOUNT, max_size=30))
def test_r55_the_lines_taxes_add_up_to_the_receipt_s(rate: TaxRate, amounts: list[int]) -> None:
    """Also with voids among the lines; no line is off by more than one minor unit."""
    taxes = tax_by_line(rate, amounts)
    assert len(taxes) == len(amounts)
    assert sum(taxes) == tax_minor(rate, sum(amounts))
    assert all(abs(tax - tax_minor(rate, amount)) <= 1 for tax, amount in zip(taxes, amounts, strict=True))


@pytest.mark.parametrize(("sold", "percent", "charge"), [(160, 10, 16), (165, 10, 17), (-165, 10, -17), (1000, 0, 0)])
def test_the_service_charge_is_a_percentage(sold: int, percent: int, charge: int) -> None:
    """NT$165 → 17: to the nearest dollar, halves up; taken back as it was added."""
    assert service_minor(sold, percent) == charge


def test_the_twd_house_charges_service_in_restaurant_and_rooms() -> None:
    """Ten percent each, a line per outlet with its reason; the bar has none."""
    lines = service_lines(demo_house("twd"), {"rooms": 400, "restaurant": 290, "bar": 500, "desk": 650})
    assert [(line.tariff, line.quantity, line.due_minor, line.why) for line in lines] == [
        ("service", 1, 29, {"outlet": "restaurant", "percent": 10, "sold": 290}),
        ("service", 1, 40, {"outlet": "rooms", "percent": 10, "sold": 400}),
    ]


def test_where_nothing_was_sold_there_is_no_service_line() -> None:
    """Nor in the CNY house, which charges none; an outlet it does not have is an error."""
    assert service_lines(demo_house("twd"), {"restaurant": 0}) == ()
    assert service_lines(demo_house("cny"), {"restaurant": 29_000, "rooms": 8_000}) == ()
    with pytest.raises(KeyError):
        service_lines(demo_house("cny"), {"cinema": 100})
