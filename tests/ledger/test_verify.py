"""Verify: a sound book passes; whatever was done to the file behind Loopband's back is named."""

from __future__ import annotations

import sqlite3 as stock_sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.errors import LedgerError
from pos.ledger.entry import GENESIS, chain_hash
from pos.ledger.findings import MOST_OF_A_CODE, Findings
from pos.ledger.log import Log
from pos.ledger.sqlite import sqlite3
from pos.ledger.verify import verify
from tests.ledger.conftest import Damage
from tests.ledger.handmade import charge, command, decision, opened_house, sale, write
from tests.ledger.independent_verifier import check

Rows = Callable[[str], list[tuple[object, ...]]]


def found(path: Path, head: tuple[int, str] | None = None) -> set[tuple[str, str]]:
    """Code and place of what verify finds, but for the guards that the damage took down first."""
    return {(one.code, one.where) for one in verify(path, head=head).findings if one.code != "schema"}


def test_r72_a_sound_book_verifies(evening: Path) -> None:
    """Everything holds after an evening; progress runs from nothing to all; the head is the last entry's."""
    seen: list[tuple[int, int]] = []
    verified = verify(evening, progress=lambda done, total: seen.append((done, total)))
    assert verified.findings == ()
    assert verified.ok
    assert verified.entries == verified.head[0] == 13
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] > 13
    assert seen == sorted(seen)
    assert verify(evening, head=verified.head).ok


def test_an_empty_book_verifies(log: Log, tmp_path: Path) -> None:
    """A book without entries holds, with the genesis as its head."""
    verified = verify(tmp_path / "ledger.db")
    assert (verified.ok, verified.entries, verified.head) == (True, 0, (0, GENESIS.hex()))


def test_verify_writes_nothing_and_works_beside_a_writer(log: Log, tmp_path: Path) -> None:
    """While another process is in the middle of a transaction, verify sees the state before it, and that holds."""
    opened_house(log)
    log._connection.execute("BEGIN IMMEDIATE")
    log._connection.execute("INSERT INTO price VALUES('beer', 1)")
    assert verify(tmp_path / "ledger.db").ok
    log._connection.execute("ROLLBACK")


def test_no_book_is_an_error_with_words(tmp_path: Path) -> None:
    """A missing file, and one that is no ledger, are told apart from a book that does not hold."""
    with pytest.raises(LedgerError, match="there is no ledger"):
        verify(tmp_path / "ledger.db")
    (tmp_path / "ledger.db").write_bytes(b"no database at all" * 300)
    with pytest.raises(LedgerError, match="cannot be read"):
        verify(tmp_path / "ledger.db")


# --- the log ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "content = replace(content, '\"quantity\":2', '\"quantity\":3')",
        "at_us = at_us + 1",
        "staff = 'gu'",
        "station = 'restaurant'",
        "kind = 'gift'",
        "day = day - 1",
        "id = zeroblob(16)",
    ],
)
def test_r71_one_changed_value_names_its_entry(evening: Path, damage: Damage, change: str) -> None:
    """Whatever part of an entry is changed, verify names that entry as one whose hash does not hold, and no other."""
    damage(f"UPDATE log SET {change} WHERE seq = 5")  # noqa: S608 - our own text
    assert {where for code, where in found(evening) if code == "chain"} == {"entry 5"}
    assert "entry 5: hash" in check(evening)


def test_r71_one_changed_byte_is_found_with_any_sqlite(evening: Path) -> None:
    """The same with Python's stock SQLite, as somebody with the file and the usual tools would do it."""
    connection = stock_sqlite3.connect(evening, isolation_level=None)
    connection.execute("DROP TRIGGER log_keeps_entries")
    connection.execute("UPDATE log SET content = replace(content, 'beer', 'bear') WHERE seq = 5")
    connection.close()
    verified = verify(evening)
    assert ("chain", "entry 5") in {(one.code, one.where) for one in verified.findings}
    assert ("schema", "trigger log_keeps_entries") in {(one.code, one.where) for one in verified.findings}


def test_r71_a_changed_hash_names_its_entry(evening: Path, damage: Damage) -> None:
    """The entry with the wrong hash is named, and the next, which was linked to the right one."""
    damage("UPDATE log SET hash = zeroblob(32) WHERE seq = 5")
    assert found(evening) == {("chain", "entry 5"), ("chain", "entry 6")}


def test_r70_missing_guards_are_found(evening: Path, damage: Damage) -> None:
    """A log without its triggers is reported even if nothing was changed yet."""
    damage()
    assert [(one.code, one.where) for one in verify(evening).findings] == [
        ("schema", "trigger log_keeps_entries"),
        ("schema", "trigger log_keeps_all_entries"),
    ]


def test_r70_a_removed_entry_is_named(evening: Path, damage: Damage) -> None:
    """An entry cut out of the middle leaves a gap, and what was folded from it has no origin any more."""
    damage("DELETE FROM log WHERE seq = 5")
    places = found(evening)
    assert ("gap", "entry 5") in places
    assert ("table", "line 4") in places
    assert "entry 5: missing" in check(evening)


def test_r70_a_removed_tail_is_found_by_a_head_that_was_kept(evening: Path, damage: Damage) -> None:
    """With its tables rebuilt, a shortened log is a sound one; only the head that was printed before convicts it."""
    kept = verify(evening).head
    damage("DELETE FROM log WHERE seq = 13")
    from pos.ledger.rebuild import rebuild

    rebuild(evening)
    assert found(evening) == set()
    assert found(evening, kept) == {("head", "entry 13")}
    assert check(evening, kept) == ["entry 13: missing, though its head was kept"]


def test_r70_a_chain_computed_anew_is_found_by_a_head_that_was_kept(evening: Path, damage: Damage) -> None:
    """Somebody who changes an entry and computes all hashes after it anew passes the chain, not the kept head."""
    kept = verify(evening).head
    damage("UPDATE log SET staff = 'gu' WHERE seq = 5")
    connection = sqlite3.connect(str(evening), isolation_level=None)
    before = GENESIS
    for seq, key, at_us, day, station, staff, kind, content in connection.execute(
        "SELECT seq, id, at_us, day, station, staff, kind, content FROM log ORDER BY seq"
    ).fetchall():
        before = chain_hash(before, seq, key, at_us, day, station, staff, kind, content.encode())
        connection.execute("UPDATE log SET hash = ? WHERE seq = ?", (before, seq))
    connection.close()
    assert {code for code, _ in found(evening)} == {"table"}
    assert ("head", "entry 13") in found(evening, kept)


def test_r72_a_posting_that_does_not_balance_is_named(log: Log, tmp_path: Path) -> None:
    """An entry whose money does not add up to nothing is named, even if its hash holds."""
    opened_house(log)
    write(log, command(100, decision([sale(1)], [("guest", 1, 1500), ("sales:bar", 0, -1400)])))
    assert ("unbalanced", "entry 3") in found(tmp_path / "ledger.db")
    assert "entry 3: postings do not add up to 0" in check(tmp_path / "ledger.db")


def test_r72_a_posting_without_its_line_is_found(log: Log, tmp_path: Path) -> None:
    """Money that moved for a guest without a line is a balance that differs from the tab."""
    opened_house(log)
    write(log, command(100, decision([], [("guest", 1, 1500), ("sales:bar", 0, -1500)])))
    assert found(tmp_path / "ledger.db") == {("balance", "visit 1"), ("balance", "account sales:bar")}
    assert check(tmp_path / "ledger.db") == ["visit 1: owes 0, its postings say 1500"]


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "{", "null", "[[[[", '{"answer":{},"asked":null,"facts":[{"fact":"rain"}],"postings":[]}'],
)
def test_content_that_cannot_be_read_is_a_finding(evening: Path, damage: Damage, content: str) -> None:
    """A log damaged beyond decoding is reported entry by entry; the check goes on and ends."""
    damage(f"UPDATE log SET content = '{content}' WHERE seq IN (5, 7)")  # noqa: S608
    places = found(evening)
    assert {("content", "entry 5"), ("content", "entry 7"), ("chain", "entry 5"), ("chain", "entry 7")} <= places


def test_text_that_is_no_utf8_is_a_finding(evening: Path, damage: Damage) -> None:
    """Bytes that are no text do not stop the check."""
    damage("UPDATE log SET staff = CAST(X'FF41' AS TEXT) WHERE seq = 5", "UPDATE band SET zone = CAST(X'FF' AS TEXT)")
    assert {("chain", "entry 5"), ("table", "band 001")} <= found(evening)


@pytest.mark.parametrize(
    "content",
    ['{"answer": {},"asked":null,"facts":[],"postings":[]}', '{"asked":null,"answer":{},"facts":[],"postings":[]}'],
)
def test_content_in_another_form_is_named(evening: Path, damage: Damage, content: str) -> None:
    """The same JSON with a space or in another order is not what Loopband wrote."""
    damage(f"UPDATE log SET content = '{content}' WHERE seq = 7")  # noqa: S608
    assert ("canonical", "entry 7") in found(evening)
    assert "entry 7: not canonical" in check(evening)


def test_r50_a_number_with_a_point_is_a_finding(evening: Path, damage: Damage) -> None:
    """A log holds no floats, not even in an answer."""
    damage('UPDATE log SET content = replace(content, \'"due":\', \'"due":1.5,"x":\') WHERE seq = 5')
    assert ("content", "entry 5") in found(evening)


def test_an_id_that_occurs_twice_is_named(evening: Path, damage: Damage) -> None:
    """Two entries of one command: the later is named. That needs the unique index gone, which is named, too."""
    damage("DROP INDEX log_id", "UPDATE log SET id = (SELECT id FROM log WHERE seq = 5) WHERE seq = 6")
    assert ("duplicate_id", "entry 6") in found(evening)
    assert ("schema", "index log_id") in {(one.code, one.where) for one in verify(evening).findings}
    assert "entry 6: id occurs twice" in check(evening)


def test_r62_an_entry_on_a_closed_day_is_named(evening: Path, damage: Damage) -> None:
    """A closed day does not reopen: what comes after its Z and is dated before it is reported."""
    damage("UPDATE log SET day = 20260307 WHERE seq = 13")
    assert ("closed_day", "entry 13") in found(evening)
    assert "entry 13: dated on a closed day" in check(evening)


def test_facts_that_do_not_fit_are_named_and_the_rest_is_folded(log: Log, tmp_path: Path) -> None:
    """A fact about something that is not there names its entry; entries around it are still compared."""
    opened_house(log, visits=2)
    write(log, charge(100, sale(1)), charge(101, sale(2, visit=2)))
    path = tmp_path / "ledger.db"
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.execute("DROP TRIGGER log_keeps_entries")
    connection.execute("""UPDATE log SET content = replace(content, '"visit":1', '"visit":9') WHERE seq = 3""")
    connection.close()
    assert found(path) == {
        ("chain", "entry 3"),
        ("fold", "entry 3"),
        ("table", "line 1"),
        ("table", "tab 1"),
    }


def test_pages_that_are_damaged_are_a_finding(evening: Path) -> None:
    """A file whose pages were overwritten ends in findings, never in a traceback."""
    connection = sqlite3.connect(str(evening))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    data = bytearray(evening.read_bytes())
    # Behind those that say which tables there are: without them it is no ledger at all.
    for page in range(len(data) * 3 // 4 // 4096, len(data) // 4096):
        data[page * 4096 + 100 : page * 4096 + 1100] = b"\xa5" * 1000
    evening.write_bytes(data)
    verified = verify(evening)
    assert not verified.ok
    assert "file" in {one.code for one in verified.findings}


# --- tables ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("UPDATE line SET due_minor = due_minor - 1 WHERE line = 4", ("table", "line 4")),
        ("DELETE FROM line WHERE line = 5", ("table", "line 5")),
        ("UPDATE tab SET due_minor = 0 WHERE visit = 3", ("table", "tab 3")),
        ("UPDATE band SET state = 'available', visit = 0 WHERE number = '130'", ("table", "band 130")),
        ("UPDATE visit SET limit_minor = 1 WHERE visit = 3", ("table", "visit 3")),
        ("UPDATE stock SET pieces = pieces + 1 WHERE item = 'beer'", ("table", "stock beer")),
        ("INSERT INTO price VALUES('beer', 1)", ("table", "price beer")),
        ("UPDATE band SET number = '00' WHERE number = '001'", ("table", "band 001")),
        ("UPDATE tender SET kept_minor = 1 WHERE tender = 'card'", ("table", "tender 1 1")),
        ("UPDATE receipt SET paid_minor = 1", ("table", "receipt 1")),
        ("UPDATE receipt_share SET amount_minor = 1 WHERE visit = 1", ("table", "receipt_share 1 1")),
        ("UPDATE till SET counted_minor = 1", ("table", "till 1")),
        ("UPDATE z SET figures = '{}'", ("table", "z 1")),
        ("UPDATE house_file SET text = text || ' '", ("table", "house_file 1")),
    ],
)
def test_r73_a_changed_row_names_table_and_key(
    evening: Path, damage: Damage, change: str, finding: tuple[str, str]
) -> None:
    """Fold = tables: whatever row was changed, added or taken away is named by its table and key."""
    damage(change)
    assert finding in found(evening)


def test_a_finding_says_what_is_there_and_what_should_be(evening: Path, damage: Damage) -> None:
    """Words for people: the value in the table beside the one the log makes."""
    damage("UPDATE line SET due_minor = 1 WHERE line = 4")
    messages = {one.where: one.message for one in verify(evening).findings if one.code == "table"}
    assert messages == {"line 4": "due_minor is 1 and should be 3000."}


def test_one_bad_table_does_not_hide_another(evening: Path, damage: Damage) -> None:
    """Thousands of wrong rows in one place are counted, and what is wrong elsewhere is told all the same."""
    damage("UPDATE band SET zone = 'women'", "UPDATE tab SET due_minor = due_minor + 1")
    verified = verify(evening)
    assert sum(one.code == "table" for one in verified.findings) == MOST_OF_A_CODE
    assert {"due", "balance"} <= {one.code for one in verified.findings}
    assert verified.findings[-1].code == "more"


def test_r72_red_invariants_are_named(evening: Path, damage: Damage) -> None:
    """What must hold between tables is asked of the tables themselves, beside the comparison with the log."""
    damage(
        "UPDATE tab SET due_minor = 5 WHERE visit = 1",
        "UPDATE band SET visit = 1 WHERE number = '001'",
        "UPDATE receipt SET change_minor = 0",
        "UPDATE line SET quantity = 9 WHERE mark = 'void'",
        "DELETE FROM line WHERE line = 2",
    )
    assert {
        ("due", "visit 1"),
        ("due", "all"),
        ("balance", "visit 1"),
        ("board", "band 001"),
        ("receipt", "receipt 1"),
        ("void", "line 4"),
        ("numbers", "line"),
    } <= found(evening)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            "UPDATE rollup SET amount_minor = amount_minor + 1 WHERE dimension = 'item' AND key = 'beer'",
            "item 20260307 beer",
        ),
        ("DELETE FROM rollup WHERE dimension = 'tender' AND key = 'card'", "tender 20260307 card"),
        ("INSERT INTO rollup VALUES('outlet', 20260301, 'bar', 1, 1, 1)", "outlet 20260301 bar"),
        ("UPDATE day_span SET last_seq = 3 WHERE day = 20260307", "day_span 20260307"),
        ("UPDATE watermark SET upto = 1000 WHERE name = 'line'", "watermark line"),
    ],
)
def test_rollups_are_held_against_a_direct_sum(
    evening: Path, damage: Damage, rows: Rows, change: str, where: str
) -> None:
    """A roll-up that says something else than the rows below its watermark is named."""
    from pos.ledger.connection import open_writer
    from pos.ledger.rollup import advance

    connection = open_writer(evening)
    advance(connection, 1000)
    connection.close()
    damage(change)
    assert ("rollup", where) in found(evening)


def test_findings_are_bounded() -> None:
    """A book that is all wrong gives a list one can read, and says how much was left out."""
    findings = Findings()
    for code in "abcdefgh":
        for n in range(1000):
            findings.add(code, f"entry {n}", "wrong")
    told = findings.told()
    assert len(findings) == 8000
    assert len(told) == 101
    assert told[-1].message == "7900 more findings are not listed."
