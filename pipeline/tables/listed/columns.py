"""Which column of a ruled table holds what: code, name, unit, value, remark.

The header would say so, but it is merged, broken over lines and missing on later pages. What stands
in the columns says it as well and is always there: each column is scored for each role by its
contents, and the best assignment in the order of the form, left to right, wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from rapidfuzz import fuzz, process

from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Table
from pipeline.tables.columns import assign_roles
from pipeline.vietnamese.alphabet import fold_ocr

ROLES = ("code", "name", "unit", "value", "remark")
_CODE = re.compile(r"[ivx]+\.?|\d{1,2}(?:\.\d{1,2}){0,3}\.?")
_VALUE = re.compile(r"[\d.,\s]*%?|-")
_FEWEST = 3  # columns
_NAME_LENGTH = 30  # letters of a usual name
# What speaks for a column to hold the figures: that all its cells look so; that none is filled.
_FIGURES, _BLANK_TWICE, _BLANK = 0.9, 0.5, 0.2


@dataclass(frozen=True, slots=True)
class RowCells:
    """One row of the table by role; None where the row has no such cell."""

    code: Cell | None
    name: Cell | None
    unit: Cell | None
    value: Cell | None
    remark: Cell | None

    @property
    def cells(self) -> tuple[Cell | None, ...]:
        """All five, from left to right."""
        return self.code, self.name, self.unit, self.value, self.remark

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed in each, on one line."""
        return tuple(_one_line(cell) for cell in self.cells)

    @property
    def text(self) -> str:
        """All that is printed in the row, for people."""
        return " | ".join(self.texts)

    @property
    def box(self) -> Box | None:
        """The box around the row."""
        return Box.around(cell.box for cell in self.cells if cell)


def _one_line(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def table_rows(table: Table, form: Form) -> tuple[RowCells, ...]:
    """Give the rows of a table by role; none where no column can be the value or the name."""
    roles = _find_roles(table, form)
    if roles is None:
        return ()
    grid = {(cell.row, cell.column): cell for cell in table.cells}
    return tuple(
        RowCells(*(grid.get((row, roles[role])) if role in roles else None for role in ROLES))
        for row in range(table.rows)
    )


def _find_roles(table: Table, form: Form) -> dict[str, int] | None:
    """Say which column plays which role; None where the table is no appendix of this form.

    Args:
        table: With at least three columns, a name and a value among them.
        form: Gives the vocabulary of units and departments.
    """
    if table.columns < _FEWEST:
        return None
    columns = [
        _Column(tuple(cell for cell in table.cells if cell.column == column))
        for column in range(table.columns)
    ]
    units = {fold_ocr(indicator.unit) for indicator in form.rows if indicator.unit}
    departments = {fold_ocr(indicator.department) for indicator in form.rows} - {""}
    return assign_roles(
        columns,
        needed=("name", "value"),
        all_needed=True,
        code=lambda one: one.full * one.share(_CODE),
        name=lambda one: one.full * min(1.0, one.length / _NAME_LENGTH),
        unit=lambda one: _likeness(one.filled, units),
        value=_as_value,
        remark=lambda one: _likeness(one.filled, departments),
    )


class _Column:
    """What stands in one column."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        texts = [fold_ocr(_one_line(cell)) for cell in cells]
        self.filled = [text for text in texts if text]
        self.full = len(self.filled) / len(texts) if texts else 0.0  # of its cells, 0 to 1
        self.length = fmean(map(len, self.filled)) if self.filled else 0.0  # letters, in the mean
        # The page reader took some cells for figures: only these it has read twice.
        self.read_twice = any(len(cell.readings) > 1 for cell in cells)

    def share(self, pattern: re.Pattern[str]) -> float:
        """Give the share of its filled cells that a pattern describes."""
        return fmean(bool(pattern.fullmatch(text)) for text in self.filled) if self.filled else 0.0


def _as_value(one: _Column) -> float:
    if not one.filled:
        return _BLANK_TWICE if one.read_twice else _BLANK
    return 1.0 if one.read_twice else _FIGURES * one.share(_VALUE)


def _likeness(texts: Sequence[str], vocabulary: set[str]) -> float:
    if not vocabulary or not texts:
        return 0.0
    best = process.cdist(texts, sorted(vocabulary), scorer=fuzz.ratio).max(axis=1)
    return fmean(score / 100 if score >= 60 else 0.0 for score in best.tolist())
