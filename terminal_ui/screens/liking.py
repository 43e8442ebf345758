"""How people like the screen: its language, its colours, its bell. Each is turned by one key, and remembered.

The language is a person's: what the venue file says of them, or what they chose while this window is open. What is
chosen while nobody is signed in is this computer's, as are colours and bell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from terminal_ui.computer.settings import Settings
from terminal_ui.desk.result import Result, note
from terminal_ui.languages import LANGUAGES, OWN_NAMES, language_named, say, speak, spoken
from terminal_ui.screens.theme import DARK, THEME_WORDS, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.house.model import Person
    from terminal_ui.languages import Language
    from terminal_ui.posts.commands import Name

LIKED: frozenset[Name] = frozenset({"language", "theme", "sound"})
"""Commands that :meth:`Liking.turn` does."""


class Liking:
    """What is liked at this computer, and who remembers it."""

    def __init__(
        self,
        settings: Settings | None = None,
        remember: Callable[[Settings], object] = lambda _settings: None,
        *,
        usual: Language = "en",
    ) -> None:
        """``usual`` is what is spoken where nobody chose anything."""
        self._settings = settings or Settings()
        self._remember = remember
        self._usual = usual
        self._chosen: dict[str, Language] = {}

    @property
    def theme(self) -> str:
        """The name of the theme."""
        return self._settings.theme if self._settings.theme in THEMES else DARK.name

    @property
    def sound(self) -> bool:
        """Whether the bell is on."""
        return self._settings.sound

    def begin(self, person: Person | None) -> None:
        """Somebody begins to work here: the screen speaks their language."""
        speak(self._language_of(person))

    def turn(self, name: Name, person: Person | None) -> Result:
        """The next language, or colours, or the bell on and off."""
        if name == "language":
            return self._turn_language(person)
        if name == "theme":
            names = list(THEMES)
            self._keep(replace(self._settings, theme=names[(names.index(self.theme) + 1) % len(names)]))
            return note(say("Colours: {name}.", name=say(THEME_WORDS[self.theme])))
        self._keep(replace(self._settings, sound=not self.sound))
        return note(say("The bell is on.") if self.sound else say("The bell is off."))

    def _turn_language(self, person: Person | None) -> Result:
        language = LANGUAGES[(LANGUAGES.index(spoken()) + 1) % len(LANGUAGES)]
        speak(language)
        if person is not None:
            self._chosen[person.code] = language
        else:
            self._keep(replace(self._settings, language=language))
        return note(say("Language: {name}. Ctrl+L goes to the next one.", name=OWN_NAMES[language]))

    def _language_of(self, person: Person | None) -> Language:
        if person is not None and person.code in self._chosen:
            return self._chosen[person.code]
        if person is not None and (own := language_named(person.language)):
            return own
        return self._settings.language or self._usual

    def _keep(self, settings: Settings) -> None:
        self._settings = settings
        self._remember(settings)
