"""Checkout and payment as the judge sees them: what is asked for, and what must come of it."""

from __future__ import annotations

from tests.differential.bills import Line, Visit
from tests.differential.party import Asked, Facts, Party
from tests.differential.paying import Receipt, add_rounding, pay, pay_line, settle

Tenders = list[tuple[str, int]]


class Desk:
    """The front desk for one party. ``receipts`` are all it made, by the house's number."""

    def __init__(self, party: Party) -> None:
        self.party = party
        self.receipts: dict[int, Receipt] = {}
        self.slips = 0

    def tendered(self, tender: str, minor: int) -> dict[str, object]:
        """Money of one form; every tender but cash has a number of its own, and none comes twice."""
        self.slips += 1
        slip = {} if tender in {"cash", "deposit"} else {"external_id": f"{self.party.number}-{self.slips}"}
        return {"tender": tender, "amount": minor} | slip

    def begin(self, visits: list[Visit], at: int) -> Asked:
        """The clocks stop, and what the stay cost is on the bill (R43)."""
        for visit in visits:
            visit.stopped = visit.stopped or at
        dues = [visit.bill() for visit in visits]
        asked = Asked(self.party.ask("begin_checkout", at, bands=[visit.band for visit in visits]))
        asked.facts = {"due": sum(dues)}

        def learn(facts: Facts) -> None:
            told = [visit["due"] for visit in facts["visits"]]
            assert told == dues, f"dues are {dues} to the judge and {told} to the house"

        asked.learn = learn
        return asked

    def leave(self, visits: list[Visit], at: int) -> Asked:
        """After all they stay: as if the clocks had never stopped (R43)."""
        for visit in visits:
            visit.stopped = 0
        return Asked(self.party.ask("leave_checkout", at, bands=[visit.band for visit in visits]))

    def pay(
        self,
        visits: list[Visit],
        at: int,
        tenders: Tenders,
        *,
        amount: int | None = None,
        waive: int = 0,
        keep: bool = False,
    ) -> Asked:
        """Money for bills; paid whole, the guests are free to go, or stay (R10, R52, R53, R59)."""
        parts = [self.tendered(tender, minor) for tender, minor in tenders]
        bands = [visit.band for visit in visits]
        asked = Asked(self.party.ask("pay", at, staff="wu", bands=bands, tenders=parts, keep=keep))
        asked.operation |= {} if amount is None else {"amount": amount}
        asked.operation |= {"waive": waive} if waive else {}
        if sum(visit.bill() for visit in visits) < 0:
            return self.give_back(visits, at, asked, keep=keep)
        given, cash = sum(minor for _, minor in tenders), sum(minor for tender, minor in tenders if tender == "cash")
        try:
            receipt = pay(visits, given, cash, amount=amount, waive=waive)
        except ValueError as error:
            asked.declined = frozenset({str(error)})
            return asked
        visits[0].deposit -= sum(minor for tender, minor in tenders if tender == "deposit")
        for visit in visits if receipt.whole else []:
            self.let_go(visit, at, keep=keep)
        return self.receipted(asked, receipt)

    def give_back(self, visits: list[Visit], at: int, asked: Asked, *, keep: bool) -> Asked:
        """More was paid in advance than is due: it goes back the way it came, and only cash in coins (R53, R54)."""
        due = sum(visit.bill() for visit in visits)
        receipt = Receipt(paid=due, whole=True)
        settle(visits, due, receipt)
        for visit in visits:
            self.let_go(visit, at, keep=keep)

        def learn(facts: Facts) -> None:
            back = sum(one["amount"] for one in facts.get("given_back", ()))
            rounding = facts.get("rounding", 0)
            assert (facts["paid"] - rounding, facts["due"], -facts["paid"]) == (due, 0, back + facts["change"]), facts
            assert abs(rounding) * 2 <= visits[0].tariffs.coin * bool(facts["change"] or rounding < 0), facts
            assert not rounding or facts["change"] % visits[0].tariffs.coin == 0, facts
            if rounding:
                add_rounding(visits[-1], rounding)
            self.receipts[facts["receipt"]] = receipt

        asked.learn = learn
        return asked

    def let_go(self, visit: Visit, at: int, *, keep: bool) -> None:
        """Paid: the visit is over, or its hours are counted anew."""
        for use in visit.uses:
            if not use.to:
                use.to = 0 if keep else at
                use.since = at if keep else use.since
        visit.stopped = 0
        visit.kept = at if keep else visit.kept
        visit.over = "" if keep else "settled"
        # What is left of it is given back.
        visit.deposit = visit.deposit if keep else 0

    def pay_line(self, visit: Visit, line: Line, at: int) -> Asked:
        """A friend pays one thing (R52)."""
        due = visit.dues()[visit.lines.index(line)] - line.alone
        tenders = [self.tendered("qr", max(1, due))]
        asked = Asked(self.party.ask("pay", at, bands=[visit.band], lines=[line.number], tenders=tenders))
        if due <= 0:
            asked.declined = frozenset({"line_paid"})
            return asked
        if due > visit.bill():
            asked.declined = frozenset({"more_than_due"})
            return asked
        receipt = pay_line(visit, line)
        if receipt.whole:
            self.let_go(visit, at, keep=False)
        return self.receipted(asked, receipt)

    def receipted(self, asked: Asked, receipt: Receipt) -> Asked:
        """A receipt must say this."""
        asked.facts = {name: getattr(receipt, name) for name in ("paid", "change", "rounding", "due")}

        def learn(facts: Facts) -> None:
            self.receipts[facts["receipt"]] = receipt

        asked.learn = learn
        return asked

    def walk_out(self, visit: Visit, at: int) -> Asked:
        """What the time cost until now is on the bill; a deposit pays first, the rest is a receivable (R12)."""
        asked = Asked(self.party.ask("walk_out", at, staff="lin", band=visit.band, reason="gone", approved_by="chen"))
        visit.stopped = visit.stopped or at
        if visit.bill() < 0:
            visit.stopped = 0
            asked.declined = frozenset({"owed_to_guest"})
            return asked
        asked.facts = {"receivable": max(0, visit.bill() - visit.deposit)}
        visit.lines += visit.quotes()
        visit.over = "absconded"
        return asked
