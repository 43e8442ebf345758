"""Between readers and the venue: what the house asks chips to prove, and what a tap says they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import HouseError
from pos.house.authenticity import KEYRING
from pos.operations import Tapped

if TYPE_CHECKING:
    from pathlib import Path

    from pos.house.authenticity import ChipKind
    from pos.house.model import House
    from readers.chips.naming import Family
    from readers.contract import Examination
    from readers.events import Tap

SERVICE = "loopband"
"""Under this name the system's keyring has the keys, each house's by its id."""

FAMILIES: dict[ChipKind, Family] = {
    "ntag21x": "ntag21x",
    "ultralight": "ultralight",
    "ultralight_c": "ultralight c",
    "ultralight_aes": "ultralight aes",
    "ntag424": "ntag 424",
    "desfire": "desfire",
}
"""Kinds of chips as the venue file and as the readers call them."""

_WITHOUT_KEYS = frozenset({"none", "originality"})


def examination_of(house: House, folder: Path) -> Examination | None:
    """The closer look that the readers take at every band for this house, or None if it asks for no proof.

    Raises HouseError if it needs keys that cannot be had: they are missing, others can read them, they are wrong.
    """
    policy = house.authenticity
    if policy is None or policy.strongest == "none":
        return None
    # Half of its time to load is the cryptography, which most houses never need.
    from readers.proving.examining import Examiner  # noqa: PLC0415
    from readers.proving.keys import KeysError, KeySet, read_key_file, read_keyring  # noqa: PLC0415

    path = folder / policy.keys
    try:
        if policy.keys == KEYRING:
            keys = read_keyring(SERVICE, house.id)
        elif policy.strongest in _WITHOUT_KEYS and not path.exists():
            keys = KeySet()
        else:
            keys = read_key_file(path)
    except KeysError as error:
        raise HouseError(str(error)) from None
    return Examiner(policy.policy, {FAMILIES[kind]: proof for kind, proof in policy.chips.items()}, keys)


def tapped_of(tap: Tap) -> Tapped:
    """A tap as operations carry it: its number, and what it proved. Which reader it was stays outside."""
    return Tapped(tap.uid, tap.proved, tap.doubt, tap.count)
