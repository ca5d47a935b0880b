"""Tables whose columns are ruled: cells from the rules, rows and names as in open tables.

A table that is ruled around its heading alone is none of these, nor is one whose heading shares a
cell with the rows below: their words and rules are read as those of an open table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.tables.open.codes import UNREAD
from pipeline.tables.open.entries import make_entries
from pipeline.tables.open.gridcells import Grid
from pipeline.tables.open.gridkinds import Kinds, find_kinds
from pipeline.tables.open.lines import Row
from pipeline.tables.open.stub import Piece, print_cell
from pipeline.tables.open.table import GROUP, Column, Entry, Fragment, Printed
from pipeline.tables.open.tokens import Sort, Token
from pipeline.tables.open.values import is_plain, numbers_columns
from pipeline.tables.open.worn import confirm_headings, worn_heading
from pipeline.vietnamese.units import read_unit

_APART = 2.9  # em between lines of two rows that no rule divides; of one name 1.8 to 2.4


def read_grid(grid: Grid, page: int) -> Fragment | None:
    """Read a ruled table; None where its rules do not divide rows and headings, or it has none."""
    first = _first_value(grid)
    if first is None or grid.table.box is None:
        return None
    header = _header(grid, first)
    if _mixes(grid, first) or _boxed(grid, header):
        return None
    kinds = find_kinds(grid, header)
    if not kinds.figures:
        return None
    entries: list[Entry] = []
    group = ""
    for row in range(header, grid.table.rows):
        pieces = _pieces(grid, kinds, row)
        above = " ".join(filter(None, (grid.text(row, column) for column in kinds.groups)))
        if above and above != group and not _wide_text(grid, row):
            entries.append(Entry(page, above, (None,) * len(kinds.figures), style=GROUP))
        group = above or group
        entries += make_entries(pieces, page, ()) if pieces else []
    box = grid.table.box
    return Fragment(
        page,
        box.top,
        box.bottom,
        confirm_headings(_columns(grid, kinds.figures, header)),
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
        if lines and 2 * sum(map(_is_worded, lines)) >= len(lines):
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
    return 0 if all(_wide_text(grid, row) for row in range(header)) else header


def _figure_columns(grid: Grid, row: int) -> list[int]:
    return [
        column
        for column in range(1, grid.table.columns)
        if any(token.sort is Sort.FIGURE for token in grid.tokens(row, column))
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
    named = tuple(_column(grid, column, header) for column in columns)
    if all(one.path for one in named) and len({one.path for one in named}) == len(named):
        return named
    return tuple(_column(grid, column, header, counted=True) for column in columns)


def _lines_in(grid: Grid, row: int, column: int) -> list[Row]:
    return grid.lines(grid.tokens(row, column))


def _boxed(grid: Grid, header: int) -> bool:
    """Say whether the rows stand in one box: no level rule divides them."""
    return any(
        # A long name may have a year in each of its lines.
        sum(_is_figure(line) and not _is_worded(line) for line in _lines_in(grid, row, column)) > 2
        for row in range(header, grid.table.rows)
        for column in range(grid.table.columns)
        if grid.starts(row, column)
    )


def _column(grid: Grid, column: int, header: int, *, counted: bool = False) -> Column:
    path: list[str] = []
    for row in range(header):
        cell = grid.cells.get((row, column))
        if cell is None or (cell.column_span == grid.table.columns and row == 0):
            continue
        numbering = [line for line in grid.lines(grid.band(row)) if numbers_columns(line)]
        if numbering and not (counted and all(map(is_plain, numbering))):
            continue
        text = grid.text(row, column)
        if text and text not in path[-1:]:
            path.append(text)
    boxes = [c.box for (_, one), c in grid.cells.items() if one == column and c.box]
    single = [
        c.box
        for (_, one), c in grid.cells.items()
        if one == column and c.box and c.column_span == 1
    ]
    box = (single or boxes)[0]
    return Column(box.left, box.right, tuple(path), worn_heading(grid, column, header))


def _pieces(grid: Grid, kinds: Kinds, row: int) -> list[Piece]:
    """Give the lines of a row: one, but where a cell holds figures on several."""
    tokens = grid.band(row)
    if not tokens and any((row, column) in grid.unread for column in kinds.figures):
        return [_piece(grid, kinds, row, None)]
    if not tokens or any(numbers_columns(line) for line in grid.lines(tokens)):
        return []
    several = any(
        sum(_is_figure(line) for line in grid.lines(grid.tokens(row, column))) > 1
        for column in kinds.figures
        if grid.starts(row, column)
    )
    if several or (grid.recognised and _has_gap(grid, kinds, row)):
        return [_piece(grid, kinds, row, set(line.tokens)) for line in grid.lines(tokens)]
    return [_piece(grid, kinds, row, None)]


def _has_gap(grid: Grid, kinds: Kinds, row: int) -> bool:
    """Say whether lines of a name stand as far apart as rows do, for want of rules between them."""
    for column in kinds.names:
        lines = grid.lines(grid.tokens(row, column)) if grid.starts(row, column) else []
        if any(two.level - one.level > _APART * grid.em for one, two in pairwise(lines)):
            return True
    return False


def _is_figure(line: Row) -> bool:
    return any(token.sort is Sort.FIGURE for token in line.tokens)


def _piece(grid: Grid, kinds: Kinds, row: int, only: set[Token] | None) -> Piece:
    """Make a line of a row, of all its words or of some."""

    def tokens(column: int) -> list[Token]:
        lines = grid.lines(grid.tokens(row, column))
        words = [token for line in lines for token in line.tokens]
        return [token for token in words if only is None or token in only]

    wide = _wide_text(grid, row)
    names = wide or list(dict.fromkeys(t for column in kinds.names for t in tokens(column)))
    code = _print_code(tokens(kinds.code)) if kinds.code is not None else ""
    if only is None and (row, kinds.code) in grid.unread:
        code = UNREAD
    unit = " ".join(t.text for t in tokens(kinds.unit)) if kinds.unit is not None else ""
    cells = tuple(
        print_cell(tokens(column)) or _print_unread(grid, row, column)
        if grid.starts(row, column) and not wide
        else _print_covered(grid, row, column)
        if not wide
        else None
        for column in kinds.figures
    )
    band = [t for t in grid.band(row) if only is None or t in only] or grid.band(row)
    if not band:
        return Piece("", (), "", cells, 0.0, 0.0, 0.0, grid.em, "")
    level = sum(token.level for token in band) / len(band)
    return Piece(
        "" if wide else code,
        tuple(names),
        "" if wide else unit,
        cells,
        level,
        min(t.top for t in band),
        max(t.bottom for t in band),
        band[0].size,
        _doubt_unit(grid, kinds, row, unit),
    )


def _print_code(tokens: Sequence[Token]) -> str:
    """Give the number of a row; a word before it stays one: `Nhóm 1`.

    Torn ones are put together.
    """
    worded = len(tokens) > 1 and len(tokens[0].text) > 1 and tokens[0].text.isalpha()
    return (" " if worded else "").join(token.text for token in tokens)


def _print_unread(grid: Grid, row: int, column: int) -> Printed | None:
    if (row, column) not in grid.unread:
        return None
    return Printed(
        "", Sort.HASH, grid.cells[row, column].box, "trong ô có mực nhưng không đọc được số"
    )


def _print_covered(grid: Grid, row: int, column: int) -> Printed | None:
    """Doubt a place of a scan that another cell with a figure covers: a rule may have faded."""
    if not grid.recognised or all(t.sort is Sort.TEXT for t in grid.tokens(row, column)):
        return None
    return Printed("", Sort.HASH, grid.cells[row, column].box, "ô liền với ô bên cạnh đã ghi số")


def _doubt_unit(grid: Grid, kinds: Kinds, row: int, unit: str) -> str:
    """Doubt the unit of a scan that has ink and no text, or digits for a sign.

    The legend of a coded row has digits and says so: `Không = 0; Có = 1`.
    """
    if kinds.unit is None:
        return ""
    cell = grid.cells.get((row, kinds.unit))
    lost = (row, kinds.unit) in grid.unread
    if not lost and cell and cell.readings and "=" not in unit:
        lost = any(map(str.isdigit, unit)) and not read_unit(unit)
    return "không đọc được đơn vị của số này" if lost else ""


def _wide_text(grid: Grid, row: int) -> list[Token]:
    """Give the words of a cell over most columns: the name of a section."""
    for column in range(min(2, grid.table.columns)):
        cell = grid.cells.get((row, column))
        if cell and grid.starts(row, column) and cell.column_span >= grid.table.columns - 1 > 1:
            return [t for line in grid.lines(grid.tokens(row, column)) for t in line.tokens]
    return []
