"""Ruled tables of a scanned page: cells, which of them are inked, and what their figures say.

The text of the cells is left to the page reader, which reads the page once, rules blanked, and puts
the words into the cells; here only what must be read apart is read: columns of figures, by two
unlike readers, and the codes at the left, by the better one. The second of the two is asked once
for all pages that are read together: starting it costs as much as thirty of its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Cell, CellReading, Table, Word
from pipeline.read.cell_crops import is_hiding
from pipeline.read.cell_figures import (
    Figure,
    InkedCell,
    Key,
    find_dashes,
    ink_cells,
    is_code,
    read_codes,
    read_figures,
)
from pipeline.read.cell_words import figure_words, has_word
from pipeline.read.digits import look_again, looks_like_figure, read_eng
from pipeline.read.faded import split_faded_rows
from pipeline.read.grid import Grid, RuledPage, find_grids
from pipeline.read.ink import Sheet, blank_rules, find_ink
from pipeline.read.picture import Picture
from pipeline.read.rules import WORK_DPI, Pixels, Rule
from pipeline.read.upright import CleanPage
from pipeline.vietnamese.numbers import same_number

FEWEST_ROWS = 2

_EDGE = 4.0  # points by which the outer rule of a warped table leaves its outline


@dataclass(frozen=True, slots=True)
class ScannedTables:
    """The tables of a page and the page to read their words on."""

    tables: tuple[Table, ...]
    # The page without traced rules and without what has readings; None where there is no table.
    mask: Pixels | None
    loose: tuple[Rule, ...] = ()  # vertical rules outside of the tables
    sheet: Sheet | None = None  # of the mask


@dataclass(frozen=True, slots=True)
class _FoundTables:
    """The tables of a page before the second reader looks at their figures."""

    sheet: Sheet
    grids: tuple[Grid, ...]
    cells: tuple[tuple[tuple[Cell, Box | None], ...], ...]  # of each grid, with their ink
    codes: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    dashes: tuple[InkedCell, ...]
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
    gray = page.picture.gray
    cells = tuple(tuple(_cells(grid, sheet, gray)) for grid in grids)
    inked = [ink_cells(number, some, sheet, gray) for number, some in enumerate(cells)]
    codes = tuple(code for some in inked for code in read_codes(some, sheet, gray))
    figures = tuple(figure for some in inked for figure in read_figures(some, sheet, gray))
    loose = tuple(rule for rule in ruled.down.rules if not _is_inside(rule, grids))
    dashes = tuple(dash for some in inked for dash in find_dashes(some))
    return _FoundTables(sheet, grids, cells, codes, figures, dashes, loose)


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
    """Add the other readings; a cell that neither takes for a figure is the page reader's.

    Lines of a cell are words in it and no more: the page reader says what the cell is as a whole.
    """
    readings: dict[Key, tuple[CellReading, ...]] = {}
    words = {dash.key: (Word("-", dash.ink),) for dash in found.dashes}
    read = []
    for cell, by_pp_ocr in found.figures:
        by_eng = next(second)
        if cell.line and has_word(by_pp_ocr.text):
            continue
        if _may_be_figure(by_pp_ocr, by_eng[0]):
            seen = figure_words(cell.ink, (by_pp_ocr, *by_eng))
            words[cell.key] = (*words.get(cell.key, ()), *seen)
            if not cell.line:
                readings[cell.key] = (by_pp_ocr, *by_eng)
                read.append(cell.ink)
    for cell, by_pp_ocr in found.codes:
        words[cell.key] = (*words.get(cell.key, ()), Word(by_pp_ocr.text, cell.ink))
        if is_code(by_pp_ocr.text) and not cell.line:
            readings[cell.key] = (by_pp_ocr,)
            read.append(cell.ink)
    tables = (
        _table(grid, number, found.cells[number], readings, words)
        for number, grid in enumerate(found.grids)
    )
    sheet = replace(found.sheet, pixels=found.sheet.without(read))
    return ScannedTables(tuple(tables), sheet.pixels, found.loose, sheet)


def _table(
    grid: Grid,
    number: int,
    cells: Sequence[tuple[Cell, Box | None]],
    readings: Mapping[Key, tuple[CellReading, ...]],
    words: Mapping[Key, tuple[Word, ...]],
) -> Table:
    keys = [(number, cell.row, cell.column) for cell, _ in cells]
    read = (
        replace(cell, readings=readings.get(key, ()), words=words.get(key, ()))
        for key, (cell, _) in zip(keys, cells, strict=True)
    )
    return Table(len(grid.rows) - 1, len(grid.columns) - 1, tuple(read), grid.outline)


def _cells(grid: Grid, sheet: Sheet, page: Pixels) -> list[tuple[Cell, Box | None]]:
    """All cells of a grid with the box of their ink."""
    cells = []
    for place in grid.places:
        box = grid.box(place)
        ink = find_ink(sheet, box)
        spans = (place.row_span, place.column_span)
        inked = ink is not None or is_hiding(sheet, page, box)
        cells.append((Cell(place.row, place.column, "", box, *spans, ink=inked), ink))
    return cells
