"""*Số liệu*: all rows. Where each stands, what it is and how far it can be trusted come first.

At 1,366 pixels a screen shows some 160 characters of a row; the columns of the machine, such as the
box of a cell, are behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.write.cell import CellValue
from pipeline.write.columns import FIGURES, REPORTS, STATUSES, Column
from pipeline.write.sheets.sheet import Book, Table, View, head_of
from pipeline.write.tidy import Row
from pipeline.write.titles import STATUS_NAMES

TITLE = "Số liệu"
COLOURS = {meaning.status: meaning.colour for meaning in STATUSES}
_WIDTHS = {"place": 17, "district": 16, "province": 14, "code": 10, "label": 46, "status": 20}

Key = tuple[str, str]  # report and indicator


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it was written."""

    row: Row
    district: str
    province: str
    sheet: str  # name
    line: int  # from 1


def _columns() -> tuple[Column, ...]:
    named = {column.name: column for column in (*REPORTS, *FIGURES)}
    first = ("place", "district", "province", "period", "code", "label", "value", "unit", "status")
    rest = [column.name for column in FIGURES if column.name not in first]
    return tuple(named[name] for name in (*first, *rest))


COLUMNS = _columns()
_NAMES = tuple(column.name for column in COLUMNS)
_COLOURED = tuple(_NAMES.index(name) for name in ("value", "status"))
_PRINTED = _NAMES.index("status") + 1


def write_figures(
    book: Book, reports: Sequence[Report], rows: Iterable[Row], wanted: frozenset[Key]
) -> Mapping[Key, Shown]:
    """Write the sheet.

    Args:
        book: Takes it.
        reports: Of the rows.
        rows: In their order.
        wanted: Those that other sheets speak of.

    Returns:
        Where these stand.
    """
    heads = [head_of(column, _WIDTHS.get(column.name, 0)) for column in COLUMNS]
    table = Table(book, TITLE, heads, View(frozen=1, printed=_PRINTED))
    homes = {one.path: (one.heading.district, one.heading.province) for one in reports}
    shown = {}
    for row in rows:
        home = homes.get(row.report, ("", ""))
        colour = COLOURS[row.status]
        colours = dict.fromkeys(_COLOURED, colour) if colour else None
        line = table.write(_values(row, home), colours)
        key = row.report, row.indicator
        if key in wanted:
            shown[key] = Shown(row, *home, table.sheet.get_name(), line)
    table.close()
    return shown


def _values(row: Row, home: tuple[str, str]) -> list[CellValue]:
    own = {"district": home[0], "province": home[1], "status": STATUS_NAMES[Status(row.status)]}
    return [own[name] if name in own else getattr(row, name) for name in _NAMES]
