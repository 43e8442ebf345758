"""What people type becomes the vocabulary's JSON, or words that say how to write it."""

from __future__ import annotations

import pytest

from pos.money import known_currency
from terminal_ui.command_line import typed
from terminal_ui.command_line.typed import JsonObject

CNY = known_currency("CNY")
TWD = known_currency("TWD")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("water", {"item": "water", "quantity": 1}),
        ("water*2", {"item": "water", "quantity": 2}),
        ("21:2", {"item": 21, "quantity": 2}),
        ("fried-rice×3", {"item": "fried-rice", "quantity": 3}),
        ("啤酒", {"item": "啤酒", "quantity": 1}),
    ],
)
def test_items_are_typed_with_how_many(text: str, read: JsonObject) -> None:
    """An item by name or number, and how many of it."""
    assert typed.wanted(text) == read


@pytest.mark.parametrize("text", ["water*", "water*x", "water*-2", "water*2.5", "water*1" + "0" * 12])
def test_how_many_must_be_a_count(text: str) -> None:
    """What is no count is refused with an example."""
    with pytest.raises(ValueError, match=r"water\*2"):
        typed.wanted(text)


@pytest.mark.parametrize(
    ("text", "zone", "read"),
    [
        ("078", None, {"band": "078", "guest": "adult"}),
        ("078:child", None, {"band": "078", "guest": "child"}),
        ("201:adult:women", None, {"band": "201", "guest": "adult", "zone": "women"}),
        ("201", "men", {"band": "201", "guest": "adult", "zone": "men"}),
        ("201:adult:women", "men", {"band": "201", "guest": "adult", "zone": "women"}),
    ],
)
def test_arrivals_name_band_class_and_zone(text: str, zone: str | None, read: JsonObject) -> None:
    """What stands at the band wins over the option for all."""
    assert typed.arrival(text, "adult", zone) == read


@pytest.mark.parametrize("text", ["", ":", "078:", "078:child:", "078:child:men:more"])
def test_a_half_typed_arrival_is_refused(text: str) -> None:
    """Nothing is guessed from half a word."""
    with pytest.raises(ValueError, match="no band to check in"):
        typed.arrival(text, "adult", None)


def test_payments_are_typed_as_people_write_amounts() -> None:
    """Amounts become minor units of the house's currency, exactly."""
    assert typed.tendered("qr=50:4711", CNY) == {"tender": "qr", "amount": 5000, "external_id": "4711"}
    assert typed.tendered("cash=1,250.5", CNY) == {"tender": "cash", "amount": 125_050}
    assert typed.tendered("cash=1250", TWD) == {"tender": "cash", "amount": 1250}


@pytest.mark.parametrize("text", ["qr", "qr=", "=50", "cash=-3", "cash=5.001", "cash=many"])
def test_what_is_no_payment_is_refused(text: str) -> None:
    """Neither signs nor fractions of a cent nor half a payment get through."""
    with pytest.raises(ValueError, match=r"payment|amount|sign|fine"):
        typed.tendered(text, CNY)


def test_a_drawer_is_counted_as_a_sum_or_in_pieces() -> None:
    """Pieces are counted by their worth in minor units; the same piece twice adds up."""
    assert typed.counted(["1250.50"], CNY) == 125_050
    assert typed.counted(["100*3", "5×7", "100*1"], CNY) == {"10000": 4, "500": 7}
    with pytest.raises(ValueError, match="no count"):
        typed.counted(["100*3", "7"], CNY)


def test_new_bands_name_number_chip_and_zone() -> None:
    """A band without a zone is a spare one."""
    assert typed.new_band("221=04A1B2C3D4E5F6") == {"number": "221", "uid": "04A1B2C3D4E5F6"}
    assert typed.new_band("221=04A1B2C3D4E5F6:women") == {"number": "221", "uid": "04A1B2C3D4E5F6", "zone": "women"}
    with pytest.raises(ValueError, match="no new band"):
        typed.new_band("221")


def test_a_very_long_word_is_no_trouble() -> None:
    """Ten thousand characters are an item nobody knows, or refused."""
    assert typed.wanted("水" * 10_000) == {"item": "水" * 10_000, "quantity": 1}
    with pytest.raises(ValueError, match="no new band"):
        typed.new_band("水" * 10_000)
