"""What all facts are."""

from __future__ import annotations

from msgspec import Struct


class Fact(Struct, frozen=True, omit_defaults=True, tag_field="fact", gc=False):
    """Something that happened. Amounts are minor units, instants UTC µs, days ``YYYYMMDD``.

    Facts hold plain values and never each other, so the garbage collector need not look at them.
    """
