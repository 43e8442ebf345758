"""The house as values: what the venue file says, after it was checked. Immutable; money in minor units."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from pos.house.authenticity import Authenticity
from pos.house.goods import Goods, TicketPost
from pos.house.included import Included

Zone = Literal["men", "women"]
Role = Literal["cashier", "lead", "attendant", "technician", "owner"]
Right = Literal[
    "discount",
    "gift",
    "comp",
    "transfer",
    "void",
    "raise_limit",
    "freeze",
    "waive",
    "refund",
    "resettle",
    "forfeit",
    "decide_out",
    "on_account",
    "write_off",
    "walk_out",
    "report_lost",
    "set_band",
    "add_bands",
    "paid_in",
    "paid_out",
    "drop",
    "no_sale",
    "stock_count",
    "stock_waste",
    "set_price",
    "close_day",
    "unlock",
]
"""What not everybody may do, named like the operation it is about. ``void``: others' lines, and one's own later."""
StationKind = Literal[
    "desk",
    "counter",
    "gate_in",
    "gate_out",
    "door",
    "zone_in",
    "zone_out",
    "room",
    "seat",
    "locker",
    "vending",
    "included",
]


LANGUAGES = ("en", "zh_Hans", "zh_Hant")
"""What the screens speak: English, simplified and traditional Chinese."""

WALK_OUT = "walk_out"
"""Stands for a company where guests who left without paying are meant (R12)."""


class Words(Struct, frozen=True):
    """A name in English and in Chinese."""

    en: str
    zh: str


class Currency(Struct, frozen=True):
    """ISO code, digits after the point in the books, and the smallest coin (minor units, R54)."""

    code: str
    exponent: int
    cash_step_minor: int


class Outlet(Struct, frozen=True):
    """A place that sells. ``service_percent`` is added at checkout to what was sold here.

    ``favourites`` are the items (slugs) that have a key of their own at its counters; without any, what sells best.
    """

    code: str
    words: Words
    service_percent: int = 0
    favourites: tuple[str, ...] = ()


class Station(Struct, frozen=True):
    """A post with a reader and perhaps a screen. ``zone`` limits who may use it; ``tariff`` prices time spent."""

    name: str
    kind: StationKind
    outlet: str
    zone: Zone | None = None
    tariff: str | None = None
    number: str | None = None
    """Of a locker: its printed number."""


class Person(Struct, frozen=True):
    """Somebody who works here. ``pin`` is a salted hash (see :mod:`pos.house.pins`), never the PIN."""

    code: str
    words: Words
    role: Role
    pin: str
    """Empty: this person cannot sign in."""
    skill: str | None = None
    """Of a technician: the group whose turn it is."""
    band: str = ""
    """UID of the person's own band, in hex: tapping it signs in, or approves what somebody else asks for (R74)."""
    language: str = ""
    """What the screens speak to this person: one of :data:`LANGUAGES`; empty: what the computer speaks."""


class Cap(Struct, frozen=True):
    """How far a right goes without a second person; ``None`` is without end (R26, R27, R74).

    ``percent_bp`` are basis points of what the act is about. ``bill_minor`` bounds the sum on one bill, whoever
    gave it; ``day_minor`` and ``month_minor`` what one person gives in a business day and a month;
    ``month_times`` how often.
    """

    percent_bp: int | None = None
    bill_minor: int | None = None
    day_minor: int | None = None
    month_minor: int | None = None
    month_times: int | None = None


class Item(Struct, frozen=True):
    """Something that is sold. ``tax`` is the code of its tax rate, ``uses`` how much of which goods one takes."""

    number: int
    slug: str
    words: Words
    outlet: str
    price_minor: int
    tax: str
    commissioned: bool = False
    uses: dict[str, int] = field(default_factory=dict)
    ticket: str = ""
    """Whom a sale of it sends a ticket (R32): a code of the house's ``tickets``; empty: nobody."""
    adults_only: bool = False
    no_discount: bool = False
    """No discount is given on it: tobacco (R26)."""

    @property
    def stock(self) -> bool:
        """Whether it is counted itself, in pieces."""
        return self.slug in self.uses


class TaxRate(Struct, frozen=True):
    """A rate in basis points (600 = 6 %), included in the price or added to it."""

    code: str
    basis_points: int
    included: bool


class Admission(Struct, frozen=True):
    """One way in: the price of a guest class on a kind of day, and how long it holds (R4, R40).

    ``day`` is ``None`` for every day. ``included_min`` minutes are in the price, or the stay until
    ``included_until`` local wall time (minutes after midnight) after check-in.
    """

    tariff: str
    guest: str
    words: Words
    price_minor: int
    day: Literal["weekday", "weekend"] | None = None
    included_min: int | None = None
    included_until: int | None = None
    includes_night: bool = False


class GuestClass(Struct, frozen=True):
    """A kind of guest the desk can pick.

    ``offered`` are the local hours (minutes after midnight, from–to, may cross midnight) in which the
    desk may pick it, on ``offered_days``. ``minor`` guests are refused what is for adults (R14).
    ``free_per_adult`` of one party are free; the rest pay ``else_minor``.
    """

    code: str
    words: Words
    limit_minor: int
    minor: bool = False
    offered: tuple[int, int] | None = None
    offered_days: Literal["weekday", "weekend"] | None = None
    overtime: bool = True
    overnight: bool = True
    free_per_adult: int | None = None
    else_minor: int = 0


class Units(Struct, frozen=True):
    """Time that costs by started units after what is included, each with a grace, capped (R42)."""

    tariff: str
    words: Words
    first_min: int
    first_minor: int
    unit_min: int
    unit_minor: int
    grace_min: int
    cap_minor: int | None = None


class Night(Struct, frozen=True):
    """The overnight fee: once if the stay overlaps the window long enough (R41). Minutes after midnight."""

    tariff: str
    words: Words
    price_minor: int
    from_min: int
    to_min: int
    least_min: int
    exempt_from_min: int


class ZoneFee(Struct, frozen=True):
    """A fee for being in a zone, once per visit, after a walk-through grace; what is ``booked_by`` offsets it (R29)."""

    tariff: str
    words: Words
    price_minor: int
    grace_min: int
    booked_by: tuple[str, ...] = ()


class Fee(Struct, frozen=True):
    """An amount that has a tariff code but no law of its own: a lost band, the deposit."""

    tariff: str
    words: Words
    price_minor: int


class Package(Struct, frozen=True):
    """Things sold together at one price (R28), on ``day`` only if that is given.

    ``includes`` says how many: of a guest class (its admission), of an item, or minutes of a room's tariff.
    ``also`` names what is included and not sold by itself.
    """

    code: str
    words: Words
    price_minor: int
    includes: dict[str, int]
    day: Literal["weekday", "weekend"] | None = None
    also: tuple[Words, ...] = ()


class MemberCard(Struct, frozen=True):
    """A card that is paid in advance: for stored value (with a bonus in it), or for a number of visits."""

    code: str
    words: Words
    price_minor: int
    value_minor: int | None = None
    visits: int | None = None
    months: int | None = None
    visits_per_day: int | None = None


class Weekend(Struct, frozen=True):
    """When it is weekend: ISO weekday (1 = Monday) and minutes after midnight, from–to; and when it is a holiday.

    ``holidays`` are the house's own days, ``official`` those of its ``country`` with their names; all ISO 8601.
    """

    from_day: int
    from_min: int
    to_day: int
    to_min: int
    holidays: tuple[str, ...]
    country: str = ""
    official: dict[str, Words] = field(default_factory=dict)


class Tender(Struct, frozen=True):
    """A way money comes. Change is given from ``cash`` only; others may need an external id (R53).

    ``single_use`` are vouchers: each number pays once.
    """

    code: str
    words: Words
    needs_external_id: bool
    single_use: bool


class Company(Struct, frozen=True):
    """Somebody whose bills are paid later (R57): what it may owe at once, and who signs for it."""

    code: str
    words: Words
    limit_minor: int
    signers: tuple[str, ...]


class Band(Struct, frozen=True):
    """A band that belongs to the house from the start: number, UID, zone; spare bands have no zone."""

    number: str
    uid: str
    zone: Zone | None


class Tariffs(Struct, frozen=True):
    """Everything that prices time, by tariff code where there are several."""

    admissions: tuple[Admission, ...]
    overtime: Units
    night: Night
    uses: dict[str, Units]
    """Rooms and seats."""
    zones: dict[str, ZoneFee]
    weekend: Weekend
    included: dict[str, Included] = field(default_factory=dict)
    """What is had at counters of kind ``included``."""


class House(Struct, frozen=True):
    """A venue file that was read and found right.

    ``day_cut_min`` is the local time at which the business day begins. ``time_outlet`` etc. say where
    the sales of admissions and of time belong. ``text`` is the file itself, as it goes into the log.
    """

    id: str
    name: Words
    demo: bool
    currency: Currency
    timezone: str
    day_cut_min: int
    sign_in_required: bool
    tax: dict[str, TaxRate]
    time_tax: str
    desk_outlet: str
    outlets: dict[str, Outlet]
    stations: dict[str, Station]
    staff: dict[str, Person]
    items: dict[str, Item]
    """By slug."""
    items_by_number: dict[int, Item]
    guests: dict[str, GuestClass]
    channels: tuple[str, ...]
    tenders: dict[str, Tender]
    tariffs: Tariffs
    bands: tuple[Band, ...]
    goods: dict[str, Goods]
    """Everything that is counted, by slug."""
    stock: dict[str, int]
    """Slug → how much of it is on hand at the opening of the house."""
    text: str
    tickets: dict[str, TicketPost] = field(default_factory=dict)
    """Who is sent tickets, by code."""
    fees: dict[str, Fee] = field(default_factory=dict)
    """``lost_band`` and ``deposit``, if the house has them."""
    training: bool = False
    """A house to practise in: its name says so, and so does all that comes out of it (R76)."""
    clocks_stand_outside: bool = False
    """Whether the time of a guest who is out on deposit stands; else it goes on (R11)."""
    channel_limits: dict[str, int] = field(default_factory=dict)
    """Channel → credit limit (minor units) that holds instead of the guest class's (R22)."""
    packages: dict[str, Package] = field(default_factory=dict)
    cards: dict[str, MemberCard] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    authority: dict[Role, dict[Right, Cap]] = field(default_factory=dict)
    """Role → what it may do, and how far. What is not there it may not do."""
    lock_after_min: int = 0
    """A screen at which nobody did anything for so long wants a sign-in again; 0: never (R74)."""
    confirm_from_minor: int | None = None
    """A charge at a counter worth so much wants a second tap (R23)."""
    authenticity: Authenticity | None = None
    """What bands have to prove; without one a number counts, and nothing is suspected."""
