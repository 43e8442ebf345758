"""A group of commands whose help lists them under headings, in the order a newcomer needs them."""

from __future__ import annotations

import click

ORDER = (
    "Begin", "Guests", "Bands", "Bill", "Kitchen and bar", "Accounts", "Till and day", "Look", "House",
    "Trust and care", "Other",
)  # fmt: skip
"""The headings. A command says its own in ``section``."""


def section_of(command: click.Command) -> str:
    """The heading of a command."""
    listed = getattr(command, "listed", None)
    section = listed.section if listed is not None else command.__dict__.get("section", "Other")
    return str(section)


def in_section(section: str, command: click.Command) -> click.Command:
    """The command, to be listed under this heading."""
    command.__dict__["section"] = section
    return command


class Sections(click.Group):
    """Lists commands under headings instead of in one alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """Write the headings with their commands."""
        limit = formatter.width - 6 - max(len(name) for name in self.commands)
        for section in ORDER:
            rows = [
                (name, command.get_short_help_str(limit))
                for name, command in self.commands.items()
                if section_of(command) == section and not command.hidden
            ]
            if rows:
                with formatter.section(section):
                    formatter.write_dl(rows)
