"""How much of a stay counts: elapsed time without the pauses (R44, R45)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pos.pricing.stay import Stay
from pos.pricing.wall import MINUTE_US
from tests.house import instant

SMALL = st.integers(-5, 60)
PAUSES = st.lists(st.tuples(SMALL, SMALL), max_size=5).map(tuple)


def counted(stay: Stay) -> set[int]:
    """The microseconds that count, one by one."""
    paused = {at for begin, end in stay.pauses for at in range(begin, end)}
    return set(range(stay.in_us, stay.out_us)) - paused


@given(SMALL, SMALL, PAUSES)
def test_r44_pauses_are_taken_out_exactly(in_us: int, out_us: int, pauses: tuple[tuple[int, int], ...]) -> None:
    """Overlapping, reversed, reaching over either end, in any order."""
    stay = Stay(in_us, out_us, pauses)
    assert {at for begin, end in stay.intervals() for at in range(begin, end)} == counted(stay)
    assert stay.elapsed_us() == len(counted(stay))


@given(SMALL, SMALL, PAUSES)
def test_r44_what_counts_is_in_order_and_apart(in_us: int, out_us: int, pauses: tuple[tuple[int, int], ...]) -> None:
    """No interval is empty, and none touches the next."""
    edges = [edge for interval in Stay(in_us, out_us, pauses).intervals() for edge in interval]
    assert edges == sorted(set(edges))


@given(SMALL, SMALL, PAUSES, SMALL, SMALL)
def test_r41_overlap_counts_what_lies_inside(
    in_us: int, out_us: int, pauses: tuple[tuple[int, int], ...], from_us: int, to_us: int
) -> None:
    """The overlap with a window is what counts and lies in it; with all of time it is the stay."""
    stay = Stay(in_us, out_us, pauses)
    assert stay.overlap_us(from_us, to_us) == len(counted(stay) & set(range(from_us, to_us)))
    assert stay.overlap_us(-100, 100) == stay.elapsed_us()


def test_r42_only_whole_minutes_that_have_passed_count() -> None:
    """59.999999 seconds are none yet."""
    assert Stay(0, MINUTE_US - 1).minutes() == 0
    assert Stay(0, MINUTE_US).minutes() == 1


def test_a_stay_that_ends_before_it_begins_has_no_minutes() -> None:
    """The host's clock went back."""
    assert Stay(10 * MINUTE_US, 0).minutes() == 0


def test_r45_elapsed_time_counts_when_the_clock_changes() -> None:
    """From 01:00 to 04:00 are two hours in spring and four in autumn."""
    spring = Stay(instant("2026-03-29 01:00", "Europe/Berlin"), instant("2026-03-29 04:00", "Europe/Berlin"))
    autumn = Stay(instant("2026-10-25 01:00", "Europe/Berlin"), instant("2026-10-25 04:00", "Europe/Berlin"))
    assert (spring.minutes(), autumn.minutes()) == (120, 240)
