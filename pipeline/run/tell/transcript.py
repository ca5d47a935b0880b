"""One file as the program reads it, for people and pipes: text, or the cells of its tables."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.model.errors import SettingError
from pipeline.model.form import Indicator, Kind
from pipeline.model.page import Cell, CellReading, Document, Page, PageKind
from pipeline.model.reading import Support
from pipeline.read.page import read_page
from pipeline.read.source import Format, count_pages, format_of
from pipeline.vietnamese.alphabet import normal
from pipeline.write.cell import CellValue, print_cell

if TYPE_CHECKING:
    from pipeline.tables.figures.cell_value import Figure

_COLUMNS = (
    *("page", "table", "row", "column", "row_span", "column_span"),
    *("text", "value", "ink", "agree"),
    *(f"{name}_{number}" for number in (1, 2, 3) for name in ("reader", "text", "score")),
    *("left", "top", "right", "bottom"),
)
_READERS = 2
_READINGS = 3  # of a cell at most: two readers, and a second look of one where they differ

# Of what kind a row is only a form can say. As the code of a choice, `1,234` and `1.234` stay what
# the marks say; for a count both would be the same.
_ANY_ROW = Indicator("", "", Kind.CHOICE)


def choose_pages(file: Path, number: int | None) -> Sequence[int]:
    """Give the numbers of the pages to read, from 1: the one that is asked for, or all.

    Raises:
        SettingError: There is no such page.
        SourceError: The file cannot be read.
    """
    pages = count_pages(file)
    if number is None:
        return range(1, pages + 1)
    if not 1 <= number <= pages:
        raise SettingError(
            f"{file.name} có {pages} trang, không có trang {number}. "
            f"Hãy chọn --page từ 1 đến {pages}.",
            f"{file.name} has {pages} pages, no page {number}. Choose a --page from 1 to {pages}.",
        )
    return [number]


def read_pages(file: Path, numbers: Iterable[int]) -> Iterator[Page]:
    """Read pages of one file, one after the other.

    Raises:
        SourceError: It cannot be read.
        EngineError: Tesseract failed.
    """
    with TemporaryDirectory(prefix="solieu-") as scratch:
        for number in numbers:
            yield read_page(file, number, scratch=Path(scratch))


def read_document(file: Path, sheet: str = "") -> Document:
    """Read all of a report.

    Args:
        file: Of any kind that is read.
        sheet: Of a workbook the name of the one to read; empty: all.

    Raises:
        SettingError: There is no such sheet.
        SourceError: The file cannot be read.
        EngineError: Tesseract failed.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # more threads make Tesseract slower
    numbers = choose_pages(file, None)
    return Document(tuple(read_pages(file, _numbers_of(file, sheet) if sheet else numbers)))


def _numbers_of(file: Path, sheet: str) -> Sequence[int]:
    """Give the number of a sheet; capitals and marks put together in another way do not matter."""
    from pipeline.read.office.files import list_sheets

    names = list_sheets(file) if format_of(file) is Format.OFFICE else ()
    wanted = normal(sheet.strip()).casefold()
    found = [at for at, name in enumerate(names, 1) if normal(name.strip()).casefold() == wanted]
    if found:
        return found
    if not names:
        raise SettingError(
            f"{file.name} không phải sổ tính nên không có trang tính nào. Hãy bỏ --sheet.",
            f"{file.name} is no workbook and has no sheets. Leave --sheet out.",
        )
    listed = ", ".join(f"“{name}”" for name in names)
    raise SettingError(
        f"{file.name} không có trang tính “{sheet}”. Các trang tính: {listed}.",
        f"{file.name} has no sheet “{sheet}”. Its sheets: {listed}.",
    )


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
            yield _print_line(map(print_cell, _values(page, number, cell)))


def readers_agree(cell: Cell) -> bool | None:
    """Say whether both readers of a cell saw the same number or text; None without two of them.

    >>> both = CellReading("pp-ocr", "1.404"), CellReading("eng", "1404.")
    >>> readers_agree(Cell(0, 0, "1.404", readings=both)), readers_agree(Cell(0, 0, "1.404"))
    (True, None)
    """
    if len(cell.readings) < _READERS:
        return None
    if len({reading.text for reading in cell.readings}) == 1:
        return True
    return _read_figure(cell, PageKind.SCAN).support is Support.AGREED


def _read_figure(cell: Cell, kind: PageKind) -> Figure:
    # Here, because it brings numpy along: half of the time in which a text dump is read.
    from pipeline.tables.figures.cell_value import read_cell

    return read_cell(cell, _ANY_ROW, kind)


def _values(page: Page, table: int, cell: Cell) -> Iterator[CellValue]:
    yield from (page.number, table, cell.row + 1, cell.column + 1, cell.row_span, cell.column_span)
    agree = readers_agree(cell)
    yield from (cell.text, _read_figure(cell, page.kind).value, int(cell.ink))
    yield None if agree is None else int(agree)
    for reading in (*cell.readings, None, None, None)[:_READINGS]:
        yield from _reading_values(reading) if reading else (None,) * 3
    box = cell.box
    yield from (box.left, box.top, box.right, box.bottom) if box else (None,) * 4


def _reading_values(reading: CellReading) -> Iterator[CellValue]:
    """Give what one reader made of a cell; a score has two decimals, a float would get one.

    >>> [print_cell(value) for value in _reading_values(CellReading("vie", "376", 0.954))]
    ['vie', '376', '0.95']
    """
    yield from (reading.reader, reading.text)
    yield None if reading.score is None else Decimal(f"{reading.score:.2f}")


def _print_line(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue()
