"""A guest's bill, a second time: plain lines of so many pieces, everything else computed anew when asked.

Nothing is kept that can be computed: what a package covers and what is due come from the lines each time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from tests.differential.tariffs import Span, Tariffs, half_up, largest_fractions, outside

FOREVER = 1 << 60


@dataclass
class Line:
    """Something on a bill: what each piece of it that is there, and no gift, still costs before any package.

    Pieces are taken off and given away from the end; a package covers from the beginning.
    """

    item: str
    outlet: str
    tax: str
    units: list[int]
    at: int
    kind: str = "sale"
    """sale, admission, use, zone, package, fee, overtime, overnight, service, tax or rounding."""
    guest: str = ""
    minutes: int = 0
    given: int = 0
    """Pieces that are a gift."""
    comped: bool = False
    number: int = 0
    """Of the house's line, once it has told."""
    staff: str = ""
    paid: bool = False
    """Whether a settlement closed it."""
    alone: int = 0
    """What was paid of it by itself."""
    told: int = 0
    """That, if its tax stands on a receipt already."""
    covered: tuple[int, int] = (0, 0)
    """Once it is paid or comped: how many pieces or minutes are in the package, and what that takes off."""

    @property
    def name(self) -> str:
        """What a package calls it."""
        return self.guest if self.kind == "admission" else self.item

    @property
    def pieces(self) -> int:
        """How many are there."""
        return len(self.units) + self.given

    @property
    def net(self) -> int:
        """What it costs before any package."""
        return sum(self.units)

    def take(self, pieces: int) -> Line:
        """Some pieces off this line, as a line of their own: whose package covers that is another question."""
        stay = len(self.units) - pieces
        gone = replace(self, units=self.units[stay:], number=0, comped=False, covered=(0, 0))
        del self.units[stay:]
        if self.kind in {"sale", "admission"}:
            self.covered = min(stay, self.covered[0]), sum(self.units[: self.covered[0]])
        return gone

    def give(self, pieces: int) -> None:
        """Some pieces are a gift."""
        self.take(pieces)
        self.given += pieces

    def lower(self, off: int, in_package: int) -> None:
        """A discount, shared by the pieces that no package covers."""
        open_units = self.units[in_package:]
        self.units[in_package:] = [
            unit - part for unit, part in zip(open_units, largest_fractions(off, open_units), strict=True)
        ]


@dataclass
class Use:
    """Time in a room, on a seat or in the zone; ``to`` is 0 while it goes on."""

    station: str
    tariff: str
    since: int
    to: int = 0


@dataclass
class Visit:
    """A guest with lines, uses, pauses and payments."""

    tariffs: Tariffs
    band: str
    guest: str
    channel: str
    came: int
    entry: dict[str, Any]
    number: int = 0
    lines: list[Line] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    stood: list[Span] = field(default_factory=list)
    paid: int = 0
    package: str = ""
    extra_limit: int = 0
    stopped: int = 0
    """When the checkout began; 0 outside of one."""
    deposit: int = 0
    taps: list[tuple[str, list[tuple[str, int]], int, list[Line], int]] = field(default_factory=list)
    """What was charged: where, what, when, the lines of it, and what was due then."""
    touched: bool = False
    """Whether anything was ever moved or given away here."""
    lost: bool = False
    """Whether the guest has no band now."""
    kept: int = 0
    """When the guest last paid and stayed."""
    over: str = ""
    """settled, absconded or cancelled."""

    # --- what is due ------------------------------------------------------------------------------

    @property
    def limit(self) -> int:
        """What may be run up (R22); a child's is small whatever the channel is (R14)."""
        house = self.tariffs.file
        entry = house["guests"][self.guest]
        limit = entry["limit"] if entry.get("minor") else house["channel_limits"].get(self.channel, entry["limit"])
        return self.tariffs.money(limit) + self.extra_limit

    @property
    def minor(self) -> bool:
        """Whether this is a child."""
        return bool(self.tariffs.file["guests"][self.guest].get("minor", False))

    def covers(self, more: list[Line] | None = None) -> dict[int, int]:
        """What the package takes off each line, by its place: the oldest first (R28)."""
        return {place: minor for place, (_, minor) in self.covered(more).items()}

    def covered(self, more: list[Line] | None = None) -> dict[int, tuple[int, int]]:
        """Of each line, by its place: pieces or minutes in the package, and what that or a booking takes off."""
        lines = [*self.lines, *(more or ())]
        done = {place: line.covered for place, line in enumerate(lines) if line.paid or line.comped}
        for place, line in enumerate(lines):
            booked_by = self.tariffs.file["zones"][line.item].get("booked_by", ()) if line.kind == "zone" else ()
            # What is booked in a zone offsets its fee (R29).
            if place not in done and any(other.item in booked_by and other.pieces for other in lines):
                done[place] = 0, line.net
        if not self.package:
            return done
        left = Counter(self.tariffs.file["packages"][self.package]["includes"])
        for place, (pieces, _) in done.items():
            left[lines[place].name] -= pieces
        for place in sorted(range(len(lines)), key=lambda place: (lines[place].at, place)):
            line = lines[place]
            if place in done or line.kind not in {"sale", "admission", "use"} or not line.net:
                continue
            pieces = min(line.minutes if line.kind == "use" else len(line.units), left[line.name])
            left[line.name] -= pieces
            minor = self.tariffs.use(line.item, pieces) if line.kind == "use" else sum(line.units[:pieces])
            done[place] = pieces, min(minor, line.net)
        return done

    def dues(self, more: list[Line] | None = None) -> list[int]:
        """What each line comes to, package and all."""
        off = self.covers(more)
        return [line.net - off.get(place, 0) for place, line in enumerate([*self.lines, *(more or ())])]

    @property
    def due(self) -> int:
        """What is owed without what a checkout would add."""
        return sum(self.dues()) - self.paid

    # --- time -------------------------------------------------------------------------------------

    def counted(self, begin: int, end: int) -> int:
        """Seconds in which this guest's clocks ran."""
        return outside([*self.stood, *self.tariffs.stood], begin, end) if end > begin else 0

    def overtime(self, out: int) -> int:
        """What overtime adds now: anew since the last payment, capped over the whole visit (R10, R42)."""
        included = self.tariffs.included_s(self.entry, self.came)
        if included is None or not self.tariffs.file["guests"][self.guest].get("overtime", True):
            return 0
        over = self.counted(self.came, out) - included
        if self.kept:
            over = min(over, self.counted(self.kept, out))
        price = self.tariffs.overtime(over // 60)
        cap = self.tariffs.file["overtime"].get("cap")
        before = sum(line.net for line in self.lines if line.kind == "overtime")
        return price if cap is None else min(price, self.tariffs.money(cap) - before)

    def night(self, out: int) -> int:
        """The overnight fee, once per visit (R41)."""
        guest = self.tariffs.file["guests"][self.guest]
        if self.entry.get("includes_night") or not guest.get("overnight", True):
            return 0
        if any(line.kind == "overnight" for line in self.lines):
            return 0
        return self.tariffs.night(self.came, out, [*self.stood, *self.tariffs.stood])

    def use_line(self, use: Use, end: int) -> Line | None:
        """What a room, a seat or the zone costs (R29, R42)."""
        house = self.tariffs.file
        minutes = self.counted(use.since, end) // 60
        if use.tariff in house["zones"]:
            zone = house["zones"][use.tariff]
            if minutes <= zone["grace_minutes"] or any(line.item == use.tariff for line in self.lines):
                return None
            price, kind = self.tariffs.money(zone["price"]), "zone"
        else:
            price, kind = self.tariffs.use(use.tariff, minutes), "use"
        outlet = self.tariffs.outlets[use.station]
        return self.timed(use.tariff, price, end, kind, outlet=outlet, minutes=minutes) if price else None

    def timed(self, item: str, price: int, at: int, kind: str, *, outlet: str = "", minutes: int = 0) -> Line:
        """A line for something that is no item: it has the house's tax."""
        house = self.tariffs.file["house"]
        return Line(item, outlet or house["outlet"], house["tax"], [price], at, kind=kind, minutes=minutes)

    def quotes(self) -> list[Line]:
        """What the checkout that has begun adds to the bill: time, then service, then tax (R43)."""
        out = self.stopped
        more = [
            self.timed(self.tariffs.file[name]["tariff"], price, out, name)
            for name, price in (("overtime", self.overtime(out)), ("overnight", self.night(out)))
            if price
        ]
        more += [line for use in self.uses if not use.to and (line := self.use_line(use, out))]
        more += self.service(more)
        return more + self.added_tax(more)

    def open_dues(self, more: list[Line]) -> list[tuple[Line, int]]:
        """Lines that no earlier settlement closed, and what they come to."""
        lines = [*self.lines, *more]
        return [(line, due) for line, due in zip(lines, self.dues(more), strict=True) if not line.paid]

    def service(self, more: list[Line]) -> list[Line]:
        """A percentage of what each outlet sold, to the nearest minor unit."""
        sold: Counter[str] = Counter()
        for line, due in self.open_dues(more):
            sold[line.outlet] += due
        return [
            self.timed("service", charge, self.stopped, "service", outlet=outlet)
            for outlet, entry in self.tariffs.file["outlets"].items()
            if (charge := half_up(sold[outlet] * entry.get("service_percent", 0), 100))
        ]

    def added_tax(self, more: list[Line]) -> list[Line]:
        """Tax that is not in the prices, a line per rate (R55)."""
        sold: Counter[str] = Counter()
        for line, due in self.open_dues(more):
            sold[line.tax] += due
        lines = []
        for code, rate in self.tariffs.file["tax"].items():
            if not rate["included"] and (tax := half_up(sold[code] * basis_points(rate), 10_000)):
                lines.append(self.timed(code, tax, self.stopped, "tax"))
                lines[-1].tax = code
        return lines

    def bill(self) -> int:
        """What is owed in the checkout that has begun."""
        return sum(self.dues(self.quotes() if self.stopped else None)) - self.paid


def basis_points(rate: dict[str, Any]) -> int:
    """8.1 percent → 810."""
    return round(float(rate["percent"]) * 100)
