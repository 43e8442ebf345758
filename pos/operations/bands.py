"""What happens to a band while somebody wears it, and before and after."""

from __future__ import annotations

from typing import Literal

from pos.operations.values import Approvable, Moment, Name, Operation, Text


class Swap(Operation, frozen=True, kw_only=True, tag="swap"):
    """Give a guest another band: everything stays on the visit, the old band goes to the wash (R7).

    ``defect`` says that the old band does not work; that costs nothing.
    """

    band: Name
    to: Name
    reason: Text
    defect: bool = False


class ReportLost(Approvable, frozen=True, kw_only=True, tag="report_lost"):
    """A guest lost the band: no reader takes it from now on, and the replacement costs a fee (R8).

    ``last_sure`` is when the guest used it for certain; left out, the last time it opened its locker, or the
    check-in. What was charged since then is marked as disputed.
    """

    band: Name
    reason: Text
    last_sure: Moment | None = None


class Replace(Operation, frozen=True, kw_only=True, tag="replace"):
    """Give a guest whose band is lost another one (R8)."""

    band: Name
    to: Name


class Recover(Operation, frozen=True, kw_only=True, tag="recover"):
    """A lost band was found. Before the checkout the fee is taken back; after it the band goes to the stock (R8)."""

    band: Name


class SetBand(Approvable, frozen=True, kw_only=True, tag="set_band"):
    """Put a band nobody wears into another state: out of the wash, to the repairs, away for good (R2)."""

    band: Name
    state: Literal["stock", "available", "wash", "defect", "retired"]
    reason: Text


class WalkOut(Approvable, frozen=True, kw_only=True, tag="walk_out"):
    """A guest left without paying: the rest of the bill becomes a receivable, never a gift (R12).

    Two persons open the locker, so a second one always approves.
    """

    band: Name
    reason: Text
