"""Headings of scanned tables in small type, read once more cell by cell.

A page is read at 200 dpi as scattered words, which loses headings of 5 to 7 pt and those between
rules that stand close. Such a heading has a word that the engine was not sure of; cut out, whole
and larger, it is one block of even lines. Headings that run upwards in narrow columns give nothing
but single letters; they are turned first. Only these cells are read again, those of all pages in
one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Line, Table, Word
from pipeline.read.cell_crops import inside_of
from pipeline.read.cell_words import has_word, set_words
from pipeline.read.enlarged import Enlarged, enlarge, mean_score, place_back
from pipeline.read.ink import Sheet
from pipeline.read.powers import mend_powers
from pipeline.read.rules import Pixels
from pipeline.read.tesseract import read_lines

_UNSURE = 0.5  # of the engine; half of the headings below it had a wrong letter, one above
_BETTER = 0.05  # of its mean score, for what is read again to count
_UPRIGHT = 1.4  # times as high as wide
_LEGIBLE = 0.7  # its mean score for lines that it was right to turn
_LETTERS = 4  # of a word that is level
_FEWEST_FIGURES = 2  # in a row: headings end above it


@dataclass(frozen=True, slots=True)
class RuledScan:
    """The tables of a page with their words, and what they were read from."""

    tables: tuple[Table, ...]
    page: Pixels
    sheet: Sheet  # the same page, rules blanked


@dataclass(frozen=True, slots=True)
class _Crop:
    cell: Cell
    piece: Enlarged
    upright: bool = False  # its lines run upwards


def read_headings_again(
    pages: Sequence[RuledScan], scratch: Path, timeout: float
) -> list[tuple[Table, ...]]:
    """Give the tables of pages with the words of their headings, read again where they are worn.

    Args:
        pages: Their tables filled.
        scratch: A folder for temporary files.
        timeout: Seconds for the call of the engine.

    Raises:
        EngineError: Tesseract is missing, failed or took too long.
    """
    crops = [[_crops(page, table) for table in page.tables] for page in pages]
    flat = [crop.piece.part for some in crops for table in some for crop in table]
    read = iter(read_lines(flat, scratch, timeout) if flat else ())
    return [
        tuple(
            _with_headings(table, some, read, page.sheet)
            for table, some in zip(page.tables, found, strict=True)
        )
        for page, found in zip(pages, crops, strict=True)
    ]


def _crops(page: RuledScan, table: Table) -> list[_Crop]:
    figures = [0] * table.rows
    for cell in table.cells:
        seen = any(word.second is not None for word in cell.words)
        figures[cell.row] += seen and not _is_upright(cell)
    first = next((row for row, count in enumerate(figures) if count >= _FEWEST_FIGURES), 0)
    return [
        _crop(page, cell, cell.box)
        for cell in table.cells
        if cell.row < first and cell.box is not None and (_is_worn(cell) or _is_upright(cell))
    ]


def _is_worn(cell: Cell) -> bool:
    scores = [word.confidence for word in cell.words if word.confidence is not None]
    worded = any(has_word(word.text) for word in cell.words)
    return worded and bool(scores) and (min(scores) < _UNSURE or _lost_sign(cell.words))


def _lost_sign(words: Sequence[Word]) -> bool:
    """Say whether brackets are empty: what stood in them, mostly a %, was not seen."""
    return "()" in "".join(word.text for word in words)


def _is_upright(cell: Cell) -> bool:
    """Say whether the words of a cell run upwards: it is high, and no letters follow each other."""
    if cell.box is None or not cell.ink or cell.box.height < _UPRIGHT * cell.box.width:
        return False
    sure = [word for word in cell.words if word.confidence is None or word.confidence >= _UNSURE]
    return not any(len(word.text) >= _LETTERS and has_word(word.text) for word in sure)


def _crop(page: RuledScan, cell: Cell, box: Box) -> _Crop:
    piece = enlarge(page.sheet, page.page, inside_of(page.sheet, page.page, box))
    if not _is_upright(cell):
        return _Crop(cell, piece)
    gray = np.ascontiguousarray(np.rot90(piece.part.picture.gray, -1))
    turned = replace(piece.part, picture=replace(piece.part.picture, gray=gray))
    return _Crop(cell, replace(piece, part=turned), upright=True)


def _set_level(lines: Sequence[Line], cell: Cell) -> tuple[Word, ...]:
    """Give the words of lines that run upwards as lines of their cell, one below the other."""
    box = cell.box
    if box is None:
        return ()
    high = box.height / max(1, len(lines))
    words = []
    for number, line in enumerate(lines):
        wide = box.width / max(1, len(line.words))
        top = box.top + number * high + high / 4
        for place, word in enumerate(line.words):
            left = box.left + place * wide
            spot = Box(left + wide / 10, top, left + wide - wide / 10, top + high / 2)
            words.append(replace(word, box=spot))
    return tuple(words)


def _with_headings(
    table: Table, crops: Sequence[_Crop], read: Iterator[tuple[Line, ...]], sheet: Sheet
) -> Table:
    again: dict[tuple[int, int], tuple[Word, ...]] = {}
    for crop in crops:
        lines = next(read)
        words = _set_level(lines, crop.cell) if crop.upright else place_back(lines, crop.piece)
        least = mean_score(crop.cell.words) + _BETTER
        if _lost_sign(crop.cell.words) and not _lost_sign(words):
            least -= 2 * _BETTER
        if crop.upright:
            least = _LEGIBLE if any(has_word(word.text) for word in words) else 1.0
        if mean_score(words) > least:
            again[crop.cell.row, crop.cell.column] = words
    cells = tuple(
        replace(
            cell,
            words=mend_powers(again.get((cell.row, cell.column), cell.words), sheet),
        )
        for cell in table.cells
    )
    return set_words(replace(table, cells=cells), sheet)
