"""The rules of open tables: where each begins and ends, and the page without them.

A heading has rules over some of its columns, each for what stands above and below it, and the next
one may begin 2.5 points after it. So the rules are traced as those of grids are, which bridges
what wear took out of them, and then divided wherever bare paper shows. Lines of text are traced
along with short rules; so divided nothing is left of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.ink import LEAST_CONTRAST, THICKEST_RULE, TRACED_REACH
from pipeline.read.picture import Picture
from pipeline.read.rules import WORK_DPI, Pixels, Rule, Tracing, inches, trace_across

_SHORTEST = 0.7  # inch; a rule over two columns takes an inch
_SHORTEST_PIECE = 0.35  # inch; what wear leaves of one
_TEXT_BESIDE = 0.5  # share of a short piece with letters closer than .07 inch
_INK = 20  # grey levels below white; worn rules have 40 at least, bare paper beside them 10
_REACH = 3  # working pixels, .02 inch: how far a rule of a warped page leaves the straight line
# Working pixels, 2.4 points, after which a rule has ended; rules of neighbours stand 2.5 apart.
_BREAK = 5
_STRAIGHT = 0.12  # inch; the bar of a T in type of 13 points has .11
_FRAYED = 5  # pixels that wear takes out of a rule
_EDGE = 1.0  # pixel beside a rule that its blur darkens


def find_across(fine: Pixels) -> list[Rule]:
    """Find the horizontal rules of a level page at the working resolution, one for each stretch."""
    tracing = trace_across(fine, _SHORTEST)
    pieces = (piece for rule in tracing.rules for piece in _divide(rule, tracing.ink))
    return [piece for piece in pieces if _is_rule(piece, tracing)]


def _divide(rule: Rule, ink: Pixels) -> list[Rule]:
    along = np.arange(max(0, round(rule.start)), min(ink.shape[1], round(rule.end)))
    middle = np.rint(rule.offset + rule.slope * along).astype(np.int64)
    rows = np.clip(middle[None] + np.arange(-_REACH, _REACH + 1)[:, None], 0, len(ink) - 1)
    inked = along[ink[rows, along].max(0) > _INK]
    if not len(inked):
        return []
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > _BREAK) + 1)
    return [Rule(float(run[0]), float(run[-1] + 1), rule.offset, rule.slope) for run in runs]


def _is_rule(piece: Rule, tracing: Tracing) -> bool:
    """Say whether a piece is none of the edges of bold capitals: these have letters beside them."""
    if piece.length >= inches(_SHORTEST):
        return True
    beside = tracing.coverage(piece, piece.start, piece.end).text
    return piece.length >= inches(_SHORTEST_PIECE) and beside < _TEXT_BESIDE


def blank(page: Picture, across: Sequence[Rule], down: Sequence[Rule]) -> Pixels:
    """Give the page without these rules; letters that touch or cross one stay."""
    pixels = page.gray.copy()
    for view, rules in ((pixels, across), (pixels.T, down)):
        if rules:
            _blank_across(view, page.dpi, rules)
    return pixels


def _blank_across(pixels: Pixels, dpi: float, rules: Sequence[Rule]) -> None:
    dark = np.ascontiguousarray(pixels < 255 - LEAST_CONTRAST).astype(np.uint8)
    stem = np.ones((round(THICKEST_RULE * dpi) + 1, 1), np.uint8)
    letters = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, stem), np.uint8)
    for rule in rules:
        rows, along = _around(rule, pixels, dpi)
        if not len(along):
            continue
        ruled = _ruled_rows(dark[rows, along], dpi) & (letters[rows, along] == 0)
        pixels[rows[ruled], np.broadcast_to(along, rows.shape)[ruled]] = 255


def _around(rule: Rule, pixels: Pixels, dpi: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the pixels beside a rule as rows and columns, as far as warped pages put it off."""
    scale = dpi / WORK_DPI
    along = np.arange(max(0, round(rule.start * scale)), round(rule.end * scale) + 1)
    along = along[along < pixels.shape[1]]
    middle = np.rint(scale * rule.offset + rule.slope * along).astype(np.int64)
    reach = round(TRACED_REACH * dpi)
    rows = np.clip(middle + np.arange(-reach, reach + 1)[:, None], 0, len(pixels) - 1)
    return rows, along


def _ruled_rows(dark: Pixels, dpi: float) -> NDArray[np.bool_]:
    """Say which pixels beside a rule are the rule itself, as it lies in each of their columns.

    The feet of `2003` and the bows of small letters stand so close to a rule that all which is no
    stem went with it, and a heading could not be read.
    """
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, _FRAYED), np.uint8))
    length = round(_STRAIGHT * dpi)
    long = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))
    thick = long.sum(0)
    known = np.flatnonzero(thick)
    if not len(known):
        return np.ones(dark.shape, np.bool_)  # too frayed to be seen: all that is no stem
    places = np.arange(len(dark))[:, None]
    middle = (long * places).sum(0)[known] / thick[known]
    middle = np.interp(np.arange(dark.shape[1]), known, middle)
    half = float(np.median(thick[known])) / 2 + _EDGE
    return np.asarray(np.abs(places - middle) <= half, np.bool_)


def boxes_of(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[Box, ...]:
    """Give where rules stand, in points, without the slope that is left on a level page."""
    scale = POINTS_PER_INCH / WORK_DPI
    boxes = []
    for rule in across:
        middle = scale * rule.across((rule.start + rule.end) / 2)
        boxes.append(Box(scale * rule.start, middle, scale * rule.end, middle))
    for rule in down:
        middle = scale * rule.across((rule.start + rule.end) / 2)
        boxes.append(Box(middle, scale * rule.start, middle, scale * rule.end))
    return tuple(boxes)
