"""Marks over pages: where which colour lands, and what stays to be seen."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.model.geometry import Box
from pipeline.write.overlay import MOST_DPI, Look, Mark, paint_marks

_DPI = 144.0  # two pixels to a point
_WHITE = (255, 255, 255)
_BOX = Box(50, 50, 150, 90)


def _paper(width: int = 400, height: int = 300) -> NDArray[np.uint8]:
    return np.full((height, width), 255, np.uint8)


def _paint(*marks: Mark, paper: NDArray[np.uint8] | None = None) -> Image.Image:
    return paint_marks(_paper() if paper is None else paper, _DPI, marks, ())


def _colours(picture: Image.Image, box: Box, scale: float = 2.0) -> set[object]:
    """Give the colours between the edges of a box, in points."""
    edges = (box.left, box.top, box.right, box.bottom)
    part = picture.crop(tuple(round(edge * scale) for edge in edges))  # type: ignore[arg-type]
    return {colour for _, colour in part.getcolors(1 << 20) or ()}


def test_a_frame_stands_on_the_edge_of_its_box() -> None:
    picture = _paint(Mark(Look.AGREE, _BOX))

    assert picture.getpixel((100, 140)) == Look.AGREE.value.colour
    assert picture.getpixel((200, 100)) == Look.AGREE.value.colour
    assert picture.getpixel((300, 180)) == Look.AGREE.value.colour
    assert picture.getpixel((98, 140)) == picture.getpixel((200, 140)) == _WHITE


def test_a_shade_leaves_the_ink_that_was_overlooked() -> None:
    paper = _paper()
    paper[138:142, 198:202] = 0

    picture = _paint(Mark(Look.EMPTY, _BOX), paper=paper)

    assert picture.getpixel((120, 120)) == Look.EMPTY.value.colour
    assert picture.getpixel((200, 140)) == (0, 0, 0)


def test_what_differs_is_told_from_what_agrees_without_colours() -> None:
    agree, differ = (_paint(Mark(look, _BOX)).convert("L") for look in (Look.AGREE, Look.DIFFER))

    edge = [[picture.getpixel((x, 101)) for x in range(100, 301)] for picture in (agree, differ)]
    assert 255 not in edge[0]
    assert 255 in edge[1]
    assert agree.getpixel((100, 103)) != 255
    assert agree.getpixel((103, 140)) == 255
    assert differ.getpixel((102, 101)) != 255


def test_readings_that_differ_are_written_and_hide_no_figure() -> None:
    paper = _paper()
    paper[125:155, 180:220] = 0  # a figure in the middle of its cell

    picture = _paint(Mark(Look.DIFFER, _BOX, "PP-OCR: 22\neng: 99"), paper=paper)
    without = _paint(Mark(Look.DIFFER, _BOX), paper=paper)

    assert (np.asarray(picture)[125:155, 180:220] == 0).all()
    page = (0, 0, 400, 300)
    assert picture.crop(page).tobytes() != without.crop(page).tobytes()


def test_a_label_at_the_edge_stays_on_the_page() -> None:
    paper = _paper(200, 60)
    paper[2:58, 100:198] = 0

    picture = _paint(Mark(Look.DIFFER, Box(50, 0, 100, 30), "eng: 12"), paper=paper)

    border = [(x, y) for x in range(100) for y in range(60) if picture.getpixel((x, y)) != _WHITE]
    assert border


@pytest.mark.parametrize(("box", "is_written"), [(_BOX, True), (Box(50, 50, 70, 56), False)])
def test_readings_that_agree_are_written_only_where_there_is_room(
    box: Box, is_written: bool
) -> None:
    written, bare = (_paint(Mark(Look.AGREE, box, text)) for text in ("376", ""))

    assert (written.tobytes() != bare.tobytes()) is is_written


def test_a_note_avoids_ink() -> None:
    paper = _paper()
    paper[104:176, 104:296] = 0

    written, bare = (_paint(Mark(Look.AGREE, _BOX, text), paper=paper) for text in ("376", ""))

    assert written.tobytes() == bare.tobytes()


def test_a_fine_scan_is_brought_down_and_its_marks_with_it() -> None:
    picture = paint_marks(_paper(800, 600), 2 * MOST_DPI, [Mark(Look.TABLE, _BOX)], ())

    assert picture.width == 400
    left = round(_BOX.left * MOST_DPI / 72)
    assert picture.getpixel((left, round(70 * MOST_DPI / 72))) == Look.TABLE.value.colour


def test_the_legend_names_below_the_page_what_is_on_it() -> None:
    bare = _paint()
    one, two = _paint(Mark(Look.POOR, _BOX)), _paint(Mark(Look.POOR, _BOX), Mark(Look.CELL, _BOX))

    legend = Box(0, 150, 200, one.height / 2)
    assert bare.height > 300
    assert bare.height < one.height <= two.height
    assert Look.POOR.value.colour in _colours(one, legend)
    assert Look.CELL.value.colour not in _colours(one, legend)
    assert Look.CELL.value.colour in _colours(two, Box(0, 150, 200, two.height / 2))


def test_a_box_beyond_the_paper_is_no_error() -> None:
    picture = _paint(
        Mark(Look.EMPTY, Box(-5, -5, 20, 20)), Mark(Look.DIFFER, Box(190, 140, 230, 170), "vie: 1")
    )

    assert picture.getpixel((10, 10)) == Look.EMPTY.value.colour


def test_equal_marks_give_equal_bytes() -> None:
    marks = [Mark(Look.DIFFER, _BOX, "eng: 1"), Mark(Look.DIFFER, Box(50, 100, 150, 140), "vie: 2")]

    assert _paint(*marks).tobytes() == _paint(*marks).tobytes()


def test_other_mentions_are_labelled_and_the_chosen_figure_hides_nothing_beside_it() -> None:
    mention, bare = (_paint(Mark(Look.MENTION, _BOX, text)) for text in ("279 (2024-Q2)", ""))
    chosen, plain = (_paint(Mark(Look.CHOSEN, Box(50, 80, 60, 86), text)) for text in ("1.404", ""))

    assert mention.tobytes() != bare.tobytes()
    assert chosen.tobytes() == plain.tobytes()
