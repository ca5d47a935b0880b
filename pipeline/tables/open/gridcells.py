"""The cells of a ruled table with the words in them, those whose rules were not drawn too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Table
from pipeline.tables.layout.mark import is_code
from pipeline.tables.open.lines import Row, group_lines
from pipeline.tables.open.tokens import Sort, Token, sort_of

_STRIP = 40.0  # points of the page in which cells are looked for together


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table with the words of its cells."""

    table: Table
    cells: dict[tuple[int, int], Cell]  # by each row and column that they cover
    words: dict[tuple[int, int], tuple[Token, ...]]  # by where the cell begins
    em: float  # points

    def tokens(self, row: int, column: int) -> tuple[Token, ...]:
        """Give the words of the cell over a place."""
        cell = self.cells.get((row, column))
        return self.words.get((cell.row, cell.column), ()) if cell else ()

    def starts(self, row: int, column: int) -> bool:
        """Say whether a cell begins at a place."""
        cell = self.cells.get((row, column))
        return cell is not None and (cell.row, cell.column) == (row, column)

    def text(self, row: int, column: int) -> str:
        """Give the words of the cell over a place, in reading order."""
        return " ".join(
            t.text for line in self.lines(self.tokens(row, column)) for t in line.tokens
        )

    def texts(self, row: int, column: int) -> list[str]:
        """Give what a cell says: its lines where these are figures or numbers of rows."""
        lines = [line.text for line in self.lines(self.tokens(row, column))]
        alone = [text for text in lines if is_code(text) or sort_of(text) is not Sort.TEXT]
        if len(lines) > 1 and 2 * len(alone) >= len(lines):
            return lines
        return [" ".join(lines)] if lines else []

    def lines(self, tokens: Sequence[Token]) -> list[Row]:
        """Give the lines of some words."""
        return group_lines(tokens, self.em) if tokens else []

    def band(self, row: int) -> list[Token]:
        """Give all words of the cells that begin in a row."""
        return [
            token for (first, _), tokens in self.words.items() if first == row for token in tokens
        ]


def make_grid(table: Table, tokens: Sequence[Token], em: float) -> Grid:
    """Put words into the cells of a table; their middles say where they belong."""
    table = _with_lost_rules(table, tokens)
    cells = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    found: dict[tuple[int, int], list[Token]] = {}
    near: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.box:
            for strip in range(int(cell.box.top / _STRIP), int(cell.box.bottom / _STRIP) + 1):
                near.setdefault(strip, []).append(cell)
    for token in tokens:
        for cell in near.get(int(token.level / _STRIP), ()):
            if cell.box and cell.box.contains(token.middle, token.level):
                found.setdefault((cell.row, cell.column), []).append(token)
                break
    words = {place: tuple(some) for place, some in found.items()}
    return Grid(table, cells, words, em)


def _with_lost_rules(table: Table, tokens: Sequence[Token]) -> Table:
    """Divide cells over several rows that hold figures of several: a rule was not drawn there."""
    tops = {cell.row: cell.box.top for cell in table.cells if cell.box}
    bottoms = {cell.row + cell.row_span: cell.box.bottom for cell in table.cells if cell.box}
    edges = tops | bottoms
    cells: list[Cell] = []
    for cell in table.cells:
        box = cell.box
        inside = [
            token
            for token in tokens
            if cell.row_span > 1
            and box is not None
            and token.sort is Sort.FIGURE
            and not token.is_year
            and box.contains(token.middle, token.level)
        ]
        rows = range(cell.row, cell.row + cell.row_span)
        if (
            box is None
            or len(inside) < 2
            or any(r not in edges or r + 1 not in edges for r in rows)
        ):
            cells.append(cell)
            continue
        cells += [
            replace(cell, row=r, row_span=1, box=replace(box, top=edges[r], bottom=edges[r + 1]))
            for r in rows
        ]
    cells += _lost_cells(table, cells, edges)
    return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _lost_cells(table: Table, cells: Sequence[Cell], tops: dict[int, float]) -> list[Cell]:
    """Give cells for the places that the rules enclose on three sides alone."""
    lefts = {cell.column: cell.box.left for cell in cells if cell.box}
    lefts |= {cell.column + cell.column_span: cell.box.right for cell in cells if cell.box}
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return [
        Cell(row, column, "", Box(lefts[column], tops[row], lefts[column + 1], tops[row + 1]))
        for row in range(table.rows)
        for column in range(table.columns)
        if (row, column) not in covered
        and {row, row + 1} <= tops.keys()
        and {column, column + 1} <= lefts.keys()
    ]
