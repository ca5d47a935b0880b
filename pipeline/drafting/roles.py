"""Which column of a table holds what, while no form is known.

The words of the header count most, and what stands below decides where it has none of them. The
roles stand in the order of all forms seen: code, name, unit, value, remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.figures.cell_value import parse_figure
from pipeline.vietnamese.alphabet import fold

Grid = list[list[str]]  # rows of the texts of all columns
_Choice = tuple[float, dict[str, int]]  # what it is worth, and the column of each role

_ROLES = ("code", "name", "unit", "value", "remark")
_NEEDED = ("name", "value")
# Words of headers, folded. "đơn vị" alone is also a heading of names, "đơn vị tính" is not.
_HEADINGS = {
    "code": re.compile(r"^(?:stt|tt|so tt|so thu tu|ma so|ma chi tieu)\b"),
    "name": re.compile(r"chi tieu|noi dung|danh muc|tieu chi|ten |hang muc|linh vuc"),
    "unit": re.compile(r"don vi tinh|\bdvt\b|^don vi$"),
    "value": re.compile(r"so lieu|ket qua|thuc hien|so luong|gia tri|trong ky|tong so|ky bao cao"),
    "remark": re.compile(r"ghi chu|co quan|phu trach|chu tri|thuyet minh"),
}
_HEADING_WORTH = 1.5  # against at most 1 for what stands below
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

    Roles keep their order, so the best choice for the first columns and roles goes on to the best
    of all: one step for each column and role.
    """
    width = len(grid[0]) if grid else 0
    scores = [_score_column([row[column] for row in grid]) for column in range(width)]
    best: list[_Choice | None] = [(0.0, {}), *([None] * len(_ROLES))]  # by roles settled
    for column, own in enumerate(scores):
        for settled in range(len(_ROLES), 0, -1):
            role = _ROLES[settled - 1]
            before = _best_before(best, settled)
            if before is not None:
                choice = (before[0] + own[role], {**before[1], role: column})
                best[settled] = _better(best[settled], choice)
    chosen = _best_before(best, len(_ROLES) + 1)
    if chosen is None or scores[chosen[1]["name"]]["name"] <= 0:
        return None
    return _as_columns(chosen[1], scores, grid)


def _best_before(best: Sequence[_Choice | None], settled: int) -> _Choice | None:
    """Give the best choice that ends with an earlier role; name and figures are never left out."""
    found: _Choice | None = None
    for before in range(settled - 1, -1, -1):
        found = _better(found, best[before]) if best[before] is not None else found
        if before and _ROLES[before - 1] in _NEEDED:
            break
    return found


def _better(one: _Choice | None, other: _Choice | None) -> _Choice | None:
    return other if one is None or (other is not None and other[0] > one[0]) else one


def _as_columns(roles: dict[str, int], scores: list[dict[str, float]], grid: Grid) -> Columns:
    others = tuple(
        column
        for column, score in enumerate(scores)
        if column not in roles.values() and score["value"] > 0
    )
    return Columns(
        roles["name"],
        roles["value"],
        roles.get("code"),
        roles.get("unit"),
        roles.get("remark"),
        others,
        _header_rows(grid),
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


def _score_column(texts: Sequence[str]) -> dict[str, float]:
    """Score one column for each role: what stands in it, and what its header says."""
    filled = [text for text in texts if text]
    head = [fold(text) for text in texts[:_HEADER_ROWS]]
    scores = {
        role: _HEADING_WORTH if any(words.search(text) for text in head) else -0.2
        for role, words in _HEADINGS.items()
    }
    if not filled:
        return scores
    full = len(filled) / len(texts)
    count = len(filled)
    length = sum(map(len, filled)) / count
    alike = 1 - len(set(filled)) / count
    scores["code"] += full * sum(map(is_code, filled)) / count
    scores["name"] += full * min(1.0, length / _NAME_LENGTH) * (1 - alike)
    scores["unit"] += alike * (0.8 if length <= _UNIT_LENGTH else 0.4)
    scores["unit"] -= sum(parse_figure(text) is not None for text in filled) / count
    scores["value"] += sum(parse_figure(text) is not None for text in filled) / count
    scores["remark"] += 0.6 * alike
    return scores
