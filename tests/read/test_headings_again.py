"""Headings of scanned tables, read again where they are worn or run upwards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import ImageDraw, ImageFont

from pipeline.model.geometry import Box
from pipeline.model.page import Cell, CellReading, Table, Word
from pipeline.read.headings_again import RuledScan, read_headings_again
from pipeline.read.ink import Sheet
from tests.read.ruled import DPI, as_pixels, blank_page

pytestmark = pytest.mark.ocr
HEADINGS = ("Số lượt tiếp", "Hướng dẫn bằng văn bản")
_SCALE = DPI / 72


def test_headings_that_run_upwards_are_turned(tmp_path: Path) -> None:
    page = blank_page()
    font = ImageFont.truetype("Tinos-Regular.ttf", round(11 * _SCALE))
    boxes = [Box(100 + 40 * number, 100, 140 + 40 * number, 230) for number in range(2)]
    for box, text in zip(boxes, HEADINGS, strict=True):
        flat = blank_page().crop((0, 0, round(120 * _SCALE), round(18 * _SCALE)))
        ImageDraw.Draw(flat).text((8, 6), text, font=font, fill=0)
        page.paste(flat.rotate(90, expand=True), (round(box.left * _SCALE) + 20, 290))
    pixels = as_pixels(page)
    junk = Word("S0", boxes[0], None, second=CellReading("eng", "50"))  # letters taken for figures
    figure = Word("12", Box(110, 235, 120, 243), second=CellReading("eng", "12"))
    cells = (
        *(Cell(0, number, "", box, words=(junk,)) for number, box in enumerate(boxes)),
        *(Cell(1, number, "12", Box(b.left, 230, b.right, 250), words=(figure,))
          for number, b in enumerate(boxes)),
    )  # fmt: skip
    table = Table(2, 2, cells, Box(100, 100, 180, 250))

    ((read,),) = read_headings_again(
        [RuledScan((table,), pixels, Sheet(np.asarray(pixels), DPI, 255, 160))], tmp_path, 60.0
    )

    assert [" ".join(word.text for word in cell.words) for cell in read.cells[:2]] == list(HEADINGS)
    assert all(
        cell.box and word.box and cell.box.contains(*word.box.center)
        for cell in read.cells[:2]
        for word in cell.words
    )
