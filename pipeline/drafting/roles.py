"""Which column of a table holds what, while no form is known.

The words of the header count most, and what stands below decides where it has none of them. The
roles stand in the order of all forms seen: code, name, unit, value, remark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.tables.columns import assign_roles
from pipeline.tables.figures.cell_value import parse_figure
from pipeline.vietnamese.alphabet import fold

Grid = list[list[str]]  # rows of the texts of all columns
# Words of headers, folded. "đơn vị" alone is also a heading of names, "đơn vị tính" is not.
_HEADINGS = {
    "code": re.compile(r"^(?:stt|tt|so tt|so thu tu|ma so|ma chi tieu)\b"),
    "name": re.compile(r"chi tieu|noi dung|danh muc|tieu chi|ten |hang muc|linh vuc"),
    "unit": re.compile(r"don vi tinh|\bdvt\b|^don vi$"),
    "value": re.compile(r"so lieu|ket qua|thuc hien|so luong|gia tri|trong ky|tong so|ky bao cao"),
    "remark": re.compile(r"ghi chu|co quan|phu trach|chu tri|thuyet minh"),
}
_HEADED, _UNHEADED = 1.5, -0.2  # against at most 1 for what stands below
# What it says for a column that its cells repeat each other: of remarks, of units and of long ones.
_REPEATED_REMARKS, _SHORT_UNITS, _LONG_UNITS = 0.6, 0.8, 0.4
_HEADER_ROWS = 3  # rows in which words of the header are looked for
_CODE = re.compile(r"[IVX]{1,6}[.)]?|\d{1,3}(?:[.,]\d{1,2}){0,4}[.,)]?|[A-Za-zĐđ][.)]?|[-+•*]")
_NAME_LENGTH = 25  # letters of a usual name
_UNIT_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each role; None where there is none."""

    name: int
    value: int
    code: int | None = None
    unit: int | None = None
    remark: int | None = None
    others: tuple[int, ...] = ()  # further columns with figures
    headed: int = 0  # rows in which words of a header were found


def is_code(text: str) -> bool:
    """Say whether a text can be the code of a row.

    >>> [is_code(text) for text in ("2.1.", "VII", "a)", "-", "STT", "1.234.567")]
    [True, True, True, True, False, False]
    """
    return bool(_CODE.fullmatch(text.strip()))


def choose_columns(grid: Grid) -> Columns | None:
    """Choose the columns of a table; None where none can hold names or figures.

    Args:
        grid: The rows, each with the texts of all columns.
    """
    columns = [_describe(texts) for texts in zip(*grid, strict=True)]
    roles = assign_roles(
        columns,
        needed=("name", "value"),
        code=lambda one: one.headed["code"] + one.filled * one.codes,
        name=_as_name,
        unit=_as_unit,
        value=_as_value,
        remark=lambda one: one.headed["remark"] + _REPEATED_REMARKS * one.alike,
    )
    if not {"name", "value"} <= roles.keys() or _as_name(columns[roles["name"]]) <= 0:
        return None
    taken = roles.values()
    others = [at for at, one in enumerate(columns) if at not in taken and _as_value(one) > 0]
    return Columns(**roles, others=tuple(others), headed=_header_rows(grid))


def _as_name(one: _Contents) -> float:
    return one.headed["name"] + one.filled * min(1.0, one.length / _NAME_LENGTH) * (1 - one.alike)


def _as_unit(one: _Contents) -> float:
    short = _SHORT_UNITS if one.length <= _UNIT_LENGTH else _LONG_UNITS
    return one.headed["unit"] + short * one.alike - one.figures


def _as_value(one: _Contents) -> float:
    return one.headed["value"] + one.figures


@dataclass(frozen=True, slots=True)
class _Contents:
    """What stands in one column; shares from 0 to 1."""

    headed: Mapping[str, float]  # what the words of its header say, by role
    filled: float  # of its cells; the others of the cells that are filled
    codes: float
    figures: float
    alike: float  # that repeat another
    length: float  # letters, in the mean


def _describe(texts: Sequence[str]) -> _Contents:
    head = [fold(text) for text in texts[:_HEADER_ROWS]]
    headed = {
        role: _HEADED if any(words.search(text) for text in head) else _UNHEADED
        for role, words in _HEADINGS.items()
    }
    filled = [text for text in texts if text]
    if not filled:
        return _Contents(headed, 0.0, 0.0, 0.0, 0.0, 0.0)
    count = len(filled)
    return _Contents(
        headed,
        count / len(texts),
        sum(map(is_code, filled)) / count,
        sum(parse_figure(text) is not None for text in filled) / count,
        1 - len(set(filled)) / count,
        sum(map(len, filled)) / count,
    )


def _header_rows(grid: Grid) -> int:
    """Count the first rows in which at least two cells hold words of a header."""
    rows = 0
    for texts in grid[:_HEADER_ROWS]:
        found = sum(any(words.search(fold(t)) for words in _HEADINGS.values()) for t in texts)
        if found < 2:
            break
        rows += 1
    return rows
