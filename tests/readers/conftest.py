"""Fixtures for the tests of readers."""

from __future__ import annotations

from tests.readers.support.pcsc_stack import make_pcsc_stack, pcsc_stack

__all__ = ["make_pcsc_stack", "pcsc_stack"]
