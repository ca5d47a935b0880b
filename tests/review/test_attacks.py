"""What must not get through to the page, and what must not get out of it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from pipeline.run.corrections.ledger import Ledger
from tests.review.conftest import HOST, TOKEN, Page

pytestmark = pytest.mark.anyio

_PATHS = ("/", "/queue", "/report", "/assets/common.js", "/api/reports", "/api/queue", "/api/crop")


def _without_token(page: Page, **headers: str) -> httpx.AsyncClient:
    transport = page.client._transport
    return httpx.AsyncClient(transport=transport, base_url=HOST, headers=headers)


@pytest.mark.parametrize("path", _PATHS)
async def test_nothing_without_the_token(page: Page, path: str) -> None:
    assert (await _without_token(page).get(path)).status_code == 401


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN[:-1], "é"])
async def test_nothing_with_another_token(page: Page, token: str) -> None:
    client = _without_token(page)

    by_header = await client.get(
        "/api/reports", headers=httpx.Headers({b"X-Solieu-Token": token.encode()})
    )
    by_address = await client.get("/", params={"token": token})
    by_cookie = await client.get("/", headers={"Cookie": "solieu-8765=" + TOKEN})

    assert {by_header.status_code, by_address.status_code, by_cookie.status_code} == {401}


async def test_the_token_in_the_address_opens_the_pages_alone(page: Page) -> None:
    client = _without_token(page)
    assert (await client.get("/api/reports", params={"token": TOKEN})).status_code == 401

    answer = await client.get("/", params={"token": TOKEN})

    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert (await client.get("/api/reports")).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "evil.example:8765", "[::1]:8765"])
async def test_no_other_host(page: Page, host: str) -> None:
    answer = await page.client.get("/api/reports", headers={"Host": host})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_no_other_page(page: Page, headers: dict[str, str]) -> None:
    row = (await page.get("/api/queue"))[0]
    given = {"report": row["report"], "indicator": row["indicator"], "was": row["value"]}

    answer = await page.client.post(
        "/api/corrections", json=given | {"value": row["value"]}, headers=headers
    )

    assert answer.status_code == 403
    assert not Ledger(page.out).file.exists()


async def test_a_cookie_alone_decides_nothing(page: Page) -> None:
    client = _without_token(page)
    await client.get("/", params={"token": TOKEN})

    assert (await client.post("/api/corrections", json={})).status_code == 403
    assert (await client.delete("/api/corrections/x")).status_code == 403
    assert (await client.post("/api/stop")).status_code == 403
    assert (await client.post("/api/run")).status_code == 403
    assert (await client.delete("/api/run")).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "/etc/passwd", "digital-year.pdf/../x", "..", "%2e%2e", "\x00", "C:\\x"],
)
async def test_a_report_is_no_path(page: Page, path: str) -> None:
    for address in ("/api/crop", "/api/page"):
        asked = {"report": path, "indicator": "I.1", "page": "1"}
        assert (await page.client.get(address, params=asked)).status_code == 404
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "app.py", "%00"):
        answer = await page.client.get(f"/assets/{name}")
        assert answer.status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "1e3", "٣", "1" * 30])
async def test_a_page_is_one_of_the_report(page: Page, number: str) -> None:
    asked = {"report": "digital-year.pdf", "page": number}

    assert (await page.client.get("/api/page", params=asked)).status_code in (400, 404)


async def test_a_link_in_place_of_the_input_shows_nothing(
    page_of_own: Page, tmp_path: Path
) -> None:
    page = page_of_own
    row = (await page.get("/api/queue", report="digital-year.pdf", status="doubtful"))[0]
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF-1.4 somebody else's")
    file = page.inputs / "digital-year.pdf"
    file.unlink()
    file.symlink_to(secret)

    for address in (row["crop"], row["page"]):
        assert (await page.client.get(address)).status_code == 410


@pytest.mark.parametrize("note", ["=cmd|'/c calc'!A1", "+1", "@x", "\t=1", "<script>x</script>"])
async def test_what_a_person_types_is_text(page: Page, note: str) -> None:
    row = (await page.get("/api/queue"))[0]

    assert (await page.decide(row, row["value"], note=note, by=note)).status_code == 201

    line = Ledger(page.out).file.read_text(encoding="utf-8-sig").splitlines()[1]
    for cell in line.split(","):
        assert not cell.lstrip('" \t').startswith(("=", "+", "@"))
    assert (await page.get("/api/corrections"))[0]["note"] == " ".join(note.split())


@pytest.mark.parametrize(
    ("limit", "offset"), [("-1", "0"), ("x", "0"), ("1" * 40, "0"), ("1", "9" * 40)]
)
async def test_huge_and_odd_numbers_are_refused(page: Page, limit: str, offset: str) -> None:
    asked = {"limit": limit, "offset": offset}

    assert (await page.client.get("/api/queue", params=asked)).status_code == 400


async def test_too_much_is_not_read(page: Page) -> None:
    answer = await page.client.post("/api/corrections", content=b"x" * 100_000)

    assert answer.status_code == 413


async def test_searches_are_no_commands(page: Page) -> None:
    odd = "x' OR 1=1; DROP TABLE reports --"
    assert await page.get("/api/reports", text=odd) == []
    assert await page.get("/api/reports", look=odd, text="%_") == []
    assert await page.get("/api/queue", report=odd, form=odd, status=odd, indicator=odd) == []
    assert (await page.get("/api/grid", place=odd, period=odd, district=odd))["places"] == []

    assert len(await page.get("/api/reports")) == 2


@pytest.mark.parametrize("name", ["common.js", "queue.js", "report.js", "folder.js", "chart.js"])
def test_no_text_of_a_report_becomes_markup(name: str) -> None:
    script = (Path(__file__).parents[2] / "pipeline" / "review" / "assets" / name).read_text(
        encoding="utf-8"
    )

    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert forbidden not in script


async def test_other_methods_are_refused(page: Page) -> None:
    for method in ("PUT", "PATCH", "TRACE", "OPTIONS"):
        assert (await page.client.request(method, "/api/corrections")).status_code == 405
    assert (await page.client.get("/api/stop")).status_code == 405
