"""All reports of a folder: found, filtered, side by side, and read once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from xml.etree import ElementTree

import anyio
import pytest

from pipeline.run.again import Call, read_call
from tests.review.conftest import Page, Told

pytestmark = pytest.mark.anyio


async def test_reports_are_found_without_marks_and_by_what_is_left(page: Page) -> None:
    reports = await page.get("/api/reports")
    dump = next(one for one in reports if one["report"] == "dump-kt-xh.txt")

    by_place = await page.get("/api/reports", text="binh hue")
    by_form = await page.get("/api/reports", form="kt-xh-xa", period=dump["period"])
    by_look = {
        look: [one["report"] for one in await page.get("/api/reports", look=look)]
        for look in ("contradicted", "open", "clear", "failed")
    }

    assert by_place == by_form == [dump]
    assert sorted(name for some in by_look.values() for name in some) == sorted(
        one["report"] for one in reports
    )
    assert all(one["report"] in by_look[one["look"]] for one in reports)


async def test_the_grid_shows_place_by_period(page: Page) -> None:
    grid = await page.get("/api/grid")

    for report in await page.get("/api/reports"):
        (row,) = [one for one in grid["places"] if one["place"] == report["place"]]
        (cell,) = row["reports"][report["period"]]
        assert (cell["report"], cell["open"]) == (report["report"], report["open"])
        assert set(row["reports"]) < set(grid["periods"])  # the other cell stays white


async def test_an_indicator_is_found_and_drawn(page: Page) -> None:
    named = await page.get("/api/indicators", text="dan trau buffaloes")
    (found,) = [one for one in named if one["indicator"] == "buffaloes"]
    asked = {"report": found["report"], "indicator": found["indicator"]}

    for over in ("periods", "places"):
        series = await page.get("/api/series", over=over, **asked)
        answer = await page.client.get("/api/chart", params={"over": over, **asked})
        assert answer.headers["content-type"] == "image/svg+xml"
        root = ElementTree.fromstring(answer.text)  # noqa: S314 (our own drawing)
        texts = [one.text or "" for one in root.iter() if one.tag.endswith("text")]
        assert len(texts) == 1 + 2 * len(series["points"])
        assert series["label"] in texts[0]
    for bad in ({"over": "x"}, {}):
        assert (await page.client.get("/api/chart", params=asked | bad)).status_code == 400
    nothing = {**asked, "indicator": "none", "over": "places"}
    assert (await page.client.get("/api/chart", params=nothing)).status_code == 404


async def _until(ask: Callable[[], Awaitable[Told]], state: str) -> Told:
    with anyio.fail_after(120):
        while (told := await ask())["state"] != state:
            await anyio.sleep(0.05)
    return told


async def test_the_same_inputs_are_read_again_and_stopped(page_of_own: Page) -> None:
    page = page_of_own
    assert (await page.get("/api/run"))["state"] == "none"

    assert (await page.client.post("/api/run")).status_code == 201
    assert (await page.client.post("/api/run")).status_code == 409

    told = await _until(lambda: page.get("/api/run"), "ended")
    assert told["exit_code"] == 0, told
    assert told["lines"]
    (page.inputs / "digital-year.pdf").touch()
    assert (await page.client.post("/api/run")).status_code == 201
    assert (await page.client.delete("/api/run")).json()["state"] in ("stopping", "ended")
    assert (await _until(lambda: page.get("/api/run"), "ended"))["exit_code"] in (130, -2, 0)


async def test_only_what_this_folder_was_read_from_is_read_again(page: Page) -> None:
    # A copy of a folder of ours, as of somebody else: the note is of another place.
    assert read_call(page.out) is None

    told = await page.get("/api/run")

    assert not told["can_start"]
    assert (await page.client.post("/api/run")).status_code == 503


def test_a_call_is_made_with_the_same_arguments(page: Page) -> None:
    call = Call((b"/a b",), b"/p", "cchc-xa", split=False, adapt=True)

    arguments = call.arguments(page.out)

    assert arguments[:3] == ["extract", "--out", str(page.out)]
    assert arguments[3:] == [
        *("--form", "cchc-xa", "--no-split", "--adapt", "--patterns", "/p", "--", "/a b"),
    ]
