"""A folder of results, and a way to ask the page about it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.model.form import Form
from pipeline.review.app import App
from pipeline.review.desk import Desk
from pipeline.review.guard import Guard
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.progress import PlainLines
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.extraction import extract
from pipeline.run.settings import PATTERNS, Settings
from pipeline.run.user import user_key

SAMPLES = Path(__file__).parents[2] / "samples"
# One with contradictions and pictures, one of text alone.
REPORTS = ("digital-year.pdf", "dump-kt-xh.txt")
TOKEN, PORT = "token-of-the-test", 8765
HOST = f"http://127.0.0.1:{PORT}"

Told = dict[str, Any]


@dataclass
class Page:
    """The page of one folder, asked without a browser."""

    out: Path
    inputs: Path
    desk: Desk
    client: httpx.AsyncClient

    async def get(self, path: str, **asked: str) -> Any:
        """Ask and expect an answer."""
        answer = await self.client.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def decide(self, row: Told, value: object, **more: object) -> httpx.Response:
        """Decide about a row."""
        given = {name: row[name] for name in ("report", "indicator")}
        told = {**given, "was": row["value"], "value": value, **more}
        return await self.client.post("/api/corrections", json=told)


def run(inputs: Path, out: Path) -> int:
    """Read the reports again."""
    return extract(Settings((inputs,), out), PlainLines(sys.stderr)).exit_code


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Inputs and outputs that tests copy."""
    base = tmp_path_factory.mktemp("review")
    (base / "in").mkdir()
    for name in REPORTS:
        shutil.copy(SAMPLES / name, base / "in" / name)
    assert run(base / "in", base / "out") == 0
    return base


@lru_cache(maxsize=1)
def _forms() -> tuple[Form, ...]:
    return tuple(load_checked_forms(PATTERNS))


def open_page(out: Path, inputs: Path) -> Page:
    """Open the page of a folder."""
    desk = Desk(out, _forms(), "Lan")
    desk.open()
    app = App(desk, Cache(out / ".solieu" / "steps", user_key()), lambda: None)
    transport = httpx.ASGITransport(app=Guard(app.build(), TOKEN, PORT))
    client = httpx.AsyncClient(transport=transport, base_url=HOST)
    client.headers["X-Solieu-Token"] = TOKEN
    return Page(out, inputs, desk, client)


@pytest.fixture
def page(results: Path, tmp_path: Path) -> Page:
    """The page of an output folder of its own; the inputs are everybody's, to be left alone."""
    shutil.copytree(results / "out", tmp_path / "out")
    return open_page(tmp_path / "out", results / "in")


@pytest.fixture
def page_of_own(results: Path, tmp_path: Path) -> Page:
    """The page of a folder whose inputs are its own, to be changed."""
    shutil.copytree(results, tmp_path, dirs_exist_ok=True)
    # The copies have the times of their originals, and lie elsewhere.
    assert run(tmp_path / "in", tmp_path / "out") == 0
    return open_page(tmp_path / "out", tmp_path / "in")


@pytest.fixture
def anyio_backend() -> str:
    """What the tests that wait run on."""
    return "asyncio"
