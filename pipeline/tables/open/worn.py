"""Headings of scanned columns with a numeral that their reader was not sure of.

A quarter, a month, a year: another numeral is another column, and spelling does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from pipeline.tables.open.codes import read_roman
from pipeline.tables.open.gridcells import Grid
from pipeline.tables.open.table import Column
from pipeline.vietnamese.alphabet import fold

_NUMERAL = re.compile(r"\b(?:[IVX]{1,4}|[ivx]{1,4}|\d+)\b")
_SIGNS = re.compile(r"[\w%]")
_EMPTY = re.compile(r"\(\s*\)")
_LIKE = 90  # of 100 of the letters of a heading, for two of a scan to be the same one
_SURE = 0.6  # of a reader; a `Quý III` taken for `Quý II` had .51, right headings .9 and more


def worn_heading(grid: Grid, column: int, header: int) -> str:
    """Give the heading above a column with a numeral that the reader of a scan was not sure of.

    So is one whose brackets are empty: what stood in them was its unit, or a sign.
    """
    for row in range(header):
        if grid.recognised and _EMPTY.search(grid.text(row, column)):
            return grid.text(row, column)
        cell = grid.cells.get((row, column))
        words = [word for word in cell.words if _NUMERAL.search(word.text)] if cell else []
        # What numbers the headings themselves, "II. Chi thường xuyên", tells no column from others.
        words = words[1:] if cell and words and words[0] is cell.words[0] else words
        if any(word.confidence is not None and word.confidence < _SURE for word in words):
            return grid.text(row, column)
    return ""


def confirm_headings(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Take a numeral for sure that goes on with a sure one beside it: Vị trí 1, Vị trí 2.

    Two that were lost in the same way would have to be neighbours and to follow each other again.
    """
    counted = [_count(column) for column in columns]
    sure = [not column.worn for column in columns]
    for places in (range(len(columns)), range(len(columns) - 1, -1, -1)):
        for one, two in pairwise(places):
            first, second = counted[one], counted[two]
            if sure[one] and first and second and first[0] == second[0]:
                sure[two] = sure[two] or second[1] - first[1] == two - one
    return tuple(
        replace(column, worn="") if good else column
        for column, good in zip(columns, sure, strict=True)
    )


def doubt_alike(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Doubt headings of a scan that are those of another column but for a letter or a blank.

    Tables set side by side have each heading twice; read `BHXHtự nguyện` and `BHXH tự nguyện` they
    passed for two columns of one table, and figures went to the row of the other half.
    """
    alike = set[int]()
    for (one, first), (two, second) in combinations(enumerate(columns), 2):
        if first.path and second.path and _are_alike(first.path, second.path):
            alike |= {one, two}
    return tuple(
        replace(column, worn=column.worn or column.path[-1]) if place in alike else column
        for place, column in enumerate(columns)
    )


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether headings are one but for what a scan spoils.

    >>> _are_alike(("BHXHtự nguyện",), ("BHXH tự nguyện",)), _are_alike(("Quý I",), ("Quý II",))
    (True, False)
    """
    if one[:-1] != other[:-1] or _NUMERAL.findall(one[-1]) != _NUMERAL.findall(other[-1]):
        return False
    letters = ["".join(_SIGNS.findall(fold(path[-1]).lower())) for path in (one, other)]
    return letters[0] == letters[1] or fuzz.ratio(*letters) >= _LIKE


def _count(column: Column) -> tuple[str, int] | None:
    """Give a heading without its numeral, and the numeral; None where it has not just one."""
    if not column.path or (column.worn and column.worn != column.path[-1]):
        return None
    found = _NUMERAL.findall(column.path[-1])
    if len(found) != 1:
        return None
    value = int(found[0]) if found[0].isdecimal() else read_roman(found[0].upper())
    words = fold(" > ".join(column.path)).replace(fold(found[0]), "#")
    return (words, value) if value else None
