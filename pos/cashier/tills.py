"""Tills: a drawer from its float to the blind count (R60)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.ledger.facts import TillClosed, TillOpened
from pos.ledger.rows import TillRow
from pos.operations import MAX_AMOUNT_MINOR
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.entry import Posting
    from pos.operations import CloseTill, OpenTill
    from pos.scene import Scene


def open_till_at(scene: Scene) -> TillRow | None:
    """The drawer that is open at this station, or None."""
    rows = scene.books.query("SELECT till FROM till WHERE station = ? AND closed_us = 0", scene.station.name)
    return scene.books.tills.get(rows[0][0]) if rows else None


def open_till(scene: Scene, asked: OpenTill) -> Ruling:
    """A drawer begins its shift; the float comes out of the safe. Raises Declined: wrong_station, till_open."""
    scene.need_desk()
    open_one = open_till_at(scene)
    if open_one is not None:
        raise Declined(
            "till_open",
            station=scene.station.name,
            since=scene.clock(open_one.opened_us),
            staff=open_one.staff or "nobody",
        )
    till = scene.books.number("till") + 1
    postings: list[Posting] = []
    if asked.float_minor:
        postings = [(_account(scene), 0, asked.float_minor), ("safe", 0, -asked.float_minor)]
    fact = TillOpened(till, scene.station.name, asked.float_minor)
    return Ruling([fact], postings, {"till": till, "float": asked.float_minor})


def close_till(scene: Scene, asked: CloseTill) -> Ruling:
    """Count blind, then tell what should have been there; all of it goes to the safe.

    Raises Declined: wrong_station, till_not_open, bad_denomination.
    """
    scene.need_desk()
    till = open_till_at(scene)
    if till is None:
        raise Declined("till_not_open", station=scene.station.name)
    pieces = asked.count if isinstance(asked.count, dict) else {}
    counted_minor = _sum(pieces) if isinstance(asked.count, dict) else asked.count
    expected_minor = till.cash_minor
    difference_minor = counted_minor - expected_minor
    legs: list[Posting] = [
        ("safe", 0, counted_minor),
        ("over_short", 0, -difference_minor),
        (_account(scene), 0, -expected_minor),
    ]
    fact = TillClosed(till.till, expected_minor, counted_minor, pieces)
    answer: dict[str, object] = {
        "till": till.till,
        "expected": expected_minor,
        "counted": counted_minor,
        "difference": difference_minor,
    }
    return Ruling([fact], [leg for leg in legs if leg[2]], answer)


def _sum(pieces: dict[str, int]) -> int:
    """The sum of coins and notes: ``{"10000": 3}`` is three pieces of 10000 minor units."""
    total_minor = 0
    for piece, count in pieces.items():
        if not (piece.isascii() and piece.isdecimal() and 0 < len(piece) <= 12 and int(piece)):
            raise Declined("bad_denomination", piece=piece[:20])
        total_minor += int(piece) * count
    if total_minor > MAX_AMOUNT_MINOR:
        raise Declined("count_too_high")
    return total_minor


def _account(scene: Scene) -> str:
    return f"till:{scene.station.name}"
