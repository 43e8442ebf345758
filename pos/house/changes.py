"""Changes to the house that are operations, not edits of the venue file: prices, bands (R2, R4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.charging import find_item
from pos.guests.finding import find_band
from pos.house.new_bands import Intake
from pos.ledger.facts import BandRemoved, PriceSet
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.operations import AddBands, RemoveBands, SetPrice
    from pos.scene import Scene

UNUSED = frozenset({"available", "stock"})
"""States of a band that nobody may have used yet."""


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

    Raises Declined: not_allowed, and as :meth:`pos.house.new_bands.Intake.take`.
    """
    scene.need_lead()

    def state_of(number: str) -> str | None:
        row = scene.books.bands.get(number)
        return None if row is None else row.state

    intake = Intake(state_of, scene.books.band_of)
    facts = [intake.take(band) for band in asked.bands]
    return Ruling([*facts], [], {"bands": [fact.number for fact in facts]})


def remove_bands(scene: Scene, asked: RemoveBands) -> Ruling:
    """Take bands out again that were put into service by mistake; number and chip are free again.

    Raises Declined: not_allowed, unknown_band, band_twice, band_of_file, band_was_used.
    """
    scene.need_lead()
    of_file = {band.number for band in scene.house.bands}
    numbers: list[str] = []
    for named in asked.bands:
        band = find_band(scene.books, named)
        if band.number in numbers:
            raise Declined("band_twice", band=band.number)
        if band.number in of_file:
            raise Declined("band_of_file", band=band.number)
        if band.state not in UNUSED or _was_worn(scene, band.number):
            raise Declined("band_was_used", band=band.number, state=band.state.replace("_", " "))
        numbers.append(band.number)
    return Ruling([BandRemoved(number) for number in numbers], [], {"bands": numbers})


def _was_worn(scene: Scene, number: str) -> bool:
    return bool(scene.books.query("SELECT 1 FROM visit WHERE band = ? LIMIT 1", number))
