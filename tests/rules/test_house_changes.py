"""What changes in the house by an operation, and what by its venue file (R2, R4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from pos.errors import HouseError
from pos.house.bands import paper_uid
from pos.house.folder import LEDGER_FILE, VENUE_FILE, read_house_of
from pos.house.opening import take_up_venue_file
from pos.ledger.log import Log
from pos.ledger.verify import verify
from pos.operations import AddBands, NewBand
from pos.venue import Venue
from tests.house import make_house
from tests.rules.conftest import Desk

NEW = {"number": "221", "uid": "04:aa:bb:cc:dd:ee:01"}


def test_r02_new_bands_can_be_used_at_once(desk: Desk) -> None:
    """By their number and their chip; the zone is theirs, or is said at the desk."""
    bands = [NEW, {"number": "vip-1", "uid": "04AABBCCDDEE02", "zone": "women"}, {"number": "8", "uid": "0A0B0C0D"}]
    desk.tamper("DELETE FROM band WHERE number = '008'")
    assert desk.lead("add_bands", bands=bands) == {"bands": ["221", "VIP-1", "008"]}
    desk.done("check_in", bands=[{"band": "04aabbccddee01", "guest": "adult", "zone": "men"}])
    desk.done("check_in", bands=[{"band": "vip-1", "guest": "adult"}])
    assert desk.query("SELECT band, zone FROM visit ORDER BY visit") == [("221", "men"), ("VIP-1", "women")]
    desk.charge("Vip-1", "water")


@pytest.mark.parametrize(
    ("code", "band"),
    [
        ("band_exists", {"number": "077", "uid": "04AABBCCDDEE02"}),
        ("band_exists", {"number": "77", "uid": "04AABBCCDDEE02"}),
        ("band_exists", {"number": "221", "uid": "04AABBCCDDEE02"}),
        ("uid_exists", {"number": "222", "uid": "04AABBCCDDEE01"}),
        ("bad_number", {"number": "12345678", "uid": "04AABBCCDDEE02"}),
        ("bad_number", {"number": "7 7", "uid": "04AABBCCDDEE02"}),
        ("bad_number", {"number": "手牌", "uid": "04AABBCCDDEE02"}),
        ("bad_uid", {"number": "222", "uid": "04AABBCCDDEE0"}),
        ("bad_uid", {"number": "222", "uid": "0x04AABBCC"}),
        ("bad_uid", {"number": "222", "uid": "GG112233"}),
    ],
)
def test_r02_numbers_and_chips_are_each_unique_and_bands_come_all_or_none(
    desk: Desk, code: str, band: dict[str, str]
) -> None:
    """One that is wrong leaves all of them out."""
    desk.declined(code, "add_bands", bands=[NEW, band], staff="chen")
    desk.declined("unknown_band", "check_in", bands=[{"band": "221", "guest": "adult"}])


def test_r02_the_chip_of_a_band_of_the_house_is_taken(desk: Desk) -> None:
    """The refusal says which band it belongs to."""
    ((uid,),) = desk.query("SELECT uid FROM band WHERE number = '077'")
    refused = desk.declined("uid_exists", "add_bands", bands=[{"number": "300", "uid": uid}], staff="chen")
    assert "077" in refused.message


def test_r02_a_refusal_says_in_which_state_the_other_band_is(desk: Desk) -> None:
    """Whoever holds two bands of one number in the hand knows which one to look for."""
    desk.check_in("077")
    ((uid,),) = desk.query("SELECT uid FROM band WHERE number = '077'")
    taken = desk.declined("band_exists", "add_bands", bands=[NEW | {"number": "77"}], staff="chen")
    assert taken.message == "Band number 077 is taken (in use)."
    same = desk.declined("uid_exists", "add_bands", bands=[NEW | {"uid": uid}], staff="chen")
    assert same.message.endswith("belongs to band 077 (in use).")
    twice = desk.declined("band_exists", "add_bands", bands=[NEW, NEW | {"uid": "04AABBCC"}], staff="chen")
    assert "named before in this list" in twice.message


def test_r02_bands_that_were_added_by_mistake_go_again_and_free_number_and_chip(desk: Desk) -> None:
    """Also the chip: it may be added anew under another number, in the same moment; the log keeps both."""
    desk.lead("add_bands", bands=[NEW, {"number": "222", "uid": "04AABBCCDDEE02"}])
    assert desk.lead("remove_bands", bands=["221", "222"], reason="wrong row") == {"bands": ["221", "222"]}
    desk.declined("unknown_band", "check_in", bands=[{"band": "221", "guest": "adult", "zone": "men"}])
    desk.lead("add_bands", bands=[NEW | {"number": "223"}, {"number": "221", "uid": "04AABBCCDDEE02"}])
    desk.done("check_in", bands=[{"band": "04aabbccddee01", "guest": "adult", "zone": "men"}])
    assert desk.query("SELECT number FROM band WHERE number > '220' ORDER BY number") == [("221",), ("223",)]
    assert verify(desk.folder / LEDGER_FILE).ok


@pytest.mark.parametrize(
    ("code", "bands"),
    [
        ("unknown_band", ["221", "999"]),
        ("band_twice", ["221", "04AABBCCDDEE01"]),
        ("band_of_file", ["221", "201"]),
        ("band_was_used", ["221", "222"]),
    ],
)
def test_r02_only_bands_that_nobody_had_are_removed_all_or_none(desk: Desk, code: str, bands: list[str]) -> None:
    """A band of the file would come back with the next change of it; one that was worn is in the books."""
    desk.lead("add_bands", bands=[NEW, {"number": "222", "uid": "04AABBCCDDEE02"}])
    desk.done("check_in", bands=[{"band": "222", "guest": "adult", "zone": "men"}])
    desk.done("cancel_check_in", band="222", reason="changed their mind")
    desk.declined(code, "remove_bands", bands=bands, reason="x", staff="chen")
    assert desk.band("221") == "available"
    desk.declined("not_allowed", "remove_bands", bands=["221"], reason="x")


def test_r04_prices_and_bands_are_the_leads(desk: Desk) -> None:
    """Nobody else may, and nobody may for what there is not."""
    for staff in ("amy", "fan", ""):
        desk.declined("not_allowed", "set_price", item="beer", price=1, staff=staff)
        desk.declined("not_allowed", "add_bands", bands=[NEW], staff=staff)
    desk.declined("unknown_item", "set_price", item="bear", price=1, staff="chen")


def test_r04_an_item_may_cost_nothing(desk: Desk) -> None:
    """Its line is on the bill with 0, moves no money, and takes its goods."""
    desk.lead("set_price", item="water", price=0)
    desk.check_in("077")
    assert desk.charge("077", "3*water")["due"] == 9_800
    assert desk.lines(1)[1] == ("water", 3, 0, "")
    assert desk.stock("water") == 1_997
    assert desk.query("SELECT count(*) FROM posting WHERE seq = ?", desk.venue.head[0]) == [(0,)]
    line = desk.query("SELECT max(line) FROM line")[0][0]
    desk.done("void", line=line, quantity=1, reason="back", station="bar", staff="fan")
    assert desk.stock("water") == 1_998


def test_r04_the_newer_price_counts_be_it_set_or_written(desk: Desk) -> None:
    """A price that was set goes on under a changed file, until the file itself gives the item another one."""
    desk.lead("set_price", item="beer", price=1_800)
    desk.edit(
        ('"Plum juice", "酸梅汤"], outlet = "bar", price = 12', '"Plum juice", "酸梅汤"], outlet = "bar", price = 13')
    )
    desk.check_in("077")
    assert desk.charge("077", "beer")["lines"][0]["due"] == 1_800
    desk.edit(("price = 15, stock", "price = 16, stock"))
    desk.wait(1)
    assert desk.charge("077", "beer")["lines"][0]["due"] == 1_600
    desk.lead("set_price", item="beer", price=1_700)
    desk.wait(1)
    assert desk.charge("077", "beer")["lines"][0]["due"] == 1_700


def test_r04_every_venue_file_that_was_in_force_is_in_the_log(desk: Desk) -> None:
    """Opened again without a change there is no entry; with a change there is one that holds the whole file."""
    desk.reopen()
    assert desk.query("SELECT count(*) FROM log") == [(1,)]
    before = (desk.folder / "venue.toml").read_text(encoding="utf-8")
    desk.edit(("price = 15, stock", "price = 16, stock"))
    desk.edit(("price = 16, stock", "price = 15, stock"))
    rows = desk.query("SELECT version, text FROM house_file ORDER BY version")
    assert [version for version, _ in rows] == [1, 2, 3]
    assert rows[0][1] == rows[2][1] == before
    assert desk.query("SELECT kind, day FROM log") == [("house", 0)] * 3


def _next_of(calls: Iterator[Callable[[], None]], then: Callable[[], None]) -> None:
    next(calls, then)()


def test_r04_two_processes_that_find_a_changed_file_take_it_up_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looked before the first one wrote, and its clock tells another moment: still one change."""
    log = Log(desk.folder / LEDGER_FILE)
    log.catch_up()
    assert log.books.house_version == 1
    desk.edit(("price = 15, stock", "price = 16, stock"))
    late = iter([lambda: None])
    monkeypatch.setattr(log, "catch_up", partial(_next_of, late, log.catch_up))
    desk.wait(1)
    take_up_venue_file(log, read_house_of(desk.folder), desk.clock)
    log.close()
    assert desk.query("SELECT version FROM house_file ORDER BY version") == [(1,), (2,)]


def test_r04_new_bands_and_goods_of_a_changed_file_are_taken_up(desk: Desk) -> None:
    """What was there stays as it is: counts go on, bands keep their state."""
    desk.check_in("077")
    desk.charge("077", "beer")
    desk.edit(
        ('spare = "201..220"', 'spare = "201..222"'),
        (
            '"Plum juice", "酸梅汤"], outlet = "bar", price = 12',
            '"Plum juice", "酸梅汤"], outlet = "bar", price = 12, stock = 5',
        ),
    )
    assert (desk.stock("beer"), desk.stock("plum-juice"), desk.band("077")) == (1_999, 5, "in_use")
    desk.done("check_in", bands=[{"band": "222", "guest": "adult", "zone": "men"}])


def test_r02_a_venue_file_brings_no_band_whose_chip_another_one_has(tmp_path: Path) -> None:
    """The house does not open, and says which band to take out; opened with the old file it goes on as before."""
    folder = make_house(tmp_path)
    with closing(Venue.open(folder)) as venue:
        add = AddBands(bands=(NewBand("900", paper_uid("221")),), staff="chen")
        assert venue.perform(add).ok
    file = folder / VENUE_FILE
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("201..220", "201..221"), encoding="utf-8")
    with pytest.raises(HouseError, match="band 221 already belongs to band 900"):
        Venue.open(folder)
    file.write_text(before, encoding="utf-8")
    Venue.open(folder).close()
    assert verify(folder / LEDGER_FILE).ok
