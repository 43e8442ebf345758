"""Why the books can be believed (R45, R70–R73), seen from the one door."""

from __future__ import annotations

import hashlib
import json

import pytest

from pos.house.folder import LEDGER_FILE
from pos.ledger.rebuild import rebuild
from pos.ledger.sqlite import sqlite3
from pos.ledger.verify import verify
from tests.rules.conftest import BAR, Desk, basket, money


def evening(desk: Desk) -> None:
    """A bit of everything, with declines among it."""
    desk.done("open_till", float=50_000)
    desk.check_in("001", "002", "121:child", channel="meituan")
    desk.check_in("003")
    line = desk.charge("001", "2*beer", "water")["lines"][0]["line"]
    desk.no_charge("adults_only", "121", "beer")
    desk.done("void", line=line, quantity=1, reason="没有冰", **BAR)
    desk.granted("001", "room-r1")
    desk.granted("002", "zone-in")
    desk.refused("other_locker", "002", "locker-001")
    desk.lead("freeze", bands=["001"], reason="alarm")
    desk.wait(20)
    desk.lead("resume", bands=["001"])
    desk.lead("set_price", item="cola", price=900)
    desk.lead("raise_limit", band="001", by=10_000, reason="regular")
    desk.lead("add_bands", bands=[{"number": "300", "uid": "04AABBCC"}])
    desk.done("link", bands=["001", "003"])
    desk.done("unlink", band="003")
    desk.done("sign_in", pin="1001")
    desk.begin("001", "002")
    desk.pay("001", card=2_000)
    desk.leave("002")
    desk.charge("002", "cola")
    desk.begin("002")
    desk.pay("001", "002", cash=60_000)
    desk.granted("001", "gate-out-1")
    desk.done("sign_out")
    desk.done("close_till", count={"10000": 5})
    desk.wait_until("2026-03-11 08:05")
    desk.lead("close_day")
    desk.charge("003", "tea-egg")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE log SET content = '{}'",
        "UPDATE log SET day = day + 1 WHERE seq = 1",
        "DELETE FROM log",
        "DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)",
        "REPLACE INTO log SELECT * FROM log",
        "INSERT OR REPLACE INTO log SELECT seq, id, at_us, day, station, 'wu', kind, content, hash FROM log",
        "UPDATE OR IGNORE log SET staff = 'wu'",
    ],
)
def test_r70_the_log_refuses_to_be_changed(desk: Desk, sql: str) -> None:
    """Not by update, not by delete, not by replacing; also not on the connection that writes it."""
    desk.check_in("077")
    before = desk.query("SELECT * FROM log")
    connection = desk.venue._log._connection
    with pytest.raises(sqlite3.Error):
        connection.execute(sql)
    assert not connection.in_transaction
    assert desk.query("SELECT * FROM log") == before


def test_r70_corrections_are_entries(desk: Desk) -> None:
    """Whatever is taken back, nothing that was written is gone: the log only grows, at its end."""
    desk.check_in("077", "078")
    line = desk.charge("077", "water")["lines"][0]["line"]
    before = desk.query("SELECT * FROM log ORDER BY seq")
    desk.done("void", line=line, reason="wrong", **BAR)
    desk.done("cancel_check_in", band="078", reason="no")
    desk.begin("077")
    desk.leave("077")
    after = desk.query("SELECT * FROM log ORDER BY seq")
    assert after[: len(before)] == before
    assert len(after) == len(before) + 4


def test_r71_every_entry_says_when_who_where_what_and_is_chained(desk: Desk) -> None:
    """Sequence without a gap, time, business day, station, staff, kind, id; each hash over the one before."""
    evening(desk)
    rows = desk.query("SELECT seq, id, at_us, day, station, staff, kind, content, hash FROM log ORDER BY seq")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    before = bytes(32)
    for seq, key, at_us, day, station, staff, kind, content, digest in rows:
        head = f"{seq}\n{key.hex()}\n{at_us}\n{day}\n{station}\n{staff}\n{kind}\n"
        assert hashlib.sha256(before + head.encode() + content.encode()).digest() == digest
        before = digest
    kinds = {row[6] for row in rows}
    assert {"check_in", "charge", "void", "present", "pay", "close_day", "sign_in"} <= kinds
    assert desk.venue.head == (rows[-1][0], rows[-1][8])
    charge = next(row for row in rows if row[6] == "charge")
    assert charge[3:6] == (20260310, "bar", "fan")
    assert json.loads(charge[7])["asked"] == {
        "band": "001",
        "do": "charge",
        "items": [{"item": "beer", "quantity": 2}, {"item": "water"}],
    }


def test_r71_a_decline_is_an_entry_without_consequence(desk: Desk) -> None:
    """It says who asked what and what he was told."""
    entry = desk.no_charge("unknown_band", "999", "beer").entry
    ((kind, staff, content),) = desk.query("SELECT kind, staff, content FROM log WHERE seq = ?", entry)
    told = json.loads(content)
    assert (kind, staff) == ("charge", "fan")
    assert told["answer"] == {"error": "unknown_band", "message": "Band 999 is not known here."}
    assert told["facts"] == told["postings"] == []
    assert told["asked"]["band"] == "999"


def test_r71_unknown_names_are_kept_as_they_were_said(desk: Desk) -> None:
    """The head of an entry holds names of the house only; what was asked holds what was asked."""
    outcome = desk.declined("unknown_station", "charge", band="1", items=basket("beer"), station="酒吧", staff="fan")
    assert desk.query("SELECT station, staff, content ->> '$.asked.station' FROM log WHERE seq = ?", outcome.entry) == [
        ("", "fan", "酒吧")
    ]
    outcome = desk.declined("unknown_staff", "charge", band="1", items=basket("beer"), station="bar", staff="mallory")
    assert desk.query("SELECT station, staff, content ->> '$.asked.staff' FROM log WHERE seq = ?", outcome.entry) == [
        ("bar", "", "mallory")
    ]


def test_r72_every_entry_balances_and_the_sums_agree(desk: Desk) -> None:
    """Debits are credits; lines less payments is what is owed; stock is what came less what went."""
    evening(desk)
    assert desk.query("SELECT seq FROM posting GROUP BY seq HAVING sum(amount_minor) <> 0") == []
    ((lines, payments, dues),) = desk.query(
        "SELECT (SELECT sum(due_minor) FROM line), (SELECT sum(amount_minor) FROM receipt_share), "
        "(SELECT sum(due_minor) FROM tab)"
    )
    assert lines - payments == dues
    assert dues == desk.query("SELECT sum(amount_minor) FROM posting WHERE account = 'guest'")[0][0]
    sold = desk.query(
        "SELECT item, sum(CASE mark WHEN 'void' THEN -quantity ELSE quantity END) FROM line "
        "JOIN stock USING(item) GROUP BY item"
    )
    assert all(desk.stock(item) == 2_000 - quantity for item, quantity in sold)
    assert len(sold) == 4


def test_r73_everything_but_the_log_is_made_again_from_it(desk: Desk) -> None:
    """Emptied and folded again the tables are the same to the last byte, and a house goes on with them."""
    evening(desk)
    before = desk.tables()
    assert rebuild(desk.folder / LEDGER_FILE).changed == ()
    assert desk.tables() == before
    desk.charge("003", "water")
    assert verify(desk.folder / LEDGER_FILE).ok


def test_r73_damaged_tables_are_made_right_again(desk: Desk) -> None:
    """A process that has the house open decides by the tables as they are, also if they were changed meanwhile."""
    desk.check_in("077")
    desk.tamper("UPDATE tab SET due_minor = 0")
    assert desk.charge("077", "water")["due"] == 600
    assert set(rebuild(desk.folder / LEDGER_FILE).changed) == {"tab"}
    assert desk.charge("077", "beer")["due"] == 11_900
    desk.sound = True


def test_r73_the_same_acts_make_the_same_chain(open_desk: object, desk: Desk) -> None:
    """With the same ids at the same times in the same house, to the last hash."""
    assert callable(open_desk)
    other: Desk = open_desk("cny")
    heads = []
    for one in (desk, other):
        one.done("check_in", bands=[{"band": "077", "guest": "adult"}], id="1")
        one.done("charge", band="077", items=basket("beer"), id="2", **BAR)
        one.done("begin_checkout", bands=["077"], id="3")
        one.done("pay", bands=["077"], tenders=money(cash=20_000), id="4")
        heads.append(one.venue.head)
    assert heads[0] == heads[1]


def test_an_answer_is_on_disk_before_it_is_given(desk: Desk) -> None:
    """Another connection sees the entry of every outcome that came back."""
    desk.check_in("077")
    for number in range(20):
        desk.wait(1)
        desk.charge("077", "tea-egg")
        assert desk.query("SELECT count(*) FROM line WHERE item = 'tea-egg'") == [(number + 1,)]


def test_what_a_rule_trips_over_is_not_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the middle of a commit leaves nothing behind; the next operation finds everything as it was."""
    desk.check_in("077")
    before, head = desk.tables(), desk.venue.head
    good, bad = (desk.operation("charge", band=band, items=basket("water"), **BAR) for band in ("077", "077"))
    calls = iter([True, False])

    def trip(*_: object) -> object:
        if next(calls):
            return None
        raise ZeroDivisionError

    monkeypatch.setattr("pos.guests.charging.check_zone", trip)
    with pytest.raises(ZeroDivisionError):
        desk.perform_together(good, bad)
    monkeypatch.undo()
    assert desk.tables() == before
    desk.charge("077", "beer")
    assert desk.venue.head[0] == head[0] + 1
