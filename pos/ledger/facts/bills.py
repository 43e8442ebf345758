"""What is on a bill, and what would be if it were paid now."""

from __future__ import annotations

from msgspec import field

from pos.ledger.facts.fact import Fact


class LineAdded(Fact, frozen=True, gc=False, tag="line_added"):
    """One thing on a visit's bill.

    ``list_minor`` is the price of one, ``due_minor`` what the whole line adds to the bill; ``mark`` says
    what kind of line it is if it is no plain sale; ``of`` is the line that it changes what is due of.
    What takes pieces away has them in ``quantity``: a void positive, what is moved to another bill negative.

    A line that was moved keeps ``at_us``, ``station`` and ``staff`` of the service; 0 is this entry's own.
    """

    line: int
    visit: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    outlet: str
    tax: str
    mark: str = ""
    of: int = 0
    why: dict[str, int | str] = field(default_factory=dict)
    at_us: int = 0
    station: str = ""
    staff: str = ""


class Quoted(Fact, frozen=True, gc=False, tag="quoted"):
    """A line that will be added if the visit is paid now; gone if the guest leaves the checkout (R43).

    ``of`` is the number of the quote that it changes what is due of.
    """

    visit: int
    number: int
    item: str
    quantity: int
    list_minor: int
    due_minor: int
    outlet: str
    tax: str
    mark: str
    why: dict[str, int | str] = field(default_factory=dict)
    of: int = 0


class QuotesDropped(Fact, frozen=True, gc=False, tag="quotes_dropped"):
    """The quoted lines of a visit no longer stand."""

    visit: int
