"""What the log promises to those who write: one entry per key, and nothing acknowledged that is not on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.errors import LedgerError
from pos.ledger.group import GroupCommit
from pos.ledger.log import Command, Decision, Log
from pos.ledger.sqlite import sqlite3
from pos.ledger.verify import verify
from tests.ledger.handmade import charge, charge_next, command, decision, key, opened_house, sale, write


def entries(path: Path) -> list[int]:
    """Sequences in the file, over a connection that knows nothing of the log."""
    connection = sqlite3.connect(str(path))
    try:
        return [seq for (seq,) in connection.execute("SELECT seq FROM log ORDER BY seq")]
    finally:
        connection.close()


def commits_of(log: Log) -> list[str]:
    """A list that grows by each commit of this log from now on."""
    commits: list[str] = []
    log._connection.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    return commits


async def test_what_waits_together_is_one_commit(log: Log) -> None:
    """A hundred charges asked in one turn of the loop cost one commit, and each gets its own answer."""
    opened_house(log)
    commits = commits_of(log)
    group = GroupCommit(log)
    futures = [group.submit(charge_next(log, 100 + n)) for n in range(100)]
    written = await asyncio.gather(*futures)
    assert len(commits) == 1
    assert [one.seq for one in written] == list(range(3, 103))
    assert [one.answer["line"] for one in written] == list(range(1, 101))


async def test_a_batch_is_bounded(log: Log) -> None:
    """Fifteen hundred at once are written in a few commits, in the order they were asked, and nobody is forgotten."""
    opened_house(log)
    commits = commits_of(log)
    group = GroupCommit(log)
    written = await asyncio.gather(*(group.submit(charge_next(log, 100 + n)) for n in range(1500)))
    assert len(commits) == 3
    assert [one.seq for one in written] == list(range(3, 1503))


async def test_who_asks_again_at_once_is_in_the_next_commit(log: Log) -> None:
    """Eight callers who charge five times cost five commits; after a pause the group answers as before."""
    opened_house(log)
    commits = commits_of(log)
    group = GroupCommit(log)

    async def charges(caller: int) -> None:
        for turn in range(5):
            await group.submit(charge_next(log, 100 + 10 * caller + turn))

    await asyncio.gather(*(charges(caller) for caller in range(8)))
    assert (len(commits), log.seq) == (5, 42)
    await asyncio.sleep(0.01)
    assert (await group.submit(charge_next(log, 900))).seq == 43


async def test_one_fault_does_not_fail_its_neighbours(log: Log) -> None:
    """If deciding one command breaks, that asker hears it; the others of the batch are written all the same."""
    opened_house(log)

    def broken() -> Decision:
        raise ZeroDivisionError

    group = GroupCommit(log)
    before = group.submit(charge_next(log, 100))
    fault = group.submit(Command(key(101), broken))
    after = group.submit(charge_next(log, 102))
    with pytest.raises(ZeroDivisionError):
        await fault
    assert [(await before).seq, (await after).seq] == [3, 4]


async def test_who_went_away_does_not_stop_the_others(log: Log) -> None:
    """What was taken back is never written, and the rest is answered."""
    opened_house(log)
    group = GroupCommit(log)
    gone, there = group.submit(charge_next(log, 100)), group.submit(charge_next(log, 101))
    gone.cancel()
    assert (await there).answer["line"] == 1
    assert log.seq == 3


def test_r21_a_repeated_key_gets_the_first_answer(log: Log) -> None:
    """The same key twice is one entry, in one batch and later; the second answer is the first, marked repeated."""
    opened_house(log)
    first, second = write(log, charge(100, sale(1)), charge(100, sale(2)))
    (third,) = write(log, charge(100, sale(3)))
    assert (second.seq, third.seq) == (first.seq, first.seq)
    assert (first.repeated, second.repeated, third.repeated) == (False, True, True)
    assert second.answer == third.answer == {"line": 1}
    assert log.seq == 3


def test_r21_a_repeated_key_is_found_after_reopening(tmp_path: Path) -> None:
    """A retry after a restart still gets the first answer, also in the middle of fresh commands."""
    path = tmp_path / "ledger.db"
    log = Log(path)
    opened_house(log)
    write(log, charge(100, sale(1)))
    log.close()
    log = Log(path)
    fresh, again, also_fresh = write(log, charge_next(log, 101), charge(100, sale(9)), charge_next(log, 102))
    log.close()
    assert (again.seq, again.repeated, again.answer) == (3, True, {"line": 1})
    assert (fresh.seq, also_fresh.seq) == (4, 5)
    assert entries(path) == [1, 2, 3, 4, 5]
    assert verify(path).ok


def test_r21_a_key_written_by_another_process_is_found(tmp_path: Path, log: Log) -> None:
    """A till that retries at another till's process is told what the first one was told."""
    opened_house(log)
    other = Log(tmp_path / "ledger.db")
    write(other, charge(100, sale(1)))
    (again,) = write(log, charge(100, sale(2)))
    other.close()
    assert (again.seq, again.repeated, again.answer) == (3, True, {"line": 1})


def test_others_may_write_in_between(tmp_path: Path, log: Log) -> None:
    """Two processes take turns on one guest's tab: each sees what the other wrote before it decides."""
    opened_house(log)
    other = Log(tmp_path / "ledger.db")
    for n in range(10):
        write((log, other)[n % 2], charge_next((log, other)[n % 2], 100 + n))
    other.close()
    tab = log.books.query("SELECT due_minor FROM tab")
    assert tab == [(15_000,)]
    assert verify(tmp_path / "ledger.db").ok


def test_a_full_disk_acknowledges_nothing_and_is_survived(tmp_path: Path, log: Log) -> None:
    """When a commit does not fit on the disk, all of it is refused with words; the log goes on when there is room."""
    opened_house(log)
    (pages,) = log._connection.execute("PRAGMA page_count").fetchone()
    log._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    big: dict[str, object] = {"words": "x" * 50_000}
    with pytest.raises(LedgerError, match="the disk is full; free some space"):
        write(log, charge_next(log, 100), command(101, decision(answer=big)))
    assert entries(tmp_path / "ledger.db") == [1, 2]
    (written,) = write(log, charge_next(log, 100))
    assert (written.seq, written.repeated, written.answer) == (3, False, {"line": 1})
    assert verify(tmp_path / "ledger.db").ok


async def test_a_full_disk_is_told_to_every_asker(tmp_path: Path, log: Log) -> None:
    """Nobody whose commit failed is left waiting, and nobody is told it was done."""
    opened_house(log)
    group = GroupCommit(log)
    log._connection.execute("PRAGMA query_only = 1")
    # The first failure reopens the file, which mends it: those tried after it are written.
    futures = [group.submit(charge_next(log, 100 + n)) for n in range(3)]
    told = await asyncio.gather(*futures, return_exceptions=True)
    acknowledged = [one.seq for one in told if not isinstance(one, BaseException)]
    assert all(isinstance(one, LedgerError) or not isinstance(one, BaseException) for one in told)
    assert entries(tmp_path / "ledger.db") == [1, 2, *acknowledged]


@pytest.fixture
def holder(tmp_path: Path, log: Log) -> Iterator[sqlite3.Connection]:
    """Another program's connection that is in the middle of writing."""
    opened_house(log)
    connection = sqlite3.connect(str(tmp_path / "ledger.db"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_a_lock_that_stays_is_told(log: Log, holder: sqlite3.Connection) -> None:
    """If another program holds the file, the asker is told so and nothing is written."""
    log.patience_s = 0.05
    with pytest.raises(LedgerError, match="another program holds the book"):
        write(log, charge_next(log, 100))
    holder.execute("ROLLBACK")
    assert [one.seq for one in write(log, charge_next(log, 100))] == [3]


async def test_the_loop_goes_on_while_another_program_writes(log: Log, holder: sqlite3.Connection) -> None:
    """Askers wait, the loop does not: screens are painted, more is asked, and all are answered in order."""
    group = GroupCommit(log)
    first = group.submit(charge_next(log, 100))
    for _ in range(20):
        await asyncio.sleep(0.005)
    assert not first.done()
    second = group.submit(charge_next(log, 101))
    holder.execute("ROLLBACK")
    assert [one.seq for one in await asyncio.gather(first, second)] == [3, 4]


async def test_askers_are_told_of_a_lock_that_stays(tmp_path: Path, log: Log, holder: sqlite3.Connection) -> None:
    """Whoever waits too long is told why, nothing is written for them, and the next one is served again."""
    log.patience_s = 0.05
    group = GroupCommit(log)
    told = await asyncio.gather(*(group.submit(charge_next(log, 100 + n)) for n in range(3)), return_exceptions=True)
    assert [str(one) for one in told] == ["another program holds the book; close it"] * 3
    holder.execute("ROLLBACK")
    assert (await group.submit(charge_next(log, 103))).seq == 3
    assert entries(tmp_path / "ledger.db") == [1, 2, 3]


async def test_a_closed_book_stays_closed(tmp_path: Path, log: Log) -> None:
    """Who still waits when the book is closed is told so; it is not opened behind the closer's back."""
    opened_house(log)
    waiting = GroupCommit(log).submit(charge_next(log, 100))
    log.close()
    with pytest.raises(LedgerError, match="the book was closed"):
        await waiting
    assert entries(tmp_path / "ledger.db") == [1, 2]


def test_what_a_rule_raises_writes_nothing(tmp_path: Path, log: Log) -> None:
    """A fault in the middle of a batch takes the whole batch back: nothing of it is in the file or in memory."""
    opened_house(log)

    def broken() -> Decision:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(log, charge_next(log, 100), Command(key(101), broken))
    assert entries(tmp_path / "ledger.db") == [1, 2]
    (written,) = write(log, charge_next(log, 100))
    assert (written.seq, written.answer) == (3, {"line": 1})
