"""Years down the left edge of a table, as yearbooks print them: names of rows, not figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tables.open.lines import Row
from pipeline.tables.open.tokens import Sort, Token

_LEAST = 3  # rows; two years below each other may be a figure each
_EDGE = 0.6  # em by which years below each other may be set apart
_STEP = 10  # years from one row to the next at most: 1995, 2000, 2010


def name_by_years(rows: Sequence[Row], em: float) -> list[Row]:
    """Take years that open rows of figures for their names.

    Args:
        rows: Lines of a page, from top to bottom.
        em: In points.
    """
    opened = [(at, row.tokens[0]) for at, row in enumerate(rows) if _opens(row)]
    names = {at for run in _runs(opened, em) if len(run) >= _LEAST for at, _ in run}
    return [_named(row) if at in names else row for at, row in enumerate(rows)]


def _opens(row: Row) -> bool:
    """Say whether a line begins with a year and goes on with figures, not with years alone."""
    first, *others = row.tokens
    figures = [token for token in others if token.sort is Sort.FIGURE]
    return first.is_year and any(not token.is_year for token in figures)


def _runs(opened: Sequence[tuple[int, Token]], em: float) -> list[list[tuple[int, Token]]]:
    """Put years together that stand below each other and count on."""
    runs = [[one] for one in opened[:1]]
    for (_, above), below in pairwise(opened):
        step = int(below[1].text) - int(above.text)
        if 0 < step <= _STEP and abs(below[1].left - above.left) <= _EDGE * em:
            runs[-1].append(below)
        else:
            runs.append([below])
    return runs


def _named(row: Row) -> Row:
    first, *others = row.tokens
    return replace(row, tokens=(replace(first, sort=Sort.TEXT), *others))
