"""What happened to a visit: its states, its clocks, its way out."""

from __future__ import annotations

from pos.ledger.facts.fact import Fact


class VisitOpened(Fact, frozen=True, gc=False, tag="visit_opened"):
    """A guest came in. ``version`` is the tariff version that stays with the visit (R4)."""

    visit: int
    band: str
    party: int
    guest: str
    zone: str
    locker: str
    channel: str
    version: int
    tariff: str
    limit_minor: int


class VisitMoved(Fact, frozen=True, gc=False, tag="visit_moved"):
    """A visit changed its state (R9)."""

    visit: int
    state: str


class VisitKept(Fact, frozen=True, gc=False, tag="visit_kept"):
    """The guest paid everything up to a line and stays; hourly clocks begin anew (R10)."""

    visit: int
    upto_line: int


class VisitCarried(Fact, frozen=True, gc=False, tag="visit_carried"):
    """Another band carries the visit from now on (R1, R7, R8)."""

    visit: int
    band: str


class WalkedOut(Fact, frozen=True, gc=False, tag="walked_out"):
    """The guest left without paying: so much is a receivable now (R12)."""

    visit: int
    amount_minor: int


class LineDisputed(Fact, frozen=True, gc=False, tag="line_disputed"):
    """A line lies between the last sure act of the holder and the report of the loss (R8)."""

    line: int


class PartyJoined(Fact, frozen=True, gc=False, tag="party_joined"):
    """A visit belongs to this party from now on (R6)."""

    visit: int
    party: int


class LimitSet(Fact, frozen=True, gc=False, tag="limit_set"):
    """The credit limit of a visit (R22)."""

    visit: int
    limit_minor: int


class UseBegun(Fact, frozen=True, gc=False, tag="use_begun"):
    """A clock began to run: a room, a seat, a zone. Without a tariff somebody else of the party pays for it."""

    use: int
    visit: int
    station: str
    tariff: str


class UseEnded(Fact, frozen=True, gc=False, tag="use_ended"):
    """That clock stopped at ``to_us``."""

    use: int
    to_us: int


class UseExtended(Fact, frozen=True, gc=False, tag="use_extended"):
    """The guest has that clock for so many minutes from its beginning; it runs on after them."""

    use: int
    agreed_min: int


class PauseBegun(Fact, frozen=True, gc=False, tag="pause_begun"):
    """Clocks stand, of one visit or (0) of the house (R44)."""

    pause: int
    visit: int
    reason: str


class PauseEnded(Fact, frozen=True, gc=False, tag="pause_ended"):
    """Those clocks run again."""

    pause: int


class Released(Fact, frozen=True, gc=False, tag="released"):
    """A settled visit may pass the gate until ``until_us``, once (R13)."""

    visit: int
    until_us: int


class Left(Fact, frozen=True, gc=False, tag="left"):
    """The guest passed the gate."""

    visit: int
