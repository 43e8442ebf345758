"""How bills of the simulated day are paid: the tenders always add up."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pos.demo.acts import Part, Settle
from pos.demo.dice import Dice
from pos.demo.paying import NOTES_MINOR, Payments, tenders
from pos.demo.wishes import Guest

WAYS = st.sampled_from(
    [
        (Part("qr", "rest"),),
        (Part("cash", "rest"),),
        (Part("group_buy", "admission"), Part("cash", "rest")),
        (Part("group_buy", "admission"), Part("stored_value", "rest")),
        (Part("group_buy", "admission"), Part("cash", "half"), Part("qr", "rest")),
    ]
)


def guest(channel: str, place: int = 0) -> Guest:
    """Somebody who came by this channel."""
    return Guest(party=1, place=place, guest="adult", channel=channel, band="077", uid=f"04{place}", zone="men", in_s=0)


@given(
    st.integers(0, 10**7),
    st.integers(0, 10**6),
    WAYS,
    st.sampled_from([1, *NOTES_MINOR["CNY"]]),
    st.sampled_from([1, 100]),
)
def test_r53_the_tenders_pay_the_bill(
    due_minor: int, admission_minor: int, parts: tuple[Part, ...], notes_minor: int, unit_minor: int
) -> None:
    """Everything due is paid; only cash is more than that, and by less than a note."""
    settle = Settle(bands=("04",), parts=parts, notes_minor=notes_minor)
    given_ = tenders(settle, due_minor, admission_minor, unit_minor)
    assert all(one.amount > 0 for one in given_)
    over_minor = sum(one.amount for one in given_) - due_minor
    paid_in_notes = any(one.tender == "cash" for one in given_) and parts[-1].tender == "cash"
    assert 0 <= over_minor < (notes_minor if paid_in_notes else 1)
    assert all(one.amount <= admission_minor for one in given_ if one.tender == "group_buy")


@given(st.integers(0, 10**7), st.sampled_from([1, 100]))
def test_r59_half_is_half_and_in_whole_units(due_minor: int, unit_minor: int) -> None:
    """Nobody is asked for half a cent, nor for coins in the middle of a bill."""
    settle = Settle(bands=("04",), parts=(Part("cash", "half"),))
    given_minor = sum(one.amount for one in tenders(settle, due_minor, 0, unit_minor))
    assert given_minor % unit_minor == 0
    assert due_minor - 2 * unit_minor < 2 * given_minor <= due_minor


def test_guests_pay_as_their_channel_pays() -> None:
    """Members with stored value, companies on account or by card, guests of platforms with a voucher."""
    payments = Payments(Dice(1), "CNY")
    members = Counter(payments.settlement([guest("member")]).parts[-1].tender for _ in range(100))
    companies = Counter(payments.settlement([guest("corporate")]).parts[-1].tender for _ in range(100))
    platforms = [payments.settlement([guest("meituan")]) for _ in range(100)]
    assert members == {"stored_value": 98, "qr": 2}
    assert companies == {"on_account": 50, "card": 50}
    assert sum(settle.parts[0] == Part("group_buy", "admission") for settle in platforms) == 93


def test_the_first_pays_for_all_and_vouchers_are_each_guests_own() -> None:
    """Who pays for a party pays in one way; the vouchers cover those who brought one."""
    payments = Payments(Dice(1), "TWD")
    party = [guest("douyin", place) for place in range(4)]
    settle = payments.settlement(party)
    assert settle.bands == ("040", "041", "042", "043")
    assert set(settle.vouchers) <= set(settle.bands)
    assert settle.vouchers
    assert settle.notes_minor in NOTES_MINOR["TWD"]
    assert settle.whole
