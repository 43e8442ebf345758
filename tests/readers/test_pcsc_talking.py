"""Talking to the band that lies there, over a made-up PC/SC: ends of conversations, closer looks, light and sound."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from readers.chips.identity import identify
from readers.contract import Channel, Conversing, Describing, Examined
from readers.errors import ChipFailed
from readers.events import Failed, Gone, ReaderDown, ReaderUp, Tap
from readers.hub import Hub
from readers.mock.driver import MockReaders
from readers.pcsc.driver import PcscDriver
from tests.readers.support.fake_scard import FakeScard
from tests.readers.support.hearing import hearing, until
from tests.readers.support.virtual_card import Card
from tests.readers.support.virtual_chips import Chip, ChipCard

BAND = "04A1B2C3D4E580"
OTHER = "04112233445566"
ACR122 = "ACS ACR122U PICC Interface 00 00"
ACR1252 = "ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00"


class Stuck(Card):
    """A chip that answers nothing but its number until it is let go."""

    def __init__(self, uid: str) -> None:
        super().__init__(uid)
        self.free = threading.Event()

    def answer(self, apdu: bytes) -> bytes:
        """Think."""
        if apdu[:2] != b"\xff\xca":
            self.free.wait(10)
        return super().answer(apdu)


def ask_nonsense(channel: Channel) -> bytes:
    """A conversation of one command."""
    return channel.transceive_apdu(b"\x00\x01\x02\x03")


async def why_of(hub: Hub, reader: str, uid: str, timeout_s: float = 1.0) -> str:
    """How a conversation that must fail fails."""
    with pytest.raises(ChipFailed) as failed:
        await hub.converse(reader, uid, ask_nonsense, timeout_s)
    assert str(failed.value)
    return failed.value.why


async def test_a_conversation_is_held_with_the_band_that_lies_there() -> None:
    """It gets the chip, runs outside the loop, and its result comes back; what it raises too."""
    scard = FakeScard(ACR122)
    hub = Hub([PcscDriver(scard)])
    async with hearing(hub) as heard:
        scard.lay(ACR122, ChipCard(BAND, Chip()))
        await heard.next(Tap)
        loop_thread = threading.get_ident()
        seen: list[tuple[str, int]] = []

        def talk(channel: Channel) -> str:
            seen.append((channel.uid, threading.get_ident()))
            assert not scard.kept
            name = identify(channel).name
            assert scard.kept  # nobody else of this machine can come between
            return name

        assert await hub.converse(ACR122, BAND, talk) == "NTAG213"
        assert not scard.kept
        assert seen[0][0] == BAND
        assert seen[0][1] != loop_thread
        with pytest.raises(ZeroDivisionError):
            await hub.converse(ACR122, BAND, lambda _: 1 // 0)
        scard.lay(ACR122, b"")
        assert (await heard.next(Gone)).uid == BAND


async def test_a_conversation_fails_in_a_way_that_says_why() -> None:
    """Nothing there, another band there, pulled before, no such reader, a reader that cannot talk."""
    scard = FakeScard(ACR122)
    mock = MockReaders(["mock"])
    hub = Hub([PcscDriver(scard), mock])
    async with hearing(hub) as heard:
        await heard.next(ReaderUp, ACR122)
        assert await why_of(hub, ACR122, BAND) == "pulled"
        scard.lay(ACR122, bytes.fromhex(OTHER))
        await heard.next(Tap)
        assert await why_of(hub, ACR122, BAND) == "pulled"
        assert await why_of(hub, ACR122, "") == "pulled"
        assert await why_of(hub, "nowhere", BAND) == "lost"
        assert await why_of(hub, "mock", BAND) == "unsupported"
        scard.unplug(ACR122)
        await heard.next(ReaderDown)
        assert await why_of(hub, ACR122, OTHER) == "lost"
    driver = PcscDriver(scard)
    with pytest.raises(ChipFailed):
        driver.converse(ACR122, BAND, ask_nonsense).result(1)


async def test_a_conversation_with_a_stuck_chip_ends_in_time_and_so_do_those_behind_it() -> None:
    """The future fails soon after its time even if nobody waits for it; another reader goes on."""
    scard = FakeScard("bar", "gate")
    driver = PcscDriver(scard)
    hub = Hub([driver])
    stuck = Stuck(BAND)
    async with hearing(hub) as heard:
        scard.lay("bar", stuck)
        await heard.next(Tap)
        began = time.monotonic()
        first = driver.converse("bar", BAND, ask_nonsense, 0.2)
        behind = driver.converse("bar", BAND, ask_nonsense, 0.2)
        assert await why_of(hub, "bar", BAND, 0.2) == "timeout"
        assert time.monotonic() - began < 1.0
        scard.lay("gate", bytes.fromhex(OTHER))
        assert (await heard.next(Tap)).reader == "gate"
        for future in (first, behind):
            with pytest.raises(ChipFailed) as failed:
                await asyncio.wrap_future(future)
            assert failed.value.why == "timeout"
        stuck.free.set()
        scard.lay("bar", b"")
        await heard.next(Gone)


async def test_a_reader_that_goes_in_the_middle_of_a_conversation_ends_it() -> None:
    """The service ends while the chip thinks: lost, and nothing hangs."""
    scard = FakeScard("bar")
    hub = Hub([PcscDriver(scard)])
    stuck = Stuck(BAND)
    async with hearing(hub) as heard:
        scard.lay("bar", stuck)
        await heard.next(Tap)

        def talk(channel: Channel) -> bytes:
            scard.serve(running=False)
            return channel.transceive_apdu(b"\x00\x01\x02\x03")

        with pytest.raises(ChipFailed) as failed:
            await hub.converse("bar", BAND, talk)
        assert failed.value.why == "lost"
        await heard.next(ReaderDown)
    assert scard.contexts == set()


async def test_every_band_is_looked_at_closer_before_its_tap_is_told() -> None:
    """The tap carries what the closer look found; the number stays the one that later conversations know it by."""
    scard = FakeScard(ACR122)
    driver = PcscDriver(scard)

    def examine(channel: Channel) -> Examined:
        return Examined(identify(channel).name, "originality", count=7)

    hub = Hub([driver], examine=examine)
    async with hearing(hub) as heard:
        scard.lay(ACR122, ChipCard(BAND, Chip()))
        tap = await heard.next(Tap)
        assert (tap.uid, tap.technology, tap.proved, tap.doubt, tap.count) == (BAND, "NTAG213", "originality", "", 7)
        driver.examine_with(None)
        scard.swap(ACR122, ChipCard(OTHER, Chip()))
        plain = await heard.next(Tap)
        assert (plain.uid, plain.technology, plain.proved) == (OTHER, "MIFARE Ultralight or NTAG", "none")


async def test_a_chip_that_hides_its_number_is_told_by_its_own() -> None:
    """The closer look finds out who it is: the tap, its end and conversations all use that number."""
    scard = FakeScard(ACR122)
    hub = Hub([PcscDriver(scard)], examine=lambda _: Examined(proved="mutual", uid=BAND))
    async with hearing(hub) as heard:
        scard.lay(ACR122, ChipCard("08AABBCC", Chip()))
        tap = await heard.next(Tap)
        assert (tap.uid, tap.random_uid, tap.proved) == (BAND, False, "mutual")
        assert await hub.converse(ACR122, BAND, lambda channel: channel.uid) == BAND
        await asyncio.sleep(0.7)
        scard.lay(ACR122, b"")
        assert (await heard.next(Gone)).uid == BAND
        assert len(heard.all(Tap)) == 1


async def test_a_closer_look_that_fails_leaves_a_tap_in_doubt_and_the_next_is_no_repeat() -> None:
    """Refused by the chip, or broken by a mistake in the look itself: the tap says so, and the reader goes on."""
    scard = FakeScard("bar")
    looks = [ChipFailed("refused", "It is a copy."), RuntimeError("a mistake")]

    def examine(channel: Channel) -> Examined:
        if looks:
            raise looks.pop(0)
        return Examined(proved="sun")

    async with hearing(Hub([PcscDriver(scard)], examine=examine)) as heard:
        for doubt, proved in (("refused", "none"), ("refused", "none"), ("", "sun")):
            scard.lay("bar", bytes.fromhex(BAND))
            tap = await heard.next(Tap)
            assert (tap.doubt, tap.proved, tap.repeat) == (doubt, proved, False)
            assert bool(tap.doubt_words) is bool(doubt)
            scard.lay("bar", b"")
            await heard.next(Gone)


async def test_a_swap_the_service_did_not_notice_is_seen_all_the_same() -> None:
    """The band is asked again who it is: gone and tap come, once, and the right number is spoken to."""
    scard = FakeScard("bar")
    hub = Hub([PcscDriver(scard)])
    async with hearing(hub) as heard:
        scard.lay("bar", bytes.fromhex(BAND))
        await heard.next(Tap)
        scard.swap("bar", Card(OTHER), counted=False)
        assert (await heard.next(Gone)).uid == BAND
        assert (await heard.next(Tap)).uid == OTHER
        await asyncio.sleep(0.7)
        assert len(heard.all(Tap)) == 2
        assert await hub.converse("bar", OTHER, lambda channel: channel.uid) == OTHER
        scard.lay("bar", b"")
        assert (await heard.next(Gone)).uid == OTHER
    assert not heard.all(Failed)


async def test_a_reader_keeps_quiet_until_loopband_says_yes() -> None:
    """Both ACS readers are told not to beep at a band by themselves, before there is one, and say their firmware."""
    scard = FakeScard(ACR122, ACR1252)
    driver = PcscDriver(scard)
    async with hearing(Hub([driver])):
        await until(lambda: len(scard.escapes) == 4)
        assert set(scard.escapes) == {
            (ACR122, bytes.fromhex("FF00480000")),
            (ACR122, bytes.fromhex("FF00520000")),
            (ACR1252, bytes.fromhex("E000001800")),
            (ACR1252, bytes.fromhex("E00000210167")),
        }
        facts = driver.facts(ACR1252)
        assert (facts.firmware, facts.frames, facts.lights) == ("ACR1252U_V100.4", True, True)
    assert driver.facts(ACR1252).firmware == ""
    assert scard.cards == set()


async def test_an_acr122u_without_escapes_is_kept_quiet_with_the_first_band() -> None:
    """Most drivers of readers allow no escapes: then a band has to lie there, and its tap comes first."""
    scard = FakeScard(ACR122)
    scard.escapable = False
    driver = PcscDriver(scard)
    card = ChipCard(BAND, Chip())
    async with hearing(Hub([driver])) as heard:
        scard.lay(ACR122, card)
        await heard.next(Tap)
        await until(lambda: len(card.told) == 2)
        assert card.told == [bytes.fromhex("FF00480000"), bytes.fromhex("FF00520000")]
        await until(lambda: driver.facts(ACR122).firmware == "ACR122U207")


async def test_light_and_sound_with_and_without_a_band() -> None:
    """An ACR122U is told through the band if one lies there, else directly; an ACR1252U's light goes out again."""
    scard = FakeScard(ACR122, ACR1252)
    hub = Hub([PcscDriver(scard)])
    card = ChipCard(BAND, Chip())
    async with hearing(hub) as heard:
        await until(lambda: len(scard.escapes) == 4)
        hub.signal(ACR122, "refused")
        await until(lambda: scard.escapes[-1] == (ACR122, bytes.fromhex("FF00405D0402010201")))
        scard.lay(ACR122, card)
        await heard.next(Tap)
        hub.signal(ACR122, "ok")
        await until(lambda: bytes.fromhex("FF00400E0401010101") in card.told)
        hub.signal(ACR1252, "ok")
        await until(lambda: scard.escapes[-1] == (ACR1252, bytes.fromhex("E00000290100")))
        assert [command for reader, command in scard.escapes if reader == ACR1252][-3:] == [
            bytes.fromhex("E00000290102"),
            bytes.fromhex("E0000028010A"),
            bytes.fromhex("E00000290100"),
        ]


def test_the_driver_says_what_it_can() -> None:
    """It converses and describes; the mock does neither."""
    assert isinstance(PcscDriver(FakeScard()), Conversing)
    assert isinstance(PcscDriver(FakeScard()), Describing)
