"""What the local page may ask for, and the answers: each handler takes a request apart, the work is done elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bmp_networks.app.security import Door, Guard
from bmp_networks.app.sessions import Choices, Session, tell_bug
from bmp_networks.app.uploads import TABLE_LIMIT, TEXT_LIMIT, ZIP_LIMIT, take
from bmp_networks.app.views import state_of
from bmp_networks.app.words import LANGUAGES, PageRefusalError, app_words, told
from bmp_networks.errors import BmpError
from bmp_networks.resources import data_bytes

if TYPE_CHECKING:
    from starlette.types import ASGIApp

FORM_LIMIT = 4 << 20
ASSETS = {"app.js": "text/javascript", "app.css": "text/css", "icon.svg": "image/svg+xml"}
PARTS = ("page", "drop", "progress", "result", "ask", "save", "people", "check", "zones", "refused")
LIMITS = {"zip": ZIP_LIMIT, "text": TEXT_LIMIT, "table": TABLE_LIMIT}
DATE_ORDERS = ("auto", "day-first", "month-first", "year-first")
FRAMED = "sandbox allow-scripts allow-modals; frame-ancestors 'self'; default-src 'none'; {rest}"


class LocalPage:
    """The page's server side: one person, one session.

    Parameters
    ----------
    session
        What is worked on.
    close
        Called when the person closes the program.
    opened
        Called when the page itself is asked for: the time to load what is heavy.
    lang
        Language the page begins with.
    """

    def __init__(
        self,
        session: Session,
        close: Callable[[], object] = bool,
        opened: Callable[[], object] = bool,
        lang: str = "id",
    ) -> None:
        self.session = session
        self.lang = lang
        self.close = close
        self.opened = opened

    async def page(self, request: Request) -> Response:
        """Give the page with its words in both languages."""
        texts = {lang: {key: value for key, value in app_words(lang).items() if key in PARTS} for lang in LANGUAGES}
        given = json.dumps({"lang": self.lang, "texts": texts, "limits": LIMITS}, ensure_ascii=False)
        html = data_bytes("app/page.html").decode("utf-8").replace("{{ given }}", given.replace("<", "\\u003c"))
        self.opened()
        return Response(html, media_type="text/html")

    async def asset(self, request: Request) -> Response:
        """Give the page's script, style or icon."""
        name = request.url.path.lstrip("/")
        return Response(data_bytes(f"app/{name}"), media_type=ASSETS[name])

    async def state(self, request: Request) -> Response:
        """Say where the work stands; the page asks again and again, which also keeps the program awake."""
        return JSONResponse(await run_in_threadpool(state_of, self.session, language_of(request)))

    async def put_file(self, request: Request) -> Response:
        """Take one file, sent as it is, into memory."""
        name = request.query_params.get("name", "").replace("\\", "/").rpartition("/")[2][:200] or "chat.txt"
        claimed = request.headers.get("content-length", "")
        size = int(claimed) if claimed.isdigit() else None
        self.session.room_for(name, size)
        file = await take(request.stream(), name, size)
        await run_in_threadpool(self.session.add, file)
        return await self.state(request)

    async def drop_file(self, request: Request) -> Response:
        """Let one file go."""
        self.session.remove(request.path_params["number"])
        return await self.state(request)

    async def read(self, request: Request) -> Response:
        """Start reading, with what the person corrected."""
        form = await form_of(request)
        order, me, zone = (form.get(key) for key in ("date_order", "me", "timezone"))
        choices = Choices(
            order if order in DATE_ORDERS else "auto",
            str(me)[:200] if me else None,
            str(zone)[:60] if zone else Choices.timezone,
        )
        self.session.begin(choices, language_of(request))
        return await self.state(request)

    async def stop(self, request: Request) -> Response:
        """Stop the reading; the files and an earlier result stay."""
        self.session.stop()
        return await self.state(request)

    async def restart(self, request: Request) -> Response:
        """Let everything go and begin anew."""
        self.session.forget()
        return await self.state(request)

    async def people(self, request: Request) -> Response:
        """Give the roster as far as it is known."""
        return JSONResponse(await run_in_threadpool(self._people))

    async def effect(self, request: Request) -> Response:
        """Give what taking people out changed."""
        from bmp_networks.app.readings import describe_effect

        result = self._result()
        rows = await run_in_threadpool(describe_effect, result, language_of(request))
        return JSONResponse({"rows": rows})

    async def put_people(self, request: Request) -> Response:
        """Take the roster as the person filled it in."""
        from bmp_networks.app.people import FILE_NAME, people_csv
        from bmp_networks.io.whatsapp.archive import NamedBytes

        rows = (await form_of(request)).get("rows", [])
        texts = [{str(key): str(cell) for key, cell in row.items()} for row in rows]
        await run_in_threadpool(self.session.set_roster, NamedBytes(FILE_NAME, people_csv(texts)))
        return await self.state(request)

    async def report(self, request: Request) -> Response:
        """Give the report for one reader; it may be shown in the page's frame, with no rights of the page."""
        audience = "sharing" if request.path_params["audience"] == "sharing" else "facilitator"
        html = await run_in_threadpool(self._result().page, audience, language_of(request))
        start = html.index("script-src")
        rest = html[start : html.index('"', start)].replace("&#39;", "'")
        return Response(html, media_type="text/html", headers={"content-security-policy": FRAMED.format(rest=rest)})

    async def save(self, request: Request) -> Response:
        """Give a file to be saved by the browser."""
        from bmp_networks.app.saves import SAVES

        what = request.path_params["what"]
        if what not in SAVES:
            raise PageRefusalError("nothing_yet")
        self._result()
        name, kind, data = await run_in_threadpool(SAVES[what], self.session, language_of(request))
        place = f"attachment; filename*=UTF-8''{quote(name)}"
        return Response(data, media_type=kind, headers={"content-disposition": place})

    async def end(self, request: Request) -> Response:
        """Close the program: everything that was not saved is gone."""
        self.session.forget()
        self.close()
        return JSONResponse({"closed": True})

    def _people(self) -> dict[str, Any]:
        from bmp_networks.app.people import people_rows

        result, roster = self._result(), self.session.files("roster")
        return {"rows": people_rows(result.study.chat, roster[0] if roster else None, result.counts)}

    def _result(self) -> Any:
        result = self.session.result
        if result is None:
            raise PageRefusalError("nothing_yet")
        return result


def build_app(local: LocalPage, door: Door) -> ASGIApp:
    """Build the server: the routes of the page behind the guard."""
    routes = [
        Route("/", local.page),
        Route("/state", local.state),
        Route("/files", local.put_file, methods=["PUT"]),
        Route("/files/{number:int}", local.drop_file, methods=["DELETE"]),
        Route("/read", local.read, methods=["POST"]),
        Route("/stop", local.stop, methods=["POST"]),
        Route("/restart", local.restart, methods=["POST"]),
        Route("/people", local.people),
        Route("/people", local.put_people, methods=["PUT"]),
        Route("/effect", local.effect),
        Route("/close", local.end, methods=["POST"]),
        Route("/save/{what}", local.save),
        Route("/report/{audience}", local.report),
        *(Route(f"/{name}", local.asset) for name in ASSETS),
    ]
    handlers: dict[Any, Any] = {BmpError: answer_refusal, ClientDisconnect: answer_nobody, Exception: answer_bug}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), door)


def language_of(request: Request) -> str:
    """Give the language the page is in: ``id`` unless it says ``en``."""
    return "en" if request.query_params.get("lang") == "en" else "id"


async def form_of(request: Request) -> dict[str, Any]:
    """Read a small JSON object.

    Raises
    ------
    PageRefusalError
        When it is larger than a roster can be, or no JSON object.
    """
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > FORM_LIMIT:
            raise PageRefusalError("form")
    try:
        form = json.loads(data or b"{}")
    except ValueError:
        form = None
    if not isinstance(form, dict):
        raise PageRefusalError("form")
    return form


async def answer_refusal(request: Request, error: Exception) -> Response:
    """Say a refusal in the page's language.

    It is an answer like any other (200) where the page asked and will show it; browsers write other codes into their
    console. What is too large is 413, what is not there 404.
    """
    assert isinstance(error, BmpError)
    codes = {"too_large": 413, "form": 413, "nothing_yet": 404}
    status = codes.get(getattr(error, "reason", ""), 200)
    return JSONResponse({"error": told(error, language_of(request))}, status)


async def answer_nobody(request: Request, error: Exception) -> Response:
    """End a request whose sender went away; what had come of the file is gone with it."""
    return Response(status_code=400)


async def answer_bug(request: Request, error: Exception) -> Response:
    """Say that the program failed, without a word of the chat."""
    tell_bug(error)
    return JSONResponse({"error": told(PageRefusalError("bug"), language_of(request))}, 500)
