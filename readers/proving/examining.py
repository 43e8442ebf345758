"""The house's closer look at every band: which proof is asked of which chip, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from msgspec import Struct

from readers.chips.identity import identify
from readers.chips.naming import Chip, Family
from readers.chips.reading import read_signature
from readers.contract import Channel, Examined
from readers.errors import ChipFailed
from readers.events import Doubt, Proof, is_random_uid
from readers.proving import desfire, ev2, ntag21x, sun, ultralight
from readers.proving.keys import ChipKey, KeySet
from readers.proving.originality import NXP_KEYS, is_signed
from readers.proving.refusal import NotProved

STRENGTH: tuple[Proof, ...] = get_args(Proof)
"""Proofs, weakest first."""

_NO_KEYS = KeySet()
_EV1 = "MIFARE DESFire EV1"


class _Proved(Struct, frozen=True):
    proved: Proof
    count: int | None = None
    uid: bytes = b""


_Way = Callable[["Examiner", Channel, Chip], _Proved]


class Examiner:
    """An :data:`~readers.contract.Examination` by the house's policy. Give it to the hub.

    Nothing weaker than what is asked counts as proved. Where a chip cannot give just that, the next stronger
    proof that it can give is asked for instead.
    """

    def __init__(
        self, least: Proof = "none", chips: Mapping[Family, Proof] | None = None, keys: KeySet = _NO_KEYS
    ) -> None:
        """``least`` is asked of every chip, ``chips`` says more for some kinds."""
        self._least: Proof = least
        self._chips = dict(chips or {})
        self.keys = keys

    def __call__(self, channel: Channel) -> Examined:
        """Look closer at the chip on the channel. Everything that can go wrong with it becomes a doubt."""
        name = ""
        try:
            chip = identify(channel)
            name = chip.name
            return self._examined(channel, chip)
        except (ChipFailed, NotProved) as failed:
            doubt: Doubt = failed.why if isinstance(failed, ChipFailed) else failed.doubt
            return Examined(name, doubt=doubt, doubt_words=str(failed))

    def _examined(self, channel: Channel, chip: Chip) -> Examined:
        wanted = self._chips.get(chip.family, self._least)
        if wanted == "none":
            return Examined(chip.name)
        way = self._way(chip, wanted)
        try:
            proved = way(self, channel, chip)
        except ChipFailed as failed:
            if failed.why != "refused":
                raise
            # At the edge of the field silence looks like a refusal. Twice is meant.
            proved = way(self, channel, chip)
        uid = proved.uid.hex().upper()
        return Examined(chip.name, proved.proved, count=proved.count, uid=uid if uid != channel.uid else "")

    def _way(self, chip: Chip, wanted: Proof) -> _Way:
        for proof in STRENGTH[STRENGTH.index(wanted) :]:
            way = _WAYS.get((chip.family, proof))
            if way is not None:
                return way
        raise NotProved("foreign", f"A chip of this kind ({chip.name}) cannot prove what this house asks for.")


def can_give(family: Family, wanted: Proof) -> bool:
    """Whether chips of this kind can be asked for a proof as strong as that."""
    return any((family, proof) in _WAYS for proof in STRENGTH[STRENGTH.index(wanted) :])


def _needed(key: ChipKey | None, chip: Chip) -> ChipKey:
    if key is None:
        raise NotProved("foreign", f"The house has no key for a chip of this kind ({chip.name}).")
    return key


def _number(channel: Channel) -> bytes:
    """The chip's number, if it does not hide it."""
    uid = bytes.fromhex(channel.uid)
    if is_random_uid(uid):
        raise NotProved("foreign", "The chip hides its number, and cannot be asked for it here.")
    return uid


def _originality(examiner: Examiner, channel: Channel, chip: Chip) -> _Proved:
    uid = _number(channel)
    if not is_signed(uid, read_signature(channel), NXP_KEYS[chip.family]):
        raise NotProved("wrong", "The chip's number is not signed by its maker: it is a copy.")
    password = examiner.keys.ntag21x.password
    if chip.family == "ntag 424":
        return _Proved("originality")
    if password is not None:
        ntag21x.check_password(channel, password.of(uid).reveal())
    return _Proved("originality", _count(channel))


def _count(channel: Channel) -> int | None:
    """The chip's count of readings, or None if it does not count."""
    try:
        return ntag21x.read_count(channel)
    except ChipFailed as failed:
        if failed.why != "refused":
            raise
        return None


def _sun(examiner: Examiner, channel: Channel, chip: Chip) -> _Proved:
    keys = examiner.keys.ntag424
    file_key = _needed(keys.file, chip)
    found = sun.Address(keys.address).find(sun.read_message(channel))
    said = sun.who_says(found, None if keys.meta is None else keys.meta.key.reveal())
    uid = bytes.fromhex(channel.uid)
    if said.uid != uid and not is_random_uid(uid):
        raise NotProved("wrong", "The chip carries the message of another one: it is a copy.")
    sun.check(found, said, file_key.of(said.uid).reveal())
    return _Proved("sun", said.count, said.uid)


def _ev2_on_ntag(examiner: Examiner, channel: Channel, chip: Chip) -> _Proved:
    key = _needed(examiner.keys.ntag424.mutual, chip)
    uid = _number(channel)
    sun.select_application(channel)
    ev2.authenticate_ev2_first(channel, key.of(uid), key.number)
    return _Proved("mutual")


def _on_desfire(examiner: Examiner, channel: Channel, chip: Chip) -> _Proved:
    key = _needed(examiner.keys.desfire.mutual, chip)
    uid = _number(channel)
    desfire.select_application(channel, bytes.fromhex(key.application))
    if chip.name == _EV1:
        desfire.authenticate_ev1(channel, key.of(uid), key.number)
    else:
        ev2.authenticate_ev2_first(channel, key.of(uid), key.number)
    return _Proved("mutual")


def _on_ultralight_aes(examiner: Examiner, channel: Channel, chip: Chip) -> _Proved:
    keys = examiner.keys.ultralight_aes
    key = _needed(keys.mutual, chip)
    uid = bytes.fromhex(channel.uid)
    if is_random_uid(uid):
        uid_key = _needed(keys.uid, chip)
        session = ultralight.authenticate_aes(channel, uid_key.key, ultralight.UID_KEY)
        uid = ultralight.read_hidden_uid(channel, session, vouched=keys.vouched)
    ultralight.authenticate_aes(channel, key.of(uid), key.number)
    return _Proved("mutual", uid=uid)


def _on_ultralight_c(examiner: Examiner, channel: Channel, chip: Chip) -> _Proved:
    key = _needed(examiner.keys.ultralight_c.mutual, chip)
    ultralight.authenticate_c(channel, key.of(_number(channel)))
    return _Proved("mutual")


_WAYS: Mapping[tuple[Family, Proof], _Way] = {
    ("ntag21x", "originality"): _originality,
    ("ultralight", "originality"): _originality,
    ("ntag 424", "originality"): _originality,
    ("ntag 424", "sun"): _sun,
    ("ntag 424", "mutual"): _ev2_on_ntag,
    ("ultralight aes", "mutual"): _on_ultralight_aes,
    ("ultralight c", "mutual"): _on_ultralight_c,
    ("desfire", "mutual"): _on_desfire,
}
"""How each kind of chip gives each proof."""
