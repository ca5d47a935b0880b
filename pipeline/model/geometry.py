"""Boxes on a page.

Everything is measured in points (1/72 inch) of the upright page, from its top left corner, y
downwards: a tolerance of 3 pt means the same on a scan of 200 and of 400 dots per inch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the upright page, in points; left <= right, top <= bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent to the right, in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent downwards, in points."""
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """The middle, as (x, y) in points."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float) -> bool:
        """Say whether a point lies inside or on the edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @staticmethod
    def around(boxes: Iterable[Box | None]) -> Box | None:
        """Give the smallest box around all that are given; None where there is none.

        >>> Box.around([Box(0, 0, 2, 1), None, Box(1, 0, 5, 3)])
        Box(left=0, top=0, right=5, bottom=3)
        """
        known = [box for box in boxes if box is not None]
        if not known:
            return None
        return Box(
            min(box.left for box in known),
            min(box.top for box in known),
            max(box.right for box in known),
            max(box.bottom for box in known),
        )
