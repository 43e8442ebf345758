"""What happened in the house, a line for each entry of the log: when, where, which band, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from pos.house.model import House, StationKind
from pos.money import format_minor
from terminal_ui.desk.result import Tone

Asked = Mapping[str, Any]
Answer = Mapping[str, Any]


class TapSeen(NamedTuple):
    """One line of the log of taps. ``band`` is empty if it was about no band or about several."""

    seq: int
    at_us: int
    station: str
    band: str
    words: str
    tone: Tone


class _Content(msgspec.Struct):
    """The part of an entry's content that is shown."""

    asked: dict[str, Any] | None = None
    answer: dict[str, Any] = {}


_decode = msgspec.json.Decoder(_Content).decode


class LogRow(NamedTuple):
    """What is needed of an entry of the log. ``content`` is its canonical JSON."""

    seq: int
    at_us: int
    station: str
    kind: str
    content: str


def tap_seen(row: LogRow, house: House, number_of: Callable[[str], str]) -> TapSeen:
    """An entry in words. ``number_of`` gives the printed number of what was tapped or typed."""
    read = _decode(row.content)
    asked, answer = (read.asked or {}) | {"station": row.station}, read.answer
    bands = [number_of(band) for band in _bands(asked)]
    tone: Tone = "bad" if "error" in answer or answer.get("granted") is False else "good"
    words = _reason(answer) if "error" in answer else _words(row.kind, asked, answer, house)
    shown = bands[0] + (f"+{len(bands) - 1}" if len(bands) > 1 else "") if bands else ""
    return TapSeen(row.seq, row.at_us, row.station, shown, words, tone)


def _bands(asked: Asked) -> list[str]:
    if "band" in asked:
        return [str(asked["band"])]
    named = asked.get("bands", ())
    return [str(one["band"]) if isinstance(one, dict) and "band" in one else str(one) for one in named][:50]


def _reason(answer: Answer) -> str:
    """Why not, in words. An answer always carries them; its stable code is better than nothing."""
    return str(answer.get("message") or answer.get("error") or answer.get("reason") or "not let in")


def _words(kind: str, asked: Asked, answer: Answer, house: House) -> str:
    teller = _TELLERS.get(kind)
    return teller(asked, answer, house) if teller is not None else kind.replace("_", " ")


def _money(amount: object, house: House) -> str:
    return format_minor(amount, house.currency) if isinstance(amount, int) else ""


def _charge(asked: Asked, _answer: Answer, house: House) -> str:
    items = []
    for one in asked.get("items", ()):
        item = house.items.get(str(one["item"])) or house.items_by_number.get(one["item"])
        name = item.words.en if item is not None else str(one["item"])
        items.append(name if one.get("quantity", 1) == 1 else f"{one['quantity']} {name}")
    return ", ".join(items)


def _check_in(asked: Asked, _answer: Answer, _house: House) -> str:
    classes: dict[str, int] = {}
    for one in asked.get("bands", ()):
        classes[one["guest"]] = classes.get(one["guest"], 0) + 1
    return "checked in " + ", ".join(f"{count} {guest}" if count > 1 else guest for guest, count in classes.items())


def _begin_checkout(_asked: Asked, answer: Answer, house: House) -> str:
    return f"checkout, {_money(answer.get('due'), house)}"


def _pay(_asked: Asked, answer: Answer, house: House) -> str:
    return f"paid {_money(answer.get('paid'), house)}"


_PRESENTED: dict[StationKind, str] = {
    "gate_in": "came in",
    "gate_out": "went out",
    "locker": "opened",
    "zone_in": "into the zone",
    "zone_out": "out of the zone",
    "seat": "seat",
    "room": "room",
}


def _present(asked: Asked, answer: Answer, house: House) -> str:
    """What a band that was shown there did; or why the door stayed shut."""
    if not answer.get("granted", True):
        return _reason(answer)
    station = house.stations.get(str(asked.get("station")))
    return _PRESENTED.get(station.kind, "let in") if station is not None else "let in"


def _void(asked: Asked, _answer: Answer, _house: House) -> str:
    return f"void of line {asked.get('line')}"


_TELLERS: dict[str, Callable[[Asked, Answer, House], str]] = {
    "charge": _charge,
    "check_in": _check_in,
    "begin_checkout": _begin_checkout,
    "leave_checkout": lambda _asked, _answer, _house: "stays after all",
    "pay": _pay,
    "present": _present,
    "void": _void,
    "cancel_check_in": lambda _asked, _answer, _house: "check-in cancelled",
}
