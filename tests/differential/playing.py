"""Random visits through the real house, each answer compared with the judge's; at the end line by line and by tax."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from typing import Any

from pos.house.demo_house import demo_text
from pos.house.folder import LEDGER_FILE, VENUE_FILE, create
from pos.ledger.connection import open_reader
from pos.ledger.verify import verify
from pos.reports.bill import bill_of
from pos.reports.reading import Reading
from pos.venue import Venue
from pos.wire import read_operation
from tests.differential.bills import FOREVER
from tests.differential.life import Life, Thunk
from tests.differential.party import Asked, Disagreement, must
from tests.differential.paying import tax_of
from tests.differential.rooms import Places
from tests.differential.tariffs import Tariffs

HOUSES = ("cny", "twd", "zurich")
ARRIVALS = (12, 16, 20, 20, 24, 34, 40, 36, 32, 34, 46, 56, 50, 36, 24, 16, 10, 6, 3, 1, 1, 1, 1, 1)
"""Per hour, from eight in the morning."""
PARTIES_A_DAY = 120
AT_ONCE = 64
MEMORY = Path("/dev", "shm")
"""A folder in memory, where there is one: what is played here need not last."""


def venue_text(house: str) -> str:
    """The venue file of a house, with rooms enough and goods that never run out; Zurich adds its taxes to prices."""
    text = demo_text("twd" if house == "twd" else "cny")
    text = text.replace('"room-r1..8"', '"room-r1..40"').replace('"room-r9..12"', '"room-r41..60"')
    text = text.replace("esports = { kind", '"esports-1..20" = { kind').replace("stock = 2000", "stock = 9000000")
    if house == "zurich":
        text = text.replace('"CNY"', '"CHF"').replace("Asia/Shanghai", "Europe/Zurich").replace('"CN"', '"CH"')
        rates = 'vat = { percent = "8.1", included = false }\nfood = { percent = "2.6", included = false }'
        text = text.replace("vat = { percent = 6, included = true }", rates)
        text = re.sub(r'(outlet = "restaurant", price = \d+)', r'\1, tax = "food"', text)
        text = re.sub(r"((?:restaurant|rooms) = \{ name = \[[^]]+\])", r"\1, service_percent = 10", text)
    return text


class _Clock:
    """The house's clock; operations bring their own times."""

    def __init__(self, at: int) -> None:
        self.at = at

    def now_us(self) -> int:
        """UTC µs."""
        return self.at * 1_000_000


@dataclass
class Tally:
    """What was compared."""

    visits: int = 0
    operations: int = 0
    declined: int = 0
    lines: int = 0
    receipts: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Both together."""
        for name in ("visits", "operations", "declined", "lines", "receipts", "kinds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.disagreements += other.disagreements


class Play:
    """One house with some hundred visits. A party that disagrees is told of and plays no further."""

    def __init__(self, house: str, seed: int, visits: int) -> None:
        self.name, self.seed, self.wanted = house, seed, visits
        self._folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.folder = Path(self._folder.name) / "house"
        create(self.folder, demo="cny")
        (self.folder / VENUE_FILE).write_text(venue_text(house), encoding="utf-8")
        self.tariffs = Tariffs(venue_text(house))
        self.places = Places()
        self.tally = Tally()
        self.dice = Random(f"{house} {seed} power")
        self.lives: list[Life] = []
        self.queue: list[tuple[int, int, Life, Thunk]] = []

    def run(self) -> Tally:
        """Play to the end, then compare what is in the book, and verify it."""
        arrivals = self.arrivals()
        first = next(arrivals)
        with closing(Venue.open(self.folder, clock=_Clock(first - 3600))) as self.venue:
            self.venue.perform(self.operation({"do": "open_till", "float": 10**9}, first - 3000))
            self.reading = Reading.open(self.folder)
            self.reader = open_reader(self.folder / LEDGER_FILE)
            self.play(first, arrivals)
            self.compare_book()
            self.reader.close()
            self.reading.close()
        verified = verify(self.folder / LEDGER_FILE)
        if not verified.ok:
            self.tally.disagreements.append(f"{self.name} seed {self.seed}: {verified.findings[:3]}")
        self._folder.cleanup()
        return self.tally

    def operation(self, fields: dict[str, Any], at: int) -> Any:
        """As it comes over the wire."""
        when = datetime.fromtimestamp(at, UTC).isoformat()
        return read_operation(json.dumps({"at": when, "station": "desk-1", "staff": "chen"} | fields))

    # --- when -------------------------------------------------------------------------------------

    def days(self, dice: Random) -> Iterator[date]:
        """Days from a random one on; in Zurich those around the Sundays on which the clock changes."""
        if self.name == "zurich":
            for year in range(2026 + dice.randint(0, 9), 2050):
                for april in (date(year, 4, 1), date(year, 11, 1)):
                    sunday = april - timedelta(days=april.isoweekday() % 7 or 7)
                    yield from (sunday + timedelta(days=after) for after in range(-2, 2))
        day = date(2026, 1, 1) + timedelta(days=dice.randint(0, 600))
        while True:
            yield day
            day += timedelta(days=1)

    def arrivals(self) -> Iterator[int]:
        """When parties come, without end."""
        dice = Random(f"{self.name} {self.seed} arrivals")
        for day in self.days(dice):
            morning = self.tariffs.on_the_wall(day, 8 * 60)
            hours = dice.choices(range(24), ARRIVALS, k=PARTIES_A_DAY)
            yield from sorted(morning + hour * 3600 + dice.randint(0, 3599) for hour in hours)

    def play(self, first: int, arrivals: Iterator[int]) -> None:
        """Everybody's next act in the order of time, many in one commit."""
        self.arrive(first)
        coming, last, latest = next(arrivals), first, first
        while self.queue or self.tally.visits < self.wanted:
            if not self.queue:
                self.arrive(coming)
                coming = next(arrivals)
            batch: list[tuple[Life, Asked]] = []
            busy: set[int] = set()
            while self.queue and len(batch) < AT_ONCE and self.queue[0][1] not in busy:
                if coming <= self.queue[0][0] and self.tally.visits < self.wanted:
                    self.arrive(max(coming, last))
                    coming = next(arrivals)
                    continue
                last, number, life, thunk = heappop(self.queue)
                busy.add(number)
                asked = thunk(last)
                if asked is None:
                    self.go_on(life)
                else:
                    batch.append((life, asked))
            self.perform(batch)
            self.wash(last)
            latest = max(latest, last)
            self.power_cut(latest)

    def power_cut(self, at: int) -> None:
        """Now and then the clocks of the whole house stand for a while (R44)."""
        stood, dice = self.tariffs.stood, self.dice
        if stood and stood[-1][1] == FOREVER and dice.random() < 0.02:
            self.venue.perform(self.operation({"do": "resume"}, at))
            stood[-1] = (stood[-1][0], at)
        elif (not stood or stood[-1][1] < FOREVER) and dice.random() < 0.002:
            self.venue.perform(self.operation({"do": "freeze", "reason": "power cut"}, at))
            stood.append((at, FOREVER))

    def arrive(self, at: int) -> None:
        """A party is at the door."""
        number = len(self.lives) + 1
        life = Life(self.tariffs, number, at, Random(f"{self.name} {self.seed} {number}"), self.places)
        self.lives.append(life)
        self.go_on(life)

    def go_on(self, life: Life) -> None:
        """The party's next act is waited for."""
        step = next(life.script, None)
        if step is not None:
            heappush(self.queue, (step[0], life.party.number, life, step[1]))

    # --- comparing --------------------------------------------------------------------------------

    def perform(self, batch: list[tuple[Life, Asked]]) -> None:
        """Have it done, and compare each answer."""
        operations = [read_operation(json.dumps(asked.operation)) for _, asked in batch]
        outcomes = self.venue.perform_all(operations)
        for (life, asked), outcome in zip(batch, outcomes, strict=True):
            answer = outcome.as_dict()
            life.party.history.append((asked.operation, answer))
            self.tally.operations += 1
            self.tally.declined += bool(asked.declined)
            self.tally.kinds[str(asked.operation["do"])] += 1
            try:
                must(asked, answer)
                if asked.operation["do"] == "begin_checkout" and life.dice.random() < 0.1:
                    self.compare_bill(life)
            except (Disagreement, AssertionError) as wrong:
                self.tell(life, str(wrong))
                continue
            if asked.operation["do"] == "check_in":
                self.tally.visits += len(life.party.visits)
            self.go_on(life)

    def tell(self, life: Life, wrong: str) -> None:
        """A disagreement, with what the party did until then."""
        life.failed = True
        acts = "\n".join(f"    {json.dumps(asked)}\n      {json.dumps(answer)}" for asked, answer in life.party.history)
        where = f"{self.name} seed {self.seed} party {life.party.number}"
        self.tally.disagreements.append(f"{where}: {wrong}\n{acts}")

    def compare_bill(self, life: Life) -> None:
        """The bill that is shown has the judge's due, and its lines add up to it."""
        for visit in life.party.inside:
            bill = bill_of(self.reading, visit.band)
            assert bill.due == visit.bill(), f"the bill of {visit.band} says {bill.due}, the judge {visit.bill()}"
            assert sum(line.due for line in bill.lines) == bill.due + bill.paid
            assert bill.paid == visit.paid

    def wash(self, at: int) -> None:
        """Bands of who has left are given out again."""
        for band in self.places.dirty:
            (state,) = self.reader.execute("SELECT state FROM band WHERE number = ?", (band,)).fetchone()
            if state != "available":
                fields = {"do": "set_band", "band": band, "state": "available", "reason": "washed"}
                state = "available" if self.venue.perform(self.operation(fields, at)).ok else state
            self.places.give_back([band] if state == "available" else [])
        self.places.dirty.clear()

    def compare_book(self) -> None:
        """Every visit item by item, every receipt's tax by rate."""
        lines: dict[int, Counter[str]] = {}
        for visit, item, due in self.reader.execute(
            "SELECT visit, item, sum(due_minor) FROM line GROUP BY visit, item"
        ):
            lines.setdefault(visit, Counter())[item] = due
        taxes: dict[int, dict[str, tuple[int, int]]] = {}
        for receipt, code, gross, tax in self.reader.execute(
            "SELECT receipt, tax, gross_minor, tax_minor FROM receipt_tax"
        ):
            taxes.setdefault(receipt, {})[code] = gross, tax
        for life in self.lives:
            if not life.failed:
                self.compare_party(life, lines, taxes)

    def compare_party(
        self, life: Life, lines: dict[int, Counter[str]], taxes: dict[int, dict[str, tuple[int, int]]]
    ) -> None:
        """Raises nothing; tells."""
        for visit in life.party.visits:
            judged: Counter[str] = Counter()
            for line, due in zip(visit.lines, visit.dues(), strict=True):
                judged[line.item] += due
                self.tally.lines += 1
            booked = lines.get(visit.number, Counter())
            if +judged != +booked or -judged != -booked:
                self.tell(life, f"visit {visit.number} is {dict(judged)} to the judge and {dict(booked)} in the book")
                return
        for number, receipt in life.desk.receipts.items():
            judged_tax = {code: told for code, told in tax_of(self.tariffs, receipt).items() if any(told)}
            booked_tax = {code: told for code, told in taxes.get(number, {}).items() if any(told)}
            self.tally.receipts += 1
            if judged_tax != booked_tax:
                self.tell(
                    life, f"the tax of receipt {number} is {judged_tax} to the judge and {booked_tax} in the book"
                )
                return


def play(house: str, seed: int, visits: int) -> Tally:
    """One house, so many visits."""
    return Play(house, seed, visits).run()
