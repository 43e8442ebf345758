"""The cryptography of chips against every published example: application notes, data sheets, real chips."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readers.chips.naming import Family
from readers.contract import Channel, Speech
from readers.proving import desfire, ev2, originality, sun, ultralight
from readers.proving.ciphers import cmac, decrypted, short_mac
from readers.proving.diversifying import diversified, diversified_by_cmac
from readers.proving.hidden_key import Key
from readers.proving.sun import Said
from tests.readers.support.proving_chips import (
    NTAG213_SIGNATURE,
    NTAG424_SIGNATURE,
    SIGNED_NTAG213,
    SIGNED_NTAG424,
)

H = bytes.fromhex
ZERO = bytes(16)
AN10922_KEY = H("00112233445566778899AABBCCDDEEFF")
AN10922_INPUT = H("04782E21801D803042F54E585020416275")


class Written(Channel):
    """A chip whose every answer is written down, and which must be asked exactly what was written too."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = list(pairs)

    @property
    def uid(self) -> str:
        """See :class:`Channel`, as for all below."""
        return ""

    @property
    def technology(self) -> str:
        """None."""
        return ""

    @property
    def speaks(self) -> Speech:
        """Whatever is written."""
        return "other"

    def transceive_apdu(self, apdu: bytes) -> bytes:
        """The next pair."""
        asked, answer = self._pairs.pop(0)
        assert apdu == H(asked)
        return H(answer)

    def transceive_frame(self, frame: bytes) -> bytes:
        """The next pair."""
        return self.transceive_apdu(frame)


def drawing(number: str) -> Callable[[int], bytes]:
    """Random bytes that are not."""
    return lambda _count: H(number)


# --- CMAC and diversified keys ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "mac"),
    [
        ("", "BB1D6929E95937287FA37D129B756746"),
        ("6BC1BEE22E409F96E93D7E117393172A", "070A16B46B4D4144F79BDD9DD04A287C"),
    ],
)
def test_cmac_of_rfc_4493(message: str, mac: str) -> None:
    """Examples 1 and 2."""
    assert cmac(H("2B7E151628AED2A6ABF7158809CF4F3C"), H(message)) == H(mac)


@pytest.mark.parametrize(
    ("master", "key"),
    [
        (AN10922_KEY.hex(), "A8DD63A3B89D54B37CA802473FDA9175"),
        (AN10922_KEY.hex() + "0102030405060708", "CE39C8E1CD82D9A7BEDBE9D74AF59B23176755EE7586E12C"),
        (
            AN10922_KEY.hex() + "0102030405060708090A0B0C0D0E0F00",
            "4FC6EEC820B4C54314990B8611662DB695E7880982C0001E6067488346100AED",
        ),
    ],
    ids=["AES-128", "AES-192", "AES-256"],
)
def test_diversified_keys_of_an10922(master: str, key: str) -> None:
    """AN10922 2.2.1, 2.3.1 and 2.4.1: the same input under three lengths of master key."""
    assert diversified(H(master), AN10922_INPUT) == H(key)


@pytest.mark.parametrize(
    ("length", "key"),
    [
        (1, "281049D52ECBC8F60961993D34DE3D54"),
        (7, "E8B7F67C78C34AF1446E331EF7E6D3FF"),
        (15, "5A3C7F6F0687F24F82DEE7EDA0970D08"),
        (16, "FEED9FBD36CDB16819A72D30BCF9240B"),
        (31, "21C28CD89BB3147F66C7DBD4851CAB20"),
    ],
)
def test_diversified_keys_of_every_length_of_input(length: int, key: str) -> None:
    """Computed elsewhere by AES-CBC alone from the subkeys that AN10922 prints; its padding is the point."""
    assert diversified(AN10922_KEY, bytes(range(length))) == H(key)


def test_a_bare_uid_is_padded_to_two_blocks_as_an10957_shows() -> None:
    """The trap: for a short input AN10922 is not standard CMAC. Both ways are there, and differ."""
    master, uid = H("F3F9377698707B688EAF84ABE39E3791"), H("04DEADBEEFFEED")
    assert diversified(master, uid) == H("0BB408BAFF98B6EE9F2E1585777F6A51")
    assert diversified_by_cmac(master, uid) == cmac(master, b"\x01" + uid)
    assert diversified_by_cmac(master, uid) != diversified(master, uid)


def test_both_ways_are_one_for_a_long_input() -> None:
    """From 16 bytes on nobody needs to know which it was."""
    for length in range(16, 32):
        about = bytes(range(length))
        assert diversified(AN10922_KEY, about) == diversified_by_cmac(AN10922_KEY, about)


@pytest.mark.parametrize("length", [0, 32])
def test_an_input_that_is_none_or_too_long_is_no_input(length: int) -> None:
    """Nothing is cut or made up."""
    for way in (diversified, diversified_by_cmac):
        with pytest.raises(ValueError, match="1 to 31 bytes"):
            way(AN10922_KEY, bytes(length))


# --- the message of NTAG 424 DNA --------------------------------------------------------------------


def test_the_messages_encrypted_part_of_an12196() -> None:
    """3.4.2.1: who made it, and the count, least byte first."""
    secret = H("EF963FF7828658A599F3041510671E88")
    assert decrypted(ZERO, secret) == H("C704DE5F1EACC0403D0000DA5CF60941")
    assert sun.open_message(ZERO, secret) == Said(H("04DE5F1EACC040"), 61)


def test_the_messages_mac_of_an12196() -> None:
    """3.4.4.2.1: the session's key, and the CMAC over nothing."""
    said = Said(H("04DE5F1EACC040"), 61)
    assert sun.session_mac_key(ZERO, said) == H("3FB5F6E3A807A03D5E3570ACE393776F")
    assert sun.message_mac(ZERO, said) == H("94EED9EE65337086")


def test_the_whole_address_with_encrypted_file_data_of_an12196() -> None:
    """Page 18: number, count, the file's own secret, and a CMAC that covers it up to its own place."""
    address = (
        "https://www.my424dna.com/?picc_data=FD91EC264309878BE6345CBE53BADF40"
        "&enc=CEE9A53E3E463EF1F459635736738962&cmac=ECC1E7F6C6C73BF6"
    )
    found = sun.Address("picc_data={picc}&enc={enc}&cmac={mac}").find(address)
    said = sun.who_says(found, ZERO)
    assert said == Said(H("04958CAA5C5E80"), 8)
    sun.check(found, said, ZERO)
    assert sun.file_data(ZERO, said, H(found["enc"])) == b"x" * 16


def test_session_keys_of_an12196() -> None:
    """3.3: both keys of one message, from the labels."""
    key, bound = H("5ACE7E50AB65D5D51FD5BF5A16B8205B"), "04C767F2066180010000"
    assert cmac(key, H("C33C00010080" + bound)) == H("66DA61797E23DECA5D8ECA13BBADF7A9")
    assert cmac(key, H("3CC300010080" + bound)) == H("3A3E8110E05311F7A3FCF0D969BF2B48")
    said = Said(H("04C767F2066180"), 1)
    assert sun.session_mac_key(key, said) == H("3A3E8110E05311F7A3FCF0D969BF2B48")


def test_a_message_in_the_open() -> None:
    """Of a public back end (nfc-developer/sdm-backend): number and count are not encrypted."""
    found = sun.Address("uid={uid}&ctr={count}&cmac={mac}").find(
        "tag?uid=041E3C8A2D6B80&ctr=000006&cmac=4B00064004B0B3D3"
    )
    said = sun.who_says(found, None)
    assert said == Said(H("041E3C8A2D6B80"), 6)
    sun.check(found, said, ZERO)


# --- challenge and answer ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "ours", "pairs", "session"),
    [
        (
            0,
            "13C5DB8A5930439FC3DEF9A4C675360F",
            [
                ("9071000002000000", "A04C124213C186F22399D33AC2A3021591AF"),
                (
                    "90AF00002035C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D00",
                    "3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F081206639100",
                ),
            ],
            ("9D00C4DF", "1309C877509E5A215007FF0ED19CA564", "4C6626F5E72EA694202139295C7A7FC7"),
        ),
        (
            3,
            "B98F4C50CF1C2E084FD150E33992B048",
            [
                ("9071000002030000", "B875CEB0E66A6C5CD00898DC371F92D191AF"),
                (
                    "90AF000020FF0306E47DFBC50087C4D8A78E88E62DE1E8BE457AA477C707E2F0874916A8B100",
                    "0CC9A8094A8EEA683ECAAC5C7BF20584206D0608D477110FC6B3D5D3F65C3A6A9100",
                ),
            ],
            ("7614281A", "7A93D6571E4B180FCA6AC90C9A7488D4", "FC4AF159B62E549B5812394CAB1918CC"),
        ),
    ],
    ids=["AN12196 6.6, key 0", "AN12196 6.10, key 3"],
)
def test_ev2_first(number: int, ours: str, pairs: list[tuple[str, str]], session: tuple[str, str, str]) -> None:
    """Every byte both ways, the transaction's identifier and both keys of the session."""
    agreed = ev2.authenticate_ev2_first(Written(*pairs), Key(ZERO), number, draw=drawing(ours))
    assert (agreed.transaction, agreed.enc.reveal(), agreed.mac.reveal()) == tuple(map(H, session))


def test_the_short_mac_of_an12196() -> None:
    """5.3: every second byte of a CMAC over a command."""
    mac = cmac(H("8248134A386E86EB7FAF54A52E536CB6"), H("F500007A21085E02"))
    assert short_mac(mac) == H("6597A457C8CD442C")


def test_ev1_authentication_with_aes() -> None:
    """A DESFire EV1 as the test of python-desfire has it: every byte both ways, and the session's key."""
    chip = Written(
        ("90AA0000010000", "B969FDFE56FD91FC9DE6F6F213B8FD1E91AF"),
        (
            "90AF00002036AAD7DF6E436BA08D18613830A70D5AD43E3D3F4A8D47541EEE623A934E477400",
            "800DB680BC146BD121D6578F2D2E20599100",
        ),
    )
    session = desfire.authenticate_ev1(chip, Key(ZERO), 0, draw=drawing("F44B26F5686F3A391CD38EBD10772281"))
    assert session.reveal() == H("F44B26F5C05DDD7110772281C4D066E8")


def test_ultralight_aes_of_its_data_sheet() -> None:
    """MF0AES(H)20: AUTHENTICATE, every byte both ways."""
    chip = Written(
        ("1A00", "AFD5A847B84862FF3874A7F07B8DDF351B"),
        (
            "AFCDF22C5F7A92F0AF0155612B9B236AC7A424BC5238D41AD041B8165B7D99E524",
            "002C743D6B1E128F8076BD197B76012CE8",
        ),
    )
    ultralight.authenticate_aes(chip, Key(ZERO), draw=drawing("F29B0123F5C00DF612487BBF42468C7E"))


def test_ultralight_aes_session_of_an13452() -> None:
    """The session's key, and the CMAC that vouches for the first command after it."""
    chip = Written(
        ("1A00", "AF374142DAFB0AB97183D846EB7ED379E0"),
        (
            "AF794693B2A31E7F10964A2BD834590AC485F84E9F8B13197AB32433346F60B821",
            "00A17673DCC20D27EE80584ACCFC39E0A3",
        ),
    )
    session = ultralight.authenticate_aes(chip, Key(ZERO), draw=drawing("42BDF7E08E110F14B6D3323D14F1C2B9"))
    assert session.reveal() == H("D6B4F8AC7A66CFA041DC179A154543BF")
    assert ultralight.command_mac(session, 0, H("60")) == H("1D5DE802D6751670")


def test_ultralight_c_of_its_data_sheet() -> None:
    """MF0ICU2, the numerical example of the authentication: every byte both ways."""
    chip = Written(
        ("1A00", "AF577293FD2F34CA51"),
        ("AF0A638559FC7737F9F15D7862EBBE967A", "003B884FA07C137CE1"),
    )
    key = Key(H("49454D4B41455242214E4143554F5946"))
    ultralight.authenticate_c(chip, key, draw=drawing("A8AF3B256C75ED40"))


# --- the maker's signature --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "uid", "signature"),
    [
        ("ntag21x", SIGNED_NTAG213, NTAG213_SIGNATURE.hex()),
        ("ntag 424", SIGNED_NTAG424, NTAG424_SIGNATURE.hex()),
        (
            "ntag 424",
            "047728824D6580",
            (
                "9C7068636A285FEBA1E2406654009DCE6E8A9C9CE318BE0262ED162519B970B3"
                "2FB802858420D667D12CEBCD32BB4BC8AFE21C753A5A6C26"
            ),
        ),
    ],
    ids=["a real NTAG213", "AN12196 8.2", "a real NTAG 424 DNA"],
)
def test_signatures_of_real_chips(family: Family, uid: str, signature: str) -> None:
    """They hold; with any other bit, for another number or by another kind of chip's key they do not."""
    keys = originality.NXP_KEYS[family]
    whole, number = H(signature), H(uid)
    assert originality.is_signed(number, whole, keys)
    for bit in range(0, len(whole) * 8, 37):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not originality.is_signed(number, bytes(flipped), keys)
    assert not originality.is_signed(number[:-1] + b"\x01", whole, keys)
    assert not originality.is_signed(number, whole[:-1], keys)
    assert not originality.is_signed(number, bytes(len(whole)), keys)
    assert not originality.is_signed(number, b"", keys)
    assert not originality.is_signed(number, whole, originality.NXP_KEYS["ultralight"])
