"""A house is a folder: it is made once, read again, and told apart from other folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos.errors import HouseError
from pos.house.demo_house import DemoCurrency, demo_text
from pos.house.folder import BACKUPS, VENUE_FILE, create, default_folder, read_house_of
from pos.house.venue_file.findings import VenueFileError
from tests.house import make_house


@pytest.mark.parametrize("demo", ["cny", "twd"])
def test_a_demo_house_is_made_and_read_again(tmp_path: Path, demo: DemoCurrency) -> None:
    """The folder has the demo's file, byte for byte, and a place for backups; no book yet."""
    folder = tmp_path / "some" / "where"
    house = create(folder, demo)
    assert (folder / VENUE_FILE).read_bytes() == demo_text(demo).encode()
    assert sorted(path.name for path in folder.iterdir()) == [BACKUPS, VENUE_FILE]
    assert read_house_of(folder) == house
    assert house.demo


def test_a_new_house_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Two houses are two; and an empty folder that is there already will do."""
    (tmp_path / "a").mkdir()
    assert create(tmp_path / "a").id != create(tmp_path / "b").id


def test_no_house_is_made_over_another(tmp_path: Path) -> None:
    """What is there stays as it is."""
    folder = make_house(tmp_path)
    with pytest.raises(HouseError, match=r"There is a house in .* already"):
        create(folder, "twd")
    assert read_house_of(folder).currency.code == "CNY"


def test_no_house_is_made_among_other_things(tmp_path: Path) -> None:
    """A folder with anything in it is somebody's; a file is no folder."""
    (tmp_path / "letter.txt").write_text("Dear Wu", encoding="utf-8")
    with pytest.raises(HouseError, match=r"is not empty. Choose another folder"):
        create(tmp_path)
    with pytest.raises(HouseError, match="No house can be made in"):
        create(tmp_path / "letter.txt")
    with pytest.raises(HouseError, match="No house can be made in"):
        create(tmp_path / "letter.txt" / "house")


def test_where_there_is_no_house_the_way_to_make_one_is_told(tmp_path: Path) -> None:
    """An empty folder, and none at all."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(HouseError, match=r"There is no house in .*: loopband init .* makes one"):
            read_house_of(folder)


def test_a_file_with_a_mistake_is_named_with_its_path(tmp_path: Path) -> None:
    """Whoever has two houses sees which one is meant."""
    folder = make_house(tmp_path)
    path = folder / VENUE_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("price = 6,", "price = 6.0,"), encoding="utf-8")
    with pytest.raises(VenueFileError) as refused:
        read_house_of(folder)
    assert str(refused.value).startswith(f"{path} has a problem:\n  line ")


def test_files_of_other_editors(tmp_path: Path) -> None:
    """A byte order mark and line ends of Windows are no part of the house; another encoding is told."""
    folder = make_house(tmp_path)
    path = folder / VENUE_FILE
    plain = read_house_of(folder)
    path.write_bytes(b"\xef\xbb\xbf" + demo_text("cny").replace("\n", "\r\n").encode())
    assert read_house_of(folder) == plain
    path.write_bytes(demo_text("cny").encode("gb18030"))
    with pytest.raises(HouseError, match="is no text in UTF-8"):
        read_house_of(folder)


def test_a_venue_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    """What cannot be read is said with the system's words."""
    (tmp_path / VENUE_FILE).mkdir()
    with pytest.raises(HouseError, match="cannot be read: Is a directory"):
        read_house_of(tmp_path)


def test_the_default_folder_is_the_platform_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On Linux below XDG_DATA_HOME."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "loopband" / "house"
