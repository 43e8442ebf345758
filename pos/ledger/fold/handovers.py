"""What was handed to somebody outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.ledger import facts as f
from pos.ledger.fold.head import known
from pos.ledger.rows import HandoverRow

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.fold.head import Head


def _handover_of(books: Books, handover: int) -> HandoverRow:
    row = known(books.handovers.get(handover), "handover", handover)
    books.handovers.changed(handover, row)
    return row


def _handed_over(books: Books, head: Head, fact: f.HandedOver) -> None:
    books.take_number("handover", fact.handover)
    row = HandoverRow(
        fact.handover, fact.kind, "unknown", fact.visit, fact.tender, fact.amount_minor, fact.external_id, 1,
        head.at_us, head.at_us, head.day, head.station, head.staff, 0,
    )  # fmt: skip
    books.handovers.put(fact.handover, row)


def _handover_asked(books: Books, head: Head, fact: f.HandoverAsked) -> None:
    row = _handover_of(books, fact.handover)
    row.asked += 1
    row.asked_us = head.at_us


def _handover_known(books: Books, _head: Head, fact: f.HandoverKnown) -> None:
    row = _handover_of(books, fact.handover)
    row.state = fact.state
    row.external_id = fact.external_id or row.external_id
    row.receipt = fact.receipt


FOLD = {f.HandedOver: _handed_over, f.HandoverAsked: _handover_asked, f.HandoverKnown: _handover_known}
"""Fact → how it is written to the tables."""
