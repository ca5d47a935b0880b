"""Which reports belong together: those of one form, one period and one area.

One unit may have several reports for one period: a scan and the signed file, a text and its
appendix, one that replaces another. They count as one unit here, and as one figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model.form import GENERIC
from pipeline.model.reading import Period
from pipeline.model.report import Report, State
from pipeline.model.version import split_id
from pipeline.vietnamese.places import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    PROVINCE_KINDS,
    Level,
    name_key,
    split_kind,
)

OTHER = "other"  # the level of what is no administrative unit: a department, a school
_LEVELS: dict[str, str] = {
    **dict.fromkeys(PROVINCE_KINDS, Level.PROVINCE),
    **dict.fromkeys(DISTRICT_KINDS, Level.DISTRICT),
    **dict.fromkeys(COMMUNE_KINDS, Level.COMMUNE),
}
_PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|0[1-9]|1[0-2])")

UnitKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What one total is about."""

    form: str  # of the family: versions share their ids
    period: str  # id; empty: not known
    start: date | None
    end: date | None
    province: str
    district: str  # empty: all of the province
    level: str  # of the units that are added; a district's report holds those of its communes

    @property
    def order(self) -> tuple[object, ...]:
        """The place of the scope among others; what is not known comes last."""
        period = (self.period == "", self.end or date.max, self.start or date.max, self.period)
        return (self.form, *period, self.province, self.district != "", self.district, self.level)


@dataclass(frozen=True, slots=True)
class Filed:
    """The reports of one unit for one period."""

    scope: Scope  # that of its district
    key: UnitKey
    reports: tuple[Report, ...]  # the latest first


def file_reports(reports: Iterable[Report]) -> tuple[Filed, ...]:
    """Put together the reports of each unit, form and period, in the order of their scopes.

    Reports without a form are left out: their names are their own, and nothing says that two of
    them mean one figure.
    """
    found: dict[tuple[Scope, UnitKey], list[Report]] = {}
    for report in reports:
        if report.state is State.DONE and report.form not in ("", GENERIC):
            found.setdefault((_scope_of(report), _unit_key(report)), []).append(report)
    filed = [Filed(scope, key, _latest_first(some)) for (scope, key), some in found.items()]
    return tuple(sorted(filed, key=lambda one: (one.scope.order, one.reports[0].path)))


def level_of(place: str, district: str, province: str) -> str:
    """Tell how high a unit stands.

    >>> level_of("thành phố Sông Công", "", "tỉnh Thái Nguyên"), level_of("Sở Nội vụ", "", "")
    ('district', 'other')
    """
    level = _LEVELS.get(split_kind(place)[0], OTHER)
    # A city is a province's child or a province itself.
    if level == Level.DISTRICT and (not province or name_key(place) == name_key(province)):
        return Level.DISTRICT if district else Level.PROVINCE
    return str(level)


def part_of_year(period: str) -> tuple[str, str] | None:
    """Give the year and the part that a quarter or a month is of it; None for other periods.

    >>> part_of_year("2024-Q3"), part_of_year("2024-09"), part_of_year("2024-9M")
    (('2024', 'Q3'), ('2024', '09'), None)
    """
    found = _PART_OF_YEAR.fullmatch(period)
    return (found[1], found[2]) if found else None


def _scope_of(report: Report) -> Scope:
    heading = report.heading
    period = heading.period or Period("", date.max, date.max)
    known = heading.period is not None
    level = level_of(heading.place, heading.district, heading.province)
    return Scope(
        split_id(report.form)[0],
        period.id,
        period.start if known else None,
        period.end if known else None,
        heading.province,
        heading.district if level == Level.COMMUNE else "",
        level,
    )


def _unit_key(report: Report) -> UnitKey:
    """Name a unit; reports that name none, or no period, are each a unit of their own."""
    heading = report.heading
    if not heading.place or heading.period is None:
        return ("", report.path)
    return name_key(heading.place)


def _latest_first(reports: Sequence[Report]) -> tuple[Report, ...]:
    ordered = sorted(reports, key=lambda one: one.path)
    ordered.sort(key=lambda one: one.heading.document_date or date.min, reverse=True)
    return tuple(ordered)
