"""Tickets of kitchen and bar: queued, done, served; voids, transfers and refunds keep their truth (R32)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pos.ledger.rebuild import rebuild
from pos.ledger.verify import verify
from pos.reports.reading import Reading
from pos.reports.tickets import printed_after, tickets_of
from tests.rules.conftest import Desk

KITCHEN: dict[str, object] = {"station": "restaurant", "staff": "gu"}


@pytest.fixture
def diner(desk: Desk) -> Desk:
    """Two guests at the tables: 077 and 078."""
    desk.check_in("077", "078")
    return desk


@pytest.fixture
def reading(diner: Desk) -> Iterator[Reading]:
    """A look into the same house."""
    opened = Reading.open(diner.folder)
    yield opened
    opened.close()


def order(desk: Desk, *items: str, band: str = "077") -> list[dict[str, Any]]:
    """Order at the restaurant; the tickets that were queued."""
    return list(desk.charge(band, *items, **KITCHEN).get("tickets", []))


def ticket(desk: Desk, number: int) -> tuple[object, ...]:
    """Kind, state, pieces, band and which one it is of."""
    return desk.query(
        "SELECT kind, ticket.state, quantity, band, of FROM ticket JOIN visit USING(visit) WHERE ticket = ?", number
    )[0]


def test_r32_an_order_queues_a_ticket_for_each_line_at_its_post(diner: Desk) -> None:
    """In the entry of the charge; what is handed over the counter makes none."""
    queued = order(diner, "2*beef-noodles", "cola", "latte")
    assert queued == [{"ticket": 1, "line": 3, "post": "kitchen"}, {"ticket": 2, "line": 5, "post": "bar"}]
    assert ticket(diner, 1) == ("order", "queued", 2, "077", 0)
    assert diner.query("SELECT seq, post, item FROM ticket") == [
        (diner.venue.head[0], "kitchen", "beef-noodles"),
        (diner.venue.head[0], "bar", "latte"),
    ]
    assert order(diner, "cola", "water") == []


def test_r32_a_ticket_is_queued_then_done_then_served(diner: Desk) -> None:
    """Each once, several at a time, all or nothing; what nobody called ready is served all the same."""
    order(diner, "beef-noodles", "dumplings")
    diner.wait(10)
    facts = diner.done("ticket_done", tickets=[1], **KITCHEN)
    assert [(one["ticket"], one["state"]) for one in facts["tickets"]] == [(1, "done")]
    assert "is done" in diner.declined("ticket_ended", "ticket_done", tickets=[2, 1], **KITCHEN).message
    diner.wait(1)
    diner.done("ticket_served", tickets=[1, 2, 2], **KITCHEN)
    assert [ticket(diner, number)[1] for number in (1, 2)] == ["served", "served"]
    ((done_us, ended_us, at_us),) = diner.query("SELECT done_us, ended_us, at_us FROM ticket WHERE ticket = 1")
    assert (done_us - at_us, ended_us - done_us) == (600_000_000, 60_000_000)
    diner.declined("ticket_ended", "ticket_served", tickets=[1], **KITCHEN)
    diner.declined("unknown_ticket", "ticket_served", tickets=[3], **KITCHEN)
    diner.declined("unknown_ticket", "reprint_ticket", ticket=2**63, reason="x", **KITCHEN)


def test_r32_a_void_makes_a_cancel_ticket(diner: Desk) -> None:
    """Of a part: the order is for fewer, and the kitchen reads how many are not wanted. It says that it saw that."""
    line = order(diner, "3*dumplings")[0]["line"]
    diner.done("void", line=line, quantity=1, reason="two will do", **KITCHEN)
    assert [ticket(diner, number) for number in (1, 2)] == [
        ("order", "queued", 2, "077", 0),
        ("cancel", "queued", 1, "077", 1),
    ]
    diner.done("ticket_done", tickets=[1], **KITCHEN)
    diner.done("void", line=line, reason="cold", **KITCHEN)
    assert [ticket(diner, number) for number in (1, 3)] == [
        ("order", "cancelled", 0, "077", 0),
        ("cancel", "queued", 2, "077", 1),
    ]
    diner.done("ticket_done", tickets=[2, 3], **KITCHEN)
    assert ticket(diner, 3)[1] == "seen"
    diner.declined("ticket_ended", "ticket_served", tickets=[1], **KITCHEN)


def test_r32_a_cancel_is_not_served(diner: Desk) -> None:
    """There is nothing to carry."""
    line = order(diner, "dumplings")[0]["line"]
    diner.done("void", line=line, reason="no", **KITCHEN)
    assert "a cancel" in diner.declined("ticket_ended", "ticket_served", tickets=[2], **KITCHEN).message


def test_r32_what_was_served_is_not_cancelled(diner: Desk) -> None:
    """The bowl is with the guest, whatever becomes of the bill."""
    line = order(diner, "dumplings")[0]["line"]
    diner.done("ticket_served", tickets=[1], **KITCHEN)
    diner.done("void", line=line, reason="a hair in it", **KITCHEN)
    assert diner.query("SELECT kind, state, quantity FROM ticket") == [("order", "served", 1)]


def test_r32_a_transfer_carries_the_ticket_along(diner: Desk) -> None:
    """Whole, the ticket is the other guest's; a void there cancels it."""
    line = order(diner, "2*dumplings")[0]["line"]
    moved = diner.done("transfer", lines=[line], to="078", reason="his")["lines"][0]["line"]
    assert ticket(diner, 1) == ("order", "queued", 2, "078", 0)
    diner.lead("void", line=moved, quantity=1, reason="no")
    assert [ticket(diner, number) for number in (1, 2)] == [
        ("order", "queued", 1, "078", 0),
        ("cancel", "queued", 1, "078", 1),
    ]


def test_r32_a_part_that_is_transferred_is_a_ticket_of_its_own(diner: Desk) -> None:
    """In the state it was in; both say how much is whose, and there and back again."""
    line = order(diner, "3*dumplings")[0]["line"]
    diner.done("ticket_done", tickets=[1], **KITCHEN)
    moved = diner.done("transfer", lines=[{"line": line, "quantity": 1}], to="078", reason="his")["lines"][0]["line"]
    assert [ticket(diner, number) for number in (1, 2)] == [
        ("order", "done", 2, "077", 0),
        ("order", "done", 1, "078", 1),
    ]
    diner.done("transfer", lines=[moved], to="077", reason="not his")
    assert ticket(diner, 2) == ("order", "done", 1, "077", 1)
    diner.done("ticket_served", tickets=[1, 2], **KITCHEN)


def test_r32_a_refund_cancels_what_is_not_served_yet(diner: Desk) -> None:
    """The guest paid, waited, and gets the money back: the kitchen need not cook."""
    order(diner, "dumplings", "hotpot-bowl")
    diner.done("ticket_served", tickets=[2], **KITCHEN)
    receipt = diner.pay("077", card=diner.begin("077"))["receipt"]
    diner.lead("refund", receipt=receipt, reason="waited an hour")
    assert [one[:3] for one in (ticket(diner, 1), ticket(diner, 2), ticket(diner, 3))] == [
        ("order", "cancelled", 0),
        ("order", "served", 1),
        ("cancel", "queued", 1),
    ]


def test_r32_a_reprint_says_that_it_is_one(diner: Desk, reading: Reading) -> None:
    """How often, on the ticket and to whoever asks."""
    order(diner, "dumplings")
    _, seq = printed_after(reading, 0)
    for times in (1, 2):
        assert diner.done("reprint_ticket", ticket=1, reason="paper jam", **KITCHEN)["reprints"] == times
    printed, _ = printed_after(reading, seq)
    assert [(one.ticket, one.reprints) for one in printed] == [(1, 2), (1, 2)]


def test_r32_a_printer_goes_on_where_it_stopped(diner: Desk, reading: Reading) -> None:
    """The papers are in the log: a printer that was off for an hour misses none, and no charge waited for it."""
    _, seq = printed_after(reading, 2**62)
    line = order(diner, "3*dumplings", "latte")[0]["line"]
    diner.done("void", line=line, quantity=1, reason="no", **KITCHEN)
    order(diner, "fried-rice", band="078")
    diner.done("ticket_served", tickets=[2], **KITCHEN)
    printed, seq = printed_after(reading, seq)
    assert [(one.ticket, one.kind, one.item, one.quantity, one.band) for one in printed] == [
        (1, "order", "dumplings", 3, "077"),
        (2, "order", "latte", 1, "077"),
        (3, "cancel", "dumplings", 1, "077"),
        (4, "order", "fried-rice", 1, "078"),
    ]
    assert printed_after(reading, seq) == ([], seq)


def test_r32_the_list_is_what_is_still_to_do(diner: Desk, reading: Reading) -> None:
    """By post, the oldest first; those that ended are shown if asked for."""
    order(diner, "dumplings", "latte", "fried-rice")
    diner.done("ticket_served", tickets=[1], **KITCHEN)
    assert [one.ticket for one in tickets_of(reading)] == [2, 3]
    assert [one.ticket for one in tickets_of(reading, "kitchen")] == [3]
    assert next((one.ticket, one.state) for one in tickets_of(reading, ended=True)) == (1, "served")


def test_r72_a_ticket_for_more_than_its_line_is_found(diner: Desk) -> None:
    """What is made is what is on the bill, or verify says where not."""
    order(diner, "3*dumplings")
    diner.tamper("UPDATE ticket SET quantity = 4")
    assert ("ticket", "ticket 1") in {(one.code, one.where) for one in verify(diner.folder / "ledger.db").findings}


def test_r73_tickets_are_made_again_from_the_log(diner: Desk) -> None:
    """Orders, parts, cancels, reprints."""
    line = order(diner, "3*dumplings")[0]["line"]
    diner.done("transfer", lines=[{"line": line, "quantity": 1}], to="078", reason="his")
    diner.lead("void", line=line, reason="no")
    diner.done("reprint_ticket", ticket=2, reason="x", **KITCHEN)
    diner.venue.close()
    assert rebuild(diner.folder / "ledger.db").changed == ()
    diner.reopen()
