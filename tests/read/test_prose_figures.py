"""Figures of the prose of scans, read a second time."""

from __future__ import annotations

from PIL import ImageDraw, ImageFont

from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Line, Table, Word
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

    second = [word.second.text if word.second else None for word in read.words]
    assert [text.rstrip(".") if text else text for text in second] == [
        None,
        None,
        "05",
        None,
        "99,8%",
    ]
    assert read.text == line.text


def test_words_inside_a_table_are_left_to_its_own_readers() -> None:
    page, line = print_line()
    table = Table(1, 1, (), line.box)

    (read,) = read_figures_again(page, [line], [table])

    assert read == line
