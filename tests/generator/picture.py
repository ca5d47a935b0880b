"""Draws the top of a workbook for README: `python -m tests.generator.picture BOOK PNG REPORT`.

An office program would draw it more finely, but none is needed for anything else here.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
SIZE = 15  # pixels
ROW = 26  # pixels
ROWS = 16
# Columns of the sheet that tell the story, with the pixels each is given.
WIDTHS = {
    "indicator": 90, "label": 330, "period": 60, "value": 60, "unit": 100, "status": 90,
    "confidence": 95, "method": 70, "page": 50, "text": 330, "findings": 150,
}  # fmt: skip


def draw_book(book: Path, report: str) -> Image.Image:
    """Draw the first rows of one report on the sheet of figures, in the sheet's own colours."""
    sheet = load_workbook(book).worksheets[0]
    rows = list(sheet.iter_rows())
    heads = [str(cell.value) for cell in rows[0]]
    columns = [heads.index(name) for name in WIDTHS]
    own = [row for row in rows[1:] if row[heads.index("report")].value == report]
    shown = [rows[0], *own[:ROWS]]
    image = Image.new("RGB", (sum(WIDTHS.values()) + 1, ROW * len(shown) + 1), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, SIZE)
    for line, row in enumerate(shown):
        left = 0
        for column, width in zip(columns, WIDTHS.values(), strict=True):
            box = (left, line * ROW, left + width, line * ROW + ROW)
            draw.rectangle(box, fill=_fill(row[column]) if line else "#d9e1f2", outline="#bfbfbf")
            _write(draw, box, row[column].value, font)
            left += width
    return image


def _fill(cell: Any) -> str:
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    return f"#{colour[-6:]}" if isinstance(colour, str) else "white"


def _write(draw: ImageDraw.ImageDraw, box: tuple[int, ...], value: object, font: Any) -> None:
    """Write a value into its cell, cut where it ends; numbers to the right."""
    text = "" if value is None else str(value)
    room = box[2] - box[0] - 8
    while text and draw.textlength(text, font=font) > room:
        text = text[:-1]
    shift = room - draw.textlength(text, font=font) if isinstance(value, int | float) else 0
    draw.text((box[0] + 4 + shift, box[1] + 4), text, fill="black", font=font)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator.picture", description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("report", help="path of the report as in the sheet")
    arguments = parser.parse_args()
    draw_book(arguments.book, arguments.report).save(arguments.picture, optimize=True)


if __name__ == "__main__":
    main()
