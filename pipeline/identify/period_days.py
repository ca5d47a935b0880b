"""The days that a report prints for its period: `(từ 15/9 đến 21/9)`, `tính đến ngày 30/9/2025`.

A range counts where the report says what it is: in the title and the sentences about the report
itself. One in the body is the time of a visit or a campaign; it only gives the days of the period
that is named, where it means that one. A few days are a period of their own in a title alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model.reading import Period
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.dates import RangeMention, find_dates, find_ranges, find_short_ranges
from pipeline.vietnamese.document_zones import HeadingText, Part
from pipeline.vietnamese.period_parts import build_period, match_range

_UNTIL = re.compile(
    r"(?<![a-z])(?P<since>t[u] dau nam(?: 20[0-9]{2})? )?(?:tinh )?(?:[dp][a-z]{1,3}n|toi)"
    r"(?: h[a-z]t)?(?: thoi diem)?(?: \d{1,2} ?(?:gio|h)(?: ?\d\d(?: phut)?)?,?)?"
    r"(?: n[gq][a-z]{1,3})? ?$"
)
_UNTIL_REACH = 48  # characters
# Days by which a reporting year may begin before, or end before, that of the calendar.
_OPENS_EARLY, _CLOSES_EARLY = 45, 75


@dataclass(frozen=True, slots=True)
class Alone:
    """A period that only its days name, and what is not said of it."""

    period: Period
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed days that say of what time a report speaks."""

    ranges: tuple[tuple[RangeMention, tuple[int, str]], ...]  # with the part of a year they mean
    further: tuple[tuple[RangeMention, tuple[int, str]], ...] = ()  # of the body
    odd: tuple[RangeMention, ...] = ()  # of the title, and no part of a year
    until: date | None = None  # the day that the figures of the title reach to
    since: bool = False  # from the beginning of that day's year

    def alone(self) -> Alone | None:
        """Give the period of a title that names its days and no part of a year."""
        if self.odd:
            first, last = self.odd[0].first, self.odd[0].last
            return Alone(Period(f"{first}/{last}", first, last))
        if self.until and self.since:
            first = date(self.until.year, 1, 1)
            return Alone(Period(f"{first}/{self.until}", first, self.until))
        if self.until:
            doubt = (
                f"Báo cáo chỉ ghi số liệu đến ngày {self.until:%d/%m/%Y}, không ghi từ ngày nào."
            )
            return Alone(Period(str(self.until), self.until, self.until), doubt)
        return None


def find_printed(heading: HeadingText, year: int | None) -> Printed:
    """Find the printed days of the period.

    Args:
        heading: The text of the report.
        year: That of the period where it is known, for days without one.
    """
    ranges = []
    further = []
    odd = []
    for found, part in _ranges(heading, year):
        mean = match_range(found)
        titled = part is Part.TITLE
        if mean and part is Part.BODY:
            further.append((found, mean))
        elif mean and (titled or not mean[1].startswith("W")):
            ranges.append((found, mean))
        elif titled and mean is None:
            odd.append(found)
    until, since = _find_until(heading)
    return Printed(tuple(ranges), tuple(further), tuple(odd), until, since)


def name_days(
    printed: Printed, titled: Collection[tuple[int, str]], said: Collection[str]
) -> Printed:
    """Take days of the title for those of the period it names, where they have no other name.

    Courts count the year 2021 from 01/12/2020 to 31/10/2021: eleven months that nobody names.

    Args:
        printed: As found.
        titled: Years and parts of a year that the title names.
        said: All parts of a year that the report names.
    """
    days = []
    for found, mean in (*printed.ranges, *((found, None) for found in printed.odd)):
        nameless = mean is None or (mean[1].endswith("M") and mean[1] not in said)
        meant = [one for one in titled if nameless and _are_days_of(found, *one)]
        days.append((found, meant[0] if len(meant) == 1 else mean))
    return replace(
        printed,
        ranges=tuple((found, mean) for found, mean in days if mean),
        odd=tuple(found for found, mean in days if mean is None),
    )


def _are_days_of(days: RangeMention, year: int, part: str) -> bool:
    period = build_period(year, part)
    early = (period.end - days.last).days
    return abs((days.first - period.start).days) <= _OPENS_EARLY and 0 <= early <= _CLOSES_EARLY


def _ranges(heading: HeadingText, year: int | None) -> Iterator[tuple[RangeMention, Part]]:
    for found in find_ranges(heading.text):
        yield found, heading.part_at(found.start)
    for _, text in heading.cut(Part.TITLE) if year else ():
        for found in find_short_ranges(text, year or 0):
            yield found, Part.TITLE


def _find_until(heading: HeadingText) -> tuple[date | None, bool]:
    """Give the day that a title says its figures reach to, and whether from New Year on."""
    for _, text in heading.cut(Part.TITLE):
        folded = fold(text)
        ends = {found.end for found in find_ranges(text)}
        for found in find_dates(text):
            before = folded[max(0, found.start - _UNTIL_REACH) : found.start]
            said = _UNTIL.search(before)
            if said and found.day_printed and found.end not in ends:
                return found.value, said["since"] is not None
    return None, False
