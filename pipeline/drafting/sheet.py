"""The appendix as people see it: one sheet of rows with code, name, unit, value and remark.

A form draws the vocabulary for that everywhere else; here there is none yet, so the columns are
told by the words of the header and by what stands below it. A table goes on over pages: all tables
with the same number of columns that follow each other are one sheet, and the longest sheet of the
report is its appendix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.drafting.roles import Columns, Grid, choose_columns, is_code
from pipeline.model.page import Cell, Document, Page, PageKind, Table
from pipeline.tables.layout import close_tables
from pipeline.tables.listed.likeness import is_like
from pipeline.vietnamese.alphabet import fold, fold_ocr

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
# "(1) (2) (3)", "A B 1 2": columns counted below the header.
_COUNTED = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])(?: ?= ?[\d+/().]+)?\)?")
_HEADER_LIKENESS = 0.75  # share of a row's letters that stand in the header
_HEADER_WORDS = 4
_HEADER_ROWS = 4  # at the head of a later page, or at a page's foot before it


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, each part in one line."""

    code: str
    name: str
    unit: str = ""
    value: str = ""  # as printed
    remark: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of the appendix, and what stands above them."""

    rows: tuple[SheetRow, ...]
    header: tuple[str, ...] = ()  # the lines of the header
    above: tuple[str, ...] = ()  # the lines between "Phụ lục" and the table
    unread: tuple[str, ...] = ()  # headings of columns with more figures, which a form cannot hold
    exact: bool = True  # printed by a program: what stands there stands on the paper


@dataclass(slots=True)
class _Part:
    """The part of a sheet on one page."""

    page: Page
    table: Table
    grid: Grid = field(default_factory=list)


def find_sheet(document: Document) -> Sheet | None:
    """Find the appendix of a report among its ruled tables; None where it has none."""
    sheets = [made for parts in _groups(close_tables(document)) if (made := _make_sheet(parts))]
    return max(sheets, key=lambda sheet: len(sheet.rows), default=None)


def _groups(document: Document) -> Iterator[list[_Part]]:
    """Put tables together that go on over pages."""
    group: list[_Part] = []
    for page in document.pages:
        for table in page.tables:
            if table.columns < _FEWEST_COLUMNS:
                continue
            if group and not _goes_on(group[-1], page, table):
                yield group
                group = []
            group.append(_Part(page, table))
    if group:
        yield group


def _goes_on(before: _Part, page: Page, table: Table) -> bool:
    return before.table.columns == table.columns and 0 <= page.number - before.page.number <= 1


def _make_sheet(parts: list[_Part]) -> Sheet | None:
    for part in parts:
        part.grid = _grid_of(part.table)
    columns = choose_columns([row for part in parts for row in part.grid])
    if columns is None:
        return None
    start = _first_row(parts[0].grid, columns)
    headers = [fold_ocr(" ".join(filter(None, row))) for row in parts[0].grid[:start]]
    rows: list[SheetRow] = []
    for number, part in enumerate(parts):
        first = True
        below = part.grid[0 if number else start :]
        for place, texts in enumerate(below):
            edge = (number and place < _HEADER_ROWS) or len(below) - place <= _HEADER_ROWS
            if edge and _is_header(texts, headers):
                continue
            if any(texts) and not _counts_columns(texts, columns):
                _add(rows, _row(texts, columns, part.page.number), first=first)
                first = False
    if len(rows) < _FEWEST_ROWS:
        return None
    unread = tuple(" ".join(row[c] for row in parts[0].grid[:start]) for c in columns.others)
    exact = all(part.page.kind in (PageKind.DIGITAL, PageKind.TEXT) for part in parts)
    above, header = _lines_above(parts[0], start)
    return Sheet(tuple(rows), header, above, tuple(" ".join(u.split()) for u in unread), exact)


def _grid_of(table: Table) -> Grid:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = _text_of(cell)
    return grid


def _text_of(cell: Cell) -> str:
    """Give a cell in one line; what a reader of figures made of it where nothing else read it."""
    text = cell.text or next((reading.text for reading in cell.readings), "")
    return " ".join(text.split())


def _first_row(grid: Grid, columns: Columns) -> int:
    """Give the number of rows that the header takes."""
    if columns.code is None:
        return 0 if columns.headed == 0 else columns.headed
    for number, texts in enumerate(grid):
        if is_code(texts[columns.code]) and not _counts_columns(texts, columns):
            return number
    return 0


def _is_header(texts: Sequence[str], headers: Sequence[str]) -> bool:
    """Say whether a row is one of the header's once more, as well as a scan shows it."""
    text = fold_ocr(" ".join(filter(None, texts)))
    words = [word for word in text.split() if len(word) > 1]
    vocabulary = tuple({word for header in headers for word in header.split() if len(word) > 1})
    if len(words) < _HEADER_WORDS or not vocabulary:
        return False
    known = sum(len(word) for word in words if is_like(word, vocabulary))
    return known >= _HEADER_LIKENESS * sum(map(len, words))


def _counts_columns(texts: Sequence[str], columns: Columns) -> bool:
    """Say whether a row only counts the columns: its name is a number or a letter."""
    return bool(_COUNTED.fullmatch(texts[columns.name]))


def _row(texts: Sequence[str], columns: Columns, page: int) -> SheetRow:
    def text(column: int | None) -> str:
        return texts[column] if column is not None else ""

    value = text(columns.value)
    return SheetRow(
        text(columns.code),
        text(columns.name),
        text(columns.unit),
        value,
        text(columns.remark),
        page,
    )


def _add(rows: list[SheetRow], row: SheetRow, *, first: bool) -> None:
    """Add a row; where a page break cut one, its halves, of which one has the code, are joined.

    Args:
        rows: Those above it.
        row: The row.
        first: Whether it is the first of its page.
    """
    last = rows[-1] if rows and first else None
    if last and not (last.code and row.code) and not (last.value and row.value):
        rows[-1] = SheetRow(
            last.code or row.code,
            f"{last.name} {row.name}".strip(),
            f"{last.unit} {row.unit}".strip(),
            last.value or row.value,
            f"{last.remark} {row.remark}".strip(),
            last.page,
        )
    elif row.name or row.code:
        rows.append(row)


def _lines_above(part: _Part, start: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the lines above the table, from "Phụ lục" on, and those of its header."""
    top = part.table.box.top if part.table.box else None
    ends = [cell.box.bottom for cell in part.table.cells if cell.row == start - 1 and cell.box]
    if top is None or not ends:
        cells = [" ".join(filter(None, row)) for row in part.grid[:start]]
        return _from_label([line.text for line in part.page.lines]), tuple(filter(None, cells))
    end = max(ends)
    above = [line.text for line in part.page.lines if line.box and line.box.center[1] < top]
    header = [
        " ".join(line.text.split())
        for line in part.page.lines
        if line.box and top <= line.box.center[1] < end
    ]
    return _from_label(above), tuple(header)


def _from_label(lines: Sequence[str]) -> tuple[str, ...]:
    kept = [" ".join(line.split()) for line in lines]
    labels = [at for at, line in enumerate(kept) if fold(line).startswith("phu luc")]
    return tuple(filter(None, kept[labels[-1] :] if labels else kept[-4:]))
