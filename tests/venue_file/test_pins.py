"""PINs are kept as salted hashes only (R74)."""

# ruff: noqa: RUF001 - full-width digits, as a Chinese keyboard types them

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.house.pins import check_pin, demo_salt, hash_pin, is_pin_hash

SALT = bytes(range(16))


def test_r74_a_hash_opens_for_its_pin_only() -> None:
    """The right PIN, and no other, nor a longer one that begins like it."""
    hashed = hash_pin("4711")
    assert check_pin(hashed, "4711")
    assert not any(check_pin(hashed, pin) for pin in ("4712", "47110", "471", "", "４７１１", " 4711", "4711\n"))


def test_r74_the_hash_is_what_it_was_when_it_was_written() -> None:
    """A venue file of today is read in ten years: the form and the derivation stay.

    Checked with: openssl kdf -keylen 16 -kdfopt pass:1234 -kdfopt hexsalt:… -kdfopt n:16384 -kdfopt r:8 … SCRYPT
    """
    assert hash_pin("1234", SALT) == ("scrypt$14$8$1$000102030405060708090a0b0c0d0e0f$58dfbceef3ed18ee28d5fc04b6d96828")


def test_r74_the_same_pin_has_another_hash_each_time() -> None:
    """Nobody sees from the file who has the same PIN."""
    assert hash_pin("1234") != hash_pin("1234")
    assert "1234" not in hash_pin("1234").split("$")


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "12 34", "１２３４", "-1234"])
def test_r74_a_pin_is_4_to_12_digits(pin: str) -> None:
    """Others are refused in words."""
    with pytest.raises(ValueError, match="4 to 12 digits"):
        hash_pin(pin)


@pytest.mark.parametrize("length", [0, 7, 33])
def test_a_salt_has_8_to_32_bytes(length: int) -> None:
    """A salt that is too short protects nobody."""
    with pytest.raises(ValueError, match="8 to 32 bytes"):
        hash_pin("1234", bytes(length))


@settings(max_examples=5, deadline=None)
@given(st.from_regex(r"[0-9]{4,12}", fullmatch=True), st.binary(min_size=8, max_size=32))
def test_r74_every_hash_we_make_is_one_we_read(pin: str, salt: bytes) -> None:
    """Any PIN, any salt."""
    hashed = hash_pin(pin, salt)
    assert is_pin_hash(hashed)
    assert check_pin(hashed, pin)


@given(st.text(max_size=100))
def test_nobody_has_the_pin_of_an_unreadable_hash(text: str) -> None:
    """An empty hash is somebody who cannot sign in; nonsense opens for nobody and costs nothing."""
    assert not is_pin_hash(text)
    assert not check_pin(text, "1234")


@pytest.mark.parametrize(
    "wrong",
    [
        "scrypt$14$8$1$00010203$d8e09ee53d06e10bf6713ee22ad8d34c",
        "scrypt$30$8$1$0001020304050607$d8e09ee53d06e10bf6713ee22ad8d34c",
        "scrypt$14$8$1$0001020304050607$d8e0",
        "scrypt$14$8$1$000102030405060G$d8e09ee53d06e10bf6713ee22ad8d34c",
        "bcrypt$14$8$1$0001020304050607$d8e09ee53d06e10bf6713ee22ad8d34c",
    ],
)
def test_a_hash_of_another_form_is_none(wrong: str) -> None:
    """Too short a salt, a work factor that would hang the till, another function."""
    assert not is_pin_hash(wrong)


def test_demo_people_have_fixed_salts_of_their_own() -> None:
    """The demo's file is the same everywhere, and still no two salts are alike."""
    assert demo_salt("amy") == demo_salt("amy")
    assert len(demo_salt("amy")) == 8
    assert demo_salt("amy") != demo_salt("ben")
