"""Names of what stands on a bill, in English and Chinese: items, time by its tariff, service and tax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.house.model import WALK_OUT, Words

if TYPE_CHECKING:
    from pos.house.model import House

_ADDED = {"service": Words("Service charge", "服务费"), "tax": Words("Tax", "税")}


def item_names(house: House, code: str) -> Words:
    """The words of the short name of an item or goods, or of a tariff's code; what is unknown is its own name."""
    item = house.items.get(code) or house.goods.get(code)
    if item is not None:
        return item.words
    return _tariff_names(house).get(code) or _ADDED.get(code) or Words(code, "")


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


def _tariff_names(house: House) -> dict[str, Words]:
    tariffs = house.tariffs
    return {
        **{admission.tariff: admission.words for admission in tariffs.admissions},
        tariffs.overtime.tariff: tariffs.overtime.words,
        tariffs.night.tariff: tariffs.night.words,
        **{code: units.words for code, units in tariffs.uses.items()},
        **{code: fee.words for code, fee in tariffs.zones.items()},
        **{fee.tariff: fee.words for fee in house.fees.values()},
    }
