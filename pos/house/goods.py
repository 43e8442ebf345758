"""What the house counts, and who makes what is ordered (R31, R32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pos.house.model import Words


class Goods(Struct, frozen=True):
    """Something that is counted: an item that is sold as it is, or what recipes use (R31).

    ``unit`` is what it is counted in. ``below_zero`` goods are sold although the count says there are none.
    ``cost_units`` of it cost ``cost_minor``, if that is known.
    """

    slug: str
    words: Words
    unit: str
    below_zero: bool
    cost_minor: int | None = None
    cost_units: int = 1


class TicketPost(Struct, frozen=True):
    """Where what was ordered is made: the kitchen, the bar (R32)."""

    code: str
    words: Words
