"""The XML of one sheet: what openpyxl's reader of large files leaves out, in one pass.

Merged cells, hidden rows and columns, and formulas whose result is not kept in the file. That
reader also makes up all rows and columns that a sheet claims to have, a million of them where a
whole column was formatted; here is measured how far the sheet is filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from pipeline.read.office.sheet_table import (
    CELLS_LIMIT,
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    Layout,
    Merge,
    bound,
)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TAGS = tuple(f"{_MAIN}{name}" for name in ("c", "row", "col", "mergeCell", "drawing"))


def scan_sheet(source: IO[bytes]) -> Layout:
    """Read the layout of a sheet; memory does not grow with its length.

    Raises:
        lxml.etree.XMLSyntaxError: It is damaged.
    """
    layout = Layout()
    place = _Place()
    for element in _iterate(source):
        name = element.tag.removeprefix(_MAIN)
        if name == "c":
            place.step(element.get("r"))
            _take_cell(layout, element, place)
        elif name == "row":
            _take_row(layout, element, place)
        elif name == "col" and element.get("hidden") in ("1", "true"):
            last = min(int(element.get("max")), COLUMNS_LIMIT)
            layout.hidden_columns.update(range(int(element.get("min")), last + 1))
        elif name == "mergeCell" and len(layout.merges) < CELLS_LIMIT:
            layout.merges.append(Merge(*range_boundaries(element.get("ref"))))
        elif name == "drawing":
            layout.drawings = True
    return bound(layout)


def _iterate(source: IO[bytes]) -> Iterator[Any]:
    for _, element in etree.iterparse(source, tag=_TAGS, resolve_entities=False):
        yield element
        if element.tag != f"{_MAIN}c":  # a row is cleared with its cells
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


@dataclass(slots=True)
class _Place:
    """Where in the sheet the reading is; programs may leave out the numbers."""

    row: int = 1
    column: int = 0

    def step(self, reference: str | None) -> None:
        if reference:
            self.row, self.column = coordinate_to_tuple(reference)
        else:
            self.column += 1


def _take_cell(layout: Layout, element: Any, place: _Place) -> None:
    formula = element.find(f"{_MAIN}f")
    value = element.find(f"{_MAIN}v")
    empty = value is None or not value.text
    if formula is None and empty and element.find(f"{_MAIN}is") is None:
        return
    if not layout.holds(place.row, place.column):
        return
    # The result of a formula of texts may be an empty text, and is kept so.
    if formula is not None and empty and element.get("t") != "str":
        layout.uncounted.add((place.row, place.column))


def _take_row(layout: Layout, element: Any, place: _Place) -> None:
    number = element.get("r")
    row = int(number) if number else place.row
    if element.get("hidden") in ("1", "true") and row <= ROWS_LIMIT:
        layout.hidden_rows.add(row)
    place.row, place.column = row + 1, 0
