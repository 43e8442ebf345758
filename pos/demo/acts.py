"""The simulated day as values: who does what, where and when.

An act is a tap at a reader or something a person at a desk asks for. Several become an operation only
when it is known how earlier ones came out (a void needs the line that the charge made); the
:class:`pos.demo.director.Director` sees to that.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from pos.operations import AnyOperation, Wanted

TapKind = Literal[
    "check_in",
    "shoe",
    "gate",
    "locker",
    "zone",
    "bar",
    "scrub",
    "restaurant",
    "room",
    "shop",
    "checkout",
    "mishap",
]
"""What a tap is in the load model. ``check_in`` are bands taken off the hook, not yet a guest's."""


class Tap(Struct, frozen=True):
    """A band is held to the reader of a station; ``items`` were chosen there before.

    They are chosen after the tap with ``choose_after`` (R23).
    ``tag`` names the charge for later acts. ``typed`` is the printed number, if that was typed instead.
    """

    uid: str
    kind: TapKind
    items: tuple[Wanted, ...] = ()
    tag: str = ""
    typed: str = ""
    choose_after: bool = False


class Ask(Struct, frozen=True):
    """An operation asked for at a desk; it lacks only id, time, place and person."""

    operation: AnyOperation
    tag: str = ""


class TakeBack(Struct, frozen=True):
    """The first line of the charge ``tag`` is voided (R24)."""

    tag: str
    reason: str


class GiveAway(Struct, frozen=True):
    """The first line of the charge ``tag`` becomes a gift of the house (R27)."""

    tag: str
    reason: str


class MoveLine(Struct, frozen=True):
    """The first line of the charge ``tag`` goes to the bill of the band ``to`` (R25)."""

    tag: str
    to: str
    reason: str


class Part(Struct, frozen=True):
    """Part of a payment: what the check-in cost, half of what is left, or all that is left."""

    tender: str
    of: Literal["admission", "half", "rest"]


class Settle(Struct, frozen=True):
    """What the checkout of these bands said is due is paid in these parts.

    ``vouchers`` are the bands whose admission a part ``admission`` covers. ``notes_minor`` are the notes
    cash comes in; change is given. Without a part ``rest`` something stays due for a later payment (R59).
    With ``keep`` the guests have paid and stay (R10).
    """

    bands: tuple[str, ...]
    parts: tuple[Part, ...]
    vouchers: tuple[str, ...] = ()
    notes_minor: int = 1
    keep: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is paid with it."""
        return any(part.of == "rest" for part in self.parts)


class PayLines(Struct, frozen=True):
    """Of a checkout of these bands somebody pays for the lines of the charges ``tags`` apart, with ``tender`` (R52)."""

    bands: tuple[str, ...]
    tags: tuple[str, ...]
    tender: str


class SpentVoucher(Struct, frozen=True):
    """In the checkout of these bands somebody shows a voucher that another guest has paid with before."""

    bands: tuple[str, ...]


class SettleAgain(Struct, frozen=True):
    """The receipt of these bands is settled again, with another tender (R58)."""

    bands: tuple[str, ...]
    tender: str
    reason: str


class CountTill(Struct, frozen=True):
    """The drawer of the station is counted and closed; the count is this much over (negative: short)."""

    over_minor: int


class CallOut(Struct, frozen=True):
    """What waits at a ``post`` is called ready, or with ``served`` is brought to the guests (R32)."""

    post: str
    served: bool = False


class Retry(Struct, frozen=True):
    """The operation of this charge is sent again as it was: its answer got lost (R21)."""

    tag: str


Act = (
    Tap
    | Ask
    | TakeBack
    | GiveAway
    | MoveLine
    | PayLines
    | SpentVoucher
    | Settle
    | SettleAgain
    | CountTill
    | CallOut
    | Retry
)

NEEDS_OUTCOMES = (TakeBack, GiveAway, MoveLine, PayLines, SpentVoucher, Settle, SettleAgain, CountTill, CallOut)
"""Acts that only become an operation when it is known what came of earlier ones."""


class Scheduled(Struct, frozen=True):
    """One act of the day: when (UTC µs), at which station, by whom (empty: the station serves itself).

    ``sent_us`` is when the house hears of it, if its station was off the network until then (0 = at once).
    """

    at_us: int
    station: str
    staff: str
    act: Act
    sent_us: int = 0

    @property
    def heard_us(self) -> int:
        """When the house hears of it (UTC µs)."""
        return self.sent_us or self.at_us
