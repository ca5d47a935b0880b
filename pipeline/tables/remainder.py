"""What of a report is no row of its form: lines and tables that nobody has read yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.form import Form
from pipeline.model.page import Cell, Document, Line, Page, PageKind, Table
from pipeline.tables.listed import Rows
from pipeline.tables.listed.strips import Strip
from pipeline.tables.used import Used
from pipeline.vietnamese.numbers import find_numbers
from pipeline.vietnamese.unit_behind import TIMES, read_behind

_Cell = tuple[int, Cell]  # with its page
_CLEAR = (PageKind.DIGITAL, PageKind.SCAN)
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_FIGURE = re.compile(r"-?[\d.,]+%?")


def used_by_rows(appendix: Document, rows: Rows, form: Form) -> Used:
    """Give the lines and cells of the rows that were read, known to the form or not."""
    left = {id(strip) for strip in (*_find_left(rows), *_find_sentences(rows, form))}
    taken = [strip for strip in rows.strips if id(strip) not in left]
    cells = [(strip.page, cell) for strip in taken for cell in _cells_of(strip)]
    lines = frozenset((strip.page, strip.line) for strip in taken if strip.line is not None)
    return Used(
        lines,
        frozenset((page, cell.number) for page, cell in (*cells, *_cells_on(appendix, lines))),
        tuple((page, cell.box) for page, cell in cells if cell.box),
    )


def _cells_on(appendix: Document, lines: frozenset[tuple[int, int | None]]) -> Iterator[_Cell]:
    """Give the cells of rows that were read as lines, where a table has no columns of the form."""
    for page in appendix.pages:
        rows = {line.row for line in page.lines if line.row and (page.number, line.number) in lines}
        for number, table in enumerate(page.tables):
            yield from ((page.number, one) for one in table.cells if (number, one.row) in rows)


def _find_left(rows: Rows) -> Iterator[Strip]:
    """Give the strips that are no row; of a dump some were found to be one later."""
    unknown = {(row.source.page, row.source.text) for row in rows.unknown}
    return (strip for strip in rows.left if (strip.page, strip.text) not in unknown)


def _find_sentences(rows: Rows, form: Form) -> Iterator[Strip]:
    """Give the lines taken for rows that show other figures with their units, as sentences do.

    Where the title of the appendix was seen in a wrong place, sentences are put to rows that share
    some words with them. What an OCR made of a row has such figures by chance.
    """
    owners = rows.owners()
    for strip in rows.strips:
        reading = owners.get(id(strip))
        if strip.cells is None and strip.kind in _CLEAR and reading is not None:
            row = form.by_id[reading.indicator]
            printed = " ".join((row.label, row.unit, *row.aliases, *map(str, row.legend)))
            names = set(_NUMERAL.findall(printed))
            for start, end, number in find_numbers(strip.text):
                behind = read_behind(strip.text, end)
                counted = behind.known and behind.unit not in TIMES
                if counted and number.value != reading.value and strip.text[start:end] not in names:
                    yield strip
                    break


def _cells_of(strip: Strip) -> Iterator[Cell]:
    return (cell for cell in (strip.cells.cells if strip.cells else ()) if cell)


def leave_rows(appendix: Document, rows: Rows, used: Used) -> Document:
    """Give the appendix without the rows that were read from it.

    A table of which some figures were not read stays, with all of its rows: they name these.

    Args:
        appendix: The pages from its title on, numbered.
        rows: What was read.
        used: The lines and cells of these.
    """
    left = list(_find_left(rows))
    lines = {
        (strip.page, strip.line)
        for strip in rows.strips
        if strip.cells is None and (strip.page, strip.line) not in used.lines
    }
    cells = {(strip.page, cell.number) for strip in left for cell in _cells_of(strip)}
    return Document(tuple(_leave(page, lines, cells, used) for page in appendix.pages))


_Places = set[tuple[int, int | None]]


def _leave(page: Page, lines: _Places, cells: _Places, used: Used) -> Page:
    opened = [_is_open(page, table, cells, used) for table in page.tables]
    foreign = replace(
        page, tables=tuple(t for t, is_open in zip(page.tables, opened, strict=True) if is_open)
    )
    kept = tuple(
        line
        for line in page.lines
        if (page.number, line.number) in lines
        or (opened[line.row[0]] if line.row else in_table(line, foreign))
    )
    return replace(foreign, lines=kept)


def _is_open(page: Page, table: Table, left: _Places, used: Used) -> bool:
    """Say whether a table shows figures in rows that are none, or in columns without a role."""
    rows = {cell.row for cell in table.cells if (page.number, cell.number) in used.cells}
    known = bool(rows) or any((page.number, cell.number) in left for cell in table.cells)
    return any(
        any(map(str.isdigit, cell.text))
        and (
            not known
            or (page.number, cell.number) in left
            or (cell.row in rows and _is_figure(cell.text))
        )
        for cell in table.cells
        if (page.number, cell.number) not in used.cells
    )


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch("".join(text.split())) is not None


def leave_matrix(appendix: Document, used: Used) -> Document:
    """Give the pages of a matrix without what was read of it."""
    return Document(
        tuple(
            replace(
                page,
                lines=tuple(_lines_left(page, used)),
                tables=tuple(one for one in page.tables if not used.has_table(page, one)),
            )
            for page in appendix.pages
        )
    )


def _lines_left(page: Page, used: Used) -> Iterator[Line]:
    read = [used.has_table(page, table) for table in page.tables]
    own = replace(page, tables=tuple(t for t, of in zip(page.tables, read, strict=True) if of))
    for line in page.lines:
        of_matrix = read[line.row[0]] if line.row else in_table(line, own)
        if not of_matrix and not used.has_line(page, line):
            yield line


def put_together(document: Document, appendix: Document, rest: Document) -> Document:
    """Give a report without its rows.

    Args:
        document: All of it, numbered.
        appendix: Its pages from the title of the appendix on.
        rest: What of the appendix is no row.
    """
    parts = {
        part.number: (part, left) for part, left in zip(appendix.pages, rest.pages, strict=True)
    }
    return Document(
        tuple(
            _put_together(page, *parts[page.number]) if page.number in parts else page
            for page in document.pages
        )
    )


def _put_together(page: Page, part: Page, left: Page) -> Page:
    taken = {line.number for line in part.lines} - {line.number for line in left.lines}
    lines = tuple(line for line in page.lines if line.number not in taken)
    return replace(left, lines=lines)


def without_tables(document: Document) -> Document:
    """Give the pages of a document with the lines that stand in no table."""
    return Document(
        tuple(
            replace(
                page,
                lines=tuple(line for line in page.lines if not in_table(line, page)),
                tables=(),
            )
            for page in document.pages
        )
    )


def in_table(line: Line, page: Page) -> bool:
    """Say whether a line stands in a ruled table of its page."""
    boxes = (table.box for table in page.tables if table.box)
    inside = line.box is not None and any(box.contains(*line.box.center) for box in boxes)
    return inside or line.row is not None
