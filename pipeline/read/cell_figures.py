"""Figures and numbers of rows in the cells of a scanned table, read once, by the better reader.

Nothing here knows a form. A column of figures is recognised by its ink (short, one line) and by
what a sample of its cells reads like; columns of words are not read twice. Where a rule is missing
a cell holds several figures, one below the other or beside each other: they are cut apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Cell, CellReading
from pipeline.read.cell_crops import Cut, cut_cell, cut_lines, cut_pieces
from pipeline.read.cell_words import has_word
from pipeline.read.digits import looks_like_figure, read_pp_ocr
from pipeline.read.faded import WIDEST_CODES
from pipeline.read.ink import Sheet
from pipeline.read.rules import Pixels

WIDEST_FIGURE = 1.2 * POINTS_PER_INCH  # points of ink; 1.234.567.890,5 in 13 pt is 1.1 inch
HIGHEST_LINE = 0.26 * POINTS_PER_INCH  # points of ink; one line of 14 pt with marks is 0.2 inch
TWO_LINES = 1.9  # times the usual ink of a figure; a line with marks and tails has 1.7
SHORT_SHARE = 0.5  # of the inked cells of a column
SAMPLE = 5  # cells of a column, read first
DASH_HEIGHT = 2.8  # points of ink, smoothed; a dash of 8 pt has 1.8, a comma 3
DASH = 12.0  # points of ink; its length
FIGURE_SHARE = 0.4  # of the sample; its heading and a dash may be among it

Key = tuple[int, int, int]  # table, row, column, each from 0


@dataclass(frozen=True, slots=True)
class InkedCell:
    """A cell of one of the tables with its ink, or one of several lines in it."""

    table: int  # from 0
    cell: Cell
    ink: Box
    pixels: Pixels
    dpi: float
    line: bool = False

    @property
    def is_short(self) -> bool:
        """Whether a figure would look so: one line, not wide."""
        return self.ink.width <= WIDEST_FIGURE and self.ink.height <= HIGHEST_LINE

    @property
    def is_dash(self) -> bool:
        """Whether it is the stroke that stands for "nothing": low, wide, and alone."""
        return self.ink.height <= DASH_HEIGHT and 1.5 * self.ink.height <= self.ink.width <= DASH

    @property
    def is_narrow(self) -> bool:
        """Whether the column can be one of codes."""
        return self.cell.box is not None and self.cell.box.width <= WIDEST_CODES

    @property
    def key(self) -> Key:
        """What names the cell on its page."""
        return self.table, self.cell.row, self.cell.column


Figure = tuple[InkedCell, CellReading]  # with what PP-OCR read


def ink_cells(
    table: int, cells: Sequence[tuple[Cell, Box | None]], sheet: Sheet, page: Pixels
) -> list[InkedCell]:
    """Cut out what stands in the cells of a table, by its number and with their ink in points."""
    found = []
    for cell, ink in cells:
        if ink is not None and cell.box is not None:
            cut = cut_cell(sheet, page, ink, cell.box)
            found.append(InkedCell(table, cell, cut.ink, cut.pixels, sheet.dpi))
    return found


def read_codes(inked: Sequence[InkedCell], sheet: Sheet, page: Pixels) -> list[Figure]:
    """The codes of the rows, if the leftmost column is one of codes.

    PP-OCR reads 98 of 100 of them right, Tesseract half; its time is won back from the page reader,
    which finds these words blanked. Other words of the column, "STT", are left to it.
    """
    column = [cell for cell in inked if cell.cell.column == 0 and cell.is_narrow]
    lines = [
        line
        for cell in column
        for line in ([cell] if cell.is_short else _lines_of(cell, sheet, page))
    ]
    return [
        (cell, reading)
        for cell, reading in _read_column(lines, numbers_row)
        if numbers_row(reading.text)
    ]


def read_figures(inked: Sequence[InkedCell], sheet: Sheet, page: Pixels) -> list[Figure]:
    """The cells of one table that look like figures, read once."""
    figures: list[Figure] = []
    highest = _highest_line(inked)
    for column in sorted({cell.cell.column for cell in inked} - {0}):
        cells = [c for c in inked if c.cell.column == column and c.cell.column_span == 1]
        several = {
            cell.key
            for cell in cells
            if cell.is_short
            and cell.ink.height > highest
            and len(_lines_of(cell, sheet, page, highest)) > 1
        }
        short = [cell for cell in cells if cell.is_short and cell.key not in several]
        many = len(short) >= SHORT_SHARE * len(cells)
        found = _read_column([cell for cell in short if not cell.is_dash]) if many else []
        figures += found
        if found:
            rest = [cell for cell in cells if not cell.is_short or cell.key in several]
            figures += _read_lines([_lines_of(cell, sheet, page, highest) for cell in rest])
    wide = [c for c in inked if c.cell.row and c.cell.column_span > 1]
    flat = [c for c in wide if c.cell.column and c.ink.height <= HIGHEST_LINE]
    return figures + _read_lines([_lines_of(cell, sheet, page) for cell in flat])


def _highest_line(inked: Sequence[InkedCell]) -> float:
    """Give how high one line is at most in a table, in points: in small type two are no higher."""
    heights = [
        cell.ink.height
        for cell in inked
        if cell.cell.column and cell.is_short and cell.ink.height > DASH_HEIGHT
    ]
    return min(HIGHEST_LINE, TWO_LINES * median(heights)) if heights else HIGHEST_LINE


def find_dashes(inked: Sequence[InkedCell]) -> list[InkedCell]:
    """Give the cells that hold a dash, which readers of pages and of figures lose."""
    return [cell for cell in inked if cell.cell.column and cell.is_dash]


def _lines_of(
    cell: InkedCell, sheet: Sheet, page: Pixels, highest: float = HIGHEST_LINE
) -> list[InkedCell]:
    """Give the lines of a cell that holds several, or the parts of one with a wide gap in it."""
    if cell.cell.box is None:
        return []
    cut = cut_lines if cell.ink.height > highest else cut_pieces
    cuts: Iterator[Cut] = cut(sheet, page, cell.cell.box)
    lines = (replace(cell, ink=cut.ink, pixels=cut.pixels, line=True) for cut in cuts)
    return [line for line in lines if line.is_short]


def _read_lines(cells: Sequence[Sequence[InkedCell]]) -> list[Figure]:
    """Read the lines of cells that hold several figures; headings are told by their last line."""
    cells = [lines for lines in cells if lines]
    last = _read_once([lines[-1] for lines in cells])
    several = [
        (lines, known)
        for lines, known in zip(cells, last, strict=True)
        if looks_like_figure(known[1].text) and not has_word(known[1].text)
    ]
    rest = iter(_read_once([line for lines, _ in several for line in lines[:-1]]))
    return [
        figure for lines, known in several for figure in (*(next(rest) for _ in lines[:-1]), known)
    ]


def _read_column(
    cells: Sequence[InkedCell], fits: Callable[[str], bool] = looks_like_figure
) -> list[Figure]:
    """Read a sample, evenly spread, and the rest if the sample is figures, or codes.

    Ink alone does not tell "Người" from "17.465"; a sample costs less than a column.
    """
    if not cells:
        return []
    step = -(-len(cells) // SAMPLE)
    sample = _read_once(cells[::step])
    likely = sum(fits(reading.text) for _, reading in sample)
    if likely < FIGURE_SHARE * len(sample):
        return []
    return sample + _read_once([c for index, c in enumerate(cells) if index % step])


def _read_once(cells: Sequence[InkedCell]) -> list[Figure]:
    return list(zip(cells, read_pp_ocr([cell.pixels for cell in cells]), strict=True))


def is_code(text: str) -> bool:
    """Say whether a text can be the code of a row: 5.2.1 or VII.

    >>> [is_code(text) for text in ("5.2.1", "3.", "VII", "STT", "")]
    [True, True, True, False, False]
    """
    return re.fullmatch(r"\d+(?:\.\d+)*\.?|[IVX]+\.?", text) is not None


def numbers_row(text: str) -> bool:
    """Say whether a text can number a row: a code, or one letter.

    >>> [numbers_row(text) for text in ("5.2.1", "VII", "A", "b)", "3)", "STT", "-", "Ba")]
    [True, True, True, True, True, False, False, False]
    """
    return is_code(text) or re.fullmatch(r"[^\W_]{1,2}[.)]|[A-ZĐa-zđ]", text) is not None
