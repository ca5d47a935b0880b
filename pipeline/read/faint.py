"""What is left of horizontal rules that are too weak to trace."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.ink import INSIDE, Sheet
from pipeline.read.rules import FLANK

FAINT_RULE = 2.0  # grey levels of 255, averaged over a column
TEXT_NEAR = (
    2.0  # the same, above the paper: a line of text hides what is printed between its letters
)
SEEN_SHARE = 0.5  # of the columns that must show a rule; the others may be hidden by text

Curve = npt.NDArray[np.float64]


def find_faint_rules(page: Sheet, boxes: Sequence[Box]) -> list[float]:
    """Find what is left of horizontal rules within one row: too weak to trace, but in every column.

    Averaged over a whole column, a dotted hairline stands 4 to 20 grey levels out of noise below 1.
    A line of text does so too, but has ink a little above or below.

    Args:
        page: Without the median: it takes half of what is left of a dotted hairline.
        boxes: The cells of one row, beside each other.

    Returns:
        Heights at the first cell, in points.
    """
    profiles = [_profile(page, box) for box in boxes]
    flank = page.inches(FLANK)
    depth = min(map(len, profiles))
    if depth <= 4 * flank:
        return []
    ridges = np.array([_ridge(ink[:depth], flank, page.inches(0.007)) for ink in profiles])
    seen = np.isfinite(ridges).mean(0) >= SEEN_SHARE
    stands_out = np.where(seen, ridges.min(0), 0.0)
    scale = POINTS_PER_INCH / page.dpi
    top = boxes[0].top + INSIDE * POINTS_PER_INCH + scale * flank
    runs = np.flatnonzero(np.diff(np.r_[False, stands_out >= FAINT_RULE, False]))
    return [top + scale * (int(a) + int(b)) / 2 for a, b in zip(runs[::2], runs[1::2], strict=True)]


def _ridge(ink: Curve, flank: int, step: int) -> Curve:
    """How far each row of pixels stands out; infinite where text is too near to say."""
    beside = np.maximum(ink[: -2 * flank], ink[2 * flank :])
    ridge = ink[flank:-flank] - beside
    near = np.lib.stride_tricks.sliding_window_view(np.pad(ridge, step), 2 * step + 1).max(1)
    return np.where(beside < np.median(ink) + TEXT_NEAR, near, np.inf)


def _profile(sheet: Sheet, box: Box) -> Curve:
    """The mean ink of each row of pixels inside a cell, in grey levels."""
    margin = INSIDE * POINTS_PER_INCH
    sides = (box.left + 2 * margin, box.top + margin, box.right - 2 * margin, box.bottom - margin)
    window = sheet.cut(Box(*sides))
    return np.asarray(255 - window.mean(1) if window.size else np.zeros(0), dtype=np.float64)
