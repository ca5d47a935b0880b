""".xlsx files: one page for each sheet that is shown, with one table of all that it holds.

What is hidden in Excel is not on paper, and not read: sheets, rows, columns. Hidden sheets keep
lists and drafts, hidden columns last year's figures; read as this report's they would be wrong
without a trace. A row of the form that is hidden is `missing`, and the page says that rows are.

Rows and columns of the table are those of the sheet, so that what `solieu read --tables` prints in
row 15 is row 15 in Excel. Formulas count by the result that Excel kept in the file. Not read:
headers and footers of the printed page, comments, text boxes, pictures, charts.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter

from pipeline.model.errors import SourceError
from pipeline.model.page import Cell, Page, Table
from pipeline.read.office_format import print_value
from pipeline.read.office_package import DAMAGE, damaged, read_package
from pipeline.read.office_page import Draft, make_pages
from pipeline.read.office_sheet import Layout, Merge, scan_sheet
from pipeline.vietnamese.encodings import Encoding, convert, encoding_of_font

# What stands for a result that the file does not hold; no digits, so that nothing takes it for one.
UNCOUNTED = "(công thức chưa tính)"
_NAMED = 5  # places or sheets that a note lists
_Place = tuple[int, int]  # row and column of the sheet, from 1


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
    content = read_package(path)
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
        raise SourceError(
            f"{name} không có trang tính nào để đọc. Hãy mở tệp và bỏ ẩn trang tính cần đọc.",
            f"{name} has no sheet to read. Open the file and unhide the sheet that is meant.",
        )
    sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
    return _Book(reader.archive, tuple(shown), tuple(hidden), sheets)


def _read_sheet(book: _Book, number: int) -> Page:
    name, part = book.shown[number - 1]
    with book.archive.open(part) as source:
        layout = scan_sheet(source)
    grid, encodings = _read_grid(book.sheets[name], layout)
    table = Table(layout.rows, layout.columns, tuple(_cells(grid, layout)))
    notes = (*(_note_hidden_sheets(book) if number == 1 else ()), *_note_layout(layout))
    # Each sheet for itself: what a page says does not depend on the pages that are asked for too.
    (page,) = make_pages([Draft((table,) if grid else (), notes, encodings)])
    return replace(page, number=number)


def _read_grid(sheet: Any, layout: Layout) -> tuple[dict[_Place, str], frozenset[Encoding]]:
    """Give the texts of the cells that are shown and filled, and old encodings in them."""
    sheet.reset_dimensions()  # some programs write wrong ones, and cells beyond would be lost
    texts: dict[_Place, str] = {}
    encodings: set[Encoding] = set()
    if not layout.rows:
        return texts, frozenset()
    for cells in sheet.iter_rows(max_row=layout.rows, max_col=layout.columns):
        for cell in cells:
            if cell.value is None:
                continue
            text = print_value(cell.value, cell.number_format)
            if cell.data_type == "s" and (encoding := encoding_of_font(cell.font.name or "")):
                converted = convert(text, encoding)
                encodings.update({encoding} if converted != text else ())
                text = converted
            texts[cell.row, cell.column] = text.strip()
    texts.update(dict.fromkeys(layout.uncounted, UNCOUNTED))
    return _place_merged(texts, layout), frozenset(encodings)


def _place_merged(texts: dict[_Place, str], layout: Layout) -> dict[_Place, str]:
    """Keep what is shown; a merged cell shows its text in what is left of it."""
    for merge in layout.merges:
        text = texts.pop((merge.top, merge.left), "")
        place = _first_shown(merge, layout)
        if text and place is not None:
            texts[place] = text
    return {
        (row, column): text
        for (row, column), text in texts.items()
        if text and row not in layout.hidden_rows and column not in layout.hidden_columns
    }


def _first_shown(merge: Merge, layout: Layout) -> _Place | None:
    rows = range(merge.top, min(merge.bottom, layout.rows) + 1)
    columns = range(merge.left, min(merge.right, layout.columns) + 1)
    row = next((row for row in rows if row not in layout.hidden_rows), None)
    column = next((column for column in columns if column not in layout.hidden_columns), None)
    return None if row is None or column is None else (row, column)


def _cells(texts: Mapping[_Place, str], layout: Layout) -> Iterator[Cell]:
    """Give the cells of all rows with something in them; empty ones too, as on ruled pages."""
    spans = {_first_shown(merge, layout): merge for merge in layout.merges}
    covered = {
        (row, column)
        for merge in layout.merges
        for row in range(merge.top, min(merge.bottom, layout.rows) + 1)
        for column in range(merge.left, min(merge.right, layout.columns) + 1)
    }
    shown = [c for c in range(1, layout.columns + 1) if c not in layout.hidden_columns]
    for row in sorted({row for row, _ in texts}):
        for column in shown:
            place = row, column
            merge = spans.get(place)
            if place in covered and merge is None:
                continue
            text = texts.get(place, "")
            bottom, right = (merge.bottom, merge.right) if merge else place
            yield Cell(
                row - 1,
                column - 1,
                text,
                row_span=min(bottom, layout.rows) - row + 1,
                column_span=min(right, layout.columns) - column + 1,
                ink=bool(text),
            )


def _note_hidden_sheets(book: _Book) -> Iterator[str]:
    if book.hidden:
        names = ", ".join(book.hidden[:_NAMED]) + (", ..." if len(book.hidden) > _NAMED else "")
        yield f"Trang tính bị ẩn, không được đọc: {names}. Nếu cần, hãy bỏ ẩn rồi chạy lại."


def _note_layout(layout: Layout) -> Iterator[str]:
    rows = sum(row <= layout.rows for row in layout.hidden_rows)
    columns = sum(column <= layout.columns for column in layout.hidden_columns)
    if rows or columns:
        counts = [f"{rows} dòng"] * bool(rows) + [f"{columns} cột"] * bool(columns)
        yield f"Có {' và '.join(counts)} bị ẩn, không được đọc. Nếu cần, hãy bỏ ẩn rồi chạy lại."
    if layout.uncounted:
        places = sorted(layout.uncounted)
        names = ", ".join(f"{get_column_letter(column)}{row}" for row, column in places[:_NAMED])
        more = ", ..." if len(places) > _NAMED else ""
        yield (
            f"{len(places)} ô công thức chưa có kết quả trong tệp ({names}{more}). "
            "Hãy mở tệp bằng Excel, lưu lại rồi chạy lại."
        )
    if layout.cut:
        yield (
            f"Trang tính quá lớn: chỉ đọc {layout.rows} dòng và {layout.columns} cột đầu. "
            "Hãy để riêng phần báo cáo vào một trang tính."
        )
    if layout.drawings:
        yield "Trang tính có hình, biểu đồ hay hộp chữ; chữ và số trong đó không được đọc."
