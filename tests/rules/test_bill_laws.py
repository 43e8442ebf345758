"""Transfers and packages under random acts: takings stay, and the order of buying changes nothing (R25, R28)."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.house.demo_house import DemoCurrency
from pos.reports.reading import Reading
from pos.reports.takings import takings_of
from tests.rules.conftest import Desk, OpenDesk

QUIET = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
ITEMS = ("beer", "water", "body-scrub", "two-in-one", "buffet", "fried-rice", "fruit-plate", "foot-massage")
BANDS = ("001", "002", "003")
MOVES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=6)
GIVEN = st.lists(st.tuples(st.sampled_from(["discount", "gift", "void", "comp"]), st.integers(0, 30)), max_size=3)
SOLD = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ITEMS), st.integers(1, 3)), min_size=2, max_size=7)


def sell(desk: Desk, band: str, item: str, pieces: int) -> None:
    """Where it is sold; nobody reaches a limit."""
    desk.done("raise_limit", band=band, by=10**6, reason="x", staff="chen")
    station, staff = ("scrub-men", "dong") if item in {"body-scrub", "two-in-one"} else ("bar", "fan")
    desk.charge(band, f"{pieces}*{item}", station=station, staff=staff)
    desk.wait(seconds=4)


def takings(desk: Desk) -> dict[str, object]:
    """Everything the takings tell."""
    reading = Reading.open(desk.folder)
    try:
        told: dict[str, object] = json.loads(json.dumps(takings_of(reading).as_dict()))
    finally:
        reading.close()
    # A channel is what its guests are charged, so that goes with the bill; all of them together do not change.
    channels = told.pop("by_channel")
    assert isinstance(channels, dict)
    return told | {"channels": sum(channels.values())}


def lines(desk: Desk) -> list[int]:
    """Lines that can be moved or given away."""
    return [line for (line,) in desk.query("SELECT line FROM line WHERE mark IN ('', 'admission', 'transfer')")]


@pytest.mark.slow
@pytest.mark.parametrize("currency", ["cny", "twd"])
def test_r25_no_transfer_changes_the_takings(open_desk: OpenDesk, currency: DemoCurrency) -> None:
    """Whatever was discounted, given or taken back before: by outlet, item, hour, staff and tax all stay."""

    @QUIET
    @given(SOLD, GIVEN, MOVES)
    def moved(sold: list[tuple[int, str, int]], gave: list[tuple[str, int]], moves: list[tuple[int, int, int]]) -> None:
        desk = open_desk(currency)
        for band, channel in zip(BANDS, ("walk-in", "meituan", "member"), strict=True):
            desk.check_in(band, channel=channel)
        for guest, item, pieces in sold:
            sell(desk, BANDS[guest], item, pieces)
        for act, much in gave:
            line = lines(desk)[much % len(lines(desk))]
            about: dict[str, object] = {"line": line} if act in {"gift", "void"} else {"band": BANDS[much % 3]}
            more: dict[str, dict[str, object]] = {"discount": {"percent": 1 + much}, "comp": {"signer": "wu"}}
            desk.do(act, **{"reason": "x", "staff": "wu"} | about | more.get(act, {}))
        before = takings(desk)
        for place, pieces, to in moves:
            desk.wait(45)
            line = lines(desk)[place % len(lines(desk))]
            moving = [{"line": line, "quantity": pieces}]
            desk.do("transfer", lines=moving, to=BANDS[to], reason="x", staff=("wu", "chen")[pieces % 2])
        assert takings(desk) == before
        assert sum(desk.due(band) for band in BANDS) == desk.query("SELECT sum(due_minor) FROM line")[0][0]

    moved()


@pytest.mark.slow
@pytest.mark.parametrize("currency", ["cny", "twd"])
@pytest.mark.parametrize("package", ["P1", "P2", "P3", "P5"])
def test_r28_whenever_the_package_is_bought_the_due_is_the_same(
    open_desk: OpenDesk, currency: DemoCurrency, package: str
) -> None:
    """Things in one order before and after the package, and in another order with the package at another place."""

    @settings(QUIET, max_examples=8)
    @given(st.data(), st.lists(st.tuples(st.sampled_from(ITEMS), st.integers(1, 3)), min_size=1, max_size=5))
    def bought(data: st.DataObject, things: list[tuple[str, int]]) -> None:
        acts: list[tuple[str, int]] = [*things, (package, 0), ("room-r9", data.draw(st.integers(1, 300)))]
        desk = open_desk(currency)
        desk.check_in(*BANDS[:2])
        for band, order in (("001", data.draw(st.permutations(acts))), ("002", data.draw(st.permutations(acts)))):
            for what, much in order:
                if what == package:
                    desk.done("raise_limit", band=band, by=10**6, reason="x", staff="chen")
                    desk.done("add_package", band=band, package=package)
                elif what == "room-r9":
                    desk.present(band, what)
                    desk.wait(much)
                    desk.present(band, what)
                else:
                    sell(desk, band, what, much)
        assert desk.due("001") == desk.due("002")

    bought()
