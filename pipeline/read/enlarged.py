"""Cut out of a page and enlarged: what is read a second time, and back to its place again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Word
from pipeline.read.cell_crops import Edges
from pipeline.read.ink import Sheet
from pipeline.read.picture import Picture
from pipeline.read.rules import Pixels
from pipeline.read.tesseract import BLOCK, Part

_LARGE_DPI = 400.0  # what is below 250 dpi is enlarged to; 300 dpi is enough
_SMALL_DPI = 250.0
_TOLD_DPI = 230.0  # more would be made smaller before it is read
_MARGIN = 6  # pixels of paper around a crop


@dataclass(frozen=True, slots=True)
class Enlarged:
    """A piece of a page, larger than it is there."""

    part: Part  # to be read
    scale: float  # of its pixels to those of the page as told


def enlarge(sheet: Sheet, page: Pixels, edges: Edges) -> Enlarged:
    """Cut a piece of even lines out of a page and enlarge it.

    Args:
        sheet: Gives the resolution and the paper.
        page: Its pixels, with rules or without.
        edges: Of the piece, in pixels.
    """
    left, top, right, bottom = edges
    dpi = sheet.dpi
    real = _LARGE_DPI if dpi < _SMALL_DPI else dpi
    pixels = page[top:bottom, left:right]
    size = (max(1, round((right - left) * real / dpi)), max(1, round((bottom - top) * real / dpi)))
    large = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC) if real != dpi else pixels
    around = cv2.copyMakeBorder(large, *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=sheet.paper)
    scale = POINTS_PER_INCH / dpi
    margin = _MARGIN * POINTS_PER_INCH / real
    corner = (left * scale - margin, top * scale - margin)
    picture = Picture(np.asarray(around, np.uint8), _TOLD_DPI)
    return Enlarged(Part(picture, BLOCK, corner), _TOLD_DPI / real)


def place_back(lines: Iterable[Line], piece: Enlarged) -> tuple[Word, ...]:
    """Give the words of a piece where they stand on the page."""
    return tuple(
        _move(word, word.box, piece)
        for line in lines
        for word in line.words
        if word.box is not None
    )


def _move(word: Word, box: Box, piece: Enlarged) -> Word:
    x, y = piece.part.corner
    left, top, right, bottom = (
        corner + (side - corner) * piece.scale
        for side, corner in ((box.left, x), (box.top, y), (box.right, x), (box.bottom, y))
    )
    return replace(word, box=Box(left, top, right, bottom))


def mean_score(words: Sequence[Word]) -> float:
    """Give the engine's mean score of words; 0 where there are none."""
    scores = [word.confidence for word in words if word.confidence is not None]
    return sum(scores) / len(scores) if scores else 0.0
