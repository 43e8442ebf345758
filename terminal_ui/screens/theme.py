"""Colours that can be read across a desk, and that nobody has to tell apart to understand them."""

from __future__ import annotations

from textual.theme import Theme

from terminal_ui.languages import later

TOKENS = {"result-good": "#0f5c3f", "result-bad": "#7a2e12", "result-ink": "#ffffff", "state-wash": "#56b4e9"}
"""What a theme of ours says beside Textual's own colours; these are the ones of the dark theme."""

DARK = Theme(
    name="dark",
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
    variables=TOKENS,
)
LIGHT = Theme(
    name="light",
    primary="#0072b2",
    secondary="#50606f",
    accent="#005a8c",
    success="#006b4a",
    warning="#8a5a00",
    error="#b03a00",
    foreground="#10161d",
    background="#ffffff",
    surface="#f3f6f9",
    panel="#dde5ec",
    dark=False,
    variables={"result-good": "#bfead5", "result-bad": "#ffd3c2", "result-ink": "#10161d", "state-wash": "#0072b2"},
)
CONTRAST = Theme(
    name="contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#f0e442",
    success="#00ff9c",
    warning="#f0e442",
    error="#ff9a6b",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={"result-good": "#00ff9c", "result-bad": "#ffffff", "result-ink": "#000000", "state-wash": "#56b4e9"},
)
THEMES = {DARK.name: DARK, LIGHT.name: LIGHT, CONTRAST.name: CONTRAST}
"""By name, in the order in which one key goes from each to the next."""

THEME_WORDS = {DARK.name: later("dark"), LIGHT.name: later("light"), CONTRAST.name: later("high contrast")}
