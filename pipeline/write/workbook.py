"""figures.xlsx: the rows of all reports for people who work in a spreadsheet.

Numbers are numbers and dates are dates, so nothing depends on the language of the system; a code
such as 1.10 stays text, where a CSV opened in Excel makes 1.1 of it. Column names are those of the
CSVs, so that both can be spoken of alike; each carries a note in Vietnamese. XlsxWriter writes one
row after the other and never turns a text into a formula or a link; openpyxl would hold it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.model.report import Report
from pipeline.vietnamese.numbers import print_number
from pipeline.write import signature
from pipeline.write.cell import CellValue, plain_text
from pipeline.write.columns import FIGURES, FINDINGS, REPORTS, STATUSES, Column
from pipeline.write.replace import replacing
from pipeline.write.tidy import ReportRow, Row, report_row

# Any fixed moment: the same input must give the same bytes.
_CREATED = datetime(2024, 1, 1)
_ROWS = 1_048_576  # of one sheet, header included; the limit of the format
_LETTERS = 32_767  # of one cell; the limit of the format
_DIGITS = 15  # that a number of the format can hold

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_TEXT = "@"  # stays text when somebody edits the cell
_DATE = "dd/mm/yyyy"
_WHOLE = "#,##0"
_GENERAL = "General"
_CONFIDENCE = "0.000"
_MEASURE = "0.0"  # points
_COLOURED = frozenset({"value", "status"})
_COLOURS = {meaning.status: meaning.colour for meaning in STATUSES}
_HEADER_COLOUR = "#D9E2EC"
_ADVICE = "Hãy xem lại các dòng có trạng thái doubtful (ô vàng) và missing (ô đỏ nhạt) trước tiên."


@dataclass(frozen=True, slots=True)
class _FindingRow:
    """One row of the sheet of findings; the fields are its columns."""

    report: str
    check: str
    severity: str
    indicators: str
    page: int | None
    message: str


_TableRow = Row | ReportRow | _FindingRow


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **properties: object) -> Format:
        key = tuple(properties.items())
        if key not in self._known:
            self._known[key] = self._book.add_format({"valign": "top", **properties})
        return self._known[key]


def write_workbook(reports: Sequence[Report], rows: Iterable[Row], target: Path) -> None:
    """Write the workbook: figures, reports, findings, and what all of it means.

    Args:
        reports: All input files, in the order of `reports.csv`.
        rows: The rows of all reports, in the order of `figures.csv`.
        target: The file; what is there is replaced.
    """
    # XlsxWriter leaves its temporary files behind when it fails; their folder goes in any case.
    with replacing(target) as stream, TemporaryDirectory() as scratch:
        book = Workbook(stream, {**_OPTIONS, "tmpdir": scratch})
        book.use_zip64()
        book.set_properties({"title": "Số liệu", "created": _CREATED})
        book.set_custom_property(signature.PROPERTY, signature.VALUE)
        formats = _Formats(book)
        _write_table(book, formats, "Số liệu", FIGURES, rows)
        _write_table(book, formats, "Báo cáo", REPORTS, map(report_row, reports))
        _write_table(book, formats, "Phát hiện", FINDINGS, _finding_rows(reports))
        _write_meanings(book.add_worksheet("Giải thích"), formats)
        _close(book)


def _close(book: Workbook) -> None:
    try:
        book.close()
    except FileCreateError as error:
        # It wraps what the system said, and only that tells a full disk from a forbidden one.
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _finding_rows(reports: Sequence[Report]) -> Iterator[_FindingRow]:
    for report in reports:
        for finding in dict.fromkeys((*report.heading.findings, *report.findings)):
            yield _FindingRow(
                report=report.path,
                check=finding.check,
                severity=finding.severity,
                indicators=" ".join(finding.indicators),
                page=finding.page,
                message=finding.message,
            )


def _write_table(
    book: Workbook,
    formats: _Formats,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[_TableRow],
) -> None:
    """Write a sheet with header; what one sheet cannot hold goes on in the next (`Số liệu 2`)."""
    sheet = _open_table(book, formats, title, columns)
    line = sheets = 1
    for row in rows:
        if line == _ROWS:
            _close_table(sheet, columns, line)
            sheets += 1
            sheet = _open_table(book, formats, f"{title} {sheets}", columns)
            line = 1
        _write_row(sheet, formats, line, columns, row)
        line += 1
    _close_table(sheet, columns, line)


def _open_table(
    book: Workbook, formats: _Formats, title: str, columns: tuple[Column, ...]
) -> Worksheet:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    header = formats(bold=True, bg_color=_HEADER_COLOUR, bottom=1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, header)
        sheet.write_comment(0, place, column.meaning, {"x_scale": 2, "author": "solieu"})
    return sheet


def _close_table(sheet: Worksheet, columns: tuple[Column, ...], lines: int) -> None:
    sheet.autofilter(0, 0, lines - 1, len(columns) - 1)


def _write_row(
    sheet: Worksheet,
    formats: _Formats,
    line: int,
    columns: tuple[Column, ...],
    row: _TableRow,
) -> None:
    colour = _COLOURS[row.status] if isinstance(row, Row) else ""
    for place, column in enumerate(columns):
        value = getattr(row, column.name)
        ground = {"bg_color": colour} if colour and column.name in _COLOURED else {}
        if ground or value not in (None, ""):
            shown = formats(num_format=_number_format(column, value), **ground)
            _write_cell(sheet, line, place, value, shown)


def _number_format(column: Column, value: CellValue) -> str:
    if column.type in ("string", "date"):
        return _TEXT if column.type == "string" else _DATE
    if column.name == "confidence":
        return _CONFIDENCE
    if isinstance(value, float):
        return _MEASURE
    is_whole = not isinstance(value, Decimal) or value == value.to_integral_value()
    return _WHOLE if is_whole else _GENERAL


def _write_cell(sheet: Worksheet, line: int, place: int, value: CellValue, shown: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(line, place, None, shown)
    elif isinstance(value, str):
        sheet.write_string(line, place, plain_text(value)[:_LETTERS], shown)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, shown)
    elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _DIGITS:
        # A number would lose its last digits without a word.
        sheet.write_string(line, place, print_number(value), shown)
    elif isinstance(value, float):
        sheet.write_number(line, place, round(value, 1), shown)
    else:
        sheet.write_number(line, place, value, shown)


def _write_meanings(sheet: Worksheet, formats: _Formats) -> None:
    """Explain statuses with their colours, then the columns of each sheet."""
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    sheet.set_column(2, 2, 14)
    title, text = formats(bold=True, font_size=13), formats(text_wrap=True)
    lines: list[tuple[tuple[str, Format], ...]] = [
        ((_ADVICE, formats(bold=True)),),
        (),
        (("Trạng thái (cột status)", title), ("", text), ("Cần xem lại", formats(bold=True))),
    ]
    for status in STATUSES:
        ground = {"bg_color": status.colour} if status.colour else {}
        look = "có" if status.look else "không"
        lines.append(((status.status, formats(**ground)), (status.meaning, text), (look, text)))
    for name, columns in (("Số liệu", FIGURES), ("Báo cáo", REPORTS), ("Phát hiện", FINDINGS)):
        lines += [(), ((f"Các cột của bảng {name}", title),)]
        lines += [((column.name, text), (column.meaning, text)) for column in columns]
    for number, line in enumerate(lines):
        for place, (words, shown) in enumerate(line):
            sheet.write_string(number, place, words, shown)
