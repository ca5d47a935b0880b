"""Figures of the prose of scans, read a second time."""

from __future__ import annotations

from dataclasses import replace

from PIL import ImageDraw, ImageFont

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import CellReading, Line, Word
from pipeline.read.lines import make_line
from pipeline.read.picture import Picture
from pipeline.read.prose_figures import read_figures_again
from tests.read.ruled import DPI, as_pixels, blank_page

# Printed, and what the first reader made of it.
PRINTED = (("sắp", "sắp"), ("xếp", "xếp"), ("05", "95"), ("người,", "người,"), ("99,8%.", "99,8%."))


def print_line() -> tuple[Picture, Line]:
    """Draw a sentence at 200 dpi and give it as the first reader saw it."""
    page = blank_page()
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype("Tinos-Regular.ttf", round(13.5 * DPI / POINTS_PER_INCH))
    words = []
    left = 200.0
    for printed, read in PRINTED:
        pen.text((left, 300), printed, font=font, fill=0)
        edges = pen.textbbox((left, 300), printed, font=font)
        words.append(Word(read, Box(*(edge * POINTS_PER_INCH / DPI for edge in edges)), 0.96))
        left += pen.textlength(printed + " ", font=font)
    return Picture(as_pixels(page), float(DPI)), make_line(words)


def test_the_second_reader_sees_what_the_first_misread() -> None:
    page, line = print_line()

    (read,) = read_figures_again(page, [line], ())

    wrong, right = read.words[2], read.words[4]
    assert [word.second is None for word in read.words] == [True, True, False, True, False]
    assert (wrong.text, wrong.raw, wrong.second) == ("05", "95", CellReading("vie", "95", 0.96))
    assert (right.text, right.raw) == ("99,8%.", "")
    assert right.second is not None
    assert right.second.text.rstrip(".") == "99,8%"
    assert read.text == "sắp xếp 05 người, 99,8%."


def test_a_crop_that_lost_a_digit_does_not_win() -> None:
    page, line = print_line()
    longer = make_line([replace(line.words[2], text="052")])

    (read,) = read_figures_again(page, [longer], ())

    # The paper says 05, which a crop cut off behind the 5 would say of 052 as well.
    assert (read.text, read.words[0].raw) == ("052", "")
    assert read.words[0].second is not None
    assert read.words[0].second.text == "05"


def test_words_inside_a_table_are_left_to_its_own_readers() -> None:
    page, line = print_line()
    outlines = [line.box] if line.box else []

    (read,) = read_figures_again(page, [line], outlines)

    assert read == line
