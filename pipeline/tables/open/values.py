"""Which lines of a page are rows of figures, and which numbers only count these rows.

A figure in a sentence stands among words; in a table there is room on both sides of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.tables.layout.mark import is_code
from pipeline.tables.open.lines import Row
from pipeline.tables.open.tokens import Sort, Token

_ROOM = 0.75  # em on both sides of a figure that stands free
_SMALLEST = 0.78  # of the size of its line: the raised 3 of m3 made tables of running text
_CODE_GAP = 0.6  # em behind the number of a row
_CODE_REACH = 0.35  # em by which centres or left edges of such numbers differ
_CODE_LINES = 3
_CODE_SHARE = 0.3  # of the lines with figures
_NUMBERS = re.compile(r"\(?(?P<first>\d{1,2})\)?(?:\s?[=x*:/+–-].*)?|\(?[A-ZĐ]\)?")
_PARTS = re.compile(r"[()\d=+–\-*/:.,% x]+")
_ITEM = re.compile(r"\d{4}")
_WORN = 8  # numbers of columns, one of which may be printed otherwise
_LEADERS = re.compile(r"[.…_]{4,}")


@dataclass(frozen=True, slots=True)
class Measured:
    """A line with what is known of it."""

    row: Row
    code: Token | None  # the number of the row
    figures: tuple[Token, ...]  # that stand free, from left to right
    is_value: bool  # it is a row of figures
    numbers_columns: bool = False  # (1) (2) (3), A B 1 2=3+4

    @property
    def rest(self) -> tuple[Token, ...]:
        """All tokens but the number of the row."""
        return tuple(token for token in self.row.tokens if token is not self.code)


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """Where the numbers of rows stand, in points."""

    left: float
    right: float


def free_figures(row: Row, em: float, cuts: Sequence[float]) -> tuple[Token, ...]:
    """Give the figures of a line with room around them.

    Args:
        row: The line.
        em: In points.
        cuts: Where upright rules cross the line, in points; they are room enough.
    """
    tokens = row.tokens
    found = []
    for place, token in enumerate(tokens):
        if token.sort not in (Sort.FIGURE, Sort.HASH) or token.size < _SMALLEST * row.size:
            continue
        before = tokens[place - 1] if place else None
        behind = tokens[place + 1] if place + 1 < len(tokens) else None
        if _has_room(before, token, em, cuts) and _has_room(token, behind, em, cuts):
            found.append(token)
    return tuple(found)


def _has_room(one: Token | None, other: Token | None, em: float, cuts: Sequence[float]) -> bool:
    if one is None or other is None:
        return True
    if one.sort is not Sort.TEXT and other.sort is not Sort.TEXT:
        return True
    if other.is_note and other.left - one.right < _ROOM * em:
        return True
    return other.left - one.right >= _ROOM * em or any(
        one.middle < cut < other.middle for cut in cuts
    )


def measure_lines(
    rows: Sequence[Row], em: float, cuts: Sequence[Sequence[float]]
) -> list[Measured]:
    """Say of each line whether it is a row of figures, the numbers of the rows taken out first.

    Left among the figures, these numbers become the first column where no rule divides them (-22
    points without rules).
    """
    free = [free_figures(row, em, cut) for row, cut in zip(rows, cuts, strict=True)]
    column = find_codes(rows, free, em)
    measured = []
    for row, figures in zip(rows, free, strict=True):
        code = _code_of(row, column, em) if column else None
        left = tuple(token for token in figures if token is not code)
        numbering = numbers_columns(row)
        value = not numbering and _is_value(row, code, left)
        measured.append(Measured(row, code, left, value, numbering))
    return _spread_numbering(_doubt_years(measured))


def _doubt_years(measured: list[Measured]) -> list[Measured]:
    """Take a year beside a name for a figure only between rows of figures: else it is a heading."""
    sure = [any(not t.is_year for t in one.figures) and one.is_value for one in measured]
    return [
        replace(
            one,
            is_value=one.is_value
            and (good or (any(sure[max(0, i - 1) : i]) and any(sure[i + 1 : i + 2]))),
        )
        for i, (one, good) in enumerate(zip(measured, sure, strict=True))
    ]


def find_codes(
    rows: Sequence[Row], free: Sequence[Sequence[Token]], em: float
) -> CodeColumn | None:
    """Find the column of the numbers of rows; None where there is none."""
    firsts = [
        row.tokens[0]
        for row in rows
        if len(row.tokens) > 1
        and (_may_be_code(row.tokens[0]) or _may_be_item(row))
        and row.tokens[1].left - row.tokens[0].right >= _CODE_GAP * em
        and not numbers_columns(row)
    ]
    lines = sum(bool(figures) for figures in free)
    best: list[Token] = []
    for one in firsts:
        for side in ("left", "middle", "right"):
            near = [
                other
                for other in firsts
                if abs(getattr(other, side) - getattr(one, side)) <= _CODE_REACH * em
            ]
            best = max(best, near, key=len)
    if len(best) < max(_CODE_LINES, _CODE_SHARE * lines):
        return None
    found = CodeColumn(min(t.left for t in best), max(t.right for t in best))
    # Figures begin a line too, where the name beside them has two; names begin left of them.
    named = sum(
        bool(figures) and _is_name(row.tokens[0]) and row.left < found.left - em
        for row, figures in zip(rows, free, strict=True)
    )
    return found if named <= len(best) else None


def _may_be_code(token: Token) -> bool:
    return is_code(token.text) and not token.is_year


def _may_be_item(row: Row) -> bool:
    """Say whether a line begins with the four digits of an item of the budget and its name."""
    first, second = row.tokens[:2]
    return _ITEM.fullmatch(first.text) is not None and _is_name(second) and not first.is_year


def _code_of(row: Row, column: CodeColumn, em: float) -> Token | None:
    first = row.tokens[0]
    reach = _CODE_REACH * em
    inside = column.left - reach <= first.left and first.right <= column.right + reach
    dash = first.text in ("-", "+", "–", "*")
    item = _ITEM.fullmatch(first.text) is not None and not first.is_year
    return first if inside and (_may_be_code(first) or dash or item) else None


def _is_value(row: Row, code: Token | None, figures: Sequence[Token]) -> bool:
    """Say whether a line is a row of figures; years alone are a heading."""
    counted = [token for token in figures if not token.is_year]
    named = any(
        _is_name(token)
        for token in row.tokens
        if token is not code and figures and token.right <= figures[0].left
    )
    if _is_leader(row, figures):
        return False
    if not counted:
        return len(figures) == 1 and named
    return named or len(figures) > 1 or code is not None


def _is_name(token: Token) -> bool:
    return token.sort is Sort.TEXT and sum(map(str.isalpha, token.text)) > 0


def _is_leader(row: Row, figures: Sequence[Token]) -> bool:
    """Say whether dots lead to the number of a page, as in a list of contents."""
    if len(figures) != 1:
        return False
    place = row.tokens.index(figures[0])
    return place > 0 and _LEADERS.search(row.tokens[place - 1].text) is not None


def numbers_columns(row: Row) -> bool:
    """Say whether a line numbers the columns: (1) (2) (3), or A B 1 2 3=1+2."""
    if len(row.tokens) < 3:
        return False
    found = [_NUMBERS.fullmatch(token.text.strip()) for token in row.tokens]
    firsts = [int(one["first"]) for one in found if one and one["first"]]
    if len(firsts) > 3 and firsts[1] == 1:
        firsts = firsts[1:]  # A B 1 2 3, the B read as 8
    known = sum(
        one is not None or _PARTS.fullmatch(token.text) is not None
        for one, token in zip(found, row.tokens, strict=True)
    )
    # Of many numbers a sheet may show one otherwise, (7) as -7, and a scan may spoil one.
    if known < len(row.tokens) - max(_spoilt(row), len(row.tokens) // _WORN) or len(firsts) < 2:
        return False
    rising = sum(other - one == 1 for one, other in pairwise(firsts))
    return rising >= 0.6 * (len(firsts) - 1) and firsts[0] <= 3


def _spoilt(row: Row) -> int:
    """Give how many numbers of columns may be misread: of many a scan loses one, `q)` for (1)."""
    short = all(len(token.text) <= 2 or any(map(str.isdigit, token.text)) for token in row.tokens)
    return len(row.tokens) // 5 if short else 0


def is_plain(row: Row) -> bool:
    """Say whether a line counts columns without letters, brackets or sums: 1 2 3."""
    return all(token.text.isdigit() for token in row.tokens)


def _spread_numbering(measured: list[Measured]) -> list[Measured]:
    """Count what goes on below a line that numbers the columns as part of it: "+(6)"."""
    spread: list[Measured] = []
    for one in measured:
        before = spread[-1] if spread else None
        goes_on = (
            before is not None
            and before.numbers_columns
            and all(re.fullmatch(r"[=+–-]?\(?\d*\)?[=+–\-()\d]*", t.text) for t in one.row.tokens)
            and any(sign in one.row.text for sign in "=+(")
        )
        spread.append(replace(one, is_value=False, numbers_columns=True) if goes_on else one)
    return spread
