"""What anybody may ask for when people are in danger."""

from __future__ import annotations

from pos.operations.values import Operation, Text


class Emergency(Operation, frozen=True, kw_only=True, tag="emergency"):
    """Fire, alarm: say at once who is inside and where, and stop all clocks (R77). Nobody need approve it or sign in.

    No lock is opened: this program is not connected to any. A shift lead lets the clocks run again.
    """

    reason: Text = "emergency"
