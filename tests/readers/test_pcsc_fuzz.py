"""Chips that answer anything: short, long, statuses, errors, without end. Never a crash, always a clear state."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from itertools import chain, cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.chips.identity import identify
from readers.chips.reading import read_pages, read_signature
from readers.contract import Channel, Examined
from readers.events import Event, Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.pcsc import codes
from readers.pcsc.driver import PcscDriver
from readers.pcsc.scard import ScardError
from tests.readers.support.fake_scard import UNSUPPORTED, FakeScard
from tests.readers.support.hearing import hearing
from tests.readers.support.pcsc_stack import StackMaker
from tests.readers.support.virtual_card import CLASSIC_1K, DESFIRE, ULTRALIGHT, Card

GOOD = bytes.fromhex("04112233445566")
READERS = ("ACS ACR122U PICC Interface", "ACS ACR1252 Dual Reader", "Other Reader")
PATIENCE_S = 5.0

_statuses = st.sampled_from(["9000", "6300", "6A81", "6D00", "61FF", "6C10", "91AF", "9100", "0000", "FFFF"])
_answers = st.one_of(
    st.binary(max_size=3),
    st.binary(max_size=40),
    st.builds(lambda content, status: content + bytes.fromhex(status), st.binary(max_size=20), _statuses),
    st.builds(lambda length, status: bytes(length) + bytes.fromhex(status), st.integers(200, 65_000), _statuses),
    st.builds(lambda content: b"\xd5\x43\x00" + content + b"\x90\x00", st.binary(max_size=60)),
    st.builds(lambda content: b"\xc0\x03\x00\x90\x00\x97" + content + b"\x90\x00", st.binary(max_size=60)),
)
_errors = st.sampled_from(
    [
        0,
        codes.NOT_TRANSACTED,
        codes.RESET_CARD,
        codes.NO_CARD,
        codes.INVALID_HANDLE,
        UNSUPPORTED,
        0x80100008,
        0x8010001F,
    ]
)
_atrs = st.one_of(st.sampled_from([ULTRALIGHT, DESFIRE, CLASSIC_1K]), st.binary(max_size=33))


class WildCard(Card):
    """A chip that says what it was given, over and over, or fails; its number may come first, so that it is read."""

    def __init__(self, answers: Iterable[bytes | int], *, atr: bytes, numbered: bool) -> None:
        super().__init__("04DEADBEEF0001", atr=atr)
        first = [self.uid + b"\x90\x00"] if numbered else []
        self._answers = chain(first, cycle(list(answers)))

    def answer(self, apdu: bytes) -> bytes:
        """The next thing it was given."""
        answer = next(self._answers)
        if isinstance(answer, int):
            raise ScardError(answer, "It failed.")
        return answer


def examine(channel: Channel) -> Examined:
    """All that is ever asked of a chip."""
    for ask in (identify, read_signature, lambda lying: read_pages(lying, 0, 8)):
        ask(channel)
    return Examined()


def wait_for(told: list[Event], wanted: Callable[[Event], bool]) -> Event:
    """The first event like this since the last time. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        while told:
            event = told.pop(0)
            if wanted(event):
                return event
        time.sleep(0.001)
    raise TimeoutError


@given(
    reader=st.sampled_from(READERS),
    answers=st.lists(st.one_of(_answers, _errors), min_size=1, max_size=8),
    atr=_atrs,
    numbered=st.booleans(),
    looked_at=st.booleans(),
)
def test_whatever_a_chip_answers_the_reader_goes_on(
    reader: str, answers: list[bytes | int], atr: bytes, numbered: bool, looked_at: bool
) -> None:
    """A tap or a failure in words; then it is gone, the next band is read, and nothing is left behind."""
    scard = FakeScard(reader)
    driver = PcscDriver(scard)
    driver.examine_with(examine if looked_at else None)
    told: list[Event] = []
    driver.start(told.append)
    try:
        scard.lay(reader, WildCard(answers, atr=atr, numbered=numbered))
        first = wait_for(told, lambda event: isinstance(event, Tap | Failed))
        if isinstance(first, Tap):
            assert bool(first.doubt) == bool(first.doubt_words)
        else:
            assert isinstance(first, Failed)
            assert first.detail
        scard.lay(reader, b"")
        wait_for(told, lambda event: isinstance(event, Gone))
        driver.examine_with(None)
        scard.lay(reader, GOOD)
        tap = wait_for(told, lambda event: isinstance(event, Tap))
        assert isinstance(tap, Tap)
        assert tap.uid == GOOD.hex().upper()
        assert driver.state().readers == (reader,)
    finally:
        driver.stop()
    assert scard.contexts == set()
    assert scard.cards == set()
    assert scard.kept == set()


@pytest.mark.hardware_stack
async def test_wild_chips_on_a_real_service(make_pcsc_stack: StackMaker) -> None:
    """The same through the real service, on three readers at once: all stay up, and read the next band."""
    stack = make_pcsc_stack(READERS)
    dice = random.Random(4)
    hub = Hub([PcscDriver()], examine=examine)
    kinds = ["", "90", "9000", "91AF", "61FF", "0411229000", "D543009000", "AA" * 300, "00" * 40_000 + "9000"]
    async with hearing(hub) as heard:
        for _ in stack.readers:
            await heard.next(ReaderUp)
        for round_ in range(3):
            for number, reader in enumerate(stack.readers):
                answers = [bytes.fromhex(dice.choice(kinds)) for _ in range(4)]
                atr = dice.choice([ULTRALIGHT, DESFIRE])
                reader.insert(WildCard(answers, atr=atr, numbered=(round_ + number) % 2 == 0))
            for _ in stack.readers:
                await heard.next(Tap | Failed)  # type: ignore[arg-type]
            for reader in stack.readers:
                reader.remove()
            await asyncio.sleep(0.6)
        assert not heard.all(ReaderDown)
        for reader in stack.readers:
            reader.insert(GOOD.hex())
        async with asyncio.timeout(PATIENCE_S):
            while len({tap.reader for tap in heard.all(Tap) if tap.uid == GOOD.hex().upper()}) < len(stack.readers):
                await heard.next(Tap)
        assert {standing.standing for standing in hub.readers.values()} == {"ready"}
