"""Where things happen and who does them: stations, lockers, bands, people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import get_args

from pos.house.bands import paper_uid
from pos.house.model import LANGUAGES, Band, Person, Role, Station, StationKind, Tariffs, Zone
from pos.house.pins import is_pin_hash
from pos.house.venue_file.findings import as_written
from pos.house.venue_file.forms import CHIP, RANGES, TEXT, WORDS, one_of, reference
from pos.house.venue_file.names import named_tables, ranged_tables
from pos.house.venue_file.section import Form, Section

KINDS: tuple[StationKind, ...] = tuple(kind for kind in get_args(StationKind) if kind != "locker")
"""What [stations] may have; lockers are in [lockers]."""
ROLES: tuple[Role, ...] = get_args(Role)
ZONES: tuple[Zone, ...] = get_args(Zone)

LEADS: frozenset[Role] = frozenset({"lead", "owner"})
LOCKER = "locker-"
MAX_STATIONS = 20_000

_PRICED_BY_TIME = {"room", "seat"}
_PRICED_BY_ZONE = {"zone_in", "zone_out"}


def read_stations(section: Section, outlets: Collection[str], tariffs: Tariffs) -> dict[str, Station]:
    """``[stations]``: name, or range of names, → station."""
    stations: dict[str, Station] = {}
    for names, entry in ranged_tables(section):
        if len(stations) + len(names) > MAX_STATIONS:
            section.problem("", f"There are too many stations: at most {MAX_STATIONS}.")
            break
        kind = entry.read("kind", one_of(KINDS, "kind of station"))
        outlet = entry.read("outlet", reference(outlets, "outlet"))
        zone = entry.read_if("zone", one_of(ZONES, "zone"))
        tariff = _station_tariff(entry, kind, tariffs)
        for name in names:
            if name in stations:
                entry.problem("", f"The station {name} is named twice.")
            if name.startswith(LOCKER):
                entry.problem("", f"The names {LOCKER}… belong to [lockers]. Call {name} something else.")
            stations[name] = Station(name, kind, outlet, zone, tariff)
    return stations


def _station_tariff(entry: Section, kind: StationKind, tariffs: Tariffs) -> str | None:
    """What is priced, or counted, by a table of its own names its tariff there; other kinds have none."""
    if kind in _PRICED_BY_TIME:
        return entry.read("tariff", _tariff_of(tariffs.uses, "uses"))
    if kind in _PRICED_BY_ZONE:
        return entry.read("tariff", _tariff_of(tariffs.zones, "zones"))
    if kind == "included":
        return entry.read("tariff", _tariff_of(tariffs.included, "included"))
    if entry.has("tariff"):
        known = "rooms, seats, the ends of a zone and counters of what is included"
        entry.problem("tariff", f"A {kind} has no tariff. Only {known} have one.")
    return None


def _tariff_of(known: Collection[str], table: str) -> Form[str]:
    def parse(value: object) -> str:
        if not known:
            raise ValueError(f"There is no tariff {as_written(value)}: the file has none in [{table}].")
        return reference(known, f"tariff in [{table}]").parse(value)

    return Form(parse, "")


def find_missing_stations(section: Section, stations: Collection[Station]) -> None:
    """A house needs a desk, and a way out of every zone there is a way into."""
    if not any(station.kind == "desk" for station in stations):
        section.problem("", 'There is no desk. Add one: desk-1 = { kind = "desk", outlet = "…" }.')
    leaving = {station.tariff for station in stations if station.kind == "zone_out"}
    for station in stations:
        if station.kind == "zone_in" and station.tariff and station.tariff not in leaving:
            section.problem(station.name, f"There is no zone_out with the tariff {station.tariff}.")


def read_lockers(section: Section, outlet: str) -> dict[str, Station]:
    """``[lockers]``: zone → numbers. Each is a station ``locker-<number>``."""
    lockers: dict[str, Station] = {}
    for zone in ZONES:
        for number in section.read_or(zone, RANGES, ()):
            name = f"{LOCKER}{number}"
            if name in lockers:
                section.problem(zone, f"Locker {number} is named twice (also for {lockers[name].zone}).")
            lockers[name] = Station(name, "locker", outlet, zone, None, number)
    section.finish()
    return lockers


def find_missing_lockers(section: Section, lockers: Mapping[str, Station], bands: Collection[Band]) -> None:
    """A house with lockers has some in every zone that has bands; a house without any is right, too."""
    zones = {locker.zone for locker in lockers.values()}
    for zone in ZONES:
        if zones and zone not in zones and any(band.zone == zone for band in bands):
            section.problem("", f'There are bands for {zone}, but no locker. Add some: {zone} = "001..010".')


def read_bands(section: Section) -> tuple[Band, ...]:
    """``[bands]``: zone, or ``spare`` for none, → printed numbers. Their UIDs are made from the numbers."""
    bands: dict[str, Band] = {}
    groups: tuple[Zone | None, ...] = (*ZONES, None)
    for zone in groups:
        key = zone or "spare"
        for number in section.read_or(key, RANGES, ()):
            if number in bands:
                section.problem(key, f"Band {number} is named twice (also as {bands[number].zone or 'spare'}).")
            bands[number] = Band(number, paper_uid(number), zone)
    section.finish()
    return tuple(bands.values())


def read_staff(section: Section, *, pins_needed: bool) -> dict[str, Person]:
    """``[staff]``: code → person. Somebody with a PIN must be able to do everything if PINs are needed."""
    staff = {
        code: Person(
            code=code,
            words=entry.read("name", WORDS),
            role=entry.read("role", one_of(ROLES, "role")),
            pin=entry.read_or("pin", _PIN_HASH, ""),
            skill=entry.read_if("skill", TEXT),
            band=entry.read_or("band", CHIP, ""),
            language=entry.read_or("language", one_of(LANGUAGES, "language"), ""),
        )
        for code, entry in named_tables(section)
    }
    _find_same_bands(section, staff)
    if not any(person.role in LEADS for person in staff.values()):
        section.problem("", "Nobody is a lead or an owner, so nobody could close a day. Give one of them that role.")
    if pins_needed and not any(person.pin and person.role == "owner" for person in staff.values()):
        section.problem("", "No owner has a PIN, but sign_in_required is true. Give one a PIN.")
    return staff


def _find_same_bands(section: Section, staff: Mapping[str, Person]) -> None:
    first: dict[str, str] = {}
    for code, person in staff.items():
        other = first.setdefault(person.band, code)
        if person.band and other != code:
            section.problem(code, f"has the band of {other}. Each has a band of their own.")


def _pin_hash(value: object) -> str:
    if value == "" or (isinstance(value, str) and is_pin_hash(value)):
        return value
    raise ValueError("This is no hash of a PIN. Make one with: python -m pos.house.pins")


_PIN_HASH = Form(_pin_hash, "")
