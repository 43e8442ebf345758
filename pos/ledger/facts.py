"""What an entry says has happened: small immutable facts, the only thing tables are folded from (R73).

Rules decide facts; :mod:`pos.ledger.fold` writes each to its tables. No rule is asked again when the log
is read, so the tables come out the same whatever the rules of a later version say.
"""

from __future__ import annotations

from msgspec import Struct


class Fact(Struct, frozen=True, omit_defaults=True, tag_field="fact", gc=False):
    """Something that happened. Amounts are minor units, instants UTC µs, days ``YYYYMMDD``.

    Facts hold plain values and never each other, so the garbage collector need not look at them.
    """


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


class BandMoved(Fact, frozen=True, gc=False, tag="band_moved"):
    """A band changed its state; ``visit`` is whom it carries now (0 = nobody)."""

    number: str
    state: str
    visit: int = 0


class VisitOpened(Fact, frozen=True, gc=False, tag="visit_opened"):
    """A guest came in. ``version`` is the tariff version that stays with the visit (R4)."""

    visit: int
    band: str
    party: int
    guest: str
    zone: str
    locker: str
    channel: str
    version: int
    tariff: str
    limit_minor: int


class VisitMoved(Fact, frozen=True, gc=False, tag="visit_moved"):
    """A visit changed its state (R9)."""

    visit: int
    state: str


class PartyJoined(Fact, frozen=True, gc=False, tag="party_joined"):
    """A visit belongs to this party from now on (R6)."""

    visit: int
    party: int


class LimitSet(Fact, frozen=True, gc=False, tag="limit_set"):
    """The credit limit of a visit (R22)."""

    visit: int
    limit_minor: int


class LineAdded(Fact, frozen=True, gc=False, tag="line_added"):
    """One thing on a visit's bill.

    ``list_minor`` is the price of one, ``due_minor`` what the whole line adds to the bill; ``mark`` says
    what kind of line it is if it is no plain sale; ``of`` is the line that a void takes back.
    """

    line: int
    visit: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    outlet: str
    tax: str
    mark: str = ""
    of: int = 0
    why: dict[str, int | str] = {}


class Quoted(Fact, frozen=True, gc=False, tag="quoted"):
    """A line that will be added if the visit is paid now; gone if the guest leaves the checkout (R43)."""

    visit: int
    number: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    outlet: str
    tax: str
    mark: str
    why: dict[str, int | str] = {}


class QuotesDropped(Fact, frozen=True, gc=False, tag="quotes_dropped"):
    """The quoted lines of a visit no longer stand."""

    visit: int


class UseBegun(Fact, frozen=True, gc=False, tag="use_begun"):
    """A clock began to run: a room, a seat, a zone."""

    use: int
    visit: int
    station: str
    tariff: str


class UseEnded(Fact, frozen=True, gc=False, tag="use_ended"):
    """That clock stopped at ``to_us``."""

    use: int
    to_us: int


class PauseBegun(Fact, frozen=True, gc=False, tag="pause_begun"):
    """Clocks stand, of one visit or (0) of the house (R44)."""

    pause: int
    visit: int
    reason: str


class PauseEnded(Fact, frozen=True, gc=False, tag="pause_ended"):
    """Those clocks run again."""

    pause: int


class TaxShare(Struct, frozen=True):
    """Part of a receipt at one tax rate (R55): ``gross = net + tax``."""

    tax: str
    gross_minor: int
    net_minor: int
    tax_minor: int


class TenderTaken(Struct, frozen=True):
    """Money of one form on a receipt: what was given, and what of it was kept."""

    tender: str
    given_minor: int
    kept_minor: int
    external_id: str = ""


class ReceiptMade(Fact, frozen=True, gc=False, tag="receipt_made"):
    """Tenders were applied to visits. ``shares`` are (visit, amount) pairs; ``till`` is 0 without cash."""

    receipt: int
    shares: tuple[tuple[int, int], ...]
    tenders: tuple[TenderTaken, ...]
    taxes: tuple[TaxShare, ...]
    paid_minor: int
    change_minor: int
    till: int = 0


class Released(Fact, frozen=True, gc=False, tag="released"):
    """A settled visit may pass the gate until ``until_us``, once (R13)."""

    visit: int
    until_us: int


class Left(Fact, frozen=True, gc=False, tag="left"):
    """The guest passed the gate."""

    visit: int


class TillOpened(Fact, frozen=True, gc=False, tag="till_opened"):
    """A drawer began its shift with a float (R60)."""

    till: int
    station: str
    float_minor: int


class TillClosed(Fact, frozen=True, gc=False, tag="till_closed"):
    """A drawer was counted."""

    till: int
    expected_minor: int
    counted_minor: int
    pieces: dict[str, int] = {}


class DayClosed(Fact, frozen=True, gc=False, tag="day_closed"):
    """A business day was closed, with the figures that its Z carries (R62, R63)."""

    z: int
    day: int
    figures: dict[str, int]


class SignedIn(Fact, frozen=True, gc=False, tag="signed_in"):
    """A person works at a station now."""

    station: str
    staff: str


class SignedOut(Fact, frozen=True, gc=False, tag="signed_out"):
    """A person no longer works there."""

    station: str
    staff: str


class PriceSet(Fact, frozen=True, gc=False, tag="price_set"):
    """The price of an item from now on."""

    item: str
    price_minor: int


class StockMoved(Fact, frozen=True, gc=False, tag="stock_moved"):
    """Goods came in (positive) or went out (negative)."""

    item: str
    quantity: int


AnyFact = (
    HouseFile
    | BandAdded
    | BandMoved
    | VisitOpened
    | VisitMoved
    | PartyJoined
    | LimitSet
    | LineAdded
    | Quoted
    | QuotesDropped
    | UseBegun
    | UseEnded
    | PauseBegun
    | PauseEnded
    | ReceiptMade
    | Released
    | Left
    | TillOpened
    | TillClosed
    | DayClosed
    | SignedIn
    | SignedOut
    | PriceSet
    | StockMoved
)
"""Every fact there is; the log's decoder comes from this list."""
