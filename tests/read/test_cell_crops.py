"""Figures cut out of cells: whole, without the rules they touch, one line at a time."""

from __future__ import annotations

import numpy as np

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.read.cell_crops import cut_cell, cut_lines, cut_pieces
from pipeline.read.ink import Sheet, find_ink
from pipeline.read.rules import Pixels

DPI = 200
SCALE = POINTS_PER_INCH / DPI
LEFT, TOP, RIGHT, BOTTOM = 40, 30, 240, 70  # pixels; where the rules run
CELL = Box(LEFT * SCALE, TOP * SCALE, RIGHT * SCALE, BOTTOM * SCALE)


def draw(*blocks: tuple[int, int, int, int]) -> tuple[Sheet, Pixels]:
    """Draw blocks of ink (left, top, right, bottom) into a ruled cell.

    Returns:
        The page with its rules blanked but for a remainder beside the ink, and as it is.
    """
    page = np.full((120, 300), 255, np.uint8)
    for left, top, right, bottom in blocks:
        page[top:bottom, left:right] = 0
    bare = page.copy()
    page[TOP - 1 : TOP + 2], page[BOTTOM - 1 : BOTTOM + 2] = 0, 0
    page[:, LEFT - 1 : LEFT + 2], page[:, RIGHT - 1 : RIGHT + 2] = 0, 0
    for _, top, right, bottom in blocks:
        if right > RIGHT - 6:
            bare[top:bottom, RIGHT - 1 : RIGHT + 2] = 0
    return Sheet(bare, DPI, 255, 128), page


def edges(box: Box) -> tuple[int, ...]:
    return tuple(round(side / SCALE) for side in (box.left, box.top, box.right, box.bottom))


def test_a_figure_that_ends_at_its_rule_is_cut_out_whole_and_without_it() -> None:
    sheet, page = draw((200, 42, 214, 60), (220, 42, 237, 60))
    ink = find_ink(sheet, CELL)
    assert ink is not None
    assert edges(ink)[2] < 237

    cut = cut_cell(sheet, page, ink, CELL)

    assert (edges(cut.ink)[0], edges(cut.ink)[2]) == (200, 237)
    assert (cut.pixels[:, -6:] > 128).all()


def test_a_figure_that_stands_on_the_rule_below_it_keeps_its_feet() -> None:
    sheet, page = draw((200, 50, 212, 68))
    ink = find_ink(sheet, CELL)
    assert ink is not None

    cut = cut_cell(sheet, page, ink, CELL)

    assert edges(cut.ink)[3] == 68


def test_a_minus_as_small_as_a_speck_is_a_part_of_its_figure() -> None:
    sheet, page = draw((180, 51, 185, 53), (190, 42, 210, 60))
    ink = Box(190 * SCALE, 42 * SCALE, 210 * SCALE, 60 * SCALE)

    cut = cut_cell(sheet, page, ink, CELL)

    assert edges(cut.ink)[0] == 180


def test_a_speck_before_a_figure_is_none() -> None:
    sheet, page = draw((180, 44, 182, 46), (190, 42, 210, 60))
    ink = Box(190 * SCALE, 42 * SCALE, 210 * SCALE, 60 * SCALE)

    cut = cut_cell(sheet, page, ink, CELL)

    assert edges(cut.ink)[0] == 190


def test_lines_of_one_cell_are_cut_apart() -> None:
    sheet, page = draw((180, 36, 210, 47), (190, 53, 210, 64))

    cuts = list(cut_lines(sheet, page, CELL))

    assert len(cuts) == 2
    assert edges(cuts[0].ink)[3] < 53
    assert edges(cuts[1].ink)[3] >= 64


def test_a_cell_of_one_line_has_no_lines_to_cut() -> None:
    sheet, page = draw((180, 42, 210, 60))

    assert list(cut_lines(sheet, page, CELL)) == []


def test_the_number_of_a_note_far_before_its_figure_is_cut_off() -> None:
    sheet, page = draw((50, 42, 66, 60), (180, 42, 210, 60))

    cuts = list(cut_pieces(sheet, page, CELL))

    assert [edges(cut.ink)[::2] for cut in cuts] == [(50, 66), (180, 210)]
