"""Where each row of the appendix stands on paper, noted while it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from pipeline.model.geometry import Box
from tests.generator.compose import InventedReport

_HEADER_ROWS = 2
_HEADER_CODE = "STT"


@dataclass(frozen=True, slots=True)
class RowPlace:
    """One row of the appendix, or the part of one that stands on this page."""

    row: int  # place in `InventedReport.rows`
    page: int  # from 1
    box: Box


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """What a table was seen to draw."""

    code: str  # as printed; empty where a row goes on
    page: int
    box: Box


class NotingCanvas(Canvas):  # type: ignore[misc]
    """A canvas that keeps what `NotingTable` draws on it."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        super().__init__(*given, **settings)
        self.drawn_rows: list[DrawnRow] = []


class NotingTable(Table):  # type: ignore[misc]
    """A table that says where its rows are; on any other canvas it is a table as all are."""

    def draw(self) -> None:
        """Draw the table, or its part on this page."""
        super().draw()
        if isinstance(self.canv, NotingCanvas):
            self.canv.drawn_rows += self._drawn_rows()

    def _drawn_rows(self) -> Iterator[DrawnRow]:
        left, bottom = self.canv.absolutePosition(0, 0)
        page, height = self.canv.getPageNumber(), self.canv._pagesize[1]
        codes = [_plain(row[0]) for row in self._cellvalues]
        skipped = _HEADER_ROWS if codes[0] == _HEADER_CODE else 0
        for row in range(skipped, len(codes)):
            above, below = self._rowpositions[row], self._rowpositions[row + 1]
            top, end = height - bottom - above, height - bottom - below
            yield DrawnRow(codes[row], page, Box(left, top, left + sum(self._colWidths), end))


def _plain(cell: Any) -> str:
    """Give the text of a cell; a row that was split over pages has lists of pieces in it."""
    pieces = cell if isinstance(cell, list | tuple) else [cell]
    return "".join(
        piece.getPlainText() if hasattr(piece, "getPlainText") else str(piece) for piece in pieces
    ).strip()


def name_rows(drawn: Sequence[DrawnRow], report: InventedReport) -> tuple[RowPlace, ...]:
    """Say which row of the report each drawn one is.

    Raises:
        ValueError: The table does not hold the rows of the report in their order.
    """
    places = []
    row = -1
    for one in drawn:
        row += bool(one.code)
        if one.code and one.code.rstrip(".") != report.rows[row].code:
            raise ValueError(f"drawn as row {row}: {one.code}, not {report.rows[row].code}")
        places.append(RowPlace(row, one.page, one.box))
    if row + 1 != len(report.rows):
        raise ValueError(f"{row + 1} rows were drawn of {len(report.rows)}")
    return tuple(places)


def noting_canvas(kept: list[NotingCanvas]) -> Any:
    """Give what reportlab makes its canvas with, so that the canvas can be asked later."""

    def make(*given: Any, **settings: Any) -> NotingCanvas:
        kept.append(NotingCanvas(*given, **settings))
        return kept[-1]

    return make
