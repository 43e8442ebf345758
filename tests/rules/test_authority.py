"""Rights by role, and the second person who approves what goes further (R74)."""

from __future__ import annotations

import asyncio

import pytest

from tests.rules.conftest import Desk

STRICT = ("sign_in_required = false", "sign_in_required = true")
CHENS_BAND = "04ABCDEF012345"


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A house in which people prove who they are. Amy is at the desk; a guest has water (line 2). Chen has a band."""
    desk.check_in("077")
    desk.charge("077", "water")
    desk.edit(STRICT, ('"陈领班"], role = "lead"', f'"陈领班"], role = "lead", band = "{CHENS_BAND}"'))
    desk.done("sign_in", pin="1001")
    return desk


WISH: dict[str, object] = {"band": "077", "percent": 20, "reason": "x"}


def test_r74_the_second_person_gives_a_pin(strict: Desk) -> None:
    """Where people sign in a name is not enough; a wrong PIN, or somebody else's, is none."""
    strict.declined("over_cap", "discount", **WISH)
    strict.declined("approver_pin_needed", "discount", approved_by="chen", **WISH)
    for wrong in ("1001", "2002", "9001", "x"):
        strict.declined("wrong_pin", "discount", approved_by="chen", approver_pin=wrong, **WISH)
    strict.done("discount", approved_by="chen", approver_pin="2001", **WISH)
    assert strict.query("SELECT staff, asked_by, approved FROM right_used") == [("chen", "amy", 1)]


def test_r74_the_second_person_taps_a_staff_band(strict: Desk) -> None:
    """The UID of the band stands for the person, however it is written; a guest's band for nobody."""
    facts = strict.done("discount", approved_by="04:ab:cd:ef:01:23:45", **WISH)
    assert facts["approved_by"] == "chen"
    ((uid,),) = strict.query("SELECT uid FROM band WHERE number = '078'")
    strict.declined("unknown_approver", "discount", approved_by=uid, **WISH)


def test_r74_a_pin_is_in_no_log(strict: Desk) -> None:
    """Neither of what was done nor of what was declined; a retry with it is the same act."""
    wish = WISH | {"approved_by": "chen", "id": "one act"}
    first = strict.do("discount", approver_pin="2001", **wish)
    again = strict.do("discount", approver_pin="2001", **wish)
    assert (again.entry, again.repeated) == (first.entry, True)
    strict.declined("wrong_pin", "discount", approved_by="chen", approver_pin="8765", **WISH)
    contents = "".join(content for (content,) in strict.query("SELECT content FROM log"))
    assert '"approver_pin":"-"' in contents
    assert '"approver_pin":"2001"' not in contents
    assert '"approver_pin":"8765"' not in contents
    assert '"approved_by":"chen"' in contents


def test_r74_a_pin_is_checked_beside_the_others_work(strict: Desk) -> None:
    """Asked in an event loop it is the same."""

    async def asked() -> tuple[str, bool]:
        wrong = await strict.venue.ask(strict.operation("discount", approved_by="chen", approver_pin="0000", **WISH))
        right = await strict.venue.ask(strict.operation("discount", approved_by="chen", approver_pin="2001", **WISH))
        return wrong.error, right.ok

    assert asyncio.run(asked()) == ("wrong_pin", True)


def test_r74_where_nobody_signs_in_a_name_is_enough(desk: Desk) -> None:
    """But a PIN that is given must be right; and whoever has the right needs nobody."""
    desk.check_in("077")
    desk.declined("wrong_pin", "discount", approved_by="chen", approver_pin="1", **WISH)
    desk.done("discount", approved_by="chen", **WISH)
    desk.done("discount", band="077", percent=1, reason="x", staff="wu", approved_by="nobody")
    assert desk.query("SELECT staff, approved FROM right_used ORDER BY seq") == [("chen", 1), ("wu", 0)]


def test_r74_a_second_person_approves_a_late_void(desk: Desk) -> None:
    """Somebody else's line by the cashier, with the lead's name (R24)."""
    desk.check_in("077")
    desk.charge("077", "water")
    desk.declined("void_needs_lead", "void", line=2, reason="x")
    desk.declined("approver_not_allowed", "void", line=2, reason="x", approved_by="ben")
    desk.done("void", line=2, reason="x", approved_by="chen")


def test_r74_every_process_sees_what_was_given(desk: Desk) -> None:
    """A cap holds for the house, not for a program."""
    desk.check_in("077")
    desk.lead("raise_limit", band="077", by=100_000, reason="x")
    desk.charge("077", "4*oil-spa", station="massage", staff="hua")
    wish = {"band": "077", "amount": 3_000, "reason": "x"}
    with desk.another() as other:
        assert other.perform(desk.operation("discount", **wish)).ok
        desk.declined("over_cap", "discount", **wish)
        assert other.perform(desk.operation("discount", **wish)).error == "over_cap"


def test_r74_rights_follow_the_venue_file(desk: Desk) -> None:
    """A right that is added holds after the restart; without [authority] leads and owners may everything."""
    desk.check_in("077")
    desk.declined("not_allowed", "comp", band="077", signer="x", reason="x")
    desk.edit(("[authority.cashier]\n", "[authority.cashier]\ncomp = { bill = 98 }\n"))
    desk.done("comp", band="077", signer="x", reason="x")
