"""How values are written in the venue file: times, spans, amounts, names, percentages, ranges of numbers.

Every form reads a value as the TOML parser gives it, or raises ValueError with words for the owner.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from math import isfinite
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pos.house.model import Currency, Words
from pos.house.venue_file.findings import as_written, did_you_mean, one_of_words
from pos.house.venue_file.section import Form
from pos.money import CURRENCY_CODES, MAX_MINOR, known_currency, parse_minor

S = TypeVar("S", bound=str)

MAX_TEXT = 100
MAX_RANGE = 10_000
"""Most names one range may stand for."""

_CLOCK = re.compile(r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})")
_RANGE = re.compile(r"(?P<before>.*?)(?P<first>[0-9]+)\.\.(?P<last>[0-9]+)")
_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,2}))?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,47}")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,6}")
"""Shorter than the shortest chip number in hex, so that the two are never mixed up."""
_CHIP = re.compile(r"[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20}")
_UNSHOWABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control characters, direction marks, line separators: they would garble screens and receipts."""

DAY_MIN = 24 * 60

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MAX_TEXT:
        raise ValueError(f"{as_written(value)} is no text. Write 1 to {MAX_TEXT} characters in quotes.")
    if any(unicodedata.category(letter) in _UNSHOWABLE for letter in value.strip()):
        raise ValueError(f"{as_written(value)} has characters that cannot be shown. Type it again without them.")
    return value.strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{as_written(value)} is neither true nor false.")
    return value


def _words(value: object) -> Words:
    if isinstance(value, str):
        return Words(_text(value), _text(value))
    if isinstance(value, list) and len(value) == 2:
        return Words(_text(value[0]), _text(value[1]))
    raise ValueError(f'{as_written(value)} is no name. Write it in English and in Chinese: ["Towel", "毛巾"].')


def _words_list(value: object) -> tuple[Words, ...]:
    if not isinstance(value, list):
        raise ValueError(f'{as_written(value)} is no list of names. Write [["Breakfast", "早餐"]].')
    return tuple(_words(entry) for entry in value)


def _name(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError(
            f"{as_written(value)} is no short name. "
            "Write letters, digits, - and _, beginning with a letter, at most 48."
        )
    return value


def _clock(value: object) -> int:
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'{as_written(value)} is no time of day. Write HH:MM in quotes, like "08:00".')
    minutes = int(match["hours"]) * 60 + int(match["minutes"])
    if int(match["minutes"]) > 59 or minutes > 24 * 60:
        raise ValueError(f'{as_written(value)} is no time of day. The clock goes from "00:00" to "24:00".')
    return minutes


def _day_cut(value: object) -> int:
    minutes = _clock(value)
    if minutes == 24 * 60:
        raise ValueError('Write midnight as "00:00".')
    return minutes


def _hours(value: object) -> tuple[int, int]:
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise ValueError(f'{as_written(value)} is no span of hours. Write it like "22:00-04:00".')
    begin, end = _day_cut(parts[0].strip()), _clock(parts[1].strip())
    if begin == end:
        raise ValueError(f"{as_written(value)} begins and ends at the same time.")
    return begin, end


def _several_hours(value: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f'{as_written(value)} is no list of spans of hours. Write ["06:30-10:00", "14:00-17:00"].')
    spans = tuple(_hours(entry) for entry in value)
    taken: set[int] = set()
    for begin, end in spans:
        minutes = {minute % DAY_MIN for minute in range(begin, end if end > begin else end + DAY_MIN)}
        if taken & minutes:
            raise ValueError(f"{as_written(value)} overlap. Write spans that do not.")
        taken |= minutes
    return spans


def _week_time(value: object) -> tuple[int, int]:
    parts = value.split() if isinstance(value, str) else []
    if len(parts) != 2 or parts[0] not in _WEEKDAYS:
        raise ValueError(f'{as_written(value)} is no time of the week. Write it like "Fri 17:00".')
    return _WEEKDAYS.index(parts[0]) + 1, _clock(parts[1])


def _dates(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{as_written(value)} is no list of dates. Write [2026-10-01, 2026-10-02].")
    return tuple(sorted({_date(entry) for entry in value}))


def _date(value: object) -> str:
    # datetime is a date, too; a time of day is nothing a holiday has.
    if type(value) is date:
        return value.isoformat()
    try:
        return date.fromisoformat(value if isinstance(value, str) else "").isoformat()
    except ValueError:
        raise ValueError(f"{as_written(value)} is no date. Write it like 2026-10-01.") from None


def _basis_points(value: object) -> int:
    text = str(value) if type(value) is int and 0 <= value <= 999 else value
    match = _PERCENT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f'{as_written(value)} is no percentage. Write 6, or with a point in quotes: "7.5".')
    points = int(match["whole"] + (match["part"] or "").ljust(2, "0"))
    if points > 100_00:
        raise ValueError(f"{as_written(value)} is more than 100 %.")
    return points


def _timezone(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f'{as_written(value)} is no time zone. Write it like "Asia/Shanghai".')
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):  # what zoneinfo raises for a bad key, a folder, an unknown zone
        hint = did_you_mean(value, available_timezones()) or ' Write it like "Asia/Shanghai".'
        raise ValueError(f"{as_written(value)} is no time zone that is known here.{hint}") from None
    return value


def _currency(value: object) -> Currency:
    if not isinstance(value, str) or value not in CURRENCY_CODES:
        raise ValueError(f"{as_written(value)} is no known currency. Known are: {', '.join(CURRENCY_CODES)}.")
    return known_currency(value)


def _ranges(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f'{as_written(value)} is no range of numbers. Write it like "001..120" or "001..120, 130".')
    numbers: tuple[str, ...] = ()
    for part in parts:
        numbers += spread(part.strip())
        if len(numbers) > MAX_RANGE:
            raise ValueError(f"{as_written(value)} is too long: at most {MAX_RANGE} numbers.")
    wrong = next((number for number in numbers if not _NUMBER.fullmatch(number)), None)
    if wrong is not None:
        raise ValueError(f"{as_written(wrong)} is no printed number. Write at most 7 letters and digits.")
    return numbers


def _chip(value: object) -> str:
    uid = value.replace(":", "").upper() if isinstance(value, str) else ""
    if not _CHIP.fullmatch(uid):
        raise ValueError(f"{as_written(value)} is no chip number. Write 8, 14 or 20 hex digits.")
    return uid


def spread(written: str) -> tuple[str, ...]:
    """The names a range stands for: ``room-r1..3`` → ``room-r1 room-r2 room-r3``; ``007..009`` keeps its zeros.

    Anything else stands for itself. Raises ValueError if the range runs backwards or is too long.
    """
    match = _RANGE.fullmatch(written) if len(written) <= MAX_TEXT else None
    if match is None:
        if not 0 < len(written) <= MAX_TEXT or ".." in written:
            raise ValueError(f'{as_written(written)} is no range of numbers. Write it like "001..120".')
        return (written,)
    before, first, last = match["before"], match["first"], match["last"]
    if first.startswith("0") and len(first) != len(last):
        raise ValueError(f"{written!r}: write both ends with the same number of digits.")
    if len(last) > 9 or int(first) > int(last):
        raise ValueError(f"{written!r} runs backwards. Write the smaller number first.")
    if int(last) - int(first) >= MAX_RANGE:
        raise ValueError(f"{written!r} is too long: at most {MAX_RANGE} numbers.")
    return tuple(f"{before}{number:0{len(first)}d}" for number in range(int(first), int(last) + 1))


TEXT = Form(_text, "")
FLAG = Form(_flag, blank=False)
WORDS = Form(_words, Words("", ""))
WORDS_LIST: Form[tuple[Words, ...]] = Form(_words_list, ())
NAME = Form(_name, "")
CLOCK = Form(_clock, 0)
DAY_CUT = Form(_day_cut, 0)
HOURS = Form(_hours, (0, 1))
SEVERAL_HOURS: Form[tuple[tuple[int, int], ...]] = Form(_several_hours, ())
WEEK_TIME = Form(_week_time, (1, 0))
DATES: Form[tuple[str, ...]] = Form(_dates, ())
BASIS_POINTS = Form(_basis_points, 0)
TIMEZONE = Form(_timezone, "UTC")
CURRENCY = Form(_currency, Currency("CNY", 2, 1))
CHIP = Form(_chip, "")
RANGES: Form[tuple[str, ...]] = Form(_ranges, ())


def whole(low: int, high: int, unit: str = "") -> Form[int]:
    """A whole number from ``low`` to ``high``, both allowed."""

    def parse(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{as_written(value)} is no whole number from {low} to {high}{unit and ' ' + unit}.")
        return value

    return Form(parse, low)


def amount(currency: Currency) -> Form[int]:
    """An amount in the currency as people write it: ``15``, or with a point in quotes, ``"37.50"`` (R50)."""

    def parse(value: object) -> int:
        if isinstance(value, float) and isfinite(value):
            raise ValueError(
                f'{as_written(value)} is a number with a point, which is never exact. Write it in quotes: "{value}".'
            )
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError(f'{as_written(value)} is no amount. Write 15, or with a point in quotes: "15.50".')
        if isinstance(value, int) and not 0 <= value <= MAX_MINOR:
            raise ValueError(f"{as_written(value)} is {'too much' if value > 0 else 'less than nothing'}.")
        return parse_minor(str(value), currency)

    return Form(parse, 0)


def one_of(known: Sequence[S], what: str) -> Form[S]:
    """One of a fixed set of words; ``what`` says what they are."""

    def parse(value: object) -> S:
        for word in known:
            if word == value:
                return word
        raise ValueError(_unknown(what, value, known))

    return Form(parse, known[0])


def reference(known: Collection[str], what: str) -> Form[str]:
    """The name of something the file has elsewhere. If it has none of them, that is the only problem."""

    def parse(value: object) -> str:
        if isinstance(value, str) and (value in known or not known):
            return value
        raise ValueError(_unknown(what, value, known))

    return Form(parse, "")


def _unknown(what: str, value: object, known: Collection[str]) -> str:
    hint = did_you_mean(str(value), known) or f" Known are: {one_of_words(known)}."
    return f"There is no {what} {as_written(value)}.{hint}"


def names_list(what: str) -> Form[tuple[str, ...]]:
    """A list of short names, each once, at least one."""

    def parse(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not 0 < len(value) <= MAX_TEXT:
            raise ValueError(
                f'{as_written(value)} is no list of 1 to {MAX_TEXT} {what}s. Write it like ["one", "two"].'
            )
        names = tuple(_name(entry) for entry in value)
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise ValueError(f"The {what} {', '.join(twice)} is named twice.")
        return names

    return Form(parse, ())
