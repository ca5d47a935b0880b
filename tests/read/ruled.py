"""Ruled tables drawn for the tests, with or without wear. All names and figures are invented."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.picture import Picture
from pipeline.read.rules import Pixels, working_copy
from pipeline.read.upright import CleanPage

DPI = 200
EDGES = (0.8, 1.4, 4.6, 5.7, 6.5, 7.5)  # inches from the left
TOP = 1.5  # inches
LINE = 0.2  # inches
PADDING = 0.05  # inches

HEADING = ("STT", "Chỉ tiêu thống kê", "Đơn vị", "Số liệu", "Ghi chú")
ROWS = (
    HEADING,
    ("I", "CÔNG TÁC CHỈ ĐẠO", "", "", ""),
    ("1", "Số hồ sơ đã tiếp nhận", "Hồ sơ", "376", ""),
    ("1.1", "Số hồ sơ nộp trực tuyến\ntrong kỳ báo cáo", "Hồ sơ", "14", "Phòng\nVăn hóa"),
    ("1.2", "Tỷ lệ giải quyết\nđúng hạn của\nUBND xã Khe Lim", "%", "99,8%", ""),
    ("2", "Số văn bản đã ban hành", "Văn bản", "", ""),
    ("2.1", "Số công chức được cử đi\nbồi dưỡng nghiệp vụ", "Người", "01", ""),
    ("2.2", "Kinh phí", "Triệu đồng", "17.465", ""),
    ("3", "Số thủ tục đã công bố", "Thủ tục", "0", ""),
)


def blank_page() -> Image.Image:
    return Image.new("L", (round(8.27 * DPI), round(11.69 * DPI)), 255)


def draw_table(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    across: bool = True,
    sides: bool = True,
    gap: float = 0.0,
) -> Image.Image:
    """Draw a table of five columns.

    Args:
        rows: Texts of the cells; a line feed starts a new line.
        across: Draw the horizontal rules between the rows.
        sides: Draw the vertical rules at both sides.
        gap: Inches left out of each inch of the horizontal rules.
    """
    page = blank_page()
    pen = ImageDraw.Draw(page)
    top = TOP
    heights = [TOP]
    for row in rows:
        lines = max(text.count("\n") + 1 for text in row)
        bottom = top + lines * LINE + 2 * PADDING
        for number, text in enumerate(row):
            _draw_text(pen, text, EDGES[number], EDGES[number + 1], (top + bottom) / 2)
        top = bottom
        heights.append(top)
    for y in heights if across else (heights[0], heights[-1]):
        _draw_across(pen, y, gap)
    for x in EDGES if sides else EDGES[1:-1]:
        pen.line([x * DPI, TOP * DPI, x * DPI, top * DPI], fill=0, width=2)
    return page


def draw_prose(lines: int = 40) -> Image.Image:
    page = blank_page()
    pen = ImageDraw.Draw(page)
    sentence = "Ủy ban nhân dân xã Khe Lim đã tiếp nhận hồ sơ của người dân"
    for number in range(lines):
        pen.text((0.9 * DPI, (1 + number * 0.22) * DPI), sentence, font=_font(), fill=0)
    return page


def wear(page: Image.Image, *, turn: float = 0.3, noise: float = 8.0) -> Pixels:
    """Turn, blur and soil a page, then quiet it with a median as the page reader does."""
    pixels = np.asarray(page, dtype=np.float32)
    height, width = pixels.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1)
    pixels = np.asarray(cv2.warpAffine(pixels, turned, (width, height), borderValue=(255.0,)))
    pixels = 60 + 0.76 * np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.6))
    pixels += np.random.default_rng(7).normal(0, noise, pixels.shape)
    return np.asarray(cv2.medianBlur(np.clip(pixels, 0, 255).astype(np.uint8), 3), dtype=np.uint8)


def as_pixels(page: Image.Image) -> Pixels:
    return np.array(page, dtype=np.uint8)


def text_crop(text: str) -> Pixels:
    """A figure with a little paper around, as it is cut out of a cell."""
    box = _font().getbbox(text)
    page = Image.new("L", (round(box[2]) + 12, round(box[3]) + 14), 255)
    ImageDraw.Draw(page).text((6, 4), text, font=_font(), fill=0)
    return as_pixels(page)


def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("Tinos-Regular.ttf", round(12.5 * DPI / 72))


def _draw_text(
    pen: ImageDraw.ImageDraw, text: str, left: float, right: float, middle: float
) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        y = middle + (number - len(lines) / 2) * LINE
        x = (left + right) / 2 - pen.textlength(line, font=_font()) / DPI / 2
        pen.text((x * DPI, y * DPI), line, font=_font(), fill=0)


def _draw_across(pen: ImageDraw.ImageDraw, y: float, gap: float) -> None:
    x = EDGES[0]
    while x < EDGES[-1]:
        end = min(x + 1 - gap, EDGES[-1])
        pen.line([x * DPI, y * DPI, end * DPI, y * DPI], fill=0, width=2)
        x += 1


def as_page(pixels: Pixels) -> CleanPage:
    """Take a page for upright and clean as it is."""
    return CleanPage(Picture(pixels, DPI), working_copy(pixels, DPI))
