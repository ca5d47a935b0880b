"""Figures cut out of a page by the white space around them.

Two readers of one crop share the crop: where it lacks a digit, both read the rest without fault and
agree. Cut out as the box of their connected parts, 144 of 4,589 figures lost a digit of worn print
so; cut at the paper around them, none (lab, section 3).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.ink import MARGIN_ACROSS, Sheet
from pipeline.read.rules import Pixels

# Shares of the height of a figure (lab, section 3; .2 and .5 of a gap gave the same).
_GAP = 0.34  # paper wider than this ends a figure
_BAND = 0.2  # above and below the word: marks and tails that its box left out
_SPECK_AREA = 0.035  # of the height squared
_SPECK = 0.16  # the longer side
_FIGURE = 0.6  # what has no word must be as high, to be looked at
_TOO_HIGH = 1.4  # a figure with a comma has 1.2
_BROKEN = 3  # pixels; wear breaks thin strokes up and down


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a figure was seen, and how far it may reach."""

    box: Box  # points
    left: float  # points; its neighbours begin here
    right: float


@dataclass(frozen=True, slots=True)
class Cutting:
    """A figure cut out."""

    ink: Box  # points
    pixels: Pixels  # with a margin of paper


def cut_figure(sheet: Sheet, wanted: Wanted, height: float) -> Cutting | None:
    """Cut a figure out of its page; None where there is no ink.

    Args:
        sheet: The page, rules blanked.
        wanted: Where to look.
        height: Of a usual figure, in points.
    """
    band = _BAND * height
    around = Box(wanted.left, wanted.box.top - band, wanted.right, wanted.box.bottom + band)
    left, top, right, bottom = sheet.edges(around)
    if right <= left or bottom <= top:
        return None
    scale = sheet.dpi / POINTS_PER_INCH
    dark = _without_specks(sheet.pixels[top:bottom, left:right] < sheet.threshold, height * scale)
    columns = np.asarray(dark.any(0))
    first, last = (round(edge * scale) - left for edge in (wanted.box.left, wanted.box.right))
    first, last = _grow(columns, max(0, first), min(len(columns), last), _GAP * height * scale)
    rows = np.flatnonzero(dark[:, first:last].any(1))
    if not len(rows):
        return None
    ink = Box(
        (left + first) / scale,
        (top + int(rows[0])) / scale,
        (left + last) / scale,
        (top + int(rows[-1]) + 1) / scale,
    )
    return Cutting(ink, _cut(sheet, ink, around))


def find_ink_alone(sheet: Sheet, box: Box, height: float) -> Box | None:
    """Find ink as high as a figure in a place where no engine saw a word; None if there is none."""
    left, top, right, bottom = sheet.edges(box)
    if right <= left or bottom <= top:
        return None
    scale = sheet.dpi / POINTS_PER_INCH
    dark = (sheet.pixels[top:bottom, left:right] < sheet.threshold).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] >= _FIGURE * height * scale]
    if not len(high):
        return None
    first, upper = high[:, :2].min(0).tolist()
    last, lower = (high[:, :2] + high[:, 2:4]).max(0).tolist()
    edges = left + first, top + upper, left + last, top + lower
    return Box(*(edge / scale for edge in edges))


def tighten(sheet: Sheet, box: Box, height: float) -> Box:
    """Give the box of a figure without what stands above or below it.

    Worn print and specks make some boxes twice as high as their figure, and these would stand on a
    line of their own.
    """
    if box.height <= _TOO_HIGH * height:
        return box
    _, top, _, _ = sheet.edges(box)
    inked = np.flatnonzero((sheet.cut(box) < sheet.threshold).any(1))
    if not len(inked):
        return box
    longest = max(np.split(inked, np.flatnonzero(np.diff(inked) > _BROKEN) + 1), key=len)
    scale = POINTS_PER_INCH / sheet.dpi
    edges = (top + int(longest[0])) * scale, (top + int(longest[-1]) + 1) * scale
    return Box(box.left, edges[0], box.right, edges[1])


def _without_specks(dark: NDArray[np.bool_], height: float) -> Pixels:
    """Give the ink, its small breaks closed, without what is too small for a comma."""
    kernel = np.ones((_BROKEN, 1), np.uint8)
    closed = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    longer = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(1)
    kept = (stats[:, cv2.CC_STAT_AREA] >= _SPECK_AREA * height**2) | (longer >= _SPECK * height)
    kept[0] = False  # the paper
    return np.asarray(kept[labels], np.uint8)


def _grow(columns: NDArray[np.bool_], first: int, last: int, gap: float) -> tuple[int, int]:
    """Widen a range of columns of pixels to the next gap, and trim it to its ink.

    >>> ink = np.array([1, 0, 0, 0, 1, 1, 0, 1, 0], bool)
    >>> _grow(ink, 5, 6, 2)
    (4, 8)
    """
    inked = np.flatnonzero(columns)
    if not len(inked) or last <= first:
        return first, first
    for place in inked[inked >= first]:
        if place - last + 1 <= gap or place < last:
            last = max(last, int(place) + 1)
        else:
            break
    for place in inked[inked < last][::-1]:
        if first - place <= gap or place >= first:
            first = min(first, int(place))
        else:
            break
    inside = inked[(inked >= first) & (inked < last)]
    return (int(inside[0]), int(inside[-1]) + 1) if len(inside) else (first, first)


def _cut(sheet: Sheet, ink: Box, limits: Box) -> Pixels:
    margin = MARGIN_ACROSS * POINTS_PER_INCH
    return sheet.cut(
        Box(
            max(ink.left - margin, limits.left),
            ink.top - margin,
            min(ink.right + margin, limits.right),
            ink.bottom + margin,
        )
    )
