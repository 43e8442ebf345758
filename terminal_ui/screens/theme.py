"""Colours that can be read across a desk at night, and that nobody has to tell apart to understand them."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="loopband-night",
    primary="#56b4e9",
    secondary="#8ea3b8",
    accent="#7cc7f0",
    success="#3ddc97",
    warning="#f2b134",
    error="#ff8a5c",
    foreground="#e6edf3",
    background="#0d1117",
    surface="#131a22",
    panel="#1d2836",
    dark=True,
)

TOKENS = {"result-good": "#0f5c3f", "result-bad": "#7a2e12", "result-ink": "#ffffff"}
"""What a theme of ours says beside Textual's own colours, as it is if the theme does not say it."""
