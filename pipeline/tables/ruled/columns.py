"""What the columns of a table hold: numbers of rows, names, units, figures, remarks.

No form says how many of each there are, nor in which order: several columns may have names, most
have figures. So each column is asked for itself, and nothing is assigned as in `tables.columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.tables.columns import CODE_HEADINGS, UNIT_HEADINGS, is_unit, share
from pipeline.tables.figures.cell_value import is_dash
from pipeline.tables.figures.figure import find_figure
from pipeline.tables.figures.marked import find_marked
from pipeline.tables.layout.header import path_above, split_titles
from pipeline.tables.layout.mark import is_code
from pipeline.tables.layout.row import is_year
from pipeline.tables.layout.sheet import Sheet
from pipeline.vietnamese.alphabet import fold

_LEGEND = re.compile(r"[^\W\d_] ?= ?\d")  # Không = 0; Có = 1: the unit of a coded row
_CODE_SHARE = 0.8  # of the filled cells
# Of the filled cells; a column of remarks has a lone figure at most, one of answers some words.
_FIGURE_SHARE = 0.3
_UNIT_SHARE = 0.6
_WORN_HEADING = 90  # of 100: one letter of `đơn vị tính`; `đơn vị thu` scores 86


@dataclass(frozen=True, slots=True)
class Columns:
    """Roles of the columns of one table, each from 0."""

    code: int | None
    labels: tuple[int, ...]  # names of the rows, from the widest to the narrowest
    unit: int | None
    values: tuple[int, ...]
    paths: tuple[tuple[str, ...], ...]  # of each column the headings above it, from the top
    titles: tuple[str, ...]  # that stand in the table above its headings

    def is_guess(self, *, torn: bool) -> bool:
        """Say whether no heading tells which of several columns of words has the names.

        Args:
            torn: The headings may be worn.
        """
        return len(self.labels) > 1 and (torn or not any(self.paths))


def find_columns(sheet: Sheet) -> Columns:
    """Say which column of a table plays which role, by its heading and by what stands in it."""
    titles, headings = split_titles(sheet.header)
    paths = tuple(path_above(headings, column) for column in range(sheet.columns))
    names = [fold(" ".join(path)).strip(" .:*") for path in paths]
    texts = [_texts(sheet, column) for column in range(sheet.columns)]
    worded = {column for column in range(sheet.columns) if _is_worded(texts[column])}
    codes = _find_codes(names, texts, worded)
    worn = any(row.kind.is_recognised for row in headings)
    unit = _find_unit(paths, texts, worded, worn=worn)
    taken = codes | ({unit} if unit is not None else set())
    values = [
        column
        for column in range(sheet.columns)
        if column not in taken and _is_figures(texts[column], names[column])
    ]
    if values and not worded - taken and len(values) > 1:
        values = values[1:]  # a table of figures alone: the first column names the rows
        labels = [column for column in range(values[0]) if column not in taken]
    else:
        first = values[0] if values else sheet.columns
        labels = [c for c in range(first) if c not in taken and texts[c]]
    code = min(codes, default=None)
    return Columns(code, tuple(labels), unit, tuple(values), paths, titles)


def _texts(sheet: Sheet, column: int) -> list[str]:
    """Give what is printed in the cells of a column alone."""
    return [
        text
        for row in sheet.body
        if row.starts(column) and (cell := row.cells[column]) and cell.column_span < sheet.columns
        if (text := row.text(column))
    ]


def _is_worded(texts: Sequence[str]) -> bool:
    words = [text for text in texts if not (_shows(text) or is_dash(text) or is_code(text))]
    return len(words) > (1 - _FIGURE_SHARE) * len(texts)


def _find_codes(names: Sequence[str], texts: Sequence[Sequence[str]], worded: set[int]) -> set[int]:
    """Find the columns that number the rows; they are no figures, whatever digits they hold."""
    found = {
        column
        for column, name in enumerate(names)
        if name in CODE_HEADINGS or name.startswith("ma ")
    }
    if found or not worded:
        return found
    first = min(worded)
    return {
        column
        for column in range(min(first, 2))
        if texts[column] and share(texts[column], is_code) >= _CODE_SHARE
    }


def _find_unit(
    paths: Sequence[tuple[str, ...]],
    texts: Sequence[Sequence[str]],
    worded: set[int],
    *,
    worn: bool,
) -> int | None:
    for column, path in enumerate(paths):
        if path and _names_units(path[-1], worn=worn):
            return column
    first = min(worded, default=0)
    for column in sorted(worded):
        if column > first and share(texts[column], _is_unit_or_legend) >= _UNIT_SHARE:
            return column
    return None


def _names_units(heading: str, *, worn: bool) -> bool:
    """Say whether a heading is that of the units, whatever stands above it."""
    name = fold(heading).strip(" .:*-")
    if not worn:
        return name in UNIT_HEADINGS
    return any(fuzz.ratio(name, known) >= _WORN_HEADING for known in UNIT_HEADINGS)


def _is_figures(texts: Sequence[str], name: str) -> bool:
    figures = [text for text in texts if _shows(text)]
    if "nam" in name.split() and figures and all(map(is_year, figures)):
        return False
    known = len(figures) + sum(map(is_dash, texts))
    return known > 0 and known >= _FIGURE_SHARE * len(texts)


def _shows(text: str) -> bool:
    if find_figure(text) is not None or find_marked(text) is not None:
        return True
    # Two cells that are one where digits touch the rule between them: `9.870.250 78,96`.
    parts = text.split()
    return len(parts) > 1 and all(find_figure(part) is not None for part in parts)


def _is_unit_or_legend(text: str) -> bool:
    return is_unit(text) or bool(_LEGEND.search(text))
