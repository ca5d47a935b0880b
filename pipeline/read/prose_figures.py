"""The figures in the sentences of a scan, read a second time by an unlike reader.

The Vietnamese model takes a worn leading zero for a 2 or a 9 ("95 người" was 05) and scores the
word as high as its right ones, so neither its score nor the sentence shows it. PP-OCR, on the crop
of the word alone, errs otherwise. Only figures are read twice: its alphabet lacks 44 Vietnamese
letters. Both readings are kept; neither is preferred here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Table, Word
from pipeline.read.digits import read_pp_ocr
from pipeline.read.ink import MARGIN_ACROSS, Sheet
from pipeline.read.picture import Picture

# Inches of paper above and below a word; its box already holds the height of the line's marks.
_MARGIN_DOWN = 0.02
# 04/10, (376), 99,8%; not 17/10/2005 and 18/KH-UBND, which are no figures, nor a year, nor "4."
_FIGURE = re.compile(r"[(\[\"“+-]*\d[\d.,/:]*%?[)\]\"”.,;:]*")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d\W*|\d+(?:/\d+){2,}\W*")
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
        replace(
            line,
            words=tuple(
                replace(word, second=second.get((number, place)))
                for place, word in enumerate(line.words)
            ),
        )
        for number, line in enumerate(lines)
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
