"""What the lines of a bill are called: items, tariffs, and what the checkout adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.house.model import Words

if TYPE_CHECKING:
    from pos.house.model import House

ADDED = {
    "service": Words("Service charge", "服务费"),
    "tax": Words("Tax", "税"),
    "rounding": Words("Rounding to coins", "现金尾差"),
}
"""Lines of checkout and payment that are neither sold nor measured."""


def line_words(item: str, house: House) -> Words:
    """The name of what a line is about: a slug, or the code of a tariff, package or tax. Of what is gone, the code."""
    sold = house.items.get(item) or house.goods.get(item)
    if sold is not None:
        return sold.words
    added = ADDED.get("tax" if item in house.tax else item)
    return added or _tariff_words(house).get(item) or Words(item, item)


def _tariff_words(house: House) -> dict[str, Words]:
    tariffs = house.tariffs
    words = {tariffs.overtime.tariff: tariffs.overtime.words, tariffs.night.tariff: tariffs.night.words}
    words |= {code: use.words for code, use in tariffs.uses.items()}
    words |= {code: fee.words for code, fee in tariffs.zones.items()}
    words |= {code: included.words for code, included in tariffs.included.items()}
    words |= {fee.tariff: fee.words for fee in house.fees.values()}
    words |= {code: package.words for code, package in house.packages.items()}
    return words | {admission.tariff: admission.words for admission in tariffs.admissions}
