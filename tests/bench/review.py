"""What the review page takes: an archive of small reports, and a scan at the keyboard.

The archive is one sample's result under many names: what is looked up grows with the number of
reports, what a report holds does not.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pandas as pd

from pipeline.cli import main
from pipeline.model.report import Report
from pipeline.model.versioned import all_versions
from pipeline.run.catalogue.catalogue import write_catalogue
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.settings import PATTERNS
from pipeline.run.workspace import IndexEntry, Workspace
from tests.review.browser import Browser, find_driver, open_browser

REVIEWED = 100_000  # reports
_SAMPLES = Path(__file__).parents[2] / "samples"
_SMALL, _SCAN = "dump-kt-xh.txt", "scan-200-medium.pdf"
_KEYS = 24  # pressed at the scan
_ROUNDS = 5  # of each question; the median counts
# Names of places and periods of the archive: 700 units report over 12 periods and more.
_UNITS, _PERIODS = 700, 12


@dataclass(frozen=True, slots=True)
class _Line:
    what: str
    took: str
    bar: str = ""


def measure_review(folder: Path, reports: int) -> str:
    """Measure, and print a table.

    Args:
        folder: For inputs and outputs.
        reports: How many the archive has.
    """
    lines = list(_measure_archive(folder / "archive", reports))
    if find_driver():
        lines += _measure_keys(folder / "scan")
    table = pd.DataFrame([(one.what, one.took, one.bar) for one in lines])
    table.columns = pd.Index(["review page", "measured", "bar"])
    return f"Review, {reports} reports\n\n{table.to_string(index=False)}\n"


def _measure_archive(out: Path, reports: int) -> Iterator[_Line]:
    _extract(_SMALL, out)
    _multiply(out, reports)
    begin = time.perf_counter()
    with serve(out) as (address, server):
        token = address.partition("token=")[2]
        base = address.partition("/?")[0]
        with httpx.Client(base_url=base, timeout=60) as client:
            client.headers["X-Solieu-Token"] = token
            assert client.get("/").status_code == 200
            assert client.get("/api/reports", params={"limit": "100"}).status_code == 200
            yield _Line("start to first reports", _seconds(time.perf_counter() - begin), "2 s")
            yield _Line("of it, seconds of a processor", _seconds(_processor(server.pid)))
            yield from _ask_all(client)
        yield _Line("memory at most", f"{_memory(server.pid)} MB", "300 MB")


def _ask_all(client: httpx.Client) -> Iterator[_Line]:
    yield _Line("queue page", _ask(client, "/api/queue?limit=6"), "200 ms")
    yield _Line("queue page, 200,000th row", _ask(client, "/api/queue?limit=6&offset=200000"))
    yield _Line("queue of one report", _ask(client, "/api/queue?report=h-1/r-000001.txt"))
    yield _Line("queue of one indicator", _ask(client, "/api/queue?limit=6&indicator=buffaloes"))
    yield _Line("reports found by a word", _ask(client, "/api/reports?limit=100&text=r-09999"))
    yield _Line("reports left to look at", _ask(client, "/api/reports?limit=100&look=open"))
    yield _Line("grid of 60 places", _ask(client, "/api/grid?limit=60"))
    yield _Line("progress", _ask(client, "/api/progress"))
    asked = "report=h-1/r-000001.txt&indicator=buffaloes"
    yield _Line("chart over periods", _ask(client, f"/api/chart?{asked}&over=periods"))
    yield _Line("chart over places", _ask(client, f"/api/chart?{asked}&over=places"))
    yield _Line("decision", _decide(client))


def _ask(client: httpx.Client, path: str) -> str:
    taken = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        assert client.get(path).status_code == 200, path
        taken.append(time.perf_counter() - begin)
    return _milliseconds(statistics.median(taken))


def _decide(client: httpx.Client) -> str:
    taken = []
    for row in client.get("/api/queue", params={"limit": str(_ROUNDS), "offset": "50"}).json():
        given = {name: row[name] for name in ("report", "indicator")}
        decision = "absent" if row["value"] is None else "value"
        told = given | {"was": row["value"], "value": row["value"], "decision": decision}
        begin = time.perf_counter()
        assert client.post("/api/corrections", json=told).status_code == 201
        taken.append(time.perf_counter() - begin)
    return _milliseconds(statistics.median(taken))


def _extract(sample: str, out: Path) -> None:
    source = out.parent / f"{out.name}-in"
    source.mkdir(parents=True, exist_ok=True)
    shutil.copy(_SAMPLES / sample, source / sample)
    main(["extract", str(source), "--out", str(out)])


def _multiply(out: Path, reports: int) -> None:
    """Put the one report of a folder under many names into its catalogue."""
    workspace = Workspace(out)
    forms = all_versions(load_checked_forms(PATTERNS))
    (entry,) = workspace.read_index()
    stored = workspace.cache.load(entry.result, Report)
    assert stored
    period = entry.report.heading.period
    assert period

    def entries() -> Iterator[IndexEntry]:
        for number in range(reports):
            own = replace(period, id=f"{2000 + number // _UNITS}-{1 + number % _PERIODS:02}")
            heading = replace(
                entry.report.heading,
                place=f"xã {number % _UNITS}",
                district=f"huyện {number % 60}",
                period=own,
            )
            path = f"h-{number % 60}/r-{number:06}.txt"
            yield replace(entry, report=replace(entry.report, path=path, heading=heading))

    found = (
        (
            replace(stored.value, path=one.report.path, heading=one.report.heading),
            forms.get(one.report.form),
            one,
        )
        for one in entries()
    )
    write_catalogue(out, found, "0 0 0 0")


@contextmanager
def serve(out: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the page of a folder; give its address."""
    command = [sys.executable, "-P", "-m", "pipeline.cli", "review", str(out), "--no-browser"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        try:
            yield found.group(), server
        finally:
            server.terminate()


def _measure_keys(out: Path) -> Iterator[_Line]:
    """Measure from a key to the picture of the next row."""
    _extract(_SCAN, out)
    with serve(out) as (address, _), open_browser() as browser:
        browser.go(address)
        browser.go(address.partition("?")[0] + "queue")
        browser.wait("document.getElementById('crop').naturalWidth")
        time.sleep(2)  # a person looks at the first one
        browser.run(_TIMED)
        taken = [_press(browser) for _ in range(_KEYS)]
    taken = [one for one in taken if one]
    yield _Line("key to picture, median", f"{statistics.median(taken):.0f} ms", "100 ms")
    yield _Line(f"key to picture, slowest of {len(taken)}", f"{max(taken):.0f} ms")


# From the key to the frame in which the picture is there.
_TIMED = """
window.pressed = 0; window.taken = 0;
document.addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
document.getElementById('crop').addEventListener('load', () => requestAnimationFrame(() => {
  window.taken = performance.now() - window.pressed; }));
"""


def _press(browser: Browser) -> float:
    browser.run("window.taken = 0")
    was = browser.run("return current && current.indicator")
    browser.press("Enter")
    browser.wait(f"!current || current.indicator !== '{was}'")
    time.sleep(0.5)  # a person looks at it
    return float(browser.run("return window.taken"))


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> int:
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(text.partition("VmHWM:")[2].split()[0]) // 1024


def _seconds(taken: float) -> str:
    return f"{taken:.2f} s"


def _milliseconds(taken: float) -> str:
    return f"{1000 * taken:.0f} ms"
