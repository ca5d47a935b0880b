"""Words into the cells of ruled tables, and rows of tables into lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.model.page import Cell, CellReading, Line, Table, Word
from pipeline.read.lines import group_rows, make_line, separate_paragraphs

# A word this sure in a cell without ink means that the ink test was wrong (engine score, 0 to 1).
_SURE_WORD = 0.5


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word, and where it was found to stand."""

    word: Word
    place: tuple[int, int] | None  # index of the table, index of the cell in it; None: outside
    line: int  # words with one number and one place were read as one line


def find_places(
    tables: Sequence[Table], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Tell for each point which cell of which table it lies in.

    Returns:
        One row (index of the table, index of the cell) per point; -1, -1 outside of all.
    """
    places = np.full((len(x), 2), -1, dtype=np.int64)
    for table_index, table in enumerate(tables):
        if table.box is None:
            continue
        near = (x >= table.box.left) & (x <= table.box.right)
        near &= (y >= table.box.top) & (y <= table.box.bottom)
        for cell_index, cell in enumerate(table.cells if near.any() else ()):
            if cell.box is None:
                continue
            inside = near & (x >= cell.box.left) & (x < cell.box.right)
            inside &= (y >= cell.box.top) & (y < cell.box.bottom)
            places[inside] = table_index, cell_index
    return places


def place_words(lines: Sequence[Line], tables: Sequence[Table]) -> list[PlacedWord]:
    """Put each word that an engine read into the cell that its centre lies in."""
    words = [(number, word) for number, line in enumerate(lines) for word in line.words]
    centers = [word.box.center if word.box else (-1.0, -1.0) for _, word in words]
    x, y = np.array(centers).reshape(-1, 2).T
    return [
        PlacedWord(word, (int(table), int(cell)) if table >= 0 else None, number)
        for (number, word), (table, cell) in zip(words, find_places(tables, x, y), strict=True)
    ]


def fill_tables(
    words: Iterable[PlacedWord], tables: Sequence[Table], reader: str
) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """Give the tables with the text of their cells, and all lines of the page.

    A row of a table becomes one line, cell after cell, so that the lines alone still tell a row's
    name and value. What stands outside of the tables follows at its height.

    Args:
        words: All words of the page.
        tables: Their cells may have readings of other readers already: these go first.
        reader: Who read the words, named in the readings of cells that nobody else read; empty for
            a text layer, where a cell without text has no ink.
    """
    pieces = _join_pieces(words)
    filled = []
    rows: list[Line] = []
    for number, table in enumerate(tables):
        inside = [pieces.get((number, index), []) for index in range(len(table.cells))]
        cells = [_fill(*pair, reader) for pair in zip(table.cells, inside, strict=True)]
        filled.append(replace(table, cells=tuple(cell for cell, _ in cells)))
        rows.extend(_row_lines(cells))
    return tuple(filled), _merge(group_rows(pieces.get(None, [])), rows)


def _join_pieces(words: Iterable[PlacedWord]) -> dict[tuple[int, int] | None, list[Line]]:
    pieces: dict[tuple[int, int] | None, list[Line]] = {}
    for (_, place), run in groupby(words, key=lambda placed: (placed.line, placed.place)):
        pieces.setdefault(place, []).append(make_line(placed.word for placed in run))
    return pieces


def _merge(prose: Sequence[Line], rows: Sequence[Line]) -> tuple[Line, ...]:
    """Order lines by height; rows of tables follow each other without gaps."""
    marked = [(line, False) for line in prose] + [(line, True) for line in rows]
    marked.sort(key=lambda pair: pair[0].box.top if pair[0].box else 0.0)
    merged: list[Line] = []
    for is_row, run in groupby(marked, key=lambda pair: pair[1]):
        lines = tuple(line for line, _ in run)
        merged.extend([Line("")] if merged else [])
        merged.extend(lines if is_row else separate_paragraphs(lines))
    return tuple(merged)


def _fill(cell: Cell, pieces: list[Line], reader: str) -> tuple[Cell, list[Word]]:
    """Give the cell with its text, and the words that stand for it in the lines."""
    known = next((text for text in _known_texts(cell) if text), "")
    if known:
        words = [Word(part, cell.box) for part in known.split()]
        return replace(cell, text=known, words=cell.words or tuple(words)), words
    if reader and not cell.ink:
        pieces = [piece for piece in pieces if (_lowest(piece.words) or 0.0) >= _SURE_WORD]
    rows = group_rows(pieces)
    words = [word for row in rows for word in row.words]
    text = "\n".join(row.text for row in rows)
    if not text:
        return replace(cell, ink=cell.ink and bool(reader)), []
    if not reader:
        return replace(cell, text=text, ink=True), words
    readings = (*cell.readings, CellReading(reader, text, _lowest(words)))
    own = (*cell.words, *(word for word in words if not _is_known(word, cell.words)))
    return replace(cell, text=text, ink=True, readings=readings, words=own), words


def _is_known(word: Word, known: Iterable[Word]) -> bool:
    """Say whether a word is one of the figures of a cell, that were read line by line."""
    return any(
        one.box.top < word.box.center[1] < one.box.bottom
        for one in known
        if word.box is not None and one.box is not None
    )


def _known_texts(cell: Cell) -> Iterable[str]:
    yield cell.text
    yield from (reading.text for reading in cell.readings)


def _lowest(words: Iterable[Word]) -> float | None:
    return min((word.confidence for word in words if word.confidence is not None), default=None)


def _row_lines(cells: Iterable[tuple[Cell, list[Word]]]) -> list[Line]:
    rows: dict[int, list[Word]] = {}
    for cell, words in cells:
        rows.setdefault(cell.row, []).extend(words)
    return [make_line(words) for _, words in sorted(rows.items()) if words]
