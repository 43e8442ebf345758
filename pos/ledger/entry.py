"""One entry of the log: its content as canonical JSON, and the hash that chains it to the entry before.

The format is specified in ``docs/ledger-format.md``; change both or neither.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import msgspec
from msgspec import Struct

from pos.ledger.facts import AnyFact

GENESIS = bytes(32)
"""The hash before the first entry."""

Posting = tuple[str, int, int]
"""Account, visit (0 = none), amount in minor units: positive is debit. The postings of an entry sum to 0."""


class Content(Struct, frozen=True):
    """What an entry holds beside its head: what was asked, what came of it, and the money moved.

    ``asked`` is the operation, or None for what the house itself writes. A decline has an ``error`` in its
    answer and neither facts nor postings.
    """

    asked: msgspec.Raw
    facts: tuple[AnyFact, ...]
    postings: tuple[Posting, ...]
    answer: dict[str, object]


class Entry(NamedTuple):
    """A row of the log. ``id`` is the command id's key, ``content`` canonical JSON text."""

    seq: int
    id: bytes
    at_us: int
    day: int
    station: str
    staff: str
    kind: str
    content: str
    hash: bytes


NOTHING_ASKED = msgspec.Raw(b"null")

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(Content).decode


def encode_content(content: Content) -> bytes:
    """Canonical JSON: keys sorted, no spaces, UTF-8, integers only."""
    return _encode(content)


def decode_content(text: str | bytes) -> Content:
    """The content of an entry. Raises msgspec.ValidationError if it is none."""
    return _decode(text)


def chain_hash(  # noqa: PLR0913, PLR0917 - the head of an entry, in the order of the format
    before: bytes, seq: int, key: bytes, at_us: int, day: int, station: str, staff: str, kind: str, content: bytes
) -> bytes:
    """SHA-256 over the hash before, the head in lines, and the content (R71)."""
    head = f"{seq}\n{key.hex()}\n{at_us}\n{day}\n{station}\n{staff}\n{kind}\n"
    return hashlib.sha256(before + head.encode() + content).digest()
