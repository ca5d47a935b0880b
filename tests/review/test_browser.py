"""A person at the keyboard, in a real browser, from the first doubtful figure to the last."""

from __future__ import annotations

import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from tests.review.browser import Browser, find_driver, open_browser
from tests.review.conftest import SAMPLES, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not find_driver(), reason="no Chromium here; setup.sh dev installs it"),
]
_SCAN = "scan-200-medium.pdf"
_TRUTH = SAMPLES.parent / "tests" / "truth"
_SHOWN = "!document.getElementById('row').hidden"
_DONE = "!document.getElementById('done').hidden"
# Where pictures of the pages go; empty: none are kept.
_PICTURES = os.environ.get("SOLIEU_PICTURES", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One window for all tests; each has a page of its own."""
    with open_browser() as opened:
        yield opened


@contextmanager
def _serve(out: Path) -> Iterator[str]:
    command = [sys.executable, "-P", "-m", "pipeline.cli", "review", str(out), "--no-browser"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        try:
            yield found.group()
        finally:
            server.terminate()


def _truth(name: str) -> dict[str, str]:
    with (_TRUTH / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["indicator"]: row["value"] for row in csv.DictReader(stream)}


def _rows_of_scan(out: Path) -> list[dict[str, str]]:
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["report"] == _SCAN]


def _keep_picture(browser: Browser, name: str) -> None:
    if _PICTURES:
        browser.picture(Path(_PICTURES) / f"{name}.png")


def _look_at_all(browser: Browser, truth: dict[str, str]) -> list[int]:
    """Decide about each figure as the paper has it; give the keys that each took."""
    keys: list[int] = []
    while True:
        browser.wait(f"{_SHOWN} || {_DONE}")
        if browser.run(f"return {_DONE}"):
            return keys
        before, name = browser.keys, str(browser.run("return current.indicator"))
        shown = browser.run("return current.value")
        # What the truth does not have is taken for right.
        right = truth.get(name, "" if shown is None else str(shown))
        _press_decision(browser, shown, right)
        keys.append(browser.keys - before)
        browser.wait(f"!busy && (!current || current.indicator !== '{name}')")


def _press_decision(browser: Browser, shown: float | None, right: str) -> None:
    if not right:
        browser.press("m" if shown is None else "b")
    elif shown is not None and Decimal(str(shown)) == Decimal(right):
        browser.press("Enter")
    else:
        digits = right.replace(".", ",")
        browser.press(*((" ", *digits) if digits[0] in "123" else digits), "Enter")


@pytest.mark.ocr
def test_the_keyboard_alone_clears_a_scan(
    sample_outputs: Path, tmp_path: Path, browser: Browser
) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_outputs, out)
    truth = _truth("scan-200-medium")
    looked_at = ("doubtful", "missing")
    wanted = {row["indicator"] for row in _rows_of_scan(out) if row["status"] in looked_at}

    with _serve(out) as address:
        browser.go(address)
        browser.wait("document.getElementById('reports').children.length")
        _keep_picture(browser, "folder")
        browser.go(address.partition("?")[0] + f"queue?report={_SCAN}")
        browser.wait(f"{_SHOWN} && document.getElementById('crop').complete")
        _keep_picture(browser, "queue")
        keys = _look_at_all(browser, truth)
        browser.go(address.partition("?")[0] + f"report?report={_SCAN}&indicator=IV.1.1")
        browser.wait("document.querySelectorAll('.sheet img').length")
        browser.wait(
            "document.querySelector('.spot.chosen')?.parentElement.querySelector('img').naturalWidth"
        )
        _keep_picture(browser, "report")

    assert len(keys) == len(wanted)
    assert statistics.median(keys) <= 2
    assert run(SAMPLES, out) == 0
    rows = {row["indicator"]: row for row in _rows_of_scan(out)}
    assert all(rows[name]["status"] == "corrected" for name in wanted)
    for name, row in rows.items():
        if name in truth and (name in wanted or row["status"] in ("sure", "read")):
            assert (row["value"] or None) == (truth.get(name) or None), name


def test_keys_buttons_and_pages_of_a_digital_report(
    results: Path, tmp_path: Path, browser: Browser
) -> None:
    out = tmp_path / "out"
    shutil.copytree(results / "out", out)

    with _serve(out) as address:
        browser.go(address)
        browser.go(address.partition("?")[0] + "queue?report=digital-year.pdf")
        browser.wait(f"{_SHOWN} && document.getElementById('crop').naturalWidth")
        first = str(browser.run("return current.indicator"))
        before = int(browser.run("return total"))
        browser.press("n")
        browser.wait(f"current.indicator !== '{first}'")
        browser.press("Left")
        browser.wait(f"current.indicator === '{first}'")
        browser.press("z", "p")
        browser.wait("document.getElementById('over').open")
        browser.press("Esc")
        browser.wait("!document.getElementById('over').open")
        _keep_picture(browser, "equation")
        browser.press("Enter")
        browser.wait(f"!busy && current.indicator !== '{first}'")
        assert int(browser.run("return total")) < before
        browser.press("u")
        browser.wait(f"!busy && current.indicator === '{first}'")
        browser.wait(f"total === {before}")
        browser.press("9", "9", "9", "9", "9", ",", "5", "Enter")
        browser.wait("document.getElementById('told').className === 'error'")
        browser.run("document.getElementById('language').click()")
        browser.wait("document.getElementById('keep').innerText.includes('keep')")
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_a_missing_row_has_its_figure_with_a_click(
    results: Path, tmp_path: Path, browser: Browser
) -> None:
    out = tmp_path / "out"
    shutil.copytree(results / "out", out)

    with _serve(out) as address:
        browser.go(address)
        base = address.partition("?")[0]
        for report, figure in (
            ("digital-year.pdf", ".spot:not(.row)"),
            ("dump-kt-xh.txt", ".figure:not(.row)"),
        ):
            browser.go(f"{base}report?report={report}")
            browser.wait(f"rows.length && document.querySelector('{figure}')")
            name = str(browser.run("return rows.find((row) => row.status === 'missing').indicator"))
            browser.run(f"document.getElementById('row-{name}').click()")
            browser.run(f"document.querySelector('{figure}').click()")
            browser.wait(f"rows.find((row) => row.indicator === '{name}').status === 'corrected'")
            browser.press("u")
            browser.wait(f"rows.find((row) => row.indicator === '{name}').status === 'missing'")
        browser.go(f"{base}report?report=digital-year.pdf")
        browser.wait("document.querySelector('.spot.row')")
        browser.run(
            "document.querySelector('.spot.row')"
            ".dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))"
        )
        browser.wait("document.querySelector('tr.lit')")
        browser.go(base)
        browser.wait("document.getElementById('grid').children.length === 2")
        browser.run("document.getElementById('text').value = 'dan trau'")
        browser.run("document.getElementById('text').dispatchEvent(new Event('input'))")
        browser.wait("document.getElementById('indicators').children.length")
