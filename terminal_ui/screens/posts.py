"""The posts that a computer offers, in one table. A new post is one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from terminal_ui.languages import later
from terminal_ui.screens.counter_screen import CounterScreen
from terminal_ui.screens.front_desk_screen import FrontDeskScreen
from terminal_ui.screens.owner_screen import OwnerScreen
from terminal_ui.screens.rooms_screen import RoomsScreen
from terminal_ui.screens.shift_screen import ShiftScreen

if TYPE_CHECKING:
    from pos.house.model import House, StationKind
    from terminal_ui.posts.needs import PostNeeds
    from terminal_ui.screens.post_screen import PostScreen


class PostOffered(NamedTuple):
    """A post: the name of its mode, what it is called (English, for the catalogues), and how its screen is made.

    It is offered on computers whose station is of one of these ``kinds``; their first one is where a computer begins
    that is told nothing else.
    """

    name: str
    words: str
    kinds: frozenset[StationKind]
    make: Callable[[PostNeeds], PostScreen[Any]]


POSTS: tuple[PostOffered, ...] = (
    PostOffered("desk", later("Front desk"), frozenset({"desk"}), FrontDeskScreen),
    PostOffered("counter", later("Counter"), frozenset({"desk", "counter", "vending"}), CounterScreen),
    PostOffered("rooms", later("Rooms"), frozenset({"desk", "counter"}), RoomsScreen),
    PostOffered("shift", later("Shift"), frozenset({"desk"}), ShiftScreen),
    PostOffered("owner", later("Owner"), frozenset({"desk"}), OwnerScreen),
)
"""In the order in which F3 goes from one to the next."""


def posts_at(house: House, station: str) -> list[PostOffered]:
    """The posts of a computer at this station."""
    return [post for post in POSTS if house.stations[station].kind in post.kinds]
