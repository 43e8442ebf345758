"""Hearing what readers type before their format is known: for ``loopband readers learn``."""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack

from readers.wedge.keyboards import Keyboard, Keyboards
from readers.wedge.known import looks_like_a_reader
from readers.wedge.typist import PAUSE_S, KeyboardLost, Typist


def likely_readers(keyboards: Keyboards) -> list[Keyboard]:
    """The keyboards that are most likely readers."""
    return [keyboard for keyboard in keyboards.found() if looks_like_a_reader(keyboard)]


def listen(
    keyboards: Keyboards, these: Sequence[Keyboard], timeout_s: float, is_over: Callable[[], bool] = lambda: False
) -> Generator[tuple[Keyboard, str], None, None]:
    """Each text that is typed on one of these keyboards, which are taken meanwhile; until then, or ``is_over``.

    They are given back when the generator is closed. One that is unplugged is left out from then on.
    Raises OSError if one cannot be taken.
    """
    until = time.monotonic() + timeout_s
    with ExitStack() as taken:
        typists: dict[int, Typist] = {}
        for keyboard in these:
            typist = Typist(keyboards, keyboard)
            taken.callback(typist.close)
            typists[typist.handle] = typist
        while typists and not is_over() and (left_s := until - time.monotonic()) > 0:
            ready, _, _ = select.select(list(typists), [], [], min(left_s, PAUSE_S))
            for typist in list(typists.values()):
                yield from _texts(typist, typists, is_ready=typist.handle in ready)


def _texts(typist: Typist, typists: dict[int, Typist], *, is_ready: bool) -> Iterator[tuple[Keyboard, str]]:
    try:
        ended = list(typist.read()) if is_ready else []
    except KeyboardLost:
        del typists[typist.handle]
        return
    rest = typist.rest()
    for typed in (*ended, *((rest,) if rest is not None else ())):
        if typed.is_whole:
            yield typist.keyboard, typed.text
