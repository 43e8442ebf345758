"""What the desk can see: bands, bills, the board and the latest taps, read from the house's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pos.clock import Calendar
from pos.errors import Declined, HouseError
from pos.guests.finding import PRINTED_DIGITS
from pos.guests.states import UNSETTLED, sql_list
from pos.house.folder import LEDGER_FILE
from pos.reports.board import board_of
from pos.reports.why import explanations_of
from terminal_ui.desk import guests_sight, receipts_sight
from terminal_ui.desk.bills_sight import bill_seen, payable
from terminal_ui.desk.seen import BandSeen, BillSeen, HouseCounts
from terminal_ui.desk.tap_words import LogRow, TapSeen, tap_seen
from terminal_ui.languages import spoken
from terminal_ui.why_words import Reason, reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pos.house.model import House
    from pos.reports.reading import Reading
    from terminal_ui.desk.seen import GuestSeen, LineSeen, ReceiptSeen, WaitingSeen

TAPS_KEPT = 60
_BAND = "SELECT number, uid, state, zone, visit FROM band WHERE "
_LOST_BY = f"SELECT visit FROM visit WHERE band = ? AND state IN {sql_list(UNSETTLED)} ORDER BY visit DESC LIMIT 1"  # noqa: S608
_TAPS = "SELECT seq, at_us, station, kind, content FROM log WHERE seq > ? AND kind <> 'house' ORDER BY seq DESC LIMIT ?"


class BoardSeen(NamedTuple):
    """The board: the state of each locker by number, and the house in numbers."""

    states: dict[str, str]
    counts: HouseCounts


class HouseSight:
    """Looks into a house over a connection of its own. Whatever it raises is a LoopbandError."""

    def __init__(self, reading: Reading, folder: Path) -> None:
        """``folder`` is the house's. Raises HouseError if it has no book."""
        self._reading = reading
        self._folder = folder
        self._book = self._book_now()
        self._taps: list[TapSeen] = []
        self._taps_in = spoken()
        self._numbers: dict[str, str] = {}
        house = reading.house
        self._calendar = Calendar(house.timezone, house.day_cut_min)

    @property
    def house(self) -> House:
        """The house as its venue file says now."""
        return self._reading.house

    @property
    def reading(self) -> Reading:
        """The view of the house, for what only one post looks at."""
        return self._reading

    def moved(self) -> bool:
        """Whether anybody wrote in the book since this was last asked. Raises as :meth:`still_there`."""
        self.still_there()
        return self._reading.moved()

    def still_there(self) -> None:
        """Raises HouseError if the book was taken away or replaced while it was open.

        Its connections would go on writing into a file that nobody will ever find again.
        """
        if self._book_now() != self._book:
            raise HouseError(f"The book was replaced by another one. Close this window: Ctrl+Q. ({self._folder})")

    def _book_now(self) -> tuple[int, int]:
        try:
            stat = (self._folder / LEDGER_FILE).stat()
        except OSError as error:
            raise HouseError(
                f"The house is gone. Bring it back to {self._folder}, or close this window: Ctrl+Q."
            ) from error
        return stat.st_dev, stat.st_ino

    def band(self, named: str) -> BandSeen | None:
        """The band of a printed number or a chip's UID; None if the house has none."""
        row = self._row(named)
        if row is None:
            return None
        number, _, state, zone, visit = row
        states = self._reading.query("SELECT state FROM visit WHERE visit = ?", visit) if visit else []
        visit_state = str(states[0][0]) if states else ""
        lost = self._reading.query(_LOST_BY, number) if state == "lost" else []
        lost_by = int(str(lost[0][0])) if lost else 0
        return BandSeen(str(number), str(state).replace("_", " "), str(zone), int(str(visit)), visit_state, lost_by)

    def bills(self, bands: Iterable[str]) -> list[BillSeen]:
        """The bills of these bands. One that nobody ever wore is left out."""
        seen: list[BillSeen] = []
        for band in bands:
            try:
                seen.append(bill_seen(self._reading, band))
            except Declined:
                continue
        return seen

    def payable(self, bands: Iterable[str]) -> dict[int, int]:
        """What is still to be paid of each line of these bills (minor units)."""
        return payable(self._reading, bands)

    def why(self, band: str, line: LineSeen) -> list[Reason]:
        """Why a line of this bill adds what it adds; a quoted one is known by what it is for."""
        for one in explanations_of(self._reading, band):
            if one.line == line.line and (line.line or one.item == line.item):
                return list(reasons(one, self.house))
        return []

    def guests(self) -> list[GuestSeen]:
        """Everybody inside, by band."""
        return guests_sight.inside(self._reading)

    def waiting(self) -> list[WaitingSeen]:
        """Whose checkout was begun and is not finished, the longest wait first."""
        return guests_sight.waiting(self._reading)

    def receipts(self) -> list[ReceiptSeen]:
        """The last receipts, the newest first."""
        return receipts_sight.last_receipts(self._reading)

    def paid_lines(self, receipt: int) -> list[LineSeen]:
        """The lines of the bills that a receipt paid."""
        return receipts_sight.paid_lines(self._reading, receipt)

    def taps(self, count: int = TAPS_KEPT) -> Sequence[TapSeen]:
        """The latest entries of the log, the newest first."""
        if self._taps_in != spoken():
            # They are kept in words: somebody who speaks another language reads them anew.
            self._taps, self._taps_in = [], spoken()
        last = self._taps[0].seq if self._taps else 0
        rows = self._reading.query(_TAPS, last, count)
        fresh = [
            tap_seen(LogRow(*row), self.house, self._number_of)  # type: ignore[arg-type]
            for row in rows
        ]
        self._taps = [*fresh, *self._taps][:count]
        return self._taps

    def board(self) -> BoardSeen:
        """The house at this moment."""
        board = board_of(self._reading)
        states = {number: state for zone in board.lockers.values() for number, state in zone.items()}
        free = {zone: sum(state == "free" for state in lockers.values()) for zone, lockers in board.lockers.items()}
        checkout = sum(visit.state == "settling" for visit in board.visits)
        stations = self.house.stations
        rooms = {use.station for use in board.rooms if use.station in stations and stations[use.station].kind == "room"}
        counts = HouseCounts(board.counts["inside"], checkout, free, len(rooms), board.counts["due"])
        return BoardSeen(states, counts)

    def clock(self, at_us: int) -> str:
        """The local time of an instant, ``14:02:09``."""
        return self._calendar.wall(at_us).strftime("%H:%M:%S")

    def _row(self, named: str) -> tuple[object, ...] | None:
        padded = named.zfill(PRINTED_DIGITS) if named.isdecimal() else named
        rows = self._reading.query(_BAND + "number IN (?, ?)", named, padded)
        rows = rows or self._reading.query(_BAND + "uid = ?", named.upper())
        return rows[0] if rows else None

    def _number_of(self, named: str) -> str:
        """The printed number of a band; what was tapped or typed itself if there is none."""
        if named not in self._numbers:
            row = self._row(named)
            if row is None:
                return named
            self._numbers[named] = str(row[0])
        return self._numbers[named]
