"""The steps an amount is explained by: each has a code, a rule of the house, words, and what it adds to the amount.

Words are English and filled in with the step's data. A name of data ends in what it is, which the words leave out:
``_minor`` is an amount, ``_min`` minutes, ``_us`` an instant (UTC µs), ``_clock`` minutes after local midnight, ``_bp``
basis points; ``item``, ``tariff``, ``guest``, ``package``, ``outlet``, ``rate`` and ``staff`` are codes of the venue
file; all else stands for itself. People read it by :mod:`terminal_ui.why_words`.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

Data = dict[str, int | str]
"""The numbers and names of a step: amounts in minor units, minutes, quantities, codes."""


class Step(Struct, frozen=True):
    """One reason. ``minor`` is what it adds to the amount (minor units), 0 if it only says why another one does."""

    code: str
    data: Data
    minor: int = 0


class Meaning(NamedTuple):
    """The rule of the house that a step comes from (empty: only the venue file says it), and its words."""

    rule: str
    words: str


STEPS: dict[str, Meaning] = {
    # sold
    "sale": Meaning("R4", "{quantity} × {price}, the price at the tap."),
    # time
    "admission": Meaning("R4", "Admission {tariff} for {guest}: {price}."),
    "weekday": Meaning("R40", "It was a weekday."),
    "weekend": Meaning("R40", "It was a weekend by the venue file."),
    "holiday": Meaning("R40", "{date} was a holiday, which costs what a weekend costs."),
    "free_with_adult": Meaning("R4", "One comes in free with each adult."),
    "beyond_free": Meaning("R4", "No adult was left to come in free with."),
    "tariff": Meaning("R4", "By version {version} of the venue file, the one of the check-in."),
    "tariff_later": Meaning(
        "R4", "By version {version} of the venue file; the one of the check-in did not have it yet."
    ),
    "included": Meaning("R42", "{included} are in the admission."),
    "included_until": Meaning("R42", "The admission holds until {until}."),
    "restarted": Meaning("R10", "Paid and stayed: what came before is paid, and the hours are counted anew."),
    "stayed": Meaning("R42", "Stayed {stay}; {over} too long."),
    "used": Meaning("R42", "In use for {used}."),
    "first_unit": Meaning("R42", "The first {first}: {price}."),
    "units": Meaning("R42", "{over} over, less {grace} of grace: {units} × {unit} begun, {price} each."),
    "no_units": Meaning("R42", "{over} over is not more than {grace} of grace: no more units."),
    "cap": Meaning("R42", "Never more than {cap}."),
    "cap_paid": Meaning("R42", "Never more than {cap} for one visit; {before} of it was charged before."),
    "night": Meaning("R41", "{inside} between {from} and {to}, which is {least} or more: {price}, once."),
    "zone": Meaning("R29", "Inside for {inside}, more than the {grace} of walking through: {price}, once per visit."),
    "offset": Meaning("R29", "Something is booked there, so being there costs nothing."),
    "offset_no_more": Meaning("R29", "Nothing is booked there any more."),
    "had_included": Meaning("R30", "It is in the admission, once until {until}."),
    "paused": Meaning("R44", "The clocks stood from {from} to {to}: {reason}"),
    "paused_still": Meaning("R44", "The clocks stand since {from}: {reason}"),
    # added at the checkout
    "service": Meaning("", "{percent} % service on {sold} sold at: {outlet}."),
    "tax_added": Meaning("R55", "{rate}: {basis} on {sold}, added to the prices."),
    "tax_included": Meaning("R55", "{basis} of tax ({rate}) is in it."),
    "rounding": Meaning("R54", "Cash goes by coins of {coin}."),
    "rounding_back": Meaning("R54", "The rounding of line {of} is taken back with its receipt."),
    # given away
    "discount_percent": Meaning("R26", "Its share of {percent} % off {sold}, which is {off}: {reason}"),
    "discount_amount": Meaning("R26", "Its share of {off} off {sold}: {reason}"),
    "gift": Meaning("R27", "{quantity} as a gift: {reason}"),
    "comp": Meaning("R27", "The house pays, {signer} signed: {reason}"),
    "package": Meaning("R28", "Package {package} at {price}, by version {version} of the venue file."),
    "package_off": Meaning("R28", "The package {package} is off the bill again."),
    "covered": Meaning("R28", "{quantity} in package {package}."),
    "covered_time": Meaning("R28", "{covered} in package {package}."),
    "uncovered": Meaning("R28", "{quantity} no more in the package."),
    "uncovered_time": Meaning("R28", "{covered} no more in the package."),
    # moved and taken back
    "moved_away": Meaning("R25", "{quantity} moved to band {band}: {reason}"),
    "moved_here": Meaning("R25", "It came from band {band}, with what had been taken off it there."),
    "void": Meaning("R24", "{quantity} taken back: {reason}"),
    "cancelled": Meaning("R5", "The check-in was taken back: {reason}"),
    "refund": Meaning("R58", "Given back after it was paid: {reason}"),
    "lost_band": Meaning("R8", "Band {band} was lost ({reason}); another one costs {price}."),
    "fee_back": Meaning("R8", "The band was found again."),
    "disputed": Meaning("R8", "In dispute: charged after the guest surely had the band."),
    # who and when
    "by": Meaning("R71", "{staff} at {station}, {at} (entry {entry})."),
    "by_nobody": Meaning("R71", "At {station}, {at} (entry {entry})."),
    "served": Meaning("R25", "Served by {staff} at {station}, {at}."),
    "approved": Meaning("R74", "Approved by {staff}."),
    "quoted": Meaning("R43", "Not on the bill yet: it will be when the bill is paid. The clocks stopped at {at}."),
    "other": Meaning("", "Entered as {mark}."),
}
"""Every step there is."""
