"""Long tables printed in two or three parts beside each other, under one heading repeated.

`TT | Xã | Số hộ | TT | Xã | Số hộ`: the rows on the right go on with those on the left. Read as
one table each row would have two names and each column a twin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Table
from pipeline.tables.open.gridcells import Grid
from pipeline.tables.open.table import Entry, Fragment
from pipeline.vietnamese.alphabet import fold

_LIKE = 85  # of 100 of the letters of a heading of a scan
_MOST = 4  # parts beside each other
_LEAST = 2  # columns of a part: names and figures


def unfold(grid: Grid, header: int) -> list[Grid]:
    """Give the parts of a ruled table that stand beside each other; one where it has no such.

    Args:
        grid: With the words of its cells.
        header: How many rows at the top are headings.
    """
    width = grid.table.columns
    heads = [_heading(grid, column, header) for column in range(width)]
    for parts in range(2, _MOST + 1):
        size = width // parts
        if width % parts or size < _LEAST or not any(heads):
            continue
        repeated = len(set(heads[:size])) == size and all(
            _is_same(heads[column % size], head, worn=grid.recognised)
            for column, head in enumerate(heads)
        )
        borders = range(size, width, size)
        if repeated and not any(_crosses(cell, borders) for cell in grid.table.cells):
            return [_part(grid, start, size) for start in range(0, width, size)]
    return [grid]


def _heading(grid: Grid, column: int, header: int) -> str:
    texts = (grid.text(row, column) for row in range(header))
    return fold(" ".join(dict.fromkeys(texts))).lower().strip()


def _is_same(one: str, other: str, *, worn: bool) -> bool:
    """Say whether two headings are one; on a scan but for a letter or a blank.

    >>> _is_same("bhxhtu", "bhxh tu", worn=True), _is_same("quy 1", "quy 2", worn=True)
    (True, False)
    """
    if one == other or not (worn and one and other):
        return one == other
    letters = ["".join(re.findall(r"\w", text)) for text in (one, other)]
    digits = [re.findall(r"\d+", text) for text in (one, other)]
    return digits[0] == digits[1] and fuzz.ratio(*letters) >= _LIKE


def _crosses(cell: Cell, borders: Sequence[int]) -> bool:
    return any(cell.column < border < cell.column + cell.column_span for border in borders)


def _part(grid: Grid, start: int, size: int) -> Grid:
    """Give some columns of a grid as one of its own."""
    own = [cell for cell in grid.table.cells if start <= cell.column < start + size]
    moved = {cell: replace(cell, column=cell.column - start) for cell in own}
    box = Box.around(cell.box for cell in own)
    table = Table(grid.table.rows, size, tuple(moved.values()), box)
    inside = range(start, start + size)
    return Grid(
        table,
        {(r, c - start): moved[cell] for (r, c), cell in grid.cells.items() if c in inside},
        {(r, c - start): words for (r, c), words in grid.words.items() if c in inside},
        grid.em,
        frozenset((r, c - start) for r, c in grid.unread if c in inside),
        grid.recognised,
    )


def fold_back(parts: Sequence[Fragment]) -> Fragment:
    """Put the rows of parts that stand beside each other below each other."""
    first = parts[0]
    entries: list[Entry] = []
    for part in parts:
        shift = part.columns[0].left - first.columns[0].left
        entries += [replace(entry, indent=entry.indent - shift) for entry in part.entries]
    return replace(
        first,
        top=min(part.top for part in parts),
        bottom=max(part.bottom for part in parts),
        entries=tuple(entries),
    )
