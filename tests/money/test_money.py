"""Money: integers in minor units, shares that add up, amounts as people type and read them (R50, R54)."""

# ruff: noqa: RUF001 - full-width characters, as a Chinese keyboard types them

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.house.model import Currency
from pos.money import (
    CURRENCY_CODES,
    MAX_MINOR,
    allocate,
    format_minor,
    format_plain,
    known_currency,
    parse_minor,
    round_cash,
    round_half_up,
    split_equally,
    symbol_of,
)

CNY, TWD, BHD = (known_currency(code) for code in ("CNY", "TWD", "BHD"))
CURRENCIES = st.sampled_from([known_currency(code) for code in CURRENCY_CODES])
TOTALS = st.integers(-(10**12), 10**12)
AMOUNTS = st.integers(0, MAX_MINOR)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@given(TOTALS, WEIGHTS)
def test_r50_shares_add_up_and_are_fair(total: int, weights: list[int]) -> None:
    """No cent is lost or made, and nobody is off the exact share by a whole minor unit."""
    shares = allocate(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1
        assert weight or not share


@given(TOTALS, WEIGHTS)
def test_r50_a_refund_is_shared_like_its_sale(total: int, weights: list[int]) -> None:
    """The shares of minus the total are minus the shares."""
    assert allocate(-total, weights) == tuple(-share for share in allocate(total, weights))


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], (34, 33, 33)),
        (101, [1, 1, 1], (34, 34, 33)),
        (10, [1, 2, 4], (1, 3, 6)),
        (5, [1, 1], (3, 2)),
        (1, [0, 1, 1], (0, 1, 0)),
        (0, [3, 4], (0, 0)),
        (-100, [1, 1, 1], (-34, -33, -33)),
        (7, [7], (7,)),
    ],
)
def test_r50_what_is_left_goes_by_largest_fraction(total: int, weights: list[int], shares: tuple[int, ...]) -> None:
    """Ties go to the earlier share."""
    assert allocate(total, weights) == shares


def test_r50_sharing_by_nothing_is_refused() -> None:
    """A total needs weights, and none of them negative; nothing can be shared among nobody."""
    with pytest.raises(ValueError, match="no weight to share by"):
        allocate(1, [0, 0])
    with pytest.raises(ValueError, match="cannot be negative"):
        allocate(1, [2, -1])
    assert allocate(0, []) == ()
    assert allocate(0, [0, 0]) == (0, 0)


@given(TOTALS, st.integers(1, 60))
def test_r50_an_equal_split_adds_up_and_the_last_takes_the_cents(total: int, parts: int) -> None:
    """All shares but the last are the same; the last differs by less than one minor unit a part."""
    *first, last = split_equally(total, parts)
    assert sum(first) + last == total
    assert set(first) <= {(-1 if total < 0 else 1) * (abs(total) // parts)}
    assert all(0 <= abs(last) - abs(share) < parts for share in first)


def test_r50_an_equal_split_worked_out() -> None:
    """100.00 by three, in fen; NT$100 by three; no parts are refused."""
    assert split_equally(10_000, 3) == (3333, 3333, 3334)
    assert split_equally(100, 3) == (33, 33, 34)
    assert split_equally(-100, 3) == (-33, -33, -34)
    with pytest.raises(ValueError, match="one part or more"):
        split_equally(100, 0)


@given(TOTALS, st.integers(1, 10**6))
def test_round_half_up_is_the_nearest_integer_and_mirrors(numerator: int, denominator: int) -> None:
    """Never further than a half; minus the number rounds to minus the result."""
    rounded = round_half_up(numerator, denominator)
    assert abs(rounded - Fraction(numerator, denominator)) <= Fraction(1, 2)
    assert round_half_up(-numerator, denominator) == -rounded


def test_round_half_up_takes_halves_away_from_zero() -> None:
    """2.5 → 3 and -2.5 → -3; a denominator must be positive."""
    assert [round_half_up(half, 2) for half in (5, 3, 1, -1, -3, -5)] == [3, 2, 1, -1, -2, -3]
    with pytest.raises(ValueError, match="must be positive"):
        round_half_up(1, 0)


@given(TOTALS, st.sampled_from([1, 5, 10, 25, 50, 100, 500, 1000]))
def test_r54_cash_comes_in_coins_there_are(amount: int, step: int) -> None:
    """The cash amount is a multiple of the smallest coin and at most half of one away."""
    paid = round_cash(amount, step)
    assert paid % step == 0
    assert 2 * abs(paid - amount) <= step


@given(AMOUNTS, CURRENCIES)
def test_r50_what_is_written_can_be_typed_again(minor: int, currency: Currency) -> None:
    """The plain form and the form people read are both read back exactly, in every currency."""
    assert parse_minor(format_plain(minor, currency), currency) == minor
    assert parse_minor(format_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "plain", "read"),
    [
        (125_000, CNY, "1250.00", "¥1,250.00"),
        (1_250, TWD, "1250", "NT$1,250"),
        (-5, BHD, "-0.005", "-BD0.005"),
        (0, CNY, "0.00", "¥0.00"),
        (0, TWD, "0", "NT$0"),
        (-1_234_567, BHD, "-1234.567", "-BD1,234.567"),
    ],
)
def test_amounts_have_the_digits_of_their_currency(minor: int, currency: Currency, plain: str, read: str) -> None:
    """CNY has two digits after the point, TWD none, BHD three."""
    assert format_plain(minor, currency) == plain
    assert format_minor(minor, currency) == read


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("15", CNY, 1500),
        ("15.5", CNY, 1550),
        ("1,250.00", CNY, 125_000),
        ("¥15", CNY, 1500),
        (" 15 ", CNY, 1500),
        ("１５．５０", CNY, 1550),
        ("15。5", CNY, 1550),
        ("￥15元", CNY, 1500),
        ("15 CNY", CNY, 1500),
        ("NT$1,000", TWD, 1000),
        ("0.005", BHD, 5),
        ("007", CNY, 700),
        ("10000000000.00", CNY, MAX_MINOR),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, currency: Currency, minor: int) -> None:
    """With symbol, code, spaces, thousands, and the full-width characters of a Chinese keyboard."""
    assert parse_minor(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "words"),
    [
        ("", CNY, "Type an amount."),
        ("¥", CNY, "Type an amount."),
        ("-15", CNY, "has a sign"),
        ("+15", CNY, "has a sign"),
        ("－15", CNY, "has a sign"),
        ("15.505", CNY, "too fine: CNY has 2 digits"),
        ("15.5", TWD, "too fine: TWD has no digits"),
        ("15.", CNY, "is no amount"),
        (".5", CNY, "is no amount"),
        ("1e3", CNY, "is no amount"),
        ("12,50", CNY, "is no amount"),
        ("1,2345", CNY, "is no amount"),
        ("1.2.3", CNY, "is no amount"),
        ("0x10", CNY, "is no amount"),
        ("١٥", CNY, "is no amount"),
        ("NaN", CNY, "is no amount"),
        ("10000000000.01", CNY, "is too much"),
        ("9" * 10_000, CNY, "is too much"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(typed: str, currency: Currency, words: str) -> None:
    """The person who typed it learns what is wrong, in a line and not in a page."""
    with pytest.raises(ValueError, match=words) as refused:
        parse_minor(typed, currency)
    assert len(str(refused.value)) < 120


@given(st.text(max_size=30), CURRENCIES)
def test_any_text_is_an_amount_or_refused(typed: str, currency: Currency) -> None:
    """Nothing but ValueError comes out, and an amount that is read is in bounds."""
    try:
        minor = parse_minor(typed, currency)
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either of the two may happen
    else:
        assert 0 <= minor <= MAX_MINOR


def test_an_unknown_currency_names_the_known_ones() -> None:
    """XXX is none; the message lists what can be chosen."""
    with pytest.raises(ValueError, match=r"'XXX' is no currency.*CNY"):
        known_currency("XXX")


def test_a_currency_beyond_the_table_goes_by_its_code() -> None:
    """Currency values can be made by hand; the symbol is then the code."""
    assert symbol_of(Currency("XAU", 2, 1)) == "XAU"
    assert format_minor(150, Currency("XAU", 2, 1)) == "XAU1.50"
