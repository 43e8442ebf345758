"""Who is inside, as it is printed and read out in front of the door (R77)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from terminal_ui.command_line.columns import Column, table
from terminal_ui.command_line.days import moment_words
from terminal_ui.command_line.names import both, person_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pos.house.model import House

_GUESTS = (
    Column("Zone"),
    Column("Locker"),
    Column("Band"),
    Column("Guest"),
    Column("Since"),
    Column("Where"),
    Column(""),
)
_STAFF = (Column("Works 在岗"), Column("Where"))


def emergency_words(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    """What was done and what was not, then the list."""
    yield "Emergency. All clocks stand; a shift lead lets them run again."
    yield "No lock was opened: none is connected to this program. Open lockers and doors by hand."
    yield from inside_words(facts, house)


def inside_words(facts: Mapping[str, Any], house: House) -> Iterator[str]:
    """How many guests are inside, each of them by zone and locker, and who is signed in."""
    guests, staff = facts["guests"], facts["staff"]
    yield f"Guests inside 在场客人: {len(guests)}"
    if guests:
        yield from table(_GUESTS, (_row(guest, house) for guest in guests))
    if staff:
        yield ""
        yield from table(_STAFF, ((both(person_names(house, one["staff"])), one["station"]) for one in staff))


def _row(guest: Mapping[str, Any], house: House) -> tuple[str, ...]:
    known = house.guests.get(guest["guest"])
    return (
        guest["zone"],
        guest["locker"] or "-",
        guest["band"],
        known.words.en if known is not None else guest["guest"],
        moment_words(guest["since"]),
        ", ".join(guest["at"]),
        "may go out" if guest["leaving"] else "",
    )
