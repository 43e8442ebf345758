"""What the desk is in the middle of. Layers are left with Esc, one at a time; idle is ``None``.

A layer is only what was chosen and not yet asked: everything that was done is in the house.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pos.operations import Tendered


@dataclass
class Arriving:
    """A band that will be checked in."""

    band: str
    guest: str
    zone: str
    """The band's own zone; empty for a spare one until the desk says."""
    own_zone: bool


@dataclass
class CheckingIn:
    """Free bands were tapped: one party, one class each, all or nothing (R3)."""

    arrivals: list[Arriving]
    row: int = 0
    asked_to_leave: bool = False

    @property
    def bands(self) -> list[str]:
        """Their numbers."""
        return [arriving.band for arriving in self.arrivals]


@dataclass
class Looking:
    """Bands in use were tapped: their bills are shown."""

    bands: list[str]


@dataclass
class Paying:
    """The clocks of these bands stand and their visits are locked until they are paid or left (R43, R51).

    ``tender`` is the way that is being typed, ``slip_of`` its amount once only its slip number is missing.
    """

    bands: list[str]
    due_minor: int
    still_open: list[str] = field(default_factory=list)
    tenders: list[Tendered] = field(default_factory=list)
    tender: str = ""
    slip_of_minor: int = 0

    @property
    def left_minor(self) -> int:
        """What is not covered by the money on the desk yet; never negative."""
        return max(0, self.due_minor - sum(part.amount for part in self.tenders))


@dataclass
class Finished:
    """It is done; shown until the next tap. ``amount_minor`` is the number to say aloud: change, or what is due."""

    title: str
    lines: list[tuple[str, str]]
    amount_words: str = ""
    amount_minor: int | None = None
    bands: list[str] = field(default_factory=list)


Layer = CheckingIn | Looking | Paying | Finished
