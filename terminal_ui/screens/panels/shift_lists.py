"""What the shift looks at: the X, the handover, the checks before the day is closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos.cashier.hanging import TICKETS
from pos.cashier.tendering import CASH
from pos.clock import Calendar
from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import day_words, later, name_words, say, say_many
from terminal_ui.screens.panels.lists import LETTERS
from terminal_ui.screens.panels.view import View, dim, fact, figure, money, title
from terminal_ui.takings_names import outlet_name, tender_name
from terminal_ui.widgets.cells import apart, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos.cashier.hanging import Hanging
    from pos.reports.board import Inside
    from pos.reports.closing import Closing
    from pos.reports.x_report import Drawer, XReport
    from terminal_ui.shift.closing_day import ClosingDay
    from terminal_ui.shift.readings import Handover, XReading
    from terminal_ui.shift.step import Listing
    from terminal_ui.widgets.lines import Line

SUMS = {
    "gross": later("At list price"), "discount": later("Discounts"), "gift": later("Gifts"),
    "comp": later("On the house"), "covered": later("In packages"), "sales": later("Sales"),
    "paid": later("Paid"), "rounding": later("Rounding to coins"), "tips": later("Tips"),
    "open_due": later("Still owed inside"), "deposits_held": later("Deposits held"),
}  # fmt: skip
"""Figures of the day that are money, in the order of the reading."""
ALWAYS = frozenset({"gross", "sales", "paid", "open_due"})
"""They are told even if they are nothing."""
BLIND = frozenset({"Cash from guests", "Deposits, accounts, tips", "should be there"})
"""What is told of a drawer only after its count."""
WIDEST = 60


def x_panel(view: View, step: XReading, *, sees_cash: bool) -> list[Line]:
    """The reading: sums, outlets, tenders, drawers."""
    report = step.report
    if report is None:
        return []
    view = view._replace(width=min(view.width, WIDEST))
    day = day_words(date.fromisoformat(report.business_day))
    blind = not sees_cash and any(drawer.counted is None for drawer in report.drawers)
    lines = [*_sums(view, report, blind=blind), *_outlets(view, report), *_tenders(view, report, blind=blind)]
    for drawer in report.drawers:
        lines += _drawer(view, drawer, sees_cash=sees_cash)
    return [title(say("X  {day}", day=day), view), *_scrolled(step, lines, view.height - 1)]


def handover_panel(view: View, step: Handover) -> list[Line]:
    """Everybody who is inside, then what hangs."""
    closing = step.closing
    if closing is None:
        return []
    head = title(say_many("HANDOVER  {count} visit", "HANDOVER  {count} visits", len(closing.visits)), view)
    owed = fact(say("Still owed inside"), money(closing.due, view), view, "strong")
    lines = [_visit(view, visit) for visit in closing.visits] + _hanging(view, closing.hanging)
    return [head, owed, *_scrolled(step, lines, view.height - 2)]


def closing_panel(view: View, step: ClosingDay) -> list[Line]:
    """What is checked, what is found, and what goes over to the next day."""
    closing = step.closing
    if closing is None:
        return []
    if not closing.business_day:
        return [title(say("CLOSE THE DAY"), view), [], dim(say("There is no day to close."), view)]
    day = day_words(date.fromisoformat(closing.business_day))
    lines = [*_checks(view, closing), []]
    lines += [[(fit(say("Out on deposit"), view.width), "title")]] if closing.outside else []
    lines += [_visit(view, visit) for visit in closing.outside]
    lines += _hanging(view, closing.hanging)
    lines += [[(fit(say("Go over as they are"), view.width), "title")]] if closing.visits else []
    lines += [_visit(view, visit) for visit in closing.visits if visit not in closing.outside]
    return [title(say("CLOSE THE DAY  {day}", day=day), view), *_scrolled(step, lines, view.height - 1)]


def _checks(view: View, closing: Closing) -> list[Line]:
    """One line for each check, with letters that say what the colour says."""
    hang, out = len(closing.hanging), len(closing.outside)
    rows = [_check(say("The books hold."), closing.finding, "bad")]
    drawers = say("Not counted yet: {drawers}", drawers=", ".join(closing.open_tills)) if closing.open_tills else ""
    rows.append(_check(say("Every drawer is counted."), drawers))
    hanging = say_many("{count} thing has no end yet.", "{count} things have no end yet.", hang) if hang else ""
    rows.append(_check(say("Nothing hangs."), hanging))
    outside = say_many("{count} guest is out on deposit.", "{count} guests are out on deposit.", out) if out else ""
    rows.append(_check(say("Nobody is out on deposit."), outside))
    owed = money(closing.due, view)
    visits = len(closing.visits)
    over = say_many("{count} open visit goes over, with {due}.", "{count} open visits go over, with {due}.", visits,
                    due=owed)  # fmt: skip
    rows.append(("note", f"    {over}"))
    return [[(fit(words, view.width), style)] for style, words in rows]


def _check(holds: str, finding: str, style: str = "warn") -> tuple[str, str]:
    """The style and the words of a check."""
    if not finding:
        return "good", f"OK  {holds}"
    return style, f"{'NO' if style == 'bad' else '! '}  {finding}"


def _sums(view: View, report: XReport, *, blind: bool) -> list[Line]:
    """What was paid would tell the cash to whoever is still to count it."""
    figures = report.figures
    receipts = say("{count}  ({first}-{last})", count=figures["receipts"], first=figures["first_receipt"],
                   last=figures["last_receipt"])  # fmt: skip
    return [
        *(
            fact(
                say(words),
                _told(money(figures[name], view), hidden=blind and name == "paid"),
                view,
                "strong" if name in {"sales", "paid"} else "",
            )
            for name, words in SUMS.items()
            if figures[name] or name in ALWAYS
        ),
        fact(say("Receipts"), receipts if figures["receipts"] else "0", view),
        fact(say("Visits still open"), str(figures["open_visits"]), view),
    ]


def _outlets(view: View, report: XReport) -> list[Line]:
    head: list[Line] = [[], [(fit(say("By outlet"), view.width), "title")]] if report.outlets else []
    return head + [
        fact(outlet_name(view.house, code), figure(minor, view), view) for code, minor in report.outlets.items()
    ]


def _tenders(view: View, report: XReport, *, blind: bool) -> list[Line]:
    """All, but cash only if nobody is still to count it."""
    head: list[Line] = [[], [(fit(say("By tender"), view.width), "title")]] if report.tenders else []
    return head + [
        fact(tender_name(view.house, code), _told(figure(minor, view), hidden=blind and code == CASH), view)
        for code, minor in report.tenders.items()
    ]


def _drawer(view: View, drawer: Drawer, *, sees_cash: bool) -> list[Line]:
    named = [
        (later("Float"), drawer.float), (later("Cash from guests"), drawer.sales), (later("Paid in"), drawer.paid_in),
        (later("Paid out"), drawer.paid_out), (later("To the safe"), drawer.drops),
        (later("Deposits, accounts, tips"), drawer.other), (later("should be there"), drawer.expected),
    ]  # fmt: skip
    known = drawer.counted is not None or sees_cash
    lines: list[Line] = [
        [],
        title(say("Drawer {number}  {station}  {staff}", number=drawer.till, station=drawer.station,
                  staff=drawer.staff), view),
    ]  # fmt: skip
    lines += [
        fact(say(words), _told(figure(minor, view), hidden=not known and words in BLIND), view)
        for words, minor in named
    ]
    lines.append(fact(say("Opened for no sale"), str(drawer.no_sale), view))
    if drawer.counted is not None and drawer.difference is not None:
        lines.append(fact(say("was there"), figure(drawer.counted, view), view, "strong"))
        lines.append(
            fact(say("over or short"), figure(drawer.difference, view), view, "warn" if drawer.difference else "")
        )
    return lines


def _told(amount: str, *, hidden: bool) -> str:
    return say("after the count") if hidden else amount


def _visit(view: View, visit: Inside) -> Line:
    guest = view.house.guests.get(visit.guest)
    name = name_words(guest.words) if guest is not None else visit.guest
    state = LETTERS.get(visit.state, "?")
    return [(apart(f"{visit.band} {state} {visit.since[5:16].replace('T', ' ')} {name}", figure(visit.due, view),
                   view.width), "")]  # fmt: skip


def _hanging(view: View, hanging: Sequence[Hanging]) -> list[Line]:
    """What was handed to somebody and has no end: tickets by item, payments by tender and amount."""
    head: list[Line] = [[(fit(say("What hangs"), view.width), "title")]] if hanging else []
    calendar = Calendar(view.house.timezone, view.house.day_cut_min)
    rows: list[Line] = []
    for one in hanging:
        if one.kind in TICKETS:
            what = f"{one.many} {name_words(line_words(one.what, view.house))}"
        else:
            what = f"{tender_name(view.house, one.what)} {money(one.many, view)}"
        rows.append([(apart(f"{one.band} {what}", calendar.clock_words(one.since_us), view.width), "")])
    return head + rows


def _scrolled(step: Listing, lines: list[Line], room: int) -> list[Line]:
    """So many lines from the step's top; the top never goes below the end."""
    step.top = max(0, min(step.top, len(lines) - room))
    return lines[step.top : step.top + room]
