"""The demo house, Cloudwater Baths 云水汤泉, as venue files: ``cny.toml`` and ``twd.toml`` beside this."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

DemoCurrency = Literal["cny", "twd"]


def demo_text(currency: DemoCurrency) -> str:
    """The venue file of the demo house with prices in this currency."""
    return files(__name__).joinpath(f"{currency}.toml").read_text(encoding="utf-8")
