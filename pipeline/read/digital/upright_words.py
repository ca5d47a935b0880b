"""Words that are set upright, as headings of narrow columns are: each letter above the last one.

The letters are read along the line they are set in; the line becomes one word, blanks included, as
nothing after this asks for words that stand above each other. Lines beside each other in one cell
are one heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_LEAST = 4  # letters
_LETTERS = 0.8  # of the signs: stacked figures are those of rows
_APART = 0.6  # of the width of a line between two letters of it; a blank is a third
_BLANK = 0.15
_BESIDE = 1.5  # of the width between the left edges of two lines of one heading

Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class UprightLine:
    """Letters that stand above each other."""

    places: tuple[int, ...]  # of the letters, in reading order
    text: str
    width: float  # points: the height of its letters


def find_upright(text: str, boxes: Boxes, cells: NDArray[np.int64]) -> list[UprightLine]:
    """Find the upright lines of a page, those of one heading as one.

    Args:
        text: The letters of the page.
        boxes: Left, top, right, bottom of each, in points.
        cells: Of each letter the table and the cell it stands in.
    """
    found: list[UprightLine] = []
    for run in _runs(text, boxes):
        line = _make_line(text, boxes, run)
        if line is None:
            continue
        last = found[-1] if found else None
        if last and _goes_on(last, line, boxes, cells):
            places = last.places + line.places
            found[-1] = replace(last, places=places, text=f"{last.text} {line.text}")
        else:
            found.append(line)
    return found


def _runs(text: str, boxes: Boxes) -> Iterator[list[int]]:
    """Give runs of letters each of which stands right above the one before."""
    run: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace() or ord(letter) < ord(" "):
            continue
        if run and not _is_above(boxes[run[-1]], boxes[place]):
            yield run
            run = []
        run.append(place)
    yield run


def _is_above(one: Boxes, other: Boxes) -> bool:
    width = min(one[2] - one[0], other[2] - other[0])
    shared = min(one[2], other[2]) - max(one[0], other[0])
    gap = one[1] - other[3]
    return bool(shared > 0.5 * width > 0 and -0.3 * width <= gap <= _APART * width)


def _make_line(text: str, boxes: Boxes, run: list[int]) -> UprightLine | None:
    worded = sum(text[place].isalpha() for place in run)
    if len(run) < _LEAST or worded < _LETTERS * len(run):
        return None
    width = float(np.median(boxes[run, 2] - boxes[run, 0]))
    parts = [text[run[0]]]
    for one, other in pairwise(run):
        blank = boxes[one][1] - boxes[other][3] > _BLANK * width
        parts.append(f" {text[other]}" if blank else text[other])
    return UprightLine(tuple(run), "".join(parts), width)


def _goes_on(last: UprightLine, line: UprightLine, boxes: Boxes, cells: NDArray[np.int64]) -> bool:
    """Say whether a line stands right of another one in its cell."""
    inside = (cells[last.places[-1]] == cells[line.places[0]]).all()
    ruled = cells[line.places[0]][0] >= 0
    apart = boxes[line.places[0]][0] - boxes[last.places[-1]][0]
    return bool(inside and ruled and 0 < apart <= _BESIDE * line.width)
