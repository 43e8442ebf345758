"""What a counter sold and has still to bring to its guests (R32)."""

from __future__ import annotations

from pos.operations import TicketDone
from tests.counter.conftest import AtWork, CounterAtWork


def waiting(bar: CounterAtWork) -> list[tuple[str, str, int, str]]:
    """What is to be served: band, item, quantity, state, in order."""
    bar.counter.look()
    return [(one.band, one.item, one.quantity, one.state) for one in bar.counter.serving.tickets]


async def test_r32_what_is_made_is_to_be_served_until_somebody_says_so(counter_at: AtWork) -> None:
    """A latte and an orange make tickets, a beer does not; the key takes the first one off."""
    bar = counter_at()
    await bar.press("2", "x", "30", "/", "26", "/", "f5", "077", "enter")
    assert waiting(bar) == [("077", "latte", 2, "queued"), ("077", "fresh-orange", 1, "queued")]
    bar.wait(125)
    assert bar.counter.serving.minutes(bar.counter.serving.tickets[0]) == 2
    await bar.press(".")
    assert bar.told == "OK 077 Served: 2 Latte"
    assert waiting(bar) == [("077", "fresh-orange", 1, "queued")]
    await bar.press(".")
    bar.counter.look()
    await bar.press(".")
    assert bar.told == "NO There is nothing to serve."


async def test_r32_what_is_ready_comes_first_and_a_number_names_any(counter_at: AtWork) -> None:
    """The kitchen says that the later one is ready; the number of a ticket and the key serve that one."""
    bar = counter_at()
    await bar.press("30", "/", "077", "enter")
    bar.wait(5)
    await bar.press("30", "/", "078", "enter")
    bar.counter.look()
    first, second = (one.ticket for one in bar.counter.serving.tickets)
    bar.do(TicketDone(tickets=(second,), station="bar", staff="fan"))
    assert [band for band, *_ in waiting(bar)] == ["078", "077"]
    await bar.press(str(first), ".")
    assert bar.told == "OK 077 Served: Latte"
    await bar.press("99", ".")
    assert bar.told == "NO There is no ticket 99."


async def test_r32_what_was_taken_back_is_to_be_seen(counter_at: AtWork) -> None:
    """An order that is voided becomes a cancel, which stands before the others until it was seen."""
    bar = counter_at()
    await bar.press("30", "/", "077", "enter")
    bar.wait(5)
    await bar.press("26", "/", "078", "enter", "-")
    assert bar.told == "OK 078 -2600 Taken back: Fresh orange"
    bar.counter.look()
    assert [one.kind for one in bar.counter.serving.tickets] == ["cancel", "order"]
    await bar.press(".")
    assert bar.told == "OK 078 Seen that it is cancelled: Fresh orange"


async def test_r32_another_counter_has_its_own(counter_at: AtWork) -> None:
    """What the bar sold is the bar's to serve, whoever makes it."""
    desk = counter_at("desk-1", staff="amy")
    await desk.press("34", "/", "077", "enter")
    assert waiting(desk) == [("077", "beef-noodles", 1, "queued")]
