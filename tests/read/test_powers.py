"""Raised digits behind metres, which the page's engine takes for other signs."""

from __future__ import annotations

import pytest
from PIL import ImageDraw, ImageFont

from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Word
from pipeline.read.ink import Sheet
from pipeline.read.powers import mend_powers
from tests.read.ruled import DPI, as_pixels, blank_page

_SCALE = DPI / 72


@pytest.mark.parametrize(
    ("printed", "seen", "mended"),
    [("(đ/m³)", "(đ/m?)", "(đ/m³)"), ("(m²)", "(m))", "(m²)"), ("(km)", "(km)", "(km)")],
)
def test_a_raised_digit_is_read_by_the_reader_that_has_them(
    printed: str, seen: str, mended: str
) -> None:
    page = blank_page()
    font = ImageFont.truetype("Tinos-Regular.ttf", round(12 * _SCALE))
    pen = ImageDraw.Draw(page)
    pen.text((100 * _SCALE, 100 * _SCALE), printed, font=font, fill=0)
    edges = pen.textbbox((100 * _SCALE, 100 * _SCALE), printed, font=font)
    word = Word(seen, Box(*(edge / _SCALE for edge in edges)), 0.3)
    figure = Word("12?", word.box, second=CellReading("eng", "12"))

    words = mend_powers([word, figure], Sheet(as_pixels(page), DPI, 255, 160))

    assert [one.text for one in words] == [mended, "12?"]
