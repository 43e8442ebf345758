"""What a new house begins with: ``venue.toml`` beside this, small, with every key explained."""

from __future__ import annotations

from importlib.resources import files

_PLACE_OF_ID = "HOUSE-ID"


def starting_text(house_id: str) -> str:
    """The venue file of a new house with this id."""
    return files(__name__).joinpath("venue.toml").read_text(encoding="utf-8").replace(_PLACE_OF_ID, house_id)
