"""Number and date of a report: what its letterhead says against what its appendix says.

The letterhead prints `Số: 68/BC-UBND` and `ngày 15 tháng 9 năm 2024`, the appendix
`(Kèm theo Báo cáo số 68/BC-UBND ngày 15/9/2024 của UBND xã ...)`. Both are read; where they differ
the letterhead wins and a finding says so. Nothing is made up where neither can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.model.finding import Finding, Severity
from pipeline.vietnamese.dates import DateMention, find_dates
from pipeline.vietnamese.document_zones import HeadingText, Part

NUMBER_CHECK = "document_number"
DATE_CHECK = "document_date"

# 68/BC-UBND under OCR: "S6: 68/BC- UBNP", "$6 68 /8C-UBND". The number may be a gap for the pen.
_NUMBER = re.compile(
    r"(?<![0-9a-z|/])(?:[s$8][o06b]{1,2}|s)?[ .:,;]{0,4}"
    r"(?P<number>(?=[a-z|]{0,2}[0-9])[0-9oil|sb]{1,5})?[ .…_]{0,8}(?:/(?P<year>20[0-9]{2}))? ?/ ?"
    r"(?P<kind>[b8d][cgo€(]) ?[-–—_=.~] ?(?P<body>[a-z0-9]{2,8}(?: ?[-.] ?[a-z]{2,5}(?![a-z]))?)"
)
# How much of UBND the symbol of the issuer must keep, of 100: UBNP 75, UBHD 75, UBNID 89.
_BODY_SCORE = 74
_DIGITS = str.maketrans("oil|sb", "011156")
_ENCLOSED = re.compile(r"k[a-z]{1,2}m th[a-z]{1,3}o? ?")
_ENCLOSED_REACH = 130  # characters from "Kèm theo" to the end of the date


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One place that prints the number of the report."""

    number: str  # digits; empty where the gap was left open
    symbol: str  # "BC-UBND"
    clean: bool  # no letter had to be read as a digit

    @property
    def full(self) -> str:
        """Number and symbol; empty without a number."""
        return f"{self.number}/{self.symbol}" if self.number else ""


def find_number(text: str, folded: str) -> NumberMention | None:
    """Find the first number with the symbol of a report.

    >>> find_number("S6: 68/BC-UBNP", "s6: 68/bc-ubnp").full
    '68/BC-UBND'
    >>> find_number("Số:     /BC-UBND", "so:     /bc-ubnd").number
    ''
    >>> find_number("Kế hoạch số 05/KH-UBND", "ke hoach so 05/kh-ubnd") is None
    True
    """
    match = _NUMBER.search(folded)
    if not match:
        return None
    printed = match["number"] or ""
    first, *rest = re.split(r" ?[-.] ?", match["body"])
    known = fuzz.ratio(first, "ubnd") >= _BODY_SCORE
    start, end = match.span("body")
    tail = "".join(f"-{part.upper()}" for part in rest if known)
    body = "UBND" + tail if known else re.sub(r" ", "", text[start:end]).upper()
    number = printed.translate(_DIGITS)
    if match["year"]:
        number += f"/{match['year']}"
    return NumberMention(number, f"BC-{body}", printed == printed.translate(_DIGITS))


def vote_number(heading: HeadingText) -> tuple[str, tuple[Finding, ...]]:
    """Settle number and symbol; with a finding unless one clean reading is undisputed."""
    letterhead = _number_in(heading, [0], _letterhead_end(heading))
    enclosed = _number_in(heading, _enclosures(heading), _ENCLOSED_REACH)
    both = [mention for mention in (letterhead, enclosed) if mention and mention.full]
    if not both:
        return "", (_warn(NUMBER_CHECK, "Không đọc được số, ký hiệu của báo cáo."),)
    if len(both) == 2 and both[0].full != both[1].full:
        message = f"Số báo cáo ở đầu văn bản là {both[0].full}, ở phụ lục là {both[1].full}."
        return both[0].full, (_warn(NUMBER_CHECK, message),)
    if len(both) == 2 or both[0].clean:
        return both[0].full, ()
    message = f"Số báo cáo {both[0].full} có chữ phải đọc thành số."
    return both[0].full, (_warn(NUMBER_CHECK, message),)


def vote_date(heading: HeadingText) -> tuple[DateMention | None, tuple[Finding, ...]]:
    """Settle the date; where the day is not printed the mention says so."""
    letterhead = _letterhead_date(heading)
    enclosed = next(iter(_enclosed_dates(heading)), None)
    if letterhead is None or enclosed is None:
        return _single_date(letterhead or enclosed)
    if letterhead.value == enclosed.value and (letterhead.day_printed or enclosed.day_printed):
        return (letterhead if letterhead.day_printed else enclosed), ()
    if not letterhead.day_printed and _month(letterhead.value) == _month(enclosed.value):
        return _single_date(enclosed)
    message = (
        f"Ngày báo cáo ở đầu văn bản là {letterhead.value:%d/%m/%Y}, "
        f"ở phụ lục là {enclosed.value:%d/%m/%Y}."
    )
    return letterhead, (_warn(DATE_CHECK, message),)


def _single_date(mention: DateMention | None) -> tuple[DateMention | None, tuple[Finding, ...]]:
    if mention is None:
        return None, (_warn(DATE_CHECK, "Không đọc được ngày của báo cáo."),)
    if not mention.day_printed:
        message = f"Báo cáo tháng {mention.value:%m/%Y} không ghi ngày, hoặc ngày không đọc được."
        return mention, (_warn(DATE_CHECK, message),)
    if not mention.clean:
        message = f"Ngày báo cáo {mention.value:%d/%m/%Y} có chữ phải đọc thành số."
        return mention, (_warn(DATE_CHECK, message),)
    return mention, ()


def _letterhead_date(heading: HeadingText) -> DateMention | None:
    """Give the first date in words; dates with strokes belong to documents that are cited."""
    text = heading.text[: _letterhead_end(heading)]
    in_words = (date for date in find_dates(text) if "/" not in text[date.start : date.end])
    return next(in_words, None)


def _letterhead_end(heading: HeadingText) -> int:
    return next((end for part, _, end in heading.spans if part is Part.LETTERHEAD), 0)


def _enclosures(heading: HeadingText) -> list[int]:
    return [match.start() for match in _ENCLOSED.finditer(heading.folded)]


def _number_in(heading: HeadingText, starts: list[int], reach: int) -> NumberMention | None:
    """Give the first complete number behind one of the places, else the first incomplete one."""
    found = [
        mention
        for start in starts
        if (
            mention := find_number(
                heading.text[start : start + reach], heading.folded[start : start + reach]
            )
        )
    ]
    return next((mention for mention in found if mention.number), found[0] if found else None)


def _enclosed_dates(heading: HeadingText) -> list[DateMention]:
    """Give the dates of the report as its appendices cite it, those after its number only."""
    dates: list[DateMention] = []
    for start in _enclosures(heading):
        end = start + _ENCLOSED_REACH
        number = _NUMBER.search(heading.folded, start, end)
        if number:
            dates.extend(find_dates(heading.text[number.end() : end])[:1])
    return dates


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _warn(check: str, message: str) -> Finding:
    return Finding(check, Severity.WARNING, message)
