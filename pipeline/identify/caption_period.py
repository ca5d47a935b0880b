"""The period of tables that nobody's letterhead heads, by their captions.

A statistics office prints its tables with nothing above them but `12. Chỉ số giá tiêu dùng tháng 5
năm 2018`, and names other times in headings and rows, which are compared with. So only captions
count; they may name a month, the months up to it and a day in it, all of which end together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import takewhile

from pipeline.identify.period import PERIOD_CHECK
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import Document
from pipeline.model.reading import Period
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import find_dates
from pipeline.vietnamese.period_parts import build_period
from pipeline.vietnamese.periods import UNCLEAR, find_periods

# `12. Chỉ số ...`, `Bảng 3: ...`, `Biểu số 04. ...`
_CAPTION = re.compile(r"\W{0,2}(?:(?:bang|bieu)(?: so)? ?)?[0-9]{1,3}[.:)]? ?(?=[a-z])|bang |bieu ")
_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}")  # the first day of a range: `01/01 - 20/7/2003`
_LEAST_LETTERS = 15
_LONGEST = 3  # lines of a caption
_AGREED = 2 / 3  # of the captions that name a time: those that end with the one that is taken


def read_caption_period(document: Document) -> tuple[Period | None, tuple[Finding, ...]]:
    """Give the period that the captions of a document of tables agree on."""
    named = [period for caption in _captions(document) if (period := _named_in(caption))]
    if not named:
        return None, ()
    (end, agreed), *others = Counter(period.end for period in named).most_common()
    if agreed < _AGREED * len(named):
        seen = ", ".join(sorted({period.id for period in named})[:4])
        message = f"Không xác định được kỳ báo cáo: tiêu đề các bảng ghi {seen}."
        return None, (Finding(PERIOD_CHECK, Severity.WARNING, message),)
    ids = Counter(period.id for period in named if period.end == end)
    ending = [period for period in named if period.end == end]
    chosen = max(ending, key=lambda one: (ids[one.id], one.start))  # of two the shorter one
    if not others:
        return chosen, ()
    message = f"Có bảng ghi kỳ khác; số liệu được ghi cho kỳ {chosen.id}."
    return chosen, (Finding(PERIOD_CHECK, Severity.WARNING, message),)


def _captions(document: Document) -> Iterator[str]:
    """Give what stands as a caption: numbered words, with the lines that go on with them."""
    for page in document.pages:
        lines = [text for line in page.lines if (text := " ".join(line.text.split()))]
        for at, text in enumerate(lines):
            mark = _CAPTION.match(fold(text))
            if mark and sum(map(str.isalpha, text)) >= _LEAST_LETTERS:
                rest = takewhile(partial(_goes_on, text), lines[at + 1 : at + _LONGEST])
                yield " ".join((text[mark.end() :], *rest))


def _goes_on(caption: str, line: str) -> bool:
    """Say whether a line is the rest of a caption; headings and rows begin in capitals."""
    first = next(filter(str.isalpha, line), "")
    return first.islower() or (caption.isupper() and line.isupper())


def _named_in(caption: str) -> Period | None:
    """Give the shortest time that a caption names; None where it names times of several ends."""
    dates = find_dates(caption)
    named = [_month_of(found.value) for found in dates]
    spans = [(found.start, found.end) for found in dates]
    for mention in find_periods(caption, damaged=False, heading=True):
        if not _is_inside(mention.start, spans):
            spans.append((mention.start, mention.end))
            if mention.year and mention.part not in ("", UNCLEAR):
                named.append(build_period(mention.year, mention.part))
    rest = "".join(sign for at, sign in enumerate(caption) if not _is_inside(at, spans))
    ends = {period.end for period in named}
    if len(ends) != 1 or any(map(str.isdigit, _DAY.sub("", rest))):
        return None
    return max(named, key=lambda one: one.start)


def _is_inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _month_of(day: date) -> Period:
    """Give the month that a day closes: tables of the month are made before it ends."""
    return build_period(day.year, f"{day.month:02}")
