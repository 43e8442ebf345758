"""``venue.toml`` from text to :class:`~pos.house.model.House`."""

from __future__ import annotations

import re
import tomllib

from msgspec import Struct

from pos.errors import HouseError
from pos.house.authenticity import Authenticity
from pos.house.model import Currency, Fee, House, Tariffs, Tender, Words
from pos.house.venue_file.authenticity import read_authenticity
from pos.house.venue_file.authority import read_authority
from pos.house.venue_file.catalogue import (
    find_ambiguous,
    find_unknown_favourites,
    read_cards,
    read_goods,
    read_items,
    read_outlets,
    read_packages,
    read_taxes,
    read_tickets,
)
from pos.house.venue_file.companies import read_companies
from pos.house.venue_file.findings import Findings, VenueFileError, as_written
from pos.house.venue_file.forms import (
    CURRENCY,
    DAY_CUT,
    FLAG,
    TIMEZONE,
    WORDS,
    amount,
    names_list,
    reference,
    whole,
)
from pos.house.venue_file.names import named_tables
from pos.house.venue_file.positions import key_lines
from pos.house.venue_file.posts import (
    find_missing_lockers,
    find_missing_stations,
    read_bands,
    read_lockers,
    read_staff,
    read_stations,
)
from pos.house.venue_file.section import Form, Section
from pos.house.venue_file.tariffs import (
    codes_of,
    find_same_codes,
    find_unknown_bookings,
    read_fees,
    read_guests,
    read_tariffs,
)

MAX_FILE = 1_000_000
"""A venue file of more characters is not read."""

CASH = "cash"
"""The tender that is counted in a drawer and gives change (R53)."""

RESERVED_TENDERS = {
    "deposit": "what a guest left with the house before",
    "waived": "the small end of a bill that the house lets go",
}
"""Tenders that every house has without naming them."""

WALK_IN = "walk-in"
"""The channel of whoever names none."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{3,63}")
_AT_LINE = re.compile(r"(?P<what>.*?)\s*\(at (?P<where>.*)\)", re.DOTALL)


def read_house(text: str, name: str = "venue.toml") -> House:
    """The house of a venue file. ``name`` is what messages call the file.

    Raises HouseError if it is no TOML (with the line), and
    :class:`~pos.house.venue_file.findings.VenueFileError` with every finding if something in it is wrong.
    """
    if len(text) > MAX_FILE:
        raise HouseError(f"{name} is too long: at most {MAX_FILE} characters.")
    findings = Findings(key_lines(text))
    house = _House(Section(_parsed(text, name), (), findings)).read(text)
    if found := findings.sorted():
        raise VenueFileError(name, found)
    return house


def _parsed(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.fullmatch(str(error))
        where, what = (match["where"], match["what"]) if match else ("some line", str(error))
        raise HouseError(f"{name} cannot be read, {where}: {what}.") from error
    except ValueError as error:  # a whole number of more digits than Python reads
        raise HouseError(f"{name} cannot be read: there is a number of thousands of digits in it.") from error
    except RecursionError as error:
        raise HouseError(f"{name} cannot be read: its brackets are nested too deep.") from error


class _General(Struct, frozen=True):
    """``[house]``: what holds for the whole house."""

    id: str
    name: Words
    demo: bool
    training: bool
    currency: Currency
    timezone: str
    day_cut_min: int
    sign_in_required: bool
    lock_after_min: int
    negative_stock: bool
    clocks_stand_outside: bool
    channels: tuple[str, ...]
    outlet: str
    tax: str
    confirm_from_minor: int | None


class _House:
    """Puts the parts together, each checked against the names of those before it."""

    def __init__(self, file: Section) -> None:
        self._file = file
        self._taxes = read_taxes(file.table("tax"))
        self._outlets = read_outlets(file.table("outlets"))
        self._general = self._read_general(file.table("house"))
        self._money = amount(self._general.currency)

    def read(self, text: str) -> House:
        """The whole house. Wrong where there are findings; the caller looks at those first."""
        file, general, money = self._file, self._general, self._money
        guests = read_guests(file.table("guests"), money)
        tariffs = read_tariffs(file, money, guests)
        fees = self._fees(tariffs)
        goods, recipes = file.table("goods", required=False), file.table("recipes", required=False)
        tickets = read_tickets(file.table("tickets", required=False))
        counted = read_goods(goods, recipes, tickets, money, below_zero=general.negative_stock)
        catalogue = read_items(file.table("items"), money, self._outlets, self._taxes, general.tax, counted)
        stations = read_stations(file.table("stations"), self._outlets, tariffs)
        find_missing_stations(file.table("stations", required=False), stations.values())
        lockers = read_lockers(file.table("lockers", required=False), general.outlet)
        bands = read_bands(file.table("bands", required=False))
        find_missing_lockers(file.table("lockers", required=False), lockers, bands)
        find_unknown_favourites(file.table("outlets"), self._outlets, catalogue.items)
        find_unknown_bookings(file.table("zones", required=False), tariffs.zones, catalogue.items)
        find_ambiguous(file.table("items"), catalogue.items, guests, codes_of(tariffs, fees))
        sold = [*guests, *catalogue.items, *tariffs.uses]
        house = House(
            id=general.id,
            name=general.name,
            demo=general.demo,
            training=general.training,
            currency=general.currency,
            timezone=general.timezone,
            day_cut_min=general.day_cut_min,
            sign_in_required=general.sign_in_required,
            lock_after_min=general.lock_after_min,
            tax=self._taxes,
            time_tax=general.tax,
            desk_outlet=general.outlet,
            outlets=self._outlets,
            stations=stations | lockers,
            staff=read_staff(file.table("staff"), pins_needed=general.sign_in_required),
            items=catalogue.items,
            items_by_number={item.number: item for item in catalogue.items.values()},
            guests=guests,
            channels=general.channels,
            tenders=_tenders(file.table("tenders")),
            tariffs=tariffs,
            bands=bands,
            goods=catalogue.goods,
            stock=catalogue.stock,
            text=text,
            tickets=tickets,
            fees=fees,
            clocks_stand_outside=general.clocks_stand_outside,
            channel_limits=self._channel_limits(file.table("channel_limits", required=False)),
            packages=read_packages(file.table("packages", required=False), money, sold),
            cards=read_cards(file.table("cards", required=False), general.currency),
            companies=read_companies(file.table("companies", required=False), money),
            authority=read_authority(file.table("authority", required=False), money),
            confirm_from_minor=general.confirm_from_minor,
            authenticity=self._authenticity([*stations, *lockers]),
        )
        file.finish()
        return house

    def _authenticity(self, stations: list[str]) -> Authenticity | None:
        if not self._file.has("authenticity"):
            return None
        return read_authenticity(self._file.table("authenticity"), stations)

    def _read_general(self, section: Section) -> _General:
        currency = section.read("currency", CURRENCY)
        step = section.read_if("cash_step", amount(currency))
        if step == 0:
            section.problem("cash_step", "The smallest coin is more than nothing.")
        training = section.read_or("training", FLAG, default=False)
        name = section.read("name", WORDS)
        general = _General(
            id=section.read("id", _HOUSE_ID),
            name=Words(f"TRAINING {name.en}", f"培训 {name.zh}") if training else name,
            demo=section.read_or("demo", FLAG, default=False),
            training=training,
            currency=currency if not step else Currency(currency.code, currency.exponent, step),
            timezone=section.read("timezone", TIMEZONE),
            day_cut_min=section.read("day_cut", DAY_CUT),
            sign_in_required=section.read_or("sign_in_required", FLAG, default=True),
            lock_after_min=section.read_or("lock_minutes", whole(0, 1440, "minutes"), 10),
            negative_stock=section.read_or("negative_stock", FLAG, default=False),
            clocks_stand_outside=section.read_or("clocks_stand_outside", FLAG, default=False),
            channels=section.read("channels", names_list("channel")),
            outlet=section.read("outlet", reference(self._outlets, "outlet")),
            tax=section.read("tax", reference(self._taxes, "tax rate")),
            confirm_from_minor=section.read_if("confirm_from", amount(currency)),
        )
        if general.channels and WALK_IN not in general.channels:
            section.problem("channels", f"{WALK_IN} is missing: it is the channel of whoever names none.")
        section.finish()
        return general

    def _fees(self, tariffs: Tariffs) -> dict[str, Fee]:
        fees = read_fees(self._file.table("fees", required=False), self._money)
        find_same_codes(self._file.findings, tariffs, fees)
        return fees

    def _channel_limits(self, section: Section) -> dict[str, int]:
        limits = {
            channel: section.read(channel, self._money) for channel in self._general.channels if section.has(channel)
        }
        section.finish()
        return limits


def _tenders(section: Section) -> dict[str, Tender]:
    """``[tenders]``: the ways money comes."""
    tenders: dict[str, Tender] = {}
    for code, entry in named_tables(section):
        tenders[code] = Tender(
            code,
            entry.read("name", WORDS),
            entry.read_or("needs_external_id", FLAG, default=False),
            entry.read_or("single_use", FLAG, default=False),
        )
        if code == CASH and tenders[code].needs_external_id:
            entry.problem("needs_external_id", "Cash has no slip. Take this out.")
        if tenders[code].single_use and not tenders[code].needs_external_id:
            entry.problem("single_use", "Without needs_external_id = true nobody knows which one was used.")
        if code in RESERVED_TENDERS:
            section.problem(code, f"is {RESERVED_TENDERS[code]}, in every house. Call this way of paying otherwise.")
    if not tenders:
        section.problem("", 'Nobody could pay. Add a tender: cash = { name = ["Cash", "现金"] }.')
    return tenders


def _house_id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError(f"{as_written(value)} is no id of a house: 4 to 64 small letters, digits and -.")
    return value


_HOUSE_ID = Form(_house_id, "")
