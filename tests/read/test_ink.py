"""What counts as printed, and what blanking leaves."""

from __future__ import annotations

import numpy as np

from pipeline.model.geometry import Box
from pipeline.read.grid import find_grids
from pipeline.read.ink import Sheet, blank_rules, find_ink
from pipeline.read.rules import working_copy
from tests.read.ruled import DPI, EDGES, TOP, as_pixels, draw_table, wear

CELL = Box(0, 0, 72, 36)


def sheet_with(marks: list[tuple[int, int, int, int]], gray: int = 40) -> Sheet:
    pixels = np.full((100, 200), 250, np.uint8)
    for left, top, right, bottom in marks:
        pixels[top:bottom, left:right] = gray
    return Sheet(pixels, DPI, paper=250, threshold=190)


def test_a_thin_digit_is_ink() -> None:
    sheet = sheet_with([(100, 40, 103, 58)])

    ink = find_ink(sheet, CELL)

    assert ink is not None
    assert ink.contains(101.5 * 72 / DPI, 49 * 72 / DPI)


def test_a_hyphen_is_ink() -> None:
    ink = find_ink(sheet_with([(95, 50, 106, 53)]), CELL)

    assert ink is not None


def test_a_faded_digit_is_ink() -> None:
    ink = find_ink(sheet_with([(100, 40, 104, 58)], gray=150), CELL)

    assert ink is not None


def test_a_digit_that_wear_broke_in_two_is_ink() -> None:
    head, foot = (100, 40, 104, 45), (100, 51, 104, 56)

    assert find_ink(sheet_with([head, foot]), CELL) is not None
    assert find_ink(sheet_with([head]), CELL) is None


def test_specks_are_no_ink() -> None:
    specks = [(30 + 20 * step, 40, 32 + 20 * step, 42) for step in range(7)]

    ink = find_ink(sheet_with(specks), CELL)

    assert ink is None


def test_the_rules_of_a_cell_are_no_ink() -> None:
    pixels = wear(draw_table([("", "", "", "", "")] * 6))
    page = find_grids(working_copy(pixels, DPI))

    sheet = blank_rules(pixels, DPI, page)

    (grid,) = page.grids
    assert [find_ink(sheet, grid.box(place)) for place in grid.places] == [None] * 30


def test_blanking_takes_the_rules_and_leaves_the_letters_on_them() -> None:
    pixels = as_pixels(draw_table())
    rule = round(TOP * DPI)
    across = slice(round((EDGES[1] + 0.2) * DPI), round((EDGES[2] - 0.2) * DPI))
    pixels[rule - 12 : rule + 12, 700:704] = 0

    sheet = blank_rules(pixels, DPI, find_grids(working_copy(pixels, DPI)))

    band = sheet.pixels[rule - 3 : rule + 4, across]
    dark = np.flatnonzero((band < 128).any(0)) + across.start
    assert set(dark) == {700, 701, 702, 703}
