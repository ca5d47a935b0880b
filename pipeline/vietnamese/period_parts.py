"""The parts of a year that reports are made for, their ids and their days.

An id is a year and a part of it: `2024`, `2024-H1`, `2024-Q3`, `2024-09`, `2024-9M` (the first nine
months), `2024-H2`, `2024-L4M` (the last four months), `2024-W38` (a week by ISO 8601), `2024-2025`
(a school year) and `2024-2025-HK1` (its first term). Its days are those of the calendar unless the
reporting system closes its books earlier: Decree 09/2019/NĐ-CP, article 12, counts to the 14th of
the last month, so that its third quarter runs from 15/6 to 14/9 and its year from 15/12 of the year
before. Weeks and school years close when they close.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from pipeline.model.reading import Period
from pipeline.vietnamese.dates import RangeMention

# Counts of months that have no other name: three are a quarter, six a half.
_COUNTS = (2, 4, 5, 7, 8, 9, 10, 11)
# First and last month of each part of a year; the whole year has the empty name.
MONTHS = {
    "": (1, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    **{f"{count}M": (1, count) for count in _COUNTS},
    **{f"L{count}M": (13 - count, 12) for count in _COUNTS},
    **{f"Q{quarter}": (3 * quarter - 2, 3 * quarter) for quarter in (1, 2, 3, 4)},
    **{f"{month:02d}": (month, month) for month in range(1, 13)},
}
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
# What a school year goes by, in months and days; circulars on its plan let it begin about 5/9 and
# end before 31/5, the first term before the middle of January.
SCHOOL_YEAR = "SY"
_SCHOOL = {
    SCHOOL_YEAR: ((0, 9, 1), (1, 5, 31)),
    "HK1": ((0, 9, 1), (1, 1, 15)),
    "HK2": ((1, 1, 16), (1, 5, 31)),
}
SCHOOL_PARTS = frozenset(_SCHOOL)

_ID = re.compile(r"([0-9]{4})(?:-([A-Z0-9]{2,4}))?")
_SCHOOL_ID = re.compile(r"([0-9]{4})-([0-9]{4})(?:-(HK[12]))?")
_WEEK = re.compile(r"W([0-5][0-9])")

_CLOSES_LATE = 5  # days after the end of the calendar period a range may end
_MONTH_DAYS = 30.4
_LEEWAY = 4  # days by which so many months differ from year to year and with the closing day
_WEEK_DAYS = range(3, 10)  # a week without its Sunday, or with two


def count_months(count: int, *, last: bool = False) -> str:
    """Give the part that so many months at the beginning or the end of a year are.

    >>> count_months(9), count_months(6), count_months(3), count_months(6, last=True)
    ('9M', 'H1', 'Q1', 'H2')
    >>> count_months(12), count_months(1), count_months(4, last=True)
    ('', '01', 'L4M')
    """
    named = {1: ("01", "12"), 3: ("Q1", "Q4"), 6: ("H1", "H2"), 12: ("", "")}
    if count in named:
        return named[count][last]
    return f"L{count}M" if last else f"{count}M"


def build_period(year: int, part: str = "", closing_day: int | None = None) -> Period:
    """Give a part of a year with its days.

    Args:
        year: Four digits; of a school year the first.
        part: A key of `MONTHS`, `W` with a week of two digits, or one of `SCHOOL_PARTS`.
        closing_day: Last day of the month that counts; None: the calendar.

    >>> build_period(2024, "Q3", 14)
    Period(id='2024-Q3', start=datetime.date(2024, 6, 15), end=datetime.date(2024, 9, 14))
    >>> build_period(2024, "", 14).start, build_period(2023, "H1").end
    (datetime.date(2023, 12, 15), datetime.date(2023, 6, 30))
    >>> build_period(2025, "W38")
    Period(id='2025-W38', start=datetime.date(2025, 9, 15), end=datetime.date(2025, 9, 21))
    >>> build_period(2024, "SY").id, build_period(2024, "HK2").id
    ('2024-2025', '2024-2025-HK2')
    """
    if week := _WEEK.fullmatch(part):
        monday = date.fromisocalendar(year, 1, 1) + timedelta(weeks=int(week[1]) - 1)
        return Period(f"{year}-{part}", monday, monday + timedelta(days=6))
    if part in _SCHOOL:
        ends = (date(year + after, month, day) for after, month, day in _SCHOOL[part])
        id = f"{year}-{year + 1}"
        return Period(id if part == SCHOOL_YEAR else f"{id}-{part}", *ends)
    first, last = MONTHS[part]
    before = (year - 1, 12) if first == 1 else (year, first - 1)
    start = _closing(*before, closing_day) + timedelta(days=1)
    return Period(f"{year}-{part}" if part else str(year), start, _closing(year, last, closing_day))


def parse_period(id: str, closing_day: int | None = None) -> Period:
    """Read a period id.

    Raises:
        ValueError: It is none.

    >>> parse_period("2024-09").start, parse_period("2024-9M").end
    (datetime.date(2024, 9, 1), datetime.date(2024, 9, 30))
    >>> parse_period("2024-Q5")
    Traceback (most recent call last):
    ValueError: no period: '2024-Q5'
    """
    if school := _SCHOOL_ID.fullmatch(id):
        if int(school[2]) == int(school[1]) + 1:
            return build_period(int(school[1]), school[3] or SCHOOL_YEAR)
    elif match := _ID.fullmatch(id):
        year, part = int(match[1]), match[2] or ""
        if part in MONTHS or (_WEEK.fullmatch(part) and is_week(year, int(part[1:]))):
            return build_period(year, part, closing_day)
    raise ValueError(f"no period: {id!r}")


def is_week(year: int, week: int) -> bool:
    """Say whether a year has a week of that number.

    >>> is_week(2026, 53), is_week(2025, 53), is_week(2025, 0)
    (True, False, False)
    """
    return 1 <= week <= date(year, 12, 28).isocalendar().week


def count_length(year: int, part: str) -> int:
    """Give the months of a part of a year, 0 for a week.

    >>> count_length(2024, "W10"), count_length(2024, "10M"), count_length(2024, "")
    (0, 10, 12)
    """
    period = build_period(year, part)
    return round((period.end - period.start).days / _MONTH_DAYS)


def match_range(dates: RangeMention) -> tuple[int, str] | None:
    """Say which period two printed dates mean: (year, part), by length and next end.

    A few days mean the week that most of them are in. Months that are no quarter, half or year have
    a name only where they begin or end with the year.

    >>> from pipeline.vietnamese.dates import find_ranges
    >>> match_range(*find_ranges("từ ngày 15/6/2024 đến 14/9/2024"))
    (2024, 'Q3')
    >>> match_range(*find_ranges("từ 15/12/2023 đến 14/12/2024"))
    (2024, '')
    >>> match_range(*find_ranges("từ 01/7/2024 đến 31/12/2024"))
    (2024, 'H2')
    >>> match_range(*find_ranges("từ 01/01/2024 đến 31/10/2024"))
    (2024, '10M')
    >>> match_range(*find_ranges("từ ngày 22/6/2026 đến ngày 25/6/2026"))
    (2026, 'W26')
    >>> match_range(*find_ranges("từ 01/01/2021 đến 31/12/2025")) is None
    True
    """
    days = (dates.last - dates.first).days + 1
    if days in _WEEK_DAYS:
        middle = (dates.first + timedelta(days=days // 2)).isocalendar()
        return middle.year, f"W{middle.week:02d}"
    for parts, shortest, longest in (
        (tuple(f"{month:02d}" for month in range(1, 13)), 27, 32),
        (QUARTERS, 87, 94),
        (("H1", "H2"), 178, 186),
        (("",), 362, 368),
    ):
        if shortest <= days <= longest:
            return _ending(dates.last, parts)
    return _match_months(dates, days)


def _match_months(dates: RangeMention, days: int) -> tuple[int, str] | None:
    for count in _COUNTS:
        if abs(days - count * _MONTH_DAYS) > _LEEWAY:
            continue
        for part in (count_months(count), count_months(count, last=True)):
            year, _ = found = _ending(dates.last, (part,))
            start = build_period(year, part).start
            if -31 <= (dates.first - start).days <= _CLOSES_LATE:
                return found
    return None


def _closing(year: int, month: int, closing_day: int | None) -> date:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(closing_day or last, last))


def _ending(last: date, parts: tuple[str, ...]) -> tuple[int, str]:
    """Give the first part that ends on a day or later; books close early, hardly ever late."""
    candidates = ((year, part) for year in (last.year, last.year + 1) for part in parts)
    latest = last - timedelta(days=_CLOSES_LATE)
    return min(
        (candidate for candidate in candidates if build_period(*candidate).end >= latest),
        key=lambda candidate: build_period(*candidate).end,
    )
