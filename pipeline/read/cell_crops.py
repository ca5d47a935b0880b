"""Figures cut out of the cells of a ruled table, those that touch a rule or share a cell too.

Office programs set figures right up to the rule at their right and, in low rows, at their foot. A
crop that keeps off the straight line of the rule, as pages are warped, takes a slice of such a
figure along: 8,821,136 was read for 8,821,138, mostly by one reader alone. So where ink reaches the
edge the rule is looked for as it lies beside this very cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.ink import INSIDE, MARGIN_ACROSS, MARGIN_DOWN, Sheet, crop, find_ink
from pipeline.read.rules import Pixels

_SEARCH = 0.045  # inch on both sides of where the rule should lie
_RULED = 0.8  # of a column of pixels is dark, above and below the ink
_RAGGED = 0.25  # the same beside it, where wear frays a rule
_FREE_ROWS = 4  # pixels above and below the ink; fewer tell nothing
_LETTERS_APART = 0.03  # inch; the gap between two figures
_STROKE = 3  # pixels of a column that are no speck
_THIN = 0.008  # inch; the thinnest stroke
_LINE_GAP = 0.02  # inch of paper between two lines
_LOWEST = 0.05  # inch; figures of 6 pt are as high
_WIDE_GAP = 0.17  # inch without ink; the blank between two words has .05
_SIGN = 0.02  # inch; the shortest minus, of 8 pt type, has .037
_SIGN_REACH = 0.08  # inch before the first digit
_GAP = 2  # pixels without ink inside of a figure, beside its rule


Edges = tuple[int, int, int, int]  # left, top, right, bottom, in pixels


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut out."""

    ink: Box  # points
    pixels: Pixels  # with a margin of paper


def cut_cell(sheet: Sheet, page: Pixels, ink: Box, cell: Box) -> Cut:
    """Cut the ink of a cell out, all of it.

    Args:
        sheet: The page, rules blanked.
        page: The page with its rules; where a figure stands close, blanking takes a stroke of it.
        ink: What was found in the cell, in points.
        cell: Up to the middle of the rules around it, in points.
    """
    ink = _with_sign(sheet, ink, cell)
    edges = sheet.edges(ink)
    first, upper, last, lower = edges
    paper = _between_rules(sheet, page, cell, edges)
    # What is left of the ink where rules are blanked is no rule.
    left, top = min(paper[0], first), min(paper[1], upper)
    right, bottom = max(paper[2], last), max(paper[3], lower)
    limits = (left, top, right, bottom)
    dark = page[top:bottom, left:right] < sheet.threshold
    rows = dark[max(0, upper - top) : max(0, lower - top)]
    strokes = np.asarray(rows.sum(0) >= min(_STROKE, max(1, len(rows) // 8)))
    gap = sheet.inches(_LETTERS_APART)
    first, last = _grow(strokes, first - left, last - left, gap)
    columns = np.asarray(dark[:, first:last].sum(1) >= 1)
    upper, lower = _grow(columns, upper - top, lower - top, _GAP)
    whole = (left + first, top + upper, left + last, top + lower)
    if all(abs(one - other) <= 1 for one, other in zip(whole, edges, strict=True)):
        return Cut(ink, crop(sheet, ink, cell))
    return Cut(_points(whole, sheet.dpi), _with_margin(sheet, page, whole, limits))


def is_hiding(sheet: Sheet, page: Pixels, cell: Box) -> bool:
    """Say whether a cell that looks empty had a stroke that went with its rule: a lone 1."""
    left, top, right, bottom = sheet.edges(cell)
    high = bottom - top
    text = (left, top + high // 5, right, bottom - high // 5)
    left, top, right, bottom = _between_rules(sheet, page, cell, text)
    ink = page[top:bottom, left:right] < sheet.threshold
    lost = ink & (sheet.pixels[top:bottom, left:right] >= sheet.threshold)
    strokes = np.count_nonzero(lost.sum(0) >= sheet.inches(_LOWEST))
    return bool(strokes >= max(2, sheet.inches(_THIN)))


def inside_of(sheet: Sheet, page: Pixels, cell: Box) -> Edges:
    """Give the paper between the rules of a cell full of words, as they lie here; pixels."""
    return _between_rules(sheet, page, cell, (0, 0, 0, 0))


def _with_sign(sheet: Sheet, ink: Box, cell: Box) -> Box:
    """Give the ink with the minus before it, which in small type is no larger than a speck."""
    left, top, _, bottom = sheet.edges(ink)
    reach = left - sheet.inches(_SIGN_REACH)
    first = max(reach, sheet.edges(cell)[0] + sheet.inches(INSIDE))
    high = bottom - top
    middle = sheet.pixels[top + high * 2 // 5 : top + high * 4 // 5, first:left]
    if not middle.size:
        return ink
    dark = middle < sheet.threshold
    inked = np.flatnonzero(dark.any(0))
    wide = len(inked) >= sheet.inches(_SIGN) and int(inked[-1]) - int(inked[0]) < 2 * len(inked)
    low = dark.any(1).sum() <= max(2, high // 4)
    if not (wide and low):
        return ink
    return replace(ink, left=(first + int(inked[0])) * POINTS_PER_INCH / sheet.dpi)


def cut_lines(sheet: Sheet, page: Pixels, cell: Box) -> Iterator[Cut]:
    """Cut the lines out of a cell that holds several figures, as no rule divides their rows.

    There is paper between two lines of figures, which have no marks above and no tails.
    """
    whole = find_ink(sheet, cell)
    if whole is None:
        return
    inked = np.flatnonzero((sheet.cut(whole) < sheet.threshold).any(1))
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > sheet.inches(_LINE_GAP)) + 1)
    scale = POINTS_PER_INCH / sheet.dpi
    lines = [
        (whole.top + scale * int(run[0]), whole.top + scale * (int(run[-1]) + 1))
        for run in runs
        if len(run) >= sheet.inches(_LOWEST)
    ]
    edges = [cell.top, *((one[1] + two[0]) / 2 for one, two in pairwise(lines)), cell.bottom]
    inside = INSIDE * POINTS_PER_INCH
    for top, bottom in pairwise(edges) if len(lines) > 1 else ():
        band = Box(
            cell.left,
            top if top == cell.top else top - inside,
            cell.right,
            bottom if bottom == cell.bottom else bottom + inside,
        )
        ink = find_ink(sheet, band)
        if ink is not None:
            yield cut_cell(sheet, page, ink, band)


def cut_pieces(sheet: Sheet, page: Pixels, cell: Box) -> Iterator[Cut]:
    """Cut the pieces out of a cell with one line and a wide gap: `(1)        723.060`."""
    ink = find_ink(sheet, cell)
    if ink is None:
        return
    inked = np.flatnonzero((sheet.cut(ink) < sheet.threshold).any(0))
    if not len(inked):
        return
    scale = POINTS_PER_INCH / sheet.dpi
    parts = np.split(inked, np.flatnonzero(np.diff(inked) > sheet.inches(_WIDE_GAP)) + 1)
    for part in parts if len(parts) > 1 else ():
        piece = replace(
            ink, left=ink.left + scale * int(part[0]), right=ink.left + scale * (int(part[-1]) + 1)
        )
        yield cut_cell(sheet, page, piece, cell)


def _between_rules(sheet: Sheet, page: Pixels, cell: Box, ink: Edges) -> Edges:
    """Give the paper between the rules of a cell, as they lie here; pixels.

    Rules go on beyond the ink of the cell, above and below it or at its sides, and are told by
    that: strokes of figures do not.
    """
    edges = left, top, right, bottom = sheet.edges(cell)
    inside, reach = sheet.inches(INSIDE), sheet.inches(_SEARCH)
    x, y = max(0, left - reach), max(0, top - reach)
    dark = page[y : bottom + reach + 1, x : right + reach + 1] < sheet.threshold
    beside = _ruled(
        dark[top - y + inside : bottom - y - inside], ink[1] - top, ink[3] - top, inside
    )
    above = _ruled(
        dark[:, left - x + inside : right - x - inside].T, ink[0] - left, ink[2] - left, inside
    )
    rules = (
        _nearest(beside, left - x, reach),
        _nearest(above, top - y, reach),
        _nearest(beside, right - x, reach),
        _nearest(above, bottom - y, reach),
    )
    found = (
        left + inside if rules[0] is None else x + rules[0][1],
        top + inside if rules[1] is None else y + rules[1][1],
        right - inside if rules[2] is None else x + rules[2][0],
        bottom - inside if rules[3] is None else y + rules[3][0],
    )
    return found if found[0] < found[2] and found[1] < found[3] else edges


def _ruled(
    dark: NDArray[np.bool_], first: int, last: int, inside: int
) -> tuple[NDArray[np.float64], float]:
    """Give how much of each column of pixels is dark, and how much is dark beside a frayed rule.

    Where a low row leaves nothing above and below the ink, its strokes would pass for frayed.
    """
    if not len(dark):
        return np.zeros(dark.shape[1]), _RULED
    free = np.ones(len(dark), bool)
    free[max(0, first - inside) : max(0, last - inside)] = False
    if np.count_nonzero(free) >= _FREE_ROWS:
        return np.asarray(dark[free].mean(0), np.float64), _RAGGED
    return np.asarray(dark.mean(0), np.float64), _RULED


def _nearest(
    seen: tuple[NDArray[np.float64], float], at: int, reach: int
) -> tuple[int, int] | None:
    """Give where a rule begins and ends that lies near a place; None where none is seen."""
    ruled, frayed = seen
    start = max(0, at - reach)
    near = ruled[start : at + reach + 1]
    places = np.flatnonzero(near >= _RULED)
    if not len(places):
        return None
    best = int(min(places, key=lambda place: abs(int(place) + start - at)))
    first = last = best
    while first > 0 and near[first - 1] >= frayed:
        first -= 1
    while last + 1 < len(near) and near[last + 1] >= frayed:
        last += 1
    return first + start, last + start + 1


def _grow(inked: NDArray[np.bool_], first: int, last: int, gap: int) -> tuple[int, int]:
    """Widen a range to all ink that goes on beyond it.

    >>> _grow(np.array([0, 1, 1, 0, 1, 0, 0, 0, 1], bool), 2, 3, 2)
    (1, 5)
    """
    first, last = max(0, first), min(len(inked), last)
    places = np.flatnonzero(inked)
    for place in places[places >= last]:
        if place - last > gap:
            break
        last = int(place) + 1
    for place in places[places < first][::-1]:
        if first - place - 1 > gap:
            break
        first = int(place)
    return first, last


def _points(edges: Edges, dpi: float) -> Box:
    scale = POINTS_PER_INCH / dpi
    return Box(*(edge * scale for edge in edges))


def _with_margin(sheet: Sheet, page: Pixels, whole: Edges, limits: Edges) -> Pixels:
    """Give what was cut out with paper around: that of the page, beyond the rules a plain one."""
    across, down = sheet.inches(MARGIN_ACROSS), sheet.inches(MARGIN_DOWN)
    wanted = (whole[0] - across, whole[1] - down, whole[2] + across, whole[3] + down)
    left, top = max(wanted[0], limits[0]), max(wanted[1], limits[1])
    right, bottom = min(wanted[2], limits[2]), min(wanted[3], limits[3])
    return np.asarray(
        cv2.copyMakeBorder(
            page[top:bottom, left:right],
            top - wanted[1],
            wanted[3] - bottom,
            left - wanted[0],
            wanted[2] - right,
            cv2.BORDER_CONSTANT,
            value=sheet.paper,
        ),
        np.uint8,
    )
