"""Nothing that was handed to somebody is left hanging: payments, vouchers, tickets have an end or are told (R33)."""

from __future__ import annotations

from typing import Any

import pytest

from pos.ledger.rebuild import rebuild
from pos.ledger.verify import verify
from pos.reports.bill import bill_of
from pos.reports.hanging import hanging_of
from pos.reports.reading import Reading
from tests.rules.conftest import Desk

CARD = {"tender": "card", "amount": 9_800}
KITCHEN: dict[str, object] = {"station": "restaurant", "staff": "gu"}


@pytest.fixture
def guest(desk: Desk) -> Desk:
    """One guest who owes the admission, 98."""
    desk.check_in("077")
    return desk


def ask(desk: Desk, **fields: object) -> int:
    """A terminal is asked for money; the number of that."""
    return int(desk.done("ask_payment", **{"band": "077"} | CARD | fields)["handover"])


def state(desk: Desk, handover: int) -> tuple[object, ...]:
    """State, how often it was asked, slip and receipt."""
    return desk.query("SELECT state, asked, external_id, receipt FROM handover WHERE handover = ?", handover)[0]


def hanging(desk: Desk) -> list[dict[str, object]]:
    """What hangs in the whole house."""
    reading = Reading.open(desk.folder)
    try:
        return [*hanging_of(reading).hanging]
    finally:
        reading.close()


def test_r33_a_payment_is_unknown_until_its_answer_is_known_and_then_pays_once(guest: Desk) -> None:
    """Asked, asked again, done, and on a receipt with its slip; no money moves before."""
    number = ask(guest)
    assert state(guest, number) == ("unknown", 1, "", 0)
    guest.wait(1)
    assert guest.done("ask_again", handover=number)["asked"] == 2
    guest.begin("077")
    wanted = [CARD | {"handover": number}]
    assert "unknown" in guest.declined("handover_known", "pay", bands=["077"], tenders=wanted).message
    guest.done("payment_known", handover=number, result="done", external_id="4711")
    assert guest.query("SELECT count(*) FROM posting WHERE account = 'tender:card'") == [(0,)]
    receipt = guest.done("pay", bands=["077"], tenders=wanted)["receipt"]
    assert guest.query("SELECT tender, kept_minor, external_id FROM tender") == [("card", 9_800, "4711")]
    assert state(guest, number) == ("used", 2, "4711", receipt)
    assert hanging(guest) == []
    guest.check_in("078")
    guest.begin("078")
    guest.declined("handover_known", "pay", bands=["078"], tenders=wanted)


def test_r33_the_checkout_the_bill_and_the_close_say_what_is_open(guest: Desk) -> None:
    """In words and with data; a payment by other money does not hide it."""
    number = ask(guest)
    guest.charge("077", "2*beef-noodles", **KITCHEN)
    guest.wait(3)
    guest.done("ask_again", handover=number)
    facts = guest.done("begin_checkout", bands=["077"])
    assert facts["open"] == [
        "Ticket 1, 2 x Beef noodles, is queued since 10:00 (band 077)",
        "Card ¥98.00 (payment 1) has no answer, asked 2 times since 10:00 (band 077)",
    ]
    told: list[dict[str, Any]] = facts["hanging"]
    assert [(one["kind"], one["number"], one["many"], one["state"]) for one in told] == [
        ("order", 1, 2, "queued"),
        ("payment", 1, 9_800, "unknown"),
    ]
    reading = Reading.open(guest.folder)
    assert list(bill_of(reading, "077").open) == facts["open"]
    reading.close()
    paid = guest.pay("077", qr=facts["due"])
    assert paid["open"] == facts["open"]
    assert [one["words"] for one in hanging(guest)] == facts["open"]
    guest.wait(hours=24)
    assert guest.lead("close_day")["open"] == facts["open"]


def test_r33_what_arrived_and_is_on_no_bill_hangs_too(guest: Desk) -> None:
    """Until it pays, or was given back where it came from; the payment that it is is not told as open."""
    number = ask(guest)
    guest.done("payment_known", handover=number, result="done", external_id="4711")
    assert "has arrived and is on no bill" in guest.done("begin_checkout", bands=["077"])["open"][0]
    facts = guest.done("pay", bands=["077"], tenders=[CARD | {"handover": number}])
    assert "open" not in facts
    guest.check_in("078")
    other = ask(guest, band="078")
    guest.done("payment_known", handover=other, result="done", external_id="4712")
    guest.done("payment_known", handover=other, result="failed", reason="given back on the terminal")
    assert hanging(guest) == []
    assert state(guest, other)[0] == "failed"


def test_r33_a_failed_payment_can_arrive_after_all(guest: Desk) -> None:
    """Terminals say no and the bank says yes. An answer that is known is not known again."""
    number = ask(guest)
    guest.done("payment_known", handover=number, result="failed", reason="no line")
    assert hanging(guest) == []
    guest.declined("handover_known", "payment_known", handover=number, result="failed")
    guest.declined("handover_known", "ask_again", handover=number)
    guest.done("payment_known", handover=number, result="done", external_id="4711")
    assert [one["state"] for one in hanging(guest)] == ["done"]


def test_r33_a_voucher_is_asked_of_its_platform(guest: Desk) -> None:
    """The same way, and it says that it is one."""
    number = ask(guest, tender="group_buy", kind="voucher", external_id="MT-1")
    assert "(voucher 1) has no answer" in str(hanging(guest)[0]["words"])
    guest.done("payment_known", handover=number, result="done")
    guest.begin("077")
    guest.done("pay", bands=["077"], tenders=[{"tender": "group_buy", "amount": 9_800, "handover": number}])
    assert guest.query("SELECT tender, external_id FROM tender") == [("group_buy", "MT-1")]


def test_r33_only_what_somebody_outside_confirms_is_asked_for(guest: Desk) -> None:
    """Cash is in the drawer, an account is signed; and there are no slips without a number."""
    for tender in ("cash", "on_account"):
        guest.declined("nobody_to_ask", "ask_payment", **{"band": "077"} | CARD | {"tender": tender})
    guest.declined("unknown_tender", "ask_payment", **{"band": "077"} | CARD | {"tender": "deposit"})
    guest.declined("unknown_handover", "ask_again", handover=1)
    number = ask(guest)
    guest.declined("needs_external_id", "payment_known", handover=number, result="done")


def test_r33_a_payment_pays_the_bill_it_was_asked_for_and_its_sum(guest: Desk) -> None:
    """Not another guest's, not by another tender, not another amount, not twice in one settlement."""
    guest.check_in("078")
    number = ask(guest)
    guest.done("payment_known", handover=number, result="done", external_id="4711")
    guest.begin("077", "078")
    for bands, tender in (
        (["078"], CARD),
        (["077"], CARD | {"amount": 9_700}),
        (["077"], CARD | {"tender": "qr", "external_id": "1"}),
    ):
        guest.declined("handover_differs", "pay", bands=bands, tenders=[tender | {"handover": number}])
    twice = [CARD | {"handover": number}] * 2
    guest.declined("handover_known", "pay", bands=["077", "078"], tenders=twice)
    rest = {"tender": "cash", "amount": 9_800}
    guest.done("pay", bands=["077", "078"], tenders=[CARD | {"handover": number}, rest])
    assert state(guest, number)[0] == "used"


def test_r33_a_receipt_is_settled_again_by_a_payment_that_had_arrived(guest: Desk) -> None:
    """It was the card after all: taken as cash by mistake, and then made right."""
    number = ask(guest)
    guest.done("payment_known", handover=number, result="done", external_id="4711")
    guest.begin("077")
    guest.done("open_till", float=0)
    paid = guest.pay("077", cash=9_800)
    assert "has arrived and is on no bill" in paid["open"][0]
    again = guest.lead("resettle", receipt=paid["receipt"], tenders=[CARD | {"handover": number}], reason="by card")
    assert state(guest, number) == ("used", 1, "4711", again["receipt"])


def test_r72_a_payment_on_a_receipt_that_does_not_know_it_is_found(guest: Desk) -> None:
    """Used, but by nothing; and made again from the log it is as it was."""
    ask(guest)
    guest.venue.close()
    assert rebuild(guest.folder / "ledger.db").changed == ()
    guest.reopen()
    guest.tamper("UPDATE handover SET state = 'used', receipt = 9")
    assert ("handover", "handover 1") in {(one.code, one.where) for one in verify(guest.folder / "ledger.db").findings}
