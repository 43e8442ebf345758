"""Genuine bands and their copies on the real parts: chip, reader, pcscd, pyscard, proof, station, venue, book."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos.clock import to_datetime
from pos.errors import HouseError
from pos.house.folder import LEDGER_FILE, VENUE_FILE
from pos.ledger.connection import open_reader
from pos.ledger.verify import verify
from pos.operations import AddBands, Arrival, Charge, CheckIn, NewBand, Wanted
from pos.outcomes import Outcome
from pos.stations import StationDesk
from pos.venue import Venue
from readers.events import Gone, Tap
from readers.hub import Hub
from readers.pcsc.driver import PcscDriver
from readers.proving.diversifying import diversified
from terminal_ui.desk.proofs import examination_of, tapped_of
from tests.house import make_house
from tests.readers.support.hearing import Heard, hearing
from tests.readers.support.pcsc_stack import PcscStack, StackMaker
from tests.readers.support.proving_chips import (
    DESFIRE_EV2_VERSION,
    NTAG213_SIGNATURE,
    SIGNED_NTAG213,
    Desfire,
    HidingCard,
    Ntag21x,
    Ntag424,
    UltralightAes,
    UltralightC,
)
from tests.readers.support.virtual_card import Card, VirtualReader
from tests.readers.support.virtual_chips import ChipCard
from tests.screens.support.desk_at_work import desk_at_work

pytestmark = pytest.mark.hardware_stack

ACR122 = "ACS ACR122U PICC Interface"
ACR1252 = "ACS ACR1252 Dual Reader PICC"

MASTER = bytes.fromhex("5AA5F00DC0FFEE11223344556677889A")
META = bytes.fromhex("A11CE0B0B5EC2E70DDBA11CAFEBABE42")
AFTER_UID = "6C6F6F7062616E64"
APPLICATION = "F54230"
KEYS = f"""
[ntag424.meta]
key = "{META.hex()}"
[ntag424.file]
key = "{MASTER.hex()}"
after_uid = "{AFTER_UID}"
[ultralight_aes.mutual]
key = "{MASTER.hex()}"
after_uid = "{AFTER_UID}"
[ultralight_aes.uid]
key = "{META.hex()}"
[ultralight_c.mutual]
key = "{MASTER.hex()}"
after_uid = "{AFTER_UID}"
[desfire.mutual]
key = "{MASTER.hex()}"
after_uid = "{AFTER_UID}"
application = "{APPLICATION}"
"""
POLICY = """
[authenticity]
policy = "originality"
chips = { ntag424 = "sun" }
least_walk_seconds = 0
[tax]"""

MESSENGER = "04B1C2D3E4F580"
HIDDEN = "04C1D2E3F40580"
OLD = "04D1E2F3041580"
CARD = "04E1F203142580"
BANDS = {"901": SIGNED_NTAG213, "902": MESSENGER, "903": HIDDEN, "904": OLD, "905": CARD}


def own(uid: str) -> bytes:
    """The band's own key."""
    return diversified(MASTER, bytes.fromhex(uid + AFTER_UID))


def genuine() -> dict[str, Card]:
    """The bands of the house, each of another kind, by printed number."""
    return {
        "901": ChipCard(SIGNED_NTAG213, Ntag21x(NTAG213_SIGNATURE)),
        "902": Ntag424(MESSENGER, meta=META, file=own(MESSENGER)),
        "903": HidingCard(HIDDEN, UltralightAes(HIDDEN, own(HIDDEN), META)),
        "904": ChipCard(OLD, UltralightC(own(OLD))),
        "905": Desfire(CARD, own(CARD), bytes.fromhex(APPLICATION), *DESFIRE_EV2_VERSION),
    }


def copies() -> dict[str, Card]:
    """The same numbers on chips that can be given any number; they know what can be read, and no key."""
    return {
        "901": ChipCard(SIGNED_NTAG213, Ntag21x()),
        "902": Ntag424(MESSENGER, meta=META, file=bytes(16)),
        "903": ChipCard(HIDDEN, UltralightAes(HIDDEN, bytes(16), META)),
        "904": ChipCard(OLD, UltralightC(bytes(16))),
        "905": Desfire(CARD, own(MESSENGER), bytes.fromhex(APPLICATION), *DESFIRE_EV2_VERSION),
    }


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A demo house that asks its bands for proofs, with its keys, and five real bands that are checked in."""
    folder = make_house(tmp_path)
    file = folder / VENUE_FILE
    file.write_text(file.read_text(encoding="utf-8").replace("\n[tax]", POLICY, 1), encoding="utf-8")
    keys = folder / "keys.toml"
    keys.write_text(KEYS, encoding="utf-8")
    keys.chmod(0o600)
    new = tuple(NewBand(number, uid, "men") for number, uid in BANDS.items())
    with closing(Venue.open(folder)) as venue:
        assert venue.perform(AddBands(bands=new, station="desk-1", staff="wu")).ok
        arrivals = tuple(Arrival(number, "adult") for number in BANDS)
        outcome = venue.perform(CheckIn(bands=arrivals, station="desk-1", staff="amy"))
        assert outcome.ok, outcome
    return folder


class Bar:
    """The bar at work: a beer for whoever holds a band to its reader."""

    def __init__(self, venue: Venue, heard: Heard, reader: VirtualReader) -> None:
        self._venue = venue
        self._heard = heard
        self._reader = reader
        self._desk = StationDesk(venue.house.stations["bar"], staff="fan")

    async def serve(self, card: Card) -> tuple[Tap, Outcome]:
        """Hold this card to the reader with a beer chosen, until it is taken away again."""
        self._reader.insert(card)
        tap = await self._heard.next(Tap)
        at = self._local(tap.at_us)
        self._desk.clear()
        self._desk.choose([Wanted("beer")], at)
        meaning = self._desk.tapped(tap.uid, at, tapped_of(tap))
        assert isinstance(meaning, Charge)
        outcome = await self._venue.ask(meaning)
        self._reader.remove()
        await self._heard.next(Gone)
        return tap, outcome

    def _local(self, at_us: int) -> datetime:
        return to_datetime(at_us, ZoneInfo(self._venue.house.timezone))


@asynccontextmanager
async def at_the_bar(folder: Path, stack: PcscStack) -> AsyncIterator[Bar]:
    """Open the bar of this house."""
    with closing(Venue.open(folder)) as venue:
        hub = Hub([PcscDriver()], examine=examination_of(venue.house, folder))
        async with hearing(hub) as heard:
            yield Bar(venue, heard, stack.readers[0])


def errors_of(folder: Path) -> list[tuple[str, str]]:
    """What the log declined at the bar: the code, and the chip it was about."""
    with closing(open_reader(folder / LEDGER_FILE)) as connection:
        return connection.execute(
            "SELECT content ->> '$.answer.error', content ->> '$.asked.taps[0].uid' FROM log "
            "WHERE station = 'bar' AND content ->> '$.answer.error' IS NOT NULL ORDER BY seq"
        ).fetchall()


async def test_genuine_bands_are_served_and_copies_stand_in_the_log(
    make_pcsc_stack: StackMaker, house: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Five kinds of chips on a real stack. Each copy has the number and all that can be read, and is declined in words.

    Nowhere is anything of a key: not in the book, the house's other files, the log, or on the terminal.
    """
    caplog.set_level(logging.DEBUG)
    async with at_the_bar(house, make_pcsc_stack([ACR122])) as bar:
        proved = {}
        for number, card in genuine().items():
            tap, outcome = await bar.serve(card)
            assert outcome.ok, (number, tap, outcome)
            assert tap.uid == BANDS[number]
            proved[number] = tap.proved
        assert proved == {"901": "originality", "902": "sun", "903": "mutual", "904": "mutual", "905": "mutual"}
        for number, card in copies().items():
            tap, outcome = await bar.serve(card)
            assert (outcome.error, tap.uid, tap.proved) == ("not_genuine", BANDS[number], "none"), (number, tap)
            assert number in outcome.message
    assert errors_of(house) == [("not_genuine", uid) for uid in BANDS.values()]
    assert verify(house / LEDGER_FILE).ok
    told = capfd.readouterr()
    assert_no_key(caplog.text, told.out, told.err, *(str(tap) for tap in proved.items()))
    assert_no_key(*files_of(house))


async def test_a_message_that_was_played_again_is_declined(make_pcsc_stack: StackMaker, house: Path) -> None:
    """Through the other way of passing frames; the recorded message is genuine, only its count is old."""
    async with at_the_bar(house, make_pcsc_stack([ACR1252])) as bar:
        band = Ntag424(MESSENGER, meta=META, file=own(MESSENGER))
        for _ in range(2):
            tap, outcome = await bar.serve(band)
            assert (outcome.ok, tap.proved) == (True, "sun")
        recorded = Ntag424(MESSENGER, meta=META, file=own(MESSENGER), says=band.said[0])
        tap, outcome = await bar.serve(recorded)
        assert (tap.proved, tap.count, outcome.error) == ("sun", 1, "counter_replayed")
        tap, outcome = await bar.serve(ChipCard(SIGNED_NTAG213, Ntag21x(NTAG213_SIGNATURE), "acr1252"))
        assert (outcome.ok, tap.technology) == (True, "NTAG213")
    assert errors_of(house) == [("counter_replayed", MESSENGER)]


async def test_the_front_desk_refuses_a_copy_before_anything_is_asked(make_pcsc_stack: StackMaker, house: Path) -> None:
    """The screen says why, the bill of the real band stays closed; the real one opens it."""
    readers = make_pcsc_stack([ACR122]).readers
    async with desk_at_work(house, readers=[PcscDriver()]) as work:
        readers[0].insert(copies()["901"])
        await work.seen("did not prove")
        assert work.layer == "Idle"
        readers[1].insert(genuine()["901"])
        await work.seen("Enter begins the checkout")
        await work.press("enter")
        assert work.desk.bands == ["901"]


def test_a_house_without_its_keys_says_so(house: Path) -> None:
    """Missing, or open to others: the desk does not open as if nothing were asked."""
    with closing(Venue.open(house)) as venue:
        keys = house / "keys.toml"
        keys.chmod(0o644)
        with pytest.raises(HouseError, match="chmod 600"):
            examination_of(venue.house, house)
        keys.unlink()
        with pytest.raises(HouseError, match="cannot be read"):
            examination_of(venue.house, house)


def files_of(folder: Path) -> list[Path]:
    """Everything in a house but its keys."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "keys.toml"]
    assert LEDGER_FILE in {path.name for path in files}
    return files


def assert_no_key(*places: str | Path) -> None:
    """No key of the house, none made from it, nor half of one, as bytes or in hex."""
    keys = [MASTER, META, *(own(uid) for uid in BANDS.values())]
    halves = [half for key in keys for half in (key[:8], key[8:])]
    for place in places:
        content = place.read_bytes() if isinstance(place, Path) else place.encode()
        for half in halves:
            assert half not in content, place
            assert half.hex().encode() not in content.lower(), place
