"""What is plugged in: the answer to ``loopband readers``."""

from __future__ import annotations

import time
from typing import Literal

from msgspec import Struct

from readers.contract import Describing, Driver, DriverState, ReaderFacts
from readers.errors import ReaderUnavailable
from readers.events import Event
from readers.loading import kinds, load

START_S = 2.0
"""How long a driver may take to find out what is there."""
FACTS_S = 0.3
"""How long readers may take to say their firmware; many never do."""
_LOOK_S = 0.02


class ReaderInfo(Struct, frozen=True):
    """One line of the list: a reader, or a kind of reader of which there is none (``name`` is empty).

    ``detail`` says in words what is missing and what to do about it. ``facts`` is what a reader is and can do.
    """

    name: str
    driver: str
    state: Literal["ready", "none", "waiting", "unavailable"]
    detail: str = ""
    facts: ReaderFacts = ReaderFacts()


def list_readers() -> list[ReaderInfo]:
    """All readers of this machine. What is missing is a line of its own; nothing is raised for it."""
    return [info for kind in kinds() for info in _of_kind(kind)]


def _of_kind(kind: str) -> list[ReaderInfo]:
    try:
        driver = load(kind)
        driver.start(_ignore)
    except ReaderUnavailable as missing:
        return [ReaderInfo("", kind, "unavailable", str(missing))]
    except Exception as broken:  # noqa: BLE001 -- a driver from elsewhere may raise anything; the list goes on
        return [ReaderInfo("", kind, "unavailable", f"The driver could not start: {broken!r}.")]
    try:
        state = _once_started(driver)
        facts = _facts(driver, state.readers)
    finally:
        driver.stop()
    if state.condition != "ready":
        return [ReaderInfo("", kind, "waiting", state.detail or "The driver does not say what it waits for.")]
    if not state.readers:
        return [ReaderInfo("", kind, "none", state.detail or "No reader is plugged in.")]
    return [ReaderInfo(reader, kind, "ready", state.detail, facts[reader]) for reader in state.readers]


def _ignore(_: Event) -> None:
    """Taps during the look round are nobody's."""


def _once_started(driver: Driver) -> DriverState:
    until = time.monotonic() + START_S
    while (state := driver.state()).condition == "starting" and time.monotonic() < until:
        time.sleep(_LOOK_S)
    return state


def _facts(driver: Driver, readers: tuple[str, ...]) -> dict[str, ReaderFacts]:
    if not isinstance(driver, Describing):
        return dict.fromkeys(readers, ReaderFacts())
    until = time.monotonic() + FACTS_S
    while True:
        facts = {reader: driver.facts(reader) for reader in readers}
        if time.monotonic() > until or all(told.firmware for told in facts.values()):
            return facts
        time.sleep(_LOOK_S)
