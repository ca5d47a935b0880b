"""Words of a text layer: which characters belong together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.model.geometry import Box
from pipeline.model.page import Table, Word
from pipeline.read.cells import PlacedWord, find_places
from pipeline.read.characters import clean_text
from pipeline.read.digital.font_styles import BOLD, ITALIC
from pipeline.read.digital.pdf import Layer
from pipeline.read.digital.upright_words import UprightLine, find_upright

# All are shares of the font's height. Words are set a quarter apart; pdfium adds its blank at
# most gaps, but not at all between the cells of a table.
_GAP = 0.5
_OTHER_LINE = 0.6
_RAISED = 0.85  # a footnote mark is set in two thirds of the size
# From the lowest tail to the highest mark, which is the height of a character's box, in sizes of
# the font: 1.107 of Times, 1.149 of Arial, 1.16 of DejaVu.
_HEIGHT_OF_SIZE = 1.13


def read_printed_words(layer: Layer, tables: tuple[Table, ...]) -> list[PlacedWord]:
    """Join the characters of a layer to words, each within one cell.

    The order of the file is kept inside words only. A small raised figure after a figure is a
    footnote mark: joined, it would make 3761 of 376.

    Args:
        layer: The characters.
        tables: Their rules end a word even where the print has no gap.
    """
    boxes = layer.boxes
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    places = find_places(tables, x, y)
    upright = find_upright(layer.text, boxes, places)
    turned = {place for line in upright for place in line.places}
    words = [_make_upright(layer, places, line) for line in upright]
    start = None
    for index, letter in enumerate(layer.text):
        blank = letter.isspace() or (ord(letter) < 0x20 and letter != "\x02") or index in turned
        if start is not None and (blank or _ends_before(layer, places, index)):
            words.append(_make_word(layer, places, start, index))
            start = None
        if start is None and not blank:
            start = index
    if start is not None:
        words.append(_make_word(layer, places, start, len(layer.text)))
    return [placed for placed in words if placed.word.text]


def _make_upright(layer: Layer, places: NDArray[np.int64], line: UprightLine) -> PlacedWord:
    left, top = layer.boxes[list(line.places), :2].min(axis=0).tolist()
    right, bottom = layer.boxes[list(line.places), 2:].max(axis=0).tolist()
    start = line.places[0]
    style = layer.styles[start] if layer.styles else 0
    word = Word(
        clean_text(line.text),
        Box(left, top, right, bottom),
        size=round(line.width / _HEIGHT_OF_SIZE, 2),
        bold=bool(style & BOLD),
        italic=bool(style & ITALIC),
    )
    table, cell = places[start].tolist()
    return PlacedWord(word, (table, cell) if table >= 0 else None, line=start)


def _ends_before(layer: Layer, places: NDArray[np.int64], index: int) -> bool:
    """Say whether the word ends before a character, which is no blank."""
    if (places[index] != places[index - 1]).any():
        return True
    _, top, right, bottom = layer.boxes[index - 1].tolist()
    next_left, next_top, _, next_bottom = layer.boxes[index].tolist()
    height = max(bottom - top, next_bottom - next_top)
    shift = (next_top + next_bottom) / 2 - (top + bottom) / 2
    if abs(shift) > _OTHER_LINE * height:
        return True
    # Marks set as characters of their own go back by up to a letter's width.
    if not -2 * _GAP * height <= next_left - right <= _GAP * height:
        return True
    smaller = next_bottom - next_top < _RAISED * (bottom - top)
    return smaller and shift < 0 and layer.text[index - 1].isdigit()


def _make_word(layer: Layer, places: NDArray[np.int64], start: int, end: int) -> PlacedWord:
    left, top = layer.boxes[start:end, :2].min(axis=0).tolist()
    right, bottom = layer.boxes[start:end, 2:].max(axis=0).tolist()
    raw = layer.text[start:end]
    text = clean_text(raw)
    style = layer.styles[start] if layer.styles else 0
    # Boxes may be as high as their ink: the one of a sign says nothing of the size of its figure.
    first = next((place for place in range(start, end) if layer.text[place].isalnum()), start)
    word = Word(
        text,
        Box(left, top, right, bottom),
        raw="" if raw == text else raw,
        size=round(float(layer.boxes[first, 3] - layer.boxes[first, 1]) / _HEIGHT_OF_SIZE, 2),
        bold=bool(style & BOLD),
        italic=bool(style & ITALIC),
    )
    table, cell = places[start].tolist()
    return PlacedWord(word, (table, cell) if table >= 0 else None, line=start)
