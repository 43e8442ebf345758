"""``[authenticity]``: what bands have to prove, and how far stations are apart."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from pos.house.authenticity import CHIP_PROOFS, KEY_FILE, Authenticity, ChipKind
from pos.house.venue_file.findings import as_written
from pos.house.venue_file.forms import FLAG, TEXT, one_of, reference, spread, whole
from pos.house.venue_file.section import Form, Section
from pos.operations.values import PROOFS, Proof

_Word = Literal["uid", "originality", "sun", "mutual"]
_WORDS: dict[_Word, Proof] = {"uid": "none", "originality": "originality", "sun": "sun", "mutual": "mutual"}
_KINDS: tuple[ChipKind, ...] = get_args(ChipKind)
_UID_BYTES = (4, 7, 10)
_WALK = whole(0, 3600, "seconds")


def read_authenticity(section: Section, stations: Collection[str]) -> Authenticity:
    """The policy of a house that has one. ``stations`` are the names of all of them, lockers too."""
    usual = Authenticity()
    policy = section.read_or("policy", _POLICY, "none")
    places = _places(section.table("places", required=False), stations)
    authenticity = Authenticity(
        policy=policy,
        chips=_chips(section.table("chips", required=False), policy),
        refuse_random_uids=section.read_or("refuse_random_uids", FLAG, usual.refuse_random_uids),
        uid_bytes=section.read_or("uid_bytes", _LENGTHS, ()),
        typed_numbers=section.read_or("typed_numbers", FLAG, usual.typed_numbers),
        keys=section.read_or("keys", TEXT, KEY_FILE),
        least_walk_s=section.read_or("least_walk_seconds", _WALK, usual.least_walk_s),
        places=places,
        walks=_walks(section.table("walks", required=False), {*stations, *places.values()}),
    )
    section.finish()
    return authenticity


def _policy(value: object) -> Proof:
    return _WORDS[one_of(tuple(_WORDS), "policy").parse(value)]


def _lengths(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not value or any(type(one) is not int or one not in _UID_BYTES for one in value):
        raise ValueError(f"{as_written(value)} is no list of lengths. Chips have numbers of 4, 7 or 10 bytes: [7].")
    return tuple(sorted(set(value)))


_POLICY: Form[Proof] = Form(_policy, "none")
_LENGTHS: Form[tuple[int, ...]] = Form(_lengths, ())


def _chips(section: Section, policy: Proof) -> dict[ChipKind, Proof]:
    """Kind of chip → proof: one that such chips can give, and no less than what all have to."""
    chips: dict[ChipKind, Proof] = {}
    for kind in _KINDS:
        if not section.has(kind):
            continue
        proof = chips[kind] = section.read(kind, _POLICY)
        if PROOFS.index(proof) < PROOFS.index(policy):
            section.problem(kind, f"is less than the policy, which holds for every band ({policy}). Ask for more.")
        elif proof != "none" and proof not in CHIP_PROOFS[kind]:
            known = ", ".join(CHIP_PROOFS[kind])
            section.problem(kind, f"Chips of this kind cannot prove {proof}. They can prove: {known}.")
    section.finish()
    return chips


def _places(section: Section, stations: Collection[str]) -> dict[str, str]:
    """Station → place, from place → stations."""
    places: dict[str, str] = {}
    for place in section.keys():  # noqa: SIM118 -- a section is no mapping
        if place in stations:
            section.problem(place, "is also a station. Call the place something else.")
        for station in section.read(place, _stations(stations)):
            if places.setdefault(station, place) != place:
                section.problem(place, f"The station {station} is already in {places[station]}.")
    section.finish()
    return places


def _stations(known: Collection[str]) -> Form[tuple[str, ...]]:
    """Names and ranges of names: ``"desk-1..2, gate-in-1"``."""

    def parse(value: object) -> tuple[str, ...]:
        if not isinstance(value, str):
            raise ValueError(f'{as_written(value)} names no stations. Write them like "desk-1..2, bar".')
        names = [name for part in value.split(",") for name in spread(part.strip())]
        return tuple(reference(known, "station").parse(name) for name in names)

    return Form(parse, ())


def _walks(section: Section, known: Collection[str]) -> dict[tuple[str, str], int]:
    """Two places → seconds, from place → {other place → seconds}. It is as far back as there."""
    walks: dict[tuple[str, str], int] = {}
    name = reference(known, "place or station")
    for one, entry in section.tables():
        for other in entry.keys():  # noqa: SIM118 -- a section is no mapping
            seconds = entry.read(other, _WALK)
            try:
                pair = tuple(sorted((name.parse(one), name.parse(other))))
            except ValueError as error:
                entry.problem(other, str(error))
                continue
            if walks.setdefault((pair[0], pair[1]), seconds) != seconds:
                entry.problem(other, f"From {one} to {other} it is {walks[pair[0], pair[1]]} seconds elsewhere.")
        entry.finish()
    return walks
