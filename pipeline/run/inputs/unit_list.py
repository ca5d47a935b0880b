"""`danh-sach.xlsx` or `danh-sach.csv` among the inputs: the units that are to report.

It is no report. Its first row with a column of units names the columns; what they are called is
taken by the words that lists use.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from pipeline.model.errors import SettingError, SourceError
from pipeline.read.office.package import DAMAGE
from pipeline.vietnamese.alphabet import fold, normal
from pipeline.vietnamese.places import Place, split_kind
from pipeline.write.regular import read_regular

NAMES = frozenset({"danh-sach.xlsx", "danh-sach.csv"})
LIST = SourceError(
    "Danh sách đơn vị phải báo cáo, không phải báo cáo; dùng cho bảng Chưa báo cáo.",
    "The list of units that are to report, no report; used for the sheet of those that have not.",
)

_UNIT = ("don vi", "ten don vi", "xa", "ten xa", "don vi bao cao", "xa, phuong", "place", "unit")
_CODE = ("ma", "ma don vi", "ma xa", "place_code", "code")
_DISTRICT = ("huyen", "quan, huyen", "ten huyen", "district")
_PROVINCE = ("tinh", "tinh, thanh pho", "ten tinh", "province")
_HEADER_ROWS = 20  # among which the header stands
_SEPARATORS = (";", "\t", ",")


def is_unit_list(name: str) -> bool:
    """Say whether a file of this name is a list of units."""
    return PurePosixPath(name).name.casefold() in NAMES


def read_unit_lists(files: Iterable[Path]) -> tuple[Place, ...]:
    """Read the units of all lists.

    Raises:
        SettingError: One of them cannot be read, or names no units.
    """
    return tuple(dict.fromkeys(place for file in files for place in _read(file)))


def _read(file: Path) -> tuple[Place, ...]:
    try:
        content = read_regular(file)
        rows = list(_rows_of_book(content) if file.suffix == ".xlsx" else _rows_of_text(content))
    except (*DAMAGE, OSError, UnicodeDecodeError, csv.Error) as error:
        raise _refused(file) from error
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        names = [" ".join(fold(cell).lower().split()) for cell in row]
        unit = _find(names, _UNIT)
        if unit is not None:
            columns = [unit, *(_find(names, words) for words in (_CODE, _DISTRICT, _PROVINCE))]
            return tuple(_places(rows[at + 1 :], columns))
    raise _refused(file)


def _find(names: Sequence[str], words: Sequence[str]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)


def _places(rows: Iterable[Sequence[str]], columns: Sequence[int | None]) -> Iterator[Place]:
    for row in rows:
        name, code, district, province = (
            row[at].strip() if at is not None and at < len(row) else "" for at in columns
        )
        if name:
            kind, bare = split_kind(name)
            yield Place(kind.lower(), bare, code, district, province)


def _rows_of_text(content: bytes) -> Iterator[list[str]]:
    text = normal(content.decode("utf-8-sig"))
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _rows_of_book(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # here, as nearly no run needs it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [normal(str(cell)) if cell is not None else "" for cell in row]
    finally:
        book.close()


def _refused(file: Path) -> SettingError:
    return SettingError(
        f"{file.name} không đọc được hoặc không có cột Đơn vị. Hãy ghi dòng đầu là: Mã đơn vị, "
        "Đơn vị, Huyện, Tỉnh; hoặc bỏ tệp ấy ra.",
        f"{file.name} cannot be read, or has no column of units. Let its first row be: Mã đơn vị, "
        "Đơn vị, Huyện, Tỉnh; or take the file away.",
    )
