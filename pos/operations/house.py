"""Who works here, prices, bands."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pos.operations.values import MAX_NEW_BANDS, Amount, Name, NewBand, Operation, Text


class SignIn(Operation, frozen=True, kw_only=True, tag="sign_in"):
    """Sign a person in at this station with a PIN. The PIN is checked and then forgotten: it is in no log.

    ``own_band`` is the UID of the person's own band if that was tapped; then no PIN is needed.
    """

    pin: Annotated[str, Meta(max_length=32)] = ""
    own_band: Annotated[str, Meta(max_length=64)] = ""


class SignOut(Operation, frozen=True, kw_only=True, tag="sign_out"):
    """Sign a person out at this station."""


class SetPrice(Operation, frozen=True, kw_only=True, tag="set_price"):
    """Change the price of an item from now on; lines already charged keep theirs (R4).

    It holds until it is set again, or until a venue file comes into force that changes this item's price.
    """

    item: Name | int
    price: Amount


class AddBands(Operation, frozen=True, kw_only=True, tag="add_bands"):
    """Put new bands into service, all or nothing. Numbers and UIDs are each unique (R2)."""

    bands: Annotated[tuple[NewBand, ...], Meta(min_length=1, max_length=MAX_NEW_BANDS)]


class RemoveBands(Operation, frozen=True, kw_only=True, tag="remove_bands"):
    """Take bands out again that were put into service by mistake; their numbers and chips are free again (R2).

    Only bands that no guest ever had; another one is retired.
    """

    bands: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=MAX_NEW_BANDS)]
    reason: Text
