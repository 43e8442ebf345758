"""Who works where: signing in with a PIN or one's own band, and out (R74).

The PIN is checked before the transaction (it takes a while on purpose) and is forgotten then; no entry
ever holds one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.house.authority import owner_of_band
from pos.ledger.facts import SignedIn, SignedOut
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.operations import SignIn
    from pos.scene import Scene


def sign_in(scene: Scene, asked: SignIn) -> Ruling:
    """Let a person work at this station. Raises Declined: staff_needed, unknown_band, wrong_pin."""
    if not scene.staff:
        raise Declined("staff_needed")
    if asked.own_band:
        if owner_of_band(scene.house, asked.own_band) is not scene.person:
            raise Declined("unknown_band", band=asked.own_band)
    elif not scene.pin_is_right:
        raise Declined("wrong_pin")
    there = scene.staff in scene.books.signed_in(scene.station.name)
    facts = [] if there else [SignedIn(scene.station.name, scene.staff)]
    return Ruling([*facts], [], {"station": scene.station.name, "staff": scene.staff})


def sign_out(scene: Scene, _asked: object) -> Ruling:
    """End a person's work at this station. Raises Declined: staff_needed, not_signed_in."""
    if not scene.staff:
        raise Declined("staff_needed")
    if scene.staff not in scene.books.signed_in(scene.station.name):
        raise Declined("not_signed_in", staff=scene.staff, station=scene.station.name)
    fact = SignedOut(scene.station.name, scene.staff)
    return Ruling([fact], [], {"station": scene.station.name, "staff": scene.staff})
