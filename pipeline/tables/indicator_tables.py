"""Tables of indicators in reports whose form has no rows: which column is the result.

`5 | Số hộ nghèo | hộ | 50 | 45`: read as a sentence its first number, the plan, is taken for the
result. So lines of tables are no prose. Where the headings tell one column of results of the
report's time, each row is told as a sentence of it, `Số hộ nghèo: 45 hộ.`, for the patterns of the
form to read; where they do not, or an engine read the table, the figures are missing. The
alternative, a form that lists its rows, would need one for each district: every one has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.tables.layout import close_tables
from pipeline.tables.layout.sheet import Sheet, lay_out
from pipeline.tables.ruled.columns import Columns, find_columns
from pipeline.tables.ruled.outline import Outlined, outline
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import parse_number
from pipeline.vietnamese.periods import UNCLEAR, find_periods
from pipeline.vietnamese.units import stated_unit, unit_of_heading

_RESULT = re.compile(r"(?<![a-z])(?:thuc hien|ket qua|uoc (?:dat|thuc hien|ca nam)|dat duoc)")
_NO_RESULT = re.compile(
    r"ke hoach|chi tieu|du toan|muc tieu|so voi|so sanh|cung ky|%|ty le|tang|giam|(?<![a-z])kh|"
    r"nghi quyet|thang truoc|quy truoc|nam truoc"
)
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
# What a table leaves where its rules are not seen: two numbers and more at the end of a line.
_CELLS = re.compile(r"(?:(?<=\s)-?\d[\d.,]*%?\s+){1,12}-?\d[\d.,]*%?\s*$")
_CELL = re.compile(r"[^\W\d_%)][)%]? \d[\d.,]*%?\s*$")
_PART = re.compile(r"(?<![a-z])(?:thang|quy|tuan|ky)(?![a-z])")
_NUMBER = re.compile(r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,4}|[a-zđ])[.)] ?(?=\D)")
_DEEPEST = 2  # names of a path that one sentence takes; longer ones name other things on the way


def tell_tables(document: Document) -> Document:
    """Put sentences of their results in the place of the tables of a report."""
    document = close_tables(document)
    told: dict[int, list[Line]] = {}
    for sheet in lay_out(document) if any(page.tables for page in document.pages) else ():
        for page, line in _tell(sheet):
            told.setdefault(page, []).append(line)
    return Document(
        tuple(_replace_tables(page, told.get(page.number, [])) for page in document.pages)
    )


def _replace_tables(page: Page, sentences: list[Line]) -> Page:
    boxes = [table.box for table in page.tables if table.box]
    lines: list[Line] = []
    waiting = sentences
    worn = _find_cells(page.lines)
    for number, line in enumerate(page.lines):
        inside = line.box is not None and any(box.contains(*line.box.center) for box in boxes)
        if line.row is not None or inside:
            lines += waiting
            waiting = []
        elif number not in worn:
            lines.append(line)
    return replace(page, lines=(*lines, *waiting), tables=())


def _find_cells(lines: Sequence[Line]) -> frozenset[int]:
    """Give the lines that are rows of a table without rules, by their numbers from 0.

    Two numbers at the end are cells; beside such a line one is, too: the other may be blank.
    """
    sure = {number for number, line in enumerate(lines) if _CELLS.search(line.text)}
    single = {number for number, line in enumerate(lines) if _CELL.search(line.text)}
    beside = {number for number in single if {number - 1, number + 1} & sure}
    return frozenset(sure | beside)


def _tell(sheet: Sheet) -> Iterator[tuple[int, Line]]:
    """Give the rows of a table as sentences of their results, with the page of each."""
    columns = find_columns(sheet)
    column = _find_result(columns)
    time = _time_of(columns, column) if column is not None else None
    if column is None or time is None:
        return
    for one in outline(sheet.body, columns):
        row = one.entry.row
        cell = row.cells[column]
        if row.kind is not PageKind.DIGITAL or cell is None or not row.starts(column):
            continue
        text = " ".join(cell.text.split())
        if one.entry.names and parse_number(text):
            said = f"- {time}{_name(one)}: {text} {_unit(one, sheet, columns)}"
            yield row.page, Line(f"{said.strip()}.", box=cell.box, cell=cell.number)


def _find_result(columns: Columns) -> int | None:
    """Give the one column of results, that of the last year where several years have one."""
    found = []
    for column in columns.values:
        heading = fold(" ".join(columns.paths[column]))
        if _RESULT.search(heading) and not _NO_RESULT.search(heading):
            found.append((max(map(int, _YEAR.findall(heading)), default=0), column))
    latest = [column for year, column in found if year == max(found)[0]]
    dated = len(found) < 2 or all(year for year, _ in found)
    return latest[0] if len(latest) == 1 and dated else None


def _time_of(columns: Columns, column: int) -> str | None:
    """Give the time that a heading names, for a sentence to begin with; None: one of no year.

    What `Thực hiện tháng 9` adds up to is another column's, and only the year tells of whose.
    """
    heading = " ".join(columns.paths[column])
    named = find_periods(heading, damaged=False, heading=True)
    if any(one.year is None or one.part == UNCLEAR for one in named):
        return None
    if not named and _PART.search(fold(heading)):
        return None
    return "".join(f"{one.text}: " for one in named)


def _name(one: Outlined) -> str:
    path = one.path if len(one.path) <= _DEEPEST else one.path[-1:]
    bare = (_NUMBER.sub("", " ".join(name.split())) for name in path)
    return " ".join(name.strip(" :.;-") for name in bare)


def _unit(one: Outlined, sheet: Sheet, columns: Columns) -> str:
    row = one.entry.row
    own = row.text(columns.unit) if columns.unit is not None else ""
    named = unit_of_heading(one.path[-1]) if one.path else ""
    return own or named or ("" if columns.unit is not None else stated_unit(sheet.captions))
