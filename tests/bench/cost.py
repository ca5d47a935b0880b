"""What reading costs, beside bare Tesseract on the same images, in one run.

CPU seconds are user and system time of a process and all its children, as the kernel counts them;
on a shared machine only the ratios mean anything.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import cv2

from pipeline.read.source import count_pages
from tests.generator.build import Sample, make_input
from tests.generator.compose import make_report
from tests.generator.draw import draw_pdf
from tests.generator.style import choose_style
from tests.generator.wear import scan_pages

ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
ROUNDS = 3  # the least of them counts


def measure_cost(folder: Path, seed: int) -> str:
    """Time the commands; give the printed table with the bars of the issue."""
    report = make_report(seed * 1000 + 7, period_kind="quarter")
    pdf = draw_pdf(report, choose_style(report.seed))
    lines = [_start_up()]
    lines.append(_dump(folder, seed))
    lines.append(_digital(folder, pdf))
    for wear in ("light", "medium"):
        lines.append(_scan(folder, pdf, wear, report.seed))
    return "\n".join(lines)


def _cpu_seconds(command: list[str | Path]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, capture_output=True, env=ONE_THREAD)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _extract(path: Path, out: Path) -> float:
    command: list[str | Path] = [sys.executable, "-m", "pipeline.cli", "extract", path]
    command += ["--out", out, "--force", "--workers", "1"]
    return min(_cpu_seconds(command) for _ in range(ROUNDS))


def _start_up() -> str:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "--help"], check=True, stdout=subprocess.DEVNULL
        )
        times.append(time.perf_counter() - start)
    return f"solieu --help: {min(times):.2f} s by the clock (bar 0.30)"


def _dump(folder: Path, seed: int) -> str:
    path = folder / "cost" / "dump.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    report = make_report(seed * 1000 + 8)
    path.write_bytes(make_input(Sample(path.name, wear="light", lang="eng"), report))
    seconds = _extract(path, folder / "cost" / "out-dump")
    size = path.stat().st_size / 1000
    return f"text dump of {size:.0f} kB: {seconds:.2f} CPU s, the whole command (bar 1.5 for 30 kB)"


def _digital(folder: Path, pdf: bytes) -> str:
    path = folder / "cost" / "digital.pdf"
    path.write_bytes(pdf)
    seconds = _extract(path, folder / "cost" / "out-digital")
    pages = count_pages(path)
    return f"digital, {pages} pages: {seconds / pages:.3f} CPU s a page (bar 0.25)"


def _scan(folder: Path, pdf: bytes, wear: str, seed: int) -> str:
    images = scan_pages(pdf, wear, seed)
    sample = Sample("scan.pdf", wear=wear, quality=60)
    path = folder / "cost" / f"scan-{wear}.pdf"
    path.write_bytes(make_input(sample, make_report(seed, period_kind="quarter")))
    names = []
    for number, image in enumerate(images):
        name = folder / "cost" / f"{wear}-{number}.png"
        cv2.imwrite(str(name), image)
        names.append(str(name))
    listing = folder / "cost" / f"{wear}.list"
    listing.write_text("\n".join(names), encoding="utf-8")
    command: list[str | Path] = ["tesseract", listing, "stdout", "-l", "vie"]
    bare = min(_cpu_seconds(command) for _ in range(ROUNDS))
    ours = _extract(path, folder / "cost" / f"out-{wear}")
    pages = len(images)
    return (
        f"scan {wear}, {pages} pages: {ours / pages:.2f} CPU s a page, bare tesseract "
        f"{bare / pages:.2f}, ratio {ours / bare:.2f} (bar 1.40)"
    )
