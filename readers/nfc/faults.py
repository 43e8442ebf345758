"""What can go wrong between a front end and a chip, inside this package."""

from __future__ import annotations


class FrontEndFailed(Exception):
    """The reader itself does not work, or no more; ``str()`` says in words why and what to do."""


class ChipSilent(Exception):
    """The chip does not answer, or no more."""


class ChipConfused(Exception):
    """The chip answers, and what it answers is not what it should be."""
