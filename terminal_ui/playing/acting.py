"""Acting out a planned day: bands are held to mock readers, everything else is asked for directly.

What a tap becomes is only known when its reader tells of it, so a tap has two halves: :meth:`Acting.begin`
holds the band up, :meth:`Acting.seen` takes what came back through the hub. Both players of the Saturday,
the one with a screen and the one without, are made of these steps.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from pos.demo.acts import Tap
from readers.events import Tap as BandHeld
from terminal_ui.desk.proofs import tapped_of

if TYPE_CHECKING:
    from pos.demo.acts import Scheduled
    from pos.demo.director import Director
    from pos.operations import AnyOperation
    from pos.outcomes import Outcome
    from readers.events import Event
    from readers.mock.driver import MockReaders


class Acted(NamedTuple):
    """An act that has become an operation, to be asked for."""

    scheduled: Scheduled
    operation: AnyOperation


class Acting:
    """One day at work. Readers are named like their stations."""

    def __init__(self, director: Director, mock: MockReaders) -> None:
        self._director = director
        self._mock = mock
        self._expected: dict[str, deque[Scheduled]] = defaultdict(deque)

    def begin(self, scheduled: Scheduled) -> Acted | None:
        """Begin an act. A tap goes to its reader and comes back as an event; of anything else this is all."""
        act = scheduled.act
        if isinstance(act, Tap) and not act.typed:
            self._director.arm(scheduled)
            self._expected[scheduled.station].append(scheduled)
            self._mock.touch(self._director.band_of(act), scheduled.station, at_us=scheduled.at_us)
            return None
        return _acted(scheduled, self._director.operation_for(scheduled))

    def seen(self, event: Event) -> Acted | None:
        """What a reader told. Taps nobody expected, and everything that is no tap, become nothing."""
        expected = self._expected.get(event.reader)
        if not expected or not isinstance(event, BandHeld):
            return None
        scheduled = expected.popleft()
        # A number alone is what every band of the demo shows; more than that is for the venue to judge.
        says_more = event.doubt or event.proved != "none" or event.count is not None
        chip = tapped_of(event) if says_more else None
        return _acted(scheduled, self._director.tapped(scheduled, event.uid, chip))

    def took(self, acted: Acted, outcome: Outcome) -> None:
        """What came of it, for the acts that follow from it."""
        self._director.took(acted.scheduled, acted.operation, outcome)


def _acted(scheduled: Scheduled, operation: AnyOperation | None) -> Acted | None:
    return None if operation is None else Acted(scheduled, operation)
