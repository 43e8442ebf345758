"""The end of every way down: an entry of the book, why its lines cost what they cost, and the money it moved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pos.reports.entries import entry_of
from pos.reports.why import explanation_of
from terminal_ui.desk.act_words import KINDS
from terminal_ui.desk.line_words import line_words
from terminal_ui.languages import later, name_words, say
from terminal_ui.owner.page import Page, Row, money
from terminal_ui.takings_names import outlet_name, staff_name, tender_name
from terminal_ui.why_words import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pos.house.model import House
    from pos.reports.entries import EntryRead
    from pos.reports.reading import Reading

ACTS = KINDS | {
    "check_in": later("check-in"),
    "charge": later("charge"),
    "begin_checkout": later("checkout"),
    "pay": later("payment"),
    "void": later("void"),
    "present": later("band shown"),
    "cancel_check_in": later("check-in cancelled"),
}
"""Kind of an entry → words."""
ACCOUNTS = {
    "guest": later("guests owe"),
    "safe": later("safe"),
    "over_short": later("over or short"),
    "paid_in": later("paid in"),
    "paid_out": later("paid out"),
}
"""Accounts that are called like nothing of the venue file."""
FIELDS = {
    "band": later("band"),
    "bands": later("bands"),
    "channel": later("channel"),
    "line": later("line"),
    "lines": later("lines"),
    "to": later("to band"),
    "receipt": later("receipt"),
    "tenders": later("tenders"),
    "percent": later("percent"),
    "amount": later("amount in minor units"),
    "signer": later("signer"),
}
"""Fields of an operation that are asked for most."""
HASH_SHOWN = 16


class EntryPage(Page):
    """An entry; with a ``line``, why that one costs what it costs."""

    def __init__(self, seq: int, line: int = 0) -> None:
        super().__init__()
        self._seq = seq
        self._line = line

    def title(self) -> str:
        """Its number."""
        return say("Entry {entry} of the book", entry=self._seq)

    def read(self, reading: Reading) -> Sequence[Row]:
        """It never changes; its words follow the language."""
        entry, house = entry_of(reading, self._seq), reading.house
        rows = list(_head(entry, house))
        if self._line:
            explained = explanation_of(reading, self._line)
            name = name_words(line_words(explained.item, house))
            rows.append(Row(f"{explained.quantity} x {name}", money(explained.due, house), style="strong"))
            rows += [Row(f"  {why.words}", why.amount, why.rule, style="dim") for why in reasons(explained, house)]
        else:
            rows += [
                Row(
                    words=f"{one.quantity} x {name_words(line_words(one.item, house))}",
                    amount=money(one.due_minor, house),
                    more=one.mark,
                    opens=partial(EntryPage, self._seq, one.line),
                )
                for one in entry.lines
            ]
        rows += [Row(_account(name, house), money(minor, house), style="dim") for name, _, minor in entry.postings]
        return [*rows, Row(say("hash {hash}", hash=entry.hash[:HASH_SHOWN]), style="dim")]


def _head(entry: EntryRead, house: House) -> Iterator[Row]:
    """What, when, where, who, with whose approval, and why."""
    yield Row(say(ACTS.get(entry.kind, entry.kind)), style="strong")
    yield Row(say("when"), entry.at[:19].replace("T", " "))
    yield Row(say("where"), entry.station)
    yield Row(say("who"), staff_name(house, entry.staff))
    if entry.approved_by:
        yield Row(say("approved by"), staff_name(house, entry.approved_by))
    if entry.reason:
        yield Row(say("why"), entry.reason, style="strong")
    for name, value in entry.asked.items():
        if name not in {"reason", "items"}:
            yield Row(say(FIELDS[name]) if name in FIELDS else name, _plain(value), style="dim")


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever an operation may hold
    """A field of an operation as it was asked."""
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        return " ".join(map(_plain, value.values()))
    return str(value)


def _account(account: str, house: House) -> str:
    """The name of an account."""
    kind, _, of = account.partition(":")
    if kind == "sales":
        return say("sales of {outlet}", outlet=outlet_name(house, of))
    if kind == "till":
        return say("drawer {station}", station=of)
    if kind == "tender":
        return tender_name(house, of)
    return say(ACCOUNTS[account]) if account in ACCOUNTS else account
