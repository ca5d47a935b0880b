"""What is printed inside a table: rules blanked, ink found, words of a cell cut out.

A cell without ink is never read: an engine finds letters in any noise, and a figure read from an
empty cell is the kind of error this program lives to avoid. The test leans to "inked": a speck
taken for ink costs a look, a figure taken for a speck is lost without a trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.grid import RuledPage
from pipeline.read.rules import Pixels, Rule, inches

THICKEST_RULE = 0.03  # inch; darker runs across a rule that are longer are letters on it
TRACED_REACH = 0.035  # inch; rules of warped pages leave the straight line by up to 0.02
INSIDE = 0.025  # inch; off the middle of the rules around a cell, where their edges still darken
SMOOTHING = 0.012  # inch; over which the ink test averages
FAINTEST = 0.35  # of the usual contrast between paper and ink; faded figures keep half
LEAST_CONTRAST = 25  # grey levels; noise of worn paper, smoothed, stays below 15
BROKEN = 0.035  # inch; wear breaks thin strokes: head and foot of a 1 were 0.03 apart, 0.03 high
SMALLEST = 0.035  # inch, the longer side; a speck is smaller, a hyphen is 0.05 wide
SMALLEST_AREA = 0.0003  # square inches; a 1 has 0.0015, a hyphen 0.0006
# Inches of paper left around a crop: PP-OCR scales crops to one height, so room above and below
# makes them smaller and a fifth cheaper, and both readers as good.
MARGIN_ACROSS = 0.03
MARGIN_DOWN = 0.06


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page whose traced rules are blanked, and how its ink shows."""

    pixels: Pixels
    dpi: float
    paper: int  # grey level of the paper
    threshold: int  # darker is ink

    def inches(self, length: float) -> int:
        """Give a length in pixels of this sheet, at least one."""
        return max(1, round(length * self.dpi))

    def cut(self, box: Box) -> Pixels:
        """Give the pixels of a box in points."""
        left, top, right, bottom = self.edges(box)
        return self.pixels[top:bottom, left:right]

    def without(self, boxes: Sequence[Box]) -> Pixels:
        """Give the page with what stands in these boxes blanked."""
        pixels = self.pixels.copy()
        around = MARGIN_ACROSS * POINTS_PER_INCH / 2
        for box in boxes:
            wider = Box(
                box.left - around, box.top - around, box.right + around, box.bottom + around
            )
            left, top, right, bottom = self.edges(wider)
            pixels[top:bottom, left:right] = self.paper
        return pixels

    def edges(self, box: Box) -> tuple[int, int, int, int]:
        """Give left, top, right and bottom of a box in pixels, inside the page."""
        scale = self.dpi / POINTS_PER_INCH
        height, width = self.pixels.shape
        return (
            min(max(0, round(box.left * scale)), width),
            min(max(0, round(box.top * scale)), height),
            min(max(0, round(box.right * scale)), width),
            min(max(0, round(box.bottom * scale)), height),
        )


def blank_rules(gray: Pixels, dpi: float, page: RuledPage) -> Sheet:
    """Blank the rules that tables were found by, and nothing else.

    Only dark runs no thicker than a rule go, so letters that touch or cross a rule stay: a mask of
    fixed thickness bit the names on pages of 300 dpi (34 % of them right against 67 %).
    """
    pixels = gray.copy()
    for grid in page.grids:
        outline = grid.outline
        around = Box(outline.left - 4, outline.top - 4, outline.right + 4, outline.bottom + 4)
        left, top, right, bottom = Sheet(gray, dpi, 0, 0).edges(around)
        window = pixels[top:bottom, left:right]
        paper = int(np.median(window[::4, ::4]))
        across = _scaled(_along(grid.rows, page.across.traced), gray)[top:bottom, left:right]
        down = _scaled(_along(grid.columns, page.down.traced).T, gray)[top:bottom, left:right]
        dark = (window < paper - LEAST_CONTRAST).astype(np.uint8)
        thick = round(THICKEST_RULE * dpi) + 1
        letters = across & _opened(dark, thick, 1) | down & _opened(dark, 1, thick)
        window[((across | down) & ~(letters & ~(across & down)) & 1) == 1] = paper
    return measure_sheet(pixels, dpi, [grid.outline for grid in page.grids])


def find_ink(sheet: Sheet, cell: Box) -> Box | None:
    """Find what is printed inside a cell; None if nothing is.

    Returns:
        The box around all ink of letter size, in points.
    """
    inside = sheet.inches(INSIDE)
    left, top, right, bottom = sheet.edges(cell)
    window = sheet.pixels[top + inside : bottom - inside, left + inside : right - inside]
    if not window.size:
        return None
    width = sheet.inches(SMOOTHING)
    smooth = cv2.blur(window, (width, width))
    dark = cv2.threshold(smooth, sheet.threshold, 1, cv2.THRESH_BINARY_INV)[1]
    reach = np.ones((sheet.inches(BROKEN) | 1, 1), np.uint8)
    dark = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, reach)
    # Short labels halve the time; no cell has 65,535 specks.
    found = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_16U)
    stats = found[2][1:]
    if not len(stats):
        return None
    longer = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(1)
    big = longer >= SMALLEST * sheet.dpi
    big &= stats[:, cv2.CC_STAT_AREA] >= SMALLEST_AREA * sheet.dpi**2
    if not big.any():
        return None
    scale = POINTS_PER_INCH / sheet.dpi
    x, y = stats[big, cv2.CC_STAT_LEFT], stats[big, cv2.CC_STAT_TOP]
    return Box(
        left=scale * (left + inside + int(x.min())),
        top=scale * (top + inside + int(y.min())),
        right=scale * (left + inside + int((x + stats[big, cv2.CC_STAT_WIDTH]).max())),
        bottom=scale * (top + inside + int((y + stats[big, cv2.CC_STAT_HEIGHT]).max())),
    )


def crop(sheet: Sheet, ink: Box, cell: Box) -> Pixels:
    """Cut out the ink of a cell with a little paper around, but nothing of its neighbours."""
    across, down = MARGIN_ACROSS * POINTS_PER_INCH, MARGIN_DOWN * POINTS_PER_INCH
    inside = INSIDE * POINTS_PER_INCH
    return sheet.cut(
        Box(
            max(ink.left - across, cell.left + inside),
            max(ink.top - down, cell.top + inside),
            min(ink.right + across, cell.right - inside),
            min(ink.bottom + down, cell.bottom - inside),
        )
    )


def _opened(dark: Pixels, height: int, width: int) -> Pixels:
    kernel = np.ones((height, width), np.uint8)
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _along(rules: Sequence[Rule], traced: Pixels) -> Pixels:
    """What was traced, but only along these rules: bold text in capitals may be traced too."""
    band = np.zeros_like(traced)
    for rule in rules:
        ends = [(round(x), round(rule.across(x))) for x in (rule.start, rule.end)]
        cv2.line(band, ends[0], ends[1], 1, 2 * inches(TRACED_REACH) + 1)
    return traced & band


def _scaled(traced: Pixels, page: Pixels) -> Pixels:
    size = (page.shape[1], page.shape[0])
    return np.asarray(cv2.resize(traced, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def measure_sheet(pixels: Pixels, dpi: float, outlines: Sequence[Box]) -> Sheet:
    """Measure paper and ink inside tables.

    Args:
        pixels: Of the page, rules blanked.
        dpi: Of the page.
        outlines: Of the tables, in points; at least one.
    """
    bare = Sheet(pixels, dpi, 255, 128)
    inside = np.concatenate([bare.cut(outline)[::2, ::2].ravel() for outline in outlines])
    paper = int(np.median(inside))
    inked = inside[inside < paper - 2 * LEAST_CONTRAST]
    contrast = paper - float(np.median(inked)) if inked.size else 2.0 * LEAST_CONTRAST
    threshold = paper - max(LEAST_CONTRAST, FAINTEST * contrast)
    return Sheet(pixels, dpi, paper, round(threshold))
