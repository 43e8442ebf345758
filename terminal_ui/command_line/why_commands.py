"""The command ``why``: every amount on a bill explains itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pos.errors import Declined
from terminal_ui.command_line.asking import DECLINED, print_json, training_fact, training_mark
from terminal_ui.command_line.looking import looking
from terminal_ui.command_line.options import chosen_house, house_option, json_option, takes
from terminal_ui.command_line.sections import in_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos.house.model import House
    from pos.reports.why import Explanation, Step


@click.command()
@click.argument("band", metavar="BAND")
@click.argument("line", metavar="[LINE]", type=click.IntRange(1, 2**63 - 1), required=False)
@click.option("--language", default="en", metavar="NAME", help="Say it in this language: en, zh_Hans, zh_Hant.")
@takes(house_option(), json_option())
def why(band: str, line: int | None, language: str, house: Path | None, as_json: bool) -> None:
    """Say why a line of a bill costs what it costs.

    Tariff, minutes, included time, grace and units, packages and discounts, what was taken back, who did it, when,
    and by which rule. Without LINE it is every line, also of a checkout that is not paid yet. LINE is the number that
    "loopband bill" shows.

    \b
    Examples:
      loopband why 077
      loopband why 077 3 --language zh_Hans
    """
    from pos.reports.why import explanations_of
    from terminal_ui.languages import error_words, language_named, speaking

    spoken = language_named(language)
    if spoken is None:
        raise click.UsageError(f"{language!r} is no language of ours. Say en, zh_Hans or zh_Hant.")
    with looking(chosen_house(house)) as reading, speaking(spoken):
        try:
            found, known = explanations_of(reading, band, line), reading.house
        except Declined as declined:
            if not as_json:
                raise
            print_json({"ok": False, "error": declined.code, "message": error_words(declined)})
            click.get_current_context().exit(DECLINED)
        if as_json:
            print_json({"lines": [explained_json(one, known) for one in found]} | training_fact(known))
            return
        for words in training_mark(known, explained_words(found, known)):
            click.echo(words)


def explained_json(explanation: Explanation, house: House) -> dict[str, object]:
    """An explanation with its numbers, and words and rule at each step."""
    from pos.reports.why import STEPS
    from terminal_ui.why_words import step_words

    def told(steps: tuple[Step, ...]) -> list[dict[str, object]]:
        return [
            {
                "code": step.code,
                "rule": STEPS[step.code].rule,
                "data": step.data,
                "amount": step.minor,
                "message": step_words(step, house),
            }
            for step in steps
        ]

    return explanation.as_dict() | {"steps": told(explanation.steps), "after": told(explanation.after)}


def explained_words(found: tuple[Explanation, ...], house: House) -> Iterator[str]:
    """A head for each line and its reasons below, with an empty line between."""
    from pos.money import format_minor
    from terminal_ui.desk.line_words import line_words
    from terminal_ui.languages import name_words, say
    from terminal_ui.why_words import reasons

    for place, one in enumerate(found):
        if place:
            yield ""
        item, due = name_words(line_words(one.item, house)), format_minor(one.due, house.currency)
        if one.line:
            yield say("Line {line}: {item}, {due}", line=one.line, item=item, due=due)
        else:
            yield say("Quoted: {item}, {due}", item=item, due=due)
        for reason in reasons(one, house):
            yield f"{reason.amount:>12}  {reason.words}" + (f" ({reason.rule})" if reason.rule else "")


COMMANDS = (in_section("Look", why),)
"""What this module adds to the command line."""
