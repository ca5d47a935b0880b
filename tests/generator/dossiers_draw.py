"""Draws a report with form 06: its prose, and the table over a landscape page."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import BaseDocTemplate, NextPageTemplate, PageBreak
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus.flowables import Flowable

from tests.generator.compose import InventedReport
from tests.generator.dossiers import DossiersReport
from tests.generator.dossiers_figures import COLUMNS, TOTAL, DossierLine
from tests.generator.draw import _draw_prose, draw_report
from tests.generator.figures import Habits
from tests.generator.phrases import print_figure
from tests.generator.places import NotingCanvas, NotingTable, RowPlace, noting_canvas
from tests.generator.sheet import Faces, page_template
from tests.generator.style import Style

TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC"
LABEL = "Biểu số II.06a/VPCP/KSTT"
# Text, first row, first column, last row, last column.
HEADER = (
    ("STT", 0, 0, 2, 0),
    ("Lĩnh vực giải quyết", 0, 1, 2, 1),
    ("Số lượng hồ sơ tiếp nhận", 0, 2, 0, 5),
    ("Tổng số", 1, 2, 2, 2),
    ("Trong kỳ", 1, 3, 1, 4),
    ("Trực tuyến", 2, 3, 2, 3),
    ("Trực tiếp, dịch vụ bưu chính", 2, 4, 2, 4),
    ("Từ kỳ trước", 1, 5, 2, 5),
    ("Số lượng hồ sơ đã giải quyết", 0, 6, 0, 9),
    ("Tổng số", 1, 6, 2, 6),
    ("Trước hạn", 1, 7, 2, 7),
    ("Đúng hạn", 1, 8, 2, 8),
    ("Quá hạn", 1, 9, 2, 9),
    ("Số lượng hồ sơ đang giải quyết", 0, 10, 0, 12),
    ("Tổng số", 1, 10, 2, 10),
    ("Trong hạn", 1, 11, 2, 11),
    ("Quá hạn", 1, 12, 2, 12),
)
NUMBERS = (
    "(1)", "(2)", "(3)= (4)+(5) +(6)", "(4)", "(5)", "(6)", "(7)= (8)+(9) +(10)", "(8)", "(9)",
    "(10)", "(11)= (12)+(13)", "(12)", "(13)",
)  # fmt: skip
_HEADER_ROWS = 3
_SHARES = (0.045, 0.185, *(0.07,) * 11)


def draw_any(report: InventedReport, style: Style) -> tuple[bytes, tuple[RowPlace, ...]]:
    """Draw a report of whatever family; see `draw.draw_report`."""
    if isinstance(report, DossiersReport):
        return draw_dossiers(report, style)
    return draw_report(report, style)


def draw_dossiers(report: DossiersReport, style: Style) -> tuple[bytes, tuple[RowPlace, ...]]:
    """Draw a report and say where the lines of its table stand."""
    faces = Faces(style)
    buffer = io.BytesIO()
    canvases: list[NotingCanvas] = []
    document = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, title=report.subject, author=report.commune.issuer
    )
    sheet = landscape(A4)
    document.addPageTemplates(
        [page_template("prose", A4, style), page_template("appendix", sheet, style)]
    )
    story = [*_draw_prose(report, faces), *_draw_table(report, faces, sheet)]
    document.build(story, canvasmaker=noting_canvas(canvases))
    return buffer.getvalue(), tuple(_places(canvases[-1], report))


def _draw_table(
    report: DossiersReport, faces: Faces, sheet: tuple[float, float]
) -> Iterator[Flowable]:
    size = faces.style.size
    yield NextPageTemplate("appendix")
    yield PageBreak()
    for text in table_captions(report):
        title = text == TITLE
        face, align = ("-Bold", TA_CENTER) if title else ("", TA_LEFT)
        align = TA_RIGHT if text.startswith("Đơn vị tính") else align
        yield faces.flow(escape(text), size - 1.5, align, face)
    yield _table(report, faces, sheet[0] - sum(faces.style.margins))


def table_captions(report: DossiersReport) -> Iterator[str]:
    """Give the lines above the table."""
    rng = random.Random(f"captions/{report.seed}")
    if rng.random() < 0.3:
        yield "Phụ lục"
    yield LABEL
    yield TITLE
    start, end = report.period.start, report.period.end
    name = report.period_name[0].upper() + report.period_name[1:]
    yield f"Kỳ báo cáo: {name} (Từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y})"
    if rng.random() < 0.7:
        sender, receiver = report.commune.issuer, report.commune.district
        yield f"Đơn vị báo cáo: {sender}; đơn vị nhận báo cáo: UBND {receiver}"
    yield "Đơn vị tính: Hồ sơ"


def _table(report: DossiersReport, faces: Faces, width: float) -> NotingTable:
    style = faces.style
    size = style.table_size
    rows: list[list[Any]] = [[""] * len(NUMBERS) for _ in range(_HEADER_ROWS)]
    for text, row, column, _, _ in HEADER:
        rows[row][column] = faces.flow(text, size - 0.5, TA_CENTER, "-Bold")
    header = _HEADER_ROWS
    if report.table.numbered:
        rows.append([faces.flow(text, size - 2, TA_CENTER, "-Italic") for text in NUMBERS])
        header += 1
    spans = [("SPAN", (left, top), (right, low)) for _, top, left, low, right in HEADER]
    merged = report.table.total_first or report.seed % 3 > 0
    for line in report.table.lines:
        if line.id == TOTAL and merged:
            spans.append(("SPAN", (0, len(rows)), (1, len(rows))))
        rows.append(list(_cells(line, report, faces, merged)))
    commands: list[Any] = [
        ("GRID", (0, 0), (-1, -1), style.rule, black),
        *spans,
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), style.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), style.padding + 1),
    ]
    return NotingTable(
        rows, [width * share for share in _SHARES], style=commands,
        repeatRows=header if style.repeated_header else 0,
    )  # fmt: skip


def _cells(
    line: DossierLine, report: DossiersReport, faces: Faces, merged: bool
) -> Iterator[Flow | str]:
    size = faces.style.table_size
    face = "-Bold" if line.id == TOTAL else ""
    total = line.id == TOTAL and merged
    yield faces.flow(escape(line.label if total else line.number), size, TA_CENTER, face)
    yield "" if total else faces.flow(escape(line.label), size, TA_LEFT, face)
    for text in printed(line, report):
        yield faces.flow(text, size, TA_CENTER, face)


def printed(line: DossierLine, report: DossiersReport) -> Iterator[str]:
    """Give the figures of a line as they are printed."""
    rng = random.Random(f"print/{report.seed}")
    habits = Habits(1, 1, rng.random() < 0.2, 0, rng.random() < 0.9, None, 0)
    for column in COLUMNS:
        figure = line.figures[column]
        yield report.table.nothing if figure is None else print_figure(Decimal(figure), habits)


def _places(canvas: NotingCanvas, report: DossiersReport) -> Iterator[RowPlace]:
    """Name the drawn lines; what is left of the header has no code, or that of a column."""
    coded = [drawn for drawn in canvas.drawn_rows if drawn.code not in ("", NUMBERS[0])]
    if len(coded) < len(report.table.lines):  # a total without a code is the last line of all
        coded.append(canvas.drawn_rows[-1])
    for row, drawn in enumerate(coded):
        yield RowPlace(row, drawn.page, drawn.box)
