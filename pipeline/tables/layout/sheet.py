"""Ruled tables as sheets: every place of the grid filled, parts on following pages put below.

A cell over several rows or columns stands in each of its places, so that a row can be asked for its
label and a column for its heading without knowing of spans. Numbers of rows and columns are those
of the whole table: they name a figure, `t2.r5.c3`, wherever a page break fell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.model.page import Cell, Document, Line, Page, Table
from pipeline.tables.layout.header import count_header
from pipeline.tables.layout.open_rows import EDGE_REACH, close_tables, column_edges
from pipeline.tables.layout.row import Row
from pipeline.vietnamese.alphabet import fold

# Of 100. Repeated headers of scans score 86 and more against themselves; a worn one 81, and there
# the same cells over the same columns say what letters do not.
_SAME_HEADER = 85
_WORN_HEADER = 70
_CAPTION_LINES = 6  # above a table: its title, a reference, the unit
_PAGE_NUMBER = 6  # letters; so much may stand between two parts of one table


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table over all its pages."""

    number: int  # from 1, in the report
    columns: int
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    captions: tuple[str, ...]  # lines above it, the nearest last
    torn: bool = False  # of a scan: it may be one with a neighbour, whose header is another or worn


@dataclass(frozen=True, slots=True)
class _Part:
    """What one page shows of a table."""

    rows: tuple[Row, ...]
    header: int  # of the rows so many are header
    edges: tuple[float, ...]  # of its columns, in points from the left; empty without boxes
    captions: tuple[str, ...]
    first: bool  # nothing but the page number stands above it
    page: int
    torn: bool = False


def lay_out(document: Document) -> tuple[Sheet, ...]:
    """Give the tables of a document in their order, those over several pages as one."""
    sheets: list[list[_Part]] = []
    for page in close_tables(document).pages:
        for index in range(len(page.tables)):
            part = _make_part(page, index)
            continued = _continue(sheets[-1], part) if sheets else None
            if continued:
                sheets[-1].append(continued)
            elif sheets and _is_torn(sheets[-1][-1], part):
                sheets[-1][0] = replace(sheets[-1][0], torn=True)
                sheets.append([replace(part, torn=True)])
            else:
                sheets.append([part])
    return tuple(_join(number, parts) for number, parts in enumerate(sheets, start=1))


def find_lost(document: Document) -> frozenset[int]:
    """Give the pages whose table was not seen: both neighbours show parts of one, they show none.

    Pages count from 1. What such a page prints comes as lines, which are no sentences.
    """
    parts = {
        page.number: (page.tables[0], page.tables[-1]) for page in document.pages if page.tables
    }
    return frozenset(
        page.number
        for page in document.pages
        if page.number not in parts and page.number - 1 in parts and page.number + 1 in parts
        if _match_edges(
            column_edges(parts[page.number - 1][1]), column_edges(parts[page.number + 1][0])
        )
    )


def _make_part(page: Page, index: int) -> _Part:
    table = page.tables[index]
    rows = tuple(_fill(table, page))
    captions = _lines_above(page, index)
    edges = column_edges(table)
    first = index == 0 and all(len(text) <= _PAGE_NUMBER for text in captions)
    return _Part(rows, count_header(rows), edges, captions, first, page.number)


def _fill(table: Table, page: Page) -> Iterator[Row]:
    grid: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row, column] = cell
    for row in range(table.rows):
        cells = tuple(grid.get((row, column)) for column in range(table.columns))
        yield Row(row + 1, page.number, page.kind, cells)


def _lines_above(page: Page, index: int) -> tuple[str, ...]:
    """Give the last lines between a table and the one before it on its page."""
    table = page.tables[index]
    above: list[str] = []
    for line in page.lines:
        if line.row is not None:
            if line.row[0] >= index:
                break
            above.clear()
        elif table.box is None or _stands_above(line, table, page.tables):
            above.append(line.text)
    return tuple(text.strip() for text in above if text.strip())[-_CAPTION_LINES:]


def _stands_above(line: Line, table: Table, tables: Sequence[Table]) -> bool:
    if line.box is None or table.box is None or line.box.center[1] >= table.box.top:
        return False
    middle = line.box.center[1]
    return not any(
        middle < other.box.bottom <= table.box.top or other.box.contains(*line.box.center)
        for other in tables
        if other.box is not None and other is not table
    )


def _continue(parts: Sequence[_Part], part: _Part) -> _Part | None:
    """Give a part as the continuation of a table; None where it is a table of its own.

    It has the same columns, it is the first thing on the next page, and its header is the same or
    missing. A table with the same header under a title of its own is another one.
    """
    last = parts[-1]
    columns = _find_columns(last, part)
    if columns is None:
        return None
    # What looks like a title at the top is the rest of a row that the page break cut.
    header = part.header if any(len(row.inked) > 1 for row in part.rows[: part.header]) else 0
    if header and not _same_header(parts[0], part):
        return None
    rows = tuple(_move(row, columns, len(last.edges) - 1) for row in part.rows)
    return replace(part, rows=rows, header=header, edges=last.edges)


def _find_columns(last: _Part, part: _Part) -> tuple[int, ...] | None:
    """Give the columns of a part as those of the table that ended the page before."""
    if not part.first or part.page != last.page + 1:
        return None
    return _match_edges(last.edges, part.edges)


def _is_torn(last: _Part, part: _Part) -> bool:
    """Say whether a part of a scan has the place and the columns of a continuation, but no header.

    A header that nobody can read says neither that a table is the same nor that it is another, and
    it may be that of the table before.
    """
    recognised = any(row.kind.is_recognised for row in part.rows[:1])
    return recognised and _find_columns(last, part) is not None


def _match_edges(known: Sequence[float], edges: Sequence[float]) -> tuple[int, ...] | None:
    """Give for each edge of a part the one of the table it continues; None where one has none.

    A part without the header may have fewer: what only the header divides is not seen there.
    """
    if len(known) < 2 or len(edges) < 2:
        return None
    shift = edges[0] - known[0]
    found = []
    for edge in edges:
        index = min(range(len(known)), key=lambda place: abs(known[place] + shift - edge))
        if abs(known[index] + shift - edge) > EDGE_REACH:
            return None
        found.append(index)
    whole = found[0] == 0 and found[-1] == len(known) - 1
    return tuple(found) if whole and len(set(found)) == len(found) else None


def _same_header(one: _Part, other: _Part) -> bool:
    texts = [" ".join(fold(row.line) for row in part.rows[: part.header]) for part in (one, other)]
    worn = other.rows[0].kind.is_recognised and _spans(one) == _spans(other)
    return fuzz.ratio(*texts) >= (_WORN_HEADER if worn else _SAME_HEADER)


def _spans(part: _Part) -> list[tuple[int, int, int, int]]:
    """Give where the cells of a header stand and how far they reach."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span)
        for row in part.rows[: part.header]
        for cell in row.inked
    ]


def _move(row: Row, columns: Sequence[int], count: int) -> Row:
    """Put the cells of a row into the columns of the table it belongs to."""
    cells: list[Cell | None] = [None] * count
    for place, cell in enumerate(row.cells):
        if cell is None:
            continue
        left, right = columns[cell.column], columns[cell.column + cell.column_span]
        moved = replace(cell, column=left, column_span=right - left)
        cells[columns[place] : columns[place + 1]] = [moved] * (columns[place + 1] - columns[place])
    return replace(row, cells=tuple(cells))


def _join(number: int, parts: Sequence[_Part]) -> Sheet:
    """Put the parts of a table below each other, the header once."""
    first = parts[0]
    rows = list(first.rows)
    for part in parts[1:]:
        for row in part.rows[part.header :]:
            if row.number == part.header + 1 and _is_cut(rows[-1], row):
                rows[-1] = _heal(rows[-1], row)
            elif row.number == part.header + 1 and _is_halved(rows[-1], row):
                rows[-1] = _unite(rows[-1], row)
            else:
                rows.append(_renumber(row, len(rows) + 1))
    columns = max(len(first.edges) - 1, len(rows[0].cells) if rows else 0)
    header = tuple(rows[: first.header])
    body = tuple(row for row in rows[first.header :] if not _repeats(row, header))
    return Sheet(number, columns, header, body, first.captions, first.torn)


def _repeats(row: Row, header: Sequence[Row]) -> bool:
    """Say whether a row of the table prints its header or its title once more."""
    line = fold(row.line)
    return "(tiep theo)" in line or any(line and line == fold(known.line) for known in header)


def _renumber(row: Row, number: int) -> Row:
    shift = number - row.number
    cells = tuple(replace(cell, row=cell.row + shift) if cell else None for cell in row.cells)
    return replace(row, number=number, cells=cells)


def _is_cut(above: Row, row: Row) -> bool:
    """Say whether a row is the rest of the one that a page break cut: words alone, going on."""
    inked = row.inked
    if not inked or len(inked) > 1 or inked[0].column not in {cell.column for cell in above.inked}:
        return False
    text = row.text(inked[0].column)
    return text[:1].islower() and not any(letter.isdigit() for letter in text)


def _is_halved(above: Row, below: Row) -> bool:
    """Say whether a page break put the name of a row on one page and all else on the other.

    The row without its name has a number before the gap and a unit or figures behind it.
    """
    name, rest = sorted((above, below), key=lambda row: len(row.inked))
    if len(name.inked) != 1 or len(rest.inked) < 2:
        return False
    (cell,) = name.inked
    columns = [one.column for one in rest.inked]
    worded = any(letter.isalpha() for letter in cell.text)
    return worded and not rest.text(cell.column) and columns[0] < cell.column < columns[-1]


def _unite(above: Row, below: Row) -> Row:
    """Put the name into the row that has the figures, on the page where they are."""
    name, rest = sorted((above, below), key=lambda row: len(row.inked))
    (cell,) = name.inked
    moved = replace(cell, row=rest.number - 1, row_span=1)
    cells = (moved if place == cell.column else one for place, one in enumerate(rest.cells))
    return _renumber(replace(rest, cells=tuple(cells)), above.number)


def _heal(above: Row, row: Row) -> Row:
    (rest,) = row.inked
    cells = tuple(
        replace(cell, text=f"{cell.text}\n{rest.text}")
        if cell is not None and cell.column == rest.column
        else cell
        for cell in above.cells
    )
    return replace(above, cells=cells)
