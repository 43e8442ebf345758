"""The house and its bands, prices and goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.clock import Calendar
from pos.ledger import facts as f
from pos.ledger.fold.head import known
from pos.ledger.rows import BandRow, StockRow, TapRow
from pos.operations.values import PROOFS

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.fold.head import Head


def _house_file(books: Books, _head: Head, fact: f.HouseFile) -> None:
    books.append("house_file", (fact.version, fact.timezone, fact.day_cut_min, fact.text))
    books.set_calendar(fact.version, Calendar(fact.timezone, fact.day_cut_min))


def _band_added(books: Books, _head: Head, fact: f.BandAdded) -> None:
    books.bands.put(fact.number, BandRow(fact.number, fact.uid, fact.zone, "available", 0))


def _band_removed(books: Books, _head: Head, fact: f.BandRemoved) -> None:
    known(books.bands.get(fact.number), "band", fact.number)
    books.remove_band(fact.number)


def _band_moved(books: Books, _head: Head, fact: f.BandMoved) -> None:
    row = known(books.bands.get(fact.number), "band", fact.number)
    row.state = fact.state
    row.visit = fact.visit
    books.bands.changed(fact.number, row)


def _band_tapped(books: Books, head: Head, fact: f.BandTapped) -> None:
    row = books.taps.get(fact.uid)
    if row is None:
        books.taps.put(fact.uid, TapRow(fact.uid, head.station, head.at_us, fact.proved, fact.count))
        return
    row.station, row.at_us = head.station, head.at_us
    row.proved = max(row.proved, fact.proved, key=PROOFS.index)
    row.count = max(row.count, fact.count)
    books.taps.changed(fact.uid, row)


def _price_set(books: Books, _head: Head, fact: f.PriceSet) -> None:
    books.set_price(fact.item, fact.price_minor)


def _stock_moved(books: Books, head: Head, fact: f.StockMoved) -> None:
    row = books.stocks.get(fact.item)
    if row is None:
        row = StockRow(fact.item, 0, 0, 0, 0, 0, 0, 0, 0)
        books.stocks.put(fact.item, row)
    quantity = fact.quantity
    row.pieces += quantity
    books.stocks.changed(fact.item, row)
    if not fact.kind:
        # A sale has no row of its own: it would be one more statement in every charge.
        if quantity < 0:
            row.sold -= quantity
        else:
            row.returned += quantity
        return
    if fact.kind == "count":
        row.opening, row.difference, row.counted_us = row.pieces, quantity, head.at_us
        row.came_in = row.sold = row.returned = row.wasted = 0
    elif fact.kind == "in":
        row.came_in += quantity
    elif fact.kind == "waste":
        row.wasted -= quantity
    else:
        row.opening += quantity
    number = books.number("stock_move") + 1
    books.take_number("stock_move", number)
    books.append(
        "stock_move",
        (
            number, fact.item, fact.kind, quantity, row.pieces, fact.reason, head.seq, head.at_us, head.day, head.staff,
        ),
    )  # fmt: skip


def _signed_in(books: Books, head: Head, fact: f.SignedIn) -> None:
    books.append("post", (fact.station, fact.staff, head.at_us))
    books.signed_in(fact.station).add(fact.staff)


def _signed_out(books: Books, _head: Head, fact: f.SignedOut) -> None:
    books.execute("DELETE FROM post WHERE station = ? AND staff = ?", (fact.station, fact.staff))
    books.signed_in(fact.station).discard(fact.staff)


def _right_used(books: Books, head: Head, fact: f.RightUsed) -> None:
    books.append(
        "right_used",
        (
            head.seq, fact.right, fact.staff, head.staff, int(fact.approved), fact.visit, fact.amount_minor, head.day,
        ),
    )  # fmt: skip


FOLD = {
    f.HouseFile: _house_file,
    f.BandAdded: _band_added,
    f.BandMoved: _band_moved,
    f.BandRemoved: _band_removed,
    f.BandTapped: _band_tapped,
    f.PriceSet: _price_set,
    f.StockMoved: _stock_moved,
    f.RightUsed: _right_used,
    f.SignedIn: _signed_in,
    f.SignedOut: _signed_out,
}
"""Fact → how it is written to the tables."""
