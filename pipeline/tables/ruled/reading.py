"""The figures of ruled tables, each with the path of its row and of its column.

How a figure goes into the columns of the CSV:

    section    numbers of the rows it stands under, I or A.II; with the code it names the row
    code       number of its row
    indicator  t2.r5.c3: table, row and column in the report, as a person would count them
    label      names of the rows it stands under and of its row; where a table has several columns
               of figures the headings of its column behind a stroke: `I. Thu > 1. Thuế | Quý III`
    unit       printed behind the figure, else of its column, its row, the table

A blank cell of a column of figures is a row of its own where its row has a name or a number and is
no parent of others: somebody left it blank. Parents without any figure are no rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model.crosstab import ANY, STEP, crosstab_label
from pipeline.model.form import Indicator, Kind
from pipeline.model.page import Cell
from pipeline.model.reading import Method, Reading, Source, Support
from pipeline.tables.figures.cell_value import Figure
from pipeline.tables.figures.figure import CellFigure, read_figure
from pipeline.tables.layout.cell_place import CellPlace
from pipeline.tables.layout.row import Row
from pipeline.tables.layout.sheet import Sheet
from pipeline.tables.open.joining import print_caption
from pipeline.tables.open.reading import PATTERN
from pipeline.tables.ruled.columns import Columns
from pipeline.tables.ruled.outline import Outlined, outline
from pipeline.tables.ruled.worn import worn_heading
from pipeline.vietnamese.units import DITTO, read_unit, stated_unit, unit_of_heading

# 65,83.95 and 29, 30: groups that no one number has.
_LIST = re.compile(r"\d[,.]\d{1,2}[,.]\d|\d[,;] \d")
_LISTED = "cột này có ô liệt kê nhiều số"
_MOST_NAMES = 3  # of the rows that one merged cell of figures belongs to


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that the report itself names, and what was read."""

    indicator: Indicator
    reading: Reading
    place: CellPlace | None = None  # None: of a sentence


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of a column of figures with what it says."""

    outlined: Outlined
    cell: Cell
    read: CellFigure


def read_sheet(sheet: Sheet, columns: Columns) -> tuple[Found, ...]:
    """Read the figures of one table, row by row."""
    if not columns.values or not sheet.body:
        return ()
    outlined = outline(sheet.body, columns)
    places = _doubt_lists(tuple(_places(outlined, columns)))
    units = _Units(sheet, columns, places)
    covered = {one.entry.row.number: one for one in outlined}
    return tuple(_found(sheet, columns, place, units, covered) for place in places)


def _places(outlined: Sequence[Outlined], columns: Columns) -> Iterator[_Place]:
    parents = {parent.row.number for one in outlined for parent in one.parents}
    for one in outlined:
        row = one.entry.row
        blank = one.entry.filled or row.number not in parents
        named = bool(one.entry.names or one.entry.mark)
        for column in columns.values:
            cell = row.cells[column]
            if cell is None or not row.starts(column):
                continue
            read = read_figure(cell, row.kind)
            if read is None or (not cell.ink and not (blank and named and not one.entry.heading)):
                continue
            yield _Place(one, cell, read)


def _doubt_lists(places: tuple[_Place, ...]) -> tuple[_Place, ...]:
    """Doubt `67,68` in a column where other cells list numbers, `65,83,95`: it may be two.

    Two readers agree on what is printed, not on what it means.
    """
    listing = {place.cell.column for place in places if _LIST.search(place.cell.text)}
    return tuple(
        replace(place, read=replace(place.read, figure=_doubt(place.read.figure, _LISTED)))
        if place.cell.column in listing and re.search(r"\d[.,]\d", place.cell.text)
        else place
        for place in places
    )


def _doubt(figure: Figure, reason: str) -> Figure:
    if figure.value is None or figure.reason:
        return figure
    return replace(figure, support=Support.WEAK, reason=reason)


class _Units:
    """The units of one table."""

    def __init__(self, sheet: Sheet, columns: Columns, places: Sequence[_Place]) -> None:
        self._unit = columns.unit
        self._table = stated_unit((*sheet.captions, *columns.titles))
        self._headings = [_unit_of_path(path) for path in columns.paths]
        seen = Counter((p.cell.column, p.read.unit) for p in places if p.read.unit)
        self._printed = {column: unit for (column, unit), _ in reversed(seen.most_common())}
        figures = Counter(p.cell.column for p in places)
        # One cell that prints a unit says nothing of a column whose other cells print none.
        self._lent = {column: unit for (column, unit), n in seen.items() if 2 * n > figures[column]}
        self._rows = _units_in_cells(places) | dict(_row_units(sheet.body, columns.unit))

    def of(self, place: _Place) -> str:
        """Give the unit of a figure: the nearest that is printed."""
        row = place.outlined.entry.row
        column = place.cell.column
        names = (unit_of_heading(name) for name in reversed(place.outlined.path))
        # What an OCR made of one unit of a column is most likely that of the others.
        spoilt = row.kind.is_recognised and place.read.unit
        # Where each row has its own unit, a row without one has none; others do not lend theirs.
        others = self._lent.get(column, "") if self._unit is None else ""
        return (
            (self._printed[column] if spoilt else place.read.unit)
            or self._headings[column]
            or self._rows.get(row.number, "")
            or next((unit for unit in names if unit), "")
            or others
            or self._table
        )

    def is_lost(self, place: _Place) -> bool:
        """Say whether a scan's cell of the unit has ink that gave no text, or digits for a sign."""
        row = place.outlined.entry.row
        cell = row.cells[self._unit] if self._unit is not None else None
        if cell is None or not row.kind.is_recognised or place.read.unit:
            return False
        text = " ".join(cell.text.split())
        if not text:
            return cell.ink
        # The legend of a coded row has digits and says so: `Không = 0; Có = 1`.
        return not read_unit(text) and "=" not in text and any(map(str.isdigit, text))


def _units_in_cells(places: Sequence[_Place]) -> dict[int, str]:
    """Give the measure that a row prints behind a figure, by its number; a share is no measure.

    `312,5 ha | 300` are two areas, while `300 | 96,0%` are an area and what it is of the plan.
    """
    return {
        place.outlined.entry.row.number: place.read.unit
        for place in places
        if place.read.unit not in ("", "%", "‰")
    }


def _unit_of_path(path: Sequence[str]) -> str:
    found = [unit for heading in reversed(path) if (unit := unit_of_heading(heading))]
    # A heading that is a unit and nothing else: of counted things it names what is counted.
    bare = read_unit(path[-1]) if path else ""
    return next(iter(found), bare if "đồng" in bare or bare in ("%", "ha") else "")


def _row_units(rows: Sequence[Row], column: int | None) -> Iterator[tuple[int, str]]:
    last = ""
    for row in rows if column is not None else ():
        text = row.text(column) if column is not None else ""
        if text and text.lower() not in DITTO:
            last = read_unit(text) or text
        if text:
            yield row.number, last


def _found(
    sheet: Sheet, columns: Columns, place: _Place, units: _Units, rows: dict[int, Outlined]
) -> Found:
    entry = place.outlined.entry
    cell, figure = place.cell, place.read.figure
    name = f"t{sheet.number}.r{entry.row.number}.c{cell.column + 1}"
    label = _label(columns, place, rows)
    indicator = Indicator(
        name,
        label,
        Kind.AMOUNT,
        units.of(place),
        place.outlined.section,
        entry.mark.text if entry.mark else "",
        bounds=ANY,
    )
    figure = _doubt_name(figure, sheet, columns, label)
    if heading := worn_heading(sheet.header, range(cell.column, cell.column + cell.column_span)):
        figure = _doubt(figure, f"không đọc rõ tiêu đề cột “{heading}”")
    if units.is_lost(place):
        figure = _doubt(figure, "không đọc được đơn vị của số này")
    spot = CellPlace(
        sheet.number,
        entry.row.number,
        cell.column,
        place.outlined.path,
        columns.paths[cell.column],
        print_caption([*sheet.captions, *columns.titles]),
    )
    return Found(indicator, _reading(indicator, entry.row, cell, figure), spot)


def _reading(indicator: Indicator, row: Row, cell: Cell, figure: Figure) -> Reading:
    text = cell.readings[0].text if cell.readings and not cell.text.strip() else cell.text
    return Reading(
        indicator.id,
        figure.value,
        Source(row.page, " ".join(text.split()), cell.box, cell=cell.number),
        Method.TABLE,
        PATTERN,
        figure.support,
        figure.reason,
        figure.alternatives,
    )


def _label(columns: Columns, place: _Place, rows: dict[int, Outlined]) -> str:
    """Name a figure by its row and, where there is a choice, by its column."""
    first = place.outlined.entry.row.number
    covered = [rows[n] for n in range(first, first + place.cell.row_span) if n in rows]
    paths = [STEP.join(one.path) for one in covered[:_MOST_NAMES]]
    row = "; ".join(dict.fromkeys(path for path in paths if path))
    if len(columns.values) == 1 and row:
        return row
    reach = range(place.cell.column, place.cell.column + place.cell.column_span)
    headings = [columns.paths[column] for column in reach]
    shared = headings[0]
    for path in headings[1:]:
        shared = tuple(a for a, b in zip(shared, path, strict=False) if a == b)
    return crosstab_label((row,), shared)


def _doubt_name(figure: Figure, sheet: Sheet, columns: Columns, label: str) -> Figure:
    """Doubt a figure whose name is lost, or of whose columns nobody knows which has the names."""
    if not label:
        return _doubt(figure, "không rõ số này của dòng nào")
    if columns.is_guess(torn=sheet.torn):
        return _doubt(figure, "không đọc được tiêu đề của bảng")
    return figure
