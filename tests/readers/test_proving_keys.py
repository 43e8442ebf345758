"""Keys: who may read the file, what a wrong one says, and that nothing of a key ever shows."""

from __future__ import annotations

import copy
import logging
import os
import pickle
import re
import sys
import traceback
from pathlib import Path
from types import ModuleType

import pytest

from readers.proving.diversifying import diversified, diversified_by_cmac
from readers.proving.hidden_key import Key
from readers.proving.keys import KeysError, KeySet, read_key_file, read_keyring

SECRET = "00112233445566778899AABBCCDDEEFF"
"""That of AN10922."""
UID = bytes.fromhex("04782E21801D80")
FILE = f"""
[ntag21x.password]
key = "{SECRET}"
after_uid = "3042F54E585020416275"
[ntag424]
address = "picc_data={{picc}}&cmac={{mac}}"
[ntag424.meta]
key = "{SECRET}"
[ntag424.file]
key = "{SECRET}"
after_uid = "3042F54E585020416275"
[ultralight_aes]
vouched = false
[ultralight_aes.mutual]
key = "{SECRET}"
after_uid = ""
padding = "cmac"
[desfire.mutual]
key = "{SECRET}"
number = 1
application = "F54230"
"""


def write(folder: Path, text: str, mode: int = 0o600) -> Path:
    """A file of keys."""
    path = folder / "keys.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def traces(said: str) -> bool:
    """Whether a text has the key, or half of it, in any of the forms people and programs write bytes."""
    raw = bytes.fromhex(SECRET)
    plain = said.lower().replace(" ", "").replace(":", "").replace("\\x", "")
    forms = [half.hex() for half in (raw[:8], raw[8:])] + [str(list(raw))[1:-1].replace(" ", "")]
    return any(form in plain for form in forms)


def test_keys_come_from_a_file_that_is_ours_alone(tmp_path: Path) -> None:
    """Each for its chip and purpose, and each band's own made from it as the file says."""
    keys = read_key_file(write(tmp_path, FILE))
    assert keys.ntag424.file is not None
    assert keys.ntag424.file.of(UID).reveal() == bytes.fromhex("A8DD63A3B89D54B37CA802473FDA9175")
    assert keys.ntag424.meta is not None
    assert keys.ntag424.meta.of(UID).reveal() == bytes.fromhex(SECRET)
    assert keys.ntag424.address == "picc_data={picc}&cmac={mac}"
    assert keys.ultralight_aes.mutual is not None
    short = keys.ultralight_aes.mutual.of(UID).reveal()
    assert short == diversified_by_cmac(bytes.fromhex(SECRET), UID) != diversified(bytes.fromhex(SECRET), UID)
    assert keys.desfire.mutual is not None
    assert (keys.desfire.mutual.number, keys.desfire.mutual.application) == (1, "F54230")
    assert keys.ultralight_c.mutual is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601, 0o777])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """With the command that makes it right; what is in it is not even looked at."""
    path = write(tmp_path, "this is no TOML", mode)
    with pytest.raises(KeysError, match=f"chmod 600 {path}"):
        read_key_file(path)


def test_a_file_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who can write it can also read it."""
    path = write(tmp_path, FILE)
    someone = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: someone)
    with pytest.raises(KeysError, match="belong to somebody else"):
        read_key_file(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """Nothing there, a folder, a device."""
    for path in (tmp_path / "none.toml", tmp_path, Path(os.devnull)):
        with pytest.raises(KeysError):
            read_key_file(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'[ntag424.file]\nkey = "{SECRET}\n', "no TOML at line 2"),
        (f'[ntag424.file]\nkey = "{SECRET}00"', "ntag424.file.key"),
        (f'[ntag424.file]\nkey = "{SECRET[:-1]}"', "ntag424.file.key"),
        (f'[ntag424.file]\nkey = "{SECRET[:-1]}x"', "ntag424.file.key"),
        ("[ntag424.file]\nkey = 12345", "ntag424.file.key"),
        (f'[ntag424.file]\nkey = "{SECRET}"\npadding = "{SECRET}"', "ntag424.file.padding"),
        (f'[ntag424.file]\nkey = "{SECRET}"\nafter_uid = "{SECRET}{SECRET}"', "ntag424.file.after_uid"),
        (f'[ntag424.file]\nkey = "{SECRET}"\n{SECRET} = 1', "ntag424.file"),
        (f'[ntag424.file]\nkey = "{SECRET}"\nnumber = 99', "ntag424.file.number"),
        ("[ntag424.file]\nnumber = 1", "ntag424.file"),
        (f'[{SECRET}]\nkey = "{SECRET}"', "something in it"),
        (f'[ntag424]\naddress = "{SECRET}"', "ntag424.address"),
        ("x" * 100_001, "too long"),
    ],
)
def test_a_file_that_is_wrong_is_refused_without_repeating_what_is_in_it(tmp_path: Path, text: str, words: str) -> None:
    """The words say where; neither they nor the whole traceback have anything of a key."""
    with pytest.raises(KeysError, match=words) as raised:
        read_key_file(write(tmp_path, text))
    assert not traces("".join(traceback.format_exception(raised.value)))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A file of something else."""
    path = write(tmp_path, "")
    path.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(KeysError, match="no text"):
        read_key_file(path)


def test_a_key_shows_itself_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Printed, logged, formatted, in an error, in the value it belongs to; and it cannot be stored or copied away."""
    keys = read_key_file(write(tmp_path, FILE))
    key = Key(bytes.fromhex(SECRET))
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("readers").debug("keys %s %r %s", keys, key, [key])
    said = [repr(keys), str(keys), f"{key}", f"{key!r}", f"{keys.ntag424!r}", str({"k": key}), caplog.text]
    error = ValueError(keys, key)
    said += [str(error), *traceback.format_exception(error)]
    assert not any(traces(words) for words in said)
    for store in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            store(key)


def test_the_search_for_traces_would_find_some() -> None:
    """Written in capitals, with blanks, as a list of numbers."""
    raw = bytes.fromhex(SECRET)
    assert all(traces(words) for words in (SECRET, raw.hex(" "), f"x{SECRET[:16]}y", str(list(raw))))


# --- the system's keyring ---------------------------------------------------------------------------


class _Keyring(ModuleType):
    """A keyring with one password, or locked."""

    def __init__(self, text: str | None, *, locked: bool = False) -> None:
        super().__init__("keyring")
        self._text, self._locked = text, locked
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service_name: str, username: str) -> str | None:
        """As the package has it."""
        self.asked.append((service_name, username))
        if self._locked:
            raise RuntimeError(f"locked {SECRET}")
        return self._text


def test_keys_can_come_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text, under the house's id."""
    keyring = _Keyring(FILE)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert read_keyring("loopband", "my-house").ntag424.file is not None
    assert keyring.asked == [("loopband", "my-house")]


@pytest.mark.parametrize(
    ("keyring", "words"),
    [
        (None, "pip install keyring"),
        (_Keyring(None), "keyring set loopband my-house"),
        (_Keyring(None, locked=True), "Unlock it"),
        (_Keyring(f'[desfire.mutual]\nkey = "{SECRET}0"'), "desfire.mutual.key"),
    ],
    ids=["not installed", "empty", "locked", "wrong"],
)
def test_a_keyring_that_has_no_keys_says_so(
    monkeypatch: pytest.MonkeyPatch, keyring: ModuleType | None, words: str
) -> None:
    """In words that say what to do, and nothing of what it said itself."""
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    with pytest.raises(KeysError, match=words) as raised:
        read_keyring("loopband", "my-house")
    assert not traces("".join(traceback.format_exception(raised.value)))


def test_an_empty_file_has_no_keys(tmp_path: Path) -> None:
    """That is no fault: a house may ask for signatures only."""
    assert repr(read_key_file(write(tmp_path, ""))) == repr(KeySet())


def test_the_key_file_of_the_hardware_page_is_one(tmp_path: Path) -> None:
    """Whoever copies it and puts their own keys in has a file that is read."""
    page = (Path(__file__).parents[2] / "hardware.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(# keys\.toml\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    file = tmp_path / "keys.toml"
    file.touch(0o600)
    file.write_text(block)
    keys = read_key_file(file)
    assert keys.ntag424.meta is not None
    assert keys.ntag424.file is not None
    assert keys.desfire.mutual is not None
    assert keys.desfire.mutual.application == "F54230"
