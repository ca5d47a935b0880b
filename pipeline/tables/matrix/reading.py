"""A matrix as one report fills it: a form of its own, readings, and what is odd about its lines.

The form of a report has the lines that the report prints, in its order. Fields that the form does
not know become lines too, under ids made of their names: they take part in the sums, and leaving
them out would break these. The total line is always asked for, printed or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.forms.matrix import expand
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator
from pipeline.model.matrix import Matrix, MatrixLine, cell_id
from pipeline.model.page import Document
from pipeline.model.reading import Doubt, Method, Observation, Reading, Support
from pipeline.tables.matrix.dump import read_dump
from pipeline.tables.matrix.names import Names
from pipeline.tables.matrix.naming import (
    REPEATED,
    SPOILT,
    UNKNOWN,
    NamedLine,
    name_lines,
)
from pipeline.tables.matrix.printed import PrintedLine, first_number
from pipeline.tables.matrix.tables import TableLines, read_tables
from pipeline.tables.used import NOTHING, Used

PATTERN = "matrix"
_UNSURE = (Support.WEAK, Support.DISPUTED)


@dataclass(frozen=True, slots=True)
class MatrixRead:
    """What the table of a report gives."""

    form: Form  # of this report alone
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    used: Used = NOTHING  # what of the pages it was read from


def read_matrix(document: Document, form: Form) -> MatrixRead:
    """Read the table of a report.

    Args:
        document: The pages from the table on; may be empty.
        form: With a matrix.
    """
    matrix = form.matrix
    if matrix is None:
        return MatrixRead(form, (), ())
    tables = read_tables(document, matrix)
    dump = read_dump(_unruled(document, tables, matrix), matrix)
    printed = tables.lines + dump.lines
    named = name_lines(printed, matrix)
    readings = tuple(_readings(named))
    lines = [one.line for one in named]
    if not any(line.id == matrix.total for line in lines):
        lines += [line for line in matrix.lines if line.id == matrix.total]
    own = expand(form, matrix, lines, blanks_of(readings))
    others = _tell_others((*tables.others, *dump.below), matrix)
    findings = (*_tell_names(named, matrix), *_tell_gaps(printed), *others)
    if not named or len(lines) > len(named):
        findings = (*findings, _tell_lost(named, matrix))
    return MatrixRead(own, readings, findings, tables.used | dump.used)


def _unruled(document: Document, tables: TableLines, matrix: Matrix) -> Document:
    """Give the pages whose lines have to do: all without a table, later ones until its total.

    The last rows of a table, alone on a page, are too few for their rules to be found on a scan.
    """
    names = Names(matrix)
    closed = (names.find(one.name, recognised=one.recognised) for one in tables.lines[1:])
    if any(line and line.id == matrix.total for line in closed):
        return Document(())
    last = max((one.page for one in tables.lines), default=0)
    return Document(tuple(page for page in document.pages if page.number > last))


def form_of_report(
    form: Form, indicators: Sequence[Indicator], observations: Sequence[Observation]
) -> Form:
    """Give the form of a report again, from what is kept of it.

    Args:
        form: As its file says it.
        indicators: Of the report; those of its lines among them.
        observations: Of the report.
    """
    if form.matrix is None or not indicators:
        return form
    known = {line.id: line for line in form.matrix.lines}
    first = form.matrix.columns[0]
    lines = []
    for row in indicators:
        name, _, column = row.id.partition(".")
        if column == first.id:
            label = row.label.removesuffix(f": {first.label}")
            line = known.get(name, MatrixLine(name, label))
            lines.append(replace(line, number=row.section))
    readings = [one.reading for one in observations if one.reading]
    return expand(form, form.matrix, lines, blanks_of(readings))


def blanks_of(readings: Sequence[Reading]) -> frozenset[str]:
    """Give the cells in which certainly nothing is printed, whosever line it is."""
    return frozenset(
        reading.indicator
        for reading in readings
        if reading.pattern == PATTERN
        and reading.value is None
        and (reading.support not in _UNSURE or reading.doubt is Doubt.NAMELESS_BLANK)
    )


def _readings(named: Sequence[NamedLine]) -> Iterator[Reading]:
    for one in named:
        for cell in one.printed.cells:
            figure = cell.figure
            yield Reading(
                cell_id(one.line.id, cell.column.id),
                figure.value,
                cell.source,
                Method.TABLE,
                PATTERN,
                figure.support,
                figure.reason,
                figure.alternatives,
                doubt=figure.doubt,
            )


def _tell_names(named: Sequence[NamedLine], matrix: Matrix) -> Iterator[Finding]:
    for one in named:
        if one.odd:
            name = one.printed.name or "(không rõ tên)"
            # Of a field that stands there twice, either line may be the odd one.
            lines = [other.line for other in named if one.odd == REPEATED and other.of == one.of]
            cells = tuple(id for line in lines or [one.line] for _, id in matrix.cells(line))
            message = (
                f"{_capital(matrix.noun)} “{name}” {_tell_name(one, matrix.noun)}; hãy xem lại."
            )
            yield Finding(one.odd, Severity.WARNING, message, cells, one.printed.page)


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


def _tell_name(one: NamedLine, noun: str) -> str:
    if one.odd == UNKNOWN and one.open:
        return f"đọc không rõ, không biết là {noun} nào; số liệu vẫn được cộng vào tổng"
    return {
        UNKNOWN: "không có trong biểu mẫu; số liệu vẫn được lấy và cộng vào tổng",
        REPEATED: "xuất hiện hai lần trong bảng",
        SPOILT: f"đọc không rõ, được hiểu là “{one.line.label}”",
    }[one.odd]


def _tell_gaps(printed: Sequence[PrintedLine]) -> Iterator[Finding]:
    """Point at numbers of lines that are left out: a line may have been lost."""
    known = [(n, one) for one in printed if (n := first_number(one.number)) is not None]
    for (before, _), (after, one) in pairwise(known):
        if after > before + 1:
            message = f"Số thứ tự nhảy từ {before} đến {after}: có thể thiếu dòng ở giữa."
            yield Finding("line_gap", Severity.WARNING, message, page=one.page)
    if known and known[0][0] == 2:
        message = "Bảng bắt đầu từ số thứ tự 2: có thể thiếu dòng đầu."
        yield Finding("line_gap", Severity.WARNING, message, page=known[0][1].page)


def _tell_others(pages: Sequence[int], matrix: Matrix) -> Iterator[Finding]:
    """Tell of lines behind the total: what was taken for it may be the total of a part."""
    cells = _cells_of_total(matrix)
    for page in pages:
        message = (
            f"Trang {page} còn một bảng cùng mẫu hoặc các dòng sau dòng tổng cộng, không được lấy; "
            "chỉ lấy bảng đầu tiên, đến dòng tổng cộng của bảng."
        )
        yield Finding("other_table", Severity.WARNING, message, cells, page)


def _cells_of_total(matrix: Matrix) -> tuple[str, ...]:
    total = next(line for line in matrix.lines if line.id == matrix.total)
    return tuple(id for _, id in matrix.cells(total))


def _tell_lost(named: Sequence[NamedLine], matrix: Matrix) -> Finding:
    if not named:
        message = f"Không thấy bảng số liệu theo {matrix.noun} của biểu mẫu trong báo cáo."
        return Finding("no_table", Severity.WARNING, message)
    last = named[-1]
    message = (
        f"Không thấy dòng tổng cộng; dòng cuối đọc được là “{last.printed.name}”. "
        "Bảng có thể còn dòng ở phía sau."
    )
    return Finding(
        "no_total", Severity.WARNING, message, _cells_of_total(matrix), last.printed.page
    )
