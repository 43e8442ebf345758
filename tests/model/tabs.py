"""A second opinion: the tabs of a small bathhouse in plain dictionaries, written from the rules and not from the code.

Every method says why an act must be declined (a set of codes, any of which will do; empty if it must be done) and,
if it is done, does it. Times are seconds since a Tuesday's midnight in a place without clock changes; money is fen.
"""

from __future__ import annotations

from typing import Any

from tests.model.coins import kept_of

Row = dict[str, Any]
Why = set[str]

DAY = 86_400
PRICES = {"beer": 1_500, "water": 600, "body-scrub": 3_800, "oil-spa": 29_800}
STOCK = {"beer": 6, "water": 2_000}
ZONE_OF = {"001": "men", "002": "men", "003": "men", "121": "women", "122": "women"}
SELLS = {"bar": "", "desk-1": "", "scrub-men": "men", "vending-1": ""}
LEADS = {"chen", "wu"}
TENDERS = {"cash", "card", "qr"}
LIMITS = {"adult": 80_000, "child": 10_000}
ROOM, ZONE = "T11", "T10"


class Tabs:
    """What the house owes its memory: visits with lines and payments, bands, stock, one till, prices, clocks."""

    def __init__(self) -> None:
        self.now = 0
        self.bands: dict[str, int] = dict.fromkeys(ZONE_OF, 0)
        self.visits: dict[int, Row] = {}
        self.lines: dict[int, Row] = {}
        self.uses: list[Row] = []
        self.pauses: list[list[int]] = []
        self.sales: list[Row] = []
        self.prices = dict(PRICES)
        self.stock = dict(STOCK)
        self.till: int | None = None
        self.parties = 0
        self.receipts = 0

    def due(self, visit: int) -> int:
        """What is owed: lines less payments."""
        lines = [line["due"] for line in self.lines.values() if line["visit"] == visit]
        return int(sum(lines) - self.visits[visit]["paid"])

    def bill(self, visit: int) -> int:
        """What is owed if it is paid now, quotes and all."""
        return self.due(visit) + sum(int(quote["due"]) for quote in self.visits[visit]["quotes"])

    def inside(self, *bands: str) -> Why:
        """Why these bands cannot be acted on as guests in the house."""
        why: Why = set()
        if any(band not in self.bands for band in bands):
            why.add("unknown_band")
        if any(self.bands.get(band) == 0 for band in bands):
            why.add("band_not_in_use")
        if len(set(bands)) < len(bands):
            why.add("band_twice")
        return why

    def guest(self, band: str) -> Row:
        """The visit this band carries."""
        return self.visits[self.bands[band]]

    def counted(self, begin: int, end: int) -> int:
        """Seconds between two times, less those in which the clocks stood."""
        stood = sum(max(0, min(end, until) - max(begin, since)) for since, until in self.pauses)
        return max(0, end - begin) - stood

    def weekend(self) -> bool:
        """Friday 17:00 to Sunday midnight; the clock began on a Tuesday."""
        weekday, second = (self.now // DAY + 1) % 7, self.now % DAY
        return weekday in {5, 6} or (weekday == 4 and second >= 17 * 3_600)

    def check_in(self, arrivals: list[tuple[str, str]]) -> Why:
        """All or nothing (R2, R3, R4)."""
        names = [band for band, _ in arrivals]
        why = self.inside(*names) - {"band_not_in_use"}
        if any(self.bands.get(band) for band in names):
            why.add("band_in_use")
        if why:
            return why
        self.parties += 1
        for band, guest in arrivals:
            number = len(self.visits) + 1
            self.visits[number] = {
                "visit": number, "band": band, "guest": guest, "in": self.now, "state": "open", "paid": 0,
                "quotes": [], "limit": LIMITS[guest], "party": self.parties if len(arrivals) > 1 else 0, "slip": -1,
                "stopped": 0, "advance": False,
            }  # fmt: skip
            self.bands[band] = number
            adult = 11_800 if self.weekend() else 9_800
            self.add_line(number, "admission", 1, adult if guest == "adult" else 5_800, "admission")
        return set()

    def cancel(self, band: str) -> Why:
        """Within ten minutes and only the admission (R5)."""
        why = self.inside(band)
        if why:
            return why
        visit = self.guest(band)
        mine = [line for line in self.lines.values() if line["visit"] == visit["visit"]]
        if visit["state"] != "open":
            why.add("in_checkout")
        if self.now - visit["in"] > 600:
            why.add("too_late_to_cancel")
        if len(mine) > 1 or visit["advance"] or any(use["visit"] == visit["visit"] for use in self.uses):
            why.add("has_lines")
        if not why:
            self.add_line(visit["visit"], "admission", 1, -mine[0]["due"], "void")
            visit["state"] = "cancelled"
            self.bands[band] = 0
        return why

    def link(self, one: str, other: str) -> Why:
        """One party, with all who are in theirs (R6)."""
        why = self.inside(one, other)
        if why:
            return why
        parties = {self.guest(one)["party"], self.guest(other)["party"]}
        if len(parties) == 1 and parties != {0}:
            return {"already_linked"}
        self.parties += 1
        party = min(parties - {0}, default=self.parties)
        for visit in self.visits.values():
            if self.bands[visit["band"]] == visit["visit"] and (
                visit["band"] in {one, other} or visit["party"] in parties - {0}
            ):
                visit["party"] = party
        return set()

    def add_line(self, visit: int, item: str, quantity: int, due: int, mark: str, **more: Any) -> int:
        """A line at the end of the book."""
        number = len(self.lines) + 1
        self.lines[number] = {
            "visit": visit, "item": item, "quantity": quantity, "due": due, "mark": mark, "at": self.now, "back": 0,
        } | more  # fmt: skip
        return number

    def tapped_before(self, band: str, station: str, basket: list[tuple[str, int]]) -> bool:
        """The same charge within three seconds, nothing of which was taken back since (R21)."""
        return any(
            sale["visit"] == self.bands[band]
            and sale["station"] == station
            and sale["basket"] == basket
            and self.now - sale["at"] <= 3
            and not any(self.lines[number]["back"] for number in sale["lines"])
            for sale in self.sales
        )

    def charge(self, band: str, station: str, staff: str, basket: list[tuple[str, int]]) -> Why:
        """Station, state, zone, age, limit, stock; then lines and goods (R20, R22)."""
        why = self.inside(band)
        if station not in SELLS:
            why.add("wrong_station")
        if any(item not in PRICES for item, _ in basket):
            why.add("unknown_item")
        if self.bands.get(band) and self.guest(band)["state"] != "open":
            why.add("in_checkout")
        if SELLS.get(station, "") not in {"", ZONE_OF.get(band)}:
            why.add("wrong_zone")
        if why or self.tapped_before(band, station, basket):
            return why
        why = self.too_much(self.guest(band), basket)
        if not why:
            visit = self.bands[band]
            made = [
                self.add_line(visit, item, quantity, self.prices[item] * quantity, "", staff=staff)
                for item, quantity in basket
            ]
            for item, quantity in basket:
                if item in STOCK:
                    self.stock[item] -= quantity
            self.sales.append({"visit": visit, "station": station, "basket": basket, "at": self.now, "lines": made})
        return why

    def too_much(self, visit: Row, basket: list[tuple[str, int]]) -> Why:
        """For a child, for the shelf, for the limit (R14, R20, R22)."""
        why: Why = set()
        total = sum(self.prices[item] * quantity for item, quantity in basket)
        if visit["guest"] == "child" and any(item == "beer" for item, _ in basket):
            why.add("adults_only")
        for goods, left in self.stock.items():
            if sum(quantity for item, quantity in basket if item == goods) > left:
                why.add("sold_out")
        if self.due(visit["visit"]) + total > visit["limit"]:
            why.add("limit_reached")
        return why

    def void(self, number: int, quantity: int | None, staff: str) -> Why:
        """One's own within ten minutes, else the lead's; only sales of guests who have not begun to pay (R24)."""
        line = self.lines.get(number)
        if line is None:
            return {"unknown_line"}
        why: Why = {"line_fixed"} if line["mark"] else set()
        state = self.visits[line["visit"]]["state"]
        if state != "open":
            why.add("in_checkout" if state == "settling" else "line_settled")
        if staff not in LEADS and (staff != line.get("staff") or self.now - line["at"] > 600):
            why.add("void_needs_lead")
        left = line["quantity"] - line["back"]
        pieces = left if quantity is None else quantity
        if not 0 < pieces <= left:
            why.add("line_voided")
        if not why:
            line["back"] += pieces
            self.add_line(line["visit"], line["item"], pieces, -line["due"] // line["quantity"] * pieces, "void")
            if line["item"] in STOCK:
                self.stock[line["item"]] += pieces
        return why

    def use_due(self, use: Row, end: int) -> int:
        """A room by started quarters after the first hour; the zone once, if it was no walk through (R29, R42)."""
        minutes = self.counted(use["from"], end) // 60
        if not use["tariff"]:
            return 0
        if use["tariff"] == ZONE:
            before = any(line["visit"] == use["visit"] and line["item"] == ZONE for line in self.lines.values())
            return 3_000 if minutes > 10 and not before else 0
        return 8_000 + max(0, -(-(minutes - 65) // 15)) * 2_000 if minutes >= 1 else 0

    def running(self, visit: int) -> list[Row]:
        """Clocks that run for a guest."""
        return [use for use in self.uses if use["visit"] == visit and use["to"] is None]

    def present(self, band: str, station: str) -> Why:
        """Zone and room: what begins, what ends, who is let in (R29, R42, R51)."""
        why = self.inside(band)
        if why:
            return why
        visit = self.guest(band)
        tariff: str | None = ZONE if station.startswith("zone") else ROOM
        mine = [
            use for use in self.running(visit["visit"]) if use["station"] == station or use["tariff"] == tariff == ZONE
        ]
        if tariff == ROOM and not mine:
            tariff = self.room_tariff(visit, station)
            if tariff is None or (not tariff and visit["state"] != "open"):
                return {"occupied"} if tariff is None else set()
        if station == "zone-out" or (station != "zone-in" and mine):
            if mine:
                self.end_use(visit, mine[0])
        elif not mine:
            if visit["state"] != "open":
                return {"in_checkout"}
            use = {"visit": visit["visit"], "station": station, "tariff": tariff}
            self.uses.append(use | {"from": self.now, "to": None})
        return set()

    def room_tariff(self, visit: Row, station: str) -> str | None:
        """What a room's clock would be priced by: nothing for a companion of who pays; None if strangers are in it."""
        inside = [use for use in self.uses if use["station"] == station and use["to"] is None]
        payers = [use for use in inside if use["tariff"]]
        party = visit["party"] or -1
        if payers:
            return "" if self.visits[payers[0]["visit"]]["party"] == party else None
        for use in inside:
            if visit["state"] == "open" and self.visits[use["visit"]]["party"] != party:
                use["to"] = self.now
        return ROOM

    def end_use(self, visit: Row, use: Row) -> None:
        """The clock stops, or has stopped at the checkout; the line is on the bill from now on (R43)."""
        use["to"] = visit["stopped"] if visit["state"] == "settling" else self.now
        due = self.use_due(use, use["to"])
        if due:
            self.add_line(visit["visit"], use["tariff"], 1, due, "use")
        visit["quotes"] = [quote for quote in visit["quotes"] if quote["use"] is not use]

    def stay_quotes(self, visit: Row) -> list[Row]:
        """Overtime after twelve hours, the night once (R41, R42)."""
        elapsed = self.counted(visit["in"], self.now)
        over = max(0, elapsed - 12 * 3_600) // 60
        quotes = [{"item": "T08", "due": min(6_000, max(0, -(-(over - 15) // 60)) * 2_000), "use": None}]
        for day in range(self.now // DAY + 1):
            begin, end = day * DAY + 2 * 3_600, day * DAY + 8 * 3_600
            inside = self.counted(max(begin, visit["in"]), max(begin, visit["in"], min(end, self.now)))
            if inside // 60 >= 60 and visit["in"] < day * DAY + 6 * 3_600:
                quotes.append({"item": "T09", "due": 5_000, "use": None})
                break
        return [quote for quote in quotes if quote["due"]]

    def freeze(self, staff: str) -> Why:
        """All clocks stand (R44)."""
        if staff not in LEADS:
            return {"not_allowed"}
        if self.pauses and self.pauses[-1][1] == FOREVER:
            return {"already_frozen"}
        self.pauses.append([self.now, FOREVER])
        return set()

    def resume(self, staff: str) -> Why:
        """All clocks run again (R44)."""
        if staff not in LEADS:
            return {"not_allowed"}
        if not self.pauses or self.pauses[-1][1] != FOREVER:
            return {"not_frozen"}
        self.pauses[-1][1] = self.now
        return set()

    def begin(self, bands: list[str]) -> Why:
        """The clocks stop, what they cost is quoted (R43, R51)."""
        why = self.inside(*bands)
        for visit in [] if why else [self.guest(band) for band in bands]:
            if visit["state"] == "open":
                uses = [{"item": use["tariff"], "due": self.use_due(use, self.now), "use": use}
                        for use in self.running(visit["visit"])]  # fmt: skip
                visit["quotes"] = self.stay_quotes(visit) + [quote for quote in uses if quote["due"]]
                visit["state"], visit["stopped"] = "settling", self.now
        return why

    def leave(self, bands: list[str]) -> Why:
        """Unlocked; nothing was charged for the time (R43, R51)."""
        why = self.inside(*bands)
        if not why and any(self.guest(band)["state"] != "settling" for band in bands):
            why.add("not_in_checkout")
        for visit in [] if why else [self.guest(band) for band in bands]:
            visit["state"], visit["quotes"] = "open", []
        return why

    def pay(self, bands: list[str], tenders: list[tuple[str, int]]) -> Why:
        """Several tenders, change from cash only, part payments in the order of the bands (R52, R53, R59)."""
        why = self.inside(*bands)
        states = set() if why else {self.guest(band)["state"] for band in bands}
        if len(states) > 1 or (states == {"open"} and sum(self.due(self.bands[band]) for band in bands) <= 0):
            why.add("not_in_checkout")
        if any(tender not in TENDERS for tender, _ in tenders):
            why.add("unknown_tender")
        if why:
            return why
        visits = [self.guest(band) for band in bands]
        due = sum(self.bill(visit["visit"]) for visit in visits)
        given = sum(amount for _, amount in tenders)
        cash = sum(amount for tender, amount in tenders if tender == "cash")
        kept, rounding = kept_of(due, given, cash)
        if due > 0 and not tenders:
            why.add("nothing_tendered")
        if due <= 0 and tenders:
            why.add("nothing_due")
        if due > 0 and given - cash > due:
            why.add("too_much")
        # Outside of checkout only a part can be paid, in advance.
        if states == {"open"} and kept - rounding == due:
            why.add("not_in_checkout")
        if not why:
            self.receipts += 1
            # What is not kept of the tenders is change, and that is cash; owed to the guest it is all change.
            self.till_takes(cash - (given - kept))
            self.settle(visits, kept - rounding, rounding, whole=kept - rounding == due)
        return why

    def settle(self, visits: list[Row], kept: int, rounding: int, *, whole: bool) -> None:
        """Shares in order; paid whole, quotes are lines, clocks end and the bands are free."""
        last = visits[-1]
        for visit in visits:
            bill = self.bill(visit["visit"])
            share = bill if whole else max(0, min(kept, bill))
            kept -= share
            visit["paid"] += share
            visit["advance"] = True
            if share:
                last = visit
            if whole:
                for quote in visit["quotes"]:
                    self.add_line(visit["visit"], quote["item"], 1, quote["due"], "quote")
                for use in self.running(visit["visit"]):
                    use["to"] = visit["stopped"]
                visit["quotes"], visit["state"], visit["slip"] = [], "settled", self.now + 1_800
                self.bands[visit["band"]] = 0
        if rounding:
            self.add_line(last["visit"], "rounding", 1, rounding, "rounding")
            last["paid"] += rounding

    def gate_out(self, band: str) -> Why:
        """Paid, within half an hour, once (R13)."""
        if band not in self.bands:
            return {"unknown_band"}
        last = [visit for visit in self.visits.values() if visit["band"] == band][-1:]
        if not last or last[0]["slip"] < 0:
            return {"not_paid" if self.bands[band] else "no_exit_slip"}
        if self.now > last[0]["slip"]:
            return {"slip_expired"}
        last[0]["slip"] = -1
        return set()

    def till_takes(self, amount: int) -> None:
        """Cash goes into the drawer if one is open."""
        if self.till is not None:
            self.till += amount


FOREVER = 10**12
