"""The interface for programs, as the contract says it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.run.corrections.ledger import Ledger
from tests.review.conftest import Page, Told, open_page, run

pytestmark = pytest.mark.anyio

_PROMISED = {
    *("report", "indicator", "label", "value", "unit", "status", "readings", "findings"),
    *("why", "proposals", "crop", "page"),
}
_PNG = b"\x89PNG\r\n"


def _figures(out: Path) -> dict[tuple[str, str], Told]:
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {(row["report"], row["indicator"]): row for row in csv.DictReader(stream)}


async def test_the_queue_has_every_row_to_look_at_in_order_of_harm(page: Page) -> None:
    queue = await page.get("/api/queue")

    wanted = {
        key for key, row in _figures(page.out).items() if row["status"] in ("doubtful", "missing")
    }
    assert {(row["report"], row["indicator"]) for row in queue} == wanted
    assert all(set(row) >= _PROMISED for row in queue)
    order = ["contradicted", "doubted", "lost", "between", "unseen"]
    places = [order.index(row["harm"]) for row in queue]
    assert places == sorted(places)
    assert places[0] == 0
    only = await page.get("/api/queue", report="dump-kt-xh.txt", status="doubtful")
    assert {(row["report"], row["status"]) for row in only} == {("dump-kt-xh.txt", "doubtful")}
    assert await page.get("/api/queue", form="none") == []


async def test_reports_are_those_of_the_run(page: Page) -> None:
    reports = await page.get("/api/reports")

    with (page.out / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for name in ("report", "sha256", "state", "form", "place", "period", "document_number"):
        assert [one[name] for one in reports] == [row[name] for row in rows]
    for name in ("sure", "read", "doubtful", "blank", "missing", "corrected"):
        assert [str(one[name]) for one in reports] == [row[name] for row in rows]


async def test_one_value_clears_its_whole_equation_and_lasts(page: Page) -> None:
    queue = await page.get("/api/queue", report="digital-year.pdf")
    row, choice = next(
        (row, choice) for row in queue for choice in row["proposals"] if choice["clears"]
    )
    assert len(row["equation"]) > 1

    answer = await page.decide(row, choice["value"], note="=xem giấy")

    told = answer.json()
    assert (answer.status_code, told["status"]) == (201, "corrected")
    assert row["indicator"] in told["cleared"]
    assert len(told["cleared"]) > 1
    left = await page.get("/api/queue", report="digital-year.pdf")
    assert len(left) == len(queue) - len(told["cleared"])
    assert run(page.inputs, page.out) == 0
    kept = _figures(page.out)["digital-year.pdf", row["indicator"]]
    assert (kept["status"], kept["method"]) == ("corrected", "corrected")
    assert float(kept["value"]) == choice["value"]
    assert await page.get("/api/queue", report="digital-year.pdf") == left


async def test_a_decision_is_taken_back(page: Page) -> None:
    before = await page.get("/api/queue")
    row = before[0]
    name = (await page.decide(row, row["value"])).json()["id"]
    assert len(await page.get("/api/queue")) == len(before) - 1
    assert [one["id"] for one in await page.get("/api/corrections")] == [name]

    answer = await page.client.delete(f"/api/corrections/{name}")

    assert answer.status_code == 200
    assert await page.get("/api/queue") == before
    assert (await page.client.delete(f"/api/corrections/{name}")).status_code == 404


async def test_what_is_no_longer_so_is_refused(page: Page) -> None:
    row = (await page.get("/api/queue"))[0]
    assert (await page.decide(row | {"value": 12345}, 5)).status_code == 409
    assert (await page.decide(row, row["value"])).status_code == 201

    assert (await page.decide(row | {"value": None}, 7)).status_code == 409
    assert len(Ledger(page.out).read().corrections) == 1


@pytest.mark.parametrize(
    "value", ["abc", "=1+1", "1e999", "9" * 60, "nan", "-5", True, [1], {"a": 1}, "12.5"]
)
async def test_what_is_no_figure_is_refused(page: Page, value: object) -> None:
    queue = await page.get("/api/queue", report="digital-year.pdf", status="doubtful")
    row = next(row for row in queue if row["unit"] not in ("%", ""))

    assert (await page.decide(row, value)).status_code == 422
    assert not Ledger(page.out).file.exists()


@pytest.mark.parametrize(
    "given", [b"", b"[]", b"{", b'{"report": 1}', b'{"report": "a"}', b"[" * 50_000]
)
async def test_what_is_no_decision_is_refused(page: Page, given: bytes) -> None:
    answer = await page.client.post("/api/corrections", content=given)

    assert answer.status_code in (400, 422)
    assert not Ledger(page.out).file.exists()


async def test_blank_and_absent_take_a_row_off(page: Page) -> None:
    missing = (await page.get("/api/queue", status="missing"))[0]
    doubtful = (await page.get("/api/queue", status="doubtful"))[0]

    assert (await page.decide(missing, None, decision="absent")).status_code == 201
    assert (await page.decide(doubtful, None)).status_code == 201

    assert run(page.inputs, page.out) == 0
    for row in (missing, doubtful):
        kept = _figures(page.out)[row["report"], row["indicator"]]
        assert (kept["status"], kept["value"], kept["method"]) == ("corrected", "", "")


async def test_crops_and_pages_are_pictures(page: Page) -> None:
    queue = await page.get("/api/queue", report="digital-year.pdf", status="doubtful")
    for address in (queue[0]["crop"], queue[0]["page"], queue[0]["crop"] + "&wide=1"):
        answer = await page.client.get(address)
        assert answer.headers["content-type"] == "image/png"
        assert answer.content.startswith(_PNG)
    (text,) = await page.get("/api/queue", report="dump-kt-xh.txt", status="doubtful", limit="1")
    assert (text["crop"], text["page"]) == (None, None)


async def test_a_changed_input_is_not_shown(page_of_own: Page) -> None:
    page = page_of_own
    row = (await page.get("/api/queue", report="digital-year.pdf", status="doubtful"))[0]
    file = page.inputs / "digital-year.pdf"
    assert (await page.get("/api/input", report="digital-year.pdf")) == {"same": True}
    file.write_bytes(file.read_bytes() + b"\n")
    for address in (row["crop"], "/api/input?report=digital-year.pdf"):
        assert (await page.client.get(address)).status_code == 410

    file.unlink()

    assert (await page.client.get(row["page"])).status_code == 410


async def test_two_pages_on_one_folder_see_each_other(page: Page) -> None:
    other = open_page(page.out, page.inputs)
    row = (await page.get("/api/queue"))[0]
    assert (await other.get("/api/queue"))[0] == row

    assert (await page.decide(row, row["value"])).status_code == 201

    assert (await other.get("/api/queue"))[0] != row
    assert (await other.decide(row | {"value": 4321}, 4322)).status_code == 409


async def test_a_folder_without_a_catalogue_gets_one(page: Page) -> None:
    before = await page.get("/api/queue")
    assert (await page.decide(before[0], before[0]["value"])).status_code == 201
    after = await page.get("/api/queue")
    page.desk.results.catalogue.close()
    (page.out / ".solieu" / "catalogue.sqlite").unlink()

    assert await open_page(page.out, page.inputs).get("/api/queue") == after


async def test_the_pages_and_what_they_are_made_of(page: Page) -> None:
    for path in ("/", "/queue", "/report?report=digital-year.pdf", "/chart"):
        answer = await page.client.get(path)
        assert answer.status_code == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        for part in answer.text.split('"')[1::2]:
            if part.startswith("/assets/"):
                assert (await page.client.get(part)).status_code == 200
        assert "http" not in answer.text.replace("http-equiv", "")
    pages = await page.get("/api/pages", report="digital-year.pdf")
    assert pages[0]["width"] > 0
    assert any(one["figures"] for one in pages)
    assert (await page.get("/api/progress"))["decided"] == 0
