"""What an owner asks about: each kind with who, about what, why and how much (R24, R26, R27, R58, R74)."""

from __future__ import annotations

from pos.reports.exceptions import Exceptional, exceptions_of
from tests.reports.conftest import Stage

DAY = 20260307


def of_kind(stage: Stage, kind: str) -> list[Exceptional]:
    """Those of the day of one kind."""
    return [one for one in exceptions_of(stage.reading, DAY) if one.kind == kind]


def uid(stage: Stage, band: str) -> str:
    """What a reader reads of a band."""
    ((found,),) = stage.reading.query("SELECT uid FROM band WHERE number = ?", band)
    return str(found)


def line_of(stage: Stage, band: str, item: str) -> object:
    """A beer or the like on a band that was tapped."""
    lines = stage.charge("2026-03-07 18:30", uid(stage, band), item).facts["lines"]
    assert isinstance(lines, list)
    return lines[0]["line"]


def test_nothing_is_exceptional_in_a_plain_evening(stage: Stage) -> None:
    """Tapped in, tapped at the bar, paid."""
    band = uid(stage, "077")
    stage.check_in("2026-03-07 18:00", band)
    stage.charge("2026-03-07 18:30", band, "beer")
    stage.check_out("2026-03-07 20:00", band)
    assert exceptions_of(stage.reading, DAY) == []


def test_r24_r27_what_was_taken_back_and_given_away(stage: Stage) -> None:
    """Void, gift, discount, comp: their amounts, reasons, and who approved."""
    stage.check_in("2026-03-07 18:00", uid(stage, "077"))
    beer, cola = line_of(stage, "077", "beer"), line_of(stage, "077", "cola")
    stage.perform("2026-03-07 18:31", "void", "bar", "fan", line=beer, reason="warm")
    stage.perform("2026-03-07 18:32", "gift", line=cola, reason="birthday", staff="chen")
    stage.perform("2026-03-07 18:33", "discount", band="077", percent=20, reason="waited", approved_by="chen")
    stage.perform("2026-03-07 18:40", "comp", band="077", signer="wu", reason="friend", staff="chen")
    (void,) = of_kind(stage, "void")
    assert (void.staff, void.reason, void.amount, void.about) == ("fan", "warm", 1_500, f"#{beer}")
    (gift,) = of_kind(stage, "gift")
    assert (gift.staff, gift.reason) == ("chen", "birthday")
    assert gift.amount > 0
    (discount,) = of_kind(stage, "discount")
    assert (discount.staff, discount.approved_by, discount.amount) == ("amy", "chen", 2_360)
    (comp,) = of_kind(stage, "comp")
    assert comp.amount == 11_800 - 2_360


def test_r58_r22_refunds_limits_and_cancelled_check_ins(stage: Stage) -> None:
    """Money that went back, a limit that was raised, a guest who changed their mind, a drawer opened for nothing."""
    stage.perform("2026-03-07 17:00", "open_till", float=50_000)
    stage.check_in("2026-03-07 18:00", uid(stage, "077"), uid(stage, "078"))
    stage.perform("2026-03-07 18:05", "cancel_check_in", band="078", reason="changed their mind")
    stage.perform("2026-03-07 18:06", "raise_limit", band="077", by=50_000, reason="regular", staff="chen")
    stage.check_out("2026-03-07 20:00", uid(stage, "077"))
    stage.perform("2026-03-07 20:05", "refund", receipt=1, reason="ill", staff="chen")
    stage.perform("2026-03-07 20:06", "no_sale", reason="change")
    kinds = {one.kind: one for one in exceptions_of(stage.reading, DAY)}
    assert kinds["cancel_check_in"].amount == 11_800
    assert kinds["raise_limit"].amount > 50_000
    assert (kinds["refund"].about, kinds["refund"].amount) == ("R1", 11_800)
    assert kinds["no_sale"].reason == "change"


def test_r63_typed_bands_are_counted_and_tapped_ones_are_not(stage: Stage) -> None:
    """A printed number, with or without its zeros, is typed; what a reader read is not. A decline is none of it."""
    stage.check_in("2026-03-07 18:00", "077")
    stage.charge("2026-03-07 18:30", "77", "beer")
    stage.charge("2026-03-07 18:35", uid(stage, "077"), "beer")
    assert [one.about for one in of_kind(stage, "typed")] == ["077", "77"]


def test_only_what_is_new_is_read_again(stage: Stage) -> None:
    """A page that is open asks for what came after the last entry it saw; another day is another list."""
    stage.check_in("2026-03-07 18:00", "077")
    (first,) = exceptions_of(stage.reading, DAY)
    stage.charge("2026-03-07 18:30", "077", "beer")
    (second,) = exceptions_of(stage.reading, DAY, first.entry)
    assert second.entry > first.entry
    assert exceptions_of(stage.reading, 20260308) == []
