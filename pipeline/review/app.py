"""Addresses to calls: the pages, what they are made of, and the interface for programs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.model.errors import SolieuError
from pipeline.review.answers import send_asset, send_page, tell, tell_error
from pipeline.review.asked import (
    MOST,
    asked,
    number,
    read_decision,
    read_filter,
    read_json,
    span,
    wrong_call,
)
from pipeline.review.chart import draw_chart
from pipeline.review.desk import Desk
from pipeline.review.inputs import Inputs
from pipeline.review.overview import Overview
from pipeline.review.pictures import Pictures
from pipeline.review.refusals import OutdatedError, RefusalError
from pipeline.review.told_lines import tell_run, tell_series
from pipeline.run.again import Again
from pipeline.run.batch.cache import Cache
from pipeline.run.catalogue.series import Over, Series

_PAGES = {"/": "folder", "/queue": "queue", "/report": "report", "/chart": "chart"}
_ALL = 1000  # rows that are told at once where nothing else is asked for
_SOME = 50  # where there are more
_PLACES = 200  # of a grid at once
_KEPT = {"Cache-Control": "private, max-age=300"}  # of pictures

Handler = Callable[[Request], Awaitable[Response]]


class App:
    """The application over one desk."""

    def __init__(self, desk: Desk, cache: Cache, stop: Callable[[], None]) -> None:
        self._desk = desk
        self._overview = Overview(desk)
        self._inputs = Inputs()
        self._pictures = Pictures(desk.out, cache, self._inputs)
        self.again = Again(desk.out)
        self._stop = stop
        self._painter = CapacityLimiter(1)  # pdfium works for one thread at a time

    def build(self) -> Starlette:
        """Give the application."""
        self._pictures.tidy()
        routes = [
            *(Route(path, self._page(name)) for path, name in _PAGES.items()),
            Route("/assets/{name}", self._any_asset),
            *(Route(f"/api/{name}", self._told(one)) for name, one in self._questions().items()),
            Route("/api/corrections", self._told(self.correct), methods=["POST"]),
            Route("/api/corrections/{id}", self._told(self.take_back), methods=["DELETE"]),
            Route("/api/run", self._told(self.start), methods=["POST"]),
            Route("/api/run", self._told(self.halt), methods=["DELETE"]),
            Route("/api/stop", self._told(self.stop), methods=["POST"]),
        ]
        return Starlette(routes=routes)

    def _questions(self) -> dict[str, Handler]:
        """Give what can be asked without changing anything."""
        return {
            "reports": self.reports,
            "grid": self.grid,
            "queue": self.queue,
            "rows": self.rows,
            "row": self.row,
            "others": self.others,
            "pages": self.pages,
            "input": self.input,
            "progress": self.progress,
            "indicators": self.indicators,
            "series": self.series,
            "chart": self.chart,
            "corrections": self.corrections,
            "crop": self.crop,
            "page": self.page,
            "run": self.run,
        }

    @staticmethod
    def _page(name: str) -> Handler:
        async def answer(_: Request) -> Response:
            return send_page(name)

        return answer

    @staticmethod
    async def _any_asset(request: Request) -> Response:
        return send_asset(request.path_params["name"])

    @staticmethod
    def _told(handler: Handler) -> Handler:
        """Let errors of ours become answers, in both languages."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except RefusalError as error:
                return tell_error(error, error.code)
            except SolieuError as error:
                return tell_error(error, 503)

        return answer

    async def reports(self, request: Request) -> Response:
        """Give reports; `X-Total` says how many there are."""
        limit, offset = span(request, MOST)
        told, total = self._desk.reports(read_filter(request), limit, offset)
        return tell(told, total)

    async def queue(self, request: Request) -> Response:
        """Give rows to look at; a long queue comes in parts, `limit` and `offset` say which."""
        wanted = read_filter(request)
        self._desk.refresh()
        total = self._desk.results.catalogue.count_places(wanted)
        limit, offset = span(request, total if total <= _ALL else _SOME)
        return tell(*self._desk.queue(wanted, limit, offset))

    async def rows(self, request: Request) -> Response:
        """Give all rows of a report."""
        return tell(self._desk.rows(asked(request, "report")))

    async def row(self, request: Request) -> Response:
        """Give one row with all that is known."""
        return tell(self._desk.row(asked(request, "report"), asked(request, "indicator")))

    async def others(self, request: Request) -> Response:
        """Give the figures of a report that no indicator takes."""
        return tell(self._desk.others(asked(request, "report")))

    async def pages(self, request: Request) -> Response:
        """Give the pages of a report with the figures that stand on them."""
        return tell(self._desk.pages(asked(request, "report")))

    async def input(self, request: Request) -> Response:
        """Say whether the files of a report still are what was read."""
        self._desk.refresh()
        entry = self._desk.find(asked(request, "report")).entry
        await anyio.to_thread.run_sync(lambda: self._inputs.check_all(entry))
        return tell({"same": True})

    async def grid(self, request: Request) -> Response:
        """Give the reports of so many places, to be shown by place and period."""
        limit, offset = span(request, _PLACES)
        return tell(self._overview.grid(read_filter(request), limit, offset))

    async def indicators(self, request: Request) -> Response:
        """Give the indicators whose name or id holds a text."""
        return tell(self._overview.indicators(asked(request, "text")))

    async def series(self, request: Request) -> Response:
        """Give what other reports say of a figure."""
        return tell(tell_series(self._series(request)))

    async def chart(self, request: Request) -> Response:
        """Draw it."""
        svg = draw_chart(self._series(request), _over(request))
        return Response(svg, media_type="image/svg+xml")

    def _series(self, request: Request) -> Series:
        path, indicator = asked(request, "report"), asked(request, "indicator")
        return self._overview.series(path, indicator, _over(request))

    async def progress(self, _: Request) -> Response:
        """Say how far the review is."""
        return tell(self._overview.progress())

    async def corrections(self, request: Request) -> Response:
        """Give the decisions, the last one first."""
        return tell(self._desk.corrections(request.query_params.get("report", ""))[:MOST])

    async def correct(self, request: Request) -> Response:
        """Keep a decision."""
        given = await read_json(request)
        told = self._desk.decide(read_decision(given))
        return JSONResponse(told, status_code=201)

    async def take_back(self, request: Request) -> Response:
        """Take a decision back."""
        return tell(self._desk.take_back(request.path_params["id"]))

    async def crop(self, request: Request) -> Response:
        """Give the picture of a row."""
        self._desk.refresh()
        place = self._desk.place(asked(request, "report"), asked(request, "indicator"))
        wide = request.query_params.get("wide") == "1"
        return await self._paint(lambda: self._pictures.row(*place, wide=wide))

    async def page(self, request: Request) -> Response:
        """Give the picture of a page."""
        self._desk.refresh()
        entry = self._desk.find(asked(request, "report")).entry
        wanted = number(request, "page", 1, 10**6)
        return await self._paint(lambda: self._pictures.page(entry, wanted))

    async def run(self, _: Request) -> Response:
        """Say how far the run is that was started here."""
        return tell(tell_run(self.again.progress()))

    async def start(self, _: Request) -> Response:
        """Read the inputs once more."""
        if self.again.is_running:
            raise OutdatedError("Lệnh đang chạy.", "It is at work already.")
        self.again.start()
        return JSONResponse(tell_run(self.again.progress()), status_code=201)

    async def halt(self, _: Request) -> Response:
        """Stop the run that was started here."""
        self.again.stop()
        return tell(tell_run(self.again.progress()))

    async def _paint(self, paint: Callable[[], bytes]) -> Response:
        png = await anyio.to_thread.run_sync(paint, limiter=self._painter)
        return Response(png, media_type="image/png", headers=_KEPT)

    async def stop(self, _: Request) -> Response:
        """End the server."""
        self._stop()
        return tell({"stopped": True})


def _over(request: Request) -> Over:
    try:
        return Over(asked(request, "over"))
    except ValueError as error:
        raise wrong_call("over") from error
