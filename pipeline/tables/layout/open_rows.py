"""Rows that a page break left outside of the rules.

Where a page break cuts a table some programs draw no rule, neither at the foot of the one page nor
at the head of the other. What stands there is a row of the table, or the two halves of one: its
words lie between the lines of the columns, as no caption and no sentence does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, Table, Word

# Points by which rules of one table may lie apart on two scanned pages; both are level.
EDGE_REACH = 8.0
_OVERLAP = 2.0  # points that a word may reach over the line of its column
# Between words of two columns stand the margins of both cells; in a sentence 3 points, a blank.
_LEAST_GAP = 4.0
_MOST_LINES = 8  # of the longest row that a page break cut


@dataclass(frozen=True, slots=True)
class _Half:
    """Words outside of the rules by column; of a row all, or what one page shows of it."""

    words: tuple[tuple[Word, ...], ...]  # of each column, in reading order
    lines: tuple[Line, ...]  # that hold them on this page
    top: float  # of the lines, in points
    bottom: float

    @property
    def inked(self) -> frozenset[int]:
        """The columns with words."""
        return frozenset(column for column, words in enumerate(self.words) if words)

    @property
    def counted(self) -> frozenset[int]:
        """The columns behind the first that show digits."""
        return frozenset(
            column
            for column in self.inked - {0}
            if any(sign.isdigit() for word in self.words[column] for sign in word.text)
        )


def close_tables(document: Document) -> Document:
    """Give a document with the rows at page breaks inside their tables.

    Pages without boxes (dumps, Office files) stay as they are.
    """
    pages = list(document.pages)
    for place in range(len(pages) - 1):
        above, below = pages[place], pages[place + 1]
        if above.tables and below.number == above.number + 1:
            pages[place], pages[place + 1] = _close(above, below)
    return Document(tuple(pages))


def column_edges(table: Table) -> tuple[float, ...]:
    """Give where columns begin, and where the last one ends, in points; empty without boxes."""
    found: dict[int, float] = {}
    for cell in table.cells:
        if cell.box is None:
            return ()
        found.setdefault(cell.column, cell.box.left)
        found.setdefault(cell.column + cell.column_span, cell.box.right)
    # A column that begins nowhere is a gap of a broken grid; such a table is joined to nothing.
    return tuple(found[column] for column in sorted(found)) if len(found) > table.columns else ()


def _close(above: Page, below: Page) -> tuple[Page, Page]:
    """Put the rows between the last table of a page and the first of the next into them."""
    table = above.tables[-1]
    edges = column_edges(table)
    if not edges or table.box is None:
        return above, below
    if not below.tables:
        return above, _rule_off(below, edges)
    following = column_edges(below.tables[0])
    if len(following) != len(edges) or not _match(edges, following):
        return above, below
    foot = _half(_lines_beside(above, table, under=True), edges)
    head = _half(_lines_beside(below, below.tables[0], under=False), following)
    first, last = _join(foot, head)
    if first:
        above = _with_table(above, -1, _append(table, first, edges))
    if last:
        below = _with_table(below, 0, _prepend(below.tables[0], last, following))
    if foot and head and not (first and last):
        # The other half of the row has moved to where its figures are.
        above = above if first else _without(above, foot)
        below = below if last else _without(below, head)
    return above, below


def _without(page: Page, half: _Half) -> Page:
    return replace(page, lines=tuple(line for line in page.lines if line not in half.lines))


def _match(edges: Sequence[float], following: Sequence[float]) -> bool:
    shift = following[0] - edges[0]
    return all(
        abs(one + shift - other) <= EDGE_REACH for one, other in zip(edges, following, strict=True)
    )


def _rule_off(page: Page, edges: Sequence[float]) -> Page:
    """Make a table of a last row that stands alone, without any rule, on a page of its own."""
    lines = [line for line in page.lines if _is_text(line)]
    half = _half(lines, edges)
    if half is None or len(half.inked) < 2 or not half.words[0]:
        return page
    box = Box(edges[0], half.top, edges[-1], half.bottom)
    table = Table(1, len(edges) - 1, tuple(_cells(half, 0, box, edges)), box)
    return replace(page, tables=(table,))


def _lines_beside(page: Page, table: Table, *, under: bool) -> list[Line]:
    """Give the lines over or under a table with nothing but the page number left out."""
    box = table.box
    if box is None:
        return []
    return [
        line
        for line in page.lines
        if line.box is not None
        and _is_text(line)
        and (line.box.center[1] > box.bottom if under else line.box.center[1] < box.top)
    ]


def _is_text(line: Line) -> bool:
    text = line.text.strip(" -|")
    return bool(text) and not text.isdecimal()


def _half(lines: Sequence[Line], edges: Sequence[float]) -> _Half | None:
    """Put words into columns; None where one crosses a line, or where there are none."""
    if not 0 < len(lines) <= _MOST_LINES:
        return None
    columns: list[list[Word]] = [[] for _ in edges[1:]]
    for line in lines:
        if not line.words:
            return None
        placed = [_column_of(word, edges) for word in line.words]
        if _runs_on(line, placed):
            return None
        for word, column in zip(line.words, placed, strict=True):
            if column is None:
                return None
            columns[column].append(word)
    boxes = [word.box for words in columns for word in words if word.box]
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return _Half(tuple(map(tuple, columns)), tuple(lines), top, bottom)


def _column_of(word: Word, edges: Sequence[float]) -> int | None:
    if word.box is None:
        return None
    column = bisect_right(edges, word.box.center[0]) - 1
    if not 0 <= column < len(edges) - 1:
        return None
    left, right = edges[column] - _OVERLAP, edges[column + 1] + _OVERLAP
    return column if left <= word.box.left and word.box.right <= right else None


def _runs_on(line: Line, columns: Sequence[int | None]) -> bool:
    """Say whether a line passes from one column into the next as sentences do."""
    return any(
        one.box is not None
        and other.box is not None
        and columns[place] != columns[place + 1]
        and other.box.left - one.box.right < _LEAST_GAP
        for place, (one, other) in enumerate(pairwise(line.words))
    )


def _join(foot: _Half | None, head: _Half | None) -> tuple[_Half | None, _Half | None]:
    """Say what goes to the foot and what to the head: two rows, or one row on one of the pages.

    Two halves have one number between them and no column with digits in both. A word or two in one
    column alone, without another half, may be a caption.
    """
    if foot and head:
        if (foot.words[0] and head.words[0]) or foot.counted & head.counted:
            return foot, head
        words = tuple((*one, *other) for one, other in zip(foot.words, head.words, strict=True))
        if head.counted:
            return None, replace(head, words=words)
        return replace(foot, words=words), None
    foot = foot if foot and len(foot.inked) > 1 else None
    head = head if head and len(head.inked) > 1 else None
    return foot, head


def _append(table: Table, half: _Half, edges: Sequence[float]) -> Table:
    """Put a row below the others."""
    box = _box_of(table)
    grown = replace(box, bottom=half.bottom)
    row = replace(grown, top=box.bottom)
    cells = (*table.cells, *_cells(half, table.rows, row, edges))
    return replace(table, rows=table.rows + 1, cells=cells, box=grown)


def _prepend(table: Table, half: _Half, edges: Sequence[float]) -> Table:
    """Put a row above the others."""
    box = _box_of(table)
    grown = replace(box, top=half.top)
    row = replace(grown, bottom=box.top)
    moved = (replace(cell, row=cell.row + 1) for cell in table.cells)
    cells = (*_cells(half, 0, row, edges), *moved)
    return replace(table, rows=table.rows + 1, cells=cells, box=grown)


def _box_of(table: Table) -> Box:
    if table.box is None:
        raise ValueError("a table whose columns have edges has a box")
    return table.box


def _cells(half: _Half, row: int, box: Box, edges: Sequence[float]) -> Iterator[Cell]:
    """Make the cells of a row; a lone figure of a scan brings its two readings along."""
    for column, words in enumerate(half.words):
        place = replace(box, left=edges[column], right=edges[column + 1])
        readings: tuple[CellReading, ...] = ()
        if len(words) == 1 and words[0].second:
            first = CellReading("vie", words[0].raw or words[0].text, words[0].confidence)
            readings = (first, words[0].second)
        text = " ".join(word.text for word in words)
        yield Cell(row, column, text, place, ink=bool(words), readings=readings)


def _with_table(page: Page, index: int, table: Table) -> Page:
    tables = list(page.tables)
    tables[index] = table
    return replace(page, tables=tuple(tables))
