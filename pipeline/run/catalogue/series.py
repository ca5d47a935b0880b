"""One indicator in many reports: over the periods of one place, or the places of one period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipeline.model.reading import Status
from pipeline.model.report import State
from pipeline.model.version import split_id
from pipeline.run.catalogue.filters import Filter
from pipeline.run.catalogue.making import Results
from pipeline.run.workspace import IndexEntry

_MOST = 300  # reports; each is read, which takes 2 to 20 ms


class Over(StrEnum):
    """What the points of a series differ in."""

    PERIODS = "periods"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Point:
    """What one report says of the indicator."""

    report: str
    place: str
    district: str
    period: str
    days: int  # length of the period
    end: date
    value: Decimal | None
    status: Status


@dataclass(frozen=True, slots=True)
class Series:
    """The points, and what they are of."""

    label: str
    unit: str
    points: tuple[Point, ...]
    total: int  # reports that there are; more than points where only some were read


def find_series(results: Results, entry: IndexEntry, indicator: str, over: Over) -> Series | None:
    """Give what other reports say of a figure of a report; None where it is none of its form's.

    Args:
        results: Of the folder.
        entry: Of the report whose place or period is kept.
        indicator: Its id.
        over: Which of the two differs.
    """
    form = results.form_of(entry)
    row = form.by_id.get(indicator) if form else None
    heading, period = entry.report.heading, entry.report.heading.period
    known = heading.place if over is Over.PERIODS else period and period.id
    if row is None or form is None or not known:
        return None
    wanted = (
        Filter(form=split_id(form.id)[0], place=heading.place, district=heading.district)
        if over is Over.PERIODS
        else Filter(form=split_id(form.id)[0], period=known)
    )
    lines = results.catalogue.lines(wanted, _MOST, 0)
    points = (_find_point(results, line.path, indicator) for line in lines)
    return Series(
        row.label,
        row.unit,
        tuple(sorted((one for one in points if one), key=lambda one: _order(one, over))),
        results.catalogue.count_lines(wanted),
    )


def _order(point: Point, over: Over) -> tuple[int, date, str, str]:
    """Put periods of one length together, then by time; places by name."""
    if over is Over.PLACES:
        return 0, date.min, point.district, point.place
    return point.days, point.end, point.period, point.report


def _find_point(results: Results, path: str, indicator: str) -> Point | None:
    entry = results.catalogue.entry(path)
    if entry is None or entry.report.state is not State.DONE:
        return None
    heading, report = entry.report.heading, results.corrected(entry)
    found = next((one for one in report.observations if one.indicator == indicator), None)
    if found is None or heading.period is None:
        return None
    period = heading.period
    length = (period.end - period.start).days // 28 * 28  # months of 28 to 31 days are alike
    return Point(
        path,
        heading.place,
        heading.district,
        period.id,
        length,
        period.end,
        found.value,
        found.status,
    )
