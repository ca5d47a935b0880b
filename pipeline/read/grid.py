"""Ruled tables of a scanned page: where their rows, columns and merged cells are.

A table is a set of vertical rules that stand beside each other, and the horizontal rules between
them. Rows and columns are lines through the whole table; an edge between two places of that
lattice that carries no rule joins them into a merged cell. Cutting the page into the white areas
that the rules enclose, the other way, loses a whole row of cells at one break in one rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.edges import find_crossing, has_column_edge, has_row_edge
from pipeline.read.rules import (
    WORK_DPI,
    Pixels,
    Rule,
    Tracing,
    inches,
    trace_across,
    trace_down,
    trace_weak_down,
)

FEWEST_COLUMNS = 3
SAME_RULE = 0.06  # inch; pieces closer than this are one rule
LOWEST_ROW = 0.12  # inch; few rows are lower
OPEN_ROW = 0.5  # of the ink of columns through a row
REACH = 0.15  # inch; how far a rule may end from the rule it should meet
OPEN_SIDE = 0.3  # inch; a rule that goes on so far past the outer column has a column there
OPEN_END = 0.22  # inch; ends of traced rules may stand out by half a STRETCH
LEAST_SHARE = 0.35  # of the height of the table: less is no column. Edges of text reached .2


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the lattice, or several that are merged."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The lattice of one table, in working pixels."""

    rows: tuple[Rule, ...]  # rules above and below the rows: one more than there are rows
    columns: tuple[Rule, ...]  # the same for columns
    places: tuple[Place, ...]  # by row, then column

    def box(self, place: Place) -> Box:
        """Give the box of a cell in points, up to the middle of the rules around it."""
        above, below = self.rows[place.row], self.rows[place.row + place.row_span]
        left = self.columns[place.column]
        right = self.columns[place.column + place.column_span]
        corners = [
            find_crossing(across, down) for across in (above, below) for down in (left, right)
        ]
        scale = POINTS_PER_INCH / WORK_DPI
        return Box(
            left=scale * (corners[0][0] + corners[2][0]) / 2,
            top=scale * (corners[0][1] + corners[1][1]) / 2,
            right=scale * (corners[1][0] + corners[3][0]) / 2,
            bottom=scale * (corners[2][1] + corners[3][1]) / 2,
        )

    @property
    def outline(self) -> Box:
        """The box around the whole table, in points."""
        return self.box(Place(0, 0, len(self.rows) - 1, len(self.columns) - 1))


@dataclass(frozen=True, slots=True)
class RuledPage:
    """The tables of a page and the rules they were found by."""

    grids: tuple[Grid, ...]
    across: Tracing
    down: Tracing


def find_grids(page: Pixels) -> RuledPage:
    """Find the ruled tables of an upright, deskewed page.

    Boxes, underlines and frames are no tables: at least three columns are asked for. A grid of a
    single row is given too: its rules may have faded, see `faded`.

    Args:
        page: Dark ink on white with an even background, at the working resolution of `rules`.
    """
    down = trace_down(page)
    stacks = _stacks(down.rules)
    if not stacks:
        down = trace_weak_down(page)
        stacks = _stacks(down.rules)
    if not stacks:
        return RuledPage((), Tracing.empty(), down)
    across = trace_across(page)
    grids = [_lattice(stack, across, down) for stack in stacks]
    return RuledPage(tuple(grid for grid in grids if grid is not None), across, down)


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Vertical rules grouped by height: those of one table stand beside each other."""
    stacks: list[list[Rule]] = []
    bottom = -1.0
    for rule in sorted(rules, key=lambda rule: rule.start):
        if rule.start > bottom:
            stacks.append([])
            bottom = rule.end
        stacks[-1].append(rule)
        bottom = max(bottom, rule.end)
    return [stack for stack in stacks if len(stack) > FEWEST_COLUMNS]


def _lattice(stack: Sequence[Rule], across: Tracing, down: Tracing) -> Grid | None:
    top, bottom = min(rule.start for rule in stack), max(rule.end for rule in stack)
    columns = [
        column
        for column in _joined(stack)
        if sum(piece.length for piece in stack if _is_piece(piece, column))
        >= LEAST_SHARE * (bottom - top)
    ]
    if len(columns) <= FEWEST_COLUMNS:
        return None
    middle = (columns[0].across(top) + columns[-1].across(top)) / 2
    reach = inches(REACH)
    near = [rule for rule in across.rules if top - reach < rule.across(middle) < bottom + reach]
    columns = _with_open_sides(columns, near)
    rows = [row for row in _joined(near) if _columns_ruled(row, columns) >= 2]
    rows = _with_open_ends(_without_text(rows, columns, down), columns)
    return Grid(tuple(rows), tuple(columns), _places(rows, columns, across, down))


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line joined, in order.

    The slope of a short piece says little: all are compared along the common slope.
    """
    if not rules:
        return []
    slope = _common_slope(rules)
    joined: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: _level(rule, slope)):
        if joined and _level(rule, slope) - _level(joined[-1][-1], slope) < inches(SAME_RULE):
            joined[-1].append(rule)
        else:
            joined.append([rule])
    return [_join(pieces, slope) for pieces in joined]


def _common_slope(rules: Sequence[Rule]) -> float:
    longest = max(rule.length for rule in rules)
    return float(np.median([rule.slope for rule in rules if rule.length >= longest / 2]))


def _level(rule: Rule, slope: float) -> float:
    """The offset of a rule if it ran along the common slope through its own middle."""
    middle = (rule.start + rule.end) / 2
    return rule.across(middle) - slope * middle


def _join(pieces: Sequence[Rule], slope: float) -> Rule:
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    longest = max(pieces, key=lambda piece: piece.length)
    if longest.length >= (end - start) / 2:
        return Rule(start, end, longest.offset, longest.slope)
    weights = [piece.length for piece in pieces]
    level = float(np.average([_level(piece, slope) for piece in pieces], weights=weights))
    return Rule(start, end, level, slope)


def _is_piece(piece: Rule, line: Rule) -> bool:
    middle = (piece.start + piece.end) / 2
    return abs(piece.across(middle) - line.across(middle)) < inches(SAME_RULE)


def _without_text(rows: Sequence[Rule], columns: Sequence[Rule], down: Tracing) -> list[Rule]:
    """Drop the edge of a line of text close above a table: no column goes on between both."""
    kept: list[Rule] = []
    middle = (columns[0].offset + columns[-1].offset) / 2
    for row in rows:
        if kept and row.across(middle) - kept[-1].across(middle) < inches(LOWEST_ROW):
            edges = [
                (find_crossing(kept[-1], one)[1], find_crossing(row, one)[1], one)
                for one in columns
            ]
            inked = [down.unbroken(one, start, end) for start, end, one in edges]
            if sum(inked) < OPEN_ROW * len(inked):
                if row.length > kept[-1].length:
                    kept[-1] = row
                continue
        kept.append(row)
    return kept


def _columns_ruled(row: Rule, columns: Sequence[Rule]) -> int:
    """How many whole columns a horizontal rule runs through."""
    crossings = [find_crossing(row, column)[0] for column in columns]
    reach = inches(REACH)
    return sum(
        row.start <= left + reach and right - reach <= row.end
        for left, right in pairwise(crossings)
    )


def _with_open_sides(columns: list[Rule], across: Sequence[Rule]) -> list[Rule]:
    """Add the outer columns of a table without rules at its sides."""
    wide = [rule for rule in across if _columns_ruled(rule, columns) == len(columns) - 1]
    if not wide:
        return columns
    first, last = columns[0], columns[-1]
    left = float(np.median([rule.start for rule in wide]))
    right = float(np.median([rule.end for rule in wide]))
    middle = (first.start + first.end) / 2
    if left < first.across(middle) - inches(OPEN_SIDE):
        side = replace(first, offset=first.offset + left - first.across(middle))
        columns = [side, *columns]
    if right > last.across(middle) + inches(OPEN_SIDE):
        side = replace(last, offset=last.offset + right - last.across(middle))
        columns = [*columns, side]
    return columns


def _with_open_ends(rows: list[Rule], columns: Sequence[Rule]) -> list[Rule]:
    """Add the upper or lower edge of a table that a page break or wear has left without one."""
    left, right = columns[0].offset, columns[-1].offset
    slope = _common_slope(rows) if rows else 0.0
    middle = (left + right) / 2
    top = float(np.median([column.start for column in columns]))
    bottom = float(np.median([column.end for column in columns]))
    if not rows or rows[0].across(middle) - top > inches(OPEN_END):
        rows = [Rule(left, right, top - slope * middle, slope), *rows]
    if bottom - rows[-1].across(middle) > inches(OPEN_END):
        rows = [*rows, Rule(left, right, bottom - slope * middle, slope)]
    return rows


def _places(
    rows: Sequence[Rule], columns: Sequence[Rule], across: Tracing, down: Tracing
) -> tuple[Place, ...]:
    """The cells, merged where no rule runs between two places of the lattice."""
    height, width = len(rows) - 1, len(columns) - 1
    group = np.arange(height * width).reshape(height, width)
    for row in range(height):
        for column in range(width):
            if row + 1 < height and not has_row_edge(rows[row + 1], columns, column, across):
                group[group == group[row + 1, column]] = group[row, column]
            if column + 1 < width and not has_column_edge(columns[column + 1], rows, row, down):
                group[group == group[row, column + 1]] = group[row, column]
    return _rectangles(group)


def _rectangles(group: npt.NDArray[np.int64]) -> tuple[Place, ...]:
    """Groups as cells; a group that is no rectangle comes from a broken rule and is cut up.

    >>> [place.column_span for place in _rectangles(np.array([[0, 0, 1], [2, 3, 4]]))]
    [2, 1, 1, 1, 1]
    >>> len(_rectangles(np.array([[0, 0], [0, 1]])))
    4
    """
    places = []
    for label in np.unique(group):
        rows, columns = np.nonzero(group == label)
        top, left = int(rows.min()), int(columns.min())
        height, width = int(rows.max()) - top + 1, int(columns.max()) - left + 1
        if height * width == len(rows):
            places.append(Place(top, left, height, width))
        else:
            places += [Place(int(r), int(c)) for r, c in zip(rows, columns, strict=True)]
    return tuple(sorted(places, key=lambda place: (place.row, place.column)))
