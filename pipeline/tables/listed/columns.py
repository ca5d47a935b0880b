"""Which column of a ruled table holds what: code, name, unit, value, remark.

The header would say so, but it is merged, broken over lines and missing on later pages. What stands
in the columns says it as well and is always there: each column is scored for each role by its
contents, and the best assignment in the order of the form, left to right, wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean

from rapidfuzz import fuzz, process

from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import Cell, Table
from pipeline.vietnamese.alphabet import fold_ocr

ROLES = ("code", "name", "unit", "value", "remark")
_CODE = re.compile(r"[ivx]+\.?|\d{1,2}(?:\.\d{1,2}){0,3}\.?")
_VALUE = re.compile(r"[\d.,\s]*%?|-")


@dataclass(frozen=True, slots=True)
class RowCells:
    """One row of the table by role; None where the row has no such cell."""

    code: Cell | None
    name: Cell | None
    unit: Cell | None
    value: Cell | None
    remark: Cell | None

    @property
    def text(self) -> str:
        """All that is printed in the row."""
        parts = (self.code, self.name, self.unit, self.value, self.remark)
        return " | ".join(_one_line(cell) for cell in parts)

    @property
    def box(self) -> Box | None:
        """The box around the row."""
        parts = (self.code, self.name, self.unit, self.value, self.remark)
        return Box.around(cell.box for cell in parts if cell)


def _one_line(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def table_rows(table: Table, form: Form) -> tuple[RowCells, ...]:
    """Give the rows of a table by role; none where no column can be the value or the name."""
    roles = assign_roles(table, form)
    if roles is None:
        return ()
    grid = {(cell.row, cell.column): cell for cell in table.cells}
    return tuple(
        RowCells(*(grid.get((row, roles[role])) if role in roles else None for role in ROLES))
        for row in range(table.rows)
    )


def assign_roles(table: Table, form: Form) -> dict[str, int] | None:
    """Say which column plays which role; None where the table is no appendix of this form.

    Args:
        table: With at least a name and a value column.
        form: Gives the vocabulary of units and departments.
    """
    columns = [
        [cell for cell in table.cells if cell.column == column] for column in range(table.columns)
    ]
    scores = [_role_scores(cells, form) for cells in columns]
    wanted = min(len(ROLES), table.columns)
    if wanted < 3:
        return None
    best: tuple[float, dict[str, int]] | None = None
    for roles in combinations(ROLES, wanted):
        if "name" not in roles or "value" not in roles:
            continue
        total, chosen = _place_roles(roles, scores)
        if best is None or total > best[0]:
            best = (total, dict(zip(roles, chosen, strict=True)))
    return best[1] if best else None


def _place_roles(
    roles: Sequence[str], scores: Sequence[Mapping[str, float]]
) -> tuple[float, tuple[int, ...]]:
    """Give the best columns for roles that keep their order; of equally good ones the first.

    From the right, because a sheet has a hundred columns: their combinations would take minutes.
    """
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]  # for the last 0, 1, 2 ... roles
    for column in range(len(scores) - 1, -1, -1):
        for count in range(min(len(roles), len(best)), 0, -1):
            total, chosen = best[count - 1]
            offer = (total + scores[column][roles[-count]], (column, *chosen))
            if count == len(best):
                best.append(offer)
            elif offer[0] >= best[count][0]:
                best[count] = offer
    return best[len(roles)]


def _role_scores(cells: Sequence[Cell], form: Form) -> dict[str, float]:
    """Score one column for each role, 0 to about 1."""
    texts = [fold_ocr(_one_line(cell)) for cell in cells]
    filled = [text for text in texts if text]
    if not filled:
        return dict.fromkeys(ROLES, 0.0) | {"value": 0.5 if _has_figures(cells) else 0.2}
    units = {fold_ocr(indicator.unit) for indicator in form.rows if indicator.unit}
    departments = {fold_ocr(indicator.department) for indicator in form.rows} - {""}
    figures = mean(1.0 if _VALUE.fullmatch(text) else 0.0 for text in filled)
    return {
        "code": mean(1.0 if _CODE.fullmatch(text) else 0.0 for text in filled)
        * len(filled)
        / len(texts),
        "name": min(1.0, mean(len(text) for text in filled) / 30) * len(filled) / len(texts),
        "unit": _likeness(filled, units),
        "value": max(0.9 * figures, 1.0 if _has_figures(cells) else 0.0),
        "remark": _likeness(filled, departments),
    }


def _has_figures(cells: Sequence[Cell]) -> bool:
    """Say whether the page reader took some cells for figures: only these it has read twice."""
    return any(len(cell.readings) > 1 for cell in cells)


def _likeness(texts: Sequence[str], vocabulary: set[str]) -> float:
    if not vocabulary:
        return 0.0
    best = process.cdist(texts, sorted(vocabulary), scorer=fuzz.ratio).max(axis=1)
    return float(mean(score / 100 if score >= 60 else 0.0 for score in best.tolist()))
