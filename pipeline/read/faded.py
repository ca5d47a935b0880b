"""Rows of a table whose horizontal rules have faded away.

Dotted hairlines do not survive a worn scan, and the median that quiets its noise takes the rest.
The columns still stand, and so does one code for each row in the leftmost. Where a trace of a rule
is left in every column, it is cut there. Elsewhere the lines of text of
every column are dealt out to the codes, in order, so that each row's text is centred on its code
(or starts beside it, whichever fits the whole table better), and the rows are cut where the text
of one ends and that of the next begins. The gap halfway between two codes, the simpler rule, cuts
through every name of more lines than its neighbour's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.grid import Grid, Place
from pipeline.read.ink import INSIDE, Sheet
from pipeline.read.rules import FLANK, WORK_DPI, Rule

WIDEST_CODES = 1.0 * POINTS_PER_INCH  # points; a wider column at the left holds names
LINE_REACH = 0.075  # inch; lines of 10 pt stand 0.16 apart, so no other peak is as near
LINE_EDGE = 0.25  # of the ink at the middle of a line; less is marks and descenders
LEAST_LINE = 0.01  # inch of ink on one row of pixels; the stroke of a 1 has 0.015
LOWEST_LINE = 0.05 * POINTS_PER_INCH  # points; remains of a rule are lower, letters of 8 pt are not
HIGHEST_LINE = (
    0.21 * POINTS_PER_INCH
)  # points; capitals of 14 pt with marks; two lines of 10 pt have 0.25
FAINT_RULE = 2.0  # grey levels of 255, averaged over a column
HEIGHT_COST = 0.01  # a group of three lines may be 4 pt off before it is not one
LOWEST_ROW = 0.12 * POINTS_PER_INCH  # points; a row of 8 pt is higher
HEADING_LINES = 3  # lines in the first row's code cell; "Số TT" has two and is one heading


@dataclass(frozen=True, slots=True)
class TextLine:
    """How high a line of text stands, in points."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Between top and bottom."""
        return (self.top + self.bottom) / 2


Curve = npt.NDArray[np.float64]
# How far lines are from where their codes want them, in square points, and the lines by code.
Dealt = tuple[float, tuple[tuple["TextLine", ...], ...]]


def split_faded_rows(grid: Grid, sheet: Sheet) -> Grid:
    """Divide each row of a grid that holds several codes; the grid itself if none does."""
    for find_cuts in (_faint_cuts, _code_cuts):
        for row in reversed(range(len(grid.rows) - 1)):
            cells = _cells_of(grid, row)
            codes = find_lines(sheet, cells[0]) if cells else []
            heading = (row == 0 and len(grid.rows) > 2) or _goes_on(grid, row)
            if len(codes) >= (HEADING_LINES if heading else 2):
                grid = _divided(grid, row, find_cuts(sheet, cells, codes))
    return grid


def _cells_of(grid: Grid, row: int) -> list[Box]:
    """The cells of one row, if its first is one of a column of codes."""
    if _goes_on(grid, row):
        ending = [place for place in grid.places if place.row + place.row_span == row + 1]
        # By column: those that begin higher come first.
        ending.sort(key=lambda place: place.column)
        places = [replace(place, row=row, row_span=1) for place in ending]
    else:
        places = [place for place in grid.places if place.row == row]
    boxes = [grid.box(place) for place in places]
    if not places or (places[0].column, places[0].row_span, places[0].column_span) != (0, 1, 1):
        return []
    widest = max(box.width for box in boxes)
    return boxes if boxes[0].width <= min(WIDEST_CODES, widest / 2) else []


def _goes_on(grid: Grid, row: int) -> bool:
    """Say whether the first cell of a row begins in a row above and ends here.

    A heading over two columns is ruled off from what stands under it there alone. Where that is the
    last rule that is left, all codes of the page stand in one cell with the "STT" beside it.
    """
    return any(
        place.column == 0 and place.row < row == place.row + place.row_span - 1
        for place in grid.places
    )


def find_lines(sheet: Sheet, box: Box) -> list[TextLine]:
    """Find the lines of text in a box by the peaks of its ink, row of pixels by row.

    Gaps between lines are no help: the marks of one line touch the descenders of the line above.
    """
    margin = INSIDE * POINTS_PER_INCH
    inside = Box(box.left + margin, box.top + margin, box.right - margin, box.bottom - margin)
    window = sheet.cut(inside)
    if not window.size:
        return []
    ink = (window < sheet.threshold).sum(1).astype(float)
    width = sheet.inches(0.02)
    ink = np.convolve(ink, np.ones(width) / width, mode="same")
    reach = sheet.inches(LINE_REACH)
    lines = []
    for peak in range(len(ink)):
        around = ink[max(0, peak - reach) : peak + reach + 1]
        first = int(around.argmax()) + max(0, peak - reach)
        if first == peak and ink[peak] >= LEAST_LINE * sheet.dpi:
            lines.append(_extent(ink, peak, reach, inside.top, POINTS_PER_INCH / sheet.dpi))
    return _merged([line for line in lines if line.bottom - line.top >= LOWEST_LINE])


def _merged(lines: Sequence[TextLine]) -> list[TextLine]:
    """Put the peaks of one line together: foot and head of a 2, the marks over capitals.

    >>> _merged([TextLine(10, 13), TextLine(12, 19), TextLine(29, 38)])
    [TextLine(top=10, bottom=19), TextLine(top=29, bottom=38)]
    """
    merged: list[TextLine] = []
    for line in lines:
        if merged and line.bottom - merged[-1].top <= HIGHEST_LINE:
            merged[-1] = _around([merged[-1], line])
        else:
            merged.append(line)
    return merged


def _extent(
    ink: Curve,
    peak: int,
    reach: int,
    top: float,
    scale: float,
) -> TextLine:
    least = LINE_EDGE * ink[peak]
    first = last = peak
    while first > max(0, peak - 2 * reach) and ink[first - 1] >= least:
        first -= 1
    while last < min(len(ink) - 1, peak + 2 * reach) and ink[last + 1] >= least:
        last += 1
    return TextLine(top + scale * first, top + scale * (last + 1))


def _faint_cuts(sheet: Sheet, cells: Sequence[Box], _: Sequence[TextLine]) -> list[float]:
    # A digit beside a dotted rule is not always found as a line: all traces are cut, not only
    # those between two codes. The edges of the row may be guesses with the true rule close by.
    top, bottom = cells[0].top + LOWEST_ROW, cells[0].bottom - LOWEST_ROW
    return [y for y in find_faint_rules(sheet, cells) if top <= y <= bottom]


def _code_cuts(sheet: Sheet, cells: Sequence[Box], codes: Sequence[TextLine]) -> list[float]:
    return _between(codes, [find_lines(sheet, cell) for cell in cells[1:]])


def find_faint_rules(sheet: Sheet, boxes: Sequence[Box]) -> list[float]:
    """Find what is left of horizontal rules within one row: too weak to trace, but in every column.

    Averaged over a whole column, a dotted hairline stands 3 to 8 grey levels out of noise of 0.5.
    A line of text does so too, but has ink a little above or below.

    Args:
        sheet: The page.
        boxes: The cells of one row, beside each other.

    Returns:
        Heights at the first cell, in points.
    """
    depth = min(len(_profile(sheet, box)) for box in boxes)
    flank, step = sheet.inches(FLANK), sheet.inches(0.007)
    if depth <= 4 * flank:
        return []
    stands_out = np.full(depth - 2 * flank, np.inf)
    for box in boxes:
        ink = _profile(sheet, box)[:depth]
        beside = np.maximum(ink[: -2 * flank], ink[2 * flank :])
        ridge = np.where(beside < np.median(ink) + FAINT_RULE, ink[flank:-flank] - beside, 0.0)
        near = np.lib.stride_tricks.sliding_window_view(np.pad(ridge, step), 2 * step + 1)
        stands_out = np.minimum(stands_out, near.max(1))
    scale = POINTS_PER_INCH / sheet.dpi
    top = boxes[0].top + INSIDE * POINTS_PER_INCH + scale * flank
    runs = np.flatnonzero(np.diff(np.r_[False, stands_out >= FAINT_RULE, False]))
    return [top + scale * (int(a) + int(b)) / 2 for a, b in zip(runs[::2], runs[1::2], strict=True)]


def _profile(sheet: Sheet, box: Box) -> Curve:
    """The mean ink of each row of pixels inside a cell, in grey levels."""
    margin = INSIDE * POINTS_PER_INCH
    sides = (box.left + 2 * margin, box.top + margin, box.right - 2 * margin, box.bottom - margin)
    window = sheet.cut(Box(*sides))
    return np.asarray(255 - window.mean(1) if window.size else np.zeros(0), dtype=np.float64)


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
        _around([code, *(line for _, groups in dealt for line in groups[index])])
        for index, code in enumerate(codes)
    ]
    return [
        min(max((above.bottom + below.top) / 2, first.bottom), second.top)
        for (above, below), (first, second) in zip(pairwise(bands), pairwise(codes), strict=True)
    ]


def _around(lines: Sequence[TextLine]) -> TextLine:
    return TextLine(min(line.top for line in lines), max(line.bottom for line in lines))


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
    codes are three rows, not one.
    """
    best: list[tuple[float, Dealt]] = [(0.0, (0.0, ()))]
    best += [(float("inf"), (0.0, ()))] * len(lines)
    for code in codes:
        best = [_longer(code, lines[:end], best[: end + 1]) for end in range(len(lines) + 1)]
    return best[-1][1]


def _longer(
    code: TextLine, lines: Sequence[TextLine], best: Sequence[tuple[float, Dealt]]
) -> tuple[float, Dealt]:
    """The best way to deal all these lines, the last of them to this code."""
    choices = []
    for start, (cost, (misfit, groups)) in enumerate(best):
        group = tuple(lines[start:])
        if not group:
            choices.append((cost, (misfit, (*groups, group))))
            continue
        around = _around(group)
        apart = (around.middle - code.middle) ** 2
        height = HEIGHT_COST * (around.bottom - around.top) ** 2
        choices.append((cost + apart + height, (misfit + apart, (*groups, group))))
    return min(choices, key=lambda choice: choice[0])


def _divided(grid: Grid, row: int, cuts: Sequence[float]) -> Grid:
    above = grid.rows[row]
    middle = (above.start + above.end) / 2
    slope = above.slope
    scale = WORK_DPI / POINTS_PER_INCH
    rules = [Rule(above.start, above.end, cut * scale - slope * middle, slope) for cut in cuts]
    goes_on = _goes_on(grid, row)
    places: list[Place] = []
    for place in grid.places:
        if place.row > row:
            places.append(replace(place, row=place.row + len(cuts)))
        elif place.row + place.row_span <= row:
            places.append(place)
        elif goes_on and place.row + place.row_span == row + 1:
            places.append(place)
            places += [
                replace(place, row=row + part, row_span=1) for part in range(1, len(cuts) + 1)
            ]
        elif place.row_span > 1:
            places.append(replace(place, row_span=place.row_span + len(cuts)))
        else:
            places += [replace(place, row=row + part) for part in range(len(cuts) + 1)]
    places.sort(key=lambda place: (place.row, place.column))
    rows = (*grid.rows[: row + 1], *rules, *grid.rows[row + 1 :])
    return Grid(rows, grid.columns, tuple(places))
