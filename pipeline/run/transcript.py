"""One file as the program reads it, for people and pipes: text, or the cells of its tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.page import Cell, CellReading, Page
from pipeline.read.page import read_page
from pipeline.read.source import count_pages
from pipeline.vietnamese.numbers import parse_number
from pipeline.write.cell import CellValue, print_cell

_COLUMNS = (
    *("page", "table", "row", "column", "row_span", "column_span"),
    *("text", "value", "ink", "readings", "left", "top", "right", "bottom"),
)


def read_pages(file: Path) -> Iterator[Page]:
    """Read the pages of one file, one after the other.

    Raises:
        SourceError: It cannot be read.
        EngineError: Tesseract failed.
    """
    with TemporaryDirectory(prefix="solieu-") as scratch:
        for number in range(1, count_pages(file) + 1):
            yield read_page(file, number, scratch=Path(scratch))


def page_text(page: Page) -> str:
    r"""Give the text of a page.

    >>> from pipeline.model.page import Line, PageKind
    >>> page_text(Page(1, PageKind.TEXT, (Line("Số: 68"), Line(""), Line("Kính gửi"))))
    'Số: 68\n\nKính gửi\n'
    """
    return "".join(f"{line.text}\n" for line in page.lines)


def table_header() -> str:
    """Give the first line of the CSV of cells."""
    return _print_line(_COLUMNS)


def table_lines(page: Page) -> Iterator[str]:
    """Give one CSV line for each cell of the tables of a page."""
    for number, table in enumerate(page.tables, start=1):
        for cell in table.cells:
            yield _print_line(map(print_cell, _values(page.number, number, cell)))


def _values(page: int, table: int, cell: Cell) -> Iterator[CellValue]:
    yield from (page, table, cell.row + 1, cell.column + 1, cell.row_span, cell.column_span)
    number = parse_number(cell.text)
    yield from (cell.text, number.value if number else None, int(cell.ink))
    yield " | ".join(map(_print_reading, cell.readings))
    box = cell.box
    yield from (box.left, box.top, box.right, box.bottom) if box else (None,) * 4


def _print_reading(reading: CellReading) -> str:
    """Print what one reader made of a cell.

    >>> _print_reading(CellReading("vie", "376", 0.954))
    'vie: 376 (0.95)'
    """
    score = "" if reading.score is None else f" ({reading.score:.2f})"
    return f"{reading.reader}: {reading.text}{score}"


def _print_line(values: Iterator[str] | tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue()
