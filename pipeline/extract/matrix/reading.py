"""A matrix as one report fills it: a form of its own, readings, and what is odd about its lines.

The form of a report has the lines that the report prints, in its order. Fields that the form does
not know become lines too, under ids made of their names: they take part in the sums, and leaving
them out would break these. The total line is always asked for, printed or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.forms.matrix import expand
from pipeline.extract.matrix.dump import read_dump
from pipeline.extract.matrix.names import Names, key_of
from pipeline.extract.matrix.printed import PrintedLine, first_number, inked
from pipeline.extract.matrix.tables import TableLines, read_tables
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator
from pipeline.model.matrix import Matrix, MatrixLine, cell_id
from pipeline.model.page import Document
from pipeline.model.reading import Method, Observation, Reading, Support

PATTERN = "matrix"
_UNSURE = (Support.WEAK, Support.DISPUTED)
_NAMELESS = "unnamed"


@dataclass(frozen=True, slots=True)
class MatrixRead:
    """What the table of a report gives."""

    form: Form  # of this report alone
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A printed line with the line it is taken for."""

    line: MatrixLine
    printed: PrintedLine
    odd: str = ""  # id of the finding about its name


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
    printed = tables.lines + read_dump(_unruled(document, tables, matrix), matrix)
    named = _name_lines(printed, matrix)
    readings = tuple(_readings(named))
    lines = [one.line for one in named]
    if not any(line.id == matrix.total for line in lines):
        lines += [line for line in matrix.lines if line.id == matrix.total]
    own = expand(form, matrix, lines, blanks_of(readings))
    findings = (*_tell_names(named, matrix), *_tell_gaps(printed), *_tell_others(tables.others))
    if not named or len(lines) > len(named):
        findings = (*findings, _tell_lost(named, matrix))
    return MatrixRead(own, readings, findings)


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
    """Give the cells in which certainly nothing is printed."""
    return frozenset(
        reading.indicator
        for reading in readings
        if reading.pattern == PATTERN and reading.value is None and reading.support not in _UNSURE
    )


def _name_lines(printed: Sequence[PrintedLine], matrix: Matrix) -> list[_Named]:
    """Say which line each printed one is; an unknown name without figures is a heading."""
    names = Names(matrix)
    sure = {line.id for one in printed if (line := names.find(one.name, recognised=False))}
    taken: set[str] = set()
    named = []
    for one in printed:
        found = names.find(one.name, recognised=False)
        odd = ""
        if found is None and one.recognised:
            found = names.find(one.name, recognised=True)
            # A line that stands there by its name as well is not this one.
            found = found if found and found.id not in sure else None
            odd = "line_name" if found and not names.is_clear(one.name, found) else ""
        if found is None and not inked(one.cells) and first_number(one.number) is None:
            continue
        if found is None:
            found, odd = MatrixLine(_slug(one.name), one.name or "(không rõ tên)"), "unknown_row"
        elif found.id in taken:
            odd = "repeated_line"
        line = replace(found, id=_free(found.id, taken), number=one.number)
        if odd not in ("", "line_name"):
            line = replace(line, label=one.name or line.label)
        taken.add(line.id)
        named.append(_Named(line, one, odd))
    return _with_total(named, matrix)


def _with_total(named: list[_Named], matrix: Matrix) -> list[_Named]:
    """Take the one line without a number, at an end of the table, for a total that is unreadable.

    If it is none, no sum will hold.
    """
    total = next(line for line in matrix.lines if line.id == matrix.total)
    numbered = sum(bool(one.printed.number) for one in named)
    if any(one.line.id == total.id for one in named) or numbered < len(named) - 1:
        return named
    for place in (-1, 0):
        one = named[place] if named else None
        if one and one.odd == "unknown_row" and not one.printed.number and inked(one.printed.cells):
            named[place] = _Named(total, one.printed, "line_name")
            break
    return named


def _slug(name: str) -> str:
    """Make an id of a name.

    >>> _slug("Lĩnh vực Thú y"), _slug("?")
    ('thu_y', 'unnamed')
    """
    words = re.findall(r"[a-z0-9]+", key_of(name))
    id = "_".join(words)
    return id if id[:1].isalpha() else "_".join((_NAMELESS, *words))


def _free(id: str, taken: set[str]) -> str:
    count = 1
    free = id
    while free in taken:
        count += 1
        free = f"{id}_{count}"
    return free


def _readings(named: Sequence[_Named]) -> Iterator[Reading]:
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
            )


def _tell_names(named: Sequence[_Named], matrix: Matrix) -> Iterator[Finding]:
    said = {
        "unknown_row": "không có trong biểu mẫu; số liệu vẫn được lấy và cộng vào tổng",
        "repeated_line": "xuất hiện hai lần trong bảng",
        "line_name": "đọc không rõ, được hiểu là “{}”",
    }
    for one in named:
        if one.odd:
            name = one.printed.name or "(không rõ tên)"
            cells = tuple(id for _, id in matrix.cells(one.line))
            told = said[one.odd].format(one.line.label)
            message = f"Lĩnh vực “{name}” {told}; hãy xem lại."
            yield Finding(one.odd, Severity.WARNING, message, cells, one.printed.page)


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


def _tell_others(pages: Sequence[int]) -> Iterator[Finding]:
    for page in pages:
        message = f"Trang {page} còn một bảng cùng mẫu, không được lấy; chỉ lấy bảng đầu tiên."
        yield Finding("other_table", Severity.WARNING, message, page=page)


def _tell_lost(named: Sequence[_Named], matrix: Matrix) -> Finding:
    if not named:
        message = "Không thấy bảng số liệu theo lĩnh vực của biểu mẫu trong báo cáo."
        return Finding("no_table", Severity.WARNING, message)
    last = named[-1]
    message = (
        f"Không thấy dòng tổng cộng; dòng cuối đọc được là “{last.printed.name}”. "
        "Bảng có thể còn dòng ở phía sau."
    )
    total = next(line for line in matrix.lines if line.id == matrix.total)
    cells = tuple(id for _, id in matrix.cells(total))
    return Finding("no_total", Severity.WARNING, message, cells, last.printed.page)
