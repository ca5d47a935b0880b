"""Small reports drawn for the tests: digital pages by reportlab, paper by Pillow."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "drawn"
SIZE = 13.0
A4 = (595.0, 842.0)

PROSE = (
    "Trong kỳ báo cáo, Ủy ban nhân dân xã Đại Khuê đã tiếp nhận 376 hồ sơ,",
    "trong đó có 214 hồ sơ nộp trực tuyến; đã giải quyết 371 hồ sơ đúng hạn,",
    "đạt 98,67%; còn 5 hồ sơ đang được xử lý trong thời hạn quy định.",
)
ROWS = (
    ("STT", "Chỉ tiêu", "Đơn vị", "Số liệu"),
    ("1", "Số hồ sơ đã tiếp nhận", "Hồ sơ", "376"),
    ("1.1", "Tỷ lệ giải quyết đúng hạn", "%", "98,67"),
    ("2", "Số thủ tục đã công bố", "Thủ tục", ""),
)
EDGES = (60.0, 110.0, 330.0, 420.0, 500.0)
ROW_HEIGHT = 26.0


@cache
def use_font() -> str:
    """Register a font with all Vietnamese letters and give its name."""
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Tinos:lang=vi"], capture_output=True, text=True, check=True
    )
    pdfmetrics.registerFont(TTFont(FONT, found.stdout))
    return FONT


def start_page(path: Path, size: tuple[float, float] = A4) -> Canvas:
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    canvas.setFont(use_font(), SIZE)
    return canvas


def draw_prose(canvas: Canvas, lines: Sequence[str] = PROSE, top: float = 780.0) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(80, top - number * 20, line)


def draw_table(canvas: Canvas, rows: Sequence[Sequence[str]] = ROWS, top: float = 700.0) -> None:
    """Draw rows with rules around each cell, from `top` (in PDF points) downwards."""
    bottom = top - ROW_HEIGHT * len(rows)
    for edge in EDGES:
        canvas.line(edge, top, edge, bottom)
    for number in range(len(rows) + 1):
        canvas.line(EDGES[0], top - number * ROW_HEIGHT, EDGES[-1], top - number * ROW_HEIGHT)
    for number, row in enumerate(rows):
        for edge, text in zip(EDGES, row, strict=False):
            canvas.drawString(edge + 4, top - number * ROW_HEIGHT - 17, text)


def write_prose(path: Path, pages: int = 1) -> Path:
    """Write a digital PDF with two paragraphs a page."""
    canvas = start_page(path)
    for _ in range(pages):
        canvas.setFont(FONT, SIZE)
        draw_prose(canvas)
        draw_prose(canvas, PROSE, top=700)
        canvas.showPage()
    canvas.save()
    return path


def paint(path: Path, dpi: int = 200, page: int = 0) -> NDArray[np.uint8]:
    """Turn a page of a PDF into grey pixels, as a scanner would."""
    document = pdfium.PdfDocument(path)
    try:
        pixels = document[page].render(scale=dpi / 72, grayscale=True).to_numpy()
        return np.array(pixels)
    finally:
        document.close()
