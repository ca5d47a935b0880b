"""Words of one or two letters that are none: specks of the paper, and ditto marks.

An engine reads letters into specks, and a ditto mark as any letter: k, s, H. Their ink tells them:
a speck has less than a comma, a ditto mark is small and stands high above the foot of its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.ink import Sheet
from pipeline.read.lines import make_line
from pipeline.read.open.columns import Column
from pipeline.read.open.crops import Wanted, cut_figure
from pipeline.read.open.words import box_of, foot_of, looks_like_figure

DITTO = '"'
# Shares of the height of a figure; letters and dashes stand .4 above the foot at most, or are
# higher, 25 ditto marks of a worn page .6 to .76.
_DITTO_FOOT = 0.52
_DITTO_HEIGHT = 0.5
_DITTO_WIDTHS = (0.25, 0.6)
_LETTER = 0.55  # the smallest letter, without marks, is .7 high
_UNSURE = 0.5  # score of the engine; "Y" in "Bộ Y tế" has .9, specks have 0 to .4
# Signs that no name begins with, and that no cell holds alone: a dash, three stops or a + may.
_STROKES = frozenset("_|~^'`’‘”“„«»<>\\/.,:;·°")
_LEADING = re.compile(r"[_|~^'`’‘”“„«»<>\\/:;,·°]+(?=\w|$)|^[-–—]?[._]{4,}$")
_AROUND = 2.0  # points


def drop_specks(line: Line, sheet: Sheet, height: float, columns: Sequence[Column]) -> Line:
    """Give a line without what is no word, its ditto marks as such.

    Args:
        line: One that an engine read.
        sheet: The page, rules blanked.
        height: Of a usual figure, in points.
        columns: Of figures; a letter that stands in one may be a figure, however unsure it is.
    """
    feet = [foot_of(word, height) for word in line.words if looks_like_figure(word)]
    foot = median(feet) if feet else None
    words = tuple(
        seen
        for word in line.words
        if (seen := _see(word, sheet, height, foot))
        and (seen.text == DITTO or not _is_guess(seen) or _stands_in(seen, columns))
    )
    return line if words == line.words else make_line(words)


def _see(word: Word, sheet: Sheet, height: float, foot: float | None) -> Word | None:
    """Give a word as it is, without the speck before it, or as a ditto mark; None for a speck."""
    if looks_like_figure(word):
        return word
    if len(word.text) > 2:
        bare = _LEADING.sub("", word.text, count=1) if _LEADING.match(word.text) else word.text
        return _as_read(word, bare) if bare else None
    box = box_of(word)
    reach = Wanted(box, box.left - _AROUND, box.right + _AROUND)
    found = cut_figure(sheet, reach, height)
    if found is None:
        return None
    if foot is not None and _is_ditto(found.ink, foot, height):
        return replace(_as_read(word, DITTO), box=found.ink)
    return None if _is_speck(word, found.ink, height) else word


def _as_read(word: Word, text: str) -> Word:
    if text == word.text:
        return word
    return replace(word, text=text, raw=word.raw or word.text)


def _is_speck(word: Word, ink: Box, height: float) -> bool:
    """Say whether a word of one or two letters is too small for them.

    Colons and stops stand right behind a word; alone they are specks as well.
    """
    small = max(ink.height, ink.width) < _LETTER * height
    if any(letter.isalnum() for letter in word.text):
        return small
    return small and set(word.text) <= _STROKES


def _is_guess(word: Word) -> bool:
    """Say whether a lone letter is one that the engine is not sure of itself."""
    unsure = word.confidence is not None and word.confidence < _UNSURE
    return len(word.text) == 1 and word.text.isalnum() and unsure and not looks_like_figure(word)


def _stands_in(word: Word, columns: Sequence[Column]) -> bool:
    return any(column.holds(box_of(word)) for column in columns)


def _is_ditto(ink: Box, foot: float, height: float) -> bool:
    """Say whether ink is that of a ditto mark.

    >>> _is_ditto(Box(0, 10, 3, 12), 17, 8), _is_ditto(Box(0, 15, 3, 17), 17, 8)
    (True, False)
    """
    narrowest, widest = (share * height for share in _DITTO_WIDTHS)
    small = ink.height <= _DITTO_HEIGHT * height and narrowest <= ink.width <= widest
    return small and foot - ink.bottom >= _DITTO_FOOT * height
