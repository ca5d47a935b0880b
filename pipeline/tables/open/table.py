"""What the analysis of a page hands on: a part of a table, with rows and columns."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.tables.open.tokens import Sort


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed in one cell of a column of figures."""

    text: str
    sort: Sort
    box: Box | None
    doubt: str = ""  # in Vietnamese
    readings: tuple[str, ...] = ()  # what unlike readers saw, where they differ
    worn: str = ""  # in Vietnamese; what readers of a scan leave open, whatever it says


@dataclass(frozen=True, slots=True)
class Style:
    """How a name is set; the parents of rows are told by it."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False


GROUP = Style(bold=True, capitals=True)  # of a name beside several rows: stronger than theirs


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a name with its cells, or a name alone."""

    page: int  # from 1
    name: str
    cells: tuple[Printed | None, ...]  # one per column of figures; all None: a section row
    code: str = ""
    unit: str = ""  # as its column of units has it
    # Points from the left edge of the page: a page may show nothing but the inner rows of a table.
    indent: float = 0.0
    style: Style = Style()
    doubt: str = ""

    @property
    def is_section(self) -> bool:
        """Whether it is a name alone."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures."""

    left: float  # points; what its figures cover
    right: float
    path: tuple[str, ...] = ()  # the headings above it, from the top
    worn: str = ""  # a heading of a scan with a numeral that its reader was not sure of


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table, or the part of one that a page shows."""

    page: int  # from 1
    top: float  # points, its captions included
    bottom: float
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    captions: tuple[str, ...] = ()  # lines right above it
    unit: str = ""  # of the corner line
    headed: bool = True  # it prints headings of its own
    first: bool = False  # nothing but captions stands above it on its page
    edges: tuple[float, ...] = ()  # of the columns of a grid, in points; empty: an open table
    worn: bool = False  # a grid of a scan, which lies askew and whose headings may be misread
