"""Reasons that come up every day, a key each. They are kept in English, so that reports can count them."""

from __future__ import annotations

from terminal_ui.languages import later

VOID = (
    later("Wrong item"),
    later("Wrong band"),
    later("Guest changed their mind"),
    later("Not served"),
    later("Sold out"),
)
TRANSFER = (later("Wrong band"), later("Pays for a friend"), later("Family pays together"))
DISCOUNT = (later("Complaint"), later("Regular guest"), later("Waited too long"), later("House offer"))
GIFT = (later("Complaint"), later("Birthday"), later("Regular guest"), later("Waited too long"))
COMP = (later("Guest of the house"), later("Complaint"), later("Press"), later("Staff"))
LIMIT = (later("Asked at the desk"), later("Regular guest"), later("Party in a room"))
FREEZE = (later("Power cut"), later("Alarm"), later("Water was cold"), later("First aid"))
SWAP = (later("Does not work"), later("Too tight"), later("Torn"), later("Wrong zone given"))
DEFECTS = frozenset({"Does not work", "Torn"})
"""Reasons for a swap after which the old band goes to the repairs, and not to the wash."""
LOST = (later("Lost in the water"), later("Lost in the changing room"), later("Taken by somebody"), later("Not known"))
CANCEL = (later("Guest changed their mind"), later("Wrong band"), later("Wrong class"), later("House is full"))
WALK_OUT = (later("Left without paying"), later("Left with other guests"), later("Band was found at the door"))
REFUND = (later("Complaint"), later("Charged by mistake"), later("Service broke off"))
RESETTLE = (later("Wrong way of paying"), later("Guest pays another way"))
BAND_STATE = (later("Washed"), later("Repaired"), later("New from the stock"))
NOT_BACK = (later("Not back by the day cut"), later("Called and stays away"), later("Cannot be reached"))
