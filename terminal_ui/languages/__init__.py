"""What the screens say, in the language of who works at them.

Every text is written in English where it is used, as ``say("Band {band} is in use.", band=number)``; that English
text is its id in the catalogues ``<language>/LC_MESSAGES/loopband.po``. Nothing is translated before it is said:
a text that is kept in a table for later is marked by :func:`later` and said when it is painted. ``make words``
brings the catalogues up to date with the program.
"""

from terminal_ui.languages.dates import clock_words, day_words
from terminal_ui.languages.declines import decline_words, error_words, know_names
from terminal_ui.languages.speaking import (
    LANGUAGES,
    OWN_NAMES,
    Language,
    language_named,
    later,
    name_words,
    say,
    say_many,
    speak,
    speaking,
    spoken,
    usual_language,
)

__all__ = [
    "LANGUAGES",
    "OWN_NAMES",
    "Language",
    "clock_words",
    "day_words",
    "decline_words",
    "error_words",
    "know_names",
    "language_named",
    "later",
    "name_words",
    "say",
    "say_many",
    "speak",
    "speaking",
    "spoken",
    "usual_language",
]
