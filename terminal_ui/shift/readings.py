"""What is only looked at: the X, and the list for the next shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.reports.closing import closing_of
from pos.reports.x_report import x_report_of
from terminal_ui.languages import later
from terminal_ui.shift.step import Listing

if TYPE_CHECKING:
    from pos.reports.closing import Closing
    from pos.reports.x_report import XReport
    from terminal_ui.shift.shift import Shift


class XReading(Listing):
    """The figures of the day so far: what the Z would say now."""

    first_words = later("This closes nothing. Up and Down show more.")
    report: XReport | None = None

    def look(self, shift: Shift) -> None:
        """Read again."""
        self.report = x_report_of(shift.reading)


class Handover(Listing):
    """Who is still inside and what hangs, as the next shift takes it over (R61)."""

    first_words = later("Nothing of this is settled or dropped by a close. Up and Down show more.")
    closing: Closing | None = None

    def look(self, shift: Shift) -> None:
        """See who is there now."""
        self.closing = closing_of(shift.reading)
