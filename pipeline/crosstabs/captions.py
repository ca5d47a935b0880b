"""Captions of tables: what tells two apart that have the same lines and columns.

"Tổng sản phẩm theo giá hiện hành" and "theo giá so sánh" differ in nothing else, and of a table
that has but one of them no line says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from pipeline.crosstabs.names import read_name, read_path
from pipeline.model.crosstab import Crosstab

# Shares of the lines and of the columns that twins have in common.
_SAME_LINES = 0.8
_SAME_COLUMNS = 0.5
_WORN = 0.85  # of captions that an OCR read; printed ones have the same words
_LOST = 0.5  # neither for nor against
_PERIOD = re.compile(r"#\w+|\b(?:thang|quy)\b(?= #)")
_NUMBER = re.compile(r"^\d+ ")


def rate_captions(one: str, two: str) -> float:
    """Say how like two captions are, 0 to 1; where one is lost, half.

    >>> rate_captions("2. Giá so sánh tháng 5 năm 2024", "Giá so sánh tháng 6 năm 2024")
    1.0
    >>> rate_captions("Giá so sánh", ""), rate_captions("Giá so sánh", "Giá hiện hành") < _WORN
    (0.5, True)
    """
    known, read = _words(one), _words(two)
    if not known or not read:
        return _LOST
    if known <= read or read <= known:
        return 1.0
    return fuzz.token_sort_ratio(" ".join(known), " ".join(read)) / 100


def _words(caption: str) -> frozenset[str]:
    return frozenset(_NUMBER.sub("", _PERIOD.sub(" ", read_name(caption).key)).split())


def is_caption_of(own: str, printed: str, twins: Sequence[str], *, recognised: bool) -> bool:
    """Say whether a caption leaves no doubt that a table is the form's.

    Args:
        own: Of the form.
        printed: Of the report.
        twins: The captions of tables of the form that nothing else tells from this one.
        recognised: Whether an OCR read the caption.
    """
    likeness = rate_captions(own, printed)
    if likeness == _LOST and not (_words(own) and _words(printed)):
        return not twins
    least = _WORN if recognised else 1.0
    return likeness >= least and all(rate_captions(twin, printed) < likeness for twin in twins)


def find_twins(tables: Sequence[Crosstab]) -> Mapping[str, tuple[str, ...]]:
    """Give for each table the captions of those with its lines and its columns, by id."""
    marks = [
        (
            table,
            {read_path(line.path).key for line in table.lines},
            {read_path(column.path).key for column in table.columns},
        )
        for table in tables
    ]
    return {
        table.id: tuple(
            other.label
            for other, names, headings in marks
            if other is not table
            and len(lines & names) >= _SAME_LINES * min(len(lines), len(names))
            and len(columns & headings) >= _SAME_COLUMNS * min(len(columns), len(headings))
        )
        for table, lines, columns in marks
    }
