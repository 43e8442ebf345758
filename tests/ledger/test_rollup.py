"""Roll-ups are exact at every moment, whenever and by whomever they are advanced."""

from __future__ import annotations

import tempfile
import threading
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.ledger import facts as f
from pos.ledger.connection import open_writer
from pos.ledger.log import ROLLUP_EVERY, Log
from pos.ledger.rebuild import rebuild
from pos.ledger.rollup import DIMENSIONS, Cell, advance, behind, cells
from pos.ledger.sqlite import sqlite3
from pos.ledger.verify import verify
from tests.ledger.handmade import AT_US, charge, charge_next, command, decision, opened_house, sale, write

VISITS = 3
EVER = (0, 99_999_999)

Act = tuple[str, int, int, str]
"""What is done: a sale or a payment, of which visit, for how much, on which day; or an advance by so many rows."""

acts = st.lists(
    st.tuples(
        st.sampled_from(["sale", "sale", "sale", "void", "pay", "advance"]),
        st.integers(1, VISITS),
        st.integers(1, 5000),
        st.sampled_from(["20260307", "20260308", "20260309"]),
    ),
    max_size=40,
)


def do(log: Log, number: int, act: Act) -> None:
    """Write one act of the list."""
    what, visit, amount, day = act
    line = log.books.number("line") + 1
    item, outlet = (("beer", "bar"), ("scrub", "desk"), ("tea", "bar"))[amount % 3]
    if what == "sale":
        log.transact(
            [charge(number, sale(line, amount, visit=visit, item=item, outlet=outlet), day=int(day), staff=item)]
        )
    elif what == "void":
        back = f.LineAdded(line, visit, item, 1, amount, -amount, outlet, "vat", "void", 1)
        log.transact([charge(number, back, at_us=AT_US + 3_600_000_000, day=int(day))])
    elif what == "pay":
        taken = (f.TenderTaken("card", amount, amount, "1"), f.TenderTaken("cash", 100, 100))
        receipt = f.ReceiptMade(log.books.number("receipt") + 1, ((visit, amount + 100),), taken, (), amount + 100, 0)
        log.transact([command(number, decision([receipt], day=int(day)))])
    else:
        advance(log._connection, amount % 7)


def direct_sums(log: Log) -> dict[str, set[tuple[int, str, int, int, int]]]:
    """The cells of every dimension, summed row by row in Python."""
    sums: defaultdict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(dimension: str, day: int, key: str, quantity: int, amount: int) -> None:
        cell = sums[dimension, day, key]
        cell[:] = [cell[0] + 1, cell[1] + quantity, cell[2] + amount]

    channels = dict(log.books.query("SELECT visit, channel FROM visit"))
    for visit, day, hour, staff, item, outlet, mark, tax, due in log.books.query(
        "SELECT visit, day, hour, staff, item, outlet, mark, tax, due_minor FROM line"
    ):
        named = {
            "outlet": outlet, "item": item, "tax": tax, "mark": mark, "hour": f"{hour:02d}", "staff": staff,
            "channel": channels[visit],
        }  # fmt: skip
        for dimension, key in named.items():
            add(dimension, int(str(day)), str(key), -1 if mark == "void" else 1, int(str(due)))
    for day, tender, kept in log.books.query("SELECT day, tender, kept_minor FROM receipt JOIN tender USING(receipt)"):
        add("tender", int(str(day)), str(tender), 1, int(str(kept)))
    for day, staff, paid in log.books.query("SELECT day, staff, paid_minor FROM receipt"):
        add("cashier", int(str(day)), str(staff), 1, int(str(paid)))
    for day, guest, channel in log.books.query("SELECT day, guest, channel FROM visit"):
        add("guest", int(str(day)), str(guest), 1, 0)
        add("visit_channel", int(str(day)), str(channel), 1, 0)
    found: dict[str, set[tuple[int, str, int, int, int]]] = {dimension: set() for dimension in DIMENSIONS}
    for (dimension, day, key), (count, quantity, amount) in sums.items():
        found[dimension].add((day, key, count, quantity, amount))
    return found


def as_tuples(found: list[Cell]) -> set[tuple[int, str, int, int, int]]:
    """Cells as plain values."""
    return {(cell.day, cell.key, cell.count, cell.quantity, cell.amount_minor) for cell in found}


@given(acts)
def test_a_report_is_exact_wherever_the_watermark_is(todo: list[Act]) -> None:
    """Roll-up plus the rows above the watermark is the direct sum, after any mixture of sales and small advances."""
    with tempfile.TemporaryDirectory() as folder:
        log = Log(Path(folder) / "ledger.db")
        opened_house(log, VISITS)
        for number, act in enumerate(todo, start=100):
            do(log, number, act)
        expected = direct_sums(log)
        for dimension in DIMENSIONS:
            assert as_tuples(cells(log.books.query, dimension, *EVER)) == expected[dimension], dimension
            one_day = {cell for cell in expected[dimension] if cell[0] == 20260308}
            assert as_tuples(cells(log.books.query, dimension, 20260308, 20260308)) == one_day
        log.close()


@given(acts)
def test_r73_steps_do_not_matter(todo: list[Act]) -> None:
    """Advanced in small steps along the way or all at once by a rebuild, the tables are the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        log = Log(path)
        opened_house(log, VISITS)
        for number, act in enumerate(todo, start=100):
            do(log, number, act)
        while behind(log._connection):
            advance(log._connection, 3)
        advance(log._connection, 1000)
        tables = ("rollup", "day_span", "watermark")
        before = [log.books.query(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 - our own names
        rebuild(path)
        assert [log.books.query(f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608
        log.close()
        assert [one for one in verify(path).findings if one.code == "rollup"] == []


def test_an_advance_is_bounded_and_says_what_it_did(log: Log) -> None:
    """No more rows than asked for at a time, and nothing left to do at the end."""
    opened_house(log)
    write(log, *(charge_next(log, 100 + n) for n in range(25)))
    assert behind(log._connection) == 27
    assert [advance(log._connection, 10) for _ in range(4)] == [10, 10, 7, 0]
    assert behind(log._connection) == 0


def test_days_know_their_entries(log: Log) -> None:
    """``day_span`` has the first and last entry of each business day; what the house writes belongs to none."""
    opened_house(log)
    for n, day in enumerate((20260307, 20260307, 20260308)):
        write(log, charge(100 + n, sale(n + 1), day=day))
    advance(log._connection, 1000)
    assert log.books.query("SELECT * FROM day_span") == [(20260307, 2, 4), (20260308, 5, 5)]


def test_several_may_advance_at_once(tmp_path: Path, log: Log) -> None:
    """Connections that advance at the same time neither count a row twice nor leave one out."""
    opened_house(log)
    write(log, *(charge_next(log, 100 + n) for n in range(200)))

    def advance_all() -> None:
        connection = open_writer(tmp_path / "ledger.db")
        while advance(connection, 7):
            pass
        connection.close()

    threads = [threading.Thread(target=advance_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    advance(log._connection, 1000)
    assert log.books.query("SELECT count, amount_minor FROM rollup WHERE dimension = 'item'") == [(200, 300_000)]


def test_an_advance_that_fails_leaves_nothing_half(log: Log) -> None:
    """If the file cannot be written, the roll-ups stay where they were."""
    opened_house(log)
    log._connection.execute("PRAGMA query_only = 1")
    with pytest.raises(sqlite3.OperationalError):
        advance(log._connection, 10)
    log._connection.execute("PRAGMA query_only = 0")
    assert not log._connection.in_transaction
    assert log.books.query("SELECT count(*) FROM rollup") == [(0,)]


def test_writers_bring_roll_ups_up(tmp_path: Path) -> None:
    """A process that writes a lot advances them by itself, and so do many that write a little each."""
    path = tmp_path / "ledger.db"
    log = Log(path)
    opened_house(log)
    for start in range(0, ROLLUP_EVERY - 100, 100):
        write(log, *(charge_next(log, 100 + start + n) for n in range(100)))
        log.tend()
    assert behind(log._connection) > 0
    log.close()
    for start in range(ROLLUP_EVERY, ROLLUP_EVERY + 200, 100):
        log = Log(path)
        write(log, *(charge_next(log, 100 + start + n) for n in range(100)))
        log.tend()
        log.close()
    log = Log(path)
    assert behind(log._connection) < ROLLUP_EVERY
    log.close()
