"""From facts to tables: the only place that writes them, for new entries and for a rebuild alike (R73)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

import msgspec

from pos.clock import Calendar
from pos.ledger import facts as f
from pos.ledger.recent import Sale
from pos.ledger.rows import BandRow, PauseRow, StockRow, TabRow, TillRow, UseRow, VisitRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.ledger.books import Books

_json = msgspec.json.Encoder(order="sorted").encode


class Head(NamedTuple):
    """Of the entry a fact belongs to: what its rows take from it."""

    seq: int
    at_us: int
    day: int
    station: str
    staff: str


def apply(books: Books, head: Head, facts: tuple[f.AnyFact, ...]) -> None:
    """Write the facts of one entry to the tables."""
    for fact in facts:
        _FOLD[type(fact)](books, head, fact)


class BrokenFold(Exception):
    """A fact speaks of something the tables do not hold: the log was changed, or the fold has a fault."""


_Row = TypeVar("_Row")


def _known(row: _Row | None, what: str, key: object) -> _Row:
    if row is None:
        raise BrokenFold(f"{what} {key} is not in the tables")
    return row


def _house_file(books: Books, _head: Head, fact: f.HouseFile) -> None:
    books.append("house_file", (fact.version, fact.timezone, fact.day_cut_min, fact.text))
    books.set_calendar(fact.version, Calendar(fact.timezone, fact.day_cut_min))


def _band_added(books: Books, _head: Head, fact: f.BandAdded) -> None:
    books.bands.put(fact.number, BandRow(fact.number, fact.uid, fact.zone, "available", 0))


def _band_moved(books: Books, _head: Head, fact: f.BandMoved) -> None:
    row = _known(books.bands.get(fact.number), "band", fact.number)
    row.state = fact.state
    row.visit = fact.visit
    books.bands.changed(fact.number, row)


def _visit_opened(books: Books, head: Head, fact: f.VisitOpened) -> None:
    books.take_number("visit", fact.visit)
    books.visits.put(
        fact.visit,
        VisitRow(
            fact.visit, fact.band, fact.party, fact.guest, fact.zone, fact.locker, fact.channel, fact.version,
            fact.tariff, "open", head.at_us, head.day, fact.limit_minor, 0, 0, 0,
        ),
    )  # fmt: skip
    books.tabs.put(fact.visit, TabRow(fact.visit, 0, 0))


def _visit(books: Books, visit: int) -> VisitRow:
    return _known(books.visits.get(visit), "visit", visit)


def _visit_moved(books: Books, head: Head, fact: f.VisitMoved) -> None:
    row = _visit(books, fact.visit)
    row.state = fact.state
    if fact.state == "settling":
        row.checkout_us = head.at_us
    elif fact.state == "open":
        row.checkout_us = 0
    else:
        row.out_us = head.at_us
    books.visits.changed(fact.visit, row)


def _party_joined(books: Books, _head: Head, fact: f.PartyJoined) -> None:
    row = _visit(books, fact.visit)
    row.party = fact.party
    books.visits.changed(fact.visit, row)


def _limit_set(books: Books, _head: Head, fact: f.LimitSet) -> None:
    row = _visit(books, fact.visit)
    row.limit_minor = fact.limit_minor
    books.visits.changed(fact.visit, row)


def _owe(books: Books, visit: int, amount_minor: int) -> TabRow:
    tab = _known(books.tabs.get(visit), "tab", visit)
    tab.due_minor += amount_minor
    books.tabs.changed(visit, tab)
    return tab


def _line_added(books: Books, head: Head, fact: f.LineAdded) -> None:
    hour = books.calendar.day_and_hour(head.at_us)[1]
    why = _json(fact.why).decode() if fact.why else ""
    books.take_number("line", fact.line)
    tab = _owe(books, fact.visit, fact.due_minor)
    previous, tab.last_line = tab.last_line, fact.line
    books.append(
        "line",
        (
            fact.line, fact.visit, previous, head.seq, fact.item, fact.quantity, fact.list_minor, fact.due_minor,
            fact.outlet, fact.tax, fact.mark, fact.of, why, head.at_us, head.day, hour, head.station, head.staff,
        ),
    )  # fmt: skip
    if fact.mark == "":
        books.sales.sold(fact.visit, Sale(head.seq, head.at_us), head.station, (fact.item, fact.quantity))
    elif fact.mark == "void":
        books.sales.taken_back(fact.visit)


def _quoted(books: Books, _head: Head, fact: f.Quoted) -> None:
    books.append(
        "quote",
        (
            fact.visit, fact.number, fact.item, fact.quantity, fact.list_minor, fact.due_minor, fact.outlet,
            fact.tax, fact.mark, _json(fact.why).decode(),
        ),
    )  # fmt: skip


def _quotes_dropped(books: Books, _head: Head, fact: f.QuotesDropped) -> None:
    books.execute("DELETE FROM quote WHERE visit = ?", (fact.visit,))


def _use_begun(books: Books, head: Head, fact: f.UseBegun) -> None:
    books.take_number("use", fact.use)
    books.uses.put(fact.use, UseRow(fact.use, fact.visit, fact.station, fact.tariff, head.at_us, 0))


def _use_ended(books: Books, _head: Head, fact: f.UseEnded) -> None:
    row = _known(books.uses.get(fact.use), "use", fact.use)
    row.to_us = fact.to_us
    books.uses.changed(fact.use, row)


def _pause_begun(books: Books, head: Head, fact: f.PauseBegun) -> None:
    books.take_number("pause", fact.pause)
    books.pauses.put(fact.pause, PauseRow(fact.pause, fact.visit, fact.reason, head.at_us, 0, head.day))


def _pause_ended(books: Books, head: Head, fact: f.PauseEnded) -> None:
    row = _known(books.pauses.get(fact.pause), "pause", fact.pause)
    row.to_us = head.at_us
    books.pauses.changed(fact.pause, row)


def _receipt_made(books: Books, head: Head, fact: f.ReceiptMade) -> None:
    books.take_number("receipt", fact.receipt)
    books.append(
        "receipt",
        (
            fact.receipt, head.seq, head.at_us, head.day, head.station, head.staff, fact.paid_minor, fact.change_minor,
        ),
    )  # fmt: skip
    for visit, amount_minor in fact.shares:
        books.append("receipt_share", (fact.receipt, visit, amount_minor))
        _owe(books, visit, -amount_minor)
    for share in fact.taxes:
        books.append("receipt_tax", (fact.receipt, share.tax, share.gross_minor, share.net_minor, share.tax_minor))
    cash_minor = 0
    for number, taken in enumerate(fact.tenders, start=1):
        books.append(
            "tender",
            (fact.receipt, number, taken.tender, taken.given_minor, taken.kept_minor, taken.external_id),
        )
        cash_minor += taken.kept_minor if taken.tender == "cash" else 0
    if fact.till:
        till = _known(books.tills.get(fact.till), "till", fact.till)
        till.cash_minor += cash_minor
        books.tills.changed(fact.till, till)


def _released(books: Books, _head: Head, fact: f.Released) -> None:
    row = _visit(books, fact.visit)
    row.exit_until_us = fact.until_us
    books.visits.changed(fact.visit, row)


def _left(books: Books, _head: Head, fact: f.Left) -> None:
    row = _visit(books, fact.visit)
    row.exit_until_us = 0
    books.visits.changed(fact.visit, row)


def _till_opened(books: Books, head: Head, fact: f.TillOpened) -> None:
    books.take_number("till", fact.till)
    books.tills.put(
        fact.till,
        TillRow(fact.till, fact.station, head.staff, head.at_us, fact.float_minor, fact.float_minor, 0, 0),
    )


def _till_closed(books: Books, head: Head, fact: f.TillClosed) -> None:
    row = _known(books.tills.get(fact.till), "till", fact.till)
    row.closed_us = head.at_us
    row.counted_minor = fact.counted_minor
    books.tills.changed(fact.till, row)


def _day_closed(books: Books, head: Head, fact: f.DayClosed) -> None:
    books.take_number("z", fact.z)
    books.append("z", (fact.z, fact.day, head.seq, _json(fact.figures).decode()))
    books.set_closed_day(fact.day)


def _signed_in(books: Books, head: Head, fact: f.SignedIn) -> None:
    books.append("post", (fact.station, fact.staff, head.at_us))
    books.signed_in(fact.station).add(fact.staff)


def _signed_out(books: Books, _head: Head, fact: f.SignedOut) -> None:
    books.execute("DELETE FROM post WHERE station = ? AND staff = ?", (fact.station, fact.staff))
    books.signed_in(fact.station).discard(fact.staff)


def _price_set(books: Books, _head: Head, fact: f.PriceSet) -> None:
    books.set_price(fact.item, fact.price_minor)


def _stock_moved(books: Books, _head: Head, fact: f.StockMoved) -> None:
    row = books.stocks.get(fact.item)
    if row is None:
        row = StockRow(fact.item, 0)
        books.stocks.put(fact.item, row)
    row.pieces += fact.quantity
    books.stocks.changed(fact.item, row)


# Each handler takes its own fact type; the table is keyed by that type, which a checker cannot see.
_FOLD = cast(
    "dict[type[f.AnyFact], Callable[[Books, Head, f.AnyFact], None]]",
    {
        f.HouseFile: _house_file, f.BandAdded: _band_added, f.BandMoved: _band_moved,
        f.VisitOpened: _visit_opened, f.VisitMoved: _visit_moved, f.PartyJoined: _party_joined,
        f.LimitSet: _limit_set, f.LineAdded: _line_added, f.Quoted: _quoted, f.QuotesDropped: _quotes_dropped,
        f.UseBegun: _use_begun, f.UseEnded: _use_ended, f.PauseBegun: _pause_begun, f.PauseEnded: _pause_ended,
        f.ReceiptMade: _receipt_made, f.Released: _released, f.Left: _left, f.TillOpened: _till_opened,
        f.TillClosed: _till_closed, f.DayClosed: _day_closed, f.SignedIn: _signed_in, f.SignedOut: _signed_out,
        f.PriceSet: _price_set, f.StockMoved: _stock_moved,
    },
)  # fmt: skip
