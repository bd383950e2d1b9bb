"""Starting the local page: a free port on this computer, the browser, and an end when nobody uses it any more."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from bmp_networks.app.security import Door
from bmp_networks.app.server import LocalPage, build_app
from bmp_networks.app.sessions import Session
from bmp_networks.app.uploads import MEGABYTE

_TICK = 5.0


def open_page(
    *,
    browser: bool = True,
    idle_minutes: float = 60,
    lang: str = "id",
    folder: Path | None = None,
    tell: Callable[[str], object] = print,
) -> None:
    """Serve the page on 127.0.0.1 until the person closes it or nobody has asked for anything for a while.

    Parameters
    ----------
    browser
        Whether the page is opened in the person's browser.
    idle_minutes
        Minutes without any request after which the program ends; an open page asks by itself.
    lang
        Language the page begins with, ``id`` or ``en``.
    folder
        The project's folder: where a key of the pseudonyms is looked for. The working directory by default.
    tell
        Called once with the address, when the page is ready.
    """
    os.environ.setdefault("MPLBACKEND", "agg")  # no window is ever drawn, least of all from a thread
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", 0))
    door = Door(listening.getsockname()[1])
    server = _Server(door, Session(folder or Path.cwd()), idle_minutes * 60, lang)

    def ready() -> None:
        tell(door.address)
        if browser:
            threading.Thread(target=webbrowser.open, args=(door.address,), daemon=True).start()

    server.ready = ready
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that says when it is ready, and ends when nobody asks for anything."""

    def __init__(self, door: Door, session: Session, idle_seconds: float, lang: str) -> None:
        self.idle_seconds = idle_seconds
        self.waited = 0.0
        self.ready: Callable[[], object] = bool
        self._warm = threading.Event()
        local = LocalPage(session, close=self.end, opened=self._warm.set, lang=lang)
        guarded = build_app(local, door)

        async def counted(scope: object, receive: object, send: object) -> None:
            self.waited = 0.0
            await guarded(scope, receive, send)  # type: ignore[arg-type]

        config = uvicorn.Config(
            counted, loop="asyncio", http="h11", ws="none", lifespan="off", log_level="critical", access_log=False,
            server_header=False, date_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=MEGABYTE // 16,
        )  # fmt: skip
        super().__init__(config)

    def end(self) -> None:
        """End after the answer that is on its way."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            self._watch = asyncio.get_running_loop().create_task(self._wait())
            threading.Thread(target=self._load_what_is_heavy, daemon=True).start()
            self.ready()

    async def _wait(self) -> None:
        # Ticks are counted, not hours on the clock: a laptop that slept over lunch has not been idle.
        tick = min(_TICK, self.idle_seconds)
        while self.waited < self.idle_seconds:
            await asyncio.sleep(tick)
            self.waited += tick
        self.end()

    def _load_what_is_heavy(self) -> None:
        self._warm.wait(timeout=30)
        import bmp_networks.app.results
        import bmp_networks.study  # noqa: F401
