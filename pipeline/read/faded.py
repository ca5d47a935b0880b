"""Rows of a table whose horizontal rules have faded away.

Dotted hairlines do not survive a worn scan well enough to be traced. The columns still stand, and
so does one code for each row in the leftmost. Where something of a rule is left in every column, it
is cut there. Elsewhere the lines of text of every column are dealt out to the codes, in order, so
that each row's text is centred on its code (or starts beside it, whichever fits the whole table
better), and the rows are cut where the text of one ends and that of the next begins. The gap
halfway between two codes, the simpler rule, cuts through every name of more lines than its
neighbour's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.faint import find_faint_rules
from pipeline.read.grid import Grid, Place
from pipeline.read.ink import Sheet
from pipeline.read.rules import WORK_DPI, Rule
from pipeline.read.text_lines import TextLine, around, find_lines

WIDEST_CODES = 1.0 * POINTS_PER_INCH  # points; a wider column at the left holds names
HEIGHT_COST = 0.01  # a group of three lines may be 4 pt off before it is not one
WIDER = 1.6  # times the gap of lines that a cut is in
LEAST_GAP = 1.0  # points
BESIDE = 0.5  # of its height a line shares with a code: it is of its row
LOWEST_ROW = 0.12 * POINTS_PER_INCH  # points; a row of 8 pt is higher
HEADING_LINES = 3  # lines in the first row's code cell; "Số TT" has two and is one heading

# How far lines are from where their codes want them, in square points, and the lines by code.
Dealt = tuple[float, tuple[tuple[TextLine, ...], ...]]


def split_faded_rows(grid: Grid, sheet: Sheet, fine: Sheet) -> Grid:
    """Divide each row of a grid that holds several codes; the grid itself if none does.

    Args:
        grid: As its traced rules make it.
        sheet: The page that lines of text are found on.
        fine: The same page without the median, for what is left of rules.
    """
    for find_cuts in (_faint_cuts, _code_cuts):
        for row in reversed(range(len(grid.rows) - 1)):
            torn = _torn_places(grid, row, sheet)
            cells = _cells_of(grid, row, torn)
            codes = find_lines(sheet, cells[0]) if cells else []
            heading = (row == 0 and len(grid.rows) > 2) or any(not place.column for place in torn)
            if len(codes) >= (HEADING_LINES if heading else 2):
                page = fine if find_cuts is _faint_cuts else sheet
                grid = _divided(grid, row, torn, find_cuts(page, cells, codes))
    return grid


def _torn_places(grid: Grid, row: int, sheet: Sheet) -> frozenset[Place]:
    """Give the cells that begin in a row above and run down into a row that holds many.

    A heading over two columns is ruled off from what stands under it there alone. Where that is the
    last rule that is left, all codes of the page stand in one cell with the "STT" beside it; where
    one edge of the heading is worn, all figures stand in one cell with their heading.
    """
    ending = [p for p in grid.places if p.row < row == p.row + p.row_span - 1]
    full = frozenset(
        place
        for place in ending
        if len(find_lines(sheet, grid.box(_part(place, row)))) >= HEADING_LINES
    )
    return frozenset(ending) if any(place.column == 0 for place in full) else full


def _part(place: Place, row: int) -> Place:
    return replace(place, row=row, row_span=1)


def _cells_of(grid: Grid, row: int, torn: frozenset[Place]) -> list[Box]:
    """The cells of one row, if its first is one of a column of codes."""
    places = [place for place in grid.places if place.row == row]
    places += [_part(place, row) for place in torn]
    places.sort(key=lambda place: place.column)
    boxes = [grid.box(place) for place in places]
    if not places or (places[0].column, places[0].row_span, places[0].column_span) != (0, 1, 1):
        return []
    widest = max(box.width for box in boxes)
    return boxes if boxes[0].width <= min(WIDEST_CODES, widest / 2) else []


def _faint_cuts(fine: Sheet, cells: Sequence[Box], _: Sequence[TextLine]) -> list[float]:
    # A digit beside a dotted rule is not always found as a line: all traces are cut, not only
    # those between two codes. The edges of the row may be guesses with the true rule close by.
    top, bottom = cells[0].top + LOWEST_ROW, cells[0].bottom - LOWEST_ROW
    return [y for y in find_faint_rules(fine, cells) if top <= y <= bottom]


def _code_cuts(sheet: Sheet, cells: Sequence[Box], codes: Sequence[TextLine]) -> list[float]:
    return _between(codes, [find_lines(sheet, cell) for cell in cells[1:]])


def _between(codes: Sequence[TextLine], columns: Sequence[Sequence[TextLine]]) -> list[float]:
    """Cut between the text of neighbouring codes, by the alignment that fits better.

    >>> codes = [TextLine(20, 30), TextLine(50, 60)]
    >>> name = [TextLine(5, 15), TextLine(20, 30), TextLine(35, 45), TextLine(50, 60)]
    >>> _between(codes, [name])
    [47.5]
    """
    dealt = min(
        ([deal(codes, lines) for lines in columns] for deal in (_deal_around, _deal_below)),
        key=lambda columns: sum(misfit for misfit, _ in columns),
    )
    bands = [
        around([code, *(line for _, groups in dealt for line in groups[index])])
        for index, code in enumerate(codes)
    ]
    lines = sorted([*codes, *(line for some in columns for line in some)], key=lambda one: one.top)
    return [
        _to_gap(min(max((above.bottom + below.top) / 2, first.bottom), second.top), pair, lines)
        for (above, below), pair in zip(pairwise(bands), pairwise(codes), strict=True)
        for first, second in [pair]
    ]


def _to_gap(cut: float, codes: tuple[TextLine, TextLine], lines: Sequence[TextLine]) -> float:
    """Move a cut between two codes to a gap that is clearly wider than the one it is in.

    Lines of one name stand closer than rows do, whatever they were dealt to.
    """
    first, second = codes
    gaps: list[tuple[float, float]] = []
    bottom = first.middle
    for line in lines:
        if line.bottom <= first.middle or line.top >= second.middle:
            continue
        if line.top > bottom:
            gaps.append((bottom, line.top))
        bottom = max(bottom, line.bottom)
    own = max((end - start for start, end in gaps if start <= cut <= end), default=LEAST_GAP)
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0], default=(cut, cut))
    return (start + end) / 2 if end - start >= WIDER * max(own, LEAST_GAP) else cut


def _deal_below(codes: Sequence[TextLine], lines: Sequence[TextLine]) -> Dealt:
    """Deal lines to the codes beside which, or below which, they stand."""
    groups = tuple(
        tuple(line for line in lines if code.top <= line.middle < following.top)
        for code, following in pairwise([*codes, TextLine(float("inf"), float("inf"))])
    )
    dealt = [(code, group) for code, group in zip(codes, groups, strict=True) if group]
    return sum((group[0].middle - code.middle) ** 2 for code, group in dealt), groups


def _deal_around(codes: Sequence[TextLine], lines: Sequence[TextLine]) -> Dealt:
    """Deal lines to codes, in order, so that each group is centred on its code as well as it can.

    A code may get none. Of equal fits that of the lower groups is taken: three lines around three
    codes are three rows, not one. What stands beside a code is never dealt to another one: lines
    without a code would pull them over, and the page was cut through figures.
    """
    owners = [_owner(line, codes) for line in lines]
    best: list[tuple[float, Dealt]] = [(0.0, (0.0, ()))]
    best += [(float("inf"), (0.0, ()))] * len(lines)
    for number, code in enumerate(codes):
        foreign = [owner not in (None, number) for owner in owners]
        best = [
            _longer(code, lines[:end], best[: end + 1], foreign) for end in range(len(lines) + 1)
        ]
    return best[-1][1]


def _owner(line: TextLine, codes: Sequence[TextLine]) -> int | None:
    """Give the code that a line stands beside; None where there is none."""
    for number, code in enumerate(codes):
        shared = min(line.bottom, code.bottom) - max(line.top, code.top)
        if shared >= BESIDE * min(line.bottom - line.top, code.bottom - code.top):
            return number
    return None


def _longer(
    code: TextLine,
    lines: Sequence[TextLine],
    best: Sequence[tuple[float, Dealt]],
    foreign: Sequence[bool],
) -> tuple[float, Dealt]:
    """The best way to deal all these lines, the last of them to this code."""
    choices = []
    for start, (cost, (misfit, groups)) in enumerate(best):
        group = tuple(lines[start:])
        if not group:
            choices.append((cost, (misfit, (*groups, group))))
            continue
        if any(foreign[start : len(lines)]):
            continue
        whole = around(group)
        apart = (whole.middle - code.middle) ** 2
        height = HEIGHT_COST * (whole.bottom - whole.top) ** 2
        choices.append((cost + apart + height, (misfit + apart, (*groups, group))))
    return min(choices, key=lambda choice: choice[0])


def _divided(grid: Grid, row: int, torn: frozenset[Place], cuts: Sequence[float]) -> Grid:
    above = grid.rows[row]
    middle = (above.start + above.end) / 2
    slope = above.slope
    scale = WORK_DPI / POINTS_PER_INCH
    rules = [Rule(above.start, above.end, cut * scale - slope * middle, slope) for cut in cuts]
    places = [part for place in grid.places for part in _divide_place(place, row, torn, len(cuts))]
    places.sort(key=lambda place: (place.row, place.column))
    rows = (*grid.rows[: row + 1], *rules, *grid.rows[row + 1 :])
    return Grid(rows, grid.columns, tuple(places))


def _divide_place(place: Place, row: int, torn: frozenset[Place], cuts: int) -> list[Place]:
    """Give what a cell becomes where one row is cut into several."""
    if place.row > row:
        return [replace(place, row=place.row + cuts)]
    if place.row + place.row_span <= row:
        return [place]
    if place in torn:
        return [place, *(_part(place, row + part) for part in range(1, cuts + 1))]
    if place.row_span > 1:
        return [replace(place, row_span=place.row_span + cuts)]
    return [_part(place, row + part) for part in range(cuts + 1)]
