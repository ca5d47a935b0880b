"""Draws an invented report as a PDF, the way an office suite would print it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import (
    BaseDocTemplate,
    NextPageTemplate,
    PageBreak,
    Spacer,
    Table,
)
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus.flowables import Flowable

from tests.generator.compose import AppendixRow, InventedReport, Kind
from tests.generator.places import NotingCanvas, NotingTable, RowPlace, name_rows, noting_canvas
from tests.generator.sheet import Faces, Head, letterhead, page_template, print_month
from tests.generator.signature import Foot, draw_foot
from tests.generator.style import Style

GAP = "\N{NO-BREAK SPACE}" * 6  # for a hand to write into; blanks alone would be dropped
_BOLD_LEVEL, _ITALIC_LEVEL = 1, 3  # depth of a code whose row is set so, as on the form


def draw_pdf(report: InventedReport, style: Style) -> bytes:
    """Draw a report; the same report and style give the same bytes."""
    return draw_report(report, style)[0]


def draw_report(report: InventedReport, style: Style) -> tuple[bytes, tuple[RowPlace, ...]]:
    """Draw a report and say where the rows of its appendix stand."""
    faces = Faces(style)
    buffer = io.BytesIO()
    canvases: list[NotingCanvas] = []
    document = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, title=report.subject, author=report.commune.issuer
    )
    sheet = landscape(A4) if style.landscape else A4
    document.addPageTemplates(
        [page_template("prose", A4, style), page_template("appendix", sheet, style)]
    )
    story = list(_draw_prose(report, faces))
    if report.rows:
        story += _draw_appendix(report, faces, sheet)
    document.build(story, canvasmaker=noting_canvas(canvases))
    return buffer.getvalue(), name_rows(canvases[-1].drawn_rows, report)


# The prose ------------------------------------------------------------------------------------


def _draw_prose(report: InventedReport, faces: Faces) -> Iterator[Flowable]:
    size = faces.style.size
    yield letterhead(head_of(report, faces.style), faces)
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
    yield draw_foot(_foot(report), faces)


def head_of(report: InventedReport, style: Style) -> Head:
    """Say what stands above a report, with gaps where a hand was to write."""
    signed = report.signed
    day = GAP if style.open_day else f"{signed.day:02d}"
    return Head(
        report.letterhead,
        f"Số: {printed_number(report, style)}",
        f"{report.commune.name}, ngày {day} tháng {print_month(signed.month)} năm {signed.year}",
    )


def printed_number(report: InventedReport, style: Style) -> str:
    """Give the number of a report as printed."""
    if not style.open_number:
        return report.number
    return GAP + report.number[report.number.index("/") :]


def _foot(report: InventedReport) -> Foot:
    return Foot(
        (f"UBND {report.commune.district}", "TT Đảng ủy, HĐND xã"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        report.commune.signer,
        ("ỦY BAN NHÂN DÂN", f"XÃ {report.commune.name.upper()}"),
    )


# The appendix ---------------------------------------------------------------------------------


def _draw_appendix(
    report: InventedReport, faces: Faces, sheet: tuple[float, float]
) -> Iterator[Flowable]:
    size = faces.style.size
    yield NextPageTemplate("appendix")
    yield PageBreak()
    if faces.style.headed_appendix:
        yield faces.flow(escape(" ".join(report.letterhead)), size - 1, TA_LEFT, "-Bold")
    yield faces.flow("Phụ lục", size, TA_CENTER, "-Bold")
    yield faces.flow(escape(report.appendix_title), size, TA_CENTER, "-Bold")
    day = GAP if faces.style.open_day else report.signed.day
    signed = f"{day}/{report.signed.month}/{report.signed.year}"
    number = printed_number(report, faces.style)
    attached = f"(Kèm theo Báo cáo số {number} ngày {signed} của {report.commune.issuer})"
    yield faces.flow(escape(attached), size - 0.5, TA_CENTER, "-Italic", after=size)
    yield _table(report, faces, sheet[0] - sum(faces.style.margins))


def _table(report: InventedReport, faces: Faces, width: float) -> Table:
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


def _header(faces: Faces) -> list[list[Any]]:
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


def _cells(row: AppendixRow, faces: Faces) -> list[Any]:
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
