"""The talk of ``loopband readers learn``: a band on the reader that types, its real number, and what to do next. Pure.

The two may come in either order; a pair of them is a tap for :class:`~readers.wedge.learning.Learning`.
"""

from __future__ import annotations

from readers.wedge.formats import Format
from readers.wedge.learning import Learning

BEGIN = "Hold a band to the reader that types."
WHICH = (
    "It typed {text}. Which band was it? Type the number printed on it or its chip's number, or hold it to another "
    "reader as well."
)
WHAT = "That is band {uid}. Now hold it to the reader that types."


class Lesson:
    """One reader being learnt.

    ``words`` says what to do now; ``format`` is what was learnt, once there is no doubt; ``is_hopeless`` says that this
    reader cannot be used as it is, and ``words`` why.
    """

    def __init__(self) -> None:
        self.words = BEGIN
        self.format: Format | None = None
        self.is_hopeless = False
        self._learning = Learning()
        self._text = ""
        self._uid = ""

    @property
    def wants_number(self) -> bool:
        """Whether the reader has typed, and it is to be said which band it was."""
        return bool(self._text)

    def typed(self, text: str) -> None:
        """The reader typed this."""
        self._text = text
        self._consider()

    def known(self, uid: str) -> None:
        """The band in hand has this number (hex). Raises ValueError if it can be no chip's."""
        if len(bytes.fromhex(uid)) < 4:
            raise ValueError("a chip's number has 4 bytes at least")
        self._uid = uid
        self._consider()

    def _consider(self) -> None:
        if not (self._text and self._uid):
            self.words = WHICH.format(text=self._text[:64]) if self._text else WHAT.format(uid=self._uid)
            return
        verdict = self._learning.feed(self._text, self._uid)
        self._text = self._uid = ""
        self.words = verdict.words
        self.is_hopeless = verdict.is_partial
        if verdict.is_sure:
            self.format = verdict.format
        elif not verdict.candidates:
            # What does not fit would never fit with anything again.
            self._learning = Learning()
