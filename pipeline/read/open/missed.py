"""Headings and corner lines that the engine did not see, or was not sure of, read once more.

Set to find scattered words, it passes over some lines where others stand close, and letters that a
rule touched are garbled. Their ink is left over when the words it was sure of are taken away; cut
out and enlarged it is one even line. Only that is read again, all of a report in one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Word
from pipeline.read.enlarged import Enlarged, enlarge, mean_score, place_back
from pipeline.read.ink import Sheet
from pipeline.read.open.words import box_of, set_on_line

_UNSURE = 0.5  # of the engine, as in ruled headings
_BETTER = 0.05  # of its mean score, for what is read again to count
_TRUSTED = 0.6  # mean score of what was not read before
# Shares of the height of a figure.
_SPECK = 0.3  # the longer side
_AROUND_WORD = 0.25  # marks and tails that its box left out
_HIGHEST = 2.2  # of a line with marks and tails; what is higher is no line
_TWO_LINES = 1.9
_LOWEST = 0.6
_NARROWEST = 1.2
_APART = (0.8, 0.08)  # across and down, between parts of one line
_MARGIN = 0.3


@dataclass(frozen=True, slots=True)
class Missed:
    """A line of a heading that is to be read again."""

    words: tuple[Word, ...]  # that were read there, unsure
    ink: Box  # points
    crop: Enlarged


def find_missed(
    sheet: Sheet,
    strip: tuple[float, float],
    words: Sequence[Word],
    height: float,
    known: Sequence[Box] = (),
) -> list[Missed]:
    """Find lines of words without one, or with one that the engine was not sure of.

    Args:
        sheet: The page, rules blanked.
        strip: Top and bottom of what was read, in points.
        words: That were read in it.
        height: Of a usual figure, in points.
        known: Columns of figures and what else is read by others, in points.
    """
    names = [word for word in words if not any(_stands_in(box_of(word), one) for one in known)]
    unsure = [word for word in names if _is_unsure(word, height)]
    sure = [word for word in names if not _is_unsure(word, height)]
    found = []
    margin = _MARGIN * height
    for ink in _left_over(sheet, strip, [*map(box_of, sure), *known], height):
        own = tuple(word for word in unsure if _stands_in(box_of(word), ink))
        around = Box(ink.left - margin, ink.top - margin, ink.right + margin, ink.bottom + margin)
        found.append(Missed(own, ink, enlarge(sheet, sheet.pixels, sheet.edges(around))))
    return found


def _is_unsure(word: Word, height: float) -> bool:
    """Say whether the engine was not sure of a word, or took two lines for the one it stands on."""
    return (word.confidence or 0.0) < _UNSURE or box_of(word).height > _TWO_LINES * height


def _stands_in(word: Box, box: Box) -> bool:
    """Say whether a word, whose box may be that of two lines, stands where a line was found."""
    wide = min(word.right, box.right) - max(word.left, box.left)
    high = min(word.bottom, box.bottom) - max(word.top, box.top)
    return wide > word.width / 2 and high > min(word.height, box.height) / 3


def with_missed(
    words: Sequence[Word],
    missed: Sequence[Missed],
    read: Iterator[tuple[Line, ...]],
    height: float,
) -> list[Word]:
    """Give the words that were read first, but surer ones where there are some.

    Args:
        words: That were read first.
        height: Of a usual figure, in points.
        missed: As `find_missed` gives them.
        read: What the second reading made of each.
    """
    dropped: set[int] = set()
    added: list[Word] = []
    for one in missed:
        again = [word for word in place_back(next(read), one.crop) if _says_anything(word)]
        least = mean_score(one.words) + _BETTER if one.words else _TRUSTED
        if again and mean_score(again) > least:
            dropped.update(map(id, one.words))
            added += set_on_line(again, one.ink, height)
    return [word for word in words if id(word) not in dropped] + added


def _says_anything(word: Word) -> bool:
    """Say whether a word is more than what is left of a rule: `S......`."""
    signs = sum(map(str.isalnum, word.text))
    return (signs > 0 and 3 * signs >= len(word.text)) or word.text == "%"


def _left_over(
    sheet: Sheet, strip: tuple[float, float], known: Sequence[Box], height: float
) -> list[Box]:
    """Give where ink as high as a line is left when what is known is taken away."""
    width = sheet.pixels.shape[1] * POINTS_PER_INCH / sheet.dpi
    _, top, _, bottom = sheet.edges(Box(0.0, strip[0], width, strip[1]))
    if bottom <= top:
        return []
    scale = sheet.dpi / POINTS_PER_INCH
    high = height * scale
    dark = (sheet.pixels[top:bottom] < sheet.threshold).astype(np.uint8)
    around = _AROUND_WORD * height
    for box in known:
        wider = Box(box.left - around, box.top - around, box.right + around, box.bottom + around)
        left, upper, right, lower = sheet.edges(wider)
        dark[max(0, upper - top) : max(0, lower - top), left:right] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    sides = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1]
    letter = (sides.max(1) >= _SPECK * high) & (sides[:, 1] <= _HIGHEST * high)
    letter[0] = False
    inked = np.asarray(letter[labels], np.uint8)
    reach = [max(1, round(share * high)) for share in _APART]
    kernel = np.ones((reach[1], reach[0]), np.uint8)
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, kernel)
    boxes = []
    for left, upper, wide, tall, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        rows = inked[upper : upper + tall, left : left + wide].sum(1)
        for first, last in _lines_of(rows, high):
            if _LOWEST * high <= last - first <= _HIGHEST * high and wide >= _NARROWEST * high:
                edges = left, top + upper + first, left + wide, top + upper + last
                boxes.append(Box(*(float(edge) / scale for edge in edges)))
    return boxes


def _lines_of(ink: NDArray[np.int64], height: float) -> list[tuple[int, int]]:
    """Give where the lines of a blot of ink begin and end: tails may touch the line below.

    Args:
        ink: Of each row of pixels.
        height: Of a usual figure, in pixels.
    """
    if not _HIGHEST * height < len(ink) <= 2 * _HIGHEST * height:
        return [(0, len(ink))]
    third = len(ink) // 3
    middle = third + int(np.argmin(ink[third:-third]))
    return [(0, middle), (middle, len(ink))]
