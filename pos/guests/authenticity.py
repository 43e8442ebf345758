"""Whether a band that was tapped is the band of this number, or a copy of it.

Three things tell: what its chip proved, its own count of taps, and where it was tapped last. A tap that they
contradict is declined, whatever was asked with it; the entry says who, where and why. Everything is looked at inside
the transaction, so of two taps with one count only the first passes. Keys are not here: a proof is a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pos.clock import SECOND_US
from pos.errors import Declined
from pos.guests.finding import find_band
from pos.house.authenticity import is_random
from pos.ledger.facts import BandTapped
from pos.operations import PROOFS, AddBands, Arrival, Doubt, NewBand, Operation, RemoveBands, ReportTap, Tapped
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.house.authenticity import Authenticity
    from pos.ledger.facts import AnyFact
    from pos.ledger.rows import BandRow, TapRow
    from pos.operations import Proof
    from pos.scene import Scene

IN_PLAY = frozenset({"available", "in_use"})
"""States of bands that guests can have in their hands. In another one, away from a desk, it is a copy or stolen."""
MIN_UID_DIGITS = 8
"""Printed numbers are shorter than any chip's."""

_WORDS: dict[Doubt, str] = {
    "refused": "it did not answer as the real one does",
    "wrong": "it answered wrongly",
    "foreign": "it is a kind of chip, or has data, that is not ours",
}
_AWAY = frozenset({"pulled", "timeout", "lost"})


def report_tap(scene: Scene, asked: ReportTap) -> Ruling:
    """A band was held to a reader. What its chip proved was looked at before. Raises Declined("unknown_band")."""
    band = find_band(scene.books, asked.band)
    return Ruling([], [], {"band": band.number, "state": band.state})


def check_taps(scene: Scene, asked: Operation, policy: Authenticity, *, typed_here: bool) -> list[AnyFact]:
    """What happened by the taps of an operation, for its entry.

    ``typed_here``: people work at this station, who may type a number. Raises Declined: not_genuine,
    counter_replayed, suspected_clone, tap_again, proof_unavailable, random_uid, foreign_chip, tap_needed.
    """
    taps = {tap.uid.upper(): tap for tap in asked.taps}
    enrolling = isinstance(asked, AddBands | RemoveBands)
    for named in _named(scene, asked):
        uid = _uid_of(scene, named)
        if uid is None and not enrolling:
            _check_typed(scene, named, taps, policy, typed_here=typed_here)
        elif uid is not None and uid not in taps:
            if enrolling:
                check_number(uid, policy)
            else:
                taps[uid] = Tapped(uid)
    return [_checked(scene, uid, tap, policy) for uid, tap in taps.items()]


def _named(scene: Scene, asked: Operation) -> Iterator[str]:
    """The bands an operation names, each as it was named; a staff band that approves by its chip is one, too."""
    for name in ("band", "to"):
        named = getattr(asked, name, None)
        if isinstance(named, str):
            yield named
    approved_by: str = getattr(asked, "approved_by", "")
    if len(approved_by) >= MIN_UID_DIGITS and approved_by not in scene.house.staff:
        yield approved_by
    for band in getattr(asked, "bands", ()):
        yield band.band if isinstance(band, Arrival) else band.uid if isinstance(band, NewBand) else band


def _uid_of(scene: Scene, named: str) -> str | None:
    """The chip number a band was named by, or None if it was named by what is printed on it."""
    if scene.books.bands.get(named) is not None or len(named) < MIN_UID_DIGITS:
        return None
    return named.replace(":", "").replace(" ", "").upper()


def _check_typed(scene: Scene, named: str, taps: dict[str, Tapped], policy: Authenticity, *, typed_here: bool) -> None:
    """A printed number needs its tap where bands have to prove something and nobody vouches for it."""
    if policy.strongest == "none" or (typed_here and policy.typed_numbers):
        return
    band = find_band(scene.books, named)
    if band.uid not in taps:
        raise Declined("tap_needed", band=band.number)


def _checked(scene: Scene, uid: str, tap: Tapped, policy: Authenticity) -> BandTapped:
    check_number(uid, policy)
    number = scene.books.band_of(uid)
    band = scene.books.bands.get(number) if number is not None else None
    name = uid if number is None else number
    before = scene.books.taps.get(uid)
    _check_proof(name, tap, _wanted(policy, before))
    if before is not None:
        _check_count(name, tap, before)
        _check_walk(scene, name, before, policy)
    if band is not None:
        _check_in_play(scene, band)
    return BandTapped(uid, tap.proved, -1 if tap.count is None else tap.count)


def check_number(uid: str, policy: Authenticity) -> None:
    """Whether this can be a chip of the house. Raises Declined: random_uid, foreign_chip."""
    if policy.refuse_random_uids and is_random(uid):
        raise Declined("random_uid", uid=uid)
    if policy.uid_bytes and len(uid) not in {2 * length for length in policy.uid_bytes}:
        raise Declined("foreign_chip", uid=uid[:40], bytes=len(uid) // 2)


def _wanted(policy: Authenticity, before: TapRow | None) -> Proof:
    """What this chip has to prove: the house's least, or as much as it did before, if the house still asks for that.

    So a copy onto a kind of chip of which less is asked does not pass for the real one.
    """
    if before is None:
        return policy.policy
    again = min(PROOFS.index(before.proved), PROOFS.index(policy.strongest))
    return PROOFS[max(PROOFS.index(policy.policy), again)]


def _check_proof(name: str, tap: Tapped, wanted: Proof) -> None:
    if tap.doubt in _AWAY:
        raise Declined("tap_again", band=name)
    if tap.doubt == "unsupported":
        raise Declined("proof_unavailable")
    if tap.doubt:
        raise Declined("not_genuine", band=name, why=_WORDS[tap.doubt])
    if PROOFS.index(tap.proved) < PROOFS.index(wanted):
        raise Declined("not_genuine", band=name, why="it did not prove what is asked of it")
    if tap.proved == "sun" and tap.count is None:
        raise Declined("not_genuine", band=name, why="its message has no count")


def _check_count(name: str, tap: Tapped, before: TapRow) -> None:
    """A chip's count only rises. One that has told its count keeps telling it with the same proof."""
    if tap.count is not None and tap.count <= before.count:
        raise Declined("counter_replayed", band=name, count=tap.count, last=before.count)
    if tap.count is None and before.count >= 0 and tap.proved == before.proved != "none":
        raise Declined("not_genuine", band=name, why="it told its count before and now tells none")


def _check_walk(scene: Scene, name: str, before: TapRow, policy: Authenticity) -> None:
    """Nobody is at two stations faster than one can walk. A clock that was set back tells nothing."""
    gone_us = scene.at_us - before.at_us
    walk_s = policy.walk_s(before.station, scene.station.name)
    if 0 <= gone_us < walk_s * SECOND_US:
        why = f"it was at {before.station} {gone_us // SECOND_US} s ago, and the way takes {walk_s} s"
        raise Declined("suspected_clone", band=name, why=why)


def _check_in_play(scene: Scene, band: BandRow) -> None:
    """Desks take bands out of the wash; nobody else has one in hand."""
    if band.state not in IN_PLAY and scene.station.kind != "desk":
        why = f"the real one is {'in the wash' if band.state == 'wash' else band.state}"
        raise Declined("suspected_clone", band=band.number, why=why)
