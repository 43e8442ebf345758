"""The pictures of the pages: the real screens, on a Saturday evening of the demo house (`make pictures`).

Always the same: the day comes from a seed, it is played up to one moment, and the clock stands still there.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pos.clock import MINUTE_US
from pos.house.folder import create, read_house_of
from pos.operations import AnyOperation, OpenTill
from pos.venue import Venue
from terminal_ui.computer.settings import Settings
from terminal_ui.languages import Language
from terminal_ui.playing.live import DemoPlay, LivePlay
from terminal_ui.screens.liking import Liking
from tests.screens.support.post_at_work import PostAtWork, post_at_work

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SEED = 7
EVENING_MIN = 12 * 60 + 30
"""After the day began: half past eight in the evening."""
_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_DEAREST = "SELECT band FROM visit JOIN tab USING(visit) WHERE state = 'open' ORDER BY due_minor DESC, visit LIMIT 1"


class Picture(NamedTuple):
    """A screen: its station, the post in front, how large, in which language; the keys that lead to it; who is there.

    The key ``BAND`` is the number of the band that owes most.
    """

    station: str
    post: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    language: Language = "en"
    staff: str = ""


BAND = "BAND"
SHOWN = {
    "desk": Picture("desk-1", "desk", (160, 45)),
    "bill": Picture("desk-1", "desk", (100, 30), (BAND, "enter")),
    "paying": Picture("desk-1", "desk", (100, 30), (BAND, "enter", "enter", "f5", "2000")),
    "counter": Picture("bar", "counter", (100, 30), ("f5", BAND, "enter")),
    "rooms": Picture("massage", "rooms", (100, 30)),
    "desk.zh": Picture("desk-1", "desk", (160, 45), (), "zh_Hans"),
    "bill.zh": Picture("desk-1", "desk", (100, 30), (BAND, "enter"), "zh_Hans"),
    "counter.zh": Picture("bar", "counter", (100, 30), ("f5", BAND, "enter"), "zh_Hans"),
    "owner": Picture("desk-1", "owner", (100, 24), ("right",), staff="wu"),
    "owner.zh": Picture("desk-1", "owner", (100, 24), ("right",), "zh_Hans", "wu"),
}


async def evening(folder: Path) -> int:
    """Make the demo house in this folder, and play its Saturday up to the moment of the pictures (UTC µs)."""
    create(folder, "cny")
    play = LivePlay(read_house_of(folder), DemoPlay(SEED, speed=1, ahead_min=EVENING_MIN), desk="desk-1")
    with closing(Venue.open(folder, clock=play.clock)) as venue:
        opened: AnyOperation = OpenTill(float_minor=50_000, station="desk-1", staff="amy")
        assert venue.perform(opened).ok
        playing = asyncio.create_task(play.run(venue.ask))
        while not play.clock.runs and not playing.done():  # noqa: ASYNC110 - a clock has no event
            await asyncio.sleep(0.01)
        playing.cancel()
        with suppress(asyncio.CancelledError):
            await playing
    return play.saturday.opening_us + EVENING_MIN * MINUTE_US


@asynccontextmanager
async def shown(played: Path, at_us: int, picture: Picture) -> AsyncIterator[PostAtWork]:
    """The screen of a picture, on a copy of the evening that was played."""
    liking = Liking(Settings(language=picture.language))
    usual = {"desk-1": "amy", "bar": "fan", "massage": "hua"}[picture.station]
    options: dict[str, Any] = {
        "size": picture.size,
        "staff": picture.staff or usual,
        "post": picture.post,
        "liking": liking,
    }
    with TemporaryDirectory() as scratch:
        folder = Path(shutil.copytree(played, Path(scratch) / "house"))
        async with post_at_work(folder, picture.station, at_us=at_us, **options) as post:
            ((band,),) = post.query(_DEAREST)
            await post.press(*(str(band) if key == BAND else key for key in picture.keys))
            await post.pilot.pause(0.3)
            yield post


def drawn(post: PostAtWork) -> str:
    """The screen as SVG; it asks nobody for a font."""
    svg = _FONT_FACE.sub("", post.app.export_screenshot(title="Loopband"))
    return svg.replace("Fira Code, monospace", "monospace") + "\n"


def text_of(svg: str) -> list[str]:
    """The words of a picture, line by line as they stand there."""
    return [html.unescape(words).replace("\xa0", " ").rstrip() for words in _TEXT.findall(svg)]


async def draw_all() -> None:
    """Write every picture anew."""
    with TemporaryDirectory() as scratch:
        played = Path(scratch) / "house"
        at_us = await evening(played)
        for name, picture in SHOWN.items():
            async with shown(played, at_us, picture) as post:
                (PICTURES / f"{name}.svg").write_text(drawn(post), encoding="utf-8")
            sys.stdout.write(f"docs/pictures/{name}.svg\n")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(draw_all())
