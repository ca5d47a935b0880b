"""Words of one or two letters that are none: specks of the paper, and ditto marks.

An engine reads letters into specks, and a ditto mark as any letter: k, s, H. Their ink tells them:
a speck has less than a comma, a ditto mark is small and stands high above the foot of its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.ink import Sheet
from pipeline.read.lines import make_line
from pipeline.read.open.crops import Wanted, cut_figure
from pipeline.read.open.words import box_of, foot_of, looks_like_figure

DITTO = '"'
# Shares of the height of a figure; letters and dashes stand .4 above the foot at most, or are
# higher, 25 ditto marks of a worn page .6 to .76.
_DITTO_FOOT = 0.52
_DITTO_HEIGHT = 0.5
_DITTO_WIDTHS = (0.25, 0.6)
_STROKES = frozenset("_|~^'`’‘”“„«»<>\\/")  # signs that no name begins with, and no cell holds
_AROUND = 2.0  # points


def drop_specks(line: Line, sheet: Sheet, height: float) -> Line:
    """Give a line without what is no word, its ditto marks as such.

    Args:
        line: One that an engine read.
        sheet: The page, rules blanked.
        height: Of a usual figure, in points.
    """
    words = tuple(_clean(line, sheet, height))
    return line if words == line.words else make_line(words)


def _clean(line: Line, sheet: Sheet, height: float) -> Iterator[Word]:
    feet = [foot_of(word, height) for word in line.words if looks_like_figure(word)]
    for word in line.words:
        strokes = set(word.text) <= _STROKES
        if len(word.text) > 2 or looks_like_figure(word):
            if not strokes:
                yield word
            continue
        box = box_of(word)
        reach = Wanted(box, box.left - _AROUND, box.right + _AROUND)
        found = cut_figure(sheet, reach, height)
        if found is None:
            continue
        if feet and _is_ditto(found.ink, median(feet), height):
            yield replace(word, text=DITTO, raw=word.raw or word.text, box=found.ink)
        elif not strokes:
            yield word


def _is_ditto(ink: Box, foot: float, height: float) -> bool:
    """Say whether ink is that of a ditto mark.

    >>> _is_ditto(Box(0, 10, 3, 12), 17, 8), _is_ditto(Box(0, 15, 3, 17), 17, 8)
    (True, False)
    """
    narrowest, widest = (share * height for share in _DITTO_WIDTHS)
    small = ink.height <= _DITTO_HEIGHT * height and narrowest <= ink.width <= widest
    return small and foot - ink.bottom >= _DITTO_FOOT * height
