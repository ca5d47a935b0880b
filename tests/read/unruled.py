"""Tables without a grid drawn for the tests. All names and figures are invented."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from tests.read.ruled import DPI, blank_page

RIGHTS = (4.4, 5.6, 6.9)  # inches from the left; where the figures of the columns end
LEFT = 0.9
TOP = 2.4  # inches; of the first row
PITCH = 0.24
HEADING = ("Năm 2021", "Năm 2022", "Tỷ lệ (%)")

# Indent in inches, name, bold, figures.
ROWS: tuple[tuple[float, str, bool, tuple[str, ...]], ...] = (
    (0.0, "Tổng số", True, ("48.216,4", "51.730,2", "107,3")),
    (0.0, "Khai khoáng", True, ("7.115,0", "6.902,8", "97,0")),
    (0.2, "Than cứng", False, ("5.204,1", "5.080,6", "97,6")),
    (0.2, "Quặng kim loại", False, ("1.910,9", "1.822,2", "95,4")),
    (0.0, "Chế biến", True, ("36.840,7", "40.113,9", "108,9")),
    (0.2, "Thực phẩm", False, ("12.466,3", "13.705,8", "109,9")),
    (0.2, "Dệt may", False, ("8.037,5", "8.614,0", "107,2")),
    (0.2, "Xi măng", False, ("9.725,8", "10.490,1", "107,9")),
    (0.2, "Đồ gỗ", False, ("6.611,1", "7.304,0", "110,5")),
    (0.0, "Điện, nước", True, ("4.260,7", "4.713,5", "110,6")),
)


def draw_open_table(
    rows: Sequence[tuple[float, str, bool, tuple[str, ...]]] = ROWS, *, drop: float = 0.0
) -> Image.Image:
    """Draw a table that has rules above and below its heading only.

    Args:
        rows: Indent, name, weight and figures of each.
        drop: Inches by which figures stand lower than the names of their rows.
    """
    page = blank_page()
    pen = ImageDraw.Draw(page)
    _write(pen, 1.2, 1.2, "3. Giá trị sản xuất công nghiệp của tỉnh Khe Lim", bold=True)
    _write(pen, 5.6, 1.6, "Đơn vị: Tỷ đồng")
    for y in (1.9, 2.25):
        pen.line([LEFT * DPI, y * DPI, 7.0 * DPI, y * DPI], fill=0, width=2)
    for right, text in zip(RIGHTS, HEADING, strict=True):
        _write(pen, right, 1.97, text, end=True)
    for number, (indent, name, bold, figures) in enumerate(rows):
        y = TOP + number * PITCH
        _write(pen, LEFT + indent, y, name, bold=bold)
        for right, figure in zip(RIGHTS, figures, strict=True):
            _write(pen, right, y + drop, figure, bold=bold, end=True)
    return page


def draw_letter() -> Image.Image:
    """Draw a page with a letterhead, sentences full of figures, a list, and a signature."""
    page = blank_page()
    pen = ImageDraw.Draw(page)
    _write(pen, 1.0, 0.8, "UBND XÃ KHE LIM", bold=True)
    _write(pen, 4.2, 0.8, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    _write(pen, 1.1, 1.1, "Số: 214/BC-UBND")
    _write(pen, 4.6, 1.1, "Khe Lim, ngày 12 tháng 6 năm 2024")
    for number in range(14):
        figure = 1 + 37 * number % 400
        _write(
            pen, 1.0, 1.8 + 0.25 * number, f"{number + 1}. Đã nhận {figure} hồ sơ, đúng hạn 98,4%."
        )
    for number, text in enumerate(("Nơi nhận:", "- Phòng Nội vụ;", "- Lưu: VT (02).")):
        _write(pen, 1.0, 6.0 + 0.22 * number, text)
    _write(pen, 5.0, 6.0, "CHỦ TỊCH", bold=True)
    return page


def _write(
    pen: ImageDraw.ImageDraw,
    x: float,
    y: float,
    text: str,
    *,
    bold: bool = False,
    end: bool = False,
) -> None:
    name = "Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf"
    font = ImageFont.truetype(name, round(11 * DPI / 72))
    left = x * DPI - (pen.textlength(text, font=font) if end else 0)
    pen.text((left, y * DPI), text, font=font, fill=0)
