"""Several real processes on one house, some of them killed again and again (R20, R21, R70–R73)."""

from __future__ import annotations

import random
import time

import pytest

from pos.ids import id_key
from pos.ledger.rebuild import rebuild
from pos.ledger.verify import verify
from tests.processes.conftest import BANDS, BusyHouse, Worker

STATIONS = ("bar", "restaurant", "massage", "vending-1", "vending-2", "vending-3", "desk-1", "desk-2")
CHARGES = 160
GUESTS = 40
KILLS = 8


def kill_again_and_again(worker: Worker, kills: int, dice: random.Random) -> None:
    """Kill it at moments nobody chose: right after it came up, or in the middle of its work."""
    while worker.kills < kills and not worker.is_done:
        if dice.random() < 0.25:
            time.sleep(dice.uniform(0.0, 0.4))
        else:
            worker.wait_for_more(1)
            time.sleep(dice.uniform(0.0, 0.02))
        if worker.kill():
            worker.again()


def hold(house: BusyHouse) -> None:
    """Every act that was noted is in the log once, under the entry it was told; the books verify."""
    entries = dict(house.query("SELECT id, seq FROM log"))
    notes = [note for worker in house.workers for note in worker.notes]
    assert len({note.id for note in notes}) == len(notes)
    assert [note for note in notes if entries.get(id_key(note.id)) != note.entry] == []
    verified = verify(house.ledger)
    assert verified.ok, verified.findings


@pytest.mark.slow
def test_r21_eight_processes_of_which_two_are_killed_again_and_again(busy_house: BusyHouse) -> None:
    """Every acknowledged charge is there once, no charge is there twice or by half, and the books verify."""
    busy_house.prepare()
    workers = [
        busy_house.worker(f"till {place}", station, charges=CHARGES, hands=1 if place % 2 else 4)
        for place, station in enumerate(STATIONS)
    ]
    dice = random.Random(7)
    for victim in workers[:2]:
        kill_again_and_again(victim, KILLS, dice)
        hold_while_it_goes_on(busy_house)
    for worker in workers:
        worker.wait()
    assert sum(worker.kills for worker in workers) >= KILLS
    hold(busy_house)

    # Each id was sent until it was answered: all of them are there, each once.
    assert [len(worker.notes) for worker in workers] == [CHARGES] * len(workers)
    ((charges, repeats),) = busy_house.query("SELECT sum(kind = 'charge'), sum(kind = 'repeat') FROM log")
    assert (charges, repeats) == (CHARGES * len(workers), 0)
    eggs = sum(1 + number % 3 for number in range(CHARGES)) * len(workers)
    assert busy_house.query("SELECT item, count(*), sum(quantity) FROM line WHERE mark = '' GROUP BY item") == [
        ("tea-egg", charges, eggs),
        ("water", charges, charges),
    ]
    ((owed,),) = busy_house.query("SELECT sum(due_minor) FROM tab")
    assert owed == len(BANDS) * 9_800 + eggs * 400 + charges * 600
    assert busy_house.query("SELECT item, pieces FROM stock WHERE item IN ('tea-egg', 'water') ORDER BY item") == [
        ("tea-egg", 1_002_000 - eggs),
        ("water", 1_002_000 - charges),
    ]
    assert rebuild(busy_house.ledger).changed == ()


def hold_while_it_goes_on(house: BusyHouse) -> None:
    """While others write, what was noted before is there, and what is there is whole."""
    notes = [note for worker in house.workers for note in worker.notes]
    entries = dict(house.query("SELECT id, seq FROM log"))
    assert [note for note in notes if entries.get(id_key(note.id)) != note.entry] == []
    ((lines, payments, dues),) = house.query(
        "SELECT (SELECT sum(due_minor) FROM line), (SELECT coalesce(sum(amount_minor), 0) FROM receipt_share), "
        "(SELECT sum(due_minor) FROM tab)"
    )
    assert lines - payments == dues


@pytest.mark.slow
def test_r51_killed_in_the_middle_of_checkouts_and_payments(busy_house: BusyHouse) -> None:
    """After each kill the book opens, verifies, and no bill is half paid; in the end everybody has paid once."""
    cashier = busy_house.worker("cashier", "desk-1", bands=("001", "002"), guests=GUESTS)
    other = busy_house.worker("other", "desk-2", bands=("121", "122"), guests=GUESTS)
    dice = random.Random(11)
    while cashier.kills < KILLS and not cashier.is_done:
        cashier.wait_for_more(1)
        time.sleep(dice.uniform(0.0, 0.01))
        if not cashier.kill():
            break
        verified = verify(busy_house.ledger)
        assert verified.ok, verified.findings
        hold_while_it_goes_on(busy_house)
        halves = busy_house.query(
            "SELECT visit.visit FROM visit LEFT JOIN receipt_share USING(visit) JOIN tab USING(visit) "
            "WHERE (state = 'settled') <> (receipt IS NOT NULL) OR (state = 'settled' AND due_minor <> 0)"
        )
        assert halves == []
        cashier.again()
    cashier.wait()
    other.wait()
    assert cashier.kills >= KILLS // 2
    hold(busy_house)
    assert busy_house.query("SELECT state, count(*) FROM visit GROUP BY state") == [("settled", 2 * GUESTS)]
    assert busy_house.query("SELECT count(*), sum(paid_minor), max(receipt) FROM receipt") == [
        (2 * GUESTS, 2 * GUESTS * 11_000, 2 * GUESTS)
    ]
    assert busy_house.query("SELECT count(*) FROM band WHERE state <> 'available'") == [(0,)]


@pytest.mark.slow
def test_r04_processes_that_open_a_new_house_at_once_make_one_beginning(busy_house: BusyHouse) -> None:
    """The book is made by whoever comes first; there is one first entry, and all work on the same house."""
    workers = [
        busy_house.worker(f"desk {place}", "desk-1", bands=(band,), guests=3) for place, band in enumerate(BANDS)
    ]
    for worker in workers:
        worker.wait()
    hold(busy_house)
    assert busy_house.query("SELECT count(*) FROM log WHERE kind = 'house'") == [(1,)]
    assert busy_house.query("SELECT count(*) FROM receipt") == [(3 * len(BANDS),)]
