"""What reading costs, beside bare Tesseract and OCRmyPDF on the same pages, in one run."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.read.source import count_pages
from tests.bench.clock import CommandFailedError, take_turns, watch_memory
from tests.bench.layout import print_table
from tests.bench.pattern_cost import measure_patterns
from tests.bench.peers import missing_ocrmypdf, missing_tesseract, ocrmypdf, solieu, tesseract
from tests.generator.build import Sample, make_input
from tests.generator.compose import make_report
from tests.generator.draw import draw_report
from tests.generator.paper import scan_pdf, to_bilevel
from tests.generator.style import choose_style
from tests.generator.wear import LEVELS, Pixels, scan_pages

HEADER = ["what", "ours", "peer", "ratio", "bar"]
_PAGES = 8  # of a file of one kind of page: as long as a report, so that starting up counts alike
_QUALITIES = {"light": 0, "medium": 60}  # fax, as black and white scanners do; JPEG
_LEVELLING = ("--deskew", "--rotate-pages")  # what we do to every scan; off unless asked for

NOTES = f"""\
CPU: seconds of the command with all its children, each engine in one thread; best of the rounds
page: of a PDF of {_PAGES} prose or {_PAGES} table pages from three reports, our start-up included;
  the peer is tesseract list.txt stdout -l vie on the same pages as images
report: the peer is OCRmyPDF --output-type pdf, then the same with {" ".join(_LEVELLING)}
by the clock: ours with 2 workers; the peer reads one report after the other with 2 jobs each
!: misses its bar"""


@dataclass(frozen=True, slots=True)
class Scan:
    """Three scanned reports: two of them may have fewer than eight prose pages."""

    wear: str
    prose: list[Pixels]  # pages of all three
    table: list[Pixels]
    files: list[Path]  # of the first two, in a folder of their own

    @property
    def dpi(self) -> int:
        """Resolution of its pages."""
        return LEVELS[self.wear].dpi


def measure_cost(folder: Path, seed: int, rounds: int) -> str:
    """Time the commands; give the printed table with its bars."""
    folder = folder / "cost"
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_start_up(rounds), _dump(folder, seed, rounds), _digital(folder, seed, rounds)]
    reason = missing_tesseract()
    if reason:
        return print_table("Cost", HEADER, lines) + f"\nno scans: {reason}"
    skipped = missing_ocrmypdf()
    for wear in _QUALITIES:
        scan = make_scan(folder, wear, seed)
        for kind, images in (("prose", scan.prose), ("table", scan.table)):
            lines.append(_pages(folder, scan, kind, images[:_PAGES], rounds))
        if not skipped:
            lines += _reports(folder, scan, rounds)
        if wear == "light":
            lines += [_patterns(scan, rounds), *_memory(folder, scan)]
    told = print_table("Cost", HEADER, lines) + f"\n{NOTES}"
    return f"{told}\nno OCRmyPDF: {skipped}" if skipped else told


def make_scan(folder: Path, wear: str, seed: int) -> Scan:
    """Invent reports and scan them."""
    scan = Scan(wear, [], [], [])
    for own_seed in range(seed * 1000 + 7, seed * 1000 + 10):
        report = make_report(own_seed, period_kind="quarter")
        pdf, rows = draw_report(report, choose_style(own_seed))
        images = scan_pages(pdf, wear, own_seed)
        scan.prose.extend(images[: rows[0].page - 1])
        scan.table.extend(images[rows[0].page - 1 :])
        if len(scan.files) < 2:
            scan.files.append(folder / f"reports-{wear}" / f"{own_seed}.pdf")
            scan.files[-1].parent.mkdir(exist_ok=True)
            scan.files[-1].write_bytes(scan_pdf(images, scan.dpi, quality=_QUALITIES[wear]))
    return scan


def _start_up(rounds: int) -> list[str]:
    (cost,) = take_turns([[sys.executable, "-m", "pipeline.cli", "--help"]], rounds=rounds + 2)
    return _alone("solieu --help, s by the clock", cost.clock, 0.30)


def _dump(folder: Path, seed: int, rounds: int) -> list[str]:
    path = folder / "dump.txt"
    sample = Sample(path.name, wear="light", lang="eng")
    path.write_bytes(make_input(sample, make_report(seed * 1000 + 8)))
    (cost,) = take_turns([solieu(path, folder / "out-dump", 1)], rounds=rounds)
    size = path.stat().st_size / 1000
    return _alone(f"text dump of {size:.0f} kB, CPU s of the command", cost.cpu, 1.5)


def _digital(folder: Path, seed: int, rounds: int) -> list[str]:
    path = folder / "digital.pdf"
    report = make_report(seed * 1000 + 7, period_kind="quarter")
    path.write_bytes(make_input(Sample(path.name), report))
    (cost,) = take_turns([solieu(path, folder / "out-digital", 1)], rounds=rounds)
    pages = count_pages(path)
    return _alone(f"digital, CPU s a page of {pages}", cost.cpu / pages, 0.25)


def _pages(folder: Path, scan: Scan, kind: str, images: list[Pixels], rounds: int) -> list[str]:
    name = f"{kind}-{scan.wear}"
    file = folder / f"{name}.pdf"
    file.write_bytes(scan_pdf(images, scan.dpi, quality=_QUALITIES[scan.wear]))
    bare = tesseract(_write_images(folder, scan, name, images), folder / f"{name}.list")
    ours, peer = take_turns([solieu(file, folder / f"out-{name}", 1)], [bare], rounds=rounds)
    pages = len(images)
    what = f"{kind} page, {scan.wear} {scan.dpi} dpi, CPU s"
    return _beside(what, ours.cpu / pages, peer.cpu / pages, {"prose": 1.25, "table": 1.6}[kind])


def _write_images(folder: Path, scan: Scan, name: str, images: list[Pixels]) -> list[Path]:
    """Write pages as they stand in the PDF: the same black and white, the same JPEG."""
    written = []
    quality = _QUALITIES[scan.wear]
    for number, image in enumerate(images):
        path = folder / f"{name}-{number}.{'jpg' if quality else 'png'}"
        shown = Image.fromarray(image if quality else to_bilevel(image))
        shown.save(path, dpi=(scan.dpi, scan.dpi), quality=quality)  # PNG knows no quality
        written.append(path)
    return written


def _reports(folder: Path, scan: Scan, rounds: int) -> Iterator[list[str]]:
    """Compare whole reports: CPU of one, and two by the clock on two cores."""
    first, both = scan.files[0], scan.files[0].parent
    out, laid = folder / f"out-reports-{scan.wear}", folder / "laid.pdf"
    what = f"{scan.wear} {scan.dpi} dpi"
    try:
        ours, peer, levelling = take_turns(
            [solieu(first, out, 1)],
            [ocrmypdf(first, laid, 1)],
            [ocrmypdf(first, laid, 1, *_LEVELLING)],
            rounds=rounds,
        )
        pages = count_pages(first)
        yield _beside(f"report of {pages} pages, {what}, CPU s", ours.cpu, peer.cpu, 0.7)
        yield _beside("  the same, the peer levels and turns pages too", ours.cpu, levelling.cpu)
        theirs = [ocrmypdf(file, laid, 2) for file in scan.files]
        ours, peer = take_turns([solieu(both, out, 2)], theirs, rounds=rounds)
        yield _beside(f"two reports, {what}, s by the clock", ours.clock, peer.clock, 1.0)
    except CommandFailedError as error:
        yield [f"reports, {what}: {error}", *[""] * 4]


def _patterns(scan: Scan, rounds: int) -> list[str]:
    patterns, reading = measure_patterns(scan.files[0], rounds)
    return _beside("patterns of all forms; peer: solieu read, CPU s", patterns, reading, 0.1)


def _memory(folder: Path, scan: Scan) -> Iterator[list[str]]:
    """Look at a worker's memory on black and white pages and on pages all in colour."""
    coloured = folder / "colour.pdf"
    images = [image if image.ndim == 3 else np.dstack([image] * 3) for image in scan.table[:6]]
    coloured.write_bytes(scan_pdf(images, scan.dpi, quality=60))
    for name, file in (("black and white", scan.files[0]), ("colour", coloured)):
        peak = watch_memory(solieu(file, folder / "out-memory", 1))
        what = f"peak memory of a worker, {name} A4 {scan.dpi} dpi, MB"
        yield _alone(what, peak.worker, 500)
        yield [f"  of its largest tesseract, {name}, MB", f"{peak.engine:.0f}", "", "", ""]


def _alone(what: str, ours: float, bar: float) -> list[str]:
    digits = 0 if bar > 100 else 2
    missed = " !" if ours > bar else ""
    return [what, f"{ours:.{digits}f}{missed}", "", "", f"<={bar:g}"]


def _beside(what: str, ours: float, peer: float, bar: float = math.inf) -> list[str]:
    ratio = ours / peer
    missed = " !" if ratio > bar else ""
    told = "" if bar == math.inf else f"<={bar:g}"
    return [what, f"{ours:.2f}", f"{peer:.2f}", f"{ratio:.2f}{missed}", told]
