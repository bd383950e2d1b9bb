"""Who may ask the local page for something: only the page itself, opened with the address that the program printed.

Other pages in the same browser, other names for this computer and other programs without the token are refused
before anything is read.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bmp_networks.app.words import app_words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING_METHODS = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True)
class Door:
    """Where the page lives and what opens it.

    Parameters
    ----------
    port
        The port on 127.0.0.1.
    token
        Stands once in the address that is opened; it is exchanged for the pass.
    entry
        Value of the cookie that every further request carries. Another secret than the token: whoever reads an old
        address in a list of processes learns nothing of it.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    entry: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def host(self) -> str:
        """The one value of the Host header that is answered."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """The one value of the Origin header that is answered."""
        return f"http://{self.host}"

    @property
    def address(self) -> str:
        """What the browser opens."""
        return f"{self.origin}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """Name of the cookie; it holds the port, because browsers share cookies between the ports of a host."""
        return f"bmp_{self.port}"


class Guard:
    """Lets through what comes from the page itself, and puts the rules for the browser on every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            return  # no sockets, no life-cycle messages: there is nothing to do for them
        refusal = refuse_request(scope, self.door)
        answer = refusal or exchange_token(scope, self.door) or self.app
        await answer(scope, receive, _with_rules(send))


def refuse_request(scope: Scope, door: Door) -> Response | None:
    """Give the refusal of a request that does not come from the page, None for one that does.

    421 for another Host (a foreign name that leads to this computer), 403 for another Origin, a request that the
    browser marks as made by another site, and one without the cookie or the token.
    """
    headers = Headers(scope=scope)
    if headers.getlist("host") != [door.host]:
        return _refusal("host", 421)
    origins = headers.getlist("origin")
    is_reading = scope["method"] in READING_METHODS
    if origins != [door.origin] and (origins or not is_reading):
        return _refusal("origin", 403)
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return _refusal("origin", 403)
    given = cookie_parser(headers.get("cookie", "")).get(door.cookie, "")
    if _same(given, door.entry) or _brings_token(scope, door):
        return None
    return _refusal("token", 403)


def exchange_token(scope: Scope, door: Door) -> Response | None:
    """Turn the token in the opened address into a cookie and lead to the clean address."""
    if not _brings_token(scope, door):
        return None
    response = RedirectResponse("/", 303)
    response.set_cookie(door.cookie, door.entry, httponly=True, samesite="strict", path="/")
    return response


def _brings_token(scope: Scope, door: Door) -> bool:
    if scope["method"] != "GET" or scope["path"] != "/":
        return False
    given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
    return len(given) == 1 and _same(given[0], door.token)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _refusal(reason: str, status: int) -> Response:
    words = [app_words(lang)["door"][reason] for lang in ("id", "en")]
    return PlainTextResponse("\n\n".join(words) + "\n", status)


def _with_rules(send: Send) -> Send:
    async def send_with_rules(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in ALWAYS.items():
                headers[name] = value
            headers.setdefault("content-security-policy", POLICY)
        await send(message)

    return send_with_rules
