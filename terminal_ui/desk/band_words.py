"""What bands are called that cannot be used as somebody wants to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.result import Result, bad
from terminal_ui.languages import say

if TYPE_CHECKING:
    from terminal_ui.desk.seen import BandSeen


def nobody_wears(seen: BandSeen) -> Result:
    """A band was tapped where one in use is wanted."""
    return bad(say("Band {band} is {state}: nobody is checked in with it.", band=seen.number, state=say(seen.state)))


def take_another(seen: BandSeen) -> Result:
    """A band was tapped where a free one is wanted."""
    return bad(say("Band {band} is {state}. Take another band.", band=seen.number, state=say(seen.state)))
