"""What was handed to somebody, from the command line (R33)."""

from __future__ import annotations

import pytest

from tests.command_line.conftest import Type


def test_r33_a_payment_is_asked_for_known_and_named_when_it_pays(loopband: Type) -> None:
    """From the terminal that does not answer to the receipt, in the words of the desk."""
    loopband("check-in", "077")
    assert loopband("hanging").out == "Nothing hangs.\n"
    asked = loopband("ask-payment", "077", "card", "98").out
    assert asked == "Payment 1: card ¥98.00 for band 077. Say what came of it: payment-known.\n"
    assert loopband("ask-again", "1").out == "Payment 1, card ¥98.00: asked 2 times.\n"
    checkout = loopband("checkout", "077").out
    assert "Still open: Card ¥98.00 (payment 1) has no answer, asked 2 times since" in checkout
    assert loopband("hanging").out.startswith("Card ¥98.00 (payment 1) has no answer")
    known = loopband("payment-known", "1", "done", "--external-id", "4711").out
    assert known == "Payment 1, card ¥98.00: done.\n"
    assert "arrived" in loopband("bill", "077", "--json").json["open"][0]
    assert loopband("pay", "077", "--card", "98@1").out == "Receipt 1: paid ¥98.00.\n"
    assert loopband("hanging", "--json").json == {"currency": "CNY", "hanging": []}


@pytest.mark.parametrize("card", ["98@", "98@x", "98@-1"])
def test_r33_a_payment_that_cannot_be_read_is_wrong_usage(loopband: Type, card: str) -> None:
    """It says how to write it."""
    loopband("check-in", "077")
    loopband("checkout", "077")
    typed = loopband("pay", "077", "--card", card)
    assert (typed.code, "card=50@3" in typed.err) == (2, True)
