"""Tables with fixed lines and columns: any table of a report, as one form describes it.

A `[[matrix]]` of a form is one table of its reports. It differs from `model.matrix` in what is
fixed: there the columns are, and each report prints the lines it likes; here both are, lines have
parents and units of their own, and a form has as many tables as its reports. What a report prints
beside is not the form's, and is handed on under the report's own names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.aggregate import Aggregate
from pipeline.model.matrix import cell_id

# Figures of a table may fall below zero, and percents exceed a hundred.
ANY = (Decimal("-1E30"), Decimal("1E30"))
STEP = " > "  # between the names of a path
_ACROSS = " | "


@dataclass(frozen=True, slots=True)
class CrosstabColumn:
    """One column of figures."""

    id: str  # "gia_ky_nay"
    path: tuple[str, ...] = ()  # the headings above it, from the top, as printed
    unit: str = ""  # of its figures; empty: that of the line, or of the table
    aggregate: Aggregate | None = None  # of its figures; None: that of the table


@dataclass(frozen=True, slots=True)
class CrosstabLine:
    """One line with figures."""

    id: str  # "thoc_te"; unique in its form
    label: str  # with its number, as printed: "1. Thóc tẻ"
    parents: tuple[str, ...] = ()  # the names it stands under, the outermost first
    unit: str = ""  # of its figures where its column has none
    only: tuple[str, ...] = ()  # ids of the columns that it has cells in; empty: all

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the outermost parent to the line."""
        return (*self.parents, self.label)


@dataclass(frozen=True, slots=True)
class Crosstab:
    """One table."""

    id: str  # "bang_1"
    label: str = ""  # its caption; tells tables with the same lines and columns apart
    unit: str = ""  # of figures whose column and line have none
    columns: tuple[CrosstabColumn, ...] = ()  # in printed order
    lines: tuple[CrosstabLine, ...] = ()  # in printed order
    # A table may hold prices and shares beside amounts, so by itself none of its figures adds up.
    aggregate: Aggregate | None = Aggregate.NONE

    def cells(self) -> Iterator[tuple[CrosstabLine, CrosstabColumn]]:
        """Give each line with each of its columns, line by line."""
        for line in self.lines:
            own = frozenset(line.only)
            for column in self.columns:
                if not own or column.id in own:
                    yield line, column

    def unit_of(self, line: CrosstabLine, column: CrosstabColumn) -> str:
        """Give the unit of a cell."""
        return column.unit or line.unit or self.unit

    def adds(self, column: CrosstabColumn) -> Aggregate | None:
        """Give how the figures of a column add up."""
        return column.aggregate or self.aggregate


def crosstab_label(names: tuple[str, ...], headings: tuple[str, ...]) -> str:
    """Name a cell by the path of its line and that of its column.

    >>> crosstab_label(("I. Thu", "1. Thuế"), ("Quý III", "Thực hiện"))
    'I. Thu > 1. Thuế | Quý III > Thực hiện'
    """
    return _ACROSS.join(filter(None, (STEP.join(filter(None, names)), STEP.join(headings))))


__all__ = ["ANY", "Crosstab", "CrosstabColumn", "CrosstabLine", "cell_id", "crosstab_label"]
