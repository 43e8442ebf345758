"""A house for reports: acts are performed through the venue, looks are taken through a reading of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos.house.demo_house import DemoCurrency
from pos.outcomes import Outcome
from pos.reports.reading import Reading
from pos.venue import Venue
from pos.wire import read_operation
from tests.house import make_house

Perform = Callable[..., Outcome]


class Stage:
    """A house with somebody who acts in it and somebody who looks at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venue = Venue.open(folder)
        self.reading = Reading.open(folder)

    def reopen(self) -> None:
        """Close the house and open it again, as its venue file is now."""
        self.venue.close()
        self.venue = Venue.open(self.folder)

    def close(self) -> None:
        """Close the house."""
        self.venue.close()

    def perform(self, at: str, do: str, station: str = "desk-1", staff: str = "amy", **fields: object) -> Outcome:
        """One operation at a wall time like ``2026-03-07 18:00``. It must be accepted."""
        moment = at.replace(" ", "T") + ":00+08:00"
        asked = {"do": do, "at": moment, "station": station, "staff": staff} | fields
        outcome = self.venue.perform(read_operation(json.dumps(asked)))
        assert outcome.ok, outcome
        return outcome

    def check_in(self, at: str, *bands: str, channel: str = "walk-in", guest: str = "adult") -> Outcome:
        """Guests of one class come in together."""
        return self.perform(at, "check_in", bands=[{"band": band, "guest": guest} for band in bands], channel=channel)

    def charge(
        self, at: str, band: str, item: str, quantity: int = 1, station: str = "bar", staff: str = "fan"
    ) -> Outcome:
        """A sale at the bar, unless said otherwise."""
        return self.perform(at, "charge", station, staff, band=band, items=[{"item": item, "quantity": quantity}])

    def check_out(self, at: str, *bands: str, tender: str = "card") -> Outcome:
        """Checkout and payment of all that is due, in one minute."""
        due = self.perform(at, "begin_checkout", bands=bands).facts["due"]
        return self.perform(at, "pay", bands=bands, tenders=[{"tender": tender, "amount": due, "external_id": "4711"}])


@pytest.fixture
def currency() -> DemoCurrency:
    """Which demo house it is; a test may say otherwise by parametrizing."""
    return "cny"


@pytest.fixture
def stage(tmp_path: Path, currency: DemoCurrency) -> Iterator[Stage]:
    """A fresh demo house, open."""
    made = Stage(make_house(tmp_path, currency))
    with closing(made), closing(made.reading):
        yield made
