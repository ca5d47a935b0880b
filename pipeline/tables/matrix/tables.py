"""The lines of a matrix that stands in a ruled table, over all its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.model.form import Indicator, Kind
from pipeline.model.matrix import Matrix
from pipeline.model.page import Cell, Document, PageKind
from pipeline.model.reading import Source
from pipeline.tables.figures.cell_value import read_cell
from pipeline.tables.layout.row import Row
from pipeline.tables.layout.sheet import Sheet, lay_out
from pipeline.tables.matrix.columns import Roles, find_roles, numbers_of
from pipeline.tables.matrix.names import Names, clean
from pipeline.tables.matrix.printed import PrintedCell, PrintedLine, first_number, inked
from pipeline.tables.used import NOTHING, Used
from pipeline.vietnamese.alphabet import fold_ocr

_COUNT = Indicator("", "", Kind.COUNT)
_SAME_HEADER = 80  # of 100; a header that is repeated on another page, read by an OCR
_NUMBER_HEADING = "stt"


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of the one table that is read, and how many others like it there are."""

    lines: tuple[PrintedLine, ...]
    others: tuple[int, ...]  # pages of what else looks like it, which was left alone
    used: Used = NOTHING  # the cells of the table


def read_tables(document: Document, matrix: Matrix) -> TableLines:
    """Read the first table of this form; what follows it belongs to it until its total is seen.

    A part on the next page may have no header, or repeat it; where boxes tell that it is the same
    table `lay_out` has joined them, of Office files there are none.
    """
    names = Names(matrix)
    lines: list[PrintedLine] = []
    others: list[int] = []
    used = NOTHING
    roles: Roles | None = None
    for sheet in lay_out(document):
        rows = (*sheet.header, *sheet.body)
        own = find_roles(rows, matrix)
        closed = any(_is_total(line, names, matrix) for line in lines[1:])
        if closed and roles and (own or _continues(sheet, rows, roles, lines)):
            others.append(rows[0].page)
        elif not closed and own:
            roles = own
            lines += _read_rows(rows[own.body :], own, matrix)
            used |= _used_by(rows)
        elif not closed and roles and lines and _continues(sheet, rows, roles, lines):
            lines += _read_rows(rows, roles, matrix)
            used |= _used_by(rows)
    return TableLines(tuple(lines), tuple(others), used)


def _used_by(rows: Sequence[Row]) -> Used:
    """Give the cells of a table; those that were made of lines outside of it by their places."""
    cells = [(row.page, cell) for row in rows for cell in row.cells if cell is not None]
    return Used(
        cells=frozenset((page, cell.number) for page, cell in cells if cell.number is not None),
        boxes=tuple((page, cell.box) for page, cell in cells if cell.number is None and cell.box),
    )


def _is_total(line: PrintedLine, names: Names, matrix: Matrix) -> bool:
    found = names.find(line.name, recognised=line.recognised)
    return found is not None and found.id == matrix.total


def _continues(
    sheet: Sheet, rows: Sequence[Row], roles: Roles, lines: Sequence[PrintedLine]
) -> bool:
    """Say whether a table without a header is the rest of the one before."""
    last = max(place for place, _ in roles.figures)
    return sheet.columns > last and rows[0].page in (lines[-1].page, lines[-1].page + 1)


def _read_rows(rows: Sequence[Row], roles: Roles, matrix: Matrix) -> Iterator[PrintedLine]:
    for row in rows:
        line = _read_row(row, roles)
        if not _is_header(row, line, matrix):
            yield line


def _read_row(row: Row, roles: Roles) -> PrintedLine:
    name = row.text(roles.name) if row.starts(roles.name) or _spans(row, roles) else ""
    number = row.text(roles.number) if roles.number is not None else ""
    cells = tuple(
        PrintedCell(column, read_cell(cell, _COUNT, row.kind), _source(row, cell))
        for place, column in roles.figures
        if (cell := row.cells[place]) and row.starts(place) and cell.column_span == 1
    )
    if number == name or first_number(number) is None:
        number = ""
    recognised = row.kind is not PageKind.DIGITAL
    return PrintedLine(number, clean(name), row.page, cells, recognised)


def _spans(row: Row, roles: Roles) -> bool:
    """Say whether a cell of the line's number reaches over its name: that of the total."""
    return roles.number is not None and row.starts(roles.number)


def _source(row: Row, cell: Cell) -> Source:
    text = cell.readings[0].text if cell.readings and not cell.text.strip() else cell.text
    return Source(row.page, " ".join(text.split()), cell.box, cell=cell.number)


def _is_header(row: Row, line: PrintedLine, matrix: Matrix) -> bool:
    """Say whether a row repeats the header, or holds nothing at all."""
    if numbers_of(row, matrix) or not (line.name or inked(line.cells)):
        return True
    headings = (matrix.heading, f"{_NUMBER_HEADING} {matrix.heading}", *matrix.prefixes)
    name = fold_ocr(line.name)
    return not inked(line.cells) and any(
        fuzz.ratio(name, fold_ocr(heading)) >= _SAME_HEADER for heading in headings if heading
    )
