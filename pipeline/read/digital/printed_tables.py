"""Ruled tables of digital pages.

The cells come from pdfplumber's table search, which reads codes and values of digital reports
without a miss (lab: F1 1.00 and .993). Only the strokes are given to it: its own way to them
interprets the page's text a second time by pdfminer, .44 of .48 CPU s on a dense real page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Cell, Table

_Bounds = tuple[float, float, float, float]

_Edge = dict[str, Any]  # pdfplumber's own form

_TOLERANCE = 3  # points; pdfplumber's own for snapping, joining and crossing
_DOTTED_LEAST = 10.0  # points; shorter rows of dots are leaders or letters
_ROW_LEAST = 8.0  # points; shorter upright strokes are letters
_OPEN_LEAST = 3  # upright rules of a table that end where no level one is
_SLANT = 0.5  # points a straight rule may lean over its length
_RULE_REACH = 4.0  # points at the edges of a cell where rules are painted, however snapped
_INK_CONTRAST = 100  # of 255, between ink and the cell's own ground
# The merging is about quadratic in the worst case; the densest real page has 4176.
_SEGMENTS_LIMIT = 20_000


def find_rules_and_tables(
    segments: NDArray[np.float64],
) -> tuple[tuple[Box, ...], tuple[Table, ...]]:
    """Give the straight rules of a page, pieces of one line joined, and the tables they enclose.

    Frames around a page or a paragraph are no tables: at least two columns are asked for. Tables
    without upright rules are enclosed by nothing; what is drawn of them are rules alone.

    Args:
        segments: One row x0, y0, x1, y1 per stroke, in points of the upright page.
    """
    if not 0 < len(segments) <= _SEGMENTS_LIMIT:
        return (), ()
    edges = merge_edges(
        _join_dots(_make_edges(segments)),
        snap_x_tolerance=_TOLERANCE,
        snap_y_tolerance=_TOLERANCE,
        join_x_tolerance=_TOLERANCE,
        join_y_tolerance=_TOLERANCE,
    )
    edges += _close_ends(edges)
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    groups = cells_to_tables(intersections_to_cells(crossings))
    tables = [_make_table(group) for group in groups]
    rules = tuple(
        Box(*(round(float(edge[side]), 2) for side in ("x0", "top", "x1", "bottom")))
        for edge in edges
        if _length(edge) >= _DOTTED_LEAST
    )
    return rules, tuple(table for table in tables if table.columns > 1)


def _make_edges(segments: NDArray[np.float64]) -> list[_Edge]:
    edges: list[_Edge] = []
    for x0, y0, x1, y1 in segments.tolist():
        if abs(y1 - y0) <= min(_SLANT, abs(x1 - x0)):
            edges.append(_make_edge("h", min(x0, x1), max(x0, x1), y0, y0))
        elif abs(x1 - x0) <= _SLANT:
            edges.append(_make_edge("v", x0, x0, min(y0, y1), max(y0, y1)))
    return edges


def _join_dots(edges: list[_Edge]) -> list[_Edge]:
    """Join the dots of dotted rules, and drop strokes that are too short for a rule.

    This has to come before the snapping: the dots of an upright rule are so close that all their
    upper edges would snap to one height.
    """
    joined = [edge for edge in edges if _length(edge) >= _TOLERANCE]
    dots = [edge for edge in edges if _length(edge) < _TOLERANCE]
    dots.sort(key=lambda edge: (edge["orientation"], _track(edge), _start(edge)))
    run: list[_Edge] = []
    for dot in dots:
        if run and not _continues(run[-1], dot):
            joined.extend(_join_run(run))
            run = []
        run.append(dot)
    return joined + _join_run(run)


def _continues(dot: _Edge, following: _Edge) -> bool:
    if (dot["orientation"], _track(dot)) != (following["orientation"], _track(following)):
        return False
    return _start(following) - _start(dot) - _length(dot) <= _TOLERANCE


def _join_run(run: list[_Edge]) -> list[_Edge]:
    if not run:
        return []
    first, last = run[0], run[-1]
    bounds = first["x0"], last["x1"], first["top"], last["bottom"]
    joined = _make_edge(first["orientation"], *bounds)
    return [joined] if _length(joined) >= _DOTTED_LEAST else []


def _close_ends(edges: Sequence[_Edge]) -> list[_Edge]:
    """Give the level rules that are missing where upright ones end together.

    Programs that let a page end in the middle of a row draw no rule there. Both halves of the row
    would be no rows of the table, and what stands in them would be lines of text.
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v" and _length(edge) >= _ROW_LEAST]
    ruled = [edge for edge in upright if any(_crosses(rule, edge) for rule in level)]
    closing = []
    for end in ("top", "bottom"):
        open_ends = [one for one in ruled if not any(_meets(rule, one, end) for rule in level)]
        open_ends.sort(key=lambda edge: float(edge[end]))
        for _, group in groupby(open_ends, key=lambda edge: round(float(edge[end]))):
            places = [(float(edge["x0"]), float(edge[end])) for edge in group]
            if len(places) >= _OPEN_LEAST:
                x, y = zip(*places, strict=True)
                closing.append(_make_edge("h", min(x), max(x), y[0], y[0]))
    return closing


def _crosses(rule: _Edge, upright: _Edge) -> bool:
    return _reaches(rule, upright) and bool(upright["top"] <= rule["top"] <= upright["bottom"])


def _meets(rule: _Edge, upright: _Edge, end: str) -> bool:
    return _reaches(rule, upright) and bool(abs(rule["top"] - upright[end]) <= _TOLERANCE)


def _reaches(rule: _Edge, upright: _Edge) -> bool:
    return bool(rule["x0"] - _TOLERANCE <= upright["x0"] <= rule["x1"] + _TOLERANCE)


def _track(edge: _Edge) -> int:
    """Give the line that a stroke lies on, in quarters of a point."""
    return round(4 * float(edge["top"] if edge["orientation"] == "h" else edge["x0"]))


def _start(edge: _Edge) -> float:
    return float(edge["x0"] if edge["orientation"] == "h" else edge["top"])


def _length(edge: _Edge) -> float:
    return float(edge["width"] + edge["height"])


def _make_edge(orientation: str, left: float, right: float, top: float, bottom: float) -> _Edge:
    return {
        "orientation": orientation,
        "object_type": "line",
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
    }


def _make_table(bounds: Sequence[_Bounds]) -> Table:
    """Number rows and columns by the rules there are; a cell over several has spans."""
    x = sorted({value for left, _, right, _ in bounds for value in (left, right)})
    y = sorted({value for _, top, _, bottom in bounds for value in (top, bottom)})
    cells = [
        Cell(
            row=y.index(top),
            column=x.index(left),
            text="",
            box=Box(left, top, right, bottom),
            row_span=y.index(bottom) - y.index(top),
            column_span=x.index(right) - x.index(left),
        )
        for left, top, right, bottom in bounds
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(len(y) - 1, len(x) - 1, tuple(cells), Box(x[0], y[0], x[-1], y[-1]))


def mark_ink(tables: Sequence[Table], gray: NDArray[np.uint8], dpi: float) -> tuple[Table, ...]:
    """Mark cells that show ink although the text layer has nothing for them.

    Figures are also typed into form fields, written as annotations, or drawn; a cell with one of
    these is not blank, and calling it so would be a silent error.

    Args:
        tables: With the text of the layer.
        gray: The page as it is painted; 72 dpi are enough.
        dpi: The resolution of that.
    """
    scale = dpi / POINTS_PER_INCH
    return tuple(
        replace(
            table,
            cells=tuple(
                replace(cell, ink=cell.ink or _shows_ink(cell, gray, scale)) for cell in table.cells
            ),
        )
        for table in tables
    )


def _shows_ink(cell: Cell, gray: NDArray[np.uint8], scale: float) -> bool:
    box = cell.box
    if box is None or min(box.width, box.height) <= 2 * _RULE_REACH:
        return False
    inner = gray[
        round((box.top + _RULE_REACH) * scale) : round((box.bottom - _RULE_REACH) * scale),
        round((box.left + _RULE_REACH) * scale) : round((box.right - _RULE_REACH) * scale),
    ]
    return inner.size > 0 and int(inner.max()) - int(inner.min()) > _INK_CONTRAST
