"""Writes an invented report as people type it: a .docx of Word, an .xlsx of Excel.

The same report gives the same bytes: python-docx stamps its archive with the time of day, so that
is packed again; xlsxwriter is told a date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import xlsxwriter
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from tests.generator.compose import AppendixRow, InventedReport, Kind

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date that a zip archive can tell
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_NOTE = "(Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)"
_HEADER = (("STT", 0, 0, 1, 0), (f"Chỉ tiêu thống kê\n{_NOTE}", 0, 1, 1, 1),
           ("Kết quả thống kê", 0, 2, 0, 3), ("Ghi chú", 0, 4, 1, 4),
           ("Đơn vị tính", 1, 2, 1, 2), ("Số liệu", 1, 3, 1, 3))  # fmt: skip
_ROWS_ON_PAGE = 16
_PERCENT = re.compile(r"(\d+)(?:,(\d+))?%")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


def write_docx(report: InventedReport, *, marked: bool = True) -> bytes:
    """Write a report as Word saves it.

    Args:
        report: What it says.
        marked: With the marks that Word leaves where its pages ended.
    """
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    _type_prose(document, report)
    if report.rows:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for text in ("Phụ lục", report.appendix_title, _attached(report)):
            _center(document.add_paragraph(text))
        _type_table(document, report, marked)
    return _pack(document)


def _attached(report: InventedReport) -> str:
    signed = f"{report.signed.day}/{report.signed.month}/{report.signed.year}"
    return f"(Kèm theo Báo cáo số {report.number} ngày {signed} của {report.commune.issuer})"


def _dated(report: InventedReport) -> str:
    month = f"{report.signed.month:02d}" if report.signed.month < 3 else str(report.signed.month)
    day = f"ngày {report.signed.day:02d} tháng {month} năm {report.signed.year}"
    return f"{report.commune.name}, {day}"


def _type_prose(document: Any, report: InventedReport) -> None:
    number = f"Số: {report.number}"
    _stand_side_by_side(document, (*report.letterhead, number), (*_MOTTO, _dated(report)))
    for text in ("BÁO CÁO", report.subject):
        _center(document.add_paragraph(text), bold=True)
    for paragraph in report.paragraphs:
        typed = document.add_paragraph(paragraph.text)
        typed.paragraph_format.first_line_indent = Cm(1)
        typed.runs[0].bold = paragraph.kind in (Kind.CHAPTER, Kind.PART)
    _stand_side_by_side(document, _recipients(report), _signature(report))


def _recipients(report: InventedReport) -> tuple[str, ...]:
    district = report.commune.district
    return ("Nơi nhận:", f"- UBND {district};", "- TT Đảng ủy, HĐND xã;", "- Lưu: VT.")


def _signature(report: InventedReport) -> tuple[str, ...]:
    return "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", report.commune.signer


def _center(paragraph: Any, *, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.runs[0].bold = bold


def _stand_side_by_side(document: Any, left: Sequence[str], right: Sequence[str]) -> None:
    """Set two blocks beside each other as everybody does: in a table without rules."""
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def _type_table(document: Any, report: InventedReport, marked: bool) -> None:
    table = document.add_table(2 + len(report.rows), 5, style="Table Grid")
    grid = [list(row.cells) for row in table.rows]  # asked for one by one, cells take minutes
    for text, top, left, bottom, right in _HEADER:
        grid[top][left].merge(grid[bottom][right]).text = text
    for number, row in enumerate(report.rows, start=2):
        for cell, text in zip(grid[number], _texts(row), strict=True):
            cell.text = text
        if marked and number % _ROWS_ON_PAGE == 0:
            run = grid[number][0].paragraphs[0].runs[0]
            run._element.insert(0, OxmlElement("w:lastRenderedPageBreak"))


def _texts(row: AppendixRow) -> tuple[str, str, str, str, str]:
    code = row.code if row.kind == "section" else f"{row.code}."
    unit = row.unit.replace("; ", ";\n") if row.kind == "choice" else row.unit
    return code, row.label, unit, row.printed, row.department


def _pack(document: Any) -> bytes:
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            if not name.startswith("docProps/thumbnail"):
                new.writestr(ZipInfo(name, _LONG_AGO), _without_thumbnail(name, old), ZIP_DEFLATED)
    return packed.getvalue()


def _without_thumbnail(name: str, archive: ZipFile) -> bytes:
    content = archive.read(name)
    if name != "_rels/.rels":
        return content
    return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)


# The workbook ---------------------------------------------------------------------------------


def new_book(buffer: io.BytesIO) -> Any:
    """Begin a workbook that is the same each time."""
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(*_LONG_AGO)})
    return book


def write_xlsx(report: InventedReport) -> bytes:
    """Write a report as Excel saves it: the prose, the appendix, and a hidden sheet of old figures.

    Figures are numbers with the formats that print them as the report does.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    _fill_prose(book, book.add_worksheet("Báo cáo"), report)
    fill_appendix(book, book.add_worksheet("Phụ lục"), report)
    hidden = book.add_worksheet("Kỳ trước")
    for number, row in enumerate(report.rows):
        hidden.write_row(number, 0, (row.code, row.label, row.unit, 4711, row.department))
    hidden.hide()
    book.close()
    return buffer.getvalue()


def _fill_prose(book: Any, sheet: Any, report: InventedReport) -> None:
    wrapped = book.add_format({"text_wrap": True})
    head = ((*report.letterhead, f"Số: {report.number}"), (*_MOTTO, _dated(report)))
    for row, (left, right) in enumerate(zip(*head, strict=True)):
        sheet.write(row, 0, left)
        sheet.write(row, 3, right)
    row = 4
    for text in ("BÁO CÁO", report.subject, *(each.text for each in report.paragraphs)):
        sheet.merge_range(row, 0, row, 7, text, wrapped)
        row += 1
    for left, right in zip(_recipients(report), _signature(report), strict=True):
        sheet.write(row, 0, left)
        sheet.write(row, 5, right)
        row += 1


def fill_appendix(book: Any, sheet: Any, report: InventedReport) -> None:
    """Fill a sheet with the appendix of a report."""
    for row, text in enumerate(("Phụ lục", report.appendix_title, _attached(report))):
        sheet.merge_range(row, 0, row, 4, text, None)
    for text, top, left, bottom, right in _HEADER:
        if (top, left) == (bottom, right):
            sheet.write(4 + top, left, text)
        else:
            sheet.merge_range(4 + top, left, 4 + bottom, right, text, None)
    formats: dict[str, Any] = {}
    for number, line in enumerate(report.rows, start=6):
        for column, text in enumerate(_texts(line)):
            if column != 3:
                sheet.write_string(number, column, text)
        for value, shape in _numbers(line.printed):
            formats.setdefault(shape, book.add_format({"num_format": shape}))
            sheet.write_number(number, 3, value, formats[shape])


def _numbers(printed: str) -> Iterator[tuple[float, str]]:
    """Give the number behind a printed figure and the format that prints it so."""
    if not printed:
        return
    percent = _PERCENT.fullmatch(printed)
    if percent:
        decimals = percent.group(2) or ""
        value = float(f"{percent.group(1)}.{decimals or 0}") / 100
        yield value, "0" + "." * bool(decimals) + "0" * len(decimals) + "%"
    elif _NUMBER.fullmatch(printed):
        decimals = printed.partition(",")[2]
        shape = "#,##0" if "." in printed else "0" * (2 if printed.startswith("0") else 1)
        value = float(printed.replace(".", "").replace(",", "."))
        yield value, shape + "." * bool(decimals) + "0" * len(decimals)
    else:
        raise ValueError(f"no number format prints {printed}")
