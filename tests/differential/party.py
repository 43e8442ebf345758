"""A party of guests and what the judge says of each thing they do: the operation, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.differential.bills import FOREVER, Line, Use, Visit
from tests.differential.tariffs import Tariffs, half_up, largest_fractions

Facts = dict[str, Any]
Check = Callable[[Facts], None]


class Disagreement(AssertionError):
    """The house and the judge do not say the same."""


@dataclass
class Asked:
    """An operation; either the errors of which one must come, or what its facts must hold."""

    operation: dict[str, object]
    declined: frozenset[str] = frozenset()
    facts: Facts = field(default_factory=dict)
    learn: Check | None = None
    """Takes the numbers the house gave: of visits, lines and receipts."""


def must(asked: Asked, answer: Facts) -> None:
    """Raises Disagreement if the house answered otherwise than the judge."""
    if answer["ok"] == bool(asked.declined) or (asked.declined and answer["error"] not in asked.declined):
        raise Disagreement(f"the judge says {sorted(asked.declined) or 'yes'}, the house {answer}")
    for name, value in asked.facts.items():
        if answer.get(name, 0) != value:
            raise Disagreement(f"{name} is {value} to the judge and {answer.get(name)} to the house: {answer}")
    if asked.learn is not None and answer["ok"]:
        asked.learn(answer)


class Party:
    """Guests who came together. ``visits`` are all of them, ``inside`` those who are here still."""

    def __init__(self, tariffs: Tariffs, number: int, dice: Random) -> None:
        self.tariffs = tariffs
        self.number = number
        self.dice = dice
        self.visits: list[Visit] = []
        self.history: list[tuple[dict[str, object], Facts]] = []

    @property
    def inside(self) -> list[Visit]:
        """Who is here still."""
        return [visit for visit in self.visits if not visit.over]

    def ask(
        self, do: str, at: int, *, station: str = "desk-1", staff: str = "amy", **fields: object
    ) -> dict[str, object]:
        """An operation at a time."""
        when = datetime.fromtimestamp(at, UTC).isoformat()
        return {"do": do, "at": when, "station": station, "staff": staff, **fields}

    # --- coming -----------------------------------------------------------------------------------

    def check_in(self, at: int, bands: list[tuple[str, str]], channel: str) -> Asked:
        """All or nothing; the first toddlers are free, one for each adult (R3, R4)."""
        house = self.tariffs.file
        arrivals = [{"band": band, "guest": guest} for band, guest in bands]
        asked = Asked(self.ask("check_in", at, bands=arrivals, channel=channel))
        if any(not self.tariffs.is_offered(guest, at) for _, guest in bands):
            asked.declined = frozenset({"class_not_offered"})
            return asked
        free = sum(not house["guests"][guest].get("minor") for _, guest in bands)
        for band, guest in bands:
            code, entry = self.tariffs.admission(guest, at)
            price = self.tariffs.money(entry["price"])
            if "free_per_adult" in house["guests"][guest]:
                price = price if free > 0 else self.tariffs.money(house["guests"][guest]["else_price"])
                free -= 1
            visit = Visit(self.tariffs, band, guest, channel, at, entry)
            visit.lines.append(visit.timed(code, price, at, "admission"))
            visit.lines[0].guest = guest
            self.visits.append(visit)

        def learn(facts: Facts) -> None:
            for visit, told in zip(self.visits, facts["visits"], strict=True):
                visit.number = told["visit"]
                if told["due"] != visit.due:
                    raise Disagreement(f"admission {visit.due} and {told}")

        asked.learn = learn
        return asked

    def cancel(self, visit: Visit, at: int) -> Asked:
        """Within ten minutes and with nothing but the admission (R5)."""
        asked = Asked(self.ask("cancel_check_in", at, band=visit.band, reason="no"))
        why = set()
        if at - visit.came > 600:
            why.add("too_late_to_cancel")
        if len(visit.lines) > 1 or visit.touched or visit.uses or visit.package or visit.paid:
            why.add("has_lines")
        if visit.deposit:
            why.add("deposit_held")
        asked.declined = frozenset(why)
        if not why:
            visit.lines.clear()
            visit.over = "cancelled"
        return asked

    # --- buying -----------------------------------------------------------------------------------

    def charge(self, visit: Visit, at: int, station: str, staff: str, basket: list[tuple[str, int]]) -> Asked:
        """Prices of the tap; state, zone, age and limit are looked at first (R20, R22)."""
        house = self.tariffs.file
        items = [{"item": item, "quantity": pieces} for item, pieces in basket]
        asked = Asked(self.ask("charge", at, station=station, staff=staff, band=visit.band, items=items))
        for place, wanted, sold_at, _, due in visit.taps:
            # One charge: what is told is what was told then (R21).
            if (place, wanted) == (station, basket) and at - sold_at <= 3 and not self.why_not(visit, station, basket):
                asked.facts = {"due": due, "repeated": True}
                return asked
        before = visit.due
        made = [
            Line(
                item,
                house["items"][item]["outlet"],
                house["items"][item].get("tax", house["house"]["tax"]),
                [self.tariffs.money(house["items"][item]["price"])] * pieces,
                at,
                staff=staff,
            )
            for item, pieces in basket
        ]
        visit.lines += made
        why = self.why_not(visit, station, basket)
        if visit.due > visit.limit and visit.due > before:
            why.add("limit_reached")
        if why:
            del visit.lines[-len(made) :]
            asked.declined = frozenset(why)
            return asked
        dues = visit.dues()[-len(made) :]
        asked.facts = {"due": visit.due}
        visit.taps.append((station, basket, at, made, visit.due))

        def learn(facts: Facts) -> None:
            for line, due, told in zip(made, dues, facts["lines"], strict=True):
                line.number = told["line"]
                if told["due"] != due:
                    raise Disagreement(f"{line.item} is {due} to the judge: {told}")

        asked.learn = learn
        return asked

    def why_not(self, visit: Visit, station: str, basket: list[tuple[str, int]]) -> set[str]:
        """Why this cannot be sold to this guest here (R8, R14, R20, R51)."""
        why = set()
        if visit.minor and any(self.tariffs.file["items"][item].get("adults_only") for item, _ in basket):
            why.add("adults_only")
        if station.startswith("scrub-") and not station.endswith("-" + zone_of(visit.band)):
            why.add("wrong_zone")
        if visit.stopped:
            why.add("in_checkout")
        if visit.lost:
            why.add("band_not_in_use")
        return why

    def void(self, visit: Visit, line: Line, at: int, pieces: int, staff: str) -> Asked:
        """One's own within ten minutes, else the lead's; what it cost comes back (R24)."""
        asked = Asked(
            self.ask("void", at, station="bar", staff=staff, line=line.number, quantity=pieces, reason="warm")
        )
        if staff != "chen" and (staff != line.staff or at - line.at > 600):
            asked.declined = frozenset({"void_needs_lead"})
            return asked
        before = visit.due
        line.take(pieces)
        visit.taps = [tap for tap in visit.taps if line not in tap[3]]
        asked.facts = {"amount": visit.due - before, "due": visit.due}
        return asked

    def transfer(self, visit: Visit, other: Visit, lines: list[tuple[Line, int]], at: int) -> Asked:
        """With price, time and discount; the other must be able to bear it (R25)."""
        moved = [{"line": line.number, "quantity": pieces} for line, pieces in lines]
        asked = Asked(self.ask("transfer", at, lines=moved, to=other.band, reason="one pays"))
        why = set()
        if other.minor and any(self.tariffs.file["items"].get(line.item, {}).get("adults_only") for line, _ in lines):
            why.add("adults_only")
        before, covered = other.due, [line.covered for line, _ in lines]
        there = [line.take(pieces) for line, pieces in lines]
        other.lines += there
        if other.due > other.limit and other.due > before:
            why.add("limit_reached")
        if why:
            del other.lines[-len(there) :]
            for (line, _), back, was in zip(lines, there, covered, strict=True):
                line.units += back.units
                line.covered = was
            asked.declined = frozenset(why)
            return asked

        def learn(facts: Facts) -> None:
            dues = facts["from"]["due"], facts["to"]["due"]
            if dues != judged:
                raise Disagreement(f"dues are {judged} to the judge and {dues} to the house")
            for line, told in zip(there, facts["lines"], strict=True):
                line.number = told["line"]

        visit.lines[:] = [line for line in visit.lines if line.pieces or line not in [one for one, _ in lines]]
        judged = visit.due, other.due
        visit.touched = other.touched = True
        asked.learn = learn
        return asked

    # --- giving -----------------------------------------------------------------------------------

    def discount(self, visit: Visit, at: int, scope: str, percent: int = 0, amount: int = 0) -> Asked:
        """Off what is left of each line in the scope, shared by largest fraction (R26, R50)."""
        asked = Asked(self.ask("discount", at, staff="wu", band=visit.band, scope=scope, reason="regular"))
        asked.operation |= {"percent": percent} if percent else {"amount": amount}
        items = self.tariffs.file["items"]
        base = [
            (place, line, due)
            for place, (line, due) in enumerate(zip(visit.lines, visit.dues(), strict=True))
            if due > 0
            and not line.paid
            and line.kind not in {"package", "fee"}
            and scope in {"bill", line.item, line.outlet}
            and not items.get(line.item, {}).get("no_discount")
        ]
        total, covered = sum(due for *_, due in base), visit.covered()
        off = half_up(total * percent, 100) if percent else amount
        if not total or not off:
            asked.declined = frozenset({"nothing_to_discount"})
        elif off > total:
            asked.declined = frozenset({"too_much_off", "nothing_to_discount"})
        else:
            for (place, line, _), part in zip(base, largest_fractions(off, [due for *_, due in base]), strict=True):
                line.lower(part, 0 if line.kind == "use" else covered.get(place, (0, 0))[0])
            visit.touched = True
            asked.facts = {"amount": -off, "due": visit.due}
        return asked

    def gift(self, visit: Visit, line: Line, at: int, pieces: int) -> Asked:
        """The price stays, nothing is due (R27)."""
        asked = Asked(self.ask("gift", at, staff="wu", line=line.number, quantity=pieces, reason="birthday"))
        line.give(pieces)
        asked.facts = {"due": visit.due}
        return asked

    def comp(self, visit: Visit, at: int) -> Asked:
        """The house pays all that is on the bill (R27)."""
        asked = Asked(self.ask("comp", at, staff="wu", band=visit.band, signer="Mr Li", reason="friend"))
        due = sum(due for line, due in zip(visit.lines, visit.dues(), strict=True) if not line.paid)
        covered = visit.covered()
        if due <= 0:
            asked.declined = frozenset({"nothing_to_discount"})
            return asked
        visit.touched = True
        for place, line in enumerate(visit.lines):
            if not line.paid and not line.comped:
                line.covered = covered.get(place, (0, 0))
                line.comped = True
                # What the package or a booking takes off stays taken off, whatever comes.
                pieces, minor = line.covered
                line.units[:] = (
                    [minor]
                    if line.kind in {"use", "zone"}
                    else [unit if place < pieces else 0 for place, unit in enumerate(line.units)]
                )
        asked.facts = {"amount": -due, "due": visit.due}
        return asked

    # --- packages ---------------------------------------------------------------------------------

    def add_package(self, visit: Visit, at: int, package: str) -> Asked:
        """One per visit, on its day, within the limit (R28)."""
        asked = Asked(self.ask("add_package", at, band=visit.band, package=package))
        entry = self.tariffs.file["packages"][package]
        why = set()
        if visit.package:
            why.add("package_there")
        if entry.get("day", self.tariffs.day_kind(visit.came)) != self.tariffs.day_kind(visit.came):
            why.add("package_day")
        if visit.stopped:
            why.add("in_checkout")
        if why:
            asked.declined = frozenset(why)
            return asked
        before = visit.due
        visit.package = package
        visit.lines.append(visit.timed(package, self.tariffs.money(entry["price"]), at, "package"))
        if visit.due > visit.limit and visit.due > before:
            visit.package = ""
            visit.lines.pop()
            asked.declined = frozenset({"limit_reached"})
            return asked
        asked.facts = {"amount": visit.due - before, "due": visit.due}
        return asked

    def remove_package(self, visit: Visit, at: int) -> Asked:
        """As if it had never been there (R28)."""
        asked = Asked(self.ask("remove_package", at, band=visit.band))
        visit.lines[:] = [line for line in visit.lines if line.kind != "package"]
        visit.package = ""
        asked.facts = {"due": visit.due}
        return asked

    # --- time and bands ---------------------------------------------------------------------------

    def begin_use(self, visit: Visit, at: int, station: str, tariff: str) -> Asked | None:
        """A room, a seat or the zone: its clock runs (R40)."""
        if any(not use.to and use.tariff == tariff for use in visit.uses):
            return None
        visit.uses.append(Use(station, tariff, at))
        return Asked(self.ask("present", at, station=station, staff="", band=visit.band), facts={"granted": True})

    def end_use(self, visit: Visit, at: int, use: Use) -> Asked | None:
        """Its clock stops, and what it costs is on the bill (R29, R42)."""
        if use.to:
            return None
        station = use.station.replace("zone-in", "zone-out")
        use.to = at
        line = visit.use_line(use, at)
        if line is not None:
            visit.lines.append(line)
        return Asked(self.ask("present", at, station=station, staff="", band=visit.band), facts={"granted": True})

    def freeze(self, visit: Visit, at: int) -> Asked:
        """One guest's clocks stand (R44)."""
        visit.stood.append((at, FOREVER))
        return Asked(self.ask("freeze", at, staff="chen", bands=[visit.band], reason="unwell"))

    def resume(self, visit: Visit, at: int) -> Asked:
        """They run again."""
        visit.stood[-1] = (visit.stood[-1][0], at)
        return Asked(self.ask("resume", at, staff="chen", bands=[visit.band]))

    def swap(self, visit: Visit, at: int, to: str) -> Asked:
        """Another band, the same bill (R7)."""
        asked = Asked(self.ask("swap", at, band=visit.band, to=to, reason="torn", defect=self.dice.random() < 0.5))
        visit.band = to
        return asked

    def lose(self, visit: Visit, at: int) -> Asked:
        """One replacement fee (R8)."""
        visit.lost = True
        fee = self.tariffs.file["fees"]["lost_band"]
        visit.lines.append(visit.timed(fee["tariff"], self.tariffs.money(fee["price"]), at, "fee"))
        return Asked(
            self.ask("report_lost", at, staff="chen", band=visit.band, reason="gone"), facts={"due": visit.due}
        )

    def replace(self, visit: Visit, at: int, to: str) -> Asked:
        """A band for the lost one (R8)."""
        asked = Asked(self.ask("replace", at, band=visit.band, to=to))
        visit.lost = False
        visit.band = to
        return asked

    def find(self, visit: Visit, at: int, lost: str) -> Asked:
        """Found before the checkout: the fee comes back (R8)."""
        visit.lines[:] = [line for line in visit.lines if line.kind != "fee" or line.paid]
        return Asked(self.ask("recover", at, band=lost), facts={"fee_back": True})

    def deposit(self, visit: Visit, at: int, amount: int) -> Asked:
        """Held for the guest; it is no payment yet (R56)."""
        visit.deposit += amount
        asked = Asked(self.ask("deposit", at, band=visit.band, amount=amount, tender="cash"))
        asked.facts = {"held": visit.deposit}
        return asked

    def raise_limit(self, visit: Visit, at: int, by: int) -> Asked:
        """The lead lets a guest run up more (R22)."""
        visit.extra_limit += by
        return Asked(self.ask("raise_limit", at, staff="chen", band=visit.band, by=by, reason="regular"))


def zone_of(band: str) -> str:
    """Men have 001–120, women 121–200."""
    return "men" if int(band) <= 120 else "women"
