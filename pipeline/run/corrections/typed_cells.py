"""The cells of one column of the workbook, each with the row that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.write.cell import restore

# What the columns are headed; by versions before, as in the CSVs.
_REPORT, _INDICATOR = ("Báo cáo", "report"), ("Mã chỉ tiêu", "indicator")

Key = tuple[str, str]  # report and indicator


class LostColumnError(ValueError):
    """A sheet has no column of a name that it was written with."""


def typed_cells(
    rows: Iterator[tuple[object, ...]], asked: Sequence[str]
) -> Iterator[tuple[Key, object]]:
    """Give what stands in a column.

    Args:
        rows: Of the sheet, its header first.
        asked: What the column may be headed.

    Raises:
        LostColumnError: The sheet has lost a column.
    """
    header = [str(cell) for cell in next(rows, ())]
    places = [
        next((header.index(name) for name in names if name in header), -1)
        for names in (_REPORT, _INDICATOR, asked)
    ]
    if min(places) < 0:
        raise LostColumnError
    for row in rows:
        report, indicator, typed = (_cell(row, place) for place in places)
        if report not in (None, ""):
            yield (restore(str(report)), restore(str(indicator))), typed


def _cell(row: Sequence[object], place: int) -> object:
    return row[place] if place < len(row) else None
