"""Dates as Vietnamese reports print them, and as an OCR leaves them.

`ngày 15 tháng 9 năm 2024` shows as "ngay 1S thang 9 niam 2024"; the day is often missing, because
it is written by hand into a gap. Years outside 2000 to 2035, and before 2015 where letters had to
be read as digits, are misread and give no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pipeline.vietnamese.alphabet import fold

FIRST_YEAR = 2000
FIRST_SPOILT_YEAR = 2015  # letters for digits make old years out of new ones sooner than old ones
LAST_YEAR = 2035

# Words under OCR: nam, nim, niam, ndam; thang, theng, thdng; ngay, ngiy, ngdy.
YEAR_WORD = r"n[a-z]{0,3}m"
MONTH_WORD = r"t[hnb][a-z0-9]{1,3}[gq]"
DAY_WORD = r"n[gq][a-z]{1,3}"
# Four signs of which the OCR may have read some as letters: 2O24, 2o2l.
YEAR_SIGNS = r"[2z][0oqu][0-9oil|szb]{2}(?![0-9a-z])"

_DIGITS = str.maketrans("oqulij|szb", "0001111526")
_NUMBER = r"[0-9oil|sz]{1,2}"

# Day, month and year in a row leave no doubt, so that two of the three words may be ruins.
_WORDS = re.compile(
    rf"(?<![a-z0-9])(?:{DAY_WORD}[ .:,]{{0,3}}(?=[0-9oil|sz.…_ -]))?"
    rf"(?P<day>(?<![0-9]){_NUMBER}|(?<=[a-z])[.…_\- ]{{0,12}}|[.…_]{{2,12}}) ?"
    rf"th?[a-z0-9]{{2,4}}(?!(?<=[0-9])[0-9])[ .]{{0,3}}(?P<month>{_NUMBER}) ?"
    rf"[a-z]{{1,4}} ?(?P<year>{YEAR_SIGNS})"
)
_SLASHES = re.compile(
    rf"(?<![0-9/])(?P<day>{_NUMBER}) ?[/.-] ?(?P<month>{_NUMBER}) ?[/.-] ?(?P<year>{YEAR_SIGNS})"
)
# The first date of a range often goes without its year: "từ 15/6 đến 14/9/2024".
_SHORT = re.compile(
    rf"(?<![0-9/])(?P<day>{_NUMBER}) ?(?:/|{MONTH_WORD}) ?(?P<month>{_NUMBER})(?![0-9/]| ?/)"
)
# "từ ngày 15 đến ngày 21/9/2025"; both ends without a year: "từ 15/9 đến 21/9".
_DAY_ALONE = re.compile(rf"(?:{DAY_WORD}|t[u]) (?P<day>[0-9]{{1,2}})(?=[ ,-])")
_UNTIL = re.compile(r" ?(?:[,;(]? ?[dp][a-z]{1,3}n|-|–)(?: h[a-z]t)?(?: " + DAY_WORD + r")? ?")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One printed date."""

    start: int  # offsets in the text
    end: int
    value: date  # with day 15 where no day is printed
    day_printed: bool = True
    clean: bool = True  # False: letters had to be read as digits


@dataclass(frozen=True, slots=True)
class RangeMention:
    """Two dates with `đến` between them."""

    start: int
    end: int
    first: date
    last: date


def read_year(signs: str) -> int | None:
    """Read four signs as a year, 2000 to 2035.

    >>> read_year("2024"), read_year("2O2l"), read_year("2054"), read_year("2 24")
    (2024, 2021, None, None)
    >>> read_year("2008"), read_year("2O08")
    (2008, None)
    """
    digits = fold(signs).translate(_DIGITS)
    if not re.fullmatch(r"[0-9]{4}", digits):
        return None
    year = int(digits)
    first = FIRST_YEAR if digits == signs else FIRST_SPOILT_YEAR
    return year if first <= year <= LAST_YEAR else None


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Find all full dates, in the order of the text.

    >>> [str(found.value) for found in find_dates("ngay 1S thang 9 niam 2O24; 3/1/2024; 31/2/24")]
    ['2024-09-15', '2024-01-03']
    >>> find_dates("Bình Minh, ngày     tháng 9 năm 2024")[0].day_printed
    False
    >>> find_dates("số 118/2024/NQ-HĐND, 12/2023, 24/7")
    ()
    """
    folded = fold(text)
    found = [
        mention
        for pattern in (_WORDS, _SLASHES)
        for match in pattern.finditer(folded)
        if (mention := _read_date(match))
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def find_ranges(text: str) -> tuple[RangeMention, ...]:
    """Find all pairs of dates with `đến` or a dash between them.

    >>> found = find_ranges("tr ngay 15/6/2024 dén hết ngay 14/09/2024, từ 15/12 đến 14/3/2023")
    >>> [(str(range.first), str(range.last)) for range in found]
    [('2024-06-15', '2024-09-14'), ('2022-12-15', '2023-03-14')]
    """
    folded = fold(text)
    dates = find_dates(text)
    found = []
    for last in dates:
        first = _date_before(last, folded, dates)
        if first and first[1] < last.value and last.day_printed:
            found.append(RangeMention(first[0], last.end, first[1], last.value))
    return tuple(found)


def find_short_ranges(text: str, year: int) -> tuple[RangeMention, ...]:
    """Find all pairs of dates that both go without a year: `từ 15/9 đến 21/9`.

    Args:
        text: As read, in one line.
        year: Of the last day.

    >>> [found] = find_short_ranges("tuần 1 (từ 29/12 đến 04/01)", 2026)
    >>> str(found.first), str(found.last)
    ('2025-12-29', '2026-01-04')
    """
    folded = fold(text)
    found = []
    days = list(_SHORT.finditer(folded))
    for first, last in pairwise(days):
        if not _UNTIL.fullmatch(folded, first.end(), last.start()):
            continue
        end = _build_date(year, _read_number(last["month"]), _read_number(last["day"]))
        start = end and _date_of(first, end)
        if end and start and start[1] < end:
            found.append(RangeMention(start[0], last.end(), start[1], end))
    return tuple(found)


def _date_before(
    last: DateMention, folded: str, dates: tuple[DateMention, ...]
) -> tuple[int, date] | None:
    """Give start and value of the date that a range ending in `last` begins with."""
    for first in dates:
        if first.end <= last.start and _UNTIL.fullmatch(folded, first.end, last.start):
            return (first.start, first.value) if first.day_printed else None
    window = max(0, last.start - 30)
    for match in _SHORT.finditer(folded, window, last.start):
        if _UNTIL.fullmatch(folded, match.end(), last.start):
            return _date_of(match, last.value)
    for match in _DAY_ALONE.finditer(folded, window, last.start):
        if _UNTIL.fullmatch(folded, match.end(), last.start):
            return _date_of(match, last.value)
    return None


def _date_of(match: re.Match[str], last: date) -> tuple[int, date] | None:
    """Read the beginning of a range whose year, and maybe month, only its end prints."""
    printed = match.groupdict().get("month")
    month = _read_number(printed) if printed else last.month
    value = _build_date(last.year - (month > last.month), month, _read_number(match["day"]))
    return (match.start(), value) if value else None


def _read_date(match: re.Match[str]) -> DateMention | None:
    year = read_year(match["year"])
    printed = match["day"].strip(" .…_-")
    value = _build_date(
        year, _read_number(match["month"]), _read_number(printed) if printed else 15
    )
    if value is None:
        return None
    clean = (printed + match["month"] + match["year"]).isdigit()
    return DateMention(match.start(), match.end(), value, bool(printed), clean)


def _read_number(signs: str) -> int:
    return int(signs.translate(_DIGITS))


def _build_date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
