"""Reporting periods: `quý III năm 2024`, `6 tháng đầu năm 2023`, `năm 2021`.

A period id is a year and a part of it: `2024`, `2024-H1`, `2024-Q3`, `2024-09`, `2024-9M`. Its days
are those of the calendar unless the reporting system closes its books earlier: Decree
09/2019/NĐ-CP, article 12, counts to the 14th of the last month, so that its third quarter runs from
15/6 to 14/9 and its year from 15/12 of the year before.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model.reading import Period
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import MONTH_WORD, YEAR_SIGNS, YEAR_WORD, RangeMention, read_year
from pipeline.vietnamese.roman import STROKE_LETTERS, weigh_quarters

# First and last month of each part of a year; the whole year has the empty name.
MONTHS = {
    "": (1, 12),
    "H1": (1, 6),
    "9M": (1, 9),
    **{f"Q{quarter}": (3 * quarter - 2, 3 * quarter) for quarter in (1, 2, 3, 4)},
    **{f"{month:02d}": (month, month) for month in range(1, 13)},
}
QUARTERS = ("Q1", "Q2", "Q3", "Q4")

_ID = re.compile(r"([0-9]{4})(?:-([A-Z0-9]{2}))?")

_YEAR = rf"(?P<year>{YEAR_SIGNS})"
_JOIN = rf"(?: ?(?:c[a-z]a )?{YEAR_WORD} ?| ?[/,-] ?(?:{YEAR_WORD} ?)?| )"
_FIRST = rf"(?: [dp][a-z]{{1,3}}u(?: {YEAR_WORD})?)"  # đầu năm, under OCR: dau nim, ddu nam
_MONTHS = rf"{MONTH_WORD}(?:{_FIRST}|(?={_JOIN}{YEAR_SIGNS}))(?:{_JOIN}?{_YEAR})?"
_QUARTER = re.compile(
    r"(?<![a-z0-9])[qg]u[yijv¥] ?[.:]?"
    rf"(?P<numeral>[{STROKE_LETTERS}]{{1,5}}|\S{{1,5}}(?={_JOIN}{YEAR_SIGNS}))"
    rf"(?![a-z0-9])(?:{_JOIN}{_YEAR})?"
)
_HALF = re.compile(rf"(?<![0-9/a-z])(?:0?[6gob]|s[a-z]{{1,2}}u) ?{_MONTHS}")
_NINE = re.compile(rf"(?<![0-9/a-z])(?:0?9|ch[a-z]n) ?{_MONTHS}")
_MONTH = re.compile(rf"(?<![0-9a-z]){MONTH_WORD} (?P<month>0?[1-9]|1[0-2])(?:{_JOIN}{_YEAR})")
_WHOLE = re.compile(rf"(?<![a-z]){YEAR_WORD} ?{_YEAR}")
_YEAR_NEXT = re.compile(rf"(?:(?<![a-z]){YEAR_WORD} ?|(?<=[ivl|1-4])[/-]){_YEAR}")
# A day before "tháng 9 năm 2024" makes it a date; the last letter of "xã hội" is no ruined digit.
_DAY_BEFORE = re.compile(r"(?:[0-9.…_]|(?<![a-z])[0-9oil|szb]{1,2})[ .…_]*$")
_CLOSES_LATE = 5  # days after the end of the calendar period a range may end
# A year may stand behind the next words: "quý III, phương hướng quý IV năm 2024"; characters.
_YEAR_REACH = 90


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """One place that names a period."""

    start: int  # offsets in the text
    end: int
    parts: tuple[tuple[str, float], ...]  # ("Q3", likelihood) that this part looks so; "" = year
    year: int | None
    text: str  # as read

    @property
    def part(self) -> str:
        """The likeliest part of the year."""
        return max(self.parts, key=lambda part: part[1])[0]


def build_period(year: int, part: str = "", closing_day: int | None = None) -> Period:
    """Give a part of a year with its days.

    Args:
        year: Four digits.
        part: A key of `MONTHS`.
        closing_day: Last day of the month that counts; None: the calendar.

    >>> build_period(2024, "Q3", 14)
    Period(id='2024-Q3', start=datetime.date(2024, 6, 15), end=datetime.date(2024, 9, 14))
    >>> build_period(2024, "", 14).start, build_period(2023, "H1").end
    (datetime.date(2023, 12, 15), datetime.date(2023, 6, 30))
    """
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
    match = _ID.fullmatch(id)
    if not match or (match[2] or "") not in MONTHS:
        raise ValueError(f"no period: {id!r}")
    return build_period(int(match[1]), match[2] or "", closing_day)


def match_range(dates: RangeMention) -> tuple[int, str] | None:
    """Say which period two printed dates mean: (year, part), by length and next end.

    >>> from pipeline.vietnamese.dates import find_ranges
    >>> match_range(*find_ranges("từ ngày 15/6/2024 đến 14/9/2024"))
    (2024, 'Q3')
    >>> match_range(*find_ranges("từ 15/12/2023 đến 14/12/2024"))
    (2024, '')
    >>> match_range(*find_ranges("từ 01/01/2021 đến 31/12/2025")) is None
    True
    """
    days = (dates.last - dates.first).days + 1
    for parts, shortest, longest in (
        (tuple(f"{month:02d}" for month in range(1, 13)), 27, 32),
        (QUARTERS, 87, 94),
        (("H1",), 178, 186),
        (("9M",), 270, 277),
        (("",), 362, 368),
    ):
        if shortest <= days <= longest:
            return _ending(dates.last, parts)
    return None


def find_periods(text: str, damaged: bool = True) -> tuple[PeriodMention, ...]:
    """Find all places that name a period, in the order of the text.

    A part without a year takes the next one in reach. A bare `năm 2024` is a mention of the year;
    whoever votes must know that most of those are part of something else (`kế hoạch năm 2024`).

    Args:
        text: As read, in one line.
        damaged: Whether an OCR may have lost strokes of numerals.

    >>> [(m.part, m.year) for m in find_periods("quy 11l nim 2024; 6 thang dau nam 2023; năm 2021")]
    [('Q3', 2024), ('H1', 2023), ('', 2021)]
    >>> [(m.part, m.year) for m in find_periods("quý III, phương hướng quý IV/2024", damaged=False)]
    [('Q3', 2024), ('Q4', 2024)]
    >>> [(m.part, m.year) for m in find_periods("kinh tế - xã hội tháng 5 năm 2024")]
    [('05', 2024)]
    >>> find_periods("ngày 15 tháng 9, quy định, quy tụ, quy 118, 9 tháng tuổi")
    ()
    """
    folded = fold(text)
    found: list[PeriodMention] = []
    for mention in _all_mentions(text, folded, damaged):
        if not any(known.start < mention.end and mention.start < known.end for known in found):
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _all_mentions(text: str, folded: str, damaged: bool) -> Iterator[PeriodMention]:
    for match in _QUARTER.finditer(folded):
        start, end = match.span("numeral")
        weights = weigh_quarters(text[start:end], damaged)
        if weights is None and match["year"]:
            weights = (0.25, 0.25, 0.25, 0.25)  # quý, a year, and a ruin between them
        if weights:
            yield _mention(match, text, folded, tuple(zip(QUARTERS, weights, strict=True)))
    for part, pattern in (("H1", _HALF), ("9M", _NINE), ("month", _MONTH), ("", _WHOLE)):
        for match in pattern.finditer(folded):
            if not _DAY_BEFORE.search(folded, max(0, match.start() - 6), match.start()):
                if not part and read_year(match["year"]) is None:
                    continue
                known = f"{int(match['month']):02d}" if part == "month" else part
                yield _mention(match, text, folded, ((known, 1.0),))


def _mention(
    match: re.Match[str], text: str, folded: str, parts: tuple[tuple[str, float], ...]
) -> PeriodMention:
    year = read_year(match["year"]) if match["year"] else _year_behind(folded, match.end())
    return PeriodMention(match.start(), match.end(), parts, year, text[match.start() : match.end()])


def _year_behind(folded: str, start: int) -> int | None:
    for match in _YEAR_NEXT.finditer(folded, start, start + _YEAR_REACH):
        return read_year(match["year"])
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
