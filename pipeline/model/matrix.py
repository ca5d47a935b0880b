"""Tables that cross lines with columns: one figure for each field of work and each count.

A form of this kind is not a list of rows. Which lines a report prints differs, a line the form has
never heard of is a line all the same, and what ties the figures together is said once for all
lines. So lines and columns are kept apart here; `forms.matrix` makes an indicator of each
pair, `civil_status.received_online`, for the report at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.aggregate import Aggregate
from pipeline.model.finding import Severity

STEP = "."  # between the line and the column of an id
_BEHIND = ": "  # between the line and the column of a label


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One column of figures."""

    id: str  # "received_online"
    code: str  # the number that the form prints below its headings: "4"
    label: str  # behind the name of a line: "tiếp nhận trực tuyến"
    path: tuple[str, ...]  # the headings above it, from the top
    carried_as: tuple[str, ...] = ()  # columns where the next report repeats what is pending here
    aggregate: Aggregate | None = None  # of its cells, which are counts


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One line: a field of work, or the total."""

    id: str  # "civil_status"
    label: str
    aliases: tuple[str, ...] = ()  # other wordings of the label on the paper
    number: str = ""  # as a report prints it; nothing that a form says


@dataclass(frozen=True, slots=True)
class MatrixCheck:
    """A relation between columns that holds on each line; see `model.form.Check`."""

    id: str
    rule: str  # over ids of columns
    label: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of lines and columns."""

    total: str  # id of the line that sums up all others
    unit: str = ""
    noun: str = "dòng"  # what a line is called: "lĩnh vực"
    prefixes: tuple[str, ...] = ()  # that stand before names and say nothing: "lĩnh vực"
    heading: str = ""  # above the names: "Lĩnh vực giải quyết"
    opening: str = ""  # how the first line above the table begins: "Biểu số II.06"
    sum: str = ""  # label of the finding where the total line is not the sum of the others
    columns: tuple[MatrixColumn, ...] = ()  # in printed order
    lines: tuple[MatrixLine, ...] = ()  # in the order of the form; those of one report in its own
    checks: tuple[MatrixCheck, ...] = ()

    def has(self, indicator: str) -> bool:
        """Say whether an id is that of one of its cells.

        >>> Matrix("total", lines=(MatrixLine("land", "Đất đai"),)).has("land.late")
        False
        """
        line, step, column = indicator.partition(STEP)
        return bool(step) and any(one.id == line for one in self.lines) and column in self.ids

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its columns."""
        return frozenset(column.id for column in self.columns)

    @property
    def fields(self) -> tuple[MatrixLine, ...]:
        """Its lines without the total."""
        return tuple(line for line in self.lines if line.id != self.total)

    def cells(self, line: MatrixLine) -> Iterator[tuple[MatrixColumn, str]]:
        """Give the columns with the ids of the cells of a line."""
        for column in self.columns:
            yield column, cell_id(line.id, column.id)


def cell_id(line: str, column: str) -> str:
    """Name a cell.

    >>> cell_id("land", "received_total")
    'land.received_total'
    """
    return f"{line}{STEP}{column}"


def cell_label(line: MatrixLine, column: MatrixColumn) -> str:
    """Give the name of a cell: that of its line, then that of its column."""
    return f"{line.label}{_BEHIND}{column.label}"


def short_name(label: str, code: str) -> str:
    """Name a cell in few words: its line, and the number of its column.

    >>> short_name("Hộ tịch: tiếp nhận trực tuyến", "4")
    'Hộ tịch (4)'
    """
    return f"{label.partition(_BEHIND)[0]} ({code})"
