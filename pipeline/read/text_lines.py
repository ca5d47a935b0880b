"""Lines of text inside a box of a scanned page, by their ink alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.ink import INSIDE, Sheet

LINE_REACH = 0.075  # inch; lines of 10 pt stand 0.16 apart, so no other peak is as near
LINE_EDGE = 0.25  # of the ink at the middle of a line; less is marks and descenders
LEAST_LINE = 0.01  # inch of ink on one row of pixels; the stroke of a 1 has 0.015
LOWEST_LINE = 0.05 * POINTS_PER_INCH  # points; remains of a rule are lower, letters of 8 pt are not
# Points: capitals of 14 pt with marks; two lines of 10 pt have 0.25 inch.
HIGHEST_LINE = 0.21 * POINTS_PER_INCH

Curve = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TextLine:
    """How high a line of text stands, in points."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Between top and bottom."""
        return (self.top + self.bottom) / 2


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
            merged[-1] = around([merged[-1], line])
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


def around(lines: Sequence[TextLine]) -> TextLine:
    """Give the lines as one."""
    return TextLine(min(line.top for line in lines), max(line.bottom for line in lines))
