"""A table on a sheet: its header, filters and print set-up, and rows of typed cells.

XlsxWriter writes one row after the other and keeps none of them (`constant_memory`), and it never
turns a text into a formula or a link; openpyxl would hold all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.vietnamese.numbers import print_number
from pipeline.write.cell import CellValue, plain_text
from pipeline.write.columns import Column
from pipeline.write.titles import note_of, title_of

ROWS = 1_048_576  # of one sheet, header included; the limit of the format
MOST_COLUMNS = 16_384  # of one sheet; the limit of the format
_LETTERS = 32_767  # of one cell; the limit of the format
_DIGITS = 15  # that a number of the format can hold
_NAME_LENGTH = 31  # letters of the name of a sheet; the limit of the format
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))

TEXT = "@"  # stays text when somebody edits the cell
DATE = "dd/mm/yyyy"
WHOLE = "#,##0"
GENERAL = "General"
CONFIDENCE = "0.000"
MEASURE = "0.0"  # points
HEADER_COLOUR = "#D9E2EC"
_A4 = 9
_HAIR, _LINE_COLOUR = 1, "#D0D0D0"  # border of a row
_MARGIN = 0.4  # inches


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a sheet."""

    title: str
    width: int  # in characters of the workbook's font
    note: str = ""  # shown at the header
    number: str = ""  # format of its numbers; empty: by the value
    wrap: bool = False  # long texts go on below


@dataclass(frozen=True, slots=True)
class View:
    """How a table is shown."""

    frozen: int = 1  # columns that stay in sight
    printed: int = 0  # columns that are printed, so that a page can be read; 0: all
    codes: Sequence[str] = ()  # a second header row below the first; empty: there is none
    lined: bool = False  # a line below each row: its cells have several lines of text


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another sheet."""

    place: int
    target: str  # `internal:'Số liệu'!A5`
    text: str


def head_of(column: Column, width: int = 0) -> Head:
    """Give the head of a column of the CSVs."""
    number = {"confidence": CONFIDENCE}.get(column.name, "")
    return Head(title_of(column), width or column.width, note_of(column), number)


class Book:
    """A workbook with its formats, each made once, and the names of its sheets."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: set[str] = set()

    def format(self, **properties: object) -> Format:
        """Give a format."""
        key = tuple(properties.items())
        if key not in self._known:
            self._known[key] = self.book.add_format({"valign": "top", **properties})
        return self._known[key]

    def add(self, title: str) -> Worksheet:
        """Add a sheet; its name is made one that the format allows and that is not taken."""
        plain = plain_text(title).translate(_FORBIDDEN)[:_NAME_LENGTH] or "-"
        name, number = plain, 1
        while name.casefold() in self._names:
            number += 1
            mark = f" {number}"
            name = plain[: _NAME_LENGTH - len(mark)] + mark
        self._names.add(name.casefold())
        return self.book.add_worksheet(name)


class Table:
    """Rows below a header; what one sheet cannot hold goes on in the next (`Số liệu 2`)."""

    def __init__(
        self, book: Book, title: str, heads: Sequence[Head], view: View | None = None
    ) -> None:
        """Open the first sheet.

        Args:
            book: Takes it.
            title: Its name.
            heads: Of all columns.
            view: How it is shown.
        """
        view = view or View()
        self._book, self._title, self._heads = book, title, heads
        self._frozen, self._codes = view.frozen, view.codes
        self._printed = view.printed or len(heads)
        self._line = {"bottom": _HAIR, "bottom_color": _LINE_COLOUR} if view.lined else {}
        self._top = 2 if view.codes else 1  # rows of the header
        self.sheets: list[Worksheet] = []
        self._formats: dict[tuple[int, str, str], Format] = {}
        self._open()

    @property
    def sheet(self) -> Worksheet:
        """The sheet that is being written."""
        return self.sheets[-1]

    def _open(self) -> None:
        sheet = self._book.add(self._title)
        self.sheets.append(sheet)
        self.line = self._top  # the next row, from 0
        sheet.freeze_panes(self._top, self._frozen)
        set_up_print(sheet)
        sheet.repeat_rows(0, self._top - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})
        shown = self._book.format(
            bold=True, bg_color=HEADER_COLOUR, bottom=1, text_wrap=True, valign="vcenter"
        )
        for place, head in enumerate(self._heads):
            sheet.set_column(place, place, head.width)
            sheet.write_string(0, place, plain_text(head.title)[:_LETTERS], shown)
            if head.note:
                sheet.write_comment(0, place, head.note, {"x_scale": 2, "author": "solieu"})
        for place, code in enumerate(self._codes):
            sheet.write_string(1, place, plain_text(code), shown)

    def write(
        self,
        values: Sequence[CellValue],
        colours: Mapping[int, str] | None = None,
        link: Link | None = None,
    ) -> int:
        """Write a row; give its number on the sheet, from 1.

        Args:
            values: Of all columns.
            colours: Of the ground of some, as #RRGGBB, by place.
            link: In one of its cells.
        """
        if self.line == ROWS:
            self._close_sheet()
            self._open()
        for place, value in enumerate(values):
            colour = colours.get(place, "") if colours else ""
            if colour or self._line or (value is not None and value != ""):
                self._put(place, value, colour)
        if link:
            shown = self._book.format(font_color="#0563C1", underline=1)
            self.sheet.write_url(self.line, link.place, link.target, shown, link.text)
        self.line += 1
        return self.line

    def _put(self, place: int, value: CellValue, colour: str) -> None:
        number = number_format(self._heads[place], value)
        key = place, number, colour
        shown = self._formats.get(key)
        if shown is None:
            ground = {"bg_color": colour} if colour else {}
            wrap = {"text_wrap": True} if self._heads[place].wrap else {}
            shown = self._book.format(num_format=number, **ground, **wrap, **self._line)
            self._formats[key] = shown
        write_cell(self.sheet, self.line, place, value, shown)

    def close(self) -> None:
        """End the last sheet."""
        self._close_sheet()

    def _close_sheet(self) -> None:
        last = max(self.line - 1, self._top)
        self.sheet.autofilter(self._top - 1, 0, self.line - 1, len(self._heads) - 1)
        self.sheet.print_area(0, 0, last, self._printed - 1)


def set_up_print(sheet: Worksheet) -> None:
    """Print on landscape pages as wide as the sheet, each with its number."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 1.5 * _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RTrang &P / &N")


def number_format(head: Head, value: CellValue) -> str:
    """Give the format of a value."""
    if isinstance(value, str) or value is None:
        return TEXT
    if isinstance(value, date):
        return DATE
    if head.number:
        return head.number
    if isinstance(value, float):
        return MEASURE
    is_whole = not isinstance(value, Decimal) or value == value.to_integral_value()
    return WHOLE if is_whole else GENERAL


def write_cell(sheet: Worksheet, line: int, place: int, value: CellValue, shown: Format) -> None:
    """Write a value as what it is."""
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
