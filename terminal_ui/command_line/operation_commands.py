"""A command for every operation there is, made from its declaration.

Fields become arguments and options (:mod:`terminal_ui.command_line.fields`), the docstring becomes the
help. What is told here beside that is only an example and under which heading the help lists it.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import click
import msgspec
from msgspec.structs import FieldInfo, fields

from pos.errors import BadOperation
from pos.operations import AnyOperation, Operation
from terminal_ui.command_line.asking import answer, ask
from terminal_ui.command_line.fields import FieldWords, LeftOut, field_words
from terminal_ui.command_line.options import (
    chosen_house,
    chosen_station,
    house_option,
    json_option,
    staff_option,
    station_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pos.house.model import House


class Listed(NamedTuple):
    """Where the help lists a command, and how it is used."""

    section: str
    example: str


LISTED: dict[str, Listed] = {
    "check_in": Listed("Guests", "check-in 077 078:child --deposit 200"),
    "cancel_check_in": Listed("Guests", "cancel-check-in 077 --reason 'changed their mind'"),
    "link": Listed("Guests", "link 077 078"),
    "unlink": Listed("Guests", "unlink 078"),
    "out_on_deposit": Listed("Guests", "out-on-deposit 077"),
    "come_back": Listed("Guests", "come-back 077"),
    "decide_out": Listed("Guests", "decide-out 077 forfeit --reason 'not back by the morning' --staff lin"),
    "raise_limit": Listed("Guests", "raise-limit 077 200 --reason 'regular guest' --staff lin"),
    "freeze": Listed("Guests", "freeze --reason 'power cut' --staff lin"),
    "emergency": Listed("House", "emergency"),
    "resume": Listed("Guests", "resume --staff lin"),
    "present": Listed("Guests", "present 077 --station gate-in-1"),
    "extend": Listed("Guests", "extend 077 --units 2"),
    "report_tap": Listed("Guests", "report-tap 04A1B2C3D4E5F6"),
    "swap": Listed("Bands", "swap 077 201 --reason 'does not open the locker' --defect"),
    "report_lost": Listed("Bands", "report-lost 077 --reason 'lost in the pool' --staff chen"),
    "replace": Listed("Bands", "replace 077 201"),
    "recover": Listed("Bands", "recover 077"),
    "set_band": Listed("Bands", "set-band 077 available --reason 'washed'"),
    "walk_out": Listed("Guests", "walk-out 077 --reason 'gone at 23:00' --staff amy --approved-by lin"),
    "charge": Listed("Bill", "charge 077 beer water*2 --station bar"),
    "void": Listed("Bill", "void 12 --reason 'wrong guest'"),
    "transfer": Listed("Bill", "transfer 12 13 078 --reason 'wrong band' --staff amy"),
    "discount": Listed("Bill", "discount 077 --percent 10 --reason 'long wait' --staff amy"),
    "gift": Listed("Bill", "gift 12 --reason 'spilled' --staff amy"),
    "comp": Listed("Bill", "comp 077 'Mr Wu' --reason 'guest of the house' --staff lin"),
    "add_package": Listed("Bill", "add-package 077 P2"),
    "remove_package": Listed("Bill", "remove-package 077"),
    "begin_checkout": Listed("Bill", "begin-checkout 077"),
    "leave_checkout": Listed("Bill", "leave-checkout 077"),
    "pay": Listed("Bill", "pay 077 --cash 300 --qr 50:4711"),
    "ask_payment": Listed("Bill", "ask-payment 077 card 98"),
    "ask_again": Listed("Bill", "ask-again 3"),
    "payment_known": Listed("Bill", "payment-known 3 done --external-id 4711"),
    "deposit": Listed("Bill", "deposit 077 200 cash"),
    "return_deposit": Listed("Bill", "return-deposit 077 --amount 50"),
    "forfeit": Listed("Bill", "forfeit 077 --reason 'did not come back' --staff lin"),
    "refund": Listed("Bill", "refund 31 --line 12 --reason 'never served' --staff amy --approved-by lin"),
    "resettle": Listed("Bill", "resettle 31 --card 98:4711 --reason 'it was the card' --staff lin"),
    "tip": Listed("Bill", "tip t05 20 cash"),
    "pay_account": Listed("Accounts", "pay-account nebula 1500 card --external-id 4711"),
    "write_off": Listed("Accounts", "write-off nebula --amount 120 --reason 'bankrupt' --staff wu"),
    "paid_in": Listed("Till and day", "paid-in 200 --reason 'coins from the bank' --staff amy"),
    "paid_out": Listed("Till and day", "paid-out 35 --reason 'lemons' --staff amy --approved-by lin"),
    "drop": Listed("Till and day", "drop 3000 --staff amy"),
    "no_sale": Listed("Till and day", "no-sale --reason 'change for a guest' --staff amy"),
    "open_till": Listed("Till and day", "open-till 500 --staff amy"),
    "close_till": Listed("Till and day", "close-till 100*3 5*7 --staff amy"),
    "close_day": Listed("Till and day", "close-day --staff lin"),
    "ticket_done": Listed("Kitchen and bar", "ticket-done 12 13 --staff gu"),
    "ticket_served": Listed("Kitchen and bar", "ticket-served 12 --staff gu"),
    "reprint_ticket": Listed("Kitchen and bar", "reprint-ticket 12 --reason 'it fell into the sink' --staff gu"),
    "sign_in": Listed("House", "sign-in amy"),
    "sign_out": Listed("House", "sign-out --staff amy"),
    "set_price": Listed("House", "set-price beer 18 --staff lin"),
    "add_bands": Listed("House", "add-bands 221=04A1B2C3D4E5F6 --staff lin"),
    "remove_bands": Listed("House", "remove-bands 221 --reason 'wrong number' --staff lin"),
    "stock_in": Listed("House", "stock-in beer 48 --reason 'delivery 4711'"),
    "stock_waste": Listed("House", "stock-waste coconut 2 --reason 'gone bad' --staff lin"),
    "stock_count": Listed("House", "stock-count beer=40 cola=71 --reason 'Sunday count' --staff lin"),
}
OTHER = Listed("Other", "")

OPERATIONS: dict[str, type[Operation]] = {
    str(operation.__struct_config__.tag): operation for operation in get_args(AnyOperation)
}
"""By the name in ``do``."""

_CARRIED = {field.name for field in fields(Operation)} | {"approver_pin"}
"""Fields that are no words of a command: every operation has them, or they are asked for."""
_ROLE = re.compile(r":\w+:`[~.]?([^`]*)`")


class OperationCommand(click.Command):
    """One operation as a command."""

    def __init__(self, kind: str, name: str | None = None) -> None:
        operation = OPERATIONS[kind]
        self.kind = kind
        self.listed = LISTED.get(kind, OTHER)
        self._fields = [(field, field_words(field)) for field in _own_fields(operation)]
        super().__init__(
            name or command_name(kind),
            params=[*_params(self._fields), *_outer_params()],
            callback=self._done,
            help=_help(operation, self.listed.example),
            short_help=_plain(operation).partition("\n")[0],
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """``--cash 300`` means ``--tender cash=300``: ways of paying are the house's, not the program's."""
        if any(param.name == "tenders" for param in self.params):
            args = _spell_out_tenders(args, self.params)
        return super().parse_args(ctx, args)

    def _done(self, **values: Any) -> None:
        house, station, staff = values.pop("house"), values.pop("station"), values.pop("staff")
        as_json, command_id = values.pop("as_json"), values.pop("id")

        def make(known: House) -> AnyOperation:
            return self._operation(values, known, command_id)

        outcome, known = ask(chosen_house(house), make, station=chosen_station(station), staff=staff)
        answer(outcome, known, self.kind, as_json=as_json)

    def _operation(self, values: Mapping[str, Any], house: House, command_id: str) -> AnyOperation:
        from pos.wire import read_operation

        asked: dict[str, object] = {"do": self.kind, "id": command_id or ""}
        try:
            for field, words in self._fields:
                try:
                    asked[field.encode_name] = words.read(values, house)
                except LeftOut:
                    continue
            if needs_approver_pin(asked, house):
                asked["approver_pin"] = asked_pin(f"PIN of {asked['approved_by']}")
            return read_operation(msgspec.json.encode(asked))
        except (ValueError, BadOperation) as error:
            raise click.UsageError(str(error)) from error


class SignInCommand(OperationCommand):
    """``sign-in NAME``: the PIN is asked for, so that it stays out of the shell's history."""

    def __init__(self) -> None:
        super().__init__("sign_in")
        self.params = [
            click.Argument(["who"], metavar="NAME"),
            *(param for param in self.params if param.name not in {"pin", "staff", "own_band"}),
        ]

    def _done(self, **values: Any) -> None:
        # At a keyboard nobody holds a staff band; that is the screens' way in.
        super()._done(staff=values.pop("who"), pin=asked_pin("PIN"), own_band=None, **values)


def asked_pin(words: str) -> str:
    """A PIN, from the keyboard without showing it, or the next line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    pin: str = click.prompt(words, hide_input=True, err=True)
    return pin


def needs_approver_pin(asked: Mapping[str, object], house: House) -> bool:
    """Whether the second person must prove it here; a tapped staff band is proof enough."""
    return house.sign_in_required and asked.get("approved_by") in house.staff


def command_name(kind: str) -> str:
    """``check_in`` as it is typed: ``check-in``."""
    return kind.replace("_", "-")


def operation_commands() -> list[OperationCommand]:
    """The commands of all operations, in the order they are declared; ``checkout`` is short for its beginning."""
    special = {"sign_in": SignInCommand}
    made = [special[kind]() if kind in special else OperationCommand(kind) for kind in OPERATIONS]
    return [*made, OperationCommand("begin_checkout", "checkout")]


def _own_fields(operation: type[Operation]) -> list[FieldInfo]:
    return [field for field in fields(operation) if field.name not in _CARRIED]


def _params(pairs: Iterable[tuple[FieldInfo, FieldWords]]) -> list[click.Parameter]:
    params = [param for _, words in pairs for param in words.params]
    return sorted(params, key=lambda param: isinstance(param, click.Option))


def _outer_params() -> list[click.Parameter]:
    again = click.Option(["--id"], metavar="ID", help="The id of an act that is asked for again (a retry).")
    return [station_option(), staff_option(), again, house_option(), json_option()]


def _plain(operation: type[Operation]) -> str:
    """The docstring without marks that only the reference page understands."""
    text = _ROLE.sub(r"\1", operation.__doc__ or "")
    text = re.sub(r"\s*\((?:R\d+(?:, )?)+\)", "", text)
    return "\n".join(line.strip() for line in text.replace("``", "").strip().splitlines())


def _help(operation: type[Operation], example: str) -> str:
    return _plain(operation) + (f"\n\n\b\nExample:\n  loopband {example}" if example else "")


def _spell_out_tenders(args: list[str], params: list[click.Parameter]) -> list[str]:
    known = {option for param in params for option in param.opts} | {"--help"}
    spelled: list[str] = []
    words = iter(args)
    for word in words:
        name, equals, amount = word.partition("=")
        if not word.startswith("--") or word == "--" or name in known:
            spelled.append(word)
            continue
        amount = amount if equals else next(words, "")
        if not amount or amount.startswith("-"):
            raise click.UsageError(f"{name} needs an amount, like {name} 50.")
        spelled += ["--tender", f"{name.removeprefix('--')}={amount}"]
    return spelled
