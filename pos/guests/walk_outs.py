"""Guests who left without paying 跑单: their rest is a receivable, never a gift (R12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.cashier.checkout import quotes_of
from pos.errors import Declined
from pos.guests.clocks import running_uses
from pos.guests.finding import find_visit, tab_row
from pos.guests.lines import line_postings
from pos.guests.quotes import made_real, quoted_lines
from pos.house.authority import may
from pos.ledger.facts import BandMoved, QuotesDropped, UseEnded, VisitMoved, WalkedOut
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact
    from pos.operations import WalkOut
    from pos.scene import Scene

RECEIVABLE = "receivable:walk_out"
"""The account of what guests who walked out owe."""


def walk_out(scene: Scene, asked: WalkOut) -> Ruling:
    """Close the visit of a guest who is gone: what the time cost until now is charged, the rest is receivable.

    Two persons open the locker, so somebody else must approve whoever asks. The band counts as lost. Raises
    Declined: wrong_station, unknown_band, band_not_in_use, two_needed, and as :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    band, visit = find_visit(scene.books, asked.band)
    if not asked.approved_by:
        raise Declined("two_needed")
    used = may(scene, "walk_out", asked, visit=visit.visit)
    to_us = visit.checkout_us or scene.at_us
    quotes = quoted_lines(scene.books, visit.visit) if visit.state == "settling" else quotes_of(scene, visit)
    lines = made_real(quotes, scene.books.number("line"))
    due_minor = tab_row(scene.books, visit.visit).due_minor + sum(line.due_minor for line in lines)
    amount_minor = max(0, due_minor)
    facts: list[AnyFact] = [used, *lines]
    facts += [UseEnded(use.use, to_us) for use in running_uses(scene, visit.visit)]
    facts += [
        QuotesDropped(visit.visit),
        VisitMoved(visit.visit, "absconded"),
        WalkedOut(visit.visit, amount_minor),
        BandMoved(band.number, "lost"),
    ]
    postings: list[Posting] = line_postings(visit.visit, lines)
    if amount_minor:
        postings += [(RECEIVABLE, visit.visit, amount_minor), ("guest", visit.visit, -amount_minor)]
    answer: dict[str, object] = {"visit": visit.visit, "band": band.number, "receivable": amount_minor}
    return Ruling(facts, postings, answer)
