"""Rows without rules between them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import ImageDraw

from pipeline.read.faded import split_faded_rows
from pipeline.read.grid import Grid, Place, find_grids
from pipeline.read.ink import Sheet, blank_rules
from pipeline.read.rules import WORK_DPI, Pixels, working_copy
from pipeline.read.text_lines import find_lines
from tests.read.ruled import DPI, EDGES, LINE, PADDING, ROWS, TOP, as_pixels, draw_table, wear


def split(pixels: Pixels) -> Grid:
    fine = working_copy(pixels, DPI)
    page = find_grids(fine)
    return split_faded_rows(
        page.grids[0], blank_rules(pixels, DPI, page), Sheet(fine, WORK_DPI, 255, 128)
    )


@pytest.mark.parametrize("turn", [0.0, 0.2])
def test_rows_without_rules_are_cut_around_their_codes(turn: float) -> None:
    pixels = wear(draw_table(across=False), turn=turn)

    grid = split(pixels)

    tops = [TOP]
    for row in ROWS:
        tops.append(tops[-1] + max(t.count("\n") + 1 for t in row) * LINE + 2 * PADDING)
    codes = [place for place in grid.places if place.column == 0]
    assert len(codes) == len(ROWS)
    assert [grid.box(place).top for place in codes] == pytest.approx(
        [72 * top for top in tops[:-1]], abs=5
    )


def test_a_row_with_one_code_stays_whole() -> None:
    pixels = as_pixels(draw_table())

    grid = split(pixels)

    assert grid == find_grids(working_copy(pixels, DPI)).grids[0]


def test_a_heading_of_two_lines_stays_whole() -> None:
    heading = ("Số\nTT", "Chỉ tiêu", "Đơn vị\ntính", "Số\nliệu", "Ghi\nchú")
    pixels = as_pixels(draw_table([heading, *ROWS[1:]]))

    grid = split(pixels)

    assert len(grid.rows) == len(ROWS) + 1


def test_lines_of_a_name_are_found_although_their_marks_touch() -> None:
    rows = [*ROWS[:3], ("4", "Tổ chức Ủy ban Ầ Ẩ\nbổ sung ặ ợ ệ gỵ\nỔ Ễ Ấ ưỡng", "", "", "")]
    pixels = as_pixels(draw_table(rows))
    page = find_grids(working_copy(pixels, DPI))
    (grid,) = page.grids
    name = next(place for place in grid.places if (place.row, place.column) == (3, 1))

    lines = find_lines(blank_rules(pixels, DPI, page), grid.box(name))

    assert len(lines) == 3


def test_dots_too_weak_to_trace_still_divide_the_rows() -> None:
    page = draw_table(across=False)
    pen = ImageDraw.Draw(page)
    tops = [TOP]
    for row in ROWS:
        tops.append(tops[-1] + max(t.count("\n") + 1 for t in row) * LINE + 2 * PADDING)
    for top in tops[1:-1]:
        for x in range(round(EDGES[0] * DPI), round(EDGES[-1] * DPI), 6):
            pen.point((x, round(top * DPI)), fill=80)
    pixels = as_pixels(page)

    assert _tops(split(pixels)) == pytest.approx([72 * top for top in tops[:-1]], abs=1)


def test_figures_in_one_cell_with_their_heading_are_cut_out_of_it() -> None:
    pixels = as_pixels(draw_table(across=False))
    fine = working_copy(pixels, DPI)
    page = find_grids(fine)
    whole = page.grids[0]
    # One traced rule below the heading, worn away in the column of figures.
    heading = replace(whole.rows[0], offset=whole.rows[0].offset + 0.3 * WORK_DPI)
    places = [Place(0, column) for column in range(5) if column != 3]
    places += [Place(1, column) for column in range(5) if column != 3] + [Place(0, 3, 2)]
    grid = Grid(
        (whole.rows[0], heading, whole.rows[1]),
        whole.columns,
        tuple(sorted(places, key=lambda place: (place.row, place.column))),
    )

    sheet = blank_rules(pixels, DPI, page)
    divided = split_faded_rows(grid, sheet, Sheet(fine, WORK_DPI, 255, 128))

    figures = [place for place in divided.places if place.column == 3]
    assert len(figures) == len(ROWS) - 1
    assert [place.row_span for place in figures] == [2] + [1] * (len(ROWS) - 2)


def _tops(grid: Grid) -> list[float]:
    return [grid.box(place).top for place in grid.places if place.column == 0]
