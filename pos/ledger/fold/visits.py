"""Visits and their clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger import facts as f
from pos.ledger.fold.head import known, owe, visit_of
from pos.ledger.rows import PauseRow, TabRow, UseRow, VisitRow

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.fold.head import Head


_GOES_ON = frozenset({"open", "kept"})
"""States in which the clocks run again as if a checkout had never stopped them (R43), or the guest is back (R11)."""


def _visit_opened(books: Books, head: Head, fact: f.VisitOpened) -> None:
    books.take_number("visit", fact.visit)
    books.visits.put(
        fact.visit,
        VisitRow(
            fact.visit, fact.band, fact.party, fact.guest, fact.zone, fact.locker, fact.channel, fact.version,
            fact.tariff, "open", head.at_us, head.day, fact.limit_minor, 0, 0, 0, 0, 0, "",
        ),
    )  # fmt: skip
    books.tabs.put(fact.visit, TabRow(fact.visit, 0, 0, 0))


def _visit_moved(books: Books, head: Head, fact: f.VisitMoved) -> None:
    row = visit_of(books, fact.visit)
    if fact.state != row.state:
        row.before = row.state
    if fact.state == "settling":
        row.checkout_us = head.at_us
    elif fact.state in _GOES_ON:
        row.checkout_us = row.out_us = row.exit_until_us = 0
    else:
        row.out_us = head.at_us
    row.state = fact.state
    books.visits.changed(fact.visit, row)


def _visit_kept(books: Books, head: Head, fact: f.VisitKept) -> None:
    row = visit_of(books, fact.visit)
    row.kept_us = head.at_us
    row.paid_line = fact.upto_line
    books.visits.changed(fact.visit, row)


def _visit_carried(books: Books, _head: Head, fact: f.VisitCarried) -> None:
    row = visit_of(books, fact.visit)
    row.band = fact.band
    books.visits.changed(fact.visit, row)


def _walked_out(books: Books, head: Head, fact: f.WalkedOut) -> None:
    books.append("walk_out", (fact.visit, head.seq, head.at_us, head.day, fact.amount_minor))
    owe(books, fact.visit, -fact.amount_minor)


def _line_disputed(books: Books, head: Head, fact: f.LineDisputed) -> None:
    books.append("disputed", (fact.line, head.seq))


def _party_joined(books: Books, _head: Head, fact: f.PartyJoined) -> None:
    row = visit_of(books, fact.visit)
    row.party = fact.party
    books.visits.changed(fact.visit, row)


def _limit_set(books: Books, _head: Head, fact: f.LimitSet) -> None:
    row = visit_of(books, fact.visit)
    row.limit_minor = fact.limit_minor
    books.visits.changed(fact.visit, row)


def _use_begun(books: Books, head: Head, fact: f.UseBegun) -> None:
    books.take_number("use", fact.use)
    books.uses.put(fact.use, UseRow(fact.use, fact.visit, fact.station, fact.tariff, head.at_us, 0, 0))


def _use_ended(books: Books, _head: Head, fact: f.UseEnded) -> None:
    row = known(books.uses.get(fact.use), "use", fact.use)
    row.to_us = fact.to_us
    books.uses.changed(fact.use, row)


def _use_extended(books: Books, _head: Head, fact: f.UseExtended) -> None:
    row = known(books.uses.get(fact.use), "use", fact.use)
    row.agreed_min = fact.agreed_min
    books.uses.changed(fact.use, row)


def _pause_begun(books: Books, head: Head, fact: f.PauseBegun) -> None:
    books.take_number("pause", fact.pause)
    books.pauses.put(fact.pause, PauseRow(fact.pause, fact.visit, fact.reason, head.at_us, 0, head.day))


def _pause_ended(books: Books, head: Head, fact: f.PauseEnded) -> None:
    row = known(books.pauses.get(fact.pause), "pause", fact.pause)
    row.to_us = head.at_us
    books.pauses.changed(fact.pause, row)


def _released(books: Books, _head: Head, fact: f.Released) -> None:
    row = visit_of(books, fact.visit)
    row.exit_until_us = fact.until_us
    books.visits.changed(fact.visit, row)


def _left(books: Books, _head: Head, fact: f.Left) -> None:
    row = visit_of(books, fact.visit)
    row.exit_until_us = 0
    books.visits.changed(fact.visit, row)


FOLD = {
    f.VisitOpened: _visit_opened,
    f.VisitMoved: _visit_moved,
    f.VisitKept: _visit_kept,
    f.VisitCarried: _visit_carried,
    f.WalkedOut: _walked_out,
    f.LineDisputed: _line_disputed,
    f.PartyJoined: _party_joined,
    f.LimitSet: _limit_set,
    f.UseBegun: _use_begun,
    f.UseEnded: _use_ended,
    f.UseExtended: _use_extended,
    f.PauseBegun: _pause_begun,
    f.PauseEnded: _pause_ended,
    f.Released: _released,
    f.Left: _left,
}
"""Fact → how it is written to the tables."""
