"""Payments and vouchers that somebody outside is asked about: known, asked again, or on a bill (R33, R53).

The book holds what was asked and what is known of the answer. No money moves by it; a payment that has arrived is
named among the tenders when the bill is paid, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.cashier.tendering import CASH, ON_ACCOUNT
from pos.errors import Declined
from pos.guests.finding import find_visit
from pos.ledger.facts import HandedOver, HandoverAsked, HandoverKnown
from pos.scene import Ruling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pos.ledger.rows import HandoverRow
    from pos.operations import AskAgain, AskPayment, PaymentKnown, Tendered
    from pos.scene import Scene

_NOBODY_ASKED = frozenset({CASH, ON_ACCOUNT})
"""Money that is there at once, and what a company signs for: nobody outside has to say yes."""

_WAYS = frozenset({("unknown", "done"), ("unknown", "failed"), ("done", "failed"), ("failed", "done")})
"""From which state an answer leads to which. ``used`` is an end: it is on a receipt."""


def ask_payment(scene: Scene, asked: AskPayment) -> Ruling:
    """It was asked for, and nobody knows yet.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, unknown_tender, nobody_to_ask.
    """
    scene.need_desk()
    band, visit = find_visit(scene.books, asked.band)
    tender = scene.house.tenders.get(asked.tender)
    if tender is None:
        raise Declined("unknown_tender", tender=asked.tender[:40], known=", ".join(scene.house.tenders))
    if tender.code in _NOBODY_ASKED:
        raise Declined("nobody_to_ask", tender=tender.words.en)
    number = scene.books.number("handover") + 1
    handed = HandedOver(number, asked.kind, visit.visit, tender.code, asked.amount, asked.external_id)
    answer: dict[str, object] = {
        "handover": number, "visit": visit.visit, "band": band.number, "tender": tender.code, "amount": asked.amount,
        "state": "unknown",
    }  # fmt: skip
    return Ruling([handed], [], answer)


def ask_again(scene: Scene, asked: AskAgain) -> Ruling:
    """Asked once more, because no answer came. Raises Declined: wrong_station, unknown_handover, handover_known."""
    scene.need_desk()
    row = _handover(scene, asked.handover)
    if row.state != "unknown":
        raise Declined("handover_known", handover=row.handover, state=row.state)
    return Ruling([HandoverAsked(row.handover)], [], _told(row) | {"asked": row.asked + 1})


def payment_known(scene: Scene, asked: PaymentKnown) -> Ruling:
    """Whether it came. Raises Declined: wrong_station, unknown_handover, handover_known, needs_external_id."""
    scene.need_desk()
    row = _handover(scene, asked.handover)
    if (row.state, asked.result) not in _WAYS:
        raise Declined("handover_known", handover=row.handover, state=row.state)
    tender = scene.house.tenders.get(row.tender)
    slip = asked.external_id or row.external_id
    if asked.result == "done" and tender is not None and tender.needs_external_id and not slip:
        raise Declined("needs_external_id", tender=tender.words.en)
    known = HandoverKnown(row.handover, asked.result, asked.external_id)
    return Ruling([known], [], _told(row) | {"state": asked.result})


def arrived(scene: Scene, tendered: Iterable[Tendered], visits: Collection[int]) -> tuple[Tendered, ...]:
    """The tenders, those that were asked for with the number of their slip.

    Raises Declined: unknown_handover, handover_known (it has not arrived, or is on a bill), handover_differs.
    """
    named: set[int] = set()
    found: list[Tendered] = []
    for part in tendered:
        if part.handover is None:
            found.append(part)
            continue
        row = _handover(scene, part.handover)
        if row.state != "done" or row.handover in named:
            raise Declined("handover_known", handover=row.handover, state=row.state)
        if (row.tender, row.amount_minor) != (part.tender, part.amount) or row.visit not in visits:
            amount = scene.money(row.amount_minor)
            raise Declined("handover_differs", handover=row.handover, amount=amount, tender=row.tender)
        named.add(row.handover)
        found.append(replace(part, external_id=part.external_id or row.external_id))
    return tuple(found)


def put_on_receipt(tendered: Iterable[Tendered], receipt: int) -> list[HandoverKnown]:
    """What was asked for is on this receipt now, which is its end."""
    return [HandoverKnown(part.handover, "used", receipt=receipt) for part in tendered if part.handover is not None]


def _handover(scene: Scene, number: int) -> HandoverRow:
    row = scene.books.handovers.get(number if number < 2**63 else -1)
    if row is None:
        raise Declined("unknown_handover", handover=number)
    return row


def _told(row: HandoverRow) -> dict[str, object]:
    return {
        "handover": row.handover, "visit": row.visit, "tender": row.tender, "amount": row.amount_minor,
        "state": row.state,
    }  # fmt: skip
