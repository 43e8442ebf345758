"""Check-in and its cancellation (R2, R3, R4, R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.booking import Booking
from pos.cashier.deposits import deposit_minor, take_deposit
from pos.cashier.tendering import check_received
from pos.clock import MINUTE_US
from pos.errors import Declined
from pos.guests.finding import find_band, find_open, visit_row
from pos.guests.lines import line_postings, tariff_line
from pos.guests.lockers import Lockers
from pos.guests.voids import void_line
from pos.ledger.facts import BandMoved, VisitMoved, VisitOpened
from pos.ledger.schema import VISIT_LINES
from pos.pricing.admission import admission_prices
from pos.pricing.daytype import offered
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.model import GuestClass, Zone
    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import BandRow
    from pos.operations import Arrival, CancelCheckIn, CheckIn
    from pos.scene import Scene

CANCEL_WITHIN_MIN = 10
"""A check-in can be taken back for so long (R5)."""


def check_in(scene: Scene, asked: CheckIn) -> Ruling:
    """Open a visit for each band, all or nothing.

    Raises Declined: wrong_station, unknown_channel, unknown_band, band_in_use, band_not_available, band_twice,
    unknown_guest, class_not_offered, zone_needed, wrong_zone, no_locker; for a deposit unknown_tender,
    needs_external_id, not_received.
    """
    scene.need_desk()
    house = scene.house
    if asked.channel not in house.channels:
        raise Declined("unknown_channel", channel=asked.channel, known=", ".join(house.channels))
    if asked.deposit is not None:
        check_received(scene, asked.tender, asked.external_id)
    bands = _free_bands(scene, asked.bands)
    guests = [_guest_class(scene, arrival.guest) for arrival in asked.bands]
    prices = admission_prices(house, scene.zone, [guest.code for guest in guests], scene.at_us)
    lockers = Lockers(scene.books, house)
    # A party is known by the entry that made it; a guest alone is in none (R6).
    party = scene.seq if len(bands) > 1 else 0
    booking = Booking(scene)
    visits: list[dict[str, object]] = []
    for arrival, band, guest, priced in zip(asked.bands, bands, guests, prices, strict=True):
        visit, zone = booking.number("visit"), _zone_of(band, arrival)
        opened = VisitOpened(
            visit=visit,
            band=band.number,
            party=party,
            guest=guest.code,
            zone=zone,
            locker=lockers.give(zone, band.number),
            channel=asked.channel,
            version=scene.books.house_version,
            tariff=priced.tariff,
            limit_minor=_limit(scene, guest, asked.channel),
        )
        line = tariff_line(house, booking.number("line"), visit, priced, "admission")
        booking.add(opened, BandMoved(band.number, "in_use", visit))
        booking.put_on_bill(visit, [line])
        told: dict[str, object] = {"visit": visit, "band": band.number, "locker": opened.locker, "due": line.due_minor}
        if asked.deposit is not None:
            take_deposit(booking, visit, asked.tender, asked.deposit, asked.external_id)
            told["held"] = asked.deposit
        visits.append(told)
    return booking.ruling({"visits": visits})


def cancel_check_in(scene: Scene, asked: CancelCheckIn) -> Ruling:
    """Take a check-in back: the admission is voided, the visit cancelled, the band free again (R5).

    Raises Declined: wrong_station, unknown_band, band_not_in_use, in_checkout, too_late_to_cancel, has_lines,
    deposit_held.
    """
    scene.need_desk()
    band, visit = find_open(scene.books, asked.band)
    minutes = (scene.at_us - visit.in_us) // MINUTE_US
    if scene.at_us - visit.in_us > CANCEL_WITHIN_MIN * MINUTE_US:
        raise Declined("too_late_to_cancel", minutes=minutes, limit=CANCEL_WITHIN_MIN)
    lines = scene.books.query(f"SELECT line, mark FROM {VISIT_LINES} ORDER BY line", visit.visit)  # noqa: S608
    uses = scene.books.query("SELECT 1 FROM use WHERE visit = ? LIMIT 1", visit.visit)
    paid = scene.books.query("SELECT 1 FROM receipt_share WHERE visit = ? LIMIT 1", visit.visit)
    if uses or paid or any(mark != "admission" for _, mark in lines):
        raise Declined("has_lines", band=band.number)
    if held_minor := deposit_minor(scene.books, visit.visit):
        raise Declined("deposit_held", band=band.number, held=scene.money(held_minor))
    facts: list[AnyFact] = []
    postings: list[Posting] = []
    number = scene.books.number("line")
    for line, _ in lines:
        number += 1
        void = void_line(scene, number, line)
        facts.append(void)
        postings += line_postings(visit.visit, [void])
    facts += [VisitMoved(visit.visit, "cancelled"), BandMoved(band.number, "available")]
    return Ruling(facts, postings, {"visit": visit.visit, "band": band.number})


def _free_bands(scene: Scene, arrivals: tuple[Arrival, ...]) -> list[BandRow]:
    bands: list[BandRow] = []
    for arrival in arrivals:
        band = find_band(scene.books, arrival.band)
        if band in bands:
            raise Declined("band_twice", band=band.number)
        if band.state == "in_use":
            visit = visit_row(scene.books, band.visit)
            raise Declined("band_in_use", band=band.number, since=scene.clock(visit.in_us), visit=visit.visit)
        if band.state != "available":
            raise Declined("band_not_available", band=band.number, state=band.state)
        bands.append(band)
    return bands


def _guest_class(scene: Scene, code: str) -> GuestClass:
    house = scene.house
    guest = house.guests.get(code)
    if guest is None:
        raise Declined("unknown_guest", guest=code, known=", ".join(house.guests))
    if not offered(guest, house.tariffs.weekend, scene.zone, scene.at_us):
        raise Declined("class_not_offered", guest=guest.words.en, hours=_offer_words(guest))
    return guest


def _offer_words(guest: GuestClass) -> str:
    hours = f"from {_clock(guest.offered[0])} to {_clock(guest.offered[1])}" if guest.offered else ""
    days = f"on {guest.offered_days}s" if guest.offered_days else ""
    return " ".join(part for part in (days, hours) if part)


def _clock(minute_of_day: int) -> str:
    return f"{minute_of_day // 60:02d}:{minute_of_day % 60:02d}"


def _zone_of(band: BandRow, arrival: Arrival) -> Zone:
    """The band's own zone; a spare band's is said at the desk (R14)."""
    if not band.zone:
        if arrival.zone is None:
            raise Declined("zone_needed", band=band.number)
        return arrival.zone
    if arrival.zone is not None and arrival.zone != band.zone:
        raise Declined("wrong_zone", band=band.number, zone=band.zone)
    return "women" if band.zone == "women" else "men"


def _limit(scene: Scene, guest: GuestClass, channel: str) -> int:
    """The credit limit: the guest class's, or for grown-ups that of the channel they came by (R22, R14)."""
    if guest.minor:
        return guest.limit_minor
    return scene.house.channel_limits.get(channel, guest.limit_minor)
