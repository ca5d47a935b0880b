"""Figures that carry more than a figure: `(1.250)`, `2.500(1)`, `17, 66`, `62/63`, `dưới 2`.

What such a cell means is likely and not certain: brackets are a minus in accounts and an aside
elsewhere. So the value is given, and always to be looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.tables.figures.cell_value import parse_figure
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import NUMBER_PATTERN

_N = rf"(?P<number>{NUMBER_PATTERN})"
_BRACKETED = re.compile(rf"\({_N}\) ?%?")
_NOTED = re.compile(rf"{_N} ?\((?:\d|\*{{1,3}})\) ?%?")
_TORN = re.compile(r"(?P<whole>\d{1,3}) ?, ?(?P<part>\d{1,2}) ?%?")
_OF = re.compile(r"(?P<part>\d{1,4}(?:,\d{1,2})?) ?/ ?(?P<whole>\d{1,4})")
_LIMIT = re.compile(rf"(?:duoi|tren|hon|gan|khoang|toi thieu|toi da|it nhat) {_N} ?%?")
_PLUS = re.compile(rf"\+ ?{_N} ?%?")
# Pattern for folded text, the sign it means, and why it is doubtful.
_BESIDE = (
    (_PLUS, 1, ""),
    (_BRACKETED, -1, "trong ngoặc thường là số âm"),
    (_NOTED, 1, "kèm dấu chú thích"),
    (_LIMIT, 1, "là giới hạn, không phải con số"),
)
_LEAST_BRACKETED = 3  # signs; `(1)` and `(2)` number rows and columns
_FIRST_YEAR = 1900  # `12/2024` is a month


@dataclass(frozen=True, slots=True)
class Marked:
    """What a cell most likely says."""

    value: Decimal
    reason: str  # in Vietnamese; empty: nothing but a plus, which leaves no doubt


def find_marked(text: str) -> Marked | None:
    """Read a cell that prints a figure and something beside it; None for anything else.

    >>> [str(find_marked(text).value) for text in ("(1.250)", "2.500(1)", "17, 66", "+4,7")]
    ['-1250', '2500', '17.66', '4.7']
    >>> find_marked("62/63").value, find_marked("Dưới 2").reason
    (Decimal('62'), 'ghi “Dưới 2”: là giới hạn, không phải con số')
    >>> [find_marked(text) for text in ("(1)", "12/2024", "15/6", "05/6", "Nhóm 1")]
    [None, None, None, None, None]
    """
    bare = " ".join(text.split()).strip(" .;:'`\"|_~")
    if found := _OF.fullmatch(bare):
        return _part_of(found["part"], found["whole"], bare)
    if (found := _TORN.fullmatch(bare)) and " " in bare.rstrip(" %"):
        return _valued(f"{found['whole']},{found['part']}", f"ghi “{bare}”: có khoảng trắng")
    for pattern, sign, reason in _BESIDE:
        if (found := pattern.fullmatch(fold(bare))) and len(found["number"]) >= _least(pattern):
            return _valued(found["number"], reason and f"ghi “{bare}”: {reason}", sign)
    return None


def _least(pattern: re.Pattern[str]) -> int:
    return _LEAST_BRACKETED if pattern is _BRACKETED else 1


def _valued(number: str, reason: str, sign: int = 1) -> Marked | None:
    parsed = parse_figure(number)
    if parsed is None or parsed.value is None:
        return None
    return Marked(sign * parsed.value, reason)


def _part_of(part: str, whole: str, text: str) -> Marked | None:
    """Read a score or a rank; a day, a month and the number of a document look alike."""
    if part[0] == "0" or whole[0] == "0" or int(whole) >= _FIRST_YEAR:
        return None
    value = Decimal(part.replace(",", "."))
    return Marked(value, f"ghi “{text}”: là {part} trên {whole}") if value <= int(whole) else None
