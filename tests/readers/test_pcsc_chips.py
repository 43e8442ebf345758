"""Naming chips, reading pages and signatures: bytes in, bytes out, behind readers of each way to pass frames on."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.chips.commands import read_page
from readers.chips.identity import identify
from readers.chips.naming import chip_of_version
from readers.chips.reading import read_pages, read_signature
from readers.errors import ChipFailed
from readers.pcsc.atr import speech, technology
from readers.pcsc.channel import PcscChannel
from readers.pcsc.framing import FRAMINGS, NoFrames, Way
from readers.pcsc.line import Line
from readers.pcsc.models import firmware_in, model_of
from tests.readers.support.fake_scard import FakeScard
from tests.readers.support.virtual_card import CLASSIC_1K, Card, storage_atr
from tests.readers.support.virtual_chips import ULTRALIGHT_AES, Chip, ChipCard, ProcessorCard, Style, UltralightC

UID = "04A1B2C3D4E580"
WAYS: list[Style] = ["acr122", "acr1252", "transparent"]


def channel_to(card: Card, way: Way = "acr122", timeout_s: float = 5.0) -> PcscChannel:
    """A channel to a card that lies on a made-up reader."""
    scard = FakeScard("bar")
    scard.lay("bar", card)
    line = Line(scard, "bar")
    until = time.monotonic() + timeout_s
    return PcscChannel(line, way, card.uid.hex().upper(), technology(card.atr), speech(card.atr), until)


@pytest.mark.parametrize(
    ("version", "name", "proofs"),
    [
        ("0004040101000B03", "NTAG210", {"originality"}),
        ("0004040101000E03", "NTAG212", {"originality"}),
        ("0004040201000F03", "NTAG213", {"originality"}),
        ("0004040201001103", "NTAG215", {"originality"}),
        ("0004040201001303", "NTAG216", {"originality"}),
        ("0004040401000F03", "NTAG213", {"originality"}),
        ("0004030101000B03", "MIFARE Ultralight EV1", {"originality"}),
        ("0004030201000E03", "MIFARE Ultralight EV1", {"originality"}),
        ("0004030104000F03", "MIFARE Ultralight AES", {"originality", "mutual"}),
        ("04040230001105", "NTAG 424 DNA", {"originality", "sun", "mutual"}),
        ("04040830001105", "NTAG 424 DNA TagTamper", {"originality", "sun", "mutual"}),
        ("04010101001605", "MIFARE DESFire EV1", {"mutual"}),
        ("04010112001805", "MIFARE DESFire EV2", {"originality", "mutual"}),
        ("04010133001A05", "MIFARE DESFire EV3", {"originality", "sun", "mutual"}),
        ("0005040201000F03", "unknown chip (version 0005040201000F03)", set()),
        ("04010199001805", "unknown chip (version 04010199001805)", set()),
    ],
)
def test_a_chip_is_named_by_its_version(version: str, name: str, proofs: set[str]) -> None:
    """Known ones by name and with what they can prove; new ones, and other makers', by their bytes."""
    chip = chip_of_version(bytes.fromhex(version))
    assert chip is not None
    assert (chip.name, set(chip.proofs), chip.version) == (name, proofs, version)


@given(st.binary(max_size=20))
def test_any_answer_to_get_version_is_a_chip_or_none(version: bytes) -> None:
    """Whatever comes: eight or seven bytes are a chip, all else is not."""
    chip = chip_of_version(version)
    assert (chip is not None) == ((len(version) == 8 and version[0] == 0) or len(version) == 7)


@pytest.mark.parametrize("style", WAYS)
def test_a_chip_without_a_processor_is_asked_by_frames(style: Style) -> None:
    """What the answer to reset cannot tell apart is told apart through every kind of reader."""
    for version, name in [("0004040201000F03", "NTAG213"), (ULTRALIGHT_AES, "MIFARE Ultralight AES")]:
        card = ChipCard(UID, Chip(version=version), style)
        assert technology(card.atr) == "MIFARE Ultralight or NTAG"
        assert identify(channel_to(card, style)).name == name


@pytest.mark.parametrize("style", WAYS)
def test_a_chip_older_than_versions_is_told_by_how_it_authenticates(style: Style) -> None:
    """Ultralight C asks back, the first Ultralight knows neither; both were halted by the first question."""
    assert identify(channel_to(ChipCard(UID, UltralightC(), style), style)).name == "MIFARE Ultralight C"
    copy = Chip(version="")
    assert identify(channel_to(ChipCard(UID, copy, style), style)).name == "MIFARE Ultralight"
    assert copy.starts == 2


@pytest.mark.parametrize(
    ("versions", "name"),
    [
        (("04010133001A05", "04010103001805", "04AABBCCDDEEFF0000000000004821"), "MIFARE DESFire EV3"),
        (("04040230001105", "04040102001105", "04AABBCCDDEEFF"), "NTAG 424 DNA"),
        (("04040230001105",) * 9, "NTAG 424 DNA"),
        (("FF",), "ISO 14443-4 (DESFire, NTAG 424 or a phone)"),
        ((), "a phone, or another chip of ISO 14443-4"),
    ],
)
def test_a_chip_with_a_processor_is_asked_by_commands(versions: tuple[str, ...], name: str) -> None:
    """Three parts are asked for and no more; a phone knows no version."""
    card = ProcessorCard(UID, *versions)
    assert identify(channel_to(card)).name == name
    assert len(card.asked) <= 3


def test_what_cannot_be_asked_is_called_what_the_reader_calls_it() -> None:
    """MIFARE Classic takes the question for the beginning of a login; it is not asked."""
    classic = Card(UID, atr=CLASSIC_1K)
    assert identify(channel_to(classic)).name == "MIFARE Classic 1K"
    assert identify(channel_to(Card(UID, atr=storage_atr(0x003B, standard=0x11)))).name == "FeliCa"
    assert classic.asked == []


@pytest.mark.parametrize("style", [*WAYS, "none"])
def test_pages_are_read_through_every_reader(style: Style) -> None:
    """By frames where they reach the chip, else by the reader's own command; a page that is not there is refused."""
    chip = Chip()
    chip.memory[:] = bytes(number % 251 for number in range(len(chip.memory)))
    channel = channel_to(ChipCard(UID, chip, style), style)
    assert read_pages(channel, 4, 6) == bytes(chip.memory[16:40])
    with pytest.raises(ChipFailed) as refused:
        read_pages(channel, 200, 1)
    assert refused.value.why == "refused"
    assert read_pages(channel, 0, 1) == bytes(chip.memory[:4])


@given(st.integers())
def test_no_page_beyond_a_byte_is_asked_for(page: int) -> None:
    """A command holds pages 0 to 255."""
    if 0 <= page <= 255:
        assert read_page(page) == bytes([0x30, page])
    else:
        with pytest.raises(ValueError, match="0 to 255"):
            read_page(page)


@pytest.mark.parametrize("style", WAYS)
def test_the_makers_signature_is_read(style: Style) -> None:
    """32 bytes from an NTAG213, 48 from an Ultralight AES; a copy of the number has none."""
    for length in (32, 48):
        card = ChipCard(UID, Chip(signature=bytes(range(length))), style)
        assert read_signature(channel_to(card, style)) == bytes(range(length))
    for signature in (b"", b"\x01" * 31):
        with pytest.raises(ChipFailed) as refused:
            read_signature(channel_to(ChipCard(UID, Chip(signature=signature), style), style))
        assert refused.value.why == "refused"


def test_a_chip_with_a_processor_signs_too() -> None:
    """56 bytes, or refused; and a MIFARE Classic has none."""
    assert len(read_signature(channel_to(ProcessorCard(UID, signature=bytes(56))))) == 56
    for card in (ProcessorCard(UID), Card(UID, atr=CLASSIC_1K)):
        with pytest.raises(ChipFailed) as refused:
            read_signature(channel_to(card))
        assert refused.value.why == "refused"


def test_a_reader_that_passes_on_no_frames_says_so() -> None:
    """The standard's session is tried, refused, and not tried again in the same conversation."""
    card = ChipCard(UID, Chip(), "none")
    channel = channel_to(card, "transparent")
    for _ in range(2):
        with pytest.raises(ChipFailed) as failed:
            identify(channel)
        assert failed.value.why == "unsupported"
    assert len(card.asked) == 1
    assert channel.knows_no_frames


def test_after_its_time_nothing_more_is_said() -> None:
    """The deadline holds between two commands."""
    card = ChipCard(UID, Chip())
    channel = channel_to(card, timeout_s=-1)
    with pytest.raises(ChipFailed) as failed:
        identify(channel)
    assert failed.value.why == "timeout"
    assert card.asked == []


@given(st.sampled_from(WAYS), st.binary(max_size=300))
def test_whatever_a_reader_says_to_a_frame_means_something(style: Way, answer: bytes) -> None:
    """Bytes of the chip, refused, or that the reader has no frames: never anything else."""
    try:
        found = FRAMINGS[style].unwrap(answer)
    except NoFrames:
        assert len(answer) == 2
    else:
        assert found is None or (0 < len(found) < len(answer))


@given(st.binary(max_size=40))
def test_any_firmware_is_words_or_nothing(answer: bytes) -> None:
    """What is no plain text is left out."""
    assert firmware_in(answer).isprintable()


def test_firmware_as_readers_tell_it() -> None:
    """An ACR122U in letters without a status, an ACR1252U with a header."""
    assert firmware_in(b"ACR122U207") == "ACR122U207"
    assert firmware_in(bytes.fromhex("E10000000F") + b"ACR1252U_V100.4") == "ACR1252U_V100.4"
    assert model_of("ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00").way == "acr1252"
