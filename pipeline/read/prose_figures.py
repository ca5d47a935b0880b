"""The figures in the sentences of a scan, read a second time by an unlike reader.

The Vietnamese model takes a worn leading zero for a 2 or a 9 ("95 người" was 05) and scores the
word as high as its right ones, so neither its score nor the sentence shows it. PP-OCR, on the crop
of the word alone, errs otherwise. Only figures are read twice: its alphabet lacks 44 Vietnamese
letters. Both readings are kept. Where they differ PP-OCR's is the better one: of 36 such words on
heavily worn pages it was right in 30 and `vie` in 3 (seed 211).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import CellReading, Line, Table, Word
from pipeline.read.digits import read_pp_ocr
from pipeline.read.ink import MARGIN_ACROSS, Sheet
from pipeline.read.lines import make_line
from pipeline.read.picture import Picture
from pipeline.vietnamese.numbers import same_figures

# Inches of paper above and below a word; its box already holds the height of the line's marks.
_MARGIN_DOWN = 0.02
# 04/10, (376), 99,8%; not 17/10/2005 and 18/KH-UBND, which are no figures, nor a year, nor "4."
_FIGURE = re.compile(r"[(\[\"“+-]*\d[\d.,/:]*%?[)\]\"”.,;:]*")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d\W*|\d+(?:/\d+){2,}\W*")
_FIGURE_PART = re.compile(r"\d(?:.*[\d%])?")  # of a word, without brackets and stops around it
_LIST_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]")


def read_figures_again(
    page: Picture, lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[Line, ...]:
    """Give the lines of a page with second readings of their figures.

    Args:
        page: Upright and level, as the lines were read from it.
        lines: With words and boxes in points.
        tables: What stands inside them has its second reading elsewhere.
    """
    outlines = [table.box for table in tables if table.box is not None]
    sheet = Sheet(page.gray, page.dpi, 255, 128)
    boxes = {
        (number, place): word.box
        for number, line in enumerate(lines)
        for place, word in enumerate(line.words)
        if word.box is not None and is_figure(word, first=place == 0)
        if not any(outline.contains(*word.box.center) for outline in outlines)
    }
    readings = read_pp_ocr([sheet.cut(_widen(box)) for box in boxes.values()])
    second = dict(zip(boxes, readings, strict=True))
    return tuple(
        make_line(
            _with_second(word, second.get((number, place))) for place, word in enumerate(line.words)
        )
        if line.words
        else line
        for number, line in enumerate(lines)
    )


def _with_second(word: Word, reading: CellReading | None) -> Word:
    """Add the second reading; where it differs and can be trusted, the first becomes the second.

    >>> both = _with_second(Word("(92", confidence=0.9), CellReading("pp-ocr", "02", 0.99))
    >>> both.text, both.raw, both.second.text
    ('(02', '(92', '(92')
    """
    if reading is None or same_figures(word.text, reading.text):
        return replace(word, second=reading)
    first, other = _FIGURE_PART.search(word.text), _FIGURE_PART.search(reading.text)
    if first is None or other is None or not is_figure(Word(reading.text), first=False):
        return replace(word, second=reading)
    if first.group().startswith(other.group()) or first.group().endswith(other.group()):
        # The box of the word was too narrow, and its crop lost a digit.
        return replace(word, second=reading)
    text = word.text[: first.start()] + other.group() + word.text[first.end() :]
    return replace(
        word, text=text, raw=word.text, second=CellReading("vie", word.text, word.confidence)
    )


def is_figure(word: Word, *, first: bool) -> bool:
    """Say whether a word can be a figure that a sentence states.

    >>> [is_figure(Word(text), first=False) for text in ("04/10", "1.404", "2019", "15/6/2024")]
    [True, True, False, False]
    >>> is_figure(Word("4."), first=True), is_figure(Word("4."), first=False)
    (False, True)
    """
    if not _FIGURE.fullmatch(word.text) or _NO_FIGURE.fullmatch(word.text):
        return False
    return not (first and _LIST_MARK.fullmatch(word.text))


def _widen(box: Box) -> Box:
    across, down = MARGIN_ACROSS * POINTS_PER_INCH, _MARGIN_DOWN * POINTS_PER_INCH
    return Box(box.left - across, box.top - down, box.right + across, box.bottom + down)
