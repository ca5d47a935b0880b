"""Which column of a ruled table is which: by the numbers below its headings, by these, by order.

The row `(1) (2) (3)=(4)+(5)+(6) ...` says it best, but some reports leave it out and scans spoil
it; headings are merged over rows and columns, and three of them read "Tổng số". Each column of the
paper is compared with each of the form, and the best assignment in the order of the form wins. A
column that nothing speaks for is left out rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.model.matrix import Matrix, MatrixColumn
from pipeline.model.page import Cell
from pipeline.tables.columns import pair_in_order
from pipeline.tables.figures.figure import find_figure
from pipeline.tables.layout.header import path_above
from pipeline.tables.layout.row import Row
from pipeline.vietnamese.alphabet import fold_ocr

_NUMBER = re.compile(r"[({\[]? ?(\d{1,2})(?!\d)")
_BARE_NUMBER = re.compile(r"[({\[]? ?\d{1,2} ?[)}\]]?")
_SUM = "+"  # (3)=(4)+(5)+(6)
_FEWEST_NUMBERS = 5  # of a row that numbers the columns; no more than the form has columns
_HEADER_ROWS = 8  # at the top of a table
_FEWEST_FIGURES = 3  # of the first line of the table proper
# What speaks for a column: its number, its headings from 0 to 1, its place among as many.
_NUMBERED, _MISNUMBERED, _HEADED, _PLACED = 3.0, -2.0, 2.0, 0.3
_LEAST_SCORE = 0.8  # of a column that is taken for one of the form
_NAME_SCORE = 70  # of 100: the heading of the names
_LEAST_HEADED = 0.5  # mean likeness of headings, where no numbers stand below them


@dataclass(frozen=True, slots=True)
class Roles:
    """What the columns of one table hold; places count from 0."""

    number: int | None
    name: int
    figures: tuple[tuple[int, MatrixColumn], ...]
    body: int  # place of the first row that is no header


def find_roles(rows: Sequence[Row], matrix: Matrix) -> Roles | None:
    """Say which column of a table is which; None where it is no table of this form.

    Args:
        rows: All rows of the table, its header first.
        matrix: Of the form.
    """
    if not rows:
        return None
    head = [numbers_of(row, matrix) for row in rows[:_HEADER_ROWS]]
    numbered = next((place for place, found in enumerate(head) if found), None)
    body = _first_line(rows) if numbered is None else numbered + 1
    if not body:
        return None
    numbers = {} if numbered is None else head[numbered]
    header = rows[: body if numbered is None else numbered]
    headings = [fold_ocr(" ".join(path_above(header, n))) for n in range(len(rows[0].cells))]
    name = _find_name(headings, numbers, matrix)
    if name is None:
        return None
    paper = _Paper(matrix, headings, numbers, range(name + 1, len(rows[0].cells)))
    chosen = pair_in_order([paper.scores(place) for place in paper.places])
    if not paper.is_matrix(chosen):
        return None
    figures = tuple(
        (paper.places[place], matrix.columns[number]) for place, number in _fill(chosen, paper)
    )
    return Roles(name - 1 if name else None, name, figures, body)


def numbers_of(row: Row, matrix: Matrix) -> dict[int, int]:
    """Give the numbers of columns that a row prints, by place; empty for any other row.

    Sums, `(11)=(12)+(13)`, are the first that a scan spoils; the columns beside them tell as much.
    """
    found: dict[int, int] = {}
    bare = sums = 0
    for cell in row.inked:
        for text in _texts(cell):
            match = _NUMBER.match(text)
            if match and _SUM not in text:
                found[cell.column] = int(match[1])
                bare += bool(_BARE_NUMBER.fullmatch(text))
                break
            sums += _SUM in text
    numbers = [found[place] for place in sorted(found)]
    rising = sum(before < after <= before + 2 for before, after in pairwise(numbers))
    whole = len(found) >= _fewest(matrix) and rising >= 0.6 * (len(numbers) - 1)
    bare += min(sums, len(row.inked) - len(found))
    first = whole and bare >= 0.6 * len(row.inked) and numbers[0] <= int(matrix.columns[0].code)
    return found if first else {}


def _fewest(matrix: Matrix) -> int:
    return min(_FEWEST_NUMBERS, len(matrix.columns))


def _texts(cell: Cell) -> tuple[str, ...]:
    """Give what the readers of a cell saw."""
    texts = (*(reading.text for reading in cell.readings), cell.text)
    return tuple(" ".join(text.split()) for text in texts if text.strip())


def _first_line(rows: Sequence[Row]) -> int:
    """Give the place of the first row with figures in it."""
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        figures = sum(find_figure(cell.text) is not None for cell in row.inked if cell.column)
        if figures >= _FEWEST_FIGURES:
            return place
    return 0


def _find_name(headings: Sequence[str], numbers: dict[int, int], matrix: Matrix) -> int | None:
    """Give the column of the names: by the number before the first of figures, else its heading."""
    places = {number: place for place, number in reversed(numbers.items())}
    first = int(matrix.columns[0].code)
    if first - 1 in places:
        return places[first - 1]
    own = fold_ocr(matrix.heading)
    alike = [fuzz.partial_ratio(own, heading) if heading else 0 for heading in headings]
    headed = [place for place in range(min(3, len(alike))) if alike[place] >= _NAME_SCORE]
    behind = places.get(first, 0)
    return headed[0] if headed else behind - 1 if behind else None


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the header of a table says of its columns."""

    matrix: Matrix
    headings: Sequence[str]  # by place, folded
    numbers: Mapping[int, int]  # below the headings, by place
    places: range  # of the columns behind the names

    def scores(self, place: int) -> list[float]:
        """Say how much speaks for a column of the paper to be each of the form's; 0: too little."""
        scores = (self._score(place, number) for number in range(len(self.matrix.columns)))
        return [score if score >= _LEAST_SCORE else 0.0 for score in scores]

    def _score(self, place: int, number: int) -> float:
        column = self.matrix.columns[number]
        score = _HEADED * self._likeness(place, column)
        if place in self.numbers:
            score += _NUMBERED if self.numbers[place] == int(column.code) else _MISNUMBERED
        if len(self.places) == len(self.matrix.columns) and place - self.places[0] == number:
            score += _PLACED
        return score

    def _likeness(self, place: int, column: MatrixColumn) -> float:
        """Compare headings, 0 to 1; half of the letters are alike by chance."""
        if not self.headings[place]:
            return 0.0
        ratio = fuzz.ratio(fold_ocr(" ".join(column.path)), self.headings[place]) / 100
        return max(0.0, 2 * ratio - 1)

    def is_matrix(self, chosen: Sequence[tuple[int, int]]) -> bool:
        """Say whether enough speaks for a table to be the one of the form."""
        if len(chosen) < _fewest(self.matrix):
            return False
        pairs = [(self.places[place], self.matrix.columns[number]) for place, number in chosen]
        headed = sum(self._likeness(place, column) for place, column in pairs) / len(pairs)
        numbered = sum(self.numbers.get(place) == int(column.code) for place, column in pairs)
        half = _LEAST_HEADED / 2
        return headed >= _LEAST_HEADED or (numbered >= _fewest(self.matrix) and headed >= half)


def _fill(chosen: Sequence[tuple[int, int]], paper: _Paper) -> list[tuple[int, int]]:
    """Add columns between known ones where the paper has as many there as the form."""
    ends = [(-1, -1), *chosen, (len(paper.places), len(paper.matrix.columns))]
    found = list(chosen)
    for (place, number), (next_place, next_number) in pairwise(ends):
        if next_place - place == next_number - number:
            found += [(place + step, number + step) for step in range(1, next_place - place)]
    return sorted(found)
