"""Changes to the house that are operations, not edits of the venue file: prices, bands, stock (R2, R4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.charging import find_item
from pos.house.authenticity import is_random
from pos.ledger.facts import BandAdded, PriceSet, StockMoved
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.operations import AddBands, NewBand, SetPrice, StockIn
    from pos.scene import Scene

_UID = re.compile(r"[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20}")
_NUMBER = re.compile(r"[A-Z0-9-]{1,7}")
"""Shorter than the shortest chip number, so that the two are never mixed up."""


def set_price(scene: Scene, asked: SetPrice) -> Ruling:
    """From now on an item costs this. Raises Declined: not_allowed, unknown_item."""
    scene.need_lead()
    item = find_item(scene.house, asked.item)
    set_before = scene.books.price_of(item.slug)
    before_minor = item.price_minor if set_before is None else set_before
    answer: dict[str, object] = {"item": item.slug, "price": asked.price, "before": before_minor}
    return Ruling([PriceSet(item.slug, asked.price)], [], answer)


def add_bands(scene: Scene, asked: AddBands) -> Ruling:
    """Put new bands into service, all or nothing.

    Raises Declined: not_allowed, bad_number, bad_uid, random_uid, band_exists, uid_exists.
    """
    scene.need_lead()
    facts: list[BandAdded] = []
    numbers: set[str] = set()
    uids: dict[str, str] = {}
    for band in asked.bands:
        number, uid = _number(band), _uid(band)
        if is_random(uid):
            raise Declined("random_uid", uid=uid)
        if number in numbers or scene.books.bands.get(number) is not None:
            raise Declined("band_exists", band=number)
        owner = uids.get(uid) or scene.books.band_of(uid)
        if owner is not None:
            raise Declined("uid_exists", uid=uid, band=owner)
        numbers.add(number)
        uids[uid] = number
        facts.append(BandAdded(number, uid, band.zone or ""))
    return Ruling([*facts], [], {"bands": [fact.number for fact in facts]})


def stock_in(scene: Scene, asked: StockIn) -> Ruling:
    """Goods came in. Raises Declined: unknown_item, not_counted."""
    item = find_item(scene.house, asked.item)
    if not item.stock:
        raise Declined("not_counted", item=item.words.en)
    row = scene.books.stocks.get(item.slug)
    pieces = (row.pieces if row is not None else 0) + asked.quantity
    return Ruling([StockMoved(item.slug, asked.quantity)], [], {"item": item.slug, "pieces": pieces})


def _number(band: NewBand) -> str:
    number = band.number.strip().upper()
    if not _NUMBER.fullmatch(number):
        raise Declined("bad_number", band=band.number[:20])
    # Printed numbers are padded, so that 77 and 077 are never two bands.
    return number.zfill(3) if number.isdecimal() else number


def _uid(band: NewBand) -> str:
    uid = band.uid.replace(":", "").replace(" ", "").upper()
    if not _UID.fullmatch(uid):
        raise Declined("bad_uid", uid=band.uid[:40])
    return uid
