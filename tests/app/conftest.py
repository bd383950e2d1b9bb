"""A page that really listens on 127.0.0.1, and a plain client that says exactly what a test wants to be said."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bmp_networks.app.launch import open_page

SAMPLES = Path(__file__).parents[2] / "sample_chats"


class Client:
    """Speaks to the page as its own script does, unless told otherwise."""

    def __init__(self, address: str):
        self.address = address
        self.host = urlsplit(address).netloc
        self.token_path = address.partition(self.host)[2]
        self.cookie = ""

    def open(self) -> Client:
        response, _ = self.send("GET", self.token_path, {"Host": self.host})
        self.cookie = response.getheader("set-cookie").partition(";")[0]
        return self

    def headers(self, **changes: str | None) -> dict[str, str]:
        usual = {"Host": self.host, "Origin": f"http://{self.host}", "Cookie": self.cookie}
        return {name: value for name, value in {**usual, **changes}.items() if value is not None}

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        if body is not None and "Content-Length" not in headers:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response, data

    def ask(self, method: str, path: str, body: object = None, **changes: str | None) -> tuple[int, dict]:
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        response, answer = self.send(method, path, self.headers(**changes), data)
        return response.status, json.loads(answer)

    def read(self, **choices: str) -> dict:
        self.ask("POST", "/read", choices)
        for _ in range(600):
            _, state = self.ask("GET", "/state")
            if state["phase"] != "reading":
                return state
            time.sleep(0.1)
        raise AssertionError("the reading does not end")


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> Iterator[Callable[..., Client]]:
    """Start a page; it is closed when the module is done."""
    running = []

    def begin(**options) -> Client:
        told: list[str] = []
        options = {"folder": tmp_path_factory.mktemp("project"), **options}
        thread = threading.Thread(target=open_page, kwargs={"browser": False, "tell": told.append, **options})
        thread.start()
        for _ in range(200):
            if told:
                break
            time.sleep(0.05)
        client = Client(told[0])
        client.thread = thread
        running.append(client)
        return client

    yield begin
    for client in running:
        if client.thread.is_alive():
            client.open().ask("POST", "/close")
        client.thread.join(15)
        assert not client.thread.is_alive()


@pytest.fixture
def chat_bytes() -> bytes:
    return (SAMPLES / "lipursari_android_id" / "chat.txt").read_bytes()
