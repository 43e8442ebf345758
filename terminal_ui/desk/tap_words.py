"""What happened in the house, a line for each entry of the log: when, where, which band, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from pos.house.model import House, StationKind
from pos.money import format_minor
from terminal_ui.desk.act_words import KINDS
from terminal_ui.desk.result import Tone
from terminal_ui.languages import decline_words, later, name_words, say

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
    words = _reason(answer) if tone == "bad" else _words(row.kind, asked, answer, house)
    shown = bands[0] + (f"+{len(bands) - 1}" if len(bands) > 1 else "") if bands else ""
    return TapSeen(row.seq, row.at_us, row.station, shown, words, tone)


def _bands(asked: Asked) -> list[str]:
    if "band" in asked:
        return [str(asked["band"])]
    named = asked.get("bands", ())
    return [str(one["band"]) if isinstance(one, dict) and "band" in one else str(one) for one in named][:50]


def _reason(answer: Answer) -> str:
    """Why not, in words. An answer always carries them; its stable code is better than nothing."""
    code = str(answer.get("error") or answer.get("reason") or "")
    return decline_words(code, str(answer.get("message") or "")) or code or say("not let in")


def _words(kind: str, asked: Asked, answer: Answer, house: House) -> str:
    teller = _TELLERS.get(kind)
    return teller(asked, answer, house) if teller is not None else say(KINDS.get(kind, kind.replace("_", " ")))


def _money(amount: object, house: House) -> str:
    return format_minor(amount, house.currency) if isinstance(amount, int) else ""


def _charge(asked: Asked, _answer: Answer, house: House) -> str:
    items = []
    for one in asked.get("items", ()):
        item = house.items.get(str(one["item"])) or house.items_by_number.get(one["item"])
        name = name_words(item.words) if item is not None else str(one["item"])
        items.append(name if one.get("quantity", 1) == 1 else f"{one['quantity']} {name}")
    return ", ".join(items)


def _check_in(asked: Asked, _answer: Answer, house: House) -> str:
    classes: dict[str, int] = {}
    for one in asked.get("bands", ()):
        guest = house.guests.get(one["guest"])
        named = name_words(guest.words) if guest is not None else str(one["guest"])
        classes[named] = classes.get(named, 0) + 1
    guests = ", ".join(f"{count} {named}" if count > 1 else named for named, count in classes.items())
    return say("checked in {guests}", guests=guests)


def _begin_checkout(_asked: Asked, answer: Answer, house: House) -> str:
    return say("checkout, {amount}", amount=_money(answer.get("due"), house))


def _pay(_asked: Asked, answer: Answer, house: House) -> str:
    return say("paid {amount}", amount=_money(answer.get("paid"), house))


LET_IN = later("let in")
_PRESENTED: dict[StationKind, str] = {
    "gate_in": later("came in"),
    "gate_out": later("went out"),
    "locker": later("opened"),
    "zone_in": later("into the zone"),
    "zone_out": later("out of the zone"),
    "seat": later("seat"),
    "room": later("room"),
    "included": later("had what is included"),
}


def _present(asked: Asked, answer: Answer, house: House) -> str:
    """What a band that was shown there did; or why the door stayed shut."""
    if not answer.get("granted", True):
        return _reason(answer)
    station = house.stations.get(str(asked.get("station")))
    return say(_PRESENTED.get(station.kind, LET_IN) if station is not None else LET_IN)


def _void(asked: Asked, _answer: Answer, _house: House) -> str:
    return say("void of line {line}", line=asked.get("line"))


_TELLERS: dict[str, Callable[[Asked, Answer, House], str]] = {
    "charge": _charge,
    "check_in": _check_in,
    "begin_checkout": _begin_checkout,
    "leave_checkout": lambda _asked, _answer, _house: say("stays after all"),
    "pay": _pay,
    "present": _present,
    "void": _void,
    "cancel_check_in": lambda _asked, _answer, _house: say("check-in cancelled"),
}
