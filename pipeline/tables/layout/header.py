"""How many rows at the top of a table are its header.

A header ends where the first row of the table proper begins: one with a figure, with the number of
a row, or with a name alone. Fonts would say it too, but a scan has none. Years and the numbers of
columns are no figures: they stand in headers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.page import Cell
from pipeline.tables.figures.figure import find_figure
from pipeline.tables.layout.mark import is_code
from pipeline.tables.layout.row import Row, is_year, numbers_columns
from pipeline.vietnamese.alphabet import fold

_DEEPEST = 12  # rows; in a real price list with the letterhead of its office it is the sixth
# In folded text; a year by itself too.
_TIME = re.compile(
    r"\b(?:thang|quy|tuan|nam|ngay) (?:\d{1,2}(?:[/.-]\d{1,2})?(?:[/.-]\d{4})?|\d{4})\b"
    r"|\b\d{1,2} thang\b|\b(?:19|20)\d\d\b"
)


def count_header(rows: Sequence[Row]) -> int:
    """Give how many rows are header; all of them where nothing looks like a row of figures.

    >>> from pipeline.model.page import PageKind
    >>> texts = (("STT", "Loại", "Giá"), ("1", "Đất", "50"))
    >>> rows = [Row(n + 1, 1, PageKind.DIGITAL, tuple(Cell(n, c, t) for c, t in enumerate(row)))
    ...         for n, row in enumerate(texts)]
    >>> count_header(rows)
    1
    """
    if numbered := _row_of_numbers(rows):
        return numbered + 1
    covered = 0  # rows that a heading over several rows reaches
    titled = True  # nothing but titles so far
    for index, row in enumerate(rows):
        if index and not titled and numbers_columns(row):
            return index + 1
        further = not titled and _goes_on(rows[:index], row)
        if index >= covered and not further and _is_body(row, titled=titled):
            return index
        alone = len(row.inked) <= 1 and not _divides(row)
        titled = titled and alone
        if not alone:
            covered = max((covered, *(cell.row + cell.row_span for cell in row.inked)))
    return len(rows)


def _row_of_numbers(rows: Sequence[Row]) -> int:
    """Give the place of the row that numbers the columns, where nothing but words stands above.

    It ends a header whatever stands above it: workbooks have the letterhead of the office there.
    """
    for index, row in enumerate(rows[:_DEEPEST]):
        if index and numbers_columns(row):
            return index
        if any(_is_figure(cell, row, titled=True) for cell in row.inked):
            return 0
    return 0


def split_titles(header: Sequence[Row]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Divide a header into titles that stand in the table, and rows of headings.

    Sheets of a workbook have their title and their unit in cells above the headings.
    """
    first = 0
    while first < len(header) and len(header[first].inked) <= 1 and not _divides(header[first]):
        first += 1
    if first == len(header) and any(row.inked for row in header):
        return (), tuple(header)
    first = _below_letterhead(header, first)
    headings = tuple(row for row in header[first:] if not numbers_columns(row))
    return tuple(row.line for row in header[:first] if row.line), headings


def path_above(headings: Sequence[Row], column: int) -> tuple[str, ...]:
    """Give the headings above a column, from the top; one over several rows once."""
    found: list[str] = []
    for row in headings:
        text = row.text(column)
        if text and text not in found[-1:]:
            found.append(text)
    return tuple(found)


def _below_letterhead(header: Sequence[Row], first: int) -> int:
    """Give the first row of headings: below the last title, if more columns begin there."""
    for place in range(len(header) - 1, first, -1):
        title = len(header[place].inked) == 1 and not _divides(header[place])
        if title and _widest(header[place:]) > _widest(header[:place]):
            return place + 1
    return first


def _widest(rows: Sequence[Row]) -> int:
    return max((len(row.inked) for row in rows if not numbers_columns(row)), default=0)


def _is_body(row: Row, *, titled: bool) -> bool:
    inked = row.inked
    if not inked:
        return False
    if any(_is_figure(cell, row, titled=titled) for cell in inked if cell.column):
        return True
    if titled:
        return len(inked) > 1 and _is_numbered(row) and inked[0].column == 0
    alone = len(inked) == 1 and (inked[0].column <= 1 or inked[0].column_span == len(row.cells))
    return alone or _is_numbered(row)


def _goes_on(above: Sequence[Row], row: Row) -> bool:
    """Say whether a row is a further line of headings that are printed one below the other.

    Headings such as `Thực hiện / tháng 11 / năm / 2025` take a row for each line in workbooks.
    Nothing but words and times stands in such a row, all of it below headings, none below the
    corner, which is empty.
    """
    headings = [one for one in above if len(one.inked) > 1]
    if not headings or len(row.inked) <= 1:
        return False
    if any(one.inked[0].column == 0 for one in (*headings, row)):
        return False
    under = {cell.column for one in headings for cell in one.inked}
    return all(
        cell.column in under and names_time(" ".join(cell.text.split())) for cell in row.inked
    )


def names_time(text: str) -> bool:
    """Say whether no figure is left of a text without the times it names.

    >>> names_time("6 tháng năm 2023"), names_time("Ngày 15/02/2023"), names_time("6 tháng: 12,5")
    (True, True, False)
    """
    bare = _TIME.sub(" ", fold(text))
    return find_figure(bare) is None


def _is_figure(cell: Cell, row: Row, *, titled: bool) -> bool:
    text = " ".join(cell.text.split())
    if find_figure(text) is None:
        return False
    return not (is_year(text) and (titled or _is_nameless(row)))


def _is_nameless(row: Row) -> bool:
    """Say whether nothing but years stands in a row from the left: those of a header."""
    return is_year(" ".join(row.inked[0].text.split()))


def _is_numbered(row: Row) -> bool:
    return is_code(row.text(0)) and row.starts(0)


def _divides(row: Row) -> bool:
    """Say whether its one cell is a heading over some columns, not a title over all of them."""
    return any(
        1 < cell.column_span < len(row.cells) or (cell.row_span > 1 and cell.column_span == 1)
        for cell in row.inked
    )
