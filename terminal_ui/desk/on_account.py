"""On account: which company owes it, and who of them signs (R57)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.desk.choosing import Choosing, Option
from terminal_ui.desk.result import bad, note
from terminal_ui.languages import name_words, say

if TYPE_CHECKING:
    from terminal_ui.desk.front_desk import FrontDesk
    from terminal_ui.desk.paying import Paying


def ask_company(desk: FrontDesk, layer: Paying) -> None:
    """Ask for the company, then for who signs; the slip's number is typed after that."""
    companies = desk.house.companies
    if not companies:
        layer.slip_of_minor = 0
        desk.result = bad(say("This house has no companies that pay later."))
        return

    async def with_company(desk: FrontDesk, code: str) -> None:
        async def with_signer(desk: FrontDesk, signer: str) -> None:
            layer.signed = (code, signer)
            desk.layer = layer
            desk.result = layer.what_next(desk)

        signers = [Option(name, name) for name in companies[code].signers]
        desk.layer = Choosing(desk.layer, say("WHO SIGNS"), signers, with_signer)
        desk.result = note(say("Who of {company} signs?", company=name_words(companies[code].words)))

    options = [Option(one.code, name_words(one.words)) for one in companies.values()]
    desk.layer = Choosing(layer, say("ON WHOSE ACCOUNT"), options, with_company)
    desk.result = note(say("On whose account? A key, or Up, Down and Enter."))
