"""Operations as they travel: JSON text in, a value of the vocabulary out, or words that say what is wrong."""

from __future__ import annotations

import re
from typing import get_args

import msgspec

from pos.errors import BadOperation
from pos.operations import AnyOperation

_decoder: msgspec.json.Decoder[AnyOperation] = msgspec.json.Decoder(AnyOperation)
_NAMES = tuple(str(operation.__struct_config__.tag) for operation in get_args(AnyOperation))

_AT = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<where>.*)`)?", re.DOTALL)
_FIELD = re.compile(r"Object (?P<how>missing required|contains unknown) field `(?P<name>[^`]*)`")
_INVALID_NAME = re.compile(r"Invalid value '(?P<name>.*)'", re.DOTALL)
YEARS = range(2000, 2100)
"""An act lies in one of these; clocks that are further off are wrong."""

_SHOWN = 40
"""So many characters of what was sent are repeated in an answer."""


def read_operation(text: str | bytes) -> AnyOperation:
    """The operation of a JSON object.

    Raises BadOperation: malformed, unknown_operation, missing_field, unknown_field, wrong_type,
    out_of_range, too_long.
    """
    try:
        operation = _decoder.decode(text)
    except msgspec.ValidationError as error:
        raise _invalid(str(error)) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadOperation("malformed", detail=error) from None
    except RecursionError:
        raise BadOperation("malformed", detail="nested too deep") from None
    if operation.at is not None and operation.at.year not in YEARS:
        raise BadOperation("out_of_range", where="at", detail=f"must be in the years {YEARS[0]} to {YEARS[-1]}")
    return operation


def _invalid(message: str) -> BadOperation:
    match = _AT.fullmatch(message)
    what, where = (match["what"], match["where"] or "") if match else (message, "")
    field = _FIELD.fullmatch(what)
    if field:
        code = "missing_field" if field["how"] == "missing required" else "unknown_field"
        return BadOperation(code, field=f"{where}.{field['name']}" if where else field["name"])
    name = _INVALID_NAME.fullmatch(what)
    if name and where == "do":
        return BadOperation("unknown_operation", name=name["name"][:_SHOWN], known=", ".join(_NAMES))
    if "of length <=" in what:
        code = "too_long"
    elif any(sign in what for sign in ("<=", ">=", "enum value")):
        code = "out_of_range"
    else:
        code = "wrong_type"
    return BadOperation(code, where=where or "The line", detail=_words(what))


def _words(what: str) -> str:
    """What the decoder expected, for people."""
    for pattern, words in _PLAIN_WORDS:
        what = pattern.sub(words, what)
    return what.replace("`", "")


_PLAIN_WORDS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Expected `datetime` with a timezone component|Invalid RFC3339 encoded datetime",
         "must be a time with its offset, like 2026-03-07T20:15:00+08:00"),
        (r"Invalid enum value '(.*)'", r"\1 is not one of the words allowed here"),
        (r"Expected ", "must be "),
        (r", got `null`", ", not nothing"),
        (r", got ", ", not "),
        (r"` of length >= (\d+)", r"` of at least \1"),
        (r"` of length <= (\d+)", r"` of at most \1"),
        (r"` >= (-?\d+)", r"` of at least \1"),
        (r"` <= (-?\d+)", r"` of at most \1"),
        (r"\bint \| str\b|\bstr \| int\b", "a whole number or a text"),
        (r"\bint\b", "a whole number"),
        (r"\bfloat\b", "a number with a point"),
        (r"\bstr\b", "a text"),
        (r"\barray\b", "a list"),
        (r"\bobject\b", "an object"),
    )
)  # fmt: skip
