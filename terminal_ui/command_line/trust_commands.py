"""Commands that say whether the books can be trusted: ``verify`` and ``rebuild``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pos.errors import HouseError
from terminal_ui.command_line.asking import DECLINED, print_json
from terminal_ui.command_line.options import chosen_house, house_option, json_option, takes
from terminal_ui.command_line.progress import progress
from terminal_ui.command_line.sections import in_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.ledger.verify import Verified

_HASH_DIGITS = 64


class HeadType(click.ParamType[tuple[int, str]]):
    """``SEQ:HASH`` as ``verify`` and ``close-day`` print it."""

    name = "head"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        """Sequence and hash in lower case, or a usage error."""
        seq, colon, digest = str(value).strip().lower().partition(":")
        hexadecimal = len(digest) == _HASH_DIGITS and all(digit in "0123456789abcdef" for digit in digest)
        if not (colon and seq.isdecimal() and len(seq) <= 18 and hexadecimal):
            self.fail(
                f"{value!r} is no head. It is a number, a colon and 64 hex digits, as verify prints it.", param, ctx
            )
        return int(seq), digest


@click.command()
@click.option(
    "--head",
    type=HeadType(),
    metavar="SEQ:HASH",
    help="A head that was written down before: shows whether anything up to it was changed or cut off.",
)
@takes(house_option(), json_option())
def verify(head: tuple[int, str] | None, house: Path | None, as_json: bool) -> None:
    """Check the whole book.

    The chain, the balances, and that all tables follow from the log. Prints the head of the chain. Write it down
    outside this computer: with it a later check can also tell whether the end of the book was cut off. Exit
    code 1 if anything does not hold, with what it is and where.

    \b
    Example:
      loopband verify
    """
    verified = verify_book(chosen_house(house), head)
    if as_json:
        print_json(verified_document(verified))
    else:
        for line in verified_words(verified):
            click.echo(line)
    if not verified.ok:
        click.get_current_context().exit(DECLINED)


@click.command()
@takes(house_option(), json_option())
def rebuild(house: Path | None, as_json: bool) -> None:
    """Make all tables anew from the log.

    For a book whose tables were damaged while its log holds ("loopband verify" says so). The log itself is
    only read. Others wait meanwhile, so choose a quiet moment.

    \b
    Example:
      loopband rebuild
    """
    from pos.ledger.rebuild import rebuild as rebuild_ledger

    with progress("Making the tables anew") as told:
        rebuilt = rebuild_ledger(book_of(chosen_house(house)), progress=told)
    if as_json:
        print_json(rebuilt)
        return
    changed = f"These were not as the log says: {', '.join(rebuilt.changed)}." if rebuilt.changed else "All were right."
    click.echo(f"The tables were made anew from {rebuilt.entries:,} entries. {changed}")


def book_of(folder: Path) -> Path:
    """The ledger file of a house that was opened before. Raises HouseError if there is no house."""
    from pos.house.folder import LEDGER_FILE, VENUE_FILE

    if not (folder / VENUE_FILE).exists() and not (folder / LEDGER_FILE).exists():
        raise HouseError(f"There is no house in {folder}: loopband init {folder} makes one.")
    return folder / LEDGER_FILE


def verify_book(folder: Path, head: tuple[int, str] | None = None) -> Verified:
    """Verify the book of a house, with progress on stderr. Raises HouseError, LedgerError."""
    from pos.ledger.verify import verify as verify_ledger

    with progress("Checking the book") as told:
        return verify_ledger(book_of(folder), head=head, progress=told)


def verified_document(verified: Verified) -> dict[str, object]:
    """The JSON of ``verify``: ``ok``, ``entries``, ``head``, ``findings``."""
    return {
        "ok": verified.ok,
        "entries": verified.entries,
        "head": head_words(verified.head),
        "findings": verified.findings,
    }


def verified_words(verified: Verified) -> Iterator[str]:
    """What was checked and its head; or everything that does not hold."""
    if verified.ok:
        yield f"The book holds: {verified.entries:,} entries, their chain, their balances and all tables."
    else:
        yield f"The book does not hold. Of {verified.entries:,} entries read:"
        yield from (f"  {finding.where or '-'}: {finding.message} ({finding.code})" for finding in verified.findings)
    yield f"Head: {head_words(verified.head)}"


def head_words(head: tuple[int, str]) -> str:
    """``SEQ:HASH``, the form in which a head is printed and given back."""
    seq, digest = head
    return f"{seq}:{digest}"


COMMANDS = (in_section("Trust and care", verify), in_section("Trust and care", rebuild))
