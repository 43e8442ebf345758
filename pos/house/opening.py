"""Taking up the venue file: a house's first entry, and one for each change of the file since (R4).

The entry holds the whole file, so that anybody can see later by which prices and rules a day was run, and
the bands and goods the house begins with. It belongs to no business day (day 0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import HouseError
from pos.house.venue_file.reading import read_house
from pos.ids import id_from, id_key
from pos.ledger.entry import NOTHING_ASKED
from pos.ledger.facts import BandAdded, HouseFile, PriceSet, StockMoved
from pos.ledger.log import Command, Decision

if TYPE_CHECKING:
    from pos.clock import Clock
    from pos.house.model import House
    from pos.ledger.books import Books
    from pos.ledger.facts import AnyFact
    from pos.ledger.log import Log

HOUSE_DAY = 0
"""The day of what the house itself writes: it belongs to no business day."""

DEMO_BEGAN_US = 1_767_225_600_000_000
"""2026-01-01 00:00 UTC: a demo house always begins then, so that the same day played on it gives the same chain."""


def take_up_venue_file(log: Log, house: House, clock: Clock) -> None:
    """Write an entry for the venue file unless it is the one in force; the book's calendar goes by it.

    Of several processes that open the house at the same moment one writes it. Raises LedgerError, and
    HouseError if the file brings a band whose chip another one has (R2).
    """
    books = log.books
    log.catch_up()
    version = books.house_version
    if version and books.house_text(version) == house.text:
        return
    at_us = DEMO_BEGAN_US if house.demo and not version else clock.now_us()

    def decided() -> Decision:
        return _decision(books, house, at_us)

    # The key tells the change and not the moment, so that two processes that find it write it once.
    key = id_key(id_from(DEMO_BEGAN_US, "house", house.id, str(version + 1), house.text))
    log.transact([Command(key, decided)])


def _decision(books: Books, house: House, at_us: int) -> Decision:
    version = books.house_version + 1
    new_bands = [band for band in house.bands if books.bands.get(band.number) is None]
    for band in new_bands:
        owner = books.band_of(band.uid)
        if owner is not None:
            words = f"venue.toml, bands: the chip of band {band.number} already belongs to band {owner}"
            raise HouseError(f"{words}. Take {band.number} out of the file, and add it with its own chip.")
    new_goods = [slug for slug in house.stock if books.stocks.get(slug) is None]
    facts: list[AnyFact] = [HouseFile(version, house.timezone, house.day_cut_min, house.text)]
    facts += [BandAdded(band.number, band.uid, band.zone or "") for band in new_bands]
    facts += [StockMoved(slug, house.stock[slug], kind="opening") for slug in new_goods if house.stock[slug]]
    facts += _new_prices(books, house)
    return Decision(
        kind="house",
        at_us=at_us,
        day=HOUSE_DAY,
        station="",
        staff="",
        asked=NOTHING_ASKED,
        facts=tuple(facts),
        postings=(),
        answer={"version": version},
    )


def _new_prices(books: Books, house: House) -> list[AnyFact]:
    """The prices that the file changes, of items that had been given one by an operation: the newer word counts."""
    if not books.house_version:
        return []
    before = read_house(books.house_text(books.house_version)).items
    return [
        PriceSet(item.slug, item.price_minor)
        for item in house.items.values()
        if books.price_of(item.slug) is not None
        and item.slug in before
        and before[item.slug].price_minor != item.price_minor
    ]
