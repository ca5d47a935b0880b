"""Tables of .docx files: merged cells, grids that are not quite even, and tables that are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from docx.oxml.ns import qn

from pipeline.model.page import Cell, Table
from pipeline.read.office.docx_lists import value_of

# Twips (20 to a point): dragged borders of one column differ by less, as on printed pages.
_SAME_BORDER = 60
_UNRULED = frozenset(("none", "nil"))
_STYLE_STEPS = 10  # styles on styles; a circle ends too


@dataclass(frozen=True, slots=True)
class DraftCell:
    """One cell as the file has it."""

    place: int  # column of the grid, from 0
    span: int  # columns of the grid
    texts: tuple[str, ...]  # lines
    follows: bool  # a part of the merged cell above
    shown: bool  # holds a picture


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row as the file has it."""

    cells: tuple[DraftCell, ...]
    breaks_before: bool  # it begins a page
    breaks_inside: bool  # a page ends within it


def ruled_styles(styles: Mapping[str, Any]) -> frozenset[str]:
    """Give the ids of the styles of tables that draw rules."""
    return frozenset(key for key in styles if _has_rules(styles, key))


def _has_rules(styles: Mapping[str, Any], style: str) -> bool:
    for _ in range(_STYLE_STEPS):
        element = styles.get(style)
        if element is None:
            return False
        borders = element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        if borders is not None:
            return _draws(borders)
        style = value_of(element, "w:basedOn") or ""
    return False


def _draws(borders: Any) -> bool:
    return any(border.get(qn("w:val"), "none") not in _UNRULED for border in borders)


def is_layout(element: Any, rows: Sequence[DraftRow], ruled: frozenset[str]) -> bool:
    """Say whether a table only puts texts side by side, or frames one.

    Without rules are letterheads and signatures, of few columns or few rows; a long list in three
    columns or more is a table even so.
    """
    columns = max((len(row.cells) for row in rows), default=0)
    return columns < 2 or ((columns < 3 or len(rows) < 3) and not _is_ruled(element, ruled))


def _is_ruled(element: Any, ruled: frozenset[str]) -> bool:
    own = element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    if own is not None and _draws(own):
        return True
    if own is None and value_of(element, "w:tblPr", "w:tblStyle") in ruled:
        return True
    return any(_draws(borders) for borders in element.iter(qn("w:tcBorders")))


def make_table(element: Any, rows: Sequence[DraftRow]) -> Table:
    """Give the table of some rows; the text of a merged cell stands in it once.

    Args:
        element: The `w:tbl` that they are of; it knows the widths of the columns.
        rows: All of them, or those on one page.
    """
    ends = [cell.place + cell.span for row in rows for cell in row.cells]
    columns = max(ends, default=0)
    places = _snap(element, columns, rows)
    cells = [
        Cell(
            number,
            places[cell.place],
            text := "\n".join(cell.texts).strip(),
            row_span=_count_rows(rows, number, cell),
            column_span=max(1, places[cell.place + cell.span] - places[cell.place]),
            ink=bool(text) or cell.shown,
        )
        for number, row in enumerate(rows)
        for cell in row.cells
        if not _is_covered(rows, number, cell)
        and (places[cell.place] < places[cell.place + cell.span])
    ]
    return Table(len(rows), places[columns], tuple(cells))


def _snap(element: Any, columns: int, rows: Sequence[DraftRow]) -> list[int]:
    """Give for each border of the grid the number of the column behind it.

    Where somebody dragged the borders of single rows, the grid has a sliver between each two.
    """
    plain = list(range(columns + 1))
    grid = element.find(qn("w:tblGrid"))
    widths = [column.get(qn("w:w"), "") for column in grid] if grid is not None else []
    if len(widths) < columns or not all(width.isdecimal() for width in widths[:columns]):
        return plain
    borders = [0, *accumulate(map(int, widths[:columns]))]
    places, last = [0], 0
    for border in borders[1:]:
        wide = border - last > _SAME_BORDER
        places.append(places[-1] + wide)
        last = border if wide else last
    lost = any(
        places[cell.place] == places[cell.place + cell.span] and any(cell.texts)
        for row in rows
        for cell in row.cells
    )
    return plain if lost else places


def _find_above(rows: Sequence[DraftRow], number: int, cell: DraftCell) -> DraftCell | None:
    above = rows[number - 1].cells if number else ()
    return next((other for other in above if other.place == cell.place), None)


def _is_covered(rows: Sequence[DraftRow], number: int, cell: DraftCell) -> bool:
    """Say whether a cell is a part of one above; where a page break took that, it stands alone."""
    return cell.follows and _find_above(rows, number, cell) is not None


def _count_rows(rows: Sequence[DraftRow], number: int, cell: DraftCell) -> int:
    count = 1
    for row in rows[number + 1 :]:
        if not any(other.follows and other.place == cell.place for other in row.cells):
            break
        count += 1
    return count
