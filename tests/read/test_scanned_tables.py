"""From the pixels of a page to cells with readings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.model.page import Cell, Table
from pipeline.read.rules import Pixels
from pipeline.read.scanned_tables import ScannedTables, read_tables
from pipeline.vietnamese.numbers import parse_number
from tests.read.ruled import DPI, ROWS, as_page, as_pixels, draw_prose, draw_table, wear

VALUE = 3


def read(pixels: Pixels, scratch: Path) -> ScannedTables:
    (found,) = read_tables([as_page(pixels)], scratch, 30)
    return found


def cells_of(table: Table, column: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.column == column]


@pytest.mark.ocr
@pytest.mark.parametrize("across", [True, False])
def test_both_readers_agree_on_the_figures_of_a_worn_table(tmp_path: Path, across: bool) -> None:
    pixels = wear(draw_table(across=across), turn=0.1)

    (table,) = read(pixels, tmp_path).tables

    assert (table.rows, table.columns) == (len(ROWS), 5)
    for cell, row in zip(cells_of(table, VALUE)[1:], ROWS[1:], strict=True):
        numbers = {parse_number(reading.text) for reading in cell.readings}
        assert cell.ink == bool(row[VALUE])
        assert numbers == ({parse_number(row[VALUE])} if row[VALUE] else set())


@pytest.mark.ocr
def test_codes_are_read_once_and_other_words_of_their_column_are_not(tmp_path: Path) -> None:
    pixels = wear(draw_table())

    (table,) = read(pixels, tmp_path).tables

    codes = [[reading.text for reading in cell.readings] for cell in cells_of(table, 0)]
    assert codes == [[], *([row[0]] for row in ROWS[1:])]


@pytest.mark.ocr
def test_names_units_and_headings_are_left_to_the_page_reader(tmp_path: Path) -> None:
    pixels = wear(draw_table())

    (table,) = read(pixels, tmp_path).tables

    others = [cell for cell in table.cells if cell.row == 0 or cell.column in (1, 2, 4)]
    assert all(cell.text == "" and cell.readings == () for cell in others)


@pytest.mark.ocr
def test_empty_cells_are_told_from_inked_ones(tmp_path: Path) -> None:
    pixels = wear(draw_table(), noise=14.0)

    (table,) = read(pixels, tmp_path).tables

    inked = [cell.ink for cell in table.cells]
    assert inked == [bool(text) for row in ROWS for text in row]


@pytest.mark.ocr
def test_the_mask_has_the_names_but_no_rules_and_no_figures(tmp_path: Path) -> None:
    pixels = as_pixels(draw_table())

    found = read(pixels, tmp_path)

    assert found.mask is not None
    (table,) = found.tables
    dark = {
        cell: int((found.mask[rows, columns] < 128).sum())
        for cell in table.cells
        if cell.box is not None
        for rows in [slice(round(cell.box.top * DPI / 72), round(cell.box.bottom * DPI / 72))]
        for columns in [slice(round(cell.box.left * DPI / 72), round(cell.box.right * DPI / 72))]
    }
    assert all(count == 0 for cell, count in dark.items() if cell.readings or not cell.ink)
    assert all(count > 50 for cell, count in dark.items() if cell.ink and not cell.readings)


def test_the_page_given_is_not_changed(tmp_path: Path) -> None:
    pixels = as_pixels(draw_table([("", "", "", "", "")] * 5))
    before = pixels.copy()

    found = read(pixels, tmp_path)

    assert np.array_equal(pixels, before)
    assert found.mask is not None


def test_a_page_of_prose_has_neither_tables_nor_mask(tmp_path: Path) -> None:
    found = read(as_pixels(draw_prose()), tmp_path)

    assert found.tables == ()
    assert found.mask is None


@pytest.mark.ocr
def test_the_company_of_other_pages_changes_nothing(tmp_path: Path) -> None:
    pages = [
        as_page(wear(draw_table())),
        as_page(as_pixels(draw_prose())),
        as_page(wear(draw_table(ROWS[:4]))),
    ]

    together = read_tables(pages, tmp_path, 30)

    assert [found.tables for found in together] == [
        read(page.picture.gray, tmp_path).tables for page in pages
    ]
