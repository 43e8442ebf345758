"""A front desk to act at: short calls, a clock that goes on when told to, books that must verify in the end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pos.house.demo_house import DemoCurrency
from pos.house.folder import LEDGER_FILE, VENUE_FILE
from pos.ledger.connection import open_reader, open_writer
from pos.ledger.schema import FOLDED_TABLES
from pos.ledger.verify import verify
from pos.operations import AnyOperation
from pos.outcomes import Outcome
from pos.venue import Venue
from pos.wire import read_operation
from tests.house import instant, make_house

TUESDAY = "2026-03-10 10:00"
"""Where the clock begins: a weekday on which every price is the weekday's."""

Facts = dict[str, Any]
Rows = list[tuple[Any, ...]]


class ScriptClock:
    """The house's clock: it stands until it is told to go on."""

    def __init__(self, at_us: int) -> None:
        self.at_us = at_us

    def now_us(self) -> int:
        """The present in UTC µs."""
        return self.at_us


class Desk:
    """A house that is open, and somebody who works at its front desk (Amy) and knows everybody else's name."""

    def __init__(self, folder: Path, timezone: str) -> None:
        self.folder = folder
        self.timezone = timezone
        self.clock = ScriptClock(instant(TUESDAY, timezone))
        self.venue = Venue.open(folder, clock=self.clock)
        self._reader = open_reader(folder / LEDGER_FILE)
        self.sound = True
        """Whether the books are to verify in the end; a test that damages them says no."""

    # --- time ---------------------------------------------------------------------------------

    def wait(self, minutes: int = 0, *, hours: int = 0, seconds: int = 0) -> None:
        """Let time go by."""
        self.clock.at_us += ((hours * 60 + minutes) * 60 + seconds) * 1_000_000

    def wait_until(self, local: str) -> None:
        """Set the clock to a wall time of the house, also back."""
        self.clock.at_us = instant(local, self.timezone)

    # --- operations ---------------------------------------------------------------------------

    def operation(self, do: str, **fields: object) -> AnyOperation:
        """An operation at the first desk by Amy, unless ``fields`` say otherwise; it goes through the wire's form."""
        return read_operation(json.dumps({"do": do, "station": "desk-1", "staff": "amy"} | fields))

    def do(self, do: str, **fields: object) -> Outcome:
        """Have it done, whatever comes of it."""
        return self.venue.perform(self.operation(do, **fields))

    def done(self, do: str, **fields: object) -> Facts:
        """Have it done; it must be."""
        outcome = self.do(do, **fields)
        assert outcome.ok, outcome.as_json()
        assert outcome.entry == self.venue.head[0] or outcome.repeated
        return outcome.facts

    def declined(self, code: str, do: str, **fields: object) -> Outcome:
        """It must be declined with this code, in words, and change no table but the log (R20)."""
        before = self.tables()
        outcome = self.do(do, **fields)
        assert not outcome.ok, outcome.as_json()
        assert outcome.error == code, outcome.as_json()
        assert outcome.message
        assert "{" not in outcome.message
        assert self.tables() == before
        assert outcome.entry == self.venue.head[0]
        facts, postings = self.query(
            "SELECT content ->> '$.facts', content ->> '$.postings' FROM log WHERE seq = ?", outcome.entry
        )[0]
        assert (facts, postings) == ("[]", "[]")
        return outcome

    def check_in(self, *bands: str, guest: str = "adult", **fields: object) -> Facts:
        """Check bands in, all of one class, or of their own if it is written behind: ``121:child``."""
        arrivals = [{"band": band, "guest": own or guest} for band, _, own in (named.partition(":") for named in bands)]
        return self.done("check_in", bands=arrivals, **fields)

    def charge(self, band: str, *items: str, **fields: object) -> Facts:
        """Charge items at the bar by Fan; several of one: ``2*beer``."""
        return self.done("charge", band=band, items=basket(*items), **BAR | fields)

    def no_charge(self, code: str, band: str, *items: str, **fields: object) -> Outcome:
        """As :meth:`charge`, which must be declined."""
        return self.declined(code, "charge", band=band, items=basket(*items), **BAR | fields)

    def present(self, band: str, station: str) -> Facts:
        """Hold a band to a reader where nobody works."""
        return self.done("present", band=band, station=station, staff="")

    def granted(self, band: str, station: str) -> bool:
        """Whether the band opens it."""
        return bool(self.present(band, station)["granted"])

    def refused(self, reason: str, band: str, station: str) -> None:
        """The band must not open it, for this reason, in words, and nothing may come of it."""
        before = self.tables()
        facts = self.present(band, station)
        assert (facts["granted"], facts["reason"]) == (False, reason)
        assert facts["message"]
        assert self.tables() == before

    def begin(self, *bands: str) -> int:
        """Begin a checkout; what is due of all of them."""
        return int(self.done("begin_checkout", bands=list(bands))["due"])

    def leave(self, *bands: str) -> None:
        """Leave the checkout."""
        self.done("leave_checkout", bands=list(bands))

    def pay(self, *bands: str, **tenders: int) -> Facts:
        """Pay with so much of each tender: ``cash=10_000``."""
        return self.done("pay", bands=list(bands), tenders=money(**tenders))

    def lead(self, do: str, **fields: object) -> Facts:
        """Have a shift lead do it."""
        return self.done(do, **{"staff": "chen"} | fields)

    def perform_together(self, *operations: AnyOperation) -> list[Outcome]:
        """Have several done in one commit."""
        return self.venue.perform_all(operations)

    # --- looking ------------------------------------------------------------------------------

    def query(self, sql: str, *values: object) -> Rows:
        """Rows as another process sees them: what is not on disk is not seen."""
        return self._reader.execute(sql, values).fetchall()

    def tables(self) -> dict[str, Rows]:
        """Everything in the folded tables."""
        return {table: self.query(f"SELECT * FROM {table}") for table in FOLDED_TABLES}  # noqa: S608 - our own names

    def due(self, band: str) -> int:
        """What the guest with this band owes now, quotes left out."""
        rows = self.query("SELECT due_minor FROM tab JOIN band USING(visit) WHERE number = ?", band)
        assert rows, f"nobody is checked in with {band}"
        return int(rows[0][0])

    def owed(self, visit: int) -> int:
        """What a visit owes, also when it is over."""
        return int(self.query("SELECT due_minor FROM tab WHERE visit = ?", visit)[0][0])

    def band(self, number: str) -> str:
        """A band's state."""
        return str(self.query("SELECT state FROM band WHERE number = ?", number)[0][0])

    def visit(self, visit: int, column: str) -> Any:
        """One column of a visit."""
        return self.query(f"SELECT {column} FROM visit WHERE visit = ?", visit)[0][0]  # noqa: S608 - our own names

    def stock(self, item: str) -> int:
        """Pieces on hand."""
        return int(self.query("SELECT pieces FROM stock WHERE item = ?", item)[0][0])

    def lines(self, visit: int) -> Rows:
        """(item, quantity, due, mark) of a visit's lines, in order."""
        return self.query("SELECT item, quantity, due_minor, mark FROM line WHERE visit = ? ORDER BY line", visit)

    def quotes(self, visit: int) -> Rows:
        """(item, quantity, due, mark) of what a checkout quotes."""
        return self.query("SELECT item, quantity, due_minor, mark FROM quote WHERE visit = ? ORDER BY number", visit)

    # --- damage -------------------------------------------------------------------------------

    def tamper(self, sql: str, *values: object) -> None:
        """Change a table by hand, as somebody would who has the file; the books will not verify any more."""
        self.sound = False
        connection = open_writer(self.folder / LEDGER_FILE)
        connection.execute(sql, values)
        connection.close()

    # --- the house ----------------------------------------------------------------------------

    def another(self) -> closing[Venue]:
        """The same house opened a second time, as a second process would."""
        return closing(Venue.open(self.folder, clock=self.clock))

    def edit(self, *changes: tuple[str, str]) -> None:
        """Change the venue file and open the house again, as after a restart."""
        file = self.folder / VENUE_FILE
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        self.reopen()

    def reopen(self) -> None:
        """Close the house and open it again."""
        self.venue.close()
        self.venue = Venue.open(self.folder, clock=self.clock)

    def close(self) -> None:
        """Close the house; the books must hold."""
        self.venue.close()
        self._reader.close()
        if self.sound:
            verified = verify(self.folder / LEDGER_FILE)
            assert verified.ok, verified.findings


BAR: dict[str, object] = {"station": "bar", "staff": "fan"}


def basket(*items: str) -> list[dict[str, object]]:
    """Items as an operation wants them: ``2*beer`` are two."""
    wanted: list[dict[str, object]] = []
    for item in items:
        count, star, name = item.rpartition("*")
        wanted.append({"item": name, "quantity": int(count)} if star else {"item": name})
    return wanted


def money(**tenders: int) -> list[dict[str, object]]:
    """Tenders as an operation wants them; each but cash has a number of its own."""
    return [
        {"tender": tender, "amount": amount} | ({} if tender == "cash" else {"external_id": f"slip-{place}"})
        for place, (tender, amount) in enumerate(tenders.items(), start=1)
    ]


OpenDesk = Callable[[DemoCurrency], Desk]


@pytest.fixture(scope="session")
def made_houses(tmp_path_factory: pytest.TempPathFactory) -> dict[DemoCurrency, Path]:
    """Both demo houses with their books, to be copied."""
    folder = tmp_path_factory.mktemp("houses")
    houses: dict[DemoCurrency, Path] = {}
    for currency in ("cny", "twd"):
        houses[currency] = make_house(folder, currency)
        Venue.open(houses[currency]).close()
    return houses


@pytest.fixture
def open_desk(made_houses: dict[DemoCurrency, Path], tmp_path: Path) -> Iterator[OpenDesk]:
    """Opens the desk of a fresh demo house in a currency; all are closed and verified in the end."""
    opened: list[Desk] = []

    def make(currency: DemoCurrency) -> Desk:
        folder = tmp_path / f"{currency}-{len(opened)}"
        shutil.copytree(made_houses[currency], folder)
        opened.append(Desk(folder, {"cny": "Asia/Shanghai", "twd": "Asia/Taipei"}[currency]))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """The front desk of the demo house in CNY."""
    return open_desk("cny")


@pytest.fixture
def taipei(open_desk: OpenDesk) -> Desk:
    """The front desk of the demo house in TWD."""
    return open_desk("twd")
