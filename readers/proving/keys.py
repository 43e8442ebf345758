"""The house's keys: from a file that only its owner can read, or from the system's keyring.

The file says for each kind of chip which key is for what, and how each band's own key is made from it::

    [ntag424.file]
    key = "00112233445566778899AABBCCDDEEFF"    # 32 hex digits
    after_uid = "3042F54E585020416275"          # each band has its own, made from its UID and this (AN10922)
    [desfire.mutual]
    key = "…"
    number = 1                                  # the key's number in the chip
    application = "F54230"                      # as it goes over the line

Nothing of a key is ever repeated: not in a message, not in a value that is printed.
"""

from __future__ import annotations

import importlib
import os
import stat
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol, cast

import msgspec
from msgspec import Meta, Struct

from readers.errors import ReaderError
from readers.proving.diversifying import INPUT_MAX, diversified, diversified_by_cmac
from readers.proving.hidden_key import AES_128, Key
from readers.proving.sun import USUAL_ADDRESS, Address

FILE_MAX = 100_000
_UID_MAX = 10
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

Hex = Annotated[str, Meta(pattern=r"^([0-9A-Fa-f]{2})*$", max_length=2 * (INPUT_MAX - _UID_MAX))]


class KeysError(ReaderError):
    """The keys cannot be used. The words say why and what to do, and nothing of any key."""


class ChipKey(Struct, frozen=True, forbid_unknown_fields=True):
    """A key and what it is for.

    ``number``
        The key's number in the chip.
    ``after_uid``
        In hex, what is put after the UID to make each band's own key; left out, all bands share this one.
    ``padding``
        How that key is made: as AN10922 says, or by standard CMAC, which differs for less than 16 bytes.
    ``application``
        Of a DESFire: its application, three bytes in hex as they go over the line.
    """

    key: Key
    number: Annotated[int, Meta(ge=0, le=13)] = 0
    after_uid: Hex | None = None
    padding: Literal["an10922", "cmac"] = "an10922"
    application: Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{6}$")] = "000000"

    def of(self, uid: bytes) -> Key:
        """The key of the band with this number."""
        if self.after_uid is None:
            return self.key
        make = diversified if self.padding == "an10922" else diversified_by_cmac
        return Key(make(self.key.reveal(), uid + bytes.fromhex(self.after_uid)))


class Ntag21xKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """``password``: each band's password is the beginning of its key; without one, none is asked for."""

    password: ChipKey | None = None


class Ntag424Keys(Struct, frozen=True, forbid_unknown_fields=True):
    """For the message (SUN): ``meta`` opens it, ``file`` vouches for it, ``address`` is how it stands in the file.

    ``mutual`` is for challenge and answer.
    """

    meta: ChipKey | None = None
    file: ChipKey | None = None
    address: str = USUAL_ADDRESS
    mutual: ChipKey | None = None


class UltralightAesKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """``uid`` makes a chip show the number it hides; ``vouched`` if it takes commands with a CMAC only."""

    mutual: ChipKey | None = None
    uid: ChipKey | None = None
    vouched: bool = True


class MutualKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """For challenge and answer."""

    mutual: ChipKey | None = None


class KeySet(Struct, frozen=True, forbid_unknown_fields=True):
    """All keys of a house, by kind of chip."""

    ntag21x: Ntag21xKeys = Ntag21xKeys()
    ntag424: Ntag424Keys = Ntag424Keys()
    ultralight_aes: UltralightAesKeys = UltralightAesKeys()
    ultralight_c: MutualKeys = MutualKeys()
    desfire: MutualKeys = MutualKeys()


def read_key_file(path: Path) -> KeySet:
    """The keys in a file. Raises KeysError unless it is a file of ours that nobody else can read, and is right."""
    try:
        # Opened first and looked at then, so that it is this very file that was looked at.
        with path.open("rb") as file:
            _check_is_ours(os.fstat(file.fileno()), path)
            content = file.read(FILE_MAX + 1)
    except OSError as error:
        raise KeysError(f"The keys in {path} cannot be read: {error.strerror}.") from None
    return _parsed(content, str(path))


def read_keyring(service: str, house: str) -> KeySet:
    """The keys of a house in the system's keyring: the text of a key file, as the password of ``house``.

    Raises KeysError if the package ``keyring`` is missing, the keyring has none, or they are not right.
    """
    try:
        keyring = cast("_Keyring", importlib.import_module("keyring"))
    except ImportError:
        raise KeysError(
            "The keys are to come from the system's keyring, which needs the package keyring: pip install keyring"
        ) from None
    try:
        text = keyring.get_password(service, house)
    except Exception as error:  # noqa: BLE001 -- each system's keyring fails in its own way
        raise KeysError(f"The system's keyring does not answer ({type(error).__name__}). Unlock it.") from None
    if text is None:
        raise KeysError(
            f"The system's keyring has no keys of this house. Put them there: keyring set {service} {house}"
        )
    return _parsed(text.encode(), "the system's keyring")


class _Keyring(Protocol):
    """What is used of the package ``keyring``."""

    def get_password(self, service_name: str, username: str) -> str | None: ...


def _check_is_ours(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise KeysError(f"{path} is no file.")
    if status.st_uid != os.geteuid():
        raise KeysError(f"The keys in {path} belong to somebody else. Who runs Loopband must own them: chown them.")
    if status.st_mode & _OTHERS:
        mode = stat.S_IMODE(status.st_mode)
        raise KeysError(f"Others can read or change the keys in {path} (mode {mode:04o}): chmod 600 {path}")


def _parsed(content: bytes, where: str) -> KeySet:
    """The keys of a text. What stands in it is not repeated in words, nor kept in an error's chain."""
    if len(content) > FILE_MAX:
        raise KeysError(f"{where}: this is too long for a file of keys.")
    try:
        table = tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise KeysError(f"{where}: this is no text.") from None
    except tomllib.TOMLDecodeError as error:
        place = str(error).rpartition("(")[2].rstrip(")")
        raise KeysError(f"{where}: this is no TOML {place}.") from None
    try:
        keys = msgspec.convert(table, KeySet, dec_hook=_key)
        Address(keys.ntag424.address)
    except msgspec.ValidationError as error:
        _, at, place = str(error).rpartition(" - at ")
        named = f"{place.strip('`').removeprefix('$.')} is" if at else "something in it is"
        raise KeysError(f"{where}: {named} not as it should be. A key is 32 hex digits.") from None
    except ValueError as error:
        raise KeysError(f"{where}: ntag424.address is not right: {error}.") from None
    return keys


def _key(wanted: type, value: Any) -> Key:  # noqa: ANN401 -- whatever stands in the file
    if wanted is not Key or not isinstance(value, str):
        raise ValueError("no key")
    key = bytes.fromhex(value)
    if len(key) != AES_128:
        raise ValueError("no key")
    return Key(key)
