"""How far an open table reaches on its page, and where its headings stand.

Its figures are known, its heading is above them: from the topmost rule of a group, or, where there
is none, as far up as line follows line. Lines of a heading are set at other distances than the
rows, and one column's at others than the next one's: the engine reads them as scattered words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line
from pipeline.read.ink import Sheet
from pipeline.read.open.crops import find_ink_alone
from pipeline.read.open.stretch import Stretch
from pipeline.read.open.words import line_box

_RULES_APART = 108.0  # points; rules of one heading are closer (lab, section 5)
_LINES_APART = 2.6  # heights of a figure; more white ends a heading without rules
_ABOVE_ROW = 0.6  # heights of a figure between the strip of a heading and the first row
_WIDE_STEP = 2.5  # usual steps between rows; more holds another heading, if a rule is in it
_AROUND = 4.0  # points of paper around a zone
_LOST_LINE = 2.8  # heights of a figure above a heading; a line of type of its size takes 2
_WORD = 2.0  # heights of a figure; less ink in a row is a speck


@dataclass(frozen=True, slots=True)
class Zone:
    """The part of a page to read anew."""

    top: float  # points
    bottom: float
    strips: tuple[tuple[float, float], ...]  # top and bottom of each heading, from top to bottom

    @property
    def body(self) -> float:
        """Where the rows begin: below the first heading."""
        return self.strips[0][1]

    def has_heading_at(self, y: float) -> bool:
        """Whether a height belongs to a heading."""
        return any(top <= y < bottom for top, bottom in self.strips)

    def contains(self, y: float) -> bool:
        """Whether a height belongs to the table."""
        return self.top <= y < self.bottom


def find_zone(
    stretch: Stretch, lines: Sequence[Line], rules: Sequence[Box], height: float, ceiling: float
) -> Zone:
    """Give how far a table reaches.

    Args:
        stretch: Its rows.
        lines: Of the page outside of ruled tables, by baseline, from top to bottom.
        rules: That run across, in points.
        height: Of a usual figure, in points.
        ceiling: Points; what stands higher is another table's.
    """
    first = stretch.rows[0]
    body = first.top - _ABOVE_ROW * height
    top = _climb_rules(first.top, rules)
    if top == first.top:
        top = _climb_lines(first.top, lines, height)
    top = max(ceiling, _above_lines(top - _AROUND, lines))
    strips = [(top, max(body, top)), *_inner_strips(stretch.rows, rules, height)]
    return Zone(top, _find_bottom(stretch.rows[-1].bottom, lines, rules, height), tuple(strips))


def take_lost_line(zone: Zone, lines: Sequence[Line], sheet: Sheet, height: float) -> Zone:
    """Let a zone begin at the line right above it if the page's own reading made nothing of it.

    Tails of letters touch the rule below a corner line, and the engine takes both for a picture:
    `Lượt người` above a table was lost so, and 102 figures had no unit. Read with the heading, from
    the page without its rules, it is there.

    Args:
        zone: As words and rules tell it.
        lines: Of the page, from top to bottom.
        sheet: The page, rules blanked.
        height: Of a usual figure, in points.
    """
    seen = [line_box(line).bottom for line in lines if line_box(line).top < zone.top]
    top = max([0.0, zone.top - _LOST_LINE * height, *seen])
    width = sheet.pixels.shape[1] * POINTS_PER_INCH / sheet.dpi
    ink = find_ink_alone(sheet, Box(0.0, top, width, zone.top), height) if top < zone.top else None
    if ink is None or ink.width < _WORD * height:
        return zone
    top = max(top, ink.top - _AROUND)
    return replace(zone, top=top, strips=((top, zone.body), *zone.strips[1:]))


def _climb_rules(row: float, rules: Sequence[Box]) -> float:
    top = row
    for rule in sorted(rules, key=lambda rule: -rule.top):
        if rule.top < top and top - rule.top <= _RULES_APART:
            top = rule.top
    return top


def _climb_lines(row: float, lines: Sequence[Line], height: float) -> float:
    top = row
    for line in reversed(lines):
        box = line_box(line)
        near = top - box.bottom <= _LINES_APART * height and row - box.top <= _RULES_APART
        if box.top < top and near:
            top = box.top
    return top


def _above_lines(top: float, lines: Sequence[Line]) -> float:
    """Give a height at which no line is cut."""
    for line in reversed(lines):
        if line_box(line).top < top < line_box(line).bottom:
            top = line_box(line).top
    return top


def _inner_strips(
    rows: Sequence[Box], rules: Sequence[Box], height: float
) -> list[tuple[float, float]]:
    """Give the headings between rows: a wide step with a rule in it."""
    steps = sorted(below.bottom - above.bottom for above, below in pairwise(rows))
    usual = steps[len(steps) // 2] if steps else 0.0
    return [
        (above.bottom + _ABOVE_ROW * height / 2, below.top - _ABOVE_ROW * height)
        for above, below in pairwise(rows)
        if below.bottom - above.bottom > _WIDE_STEP * usual
        and any(above.bottom < rule.top < below.top for rule in rules)
    ]


def _find_bottom(row: float, lines: Sequence[Line], rules: Sequence[Box], height: float) -> float:
    """End between the last row and what stands next below it: a line or a rule."""
    below = [line_box(line).top for line in lines if line_box(line).top >= row]
    below += [rule.top for rule in rules if rule.top > row]
    return min([row + height, *((row + edge) / 2 for edge in below)])
