"""Conversations with chips that can prove what they are, and with copies: through the house's closer look."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.contract import Examined
from readers.errors import ChipFailed
from readers.events import Proof
from readers.proving import sun
from readers.proving.ciphers import encrypted
from readers.proving.examining import STRENGTH, Examiner
from readers.proving.hidden_key import Key
from readers.proving.keys import (
    ChipKey,
    KeySet,
    MutualKeys,
    Ntag21xKeys,
    Ntag424Keys,
    UltralightAesKeys,
)
from readers.proving.refusal import NotProved
from tests.readers.support.proving_chips import (
    DESFIRE_EV1_VERSION,
    DESFIRE_EV2_VERSION,
    NTAG213_SIGNATURE,
    NTAG424_SIGNATURE,
    SIGNED_NTAG213,
    SIGNED_NTAG424,
    Desfire,
    DirectChannel,
    Ntag21x,
    Ntag424,
    UltralightAes,
    UltralightC,
)
from tests.readers.support.virtual_chips import Chip, ProcessorCard

BAND = "04A1B2C3D4E5F6"
OTHER = "04112233445566"
MASTER = bytes(range(16))
SHARED = bytes(range(16, 32))
APPLICATION = "F54230"
OURS = ChipKey(Key(MASTER), after_uid="6C6F6F7062616E64")
"""Each band has its own key."""
KEYS = KeySet(
    ntag21x=Ntag21xKeys(),
    ntag424=Ntag424Keys(meta=ChipKey(Key(SHARED)), file=OURS, mutual=OURS),
    ultralight_aes=UltralightAesKeys(mutual=OURS, uid=ChipKey(Key(SHARED))),
    ultralight_c=MutualKeys(mutual=OURS),
    desfire=MutualKeys(mutual=ChipKey(Key(MASTER), 1, "6C6F6F7062616E64", application=APPLICATION)),
)


def own(uid: str) -> bytes:
    """The key that the band with this number has."""
    return OURS.of(bytes.fromhex(uid)).reveal()


def look(asked: Proof, uid: str, chip: Chip | ProcessorCard, keys: KeySet = KEYS) -> Examined:
    """What the house's closer look finds."""
    return Examiner(asked, keys=keys)(DirectChannel(uid, chip))


# --- every chip, genuine and copied -----------------------------------------------------------------

Make = Callable[[str, bytes], Chip | ProcessorCard]
MUTUAL: dict[str, tuple[str, Make]] = {
    "Ultralight AES": ("MIFARE Ultralight AES", UltralightAes),
    "Ultralight C": ("MIFARE Ultralight C", lambda _uid, key: UltralightC(key)),
    "NTAG 424 DNA": ("NTAG 424 DNA", lambda uid, key: Ntag424(uid, key=key)),
    "DESFire EV2": (
        "MIFARE DESFire EV2",
        lambda uid, key: Desfire(uid, key, bytes.fromhex(APPLICATION), *DESFIRE_EV2_VERSION),
    ),
    "DESFire EV1": (
        "MIFARE DESFire EV1",
        lambda uid, key: Desfire(uid, key, bytes.fromhex(APPLICATION), *DESFIRE_EV1_VERSION),
    ),
}


@pytest.mark.parametrize("kind", MUTUAL)
def test_a_chip_that_knows_its_key_proves_it(kind: str) -> None:
    """Both sides prove to each other that they know the band's own key; the tap says so, and what the chip is."""
    name, make = MUTUAL[kind]
    assert look("mutual", BAND, make(BAND, own(BAND))) == Examined(name, "mutual")


@pytest.mark.parametrize("kind", MUTUAL)
def test_a_chip_with_another_key_is_a_copy(kind: str) -> None:
    """The number of one band on a chip with the key of another, with the factory's, or with one bit changed."""
    _, make = MUTUAL[kind]
    right = own(BAND)
    # The lowest bit of each byte of a DES key is parity and means nothing.
    flipped = bytes([right[0] ^ 0x10, *right[1:]])
    for key in (own(OTHER), bytes(16), flipped, MASTER):
        found = look("mutual", BAND, make(BAND, key))
        assert found.proved == "none"
        assert found.doubt in {"wrong", "refused"}
        assert found.doubt_words


def test_an_answer_from_another_time_proves_nothing() -> None:
    """A chip that plays back what the real one once answered does not answer the challenge of today."""
    real = UltralightAes(BAND, own(BAND))

    class Tape(Chip):
        """It says what it once heard."""

        def answer(self, frame: bytes) -> bytes | None:
            """The begin as it was, and any answer that fits its form."""
            if frame[:1] == b"\x1a":
                return b"\xaf" + bytes(16)
            return b"\0" + encrypted(bytes(16), bytes(16)) if frame[:1] == b"\xaf" else super().answer(frame)

    tape = Tape(version=real.version.hex())
    assert look("mutual", BAND, tape).doubt == "wrong"


def test_a_chip_that_hides_its_number_tells_it_after_it_proved_itself() -> None:
    """An Ultralight AES with a made-up number: the tap has its real one, found with the key for that."""
    for vouched in (True, False):
        keys = KeySet(ultralight_aes=UltralightAesKeys(OURS, ChipKey(Key(SHARED)), vouched))
        chip = UltralightAes(BAND, own(BAND), SHARED, vouched=vouched)
        assert look("mutual", "08A1B2C3", chip, keys) == Examined("MIFARE Ultralight AES", "mutual", uid=BAND)
        stranger = UltralightAes(BAND, own(OTHER), SHARED, vouched=vouched)
        assert look("mutual", "08A1B2C3", stranger, keys).proved == "none"
        without = KeySet(ultralight_aes=UltralightAesKeys(OURS))
        assert look("mutual", "08A1B2C3", chip, without).doubt == "foreign"


# --- the maker's signature --------------------------------------------------------------------------


def test_a_signed_ntag_proves_its_maker_and_tells_its_count() -> None:
    """A real chip's number and signature; the count rises by one with each tap, as the chip's does."""
    chip = Ntag21x(NTAG213_SIGNATURE, count=41)
    assert look("originality", SIGNED_NTAG213, chip) == Examined("NTAG213", "originality", count=42)
    assert look("originality", SIGNED_NTAG213, chip).count == 43
    uncounted = Ntag21x(NTAG213_SIGNATURE, count=None)
    assert look("originality", SIGNED_NTAG213, uncounted) == Examined("NTAG213", "originality")


def test_a_copied_number_has_no_signature_or_another_ones() -> None:
    """No signature: refused. Another chip's, or one with a bit changed: wrong."""
    assert look("originality", SIGNED_NTAG213, Ntag21x()).doubt == "refused"
    assert look("originality", BAND, Ntag21x(NTAG213_SIGNATURE)).doubt == "wrong"
    flipped = bytes([NTAG213_SIGNATURE[0] ^ 1]) + NTAG213_SIGNATURE[1:]
    found = look("originality", SIGNED_NTAG213, Ntag21x(flipped))
    assert (found.proved, found.doubt) == ("none", "wrong")
    assert "copy" in found.doubt_words


def test_a_signed_ntag_424_proves_its_maker() -> None:
    """Its signature is on another curve; another chip's is refused."""
    chip = Ntag424(SIGNED_NTAG424, signature=NTAG424_SIGNATURE)
    assert look("originality", SIGNED_NTAG424, chip) == Examined("NTAG 424 DNA", "originality")
    assert look("originality", BAND, Ntag424(BAND, signature=NTAG424_SIGNATURE)).doubt == "wrong"


def test_a_copied_number_and_signature_lacks_the_bands_password() -> None:
    """Where the house gave each band a password, a copy of all that can be read does not know it."""
    keys = KeySet(ntag21x=Ntag21xKeys(password=OURS))
    key = own(SIGNED_NTAG213)
    real = Ntag21x(NTAG213_SIGNATURE, password=key[:4], acknowledge=key[4:6])
    assert look("originality", SIGNED_NTAG213, real, keys).proved == "originality"
    for copy in (
        Ntag21x(NTAG213_SIGNATURE),
        Ntag21x(NTAG213_SIGNATURE, password=b"\xff" * 4, acknowledge=b"\0\0"),
        Ntag21x(NTAG213_SIGNATURE, password=key[:4], acknowledge=b"\0\0"),
    ):
        found = look("originality", SIGNED_NTAG213, copy, keys)
        assert (found.proved, found.doubt in {"refused", "wrong"}) == ("none", True)


# --- the message that comes once --------------------------------------------------------------------


def ntag424(uid: str = BAND, **more: int | str) -> Ntag424:
    """A band with the house's keys."""
    return Ntag424(uid, meta=SHARED, file=own(uid), key=own(uid), **more)  # type: ignore[arg-type] # names as they are


def test_every_tap_has_a_new_message_with_a_higher_count() -> None:
    """Nothing of a message comes again."""
    chip = ntag424()
    counts = [look("sun", BAND, chip).count for _ in range(3)]
    assert counts == [1, 2, 3]
    assert len(set(chip.said)) == 3
    assert look("sun", BAND, chip) == Examined("NTAG 424 DNA", "sun", count=4)


def test_a_message_of_another_band_or_house_is_refused() -> None:
    """Copied onto a chip with another number; made with another house's keys; changed in any digit."""
    said = ntag424().message()
    assert look("sun", BAND, ntag424(says=said)).proved == "sun"
    assert look("sun", OTHER, ntag424(OTHER, says=said)).doubt == "wrong"
    assert look("sun", BAND, Ntag424(BAND)).doubt == "wrong"
    assert look("sun", BAND, ntag424(says="nothing of ours")).doubt == "foreign"
    assert look("sun", BAND, ntag424(says="e=12&c=34")).doubt == "foreign"


@given(place=st.integers(0, 47), other=st.integers(1, 15))
def test_a_message_with_any_digit_changed_is_refused(place: int, other: int) -> None:
    """Of the encrypted part or of the CMAC: none that was not made by the chip passes."""
    said = ntag424().message()
    at = place + (len("e=") if place < 32 else len("e=&c="))
    changed = said[:at] + f"{int(said[at], 16) ^ other:X}" + said[at + 1 :]
    found = look("sun", BAND, ntag424(says=changed))
    assert (found.proved, found.doubt) == ("none", "wrong")


def test_an_old_message_is_told_with_its_old_count() -> None:
    """A recorded message still proves who made it: only the book, which knows the count, can refuse it."""
    chip = ntag424()
    first = look("sun", BAND, chip)
    look("sun", BAND, chip)
    replayed = look("sun", BAND, ntag424(says=chip.said[0]))
    assert replayed == first


def test_a_chip_that_hides_its_number_tells_it_in_its_message() -> None:
    """With a made-up number in front, the message says who it is."""
    found = look("sun", "08A1B2C3", ntag424())
    assert (found.uid, found.proved, found.count) == (BAND, "sun", 1)


@pytest.mark.parametrize(
    "written", ["", "e={picc}", "c={mac}&e={picc}", "uid={uid}&c={mac}", "e={picc}&c={mac}{mac}", "{key}{mac}"]
)
def test_an_address_that_cannot_be_checked_is_none(written: str) -> None:
    """It says who, and has its CMAC at the end."""
    with pytest.raises(ValueError, match=r"say who made|the places are"):
        sun.Address(written)


# --- what is asked of which chip --------------------------------------------------------------------


def test_a_house_that_asks_nothing_learns_what_the_chip_is() -> None:
    """No proof is tried, no signature read."""
    channel = DirectChannel(BAND, Ntag21x())
    assert Examiner()(channel) == Examined("NTAG213")
    assert channel.frames == [b"\x60"]


def test_what_a_chip_cannot_give_is_asked_for_in_a_stronger_form() -> None:
    """A house that asks for a signature takes a DESFire's key for it; nothing weaker counts."""
    desfire = Desfire(BAND, own(BAND), bytes.fromhex(APPLICATION))
    assert look("originality", BAND, desfire).proved == "mutual"
    assert look("sun", BAND, desfire).proved == "mutual"
    assert look("sun", SIGNED_NTAG213, Ntag21x(NTAG213_SIGNATURE)).doubt == "foreign"
    assert look("originality", BAND, Chip(version="")).doubt == "refused"
    assert look("originality", BAND, ProcessorCard(BAND)).doubt == "foreign"


def test_some_kinds_of_chips_can_be_asked_for_more() -> None:
    """A house with two kinds of bands asks each for what it can."""
    examiner = Examiner("originality", {"ntag 424": "mutual"}, KEYS)
    assert examiner(DirectChannel(BAND, ntag424())).proved == "mutual"
    assert examiner(DirectChannel(SIGNED_NTAG213, Ntag21x(NTAG213_SIGNATURE))).proved == "originality"


def test_a_chip_the_house_has_no_key_for_is_foreign() -> None:
    """It says so, and nothing is sent to the chip that needs a key."""
    for asked in ("sun", "mutual"):
        found = look(asked, BAND, ntag424(), KeySet())
        assert (found.doubt, "no key" in found.doubt_words) == ("foreign", True)


def test_a_chip_that_was_pulled_is_no_copy() -> None:
    """Whatever breaks the conversation off is told as it is; a chip that is silent once is asked again."""

    class Restless(DirectChannel):
        """Taken away at the n-th frame, or silent."""

        def __init__(self, why: str, at: int) -> None:
            super().__init__(SIGNED_NTAG213, Ntag21x(NTAG213_SIGNATURE))
            self._why, self._at = why, at

        def transceive_frame(self, frame: bytes) -> bytes:
            """Fail once."""
            if len(self.frames) == self._at:
                self.frames.append(frame)
                raise ChipFailed(self._why, "It moved.")  # type: ignore[arg-type] # one of the words
            return super().transceive_frame(frame)

    for why in ("pulled", "timeout", "lost", "unsupported"):
        for at in range(3):
            found = Examiner("originality")(Restless(why, at))
            assert (found.proved, found.doubt, found.doubt_words) == ("none", why, "It moved.")
    assert Examiner("originality")(Restless("refused", 1)).proved == "originality"


@given(answers=st.lists(st.binary(max_size=70), max_size=6), asked=st.sampled_from(STRENGTH), frames=st.booleans())
def test_a_chip_that_answers_anything_proves_nothing(answers: list[bytes], asked: Proof, frames: bool) -> None:
    """Short answers, long ones, wrong ones: a doubt, never a proof and never a crash."""
    left = list(answers)

    class Odd(Chip):
        """Says what comes."""

        def answer(self, frame: bytes) -> bytes | None:
            """One after the other, then nothing."""
            return left.pop(0) if left else None

    class OddProcessor(ProcessorCard):
        """Says what comes."""

        def answer(self, apdu: bytes) -> bytes:
            """One after the other, then an error."""
            return left.pop(0) if left else b"\x6f\x00"

    found = look(asked, BAND, Odd() if frames else OddProcessor(BAND))
    assert found.proved == "none"
    assert (found.doubt != "") or asked == "none"


@given(signature=st.binary(min_size=32, max_size=32))
def test_no_made_up_signature_passes(signature: bytes) -> None:
    """Whatever 32 bytes a copy shows."""
    assert look("originality", SIGNED_NTAG213, Ntag21x(signature)).proved == "none"


def test_a_session_is_new_each_time() -> None:
    """The numbers that both sides draw are never the same, so neither are the keys."""
    from readers.proving.ultralight import authenticate_aes

    key = secrets.token_bytes(16)
    channel = DirectChannel(BAND, UltralightAes(BAND, key))
    assert len({authenticate_aes(channel, Key(key)).reveal() for _ in range(5)}) == 5
    with pytest.raises((NotProved, ChipFailed)):
        authenticate_aes(channel, Key(bytes(16)))
