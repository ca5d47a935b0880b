"""The cells of a ruled table with the words in them, those whose rules were not drawn too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.box_index import BoxIndex
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Table
from pipeline.tables.layout.mark import is_code
from pipeline.tables.open.lines import Row, group_lines
from pipeline.tables.open.tokens import Sort, Token, make_token, sort_of


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table with the words of its cells."""

    table: Table
    cells: dict[tuple[int, int], Cell]  # by each row and column that they cover
    words: dict[tuple[int, int], tuple[Token, ...]]  # by where the cell begins
    em: float  # points
    # Where cells begin that have ink on a scan, of which nobody could make anything.
    unread: frozenset[tuple[int, int]] = frozenset()
    recognised: bool = False  # it is on a scan
    bands: dict[int, list[Token]] = field(init=False)  # by the rows that cells begin in

    def __post_init__(self) -> None:
        bands: dict[int, list[Token]] = {}
        for (row, _), tokens in self.words.items():
            bands.setdefault(row, []).extend(tokens)
        object.__setattr__(self, "bands", bands)

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
        return self.bands.get(row, [])


_DIGITS = re.compile(r"\W*\d")  # no unit: m3, đồng/m2
_ONE_READER = "chỉ một máy đọc được số trong ô"


def make_grid(
    table: Table, tokens: Sequence[Token], em: float, *, recognised: bool = False
) -> Grid:
    """Put words into the cells of a table; their middles say where they belong.

    Args:
        table: As its rules make it.
        tokens: Words of its page.
        em: In points.
        recognised: The page is a scan, where ink may stand without a word.
    """
    table = _with_lost_columns(_with_lost_rules(table, tokens), tokens)
    if recognised:
        table = _with_lost_names(table, tokens, em)
    cells = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    found: dict[tuple[int, int], list[Token]] = {}
    index = BoxIndex((cell.box, cell) for cell in table.cells if cell.box)
    for token in tokens:
        for cell in index.near(token.middle, token.level):
            if cell.box and cell.box.contains(token.middle, token.level):
                found.setdefault((cell.row, cell.column), []).append(token)
                break
    words = {place: tuple(some) for place, some in found.items()}
    unread = {(c.row, c.column) for c in table.cells if c.ink and recognised} - words.keys()
    return Grid(table, cells, words, em, frozenset(unread), recognised)


def cell_tokens(table: Table) -> list[Token]:
    """Give the words in the cells of a scan, each where it was read.

    One reader alone was wrong in 3 to 25 of 100 figures: what no second one saw is no sure figure.
    """
    tokens = []
    for word in (word for cell in table.cells for word in cell.words):
        token = make_token(word)
        if token and word.second is None and _DIGITS.match(word.text):
            token = replace(token, worn=_ONE_READER)
        tokens += [token] if token else []
    return tokens


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
            for token in (tokens if cell.row_span > 1 and box is not None else ())
            if box is not None
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


def _with_lost_columns(table: Table, tokens: Sequence[Token]) -> Table:
    """Divide cells over several columns that hold a figure in each: a rule was not seen there."""
    sides = {cell.column: cell.box.left for cell in table.cells if cell.box}
    sides |= {cell.column + cell.column_span: cell.box.right for cell in table.cells if cell.box}
    cells: list[Cell] = []
    for cell in table.cells:
        columns = range(cell.column, cell.column + cell.column_span)
        box = cell.box
        known = box is not None and all(c in sides and c + 1 in sides for c in columns)
        if box is None or not known or cell.column_span == 1:
            cells.append(cell)
            continue
        parts = [replace(box, left=sides[c], right=sides[c + 1]) for c in columns]
        inside = [t for t in tokens if box.contains(t.middle, t.level)]
        figures = [t for t in inside if t.sort is Sort.FIGURE and not t.is_year]
        filled = sum(any(p.contains(t.middle, t.level) for t in figures) for p in parts)
        if filled < 2 or any(t.sort is Sort.TEXT and len(t.text) > 1 for t in inside):
            cells.append(cell)
            continue
        cells += [
            replace(cell, column=c, column_span=1, box=part, ink=cell.ink and bool(figures))
            for c, part in zip(columns, parts, strict=True)
        ]
    return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _with_lost_names(table: Table, tokens: Sequence[Token], em: float) -> Table:
    """Divide names over several rows of which each has a number of its own.

    Names in small type that reach down to their rule hide it.
    """
    numbered = {
        cell.row: cell.box
        for cell in table.cells
        if cell.box and cell.ink and not cell.column and cell.row_span == 1
    }
    cells: list[Cell] = []
    for cell in table.cells:
        rows = range(cell.row, cell.row + cell.row_span)
        box = cell.box
        if box is None or cell.row_span == 1 or any(r not in numbered for r in rows):
            cells.append(cell)
            continue
        parts = [replace(box, top=numbered[r].top, bottom=numbered[r].bottom) for r in rows]
        inside = [t for t in tokens if box.contains(t.middle, t.level)]
        lines = group_lines(inside, em) if inside else []
        if not all(any(p.top < line.level < p.bottom for line in lines) for p in parts):
            cells.append(cell)
            continue
        cells += [
            replace(cell, row=r, row_span=1, box=part) for r, part in zip(rows, parts, strict=True)
        ]
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
