"""Nothing personal is needed of a guest (R75)."""

from __future__ import annotations

import json
import re
from typing import get_args

from msgspec.structs import fields

from pos.ledger.schema import FOLDED_TABLES
from pos.operations import AnyOperation
from tests.rules.conftest import Desk

PERSONAL = re.compile(
    r"name|phone|mobile|mail|birth|passport|id_card|address|gender|plate|member|guest_id", re.IGNORECASE
)


def test_r75_no_operation_asks_for_anything_personal() -> None:
    """A band, a class of guest and a place are all that is asked of a guest."""
    asked = {field.name for operation in get_args(AnyOperation) for field in fields(operation)}
    assert {name for name in asked if PERSONAL.search(name)} == set()


def test_r75_no_table_has_a_place_for_anything_personal(desk: Desk) -> None:
    """What is not kept need not be erased."""
    columns = {
        str(column)
        for table in FOLDED_TABLES
        for (column,) in desk.query("SELECT name FROM pragma_table_info(?)", table)
    }
    assert {name for name in columns if PERSONAL.search(name)} == set()


def test_r75_a_guest_goes_from_door_to_door_as_a_number(desk: Desk) -> None:
    """Every text that the facts of the visit have is one word: a code of the venue file or of the program."""
    desk.check_in("077")
    desk.charge("077", "2*beer")
    desk.wait(hours=13)
    desk.pay("077", cash=desk.begin("077"))
    assert desk.granted("077", "gate-out-1")
    texts: set[str] = set()
    for (content,) in desk.query("SELECT content FROM log WHERE kind <> 'house'"):
        written = json.loads(str(content))
        texts |= set(texts_in([written["facts"], written["postings"]]))
    # A name, a number to call or an address would have a space, a sign, or more digits than a chip.
    assert {text for text in texts if not re.fullmatch(r"[\w:-]*", text, re.ASCII)} == set()


def texts_in(value: object) -> list[str]:
    """Every text inside lists and objects; names of fields are none."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_in(one)]
