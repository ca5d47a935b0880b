"""The sheet an invented document is drawn on: paragraphs, page numbers, letterhead.

Whatever bears a letterhead is drawn with these, so that a report and the letter before it in a box
of paper differ in what they say and not in who drew them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Frame, PageTemplate, Table
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus.flowables import Flowable

from tests.generator.style import Style, register_family

TOP, BOTTOM = 57.0, 57.0  # margins in points: 20 mm by decree
BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)


@dataclass(frozen=True, slots=True)
class Head:
    """What a letterhead says."""

    issuer: Sequence[str]  # the lines of its left column
    number: str  # "Số: 68/BC-UBND"
    dated: str  # "Tân Khuê, ngày 15 tháng 9 năm 2024"
    motto: tuple[str, ...] = NATION
    about: str = ""  # of a letter: "V/v báo cáo ..."
    bold: int = 0  # first line of the issuer that is bold; a parent above it is not


class Faces:
    """Paragraph styles of one document."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.name = register_family(style.family)

    def flow(
        self, text: str, size: float | None = None, align: int = TA_JUSTIFY,
        face: str = "", indent: float = 0, after: float = 0, title: bool = False,
    ) -> Flow:  # fmt: skip
        """Set a paragraph; lengths in points, `face` as "-Bold", a title stays with the next."""
        size = size or self.style.size
        leading = size * self.style.leading
        settings = ParagraphStyle(
            "text", fontName=self.name + face, fontSize=size, leading=leading,
            alignment=align, firstLineIndent=indent, spaceAfter=after, splitLongWords=0,
            keepWithNext=int(title),
        )  # fmt: skip
        return Flow(text, settings)


def page_template(name: str, sheet: tuple[float, float], style: Style) -> PageTemplate:
    """Make a page with the margins of a style, and its number where the style wants it."""
    left, right = style.margins
    width, height = sheet
    frame = Frame(left, BOTTOM, width - left - right, height - TOP - BOTTOM, 0, 0, 0, 0)

    def number_page(canvas: Any, document: Any) -> None:
        if style.of_pages:
            canvas.setFont(register_family(style.family), style.size - 2)
            text = f"Trang {document.page}/{style.of_pages}"
            canvas.drawRightString(width - right, BOTTOM - 26, text)
        elif style.page_numbers and document.page > 1:
            canvas.setFont(register_family(style.family), style.size - 1)
            if style.numbers_below:
                canvas.drawRightString(width - right, BOTTOM - 26, str(document.page))
            else:
                canvas.drawCentredString(width / 2, height - TOP + 18, str(document.page))

    return PageTemplate(name, [frame], onPage=number_page, pagesize=sheet)


def letterhead(head: Head, faces: Faces) -> Flowable:
    """Draw a letterhead: two columns, or all of it one line below the other."""
    width = A4[0] - sum(faces.style.margins)
    return _stack(head, faces, width) if faces.style.stacked else _columns(head, faces, width)


def _columns(head: Head, faces: Faces, width: float) -> Table:
    size = faces.style.size - 1
    left = _issuer(head, faces)
    right = [
        faces.flow(line if line != head.motto[-1] else f"<u>{line}</u>", step, TA_CENTER, "-Bold")
        for line, step in zip(head.motto, (size - 1, size), strict=False)
    ]
    number: Any = faces.flow(head.number, size, TA_CENTER)
    if head.about:
        number = [number, faces.flow(escape(head.about), size - 1.5, TA_CENTER)]
    dated = faces.flow(head.dated, size, TA_CENTER, "-Italic")
    return Table([[left, right], [number, dated]], [width * 0.42, width * 0.58], style=BARE)


def _stack(head: Head, faces: Faces, width: float) -> Table:
    size = faces.style.size - 1
    lines = [faces.flow(line, size, TA_CENTER, "-Bold") for line in head.motto]
    lines.append(faces.flow("---------------", size, TA_CENTER))
    lines += _issuer(head, faces)
    lines.append(faces.flow(head.number, size, TA_CENTER))
    if head.about:
        lines.append(faces.flow(escape(head.about), size - 1, TA_CENTER))
    lines.append(faces.flow(head.dated, size, TA_CENTER, "-Italic"))
    return Table([[lines]], [width], style=BARE)


def _issuer(head: Head, faces: Faces) -> list[Flow]:
    return [
        faces.flow(line, faces.style.size - 1, TA_CENTER, "-Bold" if place >= head.bold else "")
        for place, line in enumerate(head.issuer)
    ]


def print_month(month: int) -> str:
    """Print a month as Decree 30/2020 asks: a zero before 1 and 2 only."""
    return f"{month:02d}" if month < 3 else str(month)
