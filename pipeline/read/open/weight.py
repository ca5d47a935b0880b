"""Which names are set in bold, by the width of their strokes.

On no page of 37 did the strokes of bold and plain names overlap, worn ones included; bold ones are
1.23 to 1.5 times as wide (lab, section 4).
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import Box
from pipeline.read.ink import Sheet

_APART = 1.17  # of the means of both classes; 1.08 and 1.25 give the same
_FEWEST = 4  # names; fewer cannot be divided


def find_bold(sheet: Sheet, names: Sequence[Sequence[Box]]) -> list[bool]:
    """Say of each name whether it is bold beside the others of its table.

    Args:
        sheet: The page, rules blanked.
        names: The boxes in points of the words of each name.
    """
    widths = np.array([_stroke_width(sheet, boxes) for boxes in names])
    known = widths[widths > 0]
    if len(known) < _FEWEST:
        return [False] * len(names)
    cut = _divide(known)
    bold, plain = known[known > cut], known[known <= cut]
    if not len(bold) or not len(plain) or bold.mean() <= _APART * plain.mean():
        return [False] * len(names)
    return [bool(width > cut) for width in widths]


def _stroke_width(sheet: Sheet, boxes: Sequence[Box]) -> float:
    """Give twice the ink over the length of its outline, in pixels; 0 without ink."""
    ink = outline = 0
    for box in boxes:
        dark = (sheet.cut(box) < sheet.threshold).astype(np.uint8)
        if dark.size:
            inner = cv2.erode(dark, np.ones((3, 3), np.uint8))
            ink += int(dark.sum())
            outline += int(dark.sum() - np.asarray(inner).sum())
    return 2 * ink / outline if outline else 0.0


def _divide(widths: NDArray[np.float64]) -> float:
    """Give the width that divides two classes best (Otsu): the means of both furthest apart.

    >>> float(_divide(np.array([1.0, 1.1, 2.0, 2.1])))
    1.1
    """
    ordered = np.sort(widths)

    def spread(count: int) -> float:
        below, above = ordered[:count], ordered[count:]
        return float(len(below) * len(above) * (above.mean() - below.mean()) ** 2)

    best = max(range(1, len(ordered)), key=spread)
    return float(ordered[best - 1])
