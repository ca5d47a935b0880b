"""Ruled tables of a scanned page: cells, which of them are inked, and what their figures say.

The text of the cells is left to the page reader, which reads the page once, rules blanked, and puts
the words into the cells; here only what must be read apart is read: columns of figures, by two
unlike readers, and the codes at the left, by the better one. The second of the two is asked once
for all pages that are read together: starting it costs as much as thirty of its figures.

Nothing here knows a form. A column of figures is recognised by its ink (short, one line) and by
what a sample of its cells reads like; columns of words are not read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Cell, CellReading, Table
from pipeline.read.digits import look_again, read_eng, read_pp_ocr
from pipeline.read.faded import WIDEST_CODES, split_faded_rows
from pipeline.read.grid import Grid, RuledPage, find_grids
from pipeline.read.ink import Sheet, blank_rules, crop, find_ink
from pipeline.read.picture import Picture
from pipeline.read.rules import WORK_DPI, Pixels, Rule
from pipeline.read.upright import CleanPage
from pipeline.vietnamese.numbers import same_number

FEWEST_ROWS = 2

WIDEST_FIGURE = 1.2 * POINTS_PER_INCH  # points of ink; 1.234.567.890,5 in 13 pt is 1.1 inch
HIGHEST_LINE = 0.26 * POINTS_PER_INCH  # points of ink; one line of 14 pt with marks is 0.2 inch
SHORT_SHARE = 0.5  # of the inked cells of a column
SAMPLE = 5  # cells of a column, read first
_EDGE = 4.0  # points by which the outer rule of a warped table leaves its outline
FIGURE_SHARE = 0.4  # of the sample; its heading and a dash may be among it


Key = tuple[int, int, int]  # table, row, column, each from 0


@dataclass(frozen=True, slots=True)
class ScannedTables:
    """The tables of a page and the page to read their words on."""

    tables: tuple[Table, ...]
    # The page without traced rules and without what has readings; None where there is no table.
    mask: Pixels | None
    loose: tuple[Rule, ...] = ()  # vertical rules outside of the tables


@dataclass(frozen=True, slots=True)
class InkedCell:
    """A cell of one of the tables, its ink, and its crop."""

    table: int  # from 0
    cell: Cell
    ink: Box
    pixels: Pixels
    dpi: float

    @property
    def is_short(self) -> bool:
        """Whether a figure would look so: one line, not wide."""
        return self.ink.width <= WIDEST_FIGURE and self.ink.height <= HIGHEST_LINE

    @property
    def is_narrow(self) -> bool:
        """Whether the column can be one of codes."""
        return self.cell.box is not None and self.cell.box.width <= WIDEST_CODES

    @property
    def key(self) -> Key:
        """What names the cell on its page."""
        return self.table, self.cell.row, self.cell.column


Figure = tuple[InkedCell, CellReading]  # with what PP-OCR read


@dataclass(frozen=True, slots=True)
class _FoundTables:
    """The tables of a page before the second reader looks at their figures."""

    sheet: Sheet
    grids: tuple[Grid, ...]
    cells: tuple[tuple[tuple[Cell, Box | None], ...], ...]  # of each grid, with their ink
    codes: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    loose: tuple[Rule, ...]  # vertical rules outside of the tables


def read_tables(
    pages: Sequence[CleanPage], scratch: Path, timeout: float
) -> tuple[ScannedTables, ...]:
    """Find the ruled tables of pages and read their figures.

    Args:
        pages: Upright, deskewed, with an even background, dark ink on white.
        scratch: An existing folder for temporary files.
        timeout: Seconds for one call of an engine.

    Raises:
        EngineError: A reader is missing, failed, or took too long.
    """
    ruled = [find_grids(page.fine) for page in pages]
    found = [_find_tables(page, rules) for page, rules in zip(pages, ruled, strict=True)]
    figures = [figure for page in found if page for figure in page.figures]
    second = iter(_read_otherwise(figures, scratch, timeout))
    return tuple(
        _with_second(page, second) if page else ScannedTables((), None, rules.down.rules)
        for page, rules in zip(found, ruled, strict=True)
    )


def _read_otherwise(
    figures: Sequence[Figure], scratch: Path, timeout: float
) -> list[tuple[CellReading, ...]]:
    """Read by Tesseract what PP-OCR has read, and look again where they differ."""
    crops = [Picture(cell.pixels, cell.dpi) for cell, _ in figures]
    second = read_eng(crops, scratch, timeout)
    differing = [
        index
        for index, ((_, by_pp_ocr), by_eng) in enumerate(zip(figures, second, strict=True))
        if _may_be_figure(by_pp_ocr, by_eng) and not same_number(by_pp_ocr.text, by_eng.text)
    ]
    again = look_again([crops[index] for index in differing], scratch, timeout)
    third = dict(zip(differing, again, strict=True))
    return [
        (by_eng, third[index]) if index in third else (by_eng,)
        for index, by_eng in enumerate(second)
    ]


def _may_be_figure(*readings: CellReading) -> bool:
    return any(looks_like_figure(reading.text) for reading in readings)


def _find_tables(page: CleanPage, ruled: RuledPage) -> _FoundTables | None:
    if not ruled.grids:
        return None
    sheet = blank_rules(page.picture.gray, page.picture.dpi, ruled)
    fine = Sheet(page.fine, WORK_DPI, 255, 128)
    divided = (split_faded_rows(grid, sheet, fine) for grid in ruled.grids)
    grids = tuple(grid for grid in divided if len(grid.rows) > FEWEST_ROWS)
    if not grids:
        return None
    cells = tuple(tuple(_cells(grid, sheet)) for grid in grids)
    inked = [_inked(number, some, sheet) for number, some in enumerate(cells)]
    codes = tuple(code for some in inked for code in _codes(some))
    figures = tuple(figure for some in inked for figure in _figures(some))
    loose = tuple(rule for rule in ruled.down.rules if not _is_inside(rule, grids))
    return _FoundTables(sheet, grids, cells, codes, figures, loose)


def _is_inside(rule: Rule, grids: Sequence[Grid]) -> bool:
    """Say whether the middle of a vertical rule lies in a table."""
    middle = (rule.start + rule.end) / 2
    x, y = (length * POINTS_PER_INCH / WORK_DPI for length in (rule.across(middle), middle))
    edge = _EDGE
    return any(
        grid.outline.left - edge <= x <= grid.outline.right + edge
        and grid.outline.top <= y <= grid.outline.bottom
        for grid in grids
    )


def _with_second(found: _FoundTables, second: Iterator[tuple[CellReading, ...]]) -> ScannedTables:
    """Add the other readings; a cell that neither takes for a figure is the page reader's."""
    readings: dict[Key, tuple[CellReading, ...]] = {}
    read = []
    for cell, by_pp_ocr in found.figures:
        by_eng = next(second)
        if _may_be_figure(by_pp_ocr, by_eng[0]):
            readings[cell.key] = (by_pp_ocr, *by_eng)
            read.append(cell.ink)
    for cell, by_pp_ocr in found.codes:
        readings[cell.key] = (by_pp_ocr,)
        read.append(cell.ink)
    tables = (
        _table(grid, number, found.cells[number], readings)
        for number, grid in enumerate(found.grids)
    )
    return ScannedTables(tuple(tables), found.sheet.without(read), found.loose)


def _table(
    grid: Grid,
    number: int,
    cells: Sequence[tuple[Cell, Box | None]],
    readings: Mapping[Key, tuple[CellReading, ...]],
) -> Table:
    read = (
        replace(cell, readings=readings.get((number, cell.row, cell.column), ()))
        for cell, _ in cells
    )
    return Table(len(grid.rows) - 1, len(grid.columns) - 1, tuple(read), grid.outline)


def _cells(grid: Grid, sheet: Sheet) -> list[tuple[Cell, Box | None]]:
    """All cells of a grid with the box of their ink."""
    cells = []
    for place in grid.places:
        box = grid.box(place)
        ink = find_ink(sheet, box)
        spans = (place.row_span, place.column_span)
        cells.append((Cell(place.row, place.column, "", box, *spans, ink=ink is not None), ink))
    return cells


def _inked(table: int, cells: Sequence[tuple[Cell, Box | None]], sheet: Sheet) -> list[InkedCell]:
    return [
        InkedCell(table, cell, ink, crop(sheet, ink, cell.box), sheet.dpi)
        for cell, ink in cells
        if ink is not None and cell.box is not None
    ]


def _codes(inked: Sequence[InkedCell]) -> list[Figure]:
    """The codes of the rows, if the leftmost column is one of codes.

    PP-OCR reads 98 of 100 of them right, Tesseract half; its time is won back from the page reader,
    which finds these words blanked. Other words of the column, "STT", are left to it.
    """
    column = [cell for cell in inked if cell.cell.column == 0 and cell.is_narrow and cell.is_short]
    return [(cell, reading) for cell, reading in _read_column(column) if is_code(reading.text)]


def _figures(inked: Sequence[InkedCell]) -> list[Figure]:
    """The cells of one table that look like figures, read once."""
    figures: list[Figure] = []
    for column in sorted({cell.cell.column for cell in inked} - {0}):
        cells = [c for c in inked if c.cell.column == column and c.cell.column_span == 1]
        short = [cell for cell in cells if cell.is_short]
        if len(short) >= SHORT_SHARE * len(cells):
            figures += _read_column(short)
    return figures


def _read_column(cells: Sequence[InkedCell]) -> list[Figure]:
    """Read a sample, evenly spread, and the rest if the sample is figures.

    Ink alone does not tell "Người" from "17.465"; a sample costs less than a column.
    """
    if not cells:
        return []
    step = -(-len(cells) // SAMPLE)
    sample = _read_once(cells[::step])
    likely = sum(looks_like_figure(reading.text) for _, reading in sample)
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


def looks_like_figure(text: str) -> bool:
    """Say whether a text has digits, and no more letters than a misread figure.

    >>> [looks_like_figure(text) for text in ("17.465", "99,8 %", "(01)", "%", "6 tháng", "")]
    [True, True, True, False, False, False]
    >>> looks_like_figure("o1"), looks_like_figure("S6 lieu")
    (True, False)
    """
    digits = sum(letter.isdigit() for letter in text)
    return digits > 0 and sum(letter.isalpha() for letter in text) <= digits
