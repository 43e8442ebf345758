"""Out on deposit 押金离场: a guest goes out for a while and leaves at least what is owed with the house (R11).

The visit goes on meanwhile: band and locker stay the guest's, the day close carries it over, and its time counts as
if the guest were inside, unless the venue file lets clocks stand outside. Nothing can be put on the bill until the
band is back. Whoever is not back by the day cut is on a list for the shift lead, who decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.booking import Booking
from pos.cashier.checkout import quotes_of
from pos.cashier.deposits import Purse, deposit_minor
from pos.cashier.parts import Bill
from pos.cashier.receipt_tax import closing_taxes
from pos.cashier.receipts import Paid, make_receipt
from pos.cashier.settlement import EXIT_SLIP_MIN
from pos.cashier.tendering import DEPOSIT, Taken
from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.guests.clocks import running_uses, standing_pause
from pos.guests.finding import find_open, find_visit, tab_row
from pos.guests.quotes import made_real
from pos.house.authority import may
from pos.ledger.facts import BandMoved, PauseBegun, PauseEnded, Released, TenderTaken, UseEnded, VisitMoved
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import BandRow, VisitRow
    from pos.operations import ComeBack, DecideOut, OutOnDeposit
    from pos.scene import Scene

OUTSIDE = "out on deposit"
"""The reason of a pause of the clocks that the going out began."""


def out_on_deposit(scene: Scene, asked: OutOnDeposit) -> Ruling:
    """Let a guest out who comes back: the gate opens once, within half an hour.

    What the house holds must be at least what a checkout now would ask for. Raises Declined: wrong_station,
    unknown_band, band_not_in_use, in_checkout, guest_is_out, deposit_too_low.
    """
    scene.need_desk()
    band, visit = find_open(scene.books, asked.band)
    quotes = quotes_of(scene, visit)
    due_minor = tab_row(scene.books, visit.visit).due_minor + sum(quote.due_minor for quote in quotes)
    held_minor = deposit_minor(scene.books, visit.visit)
    if held_minor < due_minor:
        more, held, due = (scene.money(minor) for minor in (due_minor - held_minor, held_minor, due_minor))
        raise Declined("deposit_too_low", held=held, due=due, more=more)
    until_us = scene.at_us + EXIT_SLIP_MIN * MINUTE_US
    facts: list[AnyFact] = [VisitMoved(visit.visit, "deposit_out"), Released(visit.visit, until_us)]
    if scene.house.clocks_stand_outside and not standing_pause(scene, visit.visit):
        facts.append(PauseBegun(scene.books.number("pause") + 1, visit.visit, OUTSIDE))
    answer: dict[str, object] = {"visit": visit.visit, "band": band.number, "due": due_minor, "held": held_minor}
    return Ruling(facts, [], answer | {"until": scene.clock(until_us)})


def come_back(scene: Scene, asked: ComeBack) -> Ruling:
    """The guest is back, by the desk and not by a gate.

    Raises Declined: wrong_station, unknown_band, band_not_in_use, not_out.
    """
    scene.need_desk()
    band, visit = _out(scene, asked.band)
    answer: dict[str, object] = {"visit": visit.visit, "band": band.number, "since": scene.clock(visit.out_us)}
    return Ruling(returning(scene, visit), [], answer)


def returning(scene: Scene, visit: VisitRow) -> list[AnyFact]:
    """The facts by which a guest who is out is inside again, as before."""
    return [VisitMoved(visit.visit, visit.before), *clocks_again(scene, visit)]


def clocks_again(scene: Scene, visit: VisitRow) -> list[AnyFact]:
    """The clocks that stood because the guest was outside go on; others may stand for another reason."""
    pause = standing_pause(scene, visit.visit)
    row = scene.books.pauses.get(pause) if pause else None
    return [PauseEnded(pause)] if row is not None and row.reason == OUTSIDE else []


def decide_out(scene: Scene, asked: DecideOut) -> Ruling:
    """The shift lead's decision about a guest who did not come back.

    ``keep`` waits until the next day cut. ``settle`` lets the deposit pay everything until now: the visit is closed,
    the band counts as lost, and what is left is held for the guest. ``forfeit`` is the same, and what is left is the
    house's. If the deposit is not enough, it is a walk-out (:mod:`pos.guests.walk_outs`). Raises Declined:
    wrong_station, unknown_band, band_not_in_use, not_out, deposit_short, owed_to_guest, and as
    :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    band, visit = _out(scene, asked.band)
    used = may(scene, "decide_out", asked, visit=visit.visit)
    answer: dict[str, object] = {"visit": visit.visit, "band": band.number, "decision": asked.decision}
    if asked.decision == "keep":
        held_minor = deposit_minor(scene.books, visit.visit)
        return Ruling([used, VisitMoved(visit.visit, "deposit_out")], [], answer | {"held": held_minor})
    booking = Booking(scene)
    booking.add(used)
    purse = Purse(scene.books, [visit.visit])
    answer["receipt"], answer["paid"] = _settle(booking, purse, band, visit)
    if asked.decision == "forfeit" and (left_minor := purse.total_minor):
        booking.add(may(scene, "forfeit", asked, amount_minor=left_minor, of_minor=left_minor, visit=visit.visit))
        purse.forfeit(booking)
        answer["amount"] = left_minor
    answer["held"] = purse.total_minor
    return booking.ruling(answer)


def _settle(booking: Booking, purse: Purse, band: BandRow, visit: VisitRow) -> tuple[int, int]:
    """Close the bill with the deposit; the number of its receipt, and how much that is over."""
    scene = booking.scene
    quotes = quotes_of(scene, visit)
    due_minor = tab_row(scene.books, visit.visit).due_minor + sum(quote.due_minor for quote in quotes)
    if due_minor < 0:
        raise Declined("owed_to_guest", band=band.number, amount=scene.money(-due_minor))
    if due_minor > purse.total_minor:
        raise Declined("deposit_short", held=scene.money(purse.total_minor), due=scene.money(due_minor))
    booking.put_on_bill(visit.visit, made_real(quotes, booking.last("line")))
    taxes = closing_taxes(scene, [Bill(band, visit, quotes, due_minor)])
    tenders = (TenderTaken(DEPOSIT, due_minor, due_minor),) if due_minor else ()
    paid = Paid("whole", ((visit.visit, due_minor),), taxes)
    receipt = make_receipt(booking, paid, Taken(tenders, due_minor, 0), purse)
    booking.add(*(UseEnded(use.use, scene.at_us) for use in running_uses(scene, visit.visit)))
    booking.add(*clocks_again(scene, visit), VisitMoved(visit.visit, "settled"), BandMoved(band.number, "lost"))
    return receipt.receipt, due_minor


def _out(scene: Scene, named: str) -> tuple[BandRow, VisitRow]:
    band, visit = find_visit(scene.books, named)
    if visit.state != "deposit_out":
        raise Declined("not_out", band=band.number)
    return band, visit
