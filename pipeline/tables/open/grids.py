"""Tables whose columns are ruled: cells from the rules, rows and names as in open tables.

A table that is ruled around its heading alone is none of these, nor is one whose heading shares a
cell with the rows below: their words and rules are read as those of an open table.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables.layout.header import names_time
from pipeline.tables.open.entries import make_entries
from pipeline.tables.open.folded import fold_back, unfold
from pipeline.tables.open.gridcells import Grid
from pipeline.tables.open.gridkinds import find_kinds
from pipeline.tables.open.gridrows import find_pieces, is_figure, wide_text
from pipeline.tables.open.lines import Row
from pipeline.tables.open.table import GROUP, Column, Entry, Fragment
from pipeline.tables.open.tokens import Sort
from pipeline.tables.open.values import is_plain, numbers_columns
from pipeline.tables.open.worn import confirm_headings, doubt_alike, worn_heading


def read_grid(grid: Grid, page: int) -> Fragment | None:
    """Read a ruled table; None where its rules do not divide rows and headings, or it has none."""
    first = _first_value(grid)
    if first is None or grid.table.box is None:
        return None
    header = _header(grid, first)
    if _mixes(grid, first) or _boxed(grid, header):
        return None
    parts = [_read_rows(part, header, page) for part in unfold(grid, header)]
    found = [part for part in parts if part is not None]
    if len(found) == len(parts) and all(len(p.columns) == len(found[0].columns) for p in found):
        return fold_back(found)
    return _read_rows(grid, header, page)


def _read_rows(grid: Grid, header: int, page: int) -> Fragment | None:
    kinds = find_kinds(grid, header)
    if not kinds.figures or grid.table.box is None:
        return None
    entries: list[Entry] = []
    group = ""
    for row in range(header, grid.table.rows):
        pieces = find_pieces(grid, kinds, row)
        above = " ".join(filter(None, (grid.text(row, column) for column in kinds.groups)))
        if above and above != group and not wide_text(grid, row):
            entries.append(Entry(page, above, (None,) * len(kinds.figures), style=GROUP))
        group = above or group
        entries += make_entries(pieces, page, ()) if pieces else []
    box = grid.table.box
    columns = confirm_headings(_columns(grid, kinds.figures, header))
    return Fragment(
        page,
        box.top,
        box.bottom,
        doubt_alike(columns) if grid.recognised else columns,
        tuple(entries),
        headed=header > 0,
        edges=_edges(grid),
        worn=grid.recognised,
    )


def _edges(grid: Grid) -> tuple[float, ...]:
    boxes = [cell.box for cell in grid.table.cells if cell.box]
    return tuple(sorted({side for box in boxes for side in (box.left, box.right)}))


def _first_value(grid: Grid) -> int | None:
    """Give the first row of the table with figures; years and numbers of columns are none."""
    for row in range(grid.table.rows):
        tokens = grid.band(row)
        if any(numbers_columns(line) for line in grid.lines(tokens)):
            continue
        if _has_values(grid, row):
            return row
    return None


def _has_values(grid: Grid, row: int) -> bool:
    """Say whether a row has a figure behind its first cell with words, or two of them."""
    counted = 0
    named = False
    for column in range(grid.table.columns):
        if not grid.starts(row, column):
            continue
        lines = grid.lines(grid.tokens(row, column))
        if lines and (_is_time(lines) or 2 * sum(map(_is_worded, lines)) >= len(lines)):
            # A line of a heading may hold nothing but its figure: "Bác sĩ / 10.000 dân".
            named = True
            continue
        for line in lines:
            tokens = [token for token in line.tokens if not token.is_note] or list(line.tokens)
            figure = len(tokens) == 1 and tokens[0].sort in (Sort.FIGURE, Sort.HASH)
            figure = figure and not tokens[0].is_year
            percent = len(tokens) <= 3 and tokens[0].sort is Sort.FIGURE
            if figure or (percent and named and not tokens[0].is_year):
                counted += 1 if named or column else 0
            elif any(map(str.isalpha, line.text)):
                named = True
    return counted > 0 and (named or counted > 1)


def _is_time(lines: Sequence[Row]) -> bool:
    """Say whether a cell names a time and nothing else: "6 tháng / năm 2023"."""
    text = " ".join(line.text for line in lines)
    return any(map(str.isalpha, text)) and names_time(text)


def _is_worded(line: Row) -> bool:
    return any(map(str.isalpha, line.text)) and line.tokens[0].sort is not Sort.FIGURE


def _header(grid: Grid, first: int) -> int:
    """Give how many rows at the top are headings: to the numbers of columns, else above names."""
    for row in range(first - 1, -1, -1):
        if any(numbers_columns(line) for line in grid.lines(grid.band(row))):
            return row + 1
    width = grid.table.columns
    header = 0
    for row in range(first):
        inked = [c for c in range(width) if grid.starts(row, c) and grid.tokens(row, c)]
        spans = [grid.cells[row, column].column_span for column in inked]
        reach = max(
            (grid.cells[row, c].row + grid.cells[row, c].row_span for c in inked), default=0
        )
        figures = _figure_columns(grid, first)
        alone = len(inked) <= 2 and all(c < min(figures, default=width) for c in inked)
        section = alone or (len(inked) == 1 and spans[0] >= width - 1 and header > 0)
        if not section or row < header:
            header = max(header, row + 1, min(reach, first))
    # Names of sections over the whole width are no headings where nothing else is.
    return 0 if all(wide_text(grid, row) for row in range(header)) else header


def _figure_columns(grid: Grid, row: int) -> list[int]:
    return [
        column
        for column in range(1, grid.table.columns)
        # A name may have figures in it: "bao 50 kg".
        if any(is_figure(line) and not _is_worded(line) for line in _lines_in(grid, row, column))
    ]


def _mixes(grid: Grid, first: int) -> bool:
    """Say whether the first row of figures holds the headings too, for want of a rule."""
    columns = _figure_columns(grid, first)
    for column in columns:
        lines = grid.lines(grid.tokens(first, column))
        if len(lines) > 2 and not any(t.sort is Sort.FIGURE for t in lines[0].tokens):
            return True
    return False


def _columns(grid: Grid, columns: tuple[int, ...], header: int) -> tuple[Column, ...]:
    """Name the columns; by what counts them, 1 2 3, where they have no other names."""
    bands = [grid.lines(grid.band(row)) for row in range(header)]
    numbering = [[line for line in lines if numbers_columns(line)] for lines in bands]
    named = tuple(_column(grid, column, numbering) for column in columns)
    if all(one.path for one in named) and len({one.path for one in named}) == len(named):
        return named
    plain = [lines if not all(map(is_plain, lines)) else [] for lines in numbering]
    return tuple(_column(grid, column, plain) for column in columns)


def _lines_in(grid: Grid, row: int, column: int) -> list[Row]:
    return grid.lines(grid.tokens(row, column))


def _boxed(grid: Grid, header: int) -> bool:
    """Say whether the rows stand in one box: no level rule divides them."""
    return any(
        # A long name may have a year in each of its lines.
        sum(is_figure(line) and not _is_worded(line) for line in _lines_in(grid, row, column)) > 2
        for row in range(header, grid.table.rows)
        for column in range(grid.table.columns)
        if grid.starts(row, column)
    )


def _column(grid: Grid, column: int, numbering: Sequence[Sequence[Row]]) -> Column:
    """Name a column by the rows of the heading, but for those with lines that number columns."""
    path: list[str] = []
    for row, numbers in enumerate(numbering):
        cell = grid.cells.get((row, column))
        if cell is None or (cell.column_span == grid.table.columns and row == 0):
            continue
        if numbers:
            continue
        text = grid.text(row, column)
        if text and text not in path[-1:]:
            path.append(text)
    over = (grid.cells.get((row, column)) for row in range(grid.table.rows))
    placed = [(cell, cell.box) for cell in over if cell and cell.box]
    boxes = [box for _, box in placed]
    single = [box for cell, box in placed if cell.column_span == 1]
    box = (single or boxes)[0]
    return Column(box.left, box.right, tuple(path), worn_heading(grid, column, len(numbering)))
