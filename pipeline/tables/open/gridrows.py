"""Rows of a ruled table: the lines of each, and what their cells print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.tables.open.codes import UNREAD
from pipeline.tables.open.gridcells import Grid
from pipeline.tables.open.gridkinds import Kinds
from pipeline.tables.open.lines import Row
from pipeline.tables.open.stub import Piece, print_cell
from pipeline.tables.open.table import Printed
from pipeline.tables.open.tokens import Sort, Token
from pipeline.tables.open.values import numbers_columns
from pipeline.vietnamese.units import read_unit

_APART = 2.9  # em between lines of two rows that no rule divides; of one name 1.8 to 2.4


def find_pieces(grid: Grid, kinds: Kinds, row: int) -> list[Piece]:
    """Give the lines of a row: one, but where a cell holds figures on several."""
    tokens = grid.band(row)
    if not tokens and any((row, column) in grid.unread for column in kinds.figures):
        return [_piece(grid, kinds, row, None)]
    if not tokens or any(numbers_columns(line) for line in grid.lines(tokens)):
        return []
    several = any(
        sum(is_figure(line) for line in grid.lines(grid.tokens(row, column))) > 1
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


def is_figure(line: Row) -> bool:
    """Say whether a line has a figure."""
    return any(token.sort is Sort.FIGURE for token in line.tokens)


def _piece(grid: Grid, kinds: Kinds, row: int, only: set[Token] | None) -> Piece:
    """Make a line of a row, of all its words or of some."""

    def tokens(column: int) -> list[Token]:
        lines = grid.lines(grid.tokens(row, column))
        words = [token for line in lines for token in line.tokens]
        return [token for token in words if only is None or token in only]

    wide = wide_text(grid, row)
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


def wide_text(grid: Grid, row: int) -> list[Token]:
    """Give the words of a cell over most columns: the name of a section."""
    for column in range(min(2, grid.table.columns)):
        cell = grid.cells.get((row, column))
        if cell and grid.starts(row, column) and cell.column_span >= grid.table.columns - 1 > 1:
            return [t for line in grid.lines(grid.tokens(row, column)) for t in line.tokens]
    return []
