"""What the parts of the takings are called, in the language spoken now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.languages import later, name_words, say

if TYPE_CHECKING:
    from pos.house.model import House

OWN_TENDERS = {"deposit": later("Deposit"), "waived": later("Waived small change")}
"""Tenders that no venue file has."""


def outlet_name(house: House, code: str) -> str:
    """An outlet; of one that is gone from the venue file, its code."""
    outlet = house.outlets.get(code)
    return name_words(outlet.words) if outlet is not None else code


def tender_name(house: House, code: str) -> str:
    """A tender; of one that is gone from the venue file, its code."""
    tender = house.tenders.get(code)
    if tender is not None:
        return name_words(tender.words)
    return say(OWN_TENDERS[code]) if code in OWN_TENDERS else code


def staff_name(house: House, code: str) -> str:
    """Somebody who works here; nobody if a guest did it alone."""
    if not code:
        return say("nobody (self-service)")
    person = house.staff.get(code)
    return name_words(person.words) if person is not None else code
