"""Invented tables of form 06, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.forms import load_form
from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, PageKind, Table

ROOT = Path(__file__).parents[2]
_WIDTH, _HEIGHT = 60.0, 15.0  # of a cell, in points
_HEADER = (
    ("STT", 0, 0, 2, 0), ("Lĩnh vực giải quyết", 0, 1, 2, 1),
    ("Số lượng hồ sơ tiếp nhận", 0, 2, 0, 5),
    ("Tổng số", 1, 2, 2, 2), ("Trong kỳ", 1, 3, 1, 4), ("Trực tuyến", 2, 3, 2, 3),
    ("Trực tiếp, dịch vụ bưu chính", 2, 4, 2, 4), ("Từ kỳ trước", 1, 5, 2, 5),
    ("Số lượng hồ sơ đã giải quyết", 0, 6, 0, 9), ("Tổng số", 1, 6, 2, 6),
    ("Trước hạn", 1, 7, 2, 7),
    ("Đúng hạn", 1, 8, 2, 8), ("Quá hạn", 1, 9, 2, 9),
    ("Số lượng hồ sơ đang giải quyết", 0, 10, 0, 12), ("Tổng số", 1, 10, 2, 10),
    ("Trong hạn", 1, 11, 2, 11), ("Quá hạn", 1, 12, 2, 12),
)  # fmt: skip
NUMBERS = (
    "(1) (2) (3)=(4)+(5)+(6) (4) (5) (6) (7)=(8)+(9)+(10) (8) (9) (10) (11)=(12)+(13) (12) (13)"
)


def texts(*figures: int) -> tuple[str, ...]:
    """Print figures."""
    return tuple(map(str, figures))


CIVIL = ("1", "Hộ tịch", *texts(10, 7, 3, 0, 9, 9, 0, 0, 1, 1, 0))
LAND = ("2", "Đất đai", *texts(5, 5, 0, 0, 5, 4, 1, 0, 0, 0, 0))
TOTAL = ("", "Tổng cộng", *texts(15, 12, 3, 0, 14, 13, 1, 0, 1, 1, 0))
LINES = (CIVIL, LAND, TOTAL)


@cache
def matrix_form() -> Form:
    """Give form 06, its patterns not tried."""
    return load_form(ROOT / "patterns/tthc-06.toml", examples=False)


def table(
    lines: Sequence[Sequence[str]],
    *,
    header: bool = True,
    numbers: str = NUMBERS,
    scan: bool = False,
) -> Table:
    """Lay out lines below the header of the form.

    Args:
        lines: Number, name, eleven figures.
        header: Whether the headings are there.
        numbers: The row that numbers the columns; empty: none.
        scan: Whether figures are read twice, as on scans.
    """
    cells = []
    first = 0
    if header:
        cells += [_cell(text, top, left, low, right) for text, top, left, low, right in _HEADER]
        first = 3
    if header and numbers:
        cells += [_cell(text, 3, column, 3, column) for column, text in enumerate(numbers.split())]
        first = 4
    for row, line in enumerate(lines, start=first):
        for column, text in enumerate(line):
            cell = _cell(text, row, column, row, column)
            cells.append(_read_twice(cell) if scan and column > 1 and text else cell)
    rows = first + len(lines)
    return Table(rows, 13, tuple(cells), Box(0, 100, 13 * _WIDTH, 100 + rows * _HEIGHT))


def _cell(text: str, top: int, left: int, low: int, right: int) -> Cell:
    box = Box(left * _WIDTH, 100 + top * _HEIGHT, (right + 1) * _WIDTH, 100 + (low + 1) * _HEIGHT)
    return Cell(top, left, text, box, low - top + 1, right - left + 1, ink=bool(text))


def _read_twice(cell: Cell) -> Cell:
    first, _, second = cell.text.partition("/")
    readings = (CellReading("pp-ocr", first), CellReading("eng", second or first))
    return replace(cell, text=first, readings=readings)


def ruled(*tables: Table, kind: PageKind = PageKind.DIGITAL) -> Document:
    """Put each table on a page of its own."""
    pages = (Page(number, kind, (), (one,), 842, 595) for number, one in enumerate(tables, start=1))
    return Document(tuple(pages))


def dump(*lines: str) -> Document:
    """Give lines of text as a dump."""
    return Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))
