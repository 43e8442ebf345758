"""Bands that are to be put into service: what each becomes, or what is wrong with it (R2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.house.authenticity import is_random
from pos.ledger.facts import BandAdded

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.operations import NewBand

_UID = re.compile(r"[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20}")
_NUMBER = re.compile(r"[A-Z0-9-]{1,7}")
"""Shorter than the shortest chip number, so that the two are never mixed up."""
_BEFORE = "named before in this list"


class Intake:
    """Takes bands in one after the other, and remembers those before: numbers and chips are each unique."""

    def __init__(self, state_of: Callable[[str], str | None], owner_of: Callable[[str], str | None]) -> None:
        """``state_of`` a number and ``owner_of`` a chip say what the house knows of them, or None."""
        self._state_of = state_of
        self._owner_of = owner_of
        self._numbers: set[str] = set()
        self._uids: dict[str, str] = {}

    def take(self, band: NewBand) -> BandAdded:
        """The band as it goes into the book. Raises Declined: bad_number, bad_uid, random_uid, band_exists, uid_exists.

        What was declined leaves no trace here.
        """
        number, uid = read_number(band.number), read_uid(band.uid)
        if is_random(uid):
            raise Declined("random_uid", uid=uid)
        state = _BEFORE if number in self._numbers else self._state_of(number)
        if state is not None:
            raise Declined("band_exists", band=number, state=state.replace("_", " "))
        self._check_chip(uid)
        self._numbers.add(number)
        self._uids[uid] = number
        return BandAdded(number, uid, band.zone or "")

    def _check_chip(self, uid: str) -> None:
        if uid in self._uids:
            raise Declined("uid_exists", uid=uid, band=self._uids[uid], state=_BEFORE)
        owner = self._owner_of(uid)
        if owner is not None:
            state = (self._state_of(owner) or "").replace("_", " ")
            raise Declined("uid_exists", uid=uid, band=owner, state=state)


def read_number(text: str) -> str:
    """A printed number as the book has it. Raises Declined("bad_number")."""
    number = text.strip().upper()
    if not _NUMBER.fullmatch(number):
        raise Declined("bad_number", band=text[:20])
    # Printed numbers are padded, so that 77 and 077 are never two bands.
    return number.zfill(3) if number.isdecimal() else number


def read_uid(text: str) -> str:
    """A chip's number as the book has it, from hex with colons or spaces. Raises Declined("bad_uid")."""
    uid = text.replace(":", "").replace(" ", "").upper()
    if not _UID.fullmatch(uid):
        raise Declined("bad_uid", uid=text[:40])
    return uid
