"""Brings the catalogues up to date with the program: ``make words``.

What the program no longer says is dropped, what it says anew is added without a text, and the lines are sorted, so
that two people who translate meet in few places. Says what is still to be translated.
"""

from __future__ import annotations

import ast
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from pos.errors import WORDS
from pos.reports.why import STEPS
from terminal_ui.languages.catalogue import catalogue_file, read_file
from terminal_ui.languages.speaking import LANGUAGES

PROGRAM = Path(__file__).parent.parent
KEYWORDS = {"say": 1, "say_many": 2, "later": 1}
"""What a text is marked by in the program, and how many of its first arguments are texts."""
HEAD = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

TextId = str | tuple[str, ...]


def said() -> set[TextId]:
    """Every text that can be said: those of the program, the words of every decline, the reasons for an amount."""
    texts: set[TextId] = {*WORDS.values(), *(meaning.words for meaning in STEPS.values())}
    for file in PROGRAM.rglob("*.py"):
        texts |= _said_in(ast.parse(file.read_bytes(), str(file)))
    return texts


def _said_in(tree: ast.AST) -> set[TextId]:
    """The texts of a module; also those inside f-strings, where a reader of tokens would not see them."""
    texts: set[TextId] = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
            named = call.args[: KEYWORDS[call.func.id]]
            given = [one.value for one in named if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(given) == KEYWORDS[call.func.id]:
                texts.add(given[0] if len(given) == 1 else tuple(given))
    return texts


def gathered(locale: str) -> Catalog:
    """The catalogue of a language with exactly the texts that the program says."""
    before = {message.id: message for message in read_file(locale) if message.id}
    catalogue = Catalog(locale=locale)
    for text in sorted(said(), key=str):
        known: Message | None = before.get(text)
        catalogue.add(text, known.string if known is not None else None, flags=known.flags if known is not None else ())
    return catalogue


def written(catalogue: Catalog, locale: str) -> bytes:
    """A catalogue as its file is written: always the same for the same texts."""
    out = BytesIO()
    write_po(out, catalogue, width=120, sort_output=True, omit_header=True, no_location=True)
    return HEAD.format(locale=locale).encode() + out.getvalue()


def main() -> None:
    """Write all catalogues, and say what has no text yet."""
    for locale in LANGUAGES[1:]:
        catalogue = gathered(locale)
        file = catalogue_file(locale)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalogue, locale))
        missing = [message.id for message in catalogue if message.id and not all(_texts(message))]
        sys.stdout.write(f"{locale}: {len(catalogue)} texts, {len(missing)} without a translation\n")
        sys.stdout.writelines(f"    {text}\n" for text in missing)


def _texts(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)


if __name__ == "__main__":
    main()
