"""Addresses to calls: the pages, what they are made of, and the interface for programs."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.model.correction import Decision
from pipeline.model.errors import SolieuError
from pipeline.review.desk import Asked, Desk
from pipeline.review.pages import tell_pages
from pipeline.review.pictures import Pictures
from pipeline.review.refusals import RefusalError
from pipeline.review.values import read_value
from pipeline.run.batch.cache import Cache
from pipeline.run.catalogue.catalogue import Filter

_ASSETS = Path(__file__).with_name("assets")
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
_PAGES = {"/": "folder", "/queue": "queue", "/report": "report"}
_ALL = 1000  # rows that are told at once where nothing else is asked for
_SOME = 50  # where there are more
_MOST = 5000  # rows of one answer
_LONGEST = 500  # letters of a note or a name
_KEPT = {"Cache-Control": "private, max-age=300"}  # of pictures

Handler = Callable[[Request], Awaitable[Response]]


class App:
    """The application over one desk."""

    def __init__(self, desk: Desk, cache: Cache, stop: Callable[[], None]) -> None:
        self._desk = desk
        self._cache = cache
        self._pictures = Pictures(desk.out, cache)
        self._stop = stop
        self._painter = CapacityLimiter(1)  # pdfium works for one thread at a time

    def build(self) -> Starlette:
        """Give the application."""
        self._pictures.tidy()
        routes = [
            *(Route(path, self._page(name)) for path, name in _PAGES.items()),
            Route("/assets/{name}", self._any_asset),
            Route("/api/reports", self._told(self.reports)),
            Route("/api/queue", self._told(self.queue)),
            Route("/api/rows", self._told(self.rows)),
            Route("/api/pages", self._told(self.pages)),
            Route("/api/row", self._told(self.row)),
            Route("/api/progress", self._told(self.progress)),
            Route("/api/corrections", self._told(self.corrections), methods=["GET"]),
            Route("/api/corrections", self._told(self.correct), methods=["POST"]),
            Route("/api/corrections/{id}", self._told(self.take_back), methods=["DELETE"]),
            Route("/api/crop", self._told(self.crop)),
            Route("/api/page", self._told(self.page)),
            Route("/api/stop", self._told(self.stop), methods=["POST"]),
        ]
        return Starlette(routes=routes)

    @staticmethod
    def _page(name: str) -> Handler:
        async def answer(_: Request) -> Response:
            return _send_page(name)

        return answer

    @staticmethod
    async def _any_asset(request: Request) -> Response:
        return _send_asset(request.path_params["name"])

    @staticmethod
    def _told(handler: Handler) -> Handler:
        """Let errors of ours become answers, in both languages."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except RefusalError as error:
                return _tell_error(error, error.code)
            except SolieuError as error:
                return _tell_error(error, 503)

        return answer

    async def reports(self, request: Request) -> Response:
        """Give reports; `X-Total` says how many there are."""
        limit, offset = _span(request, _MOST)
        told, total = self._desk.reports(_filter(request), limit, offset)
        return _tell(told, total)

    async def queue(self, request: Request) -> Response:
        """Give rows to look at; a long queue comes in parts, `limit` and `offset` say which."""
        wanted = _filter(request)
        self._desk.refresh()
        total = self._desk.results.catalogue.count_places(wanted)
        limit, offset = _span(request, total if total <= _ALL else _SOME)
        return _tell(*self._desk.queue(wanted, limit, offset))

    async def rows(self, request: Request) -> Response:
        """Give all rows of a report."""
        return _tell(self._desk.rows(_asked(request, "report")))

    async def row(self, request: Request) -> Response:
        """Give one row with all that is known."""
        return _tell(self._desk.row(_asked(request, "report"), _asked(request, "indicator")))

    async def pages(self, request: Request) -> Response:
        """Give the pages of a report with the figures that stand on them."""
        path = _asked(request, "report")
        self._desk.refresh()
        opened = self._desk.find(path)
        return _tell(list(tell_pages(opened.entry, self._cache)) if opened.teller.pictured else [])

    async def progress(self, _: Request) -> Response:
        """Say how far the review is."""
        return _tell(self._desk.progress())

    async def corrections(self, request: Request) -> Response:
        """Give the decisions, the last one first."""
        return _tell(self._desk.corrections(request.query_params.get("report", ""))[:_MOST])

    async def correct(self, request: Request) -> Response:
        """Keep a decision."""
        given = await _read_json(request)
        told = self._desk.decide(_read_decision(given))
        return JSONResponse(told, status_code=201)

    async def take_back(self, request: Request) -> Response:
        """Take a decision back."""
        return _tell(self._desk.take_back(request.path_params["id"]))

    async def crop(self, request: Request) -> Response:
        """Give the picture of a row."""
        self._desk.refresh()
        place = self._desk.place(_asked(request, "report"), _asked(request, "indicator"))
        wide = request.query_params.get("wide") == "1"
        return await self._paint(lambda: self._pictures.row(*place, wide=wide))

    async def page(self, request: Request) -> Response:
        """Give the picture of a page."""
        self._desk.refresh()
        entry = self._desk.find(_asked(request, "report")).entry
        number = _number(request, "page", 1, 10**6)
        return await self._paint(lambda: self._pictures.page(entry, number))

    async def _paint(self, paint: Callable[[], bytes]) -> Response:
        png = await anyio.to_thread.run_sync(paint, limiter=self._painter)
        return Response(png, media_type="image/png", headers=_KEPT)

    async def stop(self, _: Request) -> Response:
        """End the server."""
        self._stop()
        return _tell({"stopped": True})


def _send_page(name: str) -> Response:
    """Send one of the pages; all have one head and differ in what stands below it."""
    shell, content = (
        (_ASSETS / f"{one}.html").read_text(encoding="utf-8") for one in ("shell", name)
    )
    text = shell.replace("{page}", name).replace("{content}", content)
    return Response(text, media_type=_TYPES[".html"])


def _send_asset(name: str) -> Response:
    """Send a file of the package; the name is looked up, never joined to a path."""
    files = {file.name: file for file in _ASSETS.iterdir()}
    file = files.get(name)
    if file is None or file.suffix not in _TYPES:
        return JSONResponse({"error": "Không có | Not found"}, status_code=404)
    return Response(file.read_bytes(), media_type=_TYPES[file.suffix])


def _tell(told: object, total: int | None = None) -> Response:
    headers = {"X-Total": str(total)} if total is not None else None
    return JSONResponse(told, headers=headers)


def _tell_error(error: SolieuError, code: int) -> Response:
    told = {"error": str(error), "vietnamese": error.vietnamese, "english": error.english}
    return JSONResponse(told, status_code=code)


def _filter(request: Request) -> Filter:
    asked = request.query_params
    return Filter(*(asked.get(name, "") for name in ("report", "form", "status", "text")))


def _asked(request: Request, name: str) -> str:
    given = request.query_params.get(name, "")
    if not given:
        raise _wrong_call(name)
    return given


def _span(request: Request, limit: int) -> tuple[int, int]:
    return _number(request, "limit", limit, _MOST), _number(request, "offset", 0, 10**9)


def _number(request: Request, name: str, usual: int, most: int) -> int:
    given = request.query_params.get(name, "")
    if not given:
        return usual
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise _wrong_call(name)
    return min(int(given), most)


async def _read_json(request: Request) -> dict[str, object]:
    try:
        given = json.loads(await request.body(), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise _wrong_call("JSON") from error
    if not isinstance(given, dict):
        raise _wrong_call("JSON")
    return given


def _read_decision(given: dict[str, object]) -> Asked:
    texts = {name: given.get(name) or "" for name in ("report", "indicator", "note", "by")}
    for name, text in texts.items():
        if not isinstance(text, str) or (len(text) > _LONGEST and name in ("note", "by")):
            raise _wrong_call(name)
    if not texts["report"] or not texts["indicator"] or "value" not in given or "was" not in given:
        raise _wrong_call("report, indicator, was, value")
    value = read_value(given["value"])
    told = given.get("decision") or (Decision.BLANK if value is None else Decision.VALUE)
    if told not in list(Decision) or (value is None) is (told == Decision.VALUE):
        raise _wrong_call("decision")
    return Asked(
        was=read_value(given["was"]),
        value=value,
        decision=Decision(str(told)),
        **{name: str(text) for name, text in texts.items()},
    )


def _wrong_call(name: str) -> RefusalError:
    return RefusalError(f"Thiếu hoặc sai: {name}.", f"Missing or wrong: {name}.")
