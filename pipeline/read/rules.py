"""The ruling lines of a scanned page, traced.

A rule is a ridge: darker, over a stretch of some length, than what lies a little above and below
it. The mean along the rule lifts a hairline out of any noise that the text can be read in; text is
told from rules by the length of the run. Morphological opening of a binarised page, the usual way,
loses grey and broken hairlines at the threshold, and libraries built on it found no table at all on
worn scans (measured: 0 to 28 of 177 rows).

Everything works on a copy of the page at one fixed resolution, so that the lengths below mean the
same on any scan and a prose page costs little. A vertical rule is found as a horizontal one of the
transposed page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

WORK_DPI = 150  # a hairline of 0.5 pt is one pixel; at 100 it drowns in the noise of worn scans
STRETCH = 0.25  # inch; averaged along the rule. Longer stretches lose rules of warped pages
FLANK = 0.033  # inch; where the paper beside a rule is looked at: past 2 pt rules, short of letters
CONTRAST = 24  # grey levels of 255; hairlines of worn 200 dpi scans reach 35 to 60, noise 8
FAINT_CONTRAST = 12  # grey levels; for stretches of LETTER length
TEXT_INK = 50  # grey levels below white; text of worn scans has 80 at least, their paper 20
LEAST_FREE = 0.15  # of a stretch; what is left between figures that touch the rule
GAP = 0.12  # inch; breaks that are closed
SHORTEST_ACROSS = 1.0  # inch; text reaches 0.6
SHORTEST_DOWN = 0.75  # inch; the stems of three lines of text reach 0.5
LETTER = 0.04  # inch; the gap between two letters or two lines of text is wider
WEAK_STRETCH = 1.0  # inch; faded rules are averaged over more, and must be longer
WEAK_CONTRAST = 7  # grey levels of 255; noise of worn scans, so averaged, stays below 1
WEAK_LETTER = 0.06  # inch; the gap between two lines of text is wider
WEAK_FAINT = 4  # grey levels; for stretches of that length
SHORTEST_WEAK = 3.0  # inch
SOLID_WEAK = 0.9  # as SOLID; edges of text reach .83
SOLID = 0.8  # share of a run that is a ridge over every LETTER: rules .97, edges of text .73


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule in working pixels: `across = offset + slope * along` from start to end.

    For a horizontal rule `along` is x and `across` is y; for a vertical one the other way round.
    """

    start: float
    end: float
    offset: float
    slope: float

    @property
    def length(self) -> float:
        """Extent along the rule, in working pixels."""
        return self.end - self.start

    def across(self, along: float) -> float:
        """Give the other coordinate at one place along the rule.

        >>> Rule(0, 100, 50, 0.01).across(100)
        51.0
        """
        return self.offset + self.slope * along


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a stretch, each 0 to 1."""

    traced: float  # lies on a traced rule
    sharp: float  # is a ridge over every letter's width
    text: float  # has ink a little beside the rule
    crossed: float = 0.0  # has ink a little beside the rule on both sides
    clear: float = 0.0  # is a ridge, of what has no ink beside it; 0 where that is next to nothing


@dataclass(frozen=True, slots=True)
class Tracing:
    """What was found in one direction; a vertical one is transposed, so that rules run along x."""

    rules: tuple[Rule, ...]
    traced: Pixels  # 1 on the rules
    sharp: Pixels  # how much darker than both sides, averaged over no more than a letter
    ink: Pixels  # the page, dark pixels high

    @classmethod
    def empty(cls) -> Tracing:
        """Give the tracing of a page without any rules."""
        nothing = np.zeros((1, 1), np.uint8)
        return cls((), nothing, nothing, nothing)

    def coverage(self, rule: Rule, start: float, end: float) -> Coverage:
        """Say how well the stretch from start to end along a rule is ruled."""
        first, last = max(0, round(start)), min(self.traced.shape[1], round(end))
        if last <= first:
            return Coverage(0.0, 0.0, 0.0)
        rows, along = _band(rule, first, last, len(self.traced), inches(0.03))
        traced = self.traced[rows, along].any(0)
        sharp = self.sharp[rows, along].max(0) > FAINT_CONTRAST
        rows, along = _band(rule, first, last, len(self.traced), inches(0.07))
        beside = inches(0.03)
        above, below = (
            self.ink[some, along].max(0) > TEXT_INK for some in (rows[:beside], rows[-beside:])
        )
        # A stretch may be shorter than what it is spread by.
        free = np.convolve(above | below, np.ones(5))[2 : 2 + len(above)] == 0
        return Coverage(
            float(traced.mean()),
            float(sharp.mean()),
            float((above | below).mean()),
            float((above & below).mean()),
            float(sharp[free].mean()) if free.mean() >= LEAST_FREE else 0.0,
        )

    def unbroken(self, rule: Rule, start: float, end: float) -> float:
        """Give the share of a stretch that has ink right on the rule, half as dark as all of it.

        Stems of letters on a stretch blur into a ridge over all of a low row; they leave paper
        above and below.
        """
        first, last = max(0, round(start)), min(self.ink.shape[1], round(end))
        if last <= first:
            return 0.0
        whole = max(0, round(rule.start)), min(self.ink.shape[1], round(rule.end))
        levels = [
            self.ink[_band(rule, *ends, len(self.ink), inches(0.02))].max(0)
            for ends in (whole, (first, last))
        ]
        return float((levels[1] >= np.median(levels[0]) / 2).mean())


def inches(length: float) -> int:
    """Give a length in working pixels, at least one.

    >>> inches(1.0), inches(0.001)
    (150, 1)
    """
    return max(1, round(length * WORK_DPI))


def working_copy(gray: Pixels, dpi: float) -> Pixels:
    """Scale a page to the working resolution; hairlines keep their share of the ink."""
    scale = WORK_DPI / dpi
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
    return np.asarray(cv2.resize(gray, size, interpolation=method), dtype=np.uint8)


def trace_across(page: Pixels, shortest: float = SHORTEST_ACROSS) -> Tracing:
    """Trace the horizontal rules of a page at the working resolution.

    Args:
        page: Dark ink on white.
        shortest: Inches; below the usual length lines of text are traced as well.
    """
    ink = np.bitwise_not(page)
    return _trace(_runs(_ridge(ink, STRETCH), CONTRAST, shortest), ink, shortest)


def trace_down(page: Pixels) -> Tracing:
    """Trace the vertical rules; the result is transposed."""
    ink = np.bitwise_not(np.ascontiguousarray(page.T))
    runs = _runs(_ridge(ink, STRETCH), CONTRAST, SHORTEST_DOWN)
    # A page of prose: without columns nobody asks for traces of edges.
    return _trace(runs, ink, SHORTEST_DOWN) if runs.any() else Tracing.empty()


def trace_weak_down(page: Pixels) -> Tracing:
    """Trace long vertical rules that are faded; the result is transposed.

    Averaged over an inch they still stand out, but so do the edges of text. Of the length of such
    an edge .83 at most was a ridge, of a faded rule .92 at least (63 pages of prose, 6 of tables).
    """
    ink = np.bitwise_not(np.ascontiguousarray(page.T))
    runs = _runs(_ridge(ink, WEAK_STRETCH), WEAK_CONTRAST, SHORTEST_WEAK)
    # Scaled, so that what is faint for a weak rule is faint for an edge of its cells as well.
    sharp = cv2.convertScaleAbs(_ridge(ink, WEAK_LETTER), alpha=FAINT_CONTRAST / WEAK_FAINT)
    return _follow(runs, ink, np.asarray(sharp, np.uint8), SHORTEST_WEAK, SOLID_WEAK)


def _trace(runs: Pixels, ink: Pixels, shortest: float) -> Tracing:
    return _follow(runs, ink, _ridge(ink, LETTER), shortest, SOLID)


def _follow(runs: Pixels, ink: Pixels, sharp: Pixels, shortest: float, solid: float) -> Tracing:
    count, found, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    labels = np.asarray(found, dtype=np.int32)
    rules = []
    kept = np.zeros(count, dtype=np.uint8)
    for index in range(1, count):
        rule = _trim(sharp, _fit(labels, index, boxes[index].tolist()))
        if rule.length >= inches(shortest) and _solidity(sharp, rule) >= solid:
            rules.append(rule)
            kept[index] = 1
    return Tracing(tuple(rules), kept[labels], sharp, ink)


def _ridge(ink: Pixels, stretch: float) -> Pixels:
    """How much darker each pixel is than both sides, averaged over a stretch along the rule."""
    ink = np.asarray(cv2.blur(ink, (inches(stretch), 1)), dtype=np.uint8)
    flank = inches(FLANK)
    beside = cv2.copyMakeBorder(ink, flank, flank, 0, 0, cv2.BORDER_REPLICATE)
    darker = cv2.max(beside[: -2 * flank], beside[2 * flank :])
    return np.asarray(cv2.subtract(ink, darker), dtype=np.uint8)


def _runs(ridge: Pixels, contrast: int, shortest: float) -> Pixels:
    strong = cv2.threshold(ridge, contrast, 1, cv2.THRESH_BINARY)[1]
    # One pixel up and down: a slightly slanted hairline steps from one row to the next.
    joined = cv2.dilate(strong, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((1, inches(GAP)), np.uint8))
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, inches(shortest)), np.uint8))
    return np.asarray(long, dtype=np.uint8)


def _fit(labels: npt.NDArray[np.int32], index: int, box: Sequence[int]) -> Rule:
    left, top, width, height = box[:4]
    piece = labels[top : top + height, left : left + width] == index
    middle = (piece * np.arange(height)[:, None]).sum(0) / np.maximum(piece.sum(0), 1)
    slope, offset = np.polyfit(np.arange(left, left + width), middle + top, 1)
    return Rule(float(left), float(left + width), float(offset), float(slope))


def _trim(sharp: Pixels, rule: Rule) -> Rule:
    """Cut the ends off that are no ridge: text that begins right below a rule lengthens it."""
    ridge = _is_ridge(sharp, rule, 0)
    window = inches(STRETCH)
    if len(ridge) < window:
        return rule
    solid = np.flatnonzero(np.convolve(ridge, np.ones(window), mode="valid") >= SOLID * window)
    if not len(solid):
        return replace(rule, end=rule.start)
    start = round(rule.start)
    return replace(rule, start=float(start + solid[0]), end=float(start + solid[-1] + window))


def _solidity(sharp: Pixels, rule: Rule) -> float:
    """The share of a run that is a ridge letter by letter; the ends, where rules meet, left out."""
    return float(_is_ridge(sharp, rule, inches(0.05)).mean())


def _is_ridge(sharp: Pixels, rule: Rule, margin: int) -> npt.NDArray[np.bool_]:
    start, end = round(rule.start) + margin, round(rule.end) - margin
    rows, along = _band(rule, start, end, len(sharp), 2)
    return np.asarray(sharp[rows, along].max(0) > FAINT_CONTRAST)


def _band(
    rule: Rule, start: int, end: int, height: int, reach: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Indices of the pixels up to `reach` beside a rule, as (rows, columns)."""
    along = np.arange(start, end)
    middle = np.rint(rule.offset + rule.slope * along).astype(np.int64)
    beside = middle[None] + np.arange(-reach, reach + 1)[:, None]
    return np.clip(beside, 0, height - 1), along
