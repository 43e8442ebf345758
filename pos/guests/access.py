"""What a band opens: gates, doors, zones, rooms, seats, lockers. The station's kind decides (R13, R14, R29, R30).

Whoever is not let in gets a reason, not an error: that somebody held a band to the wrong locker happened
and stands in the log. Only a chip the house does not know is declined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from pos.errors import WORDS, Declined
from pos.guests.clocks import running_uses, use_cost
from pos.guests.covers import COVER, OFFSET, cover_anew, covered_quotes
from pos.guests.finding import find_band, visit_row
from pos.guests.lines import line_postings, tariff_line
from pos.guests.outings import returning
from pos.guests.quotes import quoted_anew, quoted_lines
from pos.guests.states import INSIDE, RUNNING
from pos.ledger.facts import Left, UseBegun, UseEnded
from pos.ledger.schema import VISIT_LINES
from pos.pricing.priced import Priced
from pos.pricing.windows import next_window_us, window_at
from pos.scene import Ruling

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.house.model import StationKind
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import BandRow, UseRow, VisitRow
    from pos.operations import Present
    from pos.scene import Scene


def present(scene: Scene, asked: Present) -> Ruling:
    """Hold a band to a station. Raises Declined: unknown_band, wrong_station."""
    band = find_band(scene.books, asked.band)
    kind = scene.station.kind
    if kind == "gate_out":
        return _way_out(scene, band)
    opens = _OPENS.get(kind)
    if opens is None:
        raise Declined(
            "wrong_station",
            station=scene.station.name,
            kind=kind,
            wanted="gate, door, zone, room, seat, locker or counter of what is included",
        )
    if not band.visit:
        return _refused("band_not_in_use", band=band.number, state=band.state.replace("_", " "))
    visit = visit_row(scene.books, band.visit)
    if visit.state == "deposit_out" and kind != "gate_in":
        return _refused("guest_is_out", band=band.number, since=scene.clock(visit.out_us))
    if scene.station.zone is not None and scene.station.zone != visit.zone:
        return _refused("wrong_zone", band=band.number, zone=visit.zone)
    return opens(scene, visit)


def _granted(visit: VisitRow, *facts: AnyFact) -> Ruling:
    return Ruling([*facts], [], {"granted": True, "visit": visit.visit, "band": visit.band})


def _refused(reason: str, **data: object) -> Ruling:
    return Ruling([], [], {"granted": False, "reason": reason, "message": WORDS[reason].format(**data)})


def _pass(_scene: Scene, visit: VisitRow) -> Ruling:
    return _granted(visit)


def _way_in(scene: Scene, visit: VisitRow) -> Ruling:
    """Who was out on deposit is back (R11)."""
    return _granted(visit, *(returning(scene, visit) if visit.state == "deposit_out" else ()))


def _locker(scene: Scene, visit: VisitRow) -> Ruling:
    if scene.station.number != visit.locker:
        return _refused("other_locker", band=visit.band, locker=visit.locker)
    return _granted(visit)


def _into_zone(scene: Scene, visit: VisitRow) -> Ruling:
    """A clock begins to run; whether the walk through costs anything is known when it ends (R29)."""
    tariff = scene.station.tariff
    if tariff is None or any(use.tariff == tariff for use in running_uses(scene, visit.visit)):
        return _granted(visit)
    return _begin(scene, visit, tariff)


def _out_of_zone(scene: Scene, visit: VisitRow) -> Ruling:
    for use in running_uses(scene, visit.visit):
        if use.tariff == scene.station.tariff:
            return _end(scene, visit, use)
    return _granted(visit)


def _seat(scene: Scene, visit: VisitRow) -> Ruling:
    """The first tap begins, the next one ends."""
    tariff = scene.station.tariff
    for use in running_uses(scene, visit.visit):
        if use.station == scene.station.name:
            return _end(scene, visit, use)
    return _granted(visit) if tariff is None else _begin(scene, visit, tariff)


def _room(scene: Scene, visit: VisitRow) -> Ruling:
    """As a seat, but only one party at a time, and one of them pays.

    Who belongs to the guest in it comes in and goes out without a clock; a use without a tariff says who is in there.
    """
    rows = scene.books.query(
        "SELECT use, visit, tariff FROM use WHERE station = ? AND to_us = 0 ORDER BY use", scene.station.name
    )
    if any(inside == visit.visit for _, inside, _ in rows):
        return _seat(scene, visit)
    payer = next((visit_row(scene.books, inside) for _, inside, tariff in rows if tariff), None)
    if payer is not None:
        if not payer.party or payer.party != visit.party:
            return _refused("occupied", station=scene.station.name)
        return _begin(scene, visit, "") if visit.state in RUNNING else _granted(visit)
    ruling = _seat(scene, visit)
    if any(isinstance(fact, UseBegun) for fact in ruling.facts):
        ruling.facts += _forgotten(scene, visit, [(use, inside) for use, inside, _ in rows])
    return ruling


def _forgotten(scene: Scene, visit: VisitRow, inside: list[tuple[int, int]]) -> list[AnyFact]:
    """Companions of an earlier party who went without a tap are no longer in the room when the next one comes."""
    return [
        UseEnded(use, scene.at_us)
        for use, other in inside
        if not visit.party or visit_row(scene.books, other).party != visit.party
    ]


def _included(scene: Scene, visit: VisitRow) -> Ruling:
    """What costs nothing, once in each window of the day (R30): a line with no price says that it was had."""
    included = scene.house.tariffs.included[scene.station.tariff or ""]
    if visit.state not in RUNNING:
        return _refused("in_checkout", band=visit.band)
    window = window_at(included.windows, scene.zone, scene.at_us)
    soonest = scene.clock(next_window_us(included.windows, scene.zone, scene.at_us))
    if window is None:
        return _refused("not_served_now", item=included.words.en, next=soonest)
    had = scene.books.query(
        f"SELECT max(at_us) FROM {VISIT_LINES} WHERE mark = 'included' AND item = ?2 AND at_us >= ?3",  # noqa: S608
        visit.visit,
        included.tariff,
        window.from_us,
    )[0][0]
    if had is not None:
        data = {"band": visit.band, "item": included.words.en, "since": scene.clock(had), "next": soonest}
        return _refused("had_already", **data)
    priced = Priced(included.tariff, 1, 0, 0, {"until": scene.clock(window.to_us)})
    number = scene.books.number("line") + 1
    line = tariff_line(scene.house, number, visit.visit, priced, "included", scene.station.outlet)
    ruling = _granted(visit, line)
    ruling.answer["line"] = {"line": line.line, "item": line.item, "due": 0}
    return ruling


def _begin(scene: Scene, visit: VisitRow, tariff: str) -> Ruling:
    if visit.state not in RUNNING:
        return _refused("in_checkout", band=visit.band)
    return _granted(visit, UseBegun(scene.books.number("use") + 1, visit.visit, scene.station.name, tariff))


def _end(scene: Scene, visit: VisitRow, use: UseRow) -> Ruling:
    """The clock stops and what it cost is on the bill.

    In checkout it stands already and its cost is quoted: the quote becomes the line, so that what is due stays
    the same, and whoever leaves the checkout after all is not charged for time after the tap (R43, R51).
    """
    to_us = visit.checkout_us if visit.state == "settling" else scene.at_us
    ruling = _granted(visit, UseEnded(use.use, to_us))
    cost = use_cost(scene, visit, use, to_us)
    if cost is None:
        return ruling
    number = scene.books.number("line") + 1
    line = tariff_line(scene.house, number, visit.visit, cost.priced, cost.mark, cost.outlet)
    if visit.state == "settling":
        quotes = quoted_lines(scene.books, visit.visit)
        there = [quote for quote in quotes if replace(quote, line=number) == line]
        if not there:
            return _granted(visit)
        quotes.remove(there[0])
        quotes = [quote for quote in quotes if quote.mark not in {COVER, OFFSET}]
        quotes += covered_quotes(scene, visit, quotes, [line])
        ruling.facts += quoted_anew(visit.visit, quotes)
    lines = [line, *cover_anew(scene, visit, [line])]
    ruling.facts += lines
    ruling.postings += line_postings(visit.visit, lines)
    ruling.answer["line"] = {"line": line.line, "item": line.item, "due": line.due_minor}
    return ruling


def _way_out(scene: Scene, band: BandRow) -> Ruling:
    """Only who has paid, or is let out on deposit, gets out, once, within half an hour (R11, R13)."""
    rows = scene.books.query("SELECT visit FROM visit WHERE band = ? ORDER BY visit DESC LIMIT 1", band.number)
    if not rows:
        return _refused("no_exit_slip", band=band.number)
    visit = visit_row(scene.books, rows[0][0])
    if visit.state in INSIDE:
        return _refused("not_paid", band=band.number)
    if not visit.exit_until_us:
        return _refused("no_exit_slip", band=band.number)
    if scene.at_us > visit.exit_until_us:
        return _refused("slip_expired", band=band.number, until=scene.clock(visit.exit_until_us))
    return _granted(visit, Left(visit.visit))


_OPENS: dict[StationKind, Callable[[Scene, VisitRow], Ruling]] = {
    "gate_in": _way_in,
    "door": _pass,
    "locker": _locker,
    "zone_in": _into_zone,
    "zone_out": _out_of_zone,
    "room": _room,
    "seat": _seat,
    "included": _included,
}
