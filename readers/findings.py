"""What a closer look at a chip brought, put into its tap: the same for all drivers that let us talk to chips."""

from __future__ import annotations

from msgspec import structs

from readers.contract import Channel, Examination, Examined
from readers.errors import ChipFailed
from readers.events import Tap


def examined(examination: Examination, channel: Channel, *, through: tuple[type[Exception], ...] = ()) -> Examined:
    """What the examination finds. A chip that could not be looked at is a doubt, whatever was raised.

    Raises only what is named in ``through``: errors that mean the reader and not the chip.
    """
    try:
        return examination(channel)
    except ChipFailed as failed:
        return Examined(doubt=failed.why, doubt_words=str(failed))
    except through:
        raise
    except Exception as broken:  # noqa: BLE001 -- whatever a closer look runs into, the band was there: tell it
        return Examined(doubt="refused", doubt_words=f"The band could not be looked at: {broken!r}.")


def with_findings(tap: Tap, found: Examined) -> Tap:
    """The tap with what a closer look brought."""
    return structs.replace(
        tap,
        uid=found.uid or tap.uid,
        random_uid=tap.random_uid and not found.uid,
        technology=found.technology or tap.technology,
        proved=found.proved,
        doubt=found.doubt,
        doubt_words=found.doubt_words,
        count=found.count,
    )
