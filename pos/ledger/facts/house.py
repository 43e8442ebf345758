"""What happened to the house: its file, bands, prices, goods, and who works where."""

from __future__ import annotations

from pos.ledger.facts.fact import Fact


class HouseFile(Fact, frozen=True, gc=False, tag="house_file"):
    """The venue file as of now; tariffs are known by its version (R4)."""

    version: int
    timezone: str
    day_cut_min: int
    text: str


class BandAdded(Fact, frozen=True, gc=False, tag="band_added"):
    """A band was put into service, available."""

    number: str
    uid: str
    zone: str = ""


class BandRemoved(Fact, frozen=True, gc=False, tag="band_removed"):
    """A band was put into service by mistake: it is none of the house's, its number and its chip are free."""

    number: str


class BandMoved(Fact, frozen=True, gc=False, tag="band_moved"):
    """A band changed its state; ``visit`` is whom it carries now (0 = nobody)."""

    number: str
    state: str
    visit: int = 0


class BandTapped(Fact, frozen=True, gc=False, tag="band_tapped"):
    """A chip was held to a reader, in a house that asks bands to prove something or watches how fast they walk.

    ``proved`` is what it proved of itself, ``count`` its own count of taps (-1: it told none).
    """

    uid: str
    proved: str = "none"
    count: int = -1


class PriceSet(Fact, frozen=True, gc=False, tag="price_set"):
    """The price of an item from now on."""

    item: str
    price_minor: int


class StockMoved(Fact, frozen=True, gc=False, tag="stock_moved"):
    """Goods came in (positive) or went out (negative), in what they are counted in (R31).

    ``kind`` is empty of what was sold and what came back of it, else ``opening``, ``in``, ``waste``, or ``count``:
    the difference to what a count found. ``line`` is the line whose recipe used them; 0 of an item that is
    counted itself, which is on a line of the same entry.
    """

    item: str
    quantity: int
    line: int = 0
    kind: str = ""
    reason: str = ""


class SignedIn(Fact, frozen=True, gc=False, tag="signed_in"):
    """A person works at a station now."""

    station: str
    staff: str


class SignedOut(Fact, frozen=True, gc=False, tag="signed_out"):
    """A person no longer works there."""

    station: str
    staff: str


class RightUsed(Fact, frozen=True, gc=False, tag="right_used"):
    """Something was done that not everybody may do (R74).

    ``staff`` is whose right it rests on and counts against: whoever asked, or the second person who approved.
    """

    right: str
    staff: str
    visit: int = 0
    amount_minor: int = 0
    approved: bool = False
