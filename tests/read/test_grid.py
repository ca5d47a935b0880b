"""Where tables are found, and where none are."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.grid import Grid, find_grids
from pipeline.read.rules import Pixels, working_copy
from tests.read.ruled import (
    DPI,
    EDGES,
    HEADING,
    LINE,
    PADDING,
    ROWS,
    TOP,
    as_pixels,
    blank_page,
    draw_prose,
    draw_table,
    wear,
)


def only_grid(pixels: Pixels, dpi: float = DPI) -> Grid:
    (grid,) = find_grids(working_copy(pixels, dpi)).grids
    return grid


@pytest.mark.parametrize("turn", [0.0, 0.3, -0.3])
def test_a_worn_table_keeps_its_rows_and_columns(turn: float) -> None:
    pixels = wear(draw_table(), turn=turn)

    grid = only_grid(pixels)

    assert len(grid.rows) == len(ROWS) + 1
    assert len(grid.columns) == len(EDGES)
    assert len(grid.places) == 5 * len(ROWS)


def test_a_scan_of_300_dpi_has_no_columns_from_the_edges_of_text() -> None:
    page = draw_table()
    large = page.resize((page.width * 3 // 2, page.height * 3 // 2), Image.Resampling.BICUBIC)

    grid = only_grid(as_pixels(large), 300)

    assert len(grid.columns) == len(EDGES)


def test_boxes_of_cells_are_in_points_of_the_page() -> None:
    pixels = as_pixels(draw_table())

    grid = only_grid(pixels)

    box = grid.box(grid.places[0])
    assert box.left == pytest.approx(72 * EDGES[0], abs=1)
    assert box.top == pytest.approx(72 * TOP, abs=1)
    assert box.right == pytest.approx(72 * EDGES[1], abs=1)
    assert box.bottom == pytest.approx(72 * (TOP + LINE + 2 * PADDING), abs=1)


def test_breaks_in_the_rules_lose_no_row() -> None:
    pixels = wear(draw_table(gap=0.25), turn=0.1)

    grid = only_grid(pixels)

    assert len(grid.rows) == len(ROWS) + 1


def test_a_heading_over_two_columns_is_one_cell() -> None:
    heading = ("STT", "Chỉ tiêu", "", "", "Ghi chú")
    page = draw_table([heading, HEADING, *ROWS[1:]])
    middle, bottom = TOP + LINE + 2 * PADDING, TOP + 2 * LINE + 4 * PADDING
    pen = ImageDraw.Draw(page)
    erase = [(0, 1, middle), (1, 2, middle), (4, 5, middle)]
    for left, right, y in erase:
        pen.rectangle(
            [EDGES[left] * DPI + 3, y * DPI - 4, EDGES[right] * DPI - 3, y * DPI + 4], fill=255
        )
    pen.rectangle(
        [EDGES[3] * DPI - 4, TOP * DPI + 3, EDGES[3] * DPI + 4, middle * DPI - 3], fill=255
    )

    grid = only_grid(as_pixels(page))

    spans = {(p.row, p.column): (p.row_span, p.column_span) for p in grid.places}
    assert spans[0, 0] == spans[0, 1] == spans[0, 4] == (2, 1)
    assert spans[0, 2] == (1, 2)
    assert spans[1, 2] == spans[1, 3] == (1, 1)
    assert grid.box(grid.places[0]).bottom == pytest.approx(72 * bottom, abs=1)


@pytest.mark.parametrize("stem", [0.0, 1.2, -1.2])
def test_letters_on_the_edge_of_a_merged_heading_are_no_rule(stem: float) -> None:
    heading = ("STT", "Chỉ tiêu", "", "", "Ghi chú")
    page = draw_table([heading, HEADING, *ROWS[1:]])
    middle = TOP + LINE + 2 * PADDING
    pen = ImageDraw.Draw(page)
    x = EDGES[3] * DPI
    pen.rectangle([x - 4, TOP * DPI + 3, x + 4, middle * DPI - 3], fill=255)
    font = ImageFont.truetype("Tinos-Bold.ttf", round(13 / 72 * DPI))
    # The stem of an H lies where the rule below would go on.
    left = x - pen.textlength("Kế ", font=font) - 3 + stem
    pen.text((left, (TOP + PADDING) * DPI - 3), "Kế Hoạch", font=font, fill=0)

    grid = only_grid(as_pixels(page))

    spans = {(p.row, p.column): (p.row_span, p.column_span) for p in grid.places}
    assert spans[0, 2] == (1, 2)
    assert spans[2, 2] == spans[2, 3] == (1, 1)


def test_a_line_of_text_close_above_a_table_is_not_its_first_row() -> None:
    page = draw_table()
    pen = ImageDraw.Draw(page)
    y = (TOP - 0.1) * DPI
    for left in np.arange(EDGES[0] * DPI, EDGES[-1] * DPI - 60, 62):
        pen.line([left, y, left + 56, y], fill=0, width=2)  # feet of bold capitals

    grid = only_grid(as_pixels(page))

    assert len(grid.rows) - 1 == len(ROWS)
    assert grid.outline.top == pytest.approx(72 * TOP, abs=1.5)


def test_a_table_without_rules_at_its_sides_has_its_outer_columns() -> None:
    pixels = as_pixels(draw_table(sides=False))

    grid = only_grid(pixels)

    assert len(grid.columns) == len(EDGES)


def test_prose_is_no_table() -> None:
    pixels = wear(draw_prose())

    page = find_grids(working_copy(pixels, DPI))

    assert page.grids == ()


def test_text_that_begins_right_under_a_table_does_not_lengthen_it() -> None:
    page = draw_table()
    table = only_grid(as_pixels(page))
    bottom = table.outline.bottom
    pen = ImageDraw.Draw(page)
    for number in range(3):
        y = bottom * DPI / 72 + 8 + number * 0.2 * DPI
        for edge in EDGES:
            pen.line([edge * DPI, y, edge * DPI, y + 0.1 * DPI], fill=0, width=2)

    assert only_grid(as_pixels(page)).outline.bottom == pytest.approx(bottom, abs=2)


def test_columns_too_faint_to_trace_at_once_are_found_by_their_length() -> None:
    rows = [(str(number), f"Chỉ tiêu số {number}", "Hồ sơ", "12", "") for number in range(14)]
    page = np.array(draw_table(rows, across=False), dtype=np.int16)
    rules = np.array(draw_table([("", "", "", "", "")] * 14, across=False), dtype=np.int16) < 128
    page[rules] = 236
    page += np.random.default_rng(3).normal(0, 3, page.shape).astype(np.int16)

    grid = only_grid(np.clip(page, 0, 255).astype(np.uint8))

    assert [column.offset / 150 for column in grid.columns] == pytest.approx(EDGES, abs=0.03)


def test_a_box_and_an_underline_are_no_table() -> None:
    page = draw_prose(10)
    pen = ImageDraw.Draw(page)
    pen.rectangle([200, 900, 900, 1300], outline=0, width=3)
    pen.line([300, 1500, 800, 1500], fill=0, width=3)

    found = find_grids(working_copy(as_pixels(page), DPI))

    assert found.grids == ()


@pytest.mark.parametrize("shape", [(1, 1), (3, 4000), (50, 50)])
def test_pages_of_odd_sizes_have_no_table(shape: tuple[int, int]) -> None:
    pixels = np.full(shape, 255, np.uint8)

    found = find_grids(working_copy(pixels, DPI))

    assert found.grids == ()


def test_a_blank_page_has_no_table() -> None:
    found = find_grids(working_copy(as_pixels(blank_page()), DPI))

    assert found.grids == ()
