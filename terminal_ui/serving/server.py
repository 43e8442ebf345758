"""Lets browsers open the posts of a station: each window is a program of its own, and only who has the address gets in.

What carries the terminal into the browser is textual-serve's. The page is ours: it loads nothing from anywhere else.
"""

from __future__ import annotations

import asyncio
import secrets
import shlex
import sys
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""The address is the key: no other page may learn it, and none may put ours into a frame."""
HEARTBEAT_S = 15
ENDS_WITHIN_S = 10.0
"""How long a program gets to close its post in order."""
FULL = "As many windows are open as there may be. Close one of them, then load this page again."


class Served(NamedTuple):
    """What is opened: a house, one of its stations, and who works there (empty: whoever signs in)."""

    folder: Path
    station: str
    staff: str = ""

    @property
    def command(self) -> str:
        """What runs behind one window."""
        words = [sys.executable, "-m", "terminal_ui.serving.session", str(self.folder), self.station, self.staff]
        # In the place of the shell, so that it can be ended.
        return f"exec {shlex.join(words)}"


class Window(AppService):
    """The program behind one window of a browser."""

    async def stop(self) -> None:
        """End it, and wait until it has ended."""
        process = self._process
        try:
            await asyncio.wait_for(super().stop(), ENDS_WITHIN_S)
        except TimeoutError:
            if process is not None:
                process.kill()
        finally:
            if process is not None:
                await process.wait()
                # Nothing public closes the pipes of a process that has ended and was not read to its end.
                process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001
                await asyncio.sleep(0)


class PostsServer(Server):
    """A server of windows; ``token`` is the part of its address that nobody can guess."""

    def __init__(self, served: Served, *, host: str, port: int, sessions: int, told: Callable[[str], None]) -> None:
        """At most so many ``sessions`` are open at once; ``told`` is called with the address when it is ready."""
        super().__init__(served.command, host=host, port=port, title=f"Loopband {served.station}")
        self.token = secrets.token_urlsafe(24)
        self._sessions = sessions
        self._open = 0
        self._told = told

    def initialize_logging(self) -> None:
        """Errors of a window are written down by its own program."""

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - the library's
        """Say where it is."""
        self._told(f"{self.public_url}/{self.token}/")

    async def application(self) -> web.Application:
        """What answers requests: the page, its two files and its socket, all behind the token."""
        app = web.Application()
        here = f"/{self.token}"
        app.add_routes(
            [
                web.get(f"{here}/", self.page),
                web.get(f"{here}/ws", self.window),
                web.static(f"{here}/static", self.statics_path),
            ]
        )
        app.on_startup.append(self.on_startup)
        return app

    _make_app = application

    async def page(self, request: web.Request) -> web.Response:
        """The page around the terminal."""
        if self._open >= self._sessions:
            return web.Response(status=503, text=FULL, headers=HEADERS)
        here = f"/{self.token}"
        socket = f"{'wss' if request.secure else 'ws'}://{request.host}{here}/ws"
        template = Template((files("terminal_ui.serving") / "page.html").read_text(encoding="utf-8"))
        page = template.substitute(title=self.title, here=here, socket=socket)
        return web.Response(text=page, content_type="text/html", headers=HEADERS)

    async def window(self, request: web.Request) -> web.StreamResponse:
        """A window opens: its program runs until either is closed."""
        if self._open >= self._sessions:
            return web.Response(status=503, text=FULL)
        self._open += 1
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S)
        try:
            await socket.prepare(request)
            await self._run(
                socket, to_int(request.query.get("width", ""), 80), to_int(request.query.get("height", ""), 24)
            )
        finally:
            self._open -= 1
        return socket

    async def _run(self, socket: web.WebSocketResponse, width: int, height: int) -> None:
        window = Window(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,  # type: ignore[arg-type]  # whether it was open before does not matter
            download_manager=self.download_manager,
        )
        await window.start(width, height)
        try:
            await self._process_messages(socket, window)
        finally:
            await window.stop()
