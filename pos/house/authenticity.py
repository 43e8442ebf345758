"""What a band's chip has to prove in this house, and how fast a band can get from one station to another."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from pos.operations.values import PROOFS, Proof

ChipKind = Literal["ntag21x", "ultralight", "ultralight_c", "ultralight_aes", "ntag424", "desfire"]

CHIP_PROOFS: dict[ChipKind, tuple[Proof, ...]] = {
    "ntag21x": ("originality",),
    "ultralight": ("originality",),
    "ultralight_c": ("mutual",),
    "ultralight_aes": ("mutual",),
    "ntag424": ("originality", "sun", "mutual"),
    "desfire": ("mutual",),
}
"""What each kind of chip can be asked to prove, weakest first."""

KEY_FILE = "keys.toml"
KEYRING = "keyring"
"""Instead of a file's name: the keys are in the system's keyring."""


class Authenticity(Struct, frozen=True):
    """The house's policy against copied bands. A house without one lets a number count.

    ``policy``
        What every band has to prove at least.
    ``chips``
        Kinds of chips that have to prove more.
    ``refuse_random_uids``
        A number that a chip makes up anew each time names nobody.
    ``uid_bytes``
        How long the numbers of the house's bands are; empty: any length of a real chip.
    ``typed_numbers``
        Whether staff may type a printed number instead of tapping the band, where bands have to prove something.
    ``keys``
        The file with the keys, in the house's folder unless it says where; or ``keyring``. No key is here.
    ``least_walk_s``
        From one place to another nobody is faster, unless ``walks`` says how long it takes.
    ``places``
        Station → place. Nobody walks within a place; a station without one is a place by itself.
    ``walks``
        Two places or stations, in the order of the alphabet → the least seconds from one to the other.
    """

    policy: Proof = "none"
    chips: dict[ChipKind, Proof] = field(default_factory=dict)
    refuse_random_uids: bool = True
    uid_bytes: tuple[int, ...] = ()
    typed_numbers: bool = True
    keys: str = KEY_FILE
    least_walk_s: int = 2
    places: dict[str, str] = field(default_factory=dict)
    walks: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def strongest(self) -> Proof:
        """The most that any band of the house is asked to prove."""
        return max((self.policy, *self.chips.values()), key=PROOFS.index)

    def walk_s(self, one: str, other: str) -> int:
        """The least seconds between two stations: what is said of them, else of their places, else the least."""
        here, there = self.places.get(one, one), self.places.get(other, other)
        if here == there:
            return 0
        for first, second in ((one, other), (one, there), (here, other), (here, there)):
            seconds = self.walks.get((min(first, second), max(first, second)))
            if seconds is not None:
                return seconds
        return self.least_walk_s


def is_random(uid: str) -> bool:
    """Whether a chip made this number up for one contact: 4 bytes beginning with 08 (ISO 14443-3)."""
    return len(uid) == 8 and uid.startswith("08")
