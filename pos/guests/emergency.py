"""Emergency: who is inside is told at once, and all clocks stop; nobody has to be asked (R77)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.guests.clocks import WHOLE_HOUSE, standing_pause
from pos.guests.inside import inside_of
from pos.ledger.facts import PauseBegun
from pos.scene import Ruling

if TYPE_CHECKING:
    from pos.ledger.facts import AnyFact
    from pos.operations import Emergency
    from pos.scene import Scene


def emergency(scene: Scene, asked: Emergency) -> Ruling:
    """Stop the clocks of the house, unless they stand already, and tell who is inside. It is never declined.

    ``locks`` in the answer says what became of the locks: none is connected to this program.
    """
    facts: list[AnyFact] = []
    if not standing_pause(scene, WHOLE_HOUSE):
        facts.append(PauseBegun(scene.books.number("pause") + 1, WHOLE_HOUSE, asked.reason))
    return Ruling(facts, [], inside_of(scene.books, scene.at_us).as_dict() | {"locks": "not_connected"})
