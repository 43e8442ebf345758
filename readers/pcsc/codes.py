"""Numbers of the PC/SC standard, as they come over the line."""

from __future__ import annotations

COMM_ERROR = 0x80100013
"""The service ended while we waited for it."""
NO_SERVICE = 0x8010001D
"""The service does not run."""
NO_READERS = 0x8010002E
UNKNOWN_READER = 0x80100009
TIMED_OUT = 0x8010000A
CANCELLED = 0x80100002
NOT_ALLOWED = 0x8010006A
"""The service runs but lets this user in only by a rule of polkit."""
NO_CARD = 0x8010000C
NOT_TRANSACTED = 0x80100016
UNPOWERED_CARD = 0x80100067
RESET_CARD = 0x80100068
REMOVED_CARD = 0x80100069
READER_UNAVAILABLE = 0x80100017
INVALID_HANDLE = 0x80100003
SERVICE_STOPPED = 0x8010001E

PULLED = frozenset({NO_CARD, NOT_TRANSACTED, UNPOWERED_CARD, RESET_CARD, REMOVED_CARD})
"""What comes when the band is taken away in the middle."""
LOST = frozenset({COMM_ERROR, NO_SERVICE, READER_UNAVAILABLE, UNKNOWN_READER, INVALID_HANDLE, SERVICE_STOPPED})
"""What comes when the reader or the service goes away in the middle."""

UNAWARE = 0x0000
CHANGED = 0x0002
AWAY = 0x0004 | 0x0008
"""The reader is not known, or not there."""
PRESENT = 0x0020
MUTE = 0x0200
COUNTER_SHIFT = 16
"""The upper half of a reader's state counts insertions and removals."""

READERS_MAX = 16
"""How many readers one call can watch, the pseudo reader among them."""
PLUG_WATCH = "\\\\?PnP?\\Notification"
"""A pseudo reader that changes when a reader is plugged in or out."""
