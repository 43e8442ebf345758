"""What PC/SC says in bytes and flags: pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.events import is_random_uid, tap_of
from readers.pcsc import codes
from readers.pcsc.atr import technology
from readers.pcsc.commands import uid_in
from readers.pcsc.models import model_of
from readers.pcsc.presence import changes, is_for_bands, known
from readers.pcsc.scard import ScardError
from tests.readers.support.virtual_card import storage_atr


@pytest.mark.parametrize(
    ("atr", "words"),
    [
        (storage_atr(0x0001), "MIFARE Classic 1K"),
        (storage_atr(0x0002), "MIFARE Classic 4K"),
        (storage_atr(0x0003), "MIFARE Ultralight or NTAG"),
        (storage_atr(0x003A), "MIFARE Ultralight C"),
        (storage_atr(0x003B, standard=0x11), "FeliCa"),
        (storage_atr(0x0099), "ISO 14443 A"),
        (storage_atr(0x0099, standard=0x0B), "ISO 15693"),
        (bytes.fromhex("3B8180018080"), "ISO 14443-4 (DESFire, NTAG 424 or a phone)"),
        (bytes.fromhex("3B8F8001804F0CA00000030603"), "unknown"),
        (bytes.fromhex("3B"), "unknown"),
        (b"", "unknown"),
    ],
)
def test_technology_of_an_answer_to_reset(atr: bytes, words: str) -> None:
    """Known chips by name, others by their standard, the rest unknown."""
    assert technology(atr) == words


@given(st.binary(max_size=40))
def test_any_answer_to_reset_has_a_technology(atr: bytes) -> None:
    """Whatever a reader sends, words come out."""
    assert technology(atr)


@given(st.binary(min_size=4, max_size=10))
def test_a_uid_is_what_comes_before_the_good_status(uid: bytes) -> None:
    """Status 9000 only."""
    assert uid_in(uid + b"\x90\x00") == uid
    assert uid_in(uid + b"\x6a\x81") is None


@pytest.mark.parametrize("answer", ["", "90", "9000", "0102039000", "0102030405060708090A0B9000", "01020304"])
def test_an_answer_that_holds_no_uid_is_none(answer: str) -> None:
    """Too short, too long, no status."""
    assert uid_in(bytes.fromhex(answer)) is None


def test_only_a_reader_that_is_known_to_have_lights_is_told() -> None:
    """Others get no command at all: it would go to the chip."""
    (shown,) = model_of("ACS ACR122U PICC Interface 00 00").signals["ok"]
    assert len(shown) == 9
    for other in ("HID Global OMNIKEY 5022 Smart Card Reader 00 00", "ACS ACR1222 Dual Reader 00 00"):
        assert not model_of(other).signals
        assert model_of(other).by == "none"


@given(st.lists(st.booleans(), max_size=30))
def test_every_coming_and_going_is_told_in_turn(presence: list[bool]) -> None:
    """However often one looks: came and left take turns, whatever happened between two looks is not lost."""
    before, count, now = codes.UNAWARE, 0, False
    told: list[str] = []
    for there in presence:
        count += there != now
        now = there
        after = count << codes.COUNTER_SHIFT | (codes.PRESENT if there else 0x10)
        told += changes(before, after | codes.CHANGED)
        before = known(after)
    assert told == ["came", "left"] * (len(told) // 2) + ["came"] * (len(told) % 2)
    assert bool(len(told) % 2) is now
    assert len(told) == count


def test_a_swap_between_two_looks_is_left_and_came() -> None:
    """The counter moved, the band was there both times."""
    first = 1 << 16 | codes.PRESENT
    second = 3 << 16 | codes.PRESENT | codes.CHANGED
    assert changes(first, second) == ("left", "came")


def test_our_own_connection_is_no_change_of_the_band() -> None:
    """The service also tells when a program connects."""
    in_use = 0x0100
    there = 1 << 16 | codes.PRESENT
    assert changes(there, there | in_use | codes.CHANGED) == ()


def test_what_does_not_answer_comes_mute() -> None:
    """Metal on the reader."""
    assert changes(0, 1 << 16 | codes.PRESENT | codes.MUTE | codes.CHANGED) == ("came mute",)


@pytest.mark.parametrize(
    ("reader", "for_bands"),
    [
        ("ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00", True),
        ("ACS ACR1252 Dual Reader [ACR1252 Dual Reader SAM] 00 01", False),
        ("ACS ACR1252 1S CL Reader SAM 0", False),
        ("Identive CLOUD 4510 F Contactless + SAM Reader [CLOUD 4510 F Contactless Reader] 00 00", True),
        ("Identive CLOUD 4510 F Contactless + SAM Reader 00 00", True),
        ("SAMSON Reader 00 00", True),
    ],
)
def test_slots_for_key_cards_are_not_for_bands(reader: str, for_bands: bool) -> None:
    """Told by the slot's name if there is one; never by letters inside a word."""
    assert is_for_bands(reader) is for_bands


def test_random_uids_are_four_bytes_beginning_with_08() -> None:
    """ISO 14443-3; a longer one that begins so is the chip's own."""
    assert is_random_uid(bytes.fromhex("08AABBCC"))
    assert not is_random_uid(bytes.fromhex("0AAABBCC"))
    assert not is_random_uid(bytes.fromhex("08AABBCCDDEEFF"))
    assert tap_of("bar", bytes.fromhex("08aabbcc"), "x").random_uid


@pytest.mark.parametrize("words", ["RPC transport error.", "RPC transport error", "RPC transport error. "])
def test_the_words_of_the_service_end_in_one_full_stop(words: str) -> None:
    """Whoever says them puts it: "went away: RPC transport error." and not two."""
    assert f"It went away: {ScardError(codes.COMM_ERROR, words)}." == "It went away: RPC transport error."
