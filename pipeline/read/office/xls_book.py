""".xls files, the workbooks of Excel before 2007: what `xlsx_book` does for .xlsx.

xlrd reads them, with all that decides what a cell shows: number formats, merged and hidden cells,
and the names of fonts. calamine, which lost, is faster and gives values alone: a share would come
out as 0.8 where the paper says 80 %, and sheets in TCVN3 fonts, as statistics offices made them
until about 2011, would have to be guessed by their words.

The whole file is read at once; a sheet costs what it holds, as in .xlsx. Pictures, charts and text
boxes are told and not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

import xlrd
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from xlrd.compdoc import CompDocError

from pipeline.model.page import Page
from pipeline.read.office.number_format import print_value
from pipeline.read.office.package import (
    DAMAGE,
    another_kind,
    damaged,
    locked,
    too_large,
)
from pipeline.read.office.sheet_table import (
    CELLS_LIMIT,
    Grid,
    Layout,
    Letters,
    Merge,
    Place,
    bound,
    make_sheet_page,
    without_sheets,
)
from pipeline.read.office.xls_records import Records, open_records
from pipeline.vietnamese.encodings import encoding_of_font, show_controls

# Bytes; the largest of a statistics office has 4 MB. Objects of Python take 30 times as much.
_SIZE_LIMIT = 64 * 2**20
_UNICODE = 80  # version of the format from which on texts are Unicode
_DAMAGE = (*DAMAGE, xlrd.XLRDError, CompDocError, struct.error, AssertionError)


def count_sheets(path: Path) -> int:
    """Count the sheets that are shown.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        OSError: It cannot be opened.
    """
    return len(_open(path).shown)


def read_sheets(path: Path, numbers: Sequence[int]) -> tuple[Page, ...]:
    """Read sheets of an .xls file; errors as above.

    Args:
        path: The file.
        numbers: From 1, in the order of the sheets that are shown.
    """
    opened = _open(path)
    try:
        return tuple(_read_sheet(opened, number) for number in numbers)
    except _DAMAGE as error:
        raise damaged(path.name) from error


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook that is open; its sheets are read when they are asked for."""

    book: Any
    records: Records
    shown: tuple[int, ...]  # xlrd's numbers of the sheets
    hidden: tuple[str, ...]


def _open(path: Path) -> _Book:
    if path.stat().st_size > _SIZE_LIMIT:
        raise too_large(path.name)
    return _open_content(path.read_bytes(), path.name)


@lru_cache(maxsize=1)  # a report is asked for its number of sheets, then for the sheets
def _open_content(content: bytes, name: str) -> _Book:
    try:
        records = open_records(content)
        try:
            book = _load(records.stream)
        except (UnicodeError, LookupError):  # of before 1997, with an odd code page
            book = _load(records.stream, "cp1252")
        names = book.sheet_names()
    except xlrd.XLRDError as error:
        raise _explain(name, str(error)) from error
    except _DAMAGE as error:
        raise damaged(name) from error
    hidden = {number for number, sheet in enumerate(records.sheets) if sheet.hidden}
    shown = tuple(number for number in range(len(names)) if number not in hidden)
    if not shown:
        raise without_sheets(name)
    return _Book(book, records, shown, tuple(names[number] for number in sorted(hidden)))


def _load(content: bytes, encoding: str | None = None) -> Any:
    return xlrd.open_workbook(
        file_contents=content,
        logfile=StringIO(),  # it prints what it doubts
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        encoding_override=encoding,
    )


def _explain(name: str, reason: str) -> Exception:
    if "encrypted" in reason:
        return locked(name)
    return another_kind(name, ".xls") if "nsupported format" in reason else damaged(name)


def _read_sheet(opened: _Book, number: int) -> Page:
    book, place = opened.book, opened.shown[number - 1]
    sheet = book.sheet_by_index(place)
    layout, letters = Layout(), Letters()
    texts: dict[Place, str] = {}
    for row, column in _filled(sheet):
        text = _print_cell(book, sheet, row, column, letters)
        if text and layout.holds(row + 1, column + 1):
            texts[row + 1, column + 1] = text
    layout.hidden_rows.update(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    layout.hidden_columns.update(
        column + 1 for column, info in sheet.colinfo_map.items() if info.hidden
    )
    layout.merges += [
        Merge(left + 1, top + 1, right, bottom)
        for top, bottom, left, right in sheet.merged_cells[:CELLS_LIMIT]
    ]
    layout.drawings = opened.records.has_drawings(place)
    bound(layout)
    kept = {spot: text for spot, text in texts.items() if spot[0] <= layout.rows}
    return make_sheet_page(number, Grid(kept, frozenset(letters.seen)), layout, opened.hidden)


def _filled(sheet: Any) -> Iterator[tuple[int, int]]:
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                yield row, column


def _print_cell(book: Any, sheet: Any, row: int, column: int, letters: Letters) -> str:
    cell = sheet.cell(row, column)
    style = book.xf_list[cell.xf_index]
    if cell.ctype == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        return _read_letters(book, cell.value, style.font_index, runs, letters).strip()
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return print_value(bool(cell.value), "")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    shape = book.format_map[style.format_key].format_str
    return print_value(_date_or_number(book, cell.value, shape), shape).strip()


def _date_or_number(book: Any, value: float, shape: str) -> object:
    if not is_date_format(shape):
        return value
    epoch = CALENDAR_MAC_1904 if book.datemode else CALENDAR_WINDOWS_1900
    try:
        found: object = from_excel(value, epoch, timedelta=is_timedelta_format(shape))
    except (ValueError, OverflowError):  # no day that there is
        return value
    return found


def _read_letters(
    book: Any, text: str, font: int, runs: Sequence[tuple[int, int]], letters: Letters
) -> str:
    """Give a text in Unicode; parts of it may be in fonts of their own.

    Words must not be cut where only the size or the colour changes, so parts in fonts of one name
    are read together.
    """
    parts: list[tuple[str, str]] = []
    places = [(0, font), *runs]
    for (start, number), end in zip(
        places, [*(start for start, _ in runs), len(text)], strict=True
    ):
        name, part = book.font_list[number].name, text[start:end]
        if parts and parts[-1][0] == name:
            parts[-1] = (name, parts[-1][1] + part)
        else:
            parts.append((name, part))
    return "".join(letters.read(_as_typed(book, part, name), name) for name, part in parts)


def _as_typed(book: Any, text: str, font: str) -> str:
    """Undo the code page of a file of before 1997 for a font that has an encoding of its own."""
    if book.biff_version >= _UNICODE or encoding_of_font(font) is None:
        return text
    return show_controls(text.encode(book.encoding, "replace").decode("latin-1"))
