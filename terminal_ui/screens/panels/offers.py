"""What a counter sells: the favourites with their keys, then the rest; or what a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal_ui.counter.counter_keys import FAVOURITES
from terminal_ui.counter.serving import ticket_words
from terminal_ui.languages import say
from terminal_ui.screens.panels.view import View, dim, figure, name_of, title
from terminal_ui.widgets.cells import apart, fit

if TYPE_CHECKING:
    from pos.reports.tickets import Ticket
    from terminal_ui.counter.counter import Counter
    from terminal_ui.counter.offers import Offer
    from terminal_ui.widgets.lines import Line
    from terminal_ui.widgets.pick_lines import PickLine

KEY_CELLS = 5
FEW_LEFT = 10
"""From so many pieces on it is said how many are left."""


def offers_panel(view: View, counter: Counter, typed: str, notice: str) -> list[PickLine]:
    """Title (or what happened in the background), then as many items as there is room for; each can be clicked."""
    chosen = {str(one.item) for one in counter.basket}
    room = max(1, view.height - 1)
    if counter.found:
        top = max(0, counter.row - room + 1)
        rows = [
            _row(view, offer, str(offer.number), marked=place == counter.row)
            for place, offer in enumerate(counter.found[top : top + room], start=top)
        ]
        return [_head(say("FOUND {typed}", typed=typed), notice, view), *rows]
    keys = [*(key.upper() for key in FAVOURITES), *[""] * len(counter.offers)]
    named = zip(counter.offers, keys, strict=False)
    serving = _serving(view, counter)
    rows = [
        _row(view, offer, key or f"{offer.number}/", marked=False, chosen=offer.slug in chosen) for offer, key in named
    ]
    return [_head(say("CHOOSE, THEN TAP"), notice, view), *rows[: room - len(serving)], *serving]


def basket_lines(view: View, counter: Counter) -> list[Line]:
    """What is chosen, how many of the next one, and whether every tap charges: two lines."""
    words = counter.words(counter.basket)
    total = figure(sum(counter.prices(counter.basket)), view) if counter.basket else ""
    times = say("x{times}", times=counter.times) if counter.times > 1 else ""
    if counter.every:
        return [[(fit(f" {say('EVERY TAP')} ", view.width), "demo")], [(apart(words, total, view.width), "strong")]]
    if counter.basket or times:
        head = say("CHOSEN") + (f"  {times}" if times else "")
        return [[(fit(head, view.width), "title")], [(apart(words, total, view.width), "strong")]]
    undo_left_s = counter.selling.undo_left_s()
    words = say("- takes it back ({seconds} s)", seconds=undo_left_s) if undo_left_s else say("Nothing is chosen.")
    return [[], dim(words, view)]


def _serving(view: View, counter: Counter) -> list[PickLine]:
    """What is to be served, in at most a third of the room."""
    tickets = counter.serving.tickets
    if not tickets:
        return []
    rows = [_ticket(view, counter, ticket) for ticket in tickets[: max(1, view.height // 3 - 1)]]
    return [(title(say("TO SERVE  {count}", count=len(tickets)), view), ""), *rows]


def _ticket(view: View, counter: Counter, ticket: Ticket) -> PickLine:
    """Ticket, band, what, for how long; what is ready stands out."""
    waited = say("{minutes} min", minutes=counter.serving.minutes(ticket))
    state = say("ready") if ticket.state == "done" else say("CANCELLED") if ticket.kind == "cancel" else ""
    words = f" {ticket.ticket:<4}{ticket.band} {ticket_words(ticket, view.house)}"
    text = apart(words, f"{state} {waited}".strip(), view.width)
    return [(text, "good" if ticket.state == "done" else "warn" if ticket.kind == "cancel" else "")], str(ticket.ticket)


def _head(words: str, notice: str, view: View) -> PickLine:
    return ([(fit(f"! {notice}", view.width), "warn")] if notice else title(words, view)), ""


def _row(view: View, offer: Offer, key: str, *, marked: bool, chosen: bool = False) -> PickLine:
    """Key or number, name, what is left if that is little, price."""
    left = _left_words(offer)
    price = say("sold out") if offer.sold_out else figure(offer.price_minor, view)
    right = f"{left}  {price}" if left else price
    room = view.width - KEY_CELLS - 2 - len(right)
    name = name_of(offer.words, room)
    mark = ">" if marked or chosen else " "
    text = apart(f"{mark}{key:<{KEY_CELLS}}{name}", right, view.width)
    return [(text, "chosen" if marked else "dim" if offer.sold_out else "strong" if chosen else "")], offer.slug


def _left_words(offer: Offer) -> str:
    few = offer.left is not None and 0 < offer.left <= FEW_LEFT
    return say("{left} left", left=offer.left) if few else ""
