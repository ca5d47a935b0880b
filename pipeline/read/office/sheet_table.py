"""One sheet of a workbook, whatever kind of file it was in: from texts and their places to a page.

What is hidden is not on paper, and not read: sheets, rows, columns. Hidden sheets keep lists and
drafts, hidden columns last year's figures; read as this report's they would be wrong without a
trace. A row of the form that is hidden is `missing`, and the page says that rows are.

Rows and columns of the table are those of the sheet, so that what `solieu read --tables` prints in
row 15 is row 15 in Excel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from pipeline.model.errors import SourceError
from pipeline.model.page import Cell, Page, Table
from pipeline.read.office.page import Draft, make_pages
from pipeline.vietnamese.encodings import Encoding, convert, encoding_of_font

# A report has hundreds of rows; the largest tables of prices seen have some thousands.
ROWS_LIMIT = 10_000
COLUMNS_LIMIT = 256
CELLS_LIMIT = 200_000
# What stands for a result that the file does not hold; no digits, so that nothing takes it for one.
UNCOUNTED = "(công thức chưa tính)"
_NAMED = 5  # places or sheets that a note lists
Place = tuple[int, int]  # row and column of the sheet, from 1


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell; rows and columns count from 1, both ends belong to it."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class Layout:
    """What a sheet shows, apart from values."""

    rows: int = 0  # the last one that is filled, within the limits
    columns: int = 0
    cut: bool = False  # something is filled beyond the limits
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncounted: set[tuple[int, int]] = field(default_factory=set)  # formulas without a result
    drawings: bool = False

    def holds(self, row: int, column: int) -> bool:
        """Note a filled cell; say whether it is within the limits."""
        if row > ROWS_LIMIT or column > COLUMNS_LIMIT:
            self.cut = True
            return False
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)
        return True


@dataclass(slots=True)
class Letters:
    """Texts on their way to Unicode, where the name of a font tells the encoding."""

    seen: set[Encoding] = field(default_factory=set)  # what was converted

    def read(self, text: str, font: str) -> str:
        """Give a text as its font prints it."""
        encoding = encoding_of_font(font)
        converted = convert(text, encoding) if encoding else text
        if encoding and converted != text:
            self.seen.add(encoding)
        return converted


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of a cell is set."""

    bold: bool = False
    italic: bool = False
    indent: int = 0  # levels


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of the filled cells, and old encodings that fonts told and that were converted."""

    texts: dict[Place, str]
    encodings: frozenset[Encoding] = frozenset()
    looks: Mapping[Place, Look] = field(default_factory=dict)  # of those that are not plain


def make_sheet_page(number: int, grid: Grid, layout: Layout, hidden: Sequence[str]) -> Page:
    """Give the page of a sheet.

    Each sheet for itself: what a page says does not depend on the pages that are asked for too.

    Args:
        number: From 1, among the sheets that are shown.
        grid: What its cells hold, hidden ones too.
        layout: What of it is shown.
        hidden: Names of the sheets that are not; the first page tells of them.
    """
    texts = place_merged(grid.texts, layout)
    table = Table(layout.rows, layout.columns, tuple(_cells(texts, layout, grid.looks)))
    notes = (*(_note_hidden_sheets(hidden) if number == 1 else ()), *_note_layout(layout))
    (page,) = make_pages([Draft((table,) if texts else (), notes, grid.encodings)])
    return replace(page, number=number)


def without_sheets(name: str) -> SourceError:
    """Say that all sheets are hidden."""
    return SourceError(
        f"{name} không có trang tính nào để đọc. Hãy mở tệp và bỏ ẩn trang tính cần đọc.",
        f"{name} has no sheet to read. Open the file and unhide the sheet that is meant.",
    )


def bound(layout: Layout) -> Layout:
    """Leave out rows that would make too many cells, and merged cells that lie over each other."""
    most = CELLS_LIMIT // max(layout.columns, 1)
    if layout.rows > most:
        layout.rows, layout.cut = most, True
    layout.merges[:] = _within_area(layout)
    return layout


def _within_area(layout: Layout) -> Iterator[Merge]:
    """Give merged cells until they have as many parts as a sheet has cells; no program merges more.

    A file of 1 MB could ask for 100,000 of them, each over the whole sheet.
    """
    left = CELLS_LIMIT
    for merge in layout.merges:
        rows = min(merge.bottom, layout.rows) - merge.top + 1
        columns = min(merge.right, layout.columns) - merge.left + 1
        left -= max(0, rows) * max(0, columns)
        if left < 0:
            return
        yield merge


def place_merged(texts: dict[Place, str], layout: Layout) -> dict[Place, str]:
    """Keep what is shown; a merged cell shows its text in what is left of it."""
    for merge in layout.merges:
        text = texts.pop((merge.top, merge.left), "")
        place = _first_shown(merge, layout)
        if text and place is not None:
            texts[place] = text
    return {
        (row, column): text
        for (row, column), text in texts.items()
        if text and row not in layout.hidden_rows and column not in layout.hidden_columns
    }


def _first_shown(merge: Merge, layout: Layout) -> Place | None:
    rows = range(merge.top, min(merge.bottom, layout.rows) + 1)
    columns = range(merge.left, min(merge.right, layout.columns) + 1)
    row = next((row for row in rows if row not in layout.hidden_rows), None)
    column = next((column for column in columns if column not in layout.hidden_columns), None)
    return None if row is None or column is None else (row, column)


def _cells(
    texts: Mapping[Place, str], layout: Layout, looks: Mapping[Place, Look]
) -> Iterator[Cell]:
    """Give the cells of all rows with something in them; empty ones too, as on ruled pages."""
    spans = {_first_shown(merge, layout): merge for merge in layout.merges}
    covered = {
        (row, column)
        for merge in layout.merges
        for row in range(merge.top, min(merge.bottom, layout.rows) + 1)
        for column in range(merge.left, min(merge.right, layout.columns) + 1)
    }
    shown = [c for c in range(1, layout.columns + 1) if c not in layout.hidden_columns]
    for row in sorted({row for row, _ in texts}):
        for column in shown:
            place = row, column
            merge = spans.get(place)
            if place in covered and merge is None:
                continue
            text = texts.get(place, "")
            bottom, right = (merge.bottom, merge.right) if merge else place
            look = looks.get((merge.top, merge.left) if merge else place, PLAIN)
            yield Cell(
                row - 1,
                column - 1,
                text,
                row_span=min(bottom, layout.rows) - row + 1,
                column_span=min(right, layout.columns) - column + 1,
                ink=bool(text),
                bold=look.bold,
                italic=look.italic,
                indent=look.indent,
            )


def _note_hidden_sheets(hidden: Sequence[str]) -> Iterator[str]:
    if hidden:
        names = ", ".join(hidden[:_NAMED]) + (", ..." if len(hidden) > _NAMED else "")
        yield f"Trang tính bị ẩn, không được đọc: {names}. Nếu cần, hãy bỏ ẩn rồi chạy lại."


def _note_layout(layout: Layout) -> Iterator[str]:
    rows = sum(row <= layout.rows for row in layout.hidden_rows)
    columns = sum(column <= layout.columns for column in layout.hidden_columns)
    if rows or columns:
        counts = [f"{rows} dòng"] * bool(rows) + [f"{columns} cột"] * bool(columns)
        yield f"Có {' và '.join(counts)} bị ẩn, không được đọc. Nếu cần, hãy bỏ ẩn rồi chạy lại."
    if layout.uncounted:
        places = sorted(layout.uncounted)
        names = ", ".join(f"{get_column_letter(column)}{row}" for row, column in places[:_NAMED])
        more = ", ..." if len(places) > _NAMED else ""
        yield (
            f"{len(places)} ô công thức chưa có kết quả trong tệp ({names}{more}). "
            "Hãy mở tệp bằng Excel, lưu lại rồi chạy lại."
        )
    if layout.cut:
        yield (
            f"Trang tính quá lớn: chỉ đọc {layout.rows} dòng và {layout.columns} cột đầu. "
            "Hãy để riêng phần báo cáo vào một trang tính."
        )
    if layout.drawings:
        yield "Trang tính có hình, biểu đồ hay hộp chữ; chữ và số trong đó không được đọc."
