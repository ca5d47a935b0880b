"""How the words in the cells of a ruled table are set: their lines, their size, bold or not.

Rows stand under others by indentation and bold type, on paper as in files; what is told here of the
words of cells is what the readers of digital pages and of open tables tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Line, Table, Word
from pipeline.read.ink import Sheet
from pipeline.read.lines import make_line
from pipeline.read.open.figures import agree, settle
from pipeline.read.open.table import HEIGHT_OF_SIZE
from pipeline.read.open.weight import find_bold
from pipeline.read.open.words import (
    box_of,
    even_out,
    figure_height,
    group_by_baseline,
    has_letters,
)
from pipeline.vietnamese.syllable import is_syllable

_SPECKS = "'\"‘’“”_.:;,|!`~"
_TRACES = frozenset("_|'`\"~ ")  # of rules, where there is nothing else on a line
_BULLETS = "-–+*•"
_STROKES = "Il1|i"
_SPOILT_MARK = re.compile(r"[\[\]|!/\\]{1,3}\.")  # [. is what is left of I.
_FIGURE = re.compile(r"[-–]?\d[\d.,]*%?")
_WORD = re.compile(r"[^\W\d_]{2}")
_NOTE = re.compile(r"(?P<note>\(\d{1,2}\)|\*+) ?(?P<figure>\S.*)")


def figure_words(ink: Box, readings: Sequence[CellReading]) -> tuple[Word, ...]:
    """Give a figure as a word with what the other reader saw; the number of a note is its own.

    Args:
        ink: Where it stands, in points.
        readings: Of PP-OCR, of Tesseract and, where they differed, of its second look.

    >>> both = CellReading("pp-ocr", "(1) 723.060"), CellReading("eng", "(1) 723.060")
    >>> [word.text for word in figure_words(Box(0, 0, 90, 9), both)]
    ['(1)', '723.060']
    """
    by_pp_ocr, by_eng, *again = readings
    if has_word(by_pp_ocr.text):
        return _split_words(ink, by_pp_ocr, again[-1] if again else by_eng)
    backing = [one for one in again if agree(by_pp_ocr, one)]
    both = by_pp_ocr, (backing[0] if backing else by_eng)
    notes = [_NOTE.fullmatch(one.text) for one in both]
    if notes[0] is None:
        return (settle(Word("", ink), ink, both, plain=False),)
    # The letters of both are as wide: it is not asked where exactly the figure begins.
    start = ink.left + ink.width * notes[0].start("figure") / len(both[0].text)
    figures = tuple(
        replace(one, text=found["figure"] if found else one.text)
        for one, found in zip(both, notes, strict=True)
    )
    rest = replace(ink, left=start)
    note = Word(notes[0]["note"], replace(ink, right=start - 1.0))
    return note, settle(Word("", rest), rest, (figures[0], figures[1]), plain=False)


def _split_words(ink: Box, by_pp_ocr: CellReading, by_other: CellReading) -> tuple[Word, ...]:
    """Give a figure and the unit behind it, 70.000 đồng/m³, or words with a numeral: năm 2014."""
    parts, others = by_pp_ocr.text.split(), by_other.text.split()
    words = []
    start = 0
    for part in parts:
        at = by_pp_ocr.text.index(part, start)
        start = at + len(part)
        left = ink.left + ink.width * at / len(by_pp_ocr.text)
        right = ink.left + ink.width * start / len(by_pp_ocr.text)
        words.append(Word(part, replace(ink, left=left, right=right)))
    if len(others) > 1 and _is_figure(parts[0]) and _is_figure(others[0]):
        box = box_of(words[0])
        both = replace(by_pp_ocr, text=parts[0]), replace(by_other, text=others[0])
        words[0] = settle(Word("", box), box, both, plain=False)
    return tuple(words)


def _is_figure(text: str) -> bool:
    """Say whether the first word of a cell is a figure, so that its unit follows."""
    return _FIGURE.fullmatch(text) is not None


def has_word(text: str) -> bool:
    """Say whether letters of a word stand in a text: `năm 2014` is a heading, no figure."""
    return _WORD.search(text) is not None


def set_words(table: Table, sheet: Sheet) -> Table:
    """Give the words of a table their size, one height a line, and bold type.

    Args:
        table: With the words of its cells.
        sheet: The page, rules blanked; names are still on it.
    """
    words = [word for cell in table.cells for word in cell.words]
    if not words:
        return table
    height = figure_height(words) or median(box_of(word).height for word in words)
    lines = [
        [
            _without_specks(line)
            for line in group_by_baseline(cell.words, height)
            if not set(line.text) <= _TRACES
        ]
        for cell in table.cells
    ]
    flat = [line for some in lines for line in some]
    bold = iter(find_bold(sheet, [_name_boxes(line) for line in flat]))
    size = height / HEIGHT_OF_SIZE
    return replace(
        table,
        cells=tuple(
            _set_cell(cell, some, [next(bold) for _ in some], size, height)
            for cell, some in zip(table.cells, lines, strict=True)
        ),
    )


def _without_specks(line: Line) -> Line:
    """Give a line without what is left of the rule beside it: `'TỔNG`, `IHội`, `_ LAO CAI`."""
    words = list(line.words)
    while len(words) > 1 and words[0].second is None and not any(map(str.isalnum, words[0].text)):
        if words[0].text in _BULLETS or _SPOILT_MARK.fullmatch(words[0].text):
            break
        words.pop(0)
    if not words or words[0].second is not None:
        return make_line(words)
    if _SPOILT_MARK.fullmatch(words[0].text):
        return make_line(words)
    first = words[0].text.lstrip(_SPECKS)
    if first[:1] in _STROKES and len(first) > 2 and not is_syllable(first) and first[1].isupper():
        first = first[1:] if is_syllable(first[1:]) else first
    return make_line([replace(words[0], text=first), *words[1:]] if first else words)


def _name_boxes(line: Line) -> list[Box]:
    return [box_of(word) for word in line.words if word.second is None and has_letters(word)]


def _set_cell(
    cell: Cell, lines: Sequence[Line], bold: Sequence[bool], size: float, height: float
) -> Cell:
    words = [
        word
        for line, strong in zip(lines, bold, strict=True)
        for word in even_out(
            make_line(replace(word, size=size, bold=strong) for word in line.words), height
        ).words
    ]
    return replace(cell, words=tuple(words))
