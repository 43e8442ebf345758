"""Lost bands 挂失: blocked at once, replaced for a fee, and found again (R8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.clock import to_us
from pos.errors import Declined
from pos.guests.band_changes import carry, free_band
from pos.guests.finding import find_band, find_open, tab_row, visit_row, visit_that_lost
from pos.guests.lines import line_postings, tariff_line
from pos.guests.voids import void_line
from pos.house.authority import may
from pos.ledger.facts import BandMoved, LineDisputed
from pos.ledger.schema import VISIT_LINES
from pos.pricing.priced import Priced
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.entry import Posting
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import VisitRow
    from pos.operations import Recover, Replace, ReportLost
    from pos.scene import Scene

LOST_BAND = "lost_band"
"""The fee's name in the venue file, and the mark of its line."""

_LAST_LOCKER = """
SELECT max(at_us) FROM log
WHERE seq > (SELECT seq FROM line WHERE line = (SELECT min(line) FROM {lines}))
  AND kind = 'present' AND station = ?2
  AND content ->> '$.answer.granted' = 1 AND content ->> '$.answer.visit' = ?1
"""


def report_lost(scene: Scene, asked: ReportLost) -> Ruling:
    """Block a band, charge the replacement, and mark what was charged since the guest surely had it.

    The fee may go over the credit limit. Raises Declined: wrong_station, unknown_band, band_not_in_use (a second
    report, too), in_checkout, and as :func:`pos.house.authority.may`.
    """
    scene.need_desk()
    band, visit = find_open(scene.books, asked.band)
    used = may(scene, "report_lost", asked)
    facts: list[AnyFact] = [used, BandMoved(band.number, "lost")]
    postings: list[Posting] = []
    fee = scene.house_of(visit.version).fees.get(LOST_BAND)
    fee_minor = 0
    if fee is not None and fee.price_minor:
        priced = Priced(fee.tariff, 1, fee.price_minor, fee.price_minor, {"band": band.number})
        line = tariff_line(scene.house, scene.books.number("line") + 1, visit.visit, priced, LOST_BAND)
        facts.append(line)
        postings = line_postings(visit.visit, [line])
        fee_minor = line.due_minor
    sure_us = _last_sure(scene, visit, asked)
    disputed = scene.books.query(
        f"SELECT line FROM {VISIT_LINES} WHERE mark = '' AND at_us > ?2 ORDER BY line",  # noqa: S608
        visit.visit,
        sure_us,
    )
    # Who loses the second band, too, may dispute lines that are marked already.
    marked = _disputed_of(scene, visit.visit)
    facts += [LineDisputed(int(line)) for (line,) in disputed if line not in marked]
    answer: dict[str, object] = {
        "visit": visit.visit,
        "band": band.number,
        "fee": fee_minor,
        "due": tab_row(scene.books, visit.visit).due_minor + fee_minor,
        "disputed": [int(line) for (line,) in disputed],
        "since": scene.clock(sure_us),
    }
    return Ruling(facts, postings, answer)


def replace(scene: Scene, asked: Replace) -> Ruling:
    """Give the guest of a lost band another one.

    Raises Declined: wrong_station, unknown_band, band_not_lost, band_not_available, wrong_zone.
    """
    scene.need_desk()
    band = find_band(scene.books, asked.band)
    lost_by = visit_that_lost(scene.books, band.number) if band.state == "lost" else 0
    if not lost_by:
        raise Declined("band_not_lost", band=band.number, state=band.state.replace("_", " "))
    visit = visit_row(scene.books, lost_by)
    other = free_band(scene, asked.to, visit)
    return Ruling(carry(visit, other), [], {"visit": visit.visit, "band": other.number, "old": band.number})


def recover(scene: Scene, asked: Recover) -> Ruling:
    """A lost band was found. While its guest is here the fee goes back; else the band goes to the stock.

    Raises Declined: wrong_station, unknown_band, band_not_lost.
    """
    scene.need_desk()
    band = find_band(scene.books, asked.band)
    if band.state != "lost":
        raise Declined("band_not_lost", band=band.number, state=band.state.replace("_", " "))
    fee = _open_fee(scene, band.number)
    facts: list[AnyFact] = []
    postings: list[Posting] = []
    if fee:
        reversing = void_line(scene, scene.books.number("line") + 1, fee)
        facts.append(reversing)
        postings = line_postings(reversing.visit, [reversing])
    wearer = visit_that_lost(scene.books, band.number)
    state = "in_use" if wearer else "wash" if fee else "stock"
    facts.append(BandMoved(band.number, state, wearer))
    return Ruling(facts, postings, {"band": band.number, "state": state, "fee_back": bool(fee)})


def _last_sure(scene: Scene, visit: VisitRow, asked: ReportLost) -> int:
    """When the guest surely had the band: as the desk was told, the last time it opened its locker, the check-in."""
    if asked.last_sure is not None:
        return max(visit.in_us, to_us(asked.last_sure))
    sql = _LAST_LOCKER.format(lines=VISIT_LINES)
    ((opened_us,),) = scene.books.query(sql, visit.visit, f"locker-{visit.locker}")
    return visit.in_us if opened_us is None else int(opened_us)


def _disputed_of(scene: Scene, visit: int) -> set[int]:
    """The lines of a visit that an earlier report marked as disputed."""
    sql = f"SELECT line FROM {VISIT_LINES} WHERE line IN (SELECT line FROM disputed)"  # noqa: S608 - our own text
    return {int(line) for (line,) in scene.books.query(sql, visit)}


def _open_fee(scene: Scene, band: str) -> int:
    """The line of this band's replacement fee on a bill that is not paid yet, or 0."""
    for (visit,) in scene.books.query(
        "SELECT visit FROM visit WHERE state IN ('open', 'settling', 'kept', 'deposit_out') ORDER BY visit"
    ):
        rows = scene.books.query(
            f"SELECT line FROM {VISIT_LINES} AS fee WHERE mark = ?2 AND why ->> '$.band' = ?3 "  # noqa: S608
            f"AND line NOT IN (SELECT of FROM {VISIT_LINES} WHERE mark = 'void')",
            visit,
            LOST_BAND,
            band,
        )
        row = scene.books.visits.get(visit)
        # Who paid and stayed has closed what was charged before (R10).
        if rows and row is not None and row.state != "settling" and int(rows[0][0]) > row.paid_line:
            return int(rows[0][0])
    return 0
