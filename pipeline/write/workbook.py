"""figures.xlsx: the reports for people who work in a spreadsheet.

Numbers are numbers and dates are dates, so nothing depends on the language of the system; a code
such as 1.10 stays text, where a CSV opened in Excel makes 1.1 of it. Headers are Vietnamese, and a
note at each gives the name that the CSVs have: a second header row would be a row of every filter
and pivot table. Only *Bảng ngang*, whose columns are the indicators, has one, for their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.aggregate.absent import Absent
from pipeline.aggregate.scopes import Filed
from pipeline.aggregate.series import find_timelines
from pipeline.aggregate.totals import TotalLine
from pipeline.model.form import Form
from pipeline.model.report import Report
from pipeline.write import signature
from pipeline.write.cell import CellValue
from pipeline.write.columns import FIGURES, FINDINGS, REPORTS, STATUSES, Column
from pipeline.write.replace import replacing
from pipeline.write.sheets.figures import write_figures
from pipeline.write.sheets.looks import Looks, ToLook
from pipeline.write.sheets.sheet import Book, Table, head_of, set_up_print
from pipeline.write.sheets.timeline import write_timelines
from pipeline.write.sheets.totals import write_absent, write_totals
from pipeline.write.sheets.wide import write_wide
from pipeline.write.tidy import Row, cells, report_row
from pipeline.write.titles import STATUS_NAMES, title_of

# Any fixed moment: the same input must give the same bytes.
_CREATED = datetime(2024, 1, 1)

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_ADVICE = (
    "Hãy bắt đầu ở bảng Cần xem: gõ số đúng vào cột Giá trị đúng, lưu lại, "
    "rồi chạy lại lệnh extract."
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the reports come to together, and what is to be done about them."""

    looks: Sequence[ToLook] = ()  # the most harmful first
    filed: Sequence[Filed] = ()
    totals: Sequence[TotalLine] = ()
    absent: Sequence[Absent] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)


def write_workbook(
    reports: Sequence[Report], rows: Iterable[Row], target: Path, answers: Answers | None = None
) -> None:
    """Write the workbook.

    Args:
        reports: All input files, in the order of `reports.csv`.
        rows: The rows of all reports, in the order of `figures.csv`.
        target: The file; what is there is replaced.
        answers: What else it shows.
    """
    told = answers or Answers()
    # XlsxWriter leaves its temporary files behind when it fails; their folder goes in any case.
    with replacing(target) as stream, TemporaryDirectory() as scratch:
        made = Workbook(stream, {**_OPTIONS, "tmpdir": scratch})
        made.use_zip64()
        made.set_properties({"title": "Số liệu", "created": _CREATED})
        made.set_custom_property(signature.PROPERTY, signature.VALUE)
        book = Book(made)
        looks = Looks(book, told.looks)
        wanted = frozenset((look.report, look.indicator) for look in told.looks)
        looks.fill(write_figures(book, reports, rows, wanted))
        write_wide(book, told.filed, told.forms)
        write_totals(book, told.totals)
        write_timelines(book, find_timelines(told.totals))
        write_absent(book, told.absent)
        _write_table(book, "Báo cáo", REPORTS, (_cells(REPORTS, one) for one in reports))
        _write_table(book, "Phát hiện", FINDINGS, _finding_rows(reports))
        _write_meanings(book.add("Giải thích"), book)
        _close(made)


def _close(book: Workbook) -> None:
    try:
        book.close()
    except FileCreateError as error:
        # It wraps what the system said, and only that tells a full disk from a forbidden one.
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _cells(columns: tuple[Column, ...], report: Report) -> list[CellValue]:
    return list(cells(columns, report_row(report)))


def _finding_rows(reports: Sequence[Report]) -> Iterator[list[CellValue]]:
    for report in reports:
        for one in dict.fromkeys((*report.heading.findings, *report.findings)):
            named = " ".join(one.indicators)
            yield [report.path, one.check, one.severity, named, one.page, one.message]


def _write_table(
    book: Book, title: str, columns: tuple[Column, ...], rows: Iterable[list[CellValue]]
) -> None:
    table = Table(book, title, [head_of(column) for column in columns])
    for row in rows:
        table.write(row)
    table.close()


def _write_meanings(sheet: Worksheet, book: Book) -> None:
    """Explain statuses with their colours, then the columns of each sheet."""
    set_up_print(sheet)
    for place, width in enumerate((24, 20, 100, 14)):
        sheet.set_column(place, place, width)
    title, text = book.format(bold=True, font_size=13), book.format(text_wrap=True)
    lines: list[tuple[tuple[str, Format], ...]] = [
        ((_ADVICE, book.format(bold=True)),),
        (),
        (("Trạng thái", title), ("", text), ("", text), ("Cần xem lại", book.format(bold=True))),
    ]
    for status in STATUSES:
        ground = {"bg_color": status.colour} if status.colour else {}
        look = "có" if status.look else "không"
        names = ((STATUS_NAMES[status.status], book.format(**ground)), (status.status.value, text))
        lines.append((*names, (status.meaning, text), (look, text)))
    for name, columns in (("Số liệu", FIGURES), ("Báo cáo", REPORTS), ("Phát hiện", FINDINGS)):
        lines += [(), ((f"Các cột của bảng {name}", title), ("Tên trong CSV", text))]
        lines += [
            ((title_of(column), text), (column.name, text), (column.meaning, text))
            for column in columns
        ]
    for number, line in enumerate(lines):
        for place, (words, shown) in enumerate(line):
            sheet.write_string(number, place, words, shown)
