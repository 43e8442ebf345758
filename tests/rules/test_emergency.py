"""Fire, alarm: one act that nobody has to be asked for (R77)."""

from __future__ import annotations

from contextlib import closing

from pos.guests.inside import Inside, inside_of
from pos.reports.reading import Reading
from tests.rules.conftest import Desk


def bands(facts: dict[str, object]) -> list[str]:
    """The bands on a list."""
    guests = facts["guests"]
    assert isinstance(guests, list)
    return [guest["band"] for guest in guests]


def test_r77_it_tells_who_is_inside_and_where(desk: Desk) -> None:
    """By zone and locker, with the room whose clock runs, and who is signed in."""
    desk.check_in("121", "122:child")
    desk.check_in("077")
    desk.present("077", "room-r1")
    desk.done("sign_in", staff="fan", station="bar", pin="4001")
    facts = desk.done("emergency", staff="")
    assert bands(facts) == ["077", "121", "122"]
    first = facts["guests"][0]
    assert (first["zone"], first["locker"], first["guest"], first["at"]) == ("men", "077", "adult", ["room-r1"])
    assert first["since"] == "2026-03-10T10:00:00+08:00"
    assert facts["staff"] == [{"staff": "fan", "station": "bar"}]
    assert desk.query("SELECT kind, staff FROM log WHERE seq = ?", desk.venue.head[0]) == [("emergency", "")]


def test_r77_all_clocks_stop(desk: Desk) -> None:
    """Until a lead lets them run again; the pause has its reason."""
    desk.check_in("077")
    desk.wait(hours=11)
    desk.done("emergency", staff="", reason="smoke in the sauna")
    assert desk.query("SELECT visit, reason FROM pause WHERE to_us = 0") == [(0, "smoke in the sauna")]
    desk.wait(hours=5)
    desk.lead("resume")
    assert desk.begin("077") == 9_800


def test_r77_it_is_never_declined(desk: Desk) -> None:
    """Twice, at any post, by anybody, where people have to sign in, and when the clocks stand already."""
    desk.edit(("sign_in_required = false", "sign_in_required = true"))
    assert desk.done("emergency", staff="", station="bar")["guests"] == []
    assert desk.done("emergency", staff="fan", station="locker-001")["guests"] == []
    assert desk.query("SELECT count(*) FROM pause") == [(1,)]


def test_r77_who_has_paid_is_inside_until_the_gate(desk: Desk) -> None:
    """And who went out is not, nor who never came."""
    desk.check_in("077", "078", "079")
    desk.pay("077", cash=desk.begin("077"))
    desk.pay("078", cash=desk.begin("078"))
    assert desk.granted("078", "gate-out-1")
    desk.done("deposit", band="079", amount=20_000, tender="cash")
    desk.done("out_on_deposit", band="079")
    facts = desk.done("emergency", staff="")
    assert bands(facts) == ["077", "079"]
    assert desk.granted("079", "gate-out-1")
    assert bands(desk.done("emergency", staff="")) == ["077"]


def test_r77_no_lock_is_said_to_be_open(desk: Desk) -> None:
    """Nobody may rely on what is not there."""
    assert desk.done("emergency", staff="")["locks"] == "not_connected"


def test_r77_the_list_can_be_had_at_any_time(desk: Desk) -> None:
    """A look at the book gives the same list, without an entry."""
    desk.check_in("077")
    with closing(Reading.open(desk.folder)) as reading:
        found: Inside = inside_of(reading.books(), desk.clock.at_us)
    assert [guest.band for guest in found.guests] == ["077"]
