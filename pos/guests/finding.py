"""From what was tapped or typed to the band, and from the band to the visit it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.guests.states import RUNNING, UNSETTLED, sql_list

if TYPE_CHECKING:
    from pos.ledger.books import Books
    from pos.ledger.rows import BandRow, TabRow, VisitRow
    from pos.scene import Scene

PRINTED_DIGITS = 3
"""Printed numbers are padded to this: 77 typed is band 077."""


def find_band(books: Books, named: str) -> BandRow:
    """The band of a UID in hex or a printed number. Raises Declined("unknown_band")."""
    row = books.bands.get(named)
    if row is None and named.isdecimal():
        row = books.bands.get(named.zfill(PRINTED_DIGITS))
    if row is None:
        name = named.upper()
        number = books.band_of(name)
        row = books.bands.get(name if number is None else number)
    if row is None:
        raise Declined("unknown_band", band=named[:40])
    return row


def visit_row(books: Books, visit: int) -> VisitRow:
    """The visit of this number, which a table named. Raises LookupError if the tables contradict each other."""
    row = books.visits.get(visit)
    if row is None:
        raise LookupError(f"visit {visit} is named but not there")
    return row


def tab_row(books: Books, visit: int) -> TabRow:
    """What this visit owes. Raises LookupError if the tables contradict each other."""
    row = books.tabs.get(visit)
    if row is None:
        raise LookupError(f"tab {visit} is named but not there")
    return row


def find_visit(books: Books, named: str) -> tuple[BandRow, VisitRow]:
    """The band and the visit it carries; of a lost band, the visit that lost it and has no other yet.

    Raises Declined: unknown_band, band_not_in_use.
    """
    band = find_band(books, named)
    visit = band.visit or (visit_that_lost(books, band.number) if band.state == "lost" else 0)
    if not visit:
        raise Declined("band_not_in_use", band=band.number, state=band.state.replace("_", " "))
    return band, visit_row(books, visit)


def visit_that_lost(books: Books, number: str) -> int:
    """The unsettled visit that is still known by this lost band, or 0."""
    rows = books.query(
        f"SELECT visit FROM visit WHERE band = ? AND state IN {sql_list(UNSETTLED)} ORDER BY visit DESC LIMIT 1",  # noqa: S608
        number,
    )
    return int(rows[0][0]) if rows else 0


def find_open(books: Books, named: str) -> tuple[BandRow, VisitRow]:
    """As :func:`find_visit`, and nothing is being paid. Raises Declined("in_checkout") otherwise (R51).

    A lost band is refused everywhere (R8). Raises Declined: band_not_in_use, guest_is_out.
    """
    band, visit = find_visit(books, named)
    if not band.visit:
        raise Declined("band_not_in_use", band=band.number, state=band.state)
    check_back(books, visit)
    if visit.state not in RUNNING:
        raise Declined("in_checkout", band=band.number)
    return band, visit


def check_back(books: Books, visit: VisitRow) -> None:
    """Nothing happens on the bill of a guest who is out on deposit (R11). Raises Declined("guest_is_out")."""
    if visit.state == "deposit_out":
        raise Declined("guest_is_out", band=visit.band, since=books.calendar.clock_words(visit.out_us))


def find_several(scene: Scene, named: tuple[str, ...]) -> list[tuple[BandRow, VisitRow]]:
    """The visits of several bands, each named once.

    Raises Declined: band_twice, guest_is_out, and as :func:`find_visit`.
    """
    found = [find_visit(scene.books, name) for name in named]
    seen: set[str] = set()
    for band, visit in found:
        check_back(scene.books, visit)
        if band.number in seen:
            raise Declined("band_twice", band=band.number)
        seen.add(band.number)
    return found
