"""Who may do what, how far, and who approves what goes further (R26, R27, R74).

A role has rights with caps in the venue file. Whoever asks for more, or for what their role has no right to,
needs a second person whose own right reaches far enough; the entry holds both names. What was done counts
against the caps of the person whose right it rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.errors import Declined
from pos.ledger.facts import RightUsed

if TYPE_CHECKING:
    from pos.house.model import Cap, House, Person, Right
    from pos.operations import Approvable
    from pos.scene import Scene

_WHOLE_BP = 10_000


def may(
    scene: Scene, right: Right, asked: Approvable, *, amount_minor: int = 0, of_minor: int = 0, visit: int = 0
) -> RightUsed:
    """Let it be done, by the right of whoever asks or of the second person; the fact belongs into the entry.

    ``amount_minor`` is what is given away, ``of_minor`` what it is a percentage of, ``visit`` whose bill it is on.
    Raises Declined: not_allowed, over_cap, unknown_approver, approver_same, approver_pin_needed, wrong_pin,
    approver_not_allowed.
    """
    used = RightUsed(right, scene.staff, visit, amount_minor)
    why_not = _why_not(scene, scene.person, used, of_minor)
    if not why_not:
        return used
    if not asked.approved_by:
        name = scene.staff or "Nobody signed in"
        if _cap_of(scene, scene.person, right) is None:
            raise Declined("not_allowed", staff=name, who="a shift lead")
        raise Declined("over_cap", staff=name, why=why_not)
    approver = _approver(scene, asked)
    used = RightUsed(right, approver.code, visit, amount_minor, approved=True)
    why_not = _why_not(scene, approver, used, of_minor)
    if why_not:
        raise Declined("approver_not_allowed", approver=approver.code, why=why_not)
    return used


def approver_of(house: House, named: str) -> Person | None:
    """The person of a name, or of the UID of their band; None if the house knows neither."""
    person = house.staff.get(named)
    return person if person is not None else owner_of_band(house, named)


def owner_of_band(house: House, named: str) -> Person | None:
    """The person whose own band has this UID; None if it is nobody's."""
    uid = named.replace(":", "").upper()
    return next((person for person in house.staff.values() if uid and person.band == uid), None)


def _approver(scene: Scene, asked: Approvable) -> Person:
    """The second person, who is somebody else, and proved it if people have to here."""
    named = asked.approved_by
    approver = approver_of(scene.house, named)
    if approver is None:
        raise Declined("unknown_approver", approver=named)
    if approver.code == scene.staff:
        raise Declined("approver_same", approver=approver.code)
    if asked.approver_pin:
        if not scene.pin_is_right:
            raise Declined("wrong_pin")
    elif scene.house.sign_in_required and owner_of_band(scene.house, named) is None:
        raise Declined("approver_pin_needed", approver=approver.code)
    return approver


def _cap_of(scene: Scene, person: Person | None, right: Right) -> Cap | None:
    return scene.house.authority.get(person.role, {}).get(right) if person is not None else None


def _why_not(scene: Scene, person: Person | None, used: RightUsed, of_minor: int) -> str:
    """Why this is not within a person's right, in words; empty if it is."""
    right: Right = used.right  # type: ignore[assignment]  # made by may() alone
    cap = _cap_of(scene, person, right)
    if person is None or cap is None:
        return "it needs a shift lead"
    if cap.percent_bp is not None and used.amount_minor * _WHOLE_BP > cap.percent_bp * of_minor:
        return f"at most {_percent(cap.percent_bp)}"
    return _over_sum(scene, person, cap, used)


def _over_sum(scene: Scene, person: Person, cap: Cap, used: RightUsed) -> str:
    """Which sum this would make too high, in words."""
    month = scene.day // 100 * 100
    mine = "staff = ? AND act = ? AND day BETWEEN ? AND ?"
    sums: tuple[tuple[int | None, str, str, tuple[object, ...]], ...] = (
        (cap.bill_minor, "on one bill", "visit = ? AND act = ?", (used.visit, used.right)),
        (cap.day_minor, "a day", mine, (person.code, used.right, scene.day, scene.day)),
        (cap.month_minor, "a month", mine, (person.code, used.right, month, month + 99)),
    )
    for most_minor, words, where, values in sums:
        if most_minor is not None and _used(scene, "sum(amount_minor)", where, values) + used.amount_minor > most_minor:
            return f"at most {scene.money(most_minor)} {words}"
    if cap.month_times is not None:
        times = _used(scene, "count(*)", mine, (person.code, used.right, month, month + 99))
        if times >= cap.month_times:
            return f"at most {cap.month_times} times a month"
    return ""


def _used(scene: Scene, what: str, where: str, values: tuple[object, ...]) -> int:
    used: int
    ((used,),) = scene.books.query(f"SELECT coalesce({what}, 0) FROM right_used WHERE {where}", *values)  # noqa: S608
    return used


def _percent(basis_points: int) -> str:
    """``7.5 %``, ``10 %``."""
    whole, part = divmod(basis_points, 100)
    return f"{whole}.{part:02d}".rstrip("0") + " %" if part else f"{whole} %"
