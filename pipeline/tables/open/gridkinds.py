"""What the columns of a ruled table hold: numbers of rows, names, units, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.model.page import Table
from pipeline.tables.columns import CODE_HEADINGS, UNIT_HEADINGS, is_unit, share
from pipeline.tables.figures.figure import find_figure
from pipeline.tables.layout.mark import is_code
from pipeline.tables.open.parents import is_word_code
from pipeline.tables.open.tokens import Sort, sort_of
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.units import read_unit

# Whole headings: "mã hàng" heads no figures.
_GOODS = ("ma hang", "ma chi tieu", "ma so", "ma hs")
_UNITS = UNIT_HEADINGS | {"don vi"}
_REMARKS = ("ghi chu", "nguon thong tin", "co quan", "can cu")
_DESCRIBING = ("dac diem", "quy cach", "tieu chuan", "thong so", "nhan", "xuat xu", "chung loai",
               "loai", "mo ta", "ten", "noi dung", "ky thuat", "chi tiet")  # fmt: skip
_ALIKE = 0.3  # of the names are those of other rows: what stands beside tells them apart
_FIGURES = 0.5  # of the filled cells
_UNIT_CELLS = 0.6
_UNIT_LEAST = 0.3  # where the heading says it too
_CODE_CELLS = 0.6
_MARKS = 0.9  # numbers of rows, those with a word before them too


class Cells(Protocol):
    """What is asked of a grid here."""

    @property
    def table(self) -> Table:
        """The ruled table."""

    def text(self, row: int, column: int) -> str:
        """Give the words of the cell over a place."""

    def texts(self, row: int, column: int) -> list[str]:
        """Give what a cell says, its lines apart where these are figures."""

    def starts(self, row: int, column: int) -> bool:
        """Say whether a cell begins at a place."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Roles of the columns of a grid, each from 0."""

    code: int | None
    names: tuple[int, ...]
    unit: int | None
    figures: tuple[int, ...]
    groups: tuple[int, ...] = ()  # names of several rows, left of their own names


def find_kinds(grid: Cells, header: int) -> Kinds:
    """Say what each column holds, by its heading and its cells.

    Args:
        grid: With the words of its cells.
        header: How many rows at the top are headings.
    """
    width = grid.table.columns
    texts = _texts(grid, header, frozenset())
    heads = [_heading(grid, column, header) for column in range(width)]
    filled = [c for c in range(width) if share(texts[c], _is_value) >= _FIGURES]
    # Totals and sections reach over the column of numbers, and have none.
    wide = frozenset((one.row, one.column) for one in grid.table.cells if one.column_span > 1)
    code = _find_code(heads, _texts(grid, header, wide), filled)
    merged = _merged(grid, header)
    name = _find_name(heads, texts, filled, code, merged)
    figures = [c for c in filled if c != code and c > name]
    unit = _find_unit(heads, texts, {*figures, code})
    figures = [column for column in figures if column != unit]
    first = min(figures, default=width)
    figures += [
        c
        for c in range(first + 1, width)
        if not texts[c] and heads[c] and not heads[c].startswith(_REMARKS) and c != unit
    ]
    names = [
        c
        for c in range(first)
        if c not in (code, unit) and texts[c] and not heads[c].startswith(_REMARKS)
    ]
    own = [c for c in names if c >= name] or names
    groups = tuple(
        c for c in names if own and c < own[0] and share(texts[c], _is_worded) >= _FIGURES
    )
    # What stands between the name and the unit may describe it; behind the unit it does not.
    last = unit if unit is not None and unit > name else first
    between = [c for c in own[1:] if c < last]
    alike = 1 - len(set(texts[own[0]])) / max(1, len(texts[own[0]])) if own else 0.0
    described = [c for c in between if alike > _ALIKE or _describes(heads[c])]
    return Kinds(code, (*own[:1], *described), unit, tuple(sorted(figures)), groups)


def _texts(grid: Cells, header: int, wide: frozenset[tuple[int, int]]) -> list[list[str]]:
    """Give the texts of each column below the heading, without those of some cells."""
    return [
        [
            text
            for row in range(header, grid.table.rows)
            if grid.starts(row, column) and (row, column) not in wide
            for text in grid.texts(row, column)
        ]
        for column in range(grid.table.columns)
    ]


def _describes(head: str) -> bool:
    """Say whether a column says more of what its neighbour names: not where, when or by whom."""
    return head.startswith(_DESCRIBING) or not head


def _find_unit(
    heads: Sequence[str], texts: Sequence[Sequence[str]], taken: set[int | None]
) -> int | None:
    """Give the column of units: by its heading, else by what stands in it."""
    # "Đơn vị" heads units of measure in one table, offices in the next.
    named = [
        column
        for column, head in enumerate(heads)
        if head in _UNITS and (head != "don vi" or share(texts[column], is_unit) >= _UNIT_LEAST)
    ]
    told = [
        column
        for column in range(1, len(texts))
        if column not in taken and share(texts[column], is_unit) >= _UNIT_CELLS
    ]
    return next(iter((*named, *told)), None)


def _merged(grid: Cells, header: int) -> frozenset[int]:
    """Give the columns whose cells reach over several rows, each with a name in another column."""
    spans: dict[int, list[int]] = {}
    for cell in grid.table.cells:
        if cell.row >= header and cell.column_span == 1:
            spans.setdefault(cell.column, []).append(cell.row_span)
    single = {column for column, some in spans.items() if max(some) == 1}
    return frozenset(
        column
        for column, some in spans.items()
        if single and 2 * sum(span > 1 for span in some) >= len(some)
    )


def _find_name(
    heads: Sequence[str],
    texts: Sequence[Sequence[str]],
    figures: Sequence[int],
    code: int | None,
    merged: frozenset[int],
) -> int:
    """Give the column of the names of rows: the first of words; figures stand right of it."""
    worded = [
        column
        for column, some in enumerate(texts)
        if column not in figures and column != code and share(some, _is_worded) >= _FIGURES
    ]
    first = next((c for c in worded if not heads[c].startswith(_GOODS)), None)
    if first is None:
        left = [c for c in range(len(texts)) if c != code]
        return left[0] if left and left[0] not in figures else -1
    # The names of groups stand in cells over several rows, left of the numbers and the names.
    inner = [
        c
        for c in worded
        if c > first and ((code is not None and c > code > first) or first in merged - {c})
    ]
    return inner[0] if inner else first


def _is_worded(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 1 and not read_unit(text)


def _heading(grid: Cells, column: int, header: int) -> str:
    texts = [grid.text(row, column) for row in range(header)]
    worded = (text for text in reversed(texts) if any(map(str.isalpha, text)) and len(text) > 1)
    return fold(next(worded, "")).lower().strip(" .:*()")


def _find_code(
    heads: Sequence[str], texts: Sequence[Sequence[str]], figures: Sequence[int]
) -> int | None:
    for column, head in enumerate(heads[:2]):
        if head in CODE_HEADINGS:
            return column
    for column in range(min(3, len(texts) - 1)):
        worded = any(c not in figures for c in range(column + 1, len(texts)) if texts[c])
        codes = share(texts[column], is_code)
        marks = share(texts[column], lambda text: is_code(text) or is_word_code(text))
        if worded and (codes >= _CODE_CELLS or (codes > 0.2 and marks >= _MARKS)):
            return column
    return None


def _is_value(text: str) -> bool:
    return find_figure(text) is not None or sort_of(text) in (Sort.FIGURE, Sort.DASH, Sort.HASH)
