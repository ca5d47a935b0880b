"""Where a page may hold an open table: lines with figures that stand in columns.

It is asked of every scanned page, on the words that were read of it anyway, so that a page of prose
pays nothing (.003 CPU s). A figure of a sentence has words close by and never counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word
from pipeline.read.open.columns import Column, find_columns
from pipeline.read.open.words import (
    box_of,
    figure_height,
    free_figures,
    group_by_baseline,
    has_letters,
    line_box,
)

_FEWEST_LINES = 3
_FEWEST_FIGURES = 6
_MOST_LINES = 0.5  # of a page that holds the last few rows of a table and nothing else
_FEWEST_IN_RUN = 2  # a row alone at the head of a page, before the heading is repeated
_FEWEST_COUNTED = 3
_YEAR = re.compile(r"(?:19|20)\d\d")
_APART = 144.0  # points between lines with figures; more is another table, or prose


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a page with figures in columns."""

    rows: tuple[Box, ...]  # the lines with figures, from top to bottom


def find_stretches(words: Sequence[Word]) -> list[Stretch]:
    """Find the parts of a page that may be open tables, from top to bottom.

    Args:
        words: Those outside of ruled tables, in any order.
    """
    height = figure_height(words)
    if not height:
        return []
    lines = group_by_baseline(words, height)
    columns = find_columns(lines, height)
    rows = [line for line in lines if is_row(line, columns, height)]
    figures = sum(len(_figures_of(row, columns, height)) for row in rows)
    most = len(rows) > _MOST_LINES * len(lines)
    if len(rows) < _FEWEST_LINES or (figures < _FEWEST_FIGURES and not most):
        return []
    return [
        Stretch(tuple(line_box(row) for row in run))
        for run in _split(rows)
        if sum(len(_figures_of(row, columns, height)) for row in run) >= _FEWEST_IN_RUN
    ]


def is_row(line: Line, columns: Sequence[Column], height: float) -> bool:
    """Say whether a line has figures of two columns, or of one behind a name.

    Years alone are a heading, and so are the numbers of the columns, 1 2 3.
    """
    figures = _figures_of(line, columns, height)
    if not figures:
        return False
    left = box_of(figures[0]).left
    if any(has_letters(word) and box_of(word).right <= left for word in line.words):
        return True
    texts = [word.text.strip("()[]") for word in figures]
    return len(figures) > 1 and not (all(map(_YEAR.fullmatch, texts)) or _is_count(texts))


def _figures_of(line: Line, columns: Sequence[Column], height: float) -> list[Word]:
    """Give the figures of a line that stand in a column, however far from its others."""
    figures = free_figures(line, height)
    return [word for word in figures if any(column.holds(box_of(word)) for column in columns)]


def _is_count(texts: Sequence[str]) -> bool:
    """Say whether texts count the columns.

    >>> _is_count(["1", "2", "3"]), _is_count(["3", "4", "5"]), _is_count(["3", "4"])
    (True, True, False)
    """
    if len(texts) < _FEWEST_COUNTED or not all(text.isdecimal() for text in texts):
        return False
    return all(int(two) - int(one) == 1 for one, two in pairwise(texts))


def _split(rows: Sequence[Line]) -> list[list[Line]]:
    """Divide rows where far more paper than a heading takes lies between two."""
    runs: list[list[Line]] = []
    for row in rows:
        if runs and line_box(row).top - line_box(runs[-1][-1]).bottom <= _APART:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs
