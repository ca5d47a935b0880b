""".xlsx files: one page for each sheet that is shown, with one table of all that it holds.

What of a sheet is shown is in `sheet_table`. Formulas count by the result that Excel kept in the
file. Not read: headers and footers of the printed page, comments, text boxes, pictures, charts.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader

from pipeline.model.page import Page
from pipeline.read.office.number_format import print_value
from pipeline.read.office.package import DAMAGE, damaged, read_package
from pipeline.read.office.sheet_table import (
    UNCOUNTED,
    Grid,
    Layout,
    Letters,
    Place,
    make_sheet_page,
    without_sheets,
)
from pipeline.read.office.xlsx_sheet import scan_sheet


def count_sheets(path: Path) -> int:
    """Count the sheets that are shown, without reading any.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        OSError: It cannot be opened.
    """
    with _open(path, cells=False) as book:
        return len(book.shown)


def read_sheets(path: Path, numbers: Sequence[int]) -> tuple[Page, ...]:
    """Read sheets of an .xlsx file.

    Args:
        path: The file.
        numbers: From 1, in the order of the sheets that are shown.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        OSError: It cannot be opened.
    """
    with _open(path, cells=True) as book:
        return tuple(_read_sheet(book, number) for number in numbers)


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook that is open."""

    archive: Any
    shown: tuple[tuple[str, str], ...]  # name of the sheet, name of its part
    hidden: tuple[str, ...]
    sheets: Mapping[str, Any]  # openpyxl's, by name; none where only the number is asked for


@contextmanager
def _open(path: Path, *, cells: bool) -> Iterator[_Book]:
    content = read_package(path, ".xlsx")
    try:
        # The class behind load_workbook, for what that does not give: the parts of the sheets.
        reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        with closing(reader.archive), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that we do not read
            if cells:
                reader.read()
            else:
                reader.read_manifest()
                reader.read_workbook()
            yield _list_sheets(reader, path.name)
    except DAMAGE as error:
        raise damaged(path.name) from error


def _list_sheets(reader: Any, name: str) -> _Book:
    shown, hidden = [], []
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type:
            if sheet.state == "visible":
                shown.append((sheet.name, relation.target))
            else:
                hidden.append(sheet.name)
    if not shown:
        raise without_sheets(name)
    sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
    return _Book(reader.archive, tuple(shown), tuple(hidden), sheets)


def _read_sheet(book: _Book, number: int) -> Page:
    name, part = book.shown[number - 1]
    with book.archive.open(part) as source:
        layout = scan_sheet(source)
    grid = _read_grid(book.sheets[name], layout)
    return make_sheet_page(number, grid, layout, book.hidden)


def _read_grid(sheet: Any, layout: Layout) -> Grid:
    """Give the texts of the filled cells, as they are shown."""
    sheet.reset_dimensions()  # some programs write wrong ones, and cells beyond would be lost
    texts: dict[Place, str] = {}
    letters = Letters()
    if not layout.rows:
        return Grid(texts)
    for cells in sheet.iter_rows(max_row=layout.rows, max_col=layout.columns):
        for cell in cells:
            if cell.value is None:
                continue
            text = print_value(cell.value, cell.number_format)
            if cell.data_type == "s":
                text = letters.read(text, cell.font.name or "")
            texts[cell.row, cell.column] = text.strip()
    texts.update(dict.fromkeys(layout.uncounted, UNCOUNTED))
    return Grid(texts, frozenset(letters.seen))
