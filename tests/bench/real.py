"""Files from the world, which have no truth beside them: what is found in them, and what it costs.

They lie beside the project and are never copied into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from pipeline.model.page import CellReading, Page, PageKind
from pipeline.vietnamese.numbers import find_numbers, parse_number
from tests.bench.clock import CommandFailedError, take_turns
from tests.bench.layout import print_table
from tests.bench.outputs import stored_page
from tests.bench.peers import missing_tesseract, solieu, tesseract

REAL = Path(__file__).parents[3] / "shared" / "real-pdfs"
HEADER = [
    *("file", "pages", "kinds", "words", "tables", "agree", "differ", "alone"),
    *("CPU s a page", "tesseract", "ratio"),
]
NOTES = """\
tables: rows x columns; agree, differ, alone: figures on which unlike readers give the same number,
  another one, or of which there is one reading only
CPU: of the whole command and its start-up, over all pages; tesseract: bare, on images of the
  scanned pages alone"""

_SCANNED = (PageKind.SCAN, PageKind.JUNK_LAYER)
_DEFAULT_DPI = 200  # of a page without an image
_ROUNDS = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """How the readers of the figures of some pages stand to each other."""

    agree: int
    differ: int
    alone: int


def measure_real(folder: Path, real: Path) -> str:
    """Read every page of every PDF of a folder; give the printed table, a line for each file."""
    if not real.is_dir():
        return f"no real files: there is no folder {real}; name one with --real"
    files = sorted(real.rglob("*.pdf"))
    others = [file.name for file in sorted(real.rglob("*")) if file not in files and file.is_file()]
    lines = [_measure_file(folder / "real", file) for file in files]
    skipped = f"not read, because no PDF: {', '.join(others)}" if others else ""
    return "\n".join(filter(None, (print_table("Real files", HEADER, lines), NOTES, skipped)))


def _measure_file(folder: Path, file: Path) -> list[str]:
    out = folder / file.stem
    out.mkdir(parents=True, exist_ok=True)
    try:
        (ours,) = take_turns([solieu(file, out, 1)], rounds=_ROUNDS)
    except CommandFailedError as error:
        return [file.name, str(error).splitlines()[-1][:60], *[""] * (len(HEADER) - 2)]
    with pypdfium2.PdfDocument(file) as document:
        count = len(document)
    pages = [page for page in (stored_page(out, file, n + 1) for n in range(count)) if page]
    scanned = [page.number for page in pages if page.kind in _SCANNED]
    bare = _cost_of_tesseract(out, file, scanned)
    return [
        *(file.name, f"{len(pages)} of {count}", _print_kinds(pages)),
        str(sum(len(line.text.split()) for page in pages for line in page.lines)),
        *(_print_tables(pages), *_print_figures(count_figures(pages))),
        *(f"{ours.cpu / count:.2f}", f"{bare / count:.2f}" if bare else "-"),
        f"{ours.cpu / bare:.2f}" if bare else "-",
    ]


def _cost_of_tesseract(out: Path, file: Path, numbers: Sequence[int]) -> float:
    """Give the CPU seconds of bare Tesseract on some pages, as images of their own resolution."""
    if not numbers or missing_tesseract():
        return 0.0
    images = []
    with pypdfium2.PdfDocument(file) as document:
        for number in numbers:
            page = document[number - 1]
            dpi = _resolution(page)
            drawn = page.render(scale=dpi / 72, grayscale=True).to_numpy()
            images.append(out / f"{number}.png")
            Image.fromarray(drawn.squeeze()).save(images[-1], dpi=(dpi, dpi))
    (cost,) = take_turns([tesseract(images, out / "pages.list")], rounds=_ROUNDS)
    return cost.cpu


def _resolution(page: pypdfium2.PdfPage) -> int:
    images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    widths = [image.get_px_size()[0] for image in images]
    return round(max(widths) / page.get_width() * 72) if widths else _DEFAULT_DPI


def _print_kinds(pages: Iterable[Page]) -> str:
    kinds = Counter(page.kind.value for page in pages)
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items())


def _print_tables(pages: Iterable[Page]) -> str:
    tables = [f"{table.rows}x{table.columns}" for page in pages for table in page.tables]
    return " ".join(tables) or "-"


def _print_figures(figures: Figures) -> tuple[str, str, str]:
    return str(figures.agree), str(figures.differ), str(figures.alone)


def count_figures(pages: Iterable[Page]) -> Figures:
    """Count the figures of tables and prose by how their readings stand to each other."""
    verdicts = Counter(_verdict(readings) for page in pages for readings in _readings(page))
    return Figures(verdicts["agree"], verdicts["differ"], verdicts["alone"])


def _readings(page: Page) -> Iterator[tuple[str, ...]]:
    """Give for each figure what its readers made of it."""
    for table in page.tables:
        for cell in table.cells:
            readings = _texts(cell.readings) or (cell.text,)
            if any(map(parse_number, readings)):
                yield readings
    for line in page.lines:
        for word in line.words:
            if word.second and find_numbers(word.text):
                yield word.text, word.second.text


def _texts(readings: Iterable[CellReading]) -> tuple[str, ...]:
    return tuple(reading.text for reading in readings if reading.text)


def _verdict(readings: Sequence[str]) -> str:
    if len(readings) == 1:
        return "alone"
    return "agree" if len({_numbers(text) for text in readings}) == 1 else "differ"


def _numbers(text: str) -> tuple[object, ...]:
    return tuple(number.value for _, _, number in find_numbers(text))
