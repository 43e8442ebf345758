"""Which rule decides which operation, and what its entry will hold.

Every operation ends as a :class:`~pos.ledger.log.Decision`: with facts and postings if the rules allow it,
with an error and nothing else if they decline (R20).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from pos import operations as op
from pos.cashier.accounts import pay_account, write_off
from pos.cashier.checkout import begin_checkout, leave_checkout
from pos.cashier.day_close import close_day, open_day
from pos.cashier.deposits import deposit, forfeit, return_deposit
from pos.cashier.drawer import drop, no_sale, paid_in, paid_out
from pos.cashier.handovers import ask_again, ask_payment, payment_known
from pos.cashier.refunds import refund
from pos.cashier.resettling import resettle
from pos.cashier.settlement import pay
from pos.cashier.tills import close_till, open_till
from pos.cashier.tips import tip
from pos.clock import to_us
from pos.errors import Declined
from pos.goods.counting import stock_count, stock_in, stock_waste
from pos.goods.tickets import reprint_ticket, ticket_done, ticket_served
from pos.guests.access import present
from pos.guests.authenticity import check_taps, report_tap
from pos.guests.band_changes import set_band, swap
from pos.guests.charging import charge
from pos.guests.checking_in import cancel_check_in, check_in
from pos.guests.clocks import freeze, resume
from pos.guests.emergency import emergency
from pos.guests.extending import extend
from pos.guests.giving import comp, discount, gift
from pos.guests.limits import raise_limit
from pos.guests.lost_bands import recover, report_lost
from pos.guests.lost_bands import replace as replace_band
from pos.guests.outings import come_back, decide_out, out_on_deposit
from pos.guests.packages import add_package, remove_package
from pos.guests.parties import link, unlink
from pos.guests.transfers import transfer
from pos.guests.voids import void
from pos.guests.walk_outs import walk_out
from pos.house.changes import add_bands, remove_bands, set_price
from pos.house.signing import sign_in, sign_out
from pos.ledger.log import Decision
from pos.scene import Ruling, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.house.model import House, Person, Station
    from pos.ledger.log import Log
    from pos.operations import AnyOperation

_RULES: dict[type[op.Operation], Callable[[Scene, Any], Ruling]] = {
    op.CheckIn: check_in,
    op.CancelCheckIn: cancel_check_in,
    op.Link: link,
    op.Unlink: unlink,
    op.OutOnDeposit: out_on_deposit,
    op.ComeBack: come_back,
    op.DecideOut: decide_out,
    op.RaiseLimit: raise_limit,
    op.Freeze: freeze,
    op.Emergency: emergency,
    op.Resume: resume,
    op.Swap: swap,
    op.ReportLost: report_lost,
    op.Replace: replace_band,
    op.Recover: recover,
    op.SetBand: set_band,
    op.WalkOut: walk_out,
    op.Charge: charge,
    op.Void: void,
    op.Transfer: transfer,
    op.Discount: discount,
    op.Gift: gift,
    op.Comp: comp,
    op.AddPackage: add_package,
    op.RemovePackage: remove_package,
    op.Present: present,
    op.Extend: extend,
    op.ReportTap: report_tap,
    op.BeginCheckout: begin_checkout,
    op.LeaveCheckout: leave_checkout,
    op.Pay: pay,
    op.AskPayment: ask_payment,
    op.AskAgain: ask_again,
    op.PaymentKnown: payment_known,
    op.Deposit: deposit,
    op.ReturnDeposit: return_deposit,
    op.Forfeit: forfeit,
    op.Refund: refund,
    op.Resettle: resettle,
    op.PayAccount: pay_account,
    op.WriteOff: write_off,
    op.Tip: tip,
    op.OpenTill: open_till,
    op.PaidIn: paid_in,
    op.PaidOut: paid_out,
    op.Drop: drop,
    op.NoSale: no_sale,
    op.CloseTill: close_till,
    op.CloseDay: close_day,
    op.SignOut: sign_out,
    op.SetPrice: set_price,
    op.AddBands: add_bands,
    op.RemoveBands: remove_bands,
    op.StockIn: stock_in,
    op.StockCount: stock_count,
    op.StockWaste: stock_waste,
    op.TicketDone: ticket_done,
    op.TicketServed: ticket_served,
    op.ReprintTicket: reprint_ticket,
}
"""Every operation but sign_in, whose PIN was checked before."""

SELF_SERVICE = frozenset({
    "gate_in", "gate_out", "door", "zone_in", "zone_out", "room", "seat", "locker", "vending", "included",
})  # fmt: skip
"""Kinds of stations where nobody works, so nobody need be signed in for what guests do there."""

_encode = msgspec.json.Encoder(order="sorted").encode


def kind_of(operation: op.Operation) -> str:
    """The name of an operation, as in ``do``."""
    return str(operation.__struct_config__.tag)


def asked_json(operation: AnyOperation) -> msgspec.Raw:
    """The operation as its entry keeps it: canonical JSON, without a PIN and without what the entry's head says.

    The head has the id and the time. It has station and staff too, unless the house does not know them; then
    they are kept here (:func:`decide`).
    """
    if isinstance(operation, op.SignIn) and operation.pin:
        operation = replace(operation, pin="-")
    elif isinstance(operation, op.Approvable) and operation.approver_pin:
        operation = replace(operation, approver_pin="-")
    return msgspec.Raw(_encode(replace(operation, id="", at=None, station="", staff="")))


def asked_by_strangers(operation: AnyOperation) -> msgspec.Raw:
    """As :func:`asked_json`, with the names nobody knows."""
    named: dict[str, object] = msgspec.json.decode(bytes(asked_json(operation)))
    return msgspec.Raw(_encode(named | {"station": operation.station, "staff": operation.staff}))


def decide(
    operation: AnyOperation, log: Log, house_of: Callable[[int], House], *, now_us: int, pin_is_right: bool = False
) -> Decision:
    """What comes of an operation at this moment; runs inside the transaction."""
    books = log.books
    house = house_of(books.house_version)
    at_us = now_us if operation.at is None else to_us(operation.at)
    # Names the house does not know stay in what was asked; the head of an entry holds known ones only.
    station = house.stations.get(operation.station) if operation.station else first_desk(house)
    person = house.staff.get(operation.staff)
    staff = operation.staff if person is not None else ""
    day = open_day(books, at_us)
    known = station is not None and staff == operation.staff
    decision = Decision(
        kind=kind_of(operation),
        at_us=at_us,
        day=day,
        station="" if station is None else station.name,
        staff=staff,
        asked=asked_json(operation) if known else asked_by_strangers(operation),
        facts=(),
        postings=(),
        answer={},
    )
    try:
        _check_names(operation, station, person)
        scene = Scene(
            books, house, at_us, day, station or first_desk(house), staff, person, house_of, log.seq + 1, log.head,
            pin_is_right,
        )  # fmt: skip
        ruling = _rule(scene, operation)
    except Declined as declined:
        decision.answer = {"error": declined.code, "message": str(declined)}
        return decision
    decision.kind = ruling.kind or decision.kind
    decision.facts = tuple(ruling.facts)
    decision.postings = tuple(ruling.postings)
    decision.answer = ruling.answer
    if house.training:
        # Receipts and every other document are made from what an entry answers (R76).
        decision.answer["training"] = True
    return decision


def first_desk(house: House) -> Station:
    """Where an operation happens that names no station. Every venue file has a desk."""
    return next(station for station in house.stations.values() if station.kind == "desk")


def _check_names(operation: AnyOperation, station: Station | None, person: Person | None) -> None:
    if station is None:
        raise Declined("unknown_station", station=operation.station)
    if operation.staff and person is None:
        raise Declined("unknown_staff", staff=operation.staff)


def _serves_itself(station: Station, operation: AnyOperation) -> bool:
    """Whether guests do this here by themselves; whoever names a lead at a locker is not the lead.

    In an emergency nobody signs in first (R77).
    """
    if isinstance(operation, op.Emergency):
        return True
    return station.kind in SELF_SERVICE and isinstance(operation, op.Present | op.Charge)


def _rule(scene: Scene, operation: AnyOperation) -> Ruling:
    if isinstance(operation, op.SignIn):
        return sign_in(scene, operation)
    if scene.house.sign_in_required and not _serves_itself(scene.station, operation):
        scene.need_signed_in()
    if scene.house.authenticity is None:
        return _RULES[type(operation)](scene, operation)
    tapped = check_taps(scene, operation, scene.house.authenticity, typed_here=scene.station.kind not in SELF_SERVICE)
    ruling = _RULES[type(operation)](scene, operation)
    ruling.facts[:0] = tapped
    return ruling
