"""Draws an invented report as a PDF, the way an office suite would print it."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from html import escape
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus.flowables import Flowable

from tests.generator.compose import AppendixRow, InventedReport, Kind
from tests.generator.places import NotingCanvas, NotingTable, RowPlace, name_rows, noting_canvas
from tests.generator.style import Style, register_family

TOP, BOTTOM = 57.0, 57.0  # margins in points: 20 mm by decree
_RED = Color(0.85, 0.05, 0.1)
_BOLD_LEVEL, _ITALIC_LEVEL = 1, 3  # depth of a code whose row is set so, as on the form


def draw_pdf(report: InventedReport, style: Style) -> bytes:
    """Draw a report; the same report and style give the same bytes."""
    return draw_report(report, style)[0]


def draw_report(report: InventedReport, style: Style) -> tuple[bytes, tuple[RowPlace, ...]]:
    """Draw a report and say where the rows of its appendix stand."""
    faces = _Faces(style)
    buffer = io.BytesIO()
    canvases: list[NotingCanvas] = []
    document = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, title=report.subject, author=report.commune.issuer
    )
    sheet = landscape(A4) if style.landscape else A4
    document.addPageTemplates([_template("prose", A4, style), _template("appendix", sheet, style)])
    story = list(_draw_prose(report, faces))
    if report.rows:
        story += _draw_appendix(report, faces, sheet)
    document.build(story, canvasmaker=noting_canvas(canvases))
    return buffer.getvalue(), name_rows(canvases[-1].drawn_rows, report)


class _Faces:
    """Paragraph styles of one report."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.name = register_family(style.family)

    def flow(
        self, text: str, size: float | None = None, align: int = TA_JUSTIFY,
        face: str = "", indent: float = 0, after: float = 0, title: bool = False,
    ) -> Flow:  # fmt: skip
        size = size or self.style.size
        leading = size * self.style.leading
        settings = ParagraphStyle(
            "text", fontName=self.name + face, fontSize=size, leading=leading,
            alignment=align, firstLineIndent=indent, spaceAfter=after, splitLongWords=0,
            keepWithNext=int(title),
        )  # fmt: skip
        return Flow(text, settings)


def _template(name: str, sheet: tuple[float, float], style: Style) -> PageTemplate:
    left, right = style.margins
    width, height = sheet
    frame = Frame(left, BOTTOM, width - left - right, height - TOP - BOTTOM, 0, 0, 0, 0)

    def number_page(canvas: Any, document: Any) -> None:
        if style.page_numbers and document.page > 1:
            canvas.setFont(register_family(style.family), style.size - 1)
            canvas.drawCentredString(width / 2, height - TOP + 18, str(document.page))

    return PageTemplate(name, [frame], onPage=number_page, pagesize=sheet)


# The prose ------------------------------------------------------------------------------------


def _draw_prose(report: InventedReport, faces: _Faces) -> Iterator[Flowable]:
    size = faces.style.size
    yield _letterhead(report, faces)
    yield Spacer(1, size)
    yield faces.flow("BÁO CÁO", size + 1, TA_CENTER, "-Bold")
    yield faces.flow(escape(report.subject), size, TA_CENTER, "-Bold", after=size)
    looks = {
        Kind.CHAPTER: ("-Bold", 0.0),
        Kind.PART: ("-Bold", 28.0),
        Kind.BODY: ("", 28.0),
        Kind.ITEM: ("", 28.0),
    }
    for paragraph in report.paragraphs:
        face, indent = looks[paragraph.kind]
        title = paragraph.kind in (Kind.CHAPTER, Kind.PART)
        text = escape(paragraph.text)
        yield faces.flow(text, face=face, indent=indent, after=size * 0.45, title=title)
    yield Spacer(1, size)
    yield _signature(report, faces)


def _letterhead(report: InventedReport, faces: _Faces) -> Table:
    size = faces.style.size - 1
    signed, place = report.signed, report.commune.name
    day = f"{place}, ngày {signed.day:02d} tháng {_month(signed.month)} năm {signed.year}"
    left = [faces.flow(line, size, TA_CENTER, "-Bold") for line in report.letterhead]
    right = [
        faces.flow("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size - 1, TA_CENTER, "-Bold"),
        faces.flow("<u>Độc lập - Tự do - Hạnh phúc</u>", size, TA_CENTER, "-Bold"),
    ]
    number = faces.flow(f"Số: {report.number}", size, TA_CENTER)
    dated = faces.flow(day, size, TA_CENTER, "-Italic")
    width = A4[0] - sum(faces.style.margins)
    return Table([[left, right], [number, dated]], [width * 0.42, width * 0.58], style=_BARE)


def _month(month: int) -> str:
    """Print a month as Decree 30/2020 asks: a zero before 1 and 2 only."""
    return f"{month:02d}" if month < 3 else str(month)


_BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
]


def _signature(report: InventedReport, faces: _Faces) -> Table:
    size = faces.style.size
    small = size - 2.5
    recipients = [faces.flow("Nơi nhận:", small, TA_LEFT, "-BoldItalic")]
    recipients += [
        faces.flow(f"- {escape(name)};", small, TA_LEFT)
        for name in (f"UBND {report.commune.district}", "TT Đảng ủy, HĐND xã", "Lưu: VT")
    ]
    signed = [
        faces.flow("TM. ỦY BAN NHÂN DÂN", size, TA_CENTER, "-Bold"),
        faces.flow("CHỦ TỊCH", size, TA_CENTER, "-Bold"),
        _Seal(report, faces) if faces.style.seal else Spacer(1, 70),
        faces.flow(escape(report.commune.signer), size, TA_CENTER, "-Bold"),
    ]
    width = A4[0] - sum(faces.style.margins)
    return Table([[recipients, signed]], [width * 0.48, width * 0.52], style=_BARE)


class _Seal(Flowable):  # type: ignore[misc]
    """The round red seal; a third of it lies over the signer's title, as the decree asks."""

    RADIUS = 50.0  # points: 36 mm across

    def __init__(self, report: InventedReport, faces: _Faces) -> None:
        super().__init__()
        self.lines = ("ỦY BAN NHÂN DÂN", f"XÃ {report.commune.name.upper()}")
        self.face = faces.name + "-Bold"
        self.width, self.height = 200.0, 80.0

    def draw(self) -> None:
        """Draw two circles, a star and the name."""
        canvas = self.canv
        canvas.setStrokeColor(_RED)
        canvas.setFillColor(_RED)
        x, y = 62.0, 42.0
        for radius, line in ((self.RADIUS, 2.2), (self.RADIUS * 0.68, 0.8)):
            canvas.setLineWidth(line)
            canvas.circle(x, y, radius)
        canvas.setFont(self.face, 7)
        for text, dy in zip(self.lines, (38, -42), strict=True):
            canvas.drawCentredString(x, y + dy, text)
        canvas.drawPath(_star(canvas, x, y, self.RADIUS * 0.3), stroke=0, fill=1)
        canvas.setStrokeColorRGB(0.1, 0.15, 0.5)
        canvas.setLineWidth(1.4)
        canvas.bezier(x + 10, y - 8, x + 50, y + 40, x + 40, y - 35, x + 110, y + 12)


def _star(canvas: Any, x: float, y: float, radius: float) -> Any:
    path = canvas.beginPath()
    for point in range(5):
        angle = math.radians(90 + 144 * point)
        step = path.lineTo if point else path.moveTo
        step(x + radius * math.cos(angle), y + radius * math.sin(angle))
    path.close()
    return path


# The appendix ---------------------------------------------------------------------------------


def _draw_appendix(
    report: InventedReport, faces: _Faces, sheet: tuple[float, float]
) -> Iterator[Flowable]:
    size = faces.style.size
    yield NextPageTemplate("appendix")
    yield PageBreak()
    yield faces.flow("Phụ lục", size, TA_CENTER, "-Bold")
    yield faces.flow(escape(report.appendix_title), size, TA_CENTER, "-Bold")
    signed = f"{report.signed.day}/{report.signed.month}/{report.signed.year}"
    attached = f"(Kèm theo Báo cáo số {report.number} ngày {signed} của {report.commune.issuer})"
    yield faces.flow(escape(attached), size - 0.5, TA_CENTER, "-Italic", after=size)
    yield _table(report, faces, sheet[0] - sum(faces.style.margins))


def _table(report: InventedReport, faces: _Faces, width: float) -> Table:
    style = faces.style
    rows = [*_header(faces), *(_cells(row, faces) for row in report.rows)]
    between: list[Any] = [style.rule, black, 0, (0.6, 1.6)] if style.dotted else [style.rule, black]
    commands: list[Any] = [
        ("BOX", (0, 0), (-1, -1), style.rule, black),
        ("LINEBEFORE", (1, 0), (-1, -1), style.rule, black),
        ("LINEBELOW", (0, 1), (-1, -2), *between),
        ("LINEBELOW", (2, 0), (3, 0), style.rule, black),
        *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 4)),
        ("SPAN", (2, 0), (3, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), style.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), style.padding + 1),
    ]
    return NotingTable(
        rows, [width * share for share in style.columns], style=commands,
        repeatRows=2 if style.repeated_header else 0, splitInRow=int(style.split_rows),
    )  # fmt: skip


def _header(faces: _Faces) -> list[list[Any]]:
    size = faces.style.table_size

    def bold(text: str) -> Flow:
        return faces.flow(text, size, TA_CENTER, "-Bold")

    name = [bold("Chỉ tiêu thống kê")]
    note = "(Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)"
    name.append(faces.flow(note, size, TA_CENTER, "-Italic"))
    return [
        [bold("STT"), name, bold("Kết quả thống kê"), "", bold("Ghi chú")],
        ["", "", bold("Đơn vị tính"), bold("Số liệu"), ""],
    ]


def _cells(row: AppendixRow, faces: _Faces) -> list[Any]:
    size = faces.style.table_size
    depth = row.code.count(".") + 1
    face = "-Bold" if row.kind == "section" or depth == _BOLD_LEVEL else ""
    if row.kind == "section":
        code = row.code
    else:
        code = row.code + ("." if faces.style.final_dot else "")
        face = "-Italic" if depth == _ITALIC_LEVEL else face
    return [
        faces.flow(code, size, TA_CENTER, face),
        faces.flow(escape(row.label), size, TA_LEFT, face),
        faces.flow(_legend(row), size, TA_CENTER),
        faces.flow(row.printed, size, TA_CENTER),
        faces.flow(escape(row.department), size, TA_CENTER),
    ]


def _legend(row: AppendixRow) -> str:
    """Print each choice on a line of its own, as the form does."""
    return escape(row.unit).replace("; ", ";<br/>") if row.kind == "choice" else escape(row.unit)
