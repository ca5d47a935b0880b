"""Which edges of the lattice of a table carry a rule, and which were left out for a merged cell.

Rules are traced along the whole table, and text beside one hides whether it goes on. Letters that
run over an edge blur into a ridge, stems of them all along a low row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.rules import SOLID, Coverage, Rule, Tracing, inches

ROW_EDGE = 0.5  # share of an edge that must be ruled
BROKEN_EDGE = 0.3  # the same where the tracing breaks off and the ridge goes on
COLUMN_EDGE = 0.6  # the same
SHARP_EDGE = 0.92  # the same for edges shorter than any traced run; bold headings reach .89
CROSSING_TEXT = 0.25  # share of an edge with text close by: it may run over a merged heading
REMAINS = 0.15  # the same for an edge without any text on it
# Figures that end at a rule hide that it is a ridge. On four such pages edges of cells were traced
# all along, with ink on one side, and those of merged cells over a fifth; free of ink all of an
# edge was a ridge, and .85 of what is none.
BESIDE_TEXT = 0.9
CROSSED, CLEAR_EDGE = 0.15, 0.95
# Ink right on an edge with text beside it. Of 2,212 true ones of 12 documents all had .97 at least,
# of worn paper .79, with text on one side or with a clear ridge where there is none. Letters on the
# edges of merged headings had .89 at most with text on both sides, .72 with it on one.
UNBROKEN, RUN_OVER = 0.93, 0.3
GONE, FREE_EDGE = 0.75, 0.9  # of rows: of the ink of the fullest edge of a rule


def find_crossing(across: Rule, down: Rule) -> tuple[float, float]:
    """Give where a horizontal and a vertical rule meet, as (x, y)."""
    y = (across.offset + across.slope * down.offset) / (1 - across.slope * down.slope)
    return down.across(y), y


def has_row_edge(rule: Rule, columns: Sequence[Rule], column: int, across: Tracing) -> bool:
    """Say whether a horizontal rule is there between two columns."""
    start, end = (find_crossing(rule, side)[0] for side in columns[column : column + 2])
    seen = _coverage(across, rule, start, end)
    crossed = seen.text > CROSSING_TEXT and seen.clear < CLEAR_EDGE
    if crossed and _is_gone(rule, columns, column, across):
        return False
    if min(seen.traced, seen.sharp) >= ROW_EDGE or seen.sharp >= SHARP_EDGE:
        return True
    if (seen.traced >= BROKEN_EDGE and seen.sharp >= SOLID) or seen.clear >= CLEAR_EDGE:
        return True
    # Joining two rows mixes their figures: remains of a rule that no text runs over are enough.
    return seen.sharp >= REMAINS and seen.text <= 0.02


def has_column_edge(rule: Rule, rows: Sequence[Rule], row: int, down: Tracing) -> bool:
    """Say whether a vertical rule is there between two rows."""
    start, end = (find_crossing(side, rule)[1] for side in rows[row : row + 2])
    seen = _coverage(down, rule, start, end)
    if seen.text > CROSSING_TEXT:
        if _is_broken(seen, down, rule, start, end):
            return False
        beside = seen.traced >= BESIDE_TEXT and seen.crossed <= CROSSED
        return beside or seen.sharp >= SHARP_EDGE
    if seen.traced >= BESIDE_TEXT and seen.crossed <= CROSSED:
        return True
    return min(seen.traced, seen.sharp) >= COLUMN_EDGE or seen.sharp >= SHARP_EDGE


def _is_gone(rule: Rule, columns: Sequence[Rule], column: int, across: Tracing) -> bool:
    """Say whether an edge has far less ink than others of its rule: a name runs over a merged cell.

    A dotted rule has as little in all of its edges.
    """
    crossings = [find_crossing(rule, side)[0] for side in columns]
    inked = [across.unbroken(rule, *_inner(*edge)) for edge in pairwise(crossings)]
    return inked[column] < GONE * max(inked)


def _is_broken(seen: Coverage, down: Tracing, rule: Rule, start: float, end: float) -> bool:
    """Say whether letters on an edge are all that is seen of it."""
    inked = down.unbroken(rule, *_inner(start, end))
    on_both_sides = seen.crossed > RUN_OVER and inked < UNBROKEN
    return on_both_sides or (seen.clear < FREE_EDGE and inked < GONE)


def _inner(start: float, end: float) -> tuple[float, float]:
    """Give an edge without what the rules at both ends darken."""
    margin = min(inches(0.03), int((end - start) / 4))
    return start + margin, end - margin


def _coverage(traced: Tracing, rule: Rule, start: float, end: float) -> Coverage:
    return traced.coverage(rule, *_inner(start, end))
