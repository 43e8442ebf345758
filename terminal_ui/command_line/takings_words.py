"""The takings on a terminal: the sums first, then each way to divide them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.house.model import Words
from pos.money import format_minor, format_plain
from terminal_ui.command_line.columns import Column, pairs, table
from terminal_ui.command_line.names import item_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pos.house.model import House
    from pos.reports.takings import Takings

    Named = Callable[[str], Words]

OWN_TENDERS = {"deposit": Words("Deposit", "押金"), "waived": Words("Waived small change", "抹零")}
"""Tenders that no venue file has."""
NOBODY = Words("nobody (self-service)", "自助")


def takings_words(takings: Takings, house: House) -> Iterator[str]:
    """The takings of the days, in the words of the house."""
    yield f"{house.name.en} {house.name.zh}, business day 营业日 {takings.business_day}"
    yield ""
    yield from pairs(_sums(takings, house))
    for head, amounts, named in _divisions(takings, house):
        if amounts:
            yield ""
            yield from _division(head, amounts, named, house)
    if takings.by_item:
        yield ""
        yield from _items(takings, house)


def _sums(takings: Takings, house: House) -> list[tuple[str, str]]:
    def money(minor: int) -> str:
        return format_minor(minor, house.currency)

    return [
        ("Visits 客数", f"{takings.visits:,}"),
        ("Gross 营业额", money(takings.gross)),
        *((words, money(-minor)) for words, minor in _taken_off(takings) if minor),
        ("Sales 实销", money(takings.sales)),
        ("Net 净额", money(takings.net)),
        ("Tax 税额", money(takings.tax)),
        ("Paid 实收", money(takings.paid)),
        ("Receipts 单数", f"{takings.receipts:,}"),
        (f"Taken back 退单 ({takings.voids})", money(takings.voided)),
        *((words, money(minor)) for words, minor in _beside_sales(takings) if minor),
    ]


def _beside_sales(takings: Takings) -> list[tuple[str, int]]:
    """Money that is no sale, or was one before, each with its name."""
    return [
        (f"Refunded 退款 ({takings.refunds})", takings.refunded),
        ("Rounding of cash 现金取整", takings.rounding),
        ("Deposits taken 收押金", takings.deposits["taken"]),
        ("Deposits returned 退押金", takings.deposits["returned"]),
        ("Deposits forfeited 没收押金", takings.deposits["forfeited"]),
        ("Put on account 挂账", takings.accounts["charged"]),
        ("Paid on accounts 收挂账", -takings.accounts["paid"]),
        ("Written off 核销", -takings.accounts["written_off"]),
        ("Tips 小费", takings.tips),
    ]


def _taken_off(takings: Takings) -> list[tuple[str, int]]:
    """What was sold and not charged, each with its name."""
    return [
        ("Discounts 折扣", takings.discount),
        ("Gifts 赠送", takings.gift),
        ("Comps 招待", takings.comp),
        ("In packages 套票内", takings.covered),
    ]


def _divisions(takings: Takings, house: House) -> Iterator[tuple[tuple[str, str], Mapping[str, int], Named]]:
    yield ("Outlet", "部门"), takings.by_outlet, _of({code: one.words for code, one in house.outlets.items()})
    tenders = OWN_TENDERS | {code: one.words for code, one in house.tenders.items()}
    yield ("Tender", "支付方式"), takings.by_tender, _of(tenders)
    yield ("Channel", "来源"), takings.by_channel, _of({})
    yield ("Hour", "时段"), takings.by_hour, _hour
    yield (
        ("Staff", "员工"),
        takings.by_staff,
        _of({code: one.words for code, one in house.staff.items()} | {"": NOBODY}),
    )


def _of(words: Mapping[str, Words]) -> Named:
    return lambda key: words.get(key, Words(key, ""))


def _hour(key: str) -> Words:
    return Words(f"{int(key):02d}:00", "")


def _division(head: tuple[str, str], amounts: Mapping[str, int], named: Named, house: House) -> Iterator[str]:
    columns = (Column(head[0]), Column(head[1]), Column("Amount 金额", right=True))
    rows = ((named(key).en, named(key).zh, format_plain(minor, house.currency)) for key, minor in amounts.items())
    yield from table(columns, rows)


def _items(takings: Takings, house: House) -> Iterator[str]:
    """The dearest first, because that is what an owner looks for."""
    columns = (Column("Item"), Column("项目"), Column("Pieces 数量", right=True), Column("Amount 金额", right=True))
    in_order = sorted(takings.by_item.items(), key=lambda pair: (-pair[1], pair[0]))
    names = {slug: item_names(house, slug) for slug, _ in in_order}
    yield from table(
        columns,
        (
            (names[slug].en, names[slug].zh, f"{takings.pieces.get(slug, 0):,}", format_plain(minor, house.currency))
            for slug, minor in in_order
        ),
    )
