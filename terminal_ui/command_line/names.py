"""Names in English and Chinese: of what stands on a bill, of who works here, of who owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.house.model import WALK_OUT, Words
from terminal_ui.desk.line_words import line_words

if TYPE_CHECKING:
    from pos.house.model import House


def item_names(house: House, code: str) -> Words:
    """The words of what a line is about: an item or goods by its short name, time and packages by their codes."""
    return line_words(code, house)


def person_names(house: House, code: str) -> Words:
    """The words of somebody who works here; of somebody who no longer does, the code."""
    person = house.staff.get(code)
    return person.words if person is not None else Words(code, "")


def debtor_names(house: House, code: str) -> Words:
    """The words of a company that pays later, or of guests who walked out."""
    company = house.companies.get(code)
    if company is not None:
        return company.words
    return Words("Walked out", "跑单") if code == WALK_OUT else Words(code, "")


def both(words: Words) -> str:
    """``Beer 青岛啤酒``: English, then Chinese if it has a name of its own."""
    return f"{words.en} {words.zh}" if words.zh and words.zh != words.en else words.en
