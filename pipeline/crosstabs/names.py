"""Names of rows and columns as they are compared from one report to the next.

Headings name periods ("Ước tính tháng 10 năm 2013", "Tháng 10 so với tháng 9"), and these move on
with each report. So their numbers are taken out of what is compared and compared apart: against
those of the other column as they are, or by their distance to the period that the table is about.
To put nothing in their place was the alternative: then "so với tháng trước" and "so với cùng kỳ"
written in numbers are one column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold

_PERIOD = re.compile(
    r"""
    \b(?: (?P<day>\d{1,2}) / (?P<of>\d{1,2}) (?: / (?P<in>(?:19|20)\d\d) )?  # 01/01, 20/7/2003
      | (?P<month>\d{1,2}) / (?P<year>(?:19|20)\d\d)                          # 02/2010
      | thang [ ]? (?P<named>\d{1,2})                                         # tháng 10
      | (?P<months>\d{1,2}) [ ]? thang                                        # 10 tháng
      | quy [ ]? (?P<quarter>[ivx]{1,3}|\d)                                   # quý III
      | ngay [ ]? (?P<date>\d{1,2})                                           # ngày 15
      | (?P<bare>(?:19|20)\d\d)                                               # 2013
    )\b
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[a-z0-9%#]+")
_YEAR, _MONTH = "year", "month"
_KINDS = {
    "day": "day", "of": _MONTH, "in": _YEAR, "month": _MONTH, "year": _YEAR, "named": _MONTH,
    "months": "months", "quarter": "quarter", "date": "day", "bare": _YEAR,
}  # fmt: skip
_SHOWN = {_YEAR: " #y ", _MONTH: " thang #m ", "months": " #n thang ", "quarter": " quy #q "}
_SPENT = re.compile(r"\b(?:dau|nam)\b")  # of "9 tháng đầu năm 2013": "9 tháng 2013" is the same
# Counted round: of a month the one before January is December.
_ROUND = {_MONTH: 12, "quarter": 4}
_MOVING = (_YEAR, _MONTH, "quarter", "months")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the form in which it is compared."""

    key: str  # plain words, the numbers of periods left out
    numbers: tuple[tuple[str, int], ...] = ()  # those, each with what it counts
    plain: str = ""  # plain words, numbers and all


def read_name(text: str) -> Name:
    """Give what is compared of a name.

    >>> read_name("Tháng 10 năm 2013 so với Tháng 9/2013 (%)").key
    'thang #m #y so voi thang #m #y %'
    >>> read_name("9 tháng đầu năm 2013").numbers
    (('months', 9), ('year', 2013))
    """
    folded = " ".join(fold(text).lower().split())
    numbers: list[tuple[str, int]] = []

    def put(found: re.Match[str]) -> str:
        shown = ""
        for group, kind in _KINDS.items():
            if said := found[group]:
                number = int(said) if said.isdigit() else _QUARTERS.get(said, 0)
                numbers.append((kind, number))
                shown += _SHOWN.get(kind, " #d ")
        return shown

    key = _PERIOD.sub(put, folded)
    key = _SPENT.sub(" ", key) if numbers else key
    return Name(" ".join(_WORD.findall(key)), tuple(numbers), " ".join(_WORD.findall(folded)))


def read_path(path: Iterable[str]) -> Name:
    """Give what is compared of a path."""
    return read_name(" > ".join(path))


@dataclass(frozen=True, slots=True)
class Base:
    """The period that a table is about, as far as its names say."""

    numbers: tuple[tuple[str, int], ...] = ()  # the year, the month, the quarter, how many months

    def fits(self, name: Name, other: Name, base: Base) -> bool:
        """Say whether the periods of two names are the same, or as far from those of their tables.

        Args:
            name: Of this table.
            other: With the same key, of another table.
            base: What that is about.
        """
        pairs = zip(name.numbers, other.numbers, strict=False)
        return len(name.numbers) == len(other.numbers) and all(
            one == two or (one[0] == two[0] and self._shift(one) == base._shift(two))
            for one, two in pairs
        )

    def _shift(self, number: tuple[str, int]) -> int:
        """Give how far a number is from that of the table; days move on as they like."""
        own = dict(self.numbers).get(number[0])
        if own is None:
            return 0
        shift = number[1] - own
        return shift % _ROUND[number[0]] if number[0] in _ROUND else shift


def find_base(names: Iterable[Name]) -> Base:
    """Say what period a table is about: the numbers that its names have most.

    >>> find_base([read_name("tháng 9/2013"), read_name("tháng 10/2013"), read_name("tháng 10")])
    Base(numbers=(('year', 2013), ('month', 10)))
    """
    counted = Counter(number for name in names for number in name.numbers)
    most = {
        kind: max(
            (number for number in counted if number[0] == kind),
            key=lambda number: (counted[number], number),
            default=None,
        )
        for kind in _MOVING
    }
    return Base(tuple(number for number in most.values() if number))
