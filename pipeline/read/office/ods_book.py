""".ods files, the workbooks of LibreOffice and OpenOffice: what `xlsx_book` does for .xlsx.

The file is read in one pass, with lxml alone: it keeps what each cell displays, merged and hidden
cells and the fonts. calamine, which lost, gives values without any of that.

Cells and rows that follow each other alike are written once, with a number of repeats that a line
of text may set to any size; so they are unrolled within the limits of a sheet, and only for the
sheets that are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from pipeline.model.page import Page
from pipeline.read.office.ods_cell import print_cell
from pipeline.read.office.ods_styles import DRAW, OFFICE, TABLE, TAGS, Styles
from pipeline.read.office.package import DAMAGE, damaged, locked, read_package
from pipeline.read.office.sheet_table import (
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    UNCOUNTED,
    Grid,
    Layout,
    Letters,
    Merge,
    Place,
    bound,
    make_sheet_page,
    without_sheets,
)

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_SHEET, _ROW, _COLUMN = (f"{TABLE}{name}" for name in ("table", "table-row", "table-column"))
_CELLS = frozenset((f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))
_COLLAPSED = frozenset(("collapse", "filter"))


def count_sheets(path: Path) -> int:
    """Count the sheets that are shown.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        OSError: It cannot be opened.
    """
    return _read_book(path, ()).shown


def read_sheets(path: Path, numbers: Sequence[int]) -> tuple[Page, ...]:
    """Read sheets of an .ods file; errors as above.

    Args:
        path: The file.
        numbers: From 1, in the order of the sheets that are shown.
    """
    book = _read_book(path, numbers)
    try:
        return tuple(
            make_sheet_page(number, sheet.grid, sheet.layout, book.hidden)
            for number in numbers
            for sheet in (book.sheets[number],)
        )
    except DAMAGE as error:
        raise damaged(path.name) from error


@dataclass(slots=True)
class _Sheet:
    """A sheet that is being read."""

    layout: Layout = field(default_factory=Layout)
    letters: Letters = field(default_factory=Letters)
    texts: dict[Place, str] = field(default_factory=dict)
    row: int = 1  # the next one
    columns: int = 0  # described so far
    column_styles: dict[int, str] = field(default_factory=dict)

    @property
    def grid(self) -> Grid:
        kept = {place: text for place, text in self.texts.items() if place[0] <= self.layout.rows}
        return Grid(kept, frozenset(self.letters.seen))


@dataclass(slots=True)
class _Book:
    """What one pass gave."""

    shown: int = 0
    hidden: list[str] = field(default_factory=list)
    sheets: dict[int, _Sheet] = field(default_factory=dict)  # those that were asked for


def _read_book(path: Path, numbers: Collection[int]) -> _Book:
    content = read_package(path, ".ods")
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise locked(path.name)
            styles = Styles()
            if _STYLES in names:
                with archive.open(_STYLES) as part:
                    for _, element in etree.iterparse(part, tag=TAGS, resolve_entities=False):
                        styles.take(element)
            with archive.open(_CONTENT) as part:
                book = _Pass(styles, numbers).run(part)
    except DAMAGE as error:
        raise damaged(path.name) from error
    if not book.shown:
        raise without_sheets(path.name)
    return book


class _Pass:
    """One pass over the content of a file."""

    def __init__(self, styles: Styles, numbers: Collection[int]) -> None:
        self.styles = styles
        self.numbers = numbers
        self.book = _Book()
        self.sheet: _Sheet | None = None  # None: outside, or not asked for
        self.depth = 0  # tables may stand in pictures of tables

    def run(self, part: Any) -> _Book:
        tags = (*TAGS, _SHEET, _ROW, _COLUMN, f"{DRAW}frame", f"{DRAW}custom-shape")
        for event, element in etree.iterparse(
            part, events=("start", "end"), tag=tags, resolve_entities=False
        ):
            if element.tag == _SHEET:
                self._enter(element) if event == "start" else self._leave(element)
            elif event == "end":
                self._take(element)
        return self.book

    def _enter(self, element: Any) -> None:
        self.depth += 1
        if self.depth > 1 or element.getparent().tag != f"{OFFICE}spreadsheet":
            return
        if self.styles.is_hidden(element.get(f"{TABLE}style-name", "")):
            self.book.hidden.append(element.get(f"{TABLE}name", ""))
            return
        self.book.shown += 1
        if self.book.shown in self.numbers:
            self.sheet = self.book.sheets[self.book.shown] = _Sheet()

    def _leave(self, element: Any) -> None:
        self.depth -= 1
        if self.depth == 0:
            if self.sheet is not None:
                bound(self.sheet.layout)
            self.sheet = None
            element.clear()

    def _take(self, element: Any) -> None:
        if element.tag in TAGS:
            self.styles.take(element)
        elif self.depth == 1:
            if self.sheet is None:
                pass
            elif element.tag == _ROW:
                _take_row(self.sheet, element, self.styles)
            elif element.tag == _COLUMN:
                _take_column(self.sheet, element)
            else:
                self.sheet.layout.drawings = True
            if element.tag == _ROW:
                element.clear()


def _take_column(sheet: _Sheet, element: Any) -> None:
    count = _repeats(element, "columns")
    style = element.get(f"{TABLE}default-cell-style-name", "")
    for column in range(sheet.columns + 1, min(sheet.columns + count, COLUMNS_LIMIT) + 1):
        sheet.column_styles[column] = style
        if element.get(f"{TABLE}visibility") in _COLLAPSED:
            sheet.layout.hidden_columns.add(column)
    sheet.columns += count


def _take_row(sheet: _Sheet, element: Any, styles: Styles) -> None:
    count, first = _repeats(element, "rows"), sheet.row
    sheet.row += count
    rows = range(first, min(first + count, ROWS_LIMIT + 1))
    if element.get(f"{TABLE}visibility") in _COLLAPSED:
        sheet.layout.hidden_rows.update(rows)
    style = element.get(f"{TABLE}default-cell-style-name", "")
    column = 1
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        repeats = _repeats(cell, "columns")
        own = cell.get(f"{TABLE}style-name") or style or sheet.column_styles.get(column, "")
        text = print_cell(cell, own, styles, sheet.letters)
        if text:
            _place(sheet, text, (first, count), (column, repeats))
        _take_merge(sheet.layout, cell, first, column)
        column += repeats


def _place(sheet: _Sheet, text: str, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """Put a text into all cells that repeat it; each pair is the first one and how many."""
    for row in range(rows[0], rows[0] + rows[1]):
        for column in range(columns[0], columns[0] + columns[1]):
            if len(sheet.texts) >= CELLS_LIMIT:
                sheet.layout.cut = True
                return
            if not sheet.layout.holds(row, column):
                break
            sheet.texts[row, column] = text
            if text == UNCOUNTED:
                sheet.layout.uncounted.add((row, column))
        if row > ROWS_LIMIT:
            return


def _take_merge(layout: Layout, cell: Any, row: int, column: int) -> None:
    rows = int(cell.get(f"{TABLE}number-rows-spanned", 1))
    columns = int(cell.get(f"{TABLE}number-columns-spanned", 1))
    if (rows > 1 or columns > 1) and len(layout.merges) < CELLS_LIMIT:
        layout.merges.append(Merge(column, row, column + columns - 1, row + rows - 1))


def _repeats(element: Any, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", 1)))
