"""What comes back for an operation: accepted with its facts, or declined with a code and words."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Outcome(Struct, frozen=True, kw_only=True):
    """The answer to one operation.

    ``ok``
        Whether it was done. What was declined changed nothing (R20).
    ``id``
        The operation's id; a repeated id gives the first outcome again, with ``repeated`` set (R21).
    ``entry``
        Sequence of its log entry; ``None`` if it could not be written down (unreadable, unknown sender).
    ``facts``
        What the operation's kind tells: ``visits``, ``lines``, ``due``, ``receipt``, ``granted`` …
        Amounts are minor units.
    ``error``, ``message``
        Stable code and words for people of a decline, else empty.
    """

    ok: bool
    id: str
    entry: int | None = None
    facts: dict[str, object] = msgspec.field(default_factory=dict)
    error: str = ""
    message: str = ""
    repeated: bool = False

    def as_dict(self) -> dict[str, object]:
        """The outcome as the JSON object of the seams: ``ok``, ``entry``, ``id``, then the facts in one level."""
        head: dict[str, object] = {"ok": self.ok, "id": self.id}
        if self.entry is not None:
            head["entry"] = self.entry
        if not self.ok:
            head |= {"error": self.error, "message": self.message}
        if self.repeated:
            head["repeated"] = True
        return head | self.facts

    def as_json(self) -> str:
        """:meth:`as_dict` on one line, Chinese left readable."""
        return msgspec.json.encode(self.as_dict()).decode()
