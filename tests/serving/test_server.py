"""The screens in a browser, from the side of HTTP: real requests, a real socket, the real program behind it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from terminal_ui.bench.terminal import COLUMNS, ROWS, Painted
from terminal_ui.serving.server import FULL, PostsServer, Served
from tests.house import make_house

Client = TestClient[Request, Application]


@asynccontextmanager
async def serving(folder: Path, *, sessions: int = 1) -> AsyncIterator[tuple[PostsServer, Client]]:
    """A server of the bar, and somebody who knows where it is."""
    told: list[str] = []
    server = PostsServer(Served(folder, "bar", "fan"), host="127.0.0.1", port=1, sessions=sessions, told=told.append)
    async with TestClient(TestServer(await server.application())) as client:
        assert told == [f"http://127.0.0.1:1/{server.token}/"]
        yield server, client
        # A window's program ends a moment after its socket; whatever comes next must not find it still running.
        async with asyncio.timeout(30):
            while server._open:  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.05)


async def _shows(socket: ClientWebSocketResponse, words: str) -> None:
    """Wait until the terminal in the browser shows this."""
    painted = Painted()
    async with asyncio.timeout(60):
        while not any(words in painted.row(number) for number in range(ROWS)):
            message = await socket.receive()
            assert message.type in {WSMsgType.BINARY, WSMsgType.TEXT}, message
            if message.type == WSMsgType.BINARY:
                painted.feed(message.data.decode("utf-8", "replace"))


async def test_nobody_gets_in_without_the_address(tmp_path: Path) -> None:
    """No page, no file and no socket at any other place; and two servers never have the same one."""
    async with serving(tmp_path) as (server, client):
        for path in ("/", "/ws", "/static/js/textual.js", "/x/", f"/{server.token[:-1]}/", f"/{server.token}/../ws"):
            assert (await client.get(path)).status == 404, path
    async with serving(tmp_path) as (other, _):
        assert other.token != server.token
        assert len(other.token) >= 32


async def test_the_page_loads_nothing_from_anywhere_else(tmp_path: Path) -> None:
    """No font, no script, no picture of others; no cache keeps the address, no page is told of it."""
    async with serving(tmp_path) as (server, client):
        answer = await client.get(f"/{server.token}/")
        page = await answer.text()
        assert answer.status == 200
        linked = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert len(linked) == 3
        assert all(one.startswith(f"/{server.token}/") for one in linked)
        assert "//" not in page.replace(f"ws://{client.host}:{client.port}/", "")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        for one in linked[:2]:
            assert (await client.get(one)).status == 200


async def test_a_band_is_charged_from_a_browser(tmp_path: Path) -> None:
    """The socket carries the real screen of the bar; keys go in, and the window can be closed."""
    folder = make_house(tmp_path)
    async with serving(folder) as (server, client):
        socket = await client.ws_connect(f"/{server.token}/ws?width={COLUMNS}&height={ROWS}")
        await _shows(socket, "CHOOSE, THEN TAP")
        for key in ("7", "7", "\r"):
            await socket.send_str(json.dumps(["stdin", key]))
        await _shows(socket, "077")
        await socket.close()


async def test_there_is_an_end_to_the_windows(tmp_path: Path) -> None:
    """Each is a program: one more than allowed is refused in words, until one is closed."""
    folder = make_house(tmp_path)
    async with serving(folder, sessions=1) as (server, client):
        first = await client.ws_connect(f"/{server.token}/ws?width=80&height=24")
        await _shows(first, "CHOOSE, THEN TAP")
        with pytest.raises(WSServerHandshakeError, match="503"):
            await client.ws_connect(f"/{server.token}/ws")
        refused = await client.get(f"/{server.token}/")
        assert (refused.status, await refused.text()) == (503, FULL)
        await first.close()
        async with asyncio.timeout(30):
            while (await client.get(f"/{server.token}/")).status != 200:  # noqa: ASYNC110 - asked as a browser would
                await asyncio.sleep(0.1)
