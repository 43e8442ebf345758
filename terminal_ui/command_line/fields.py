"""From one field of an operation's declaration to the words of a command, and back to its JSON value.

A field without a default is an argument; reasons and everything that may be left out are options. Amounts
are typed as people write them (``98``, ``12.50``) and become minor units of the house's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_origin

import click
import msgspec

from pos.cashier.tendering import DEPOSIT
from pos.money import parse_minor
from pos.operations import MAX_AMOUNT_MINOR, Arrival, MovedLine, NewBand, Tendered, Wanted
from terminal_ui.command_line import typed

if TYPE_CHECKING:
    from msgspec.structs import FieldInfo

    from pos.house.model import Currency, House

Values = Mapping[str, Any]
"""What click read, by parameter."""

Read = Callable[[Values, "House"], object]


class LeftOut(Exception):
    """The person did not name this field; the operation's default holds."""


class FieldWords(NamedTuple):
    """The parameters that stand for one field, and how its JSON value comes from them."""

    params: list[click.Parameter]
    read: Read


def field_words(field: FieldInfo) -> FieldWords:  # noqa: PLR0911 - one return for each way to write a field
    """How people write this field."""
    plain, bounds = _bare(field.type)
    if get_origin(plain) is tuple:
        element, _ = _bare(get_args(plain)[0])
        return _several(field, element)
    if get_origin(plain) is dict:
        return FieldWords([_arg(field, many=True)], lambda values, _house: typed.sheet(values[field.name]))
    if dict in {get_origin(_bare(one)[0]) for one in get_args(plain)}:
        return _count_words(field)
    if field.name == "reason" or not field.required:
        return _option(field)
    if bounds is not None and bounds.le == MAX_AMOUNT_MINOR:
        return _argument(field, lambda text, house: parse_minor(text, house.currency))
    if int in get_args(plain) and str in {_bare(one)[0] for one in get_args(plain)}:
        return _argument(field, lambda text, _house: typed.item_name(text))
    if plain is int:
        return FieldWords([_arg(field, click.INT)], lambda values, _house: values[field.name])
    return _argument(field, lambda text, _house: text)


def _bare(hint: Any) -> tuple[Any, msgspec.Meta | None]:
    """A hint without its bounds, and the bounds."""
    if get_origin(hint) is Annotated:
        return hint.__origin__, next((m for m in hint.__metadata__ if isinstance(m, msgspec.Meta)), None)
    return hint, None


def _arg(field: FieldInfo, kind: click.ParamType[Any] | None = None, *, many: bool = False) -> click.Argument:
    shown = field.encode_name.removesuffix("s").upper() + "..." if many else field.encode_name.upper()
    return click.Argument([field.name], type=kind, nargs=-1 if many else 1, required=field.required, metavar=shown)


def _argument(field: FieldInfo, read: Callable[[str, House], object]) -> FieldWords:
    return FieldWords([_arg(field)], lambda values, house: read(values[field.name], house))


def _option(field: FieldInfo) -> FieldWords:
    hints = [_bare(one) for one in (field.type, *get_args(field.type))]
    kinds = {kind for kind, _ in hints}
    is_money = any(bounds is not None and bounds.le == MAX_AMOUNT_MINOR for _, bounds in hints)
    option = click.Option(
        [f"--{field.name.replace('_', '-')}", field.name],
        type=click.INT if int in kinds and str not in kinds and not is_money else None,
        is_flag=bool in kinds,
        required=field.required,
        help=_OPTION_HELP.get(field.name, ""),
    )

    def read(values: Values, house: House) -> object:
        value = values[field.name]
        if value is None or value is False:
            raise LeftOut
        return parse_minor(value, house.currency) if is_money else value

    return FieldWords([option], read)


_OPTION_HELP = {
    "approved_by": "Who approves what goes beyond one's own right.",
    "reason": "Why, in a few words; it stays in the log.",
    "quantity": "How many of the line (left out: all of it).",
    "channel": "Where the guest came from (left out: walk-in).",
    "paper_ref": "Number of the paper slip, if there was one.",
    "deposit": "What each guest leaves with the house.",
    "tender": "How the deposit comes (left out: cash).",
    "keep": "The guests have paid and stay: their bands go on, hours are counted anew.",
    "defect": "The old band does not work; that costs nothing.",
    "last_sure": "When the guest surely had it, like 2026-03-07T20:15:00+08:00 (left out: its last locker opening).",
    "percent": "So many percent off.",
    "amount": "How much, if not all of it.",
    "waive": "The small end that the house lets go.",
    "external_id": "The number of its slip or order.",
    "visit": "The number of an earlier visit.",
    "again": "The same once more is meant, although it was charged a moment ago.",
    "kind": "payment (left out), or voucher: whether a voucher holds was asked of its platform.",
    "goods_back": "The goods came back, too: they are in the stock again.",
    "units": "How many units of the tariff more (left out: one).",
    "place": "The room or seat (left out: the one that was taken last).",
    "scope": "What it is taken off: bill (left out), an outlet, or an item.",
}


def _several(field: FieldInfo, element: Any) -> FieldWords:
    if element is int and not field.required:
        return FieldWords([_line_option(field)], lambda values, _house: [*values[field.name]])
    many = _arg(field, many=True)
    if element is Arrival:
        return FieldWords([many, *_arrival_options()], _read_arrivals)
    if element is Tendered:
        return FieldWords([_tender_option()], _read_tenders)
    readers: dict[Any, Callable[[str], object]] = {Wanted: typed.wanted, NewBand: typed.new_band, int: typed.number}
    read = typed.moved_line if MovedLine in get_args(element) else readers.get(element, str)
    return FieldWords([many], lambda values, _house: [read(word) for word in values[field.name]])


def _arrival_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--guest"], default="adult", show_default=True, help="Class of the guests that are named without one."
        ),
        click.Option(["--zone"], type=click.Choice(["men", "women"]), help="For bands that have no zone of their own."),
    ]


def _read_arrivals(values: Values, _house: House) -> object:
    return [typed.arrival(word, values["guest"], values["zone"]) for word in values["bands"]]


def _line_option(field: FieldInfo) -> click.Option:
    return click.Option(
        ["--line", field.name],
        type=click.INT,
        multiple=True,
        help="Only this line of it, by its number. Again for each further one.",
    )


def _tender_option() -> click.Option:
    return click.Option(
        ["--tender", "tenders"],
        multiple=True,
        metavar="NAME=AMOUNT[@PAYMENT][:SLIP[:COMPANY:SIGNER]]",
        help="How it is paid; --cash 300 is short for --tender cash=300. Again for each further part.",
    )


def _read_tenders(values: Values, house: House) -> object:
    for word in values["tenders"]:
        name = word.partition("=")[0]
        if name not in house.tenders and name != DEPOSIT:
            known = ", ".join(f"--{code}" for code in (*house.tenders, DEPOSIT))
            raise ValueError(f"There is no way of paying called {name!r} here. Known are: {known}.")
    return [typed.tendered(word, house.currency) for word in values["tenders"]]


def _count_words(field: FieldInfo) -> FieldWords:
    def read(values: Values, house: House) -> object:
        return typed.counted(values[field.name], _currency(house))

    return FieldWords([_arg(field, many=True)], read)


def _currency(house: House) -> Currency:
    return house.currency
