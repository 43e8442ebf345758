"""Command ids: UUIDv7, made once per act, the same again for the same parts (R21)."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from pos.ids import id_from, id_key, new_id

INSTANTS = st.integers(0, (1 << 48) * 1000 - 1)


@given(INSTANTS, st.binary(min_size=10, max_size=40))
def test_r21_an_id_is_a_uuid_of_version_7(at_us: int, random: bytes) -> None:
    """Version, variant and time are where the standard puts them; text and bytes are the same id."""
    made = uuid.UUID(new_id(at_us, random))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == at_us // 1000
    assert str(made) == new_id(at_us, random)
    assert id_key(str(made)) == made.bytes


@given(INSTANTS, INSTANTS, st.binary(min_size=10, max_size=10))
def test_r21_ids_ascend_with_time(first_us: int, second_us: int, random: bytes) -> None:
    """From one millisecond to the next the id is greater, as text and as the log's key."""
    if first_us // 1000 == second_us // 1000:
        return
    earlier, later = (new_id(at_us, random) for at_us in sorted((first_us, second_us)))
    assert earlier < later
    assert id_key(earlier) < id_key(later)


def test_r21_no_two_ids_are_the_same() -> None:
    """Ten thousand ids of one instant differ: the randomness is the system's."""
    assert len({new_id(1_772_884_800_000_000) for _ in range(10_000)}) == 10_000


def test_every_bit_of_randomness_counts() -> None:
    """74 of the 80 given bits are in the id: all but the ones the standard takes."""
    ids = {new_id(0, (1 << bit).to_bytes(10)) for bit in range(80)}
    assert len(ids) == 75  # 74 that show, and one for the six that do not


def test_before_1970_an_id_begins_at_zero() -> None:
    """A clock that stands before 1970 still makes ids."""
    assert uuid.UUID(new_id(-5_000_000)).version == 7


@given(INSTANTS, st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_r21_the_same_parts_make_the_same_id_and_others_another(
    at_us: int, parts: list[str], others: list[str]
) -> None:
    """Also when the parts join to the same text: where one ends and the next begins counts."""
    assert (id_from(at_us, *parts) == id_from(at_us, *others)) == (parts == others)


def test_parts_may_be_text_or_the_bytes_of_it() -> None:
    """A script's line is hashed as it was read."""
    assert id_from(0, "第一行", "2") == id_from(0, "第一行".encode(), b"2")


@given(st.text(max_size=64))
def test_r21_any_text_can_be_an_id(text: str) -> None:
    """Ids of other systems are filed under sixteen bytes, always the same ones, and never under a UUIDv7's."""
    key = id_key(text)
    assert len(key) == 16
    assert key == id_key(text)
    if len(text.replace("-", "")) != 32:
        assert uuid.UUID(bytes=key).version == 5


def test_a_uuid_is_its_own_key_however_it_is_written() -> None:
    """Capitals and hyphens are no part of the number."""
    text = new_id(1_772_884_800_000_000)
    assert id_key(text) == id_key(text.upper()) == id_key(text.replace("-", "")) == uuid.UUID(text).bytes
