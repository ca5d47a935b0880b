"""One unit's reports, one after the other: what was pending is carried over, sums do not fall.

Nothing here changes a value or a status. A status says how well a report was *read*, and rests on
that report alone: it would be another one as soon as a file is added to the folder, or taken away.
Which of two reports is wrong, the earlier or the later, is not known either. So all of these are
warnings, told of the later report, for a person to ask the commune about. The alternative, errors
that make the row doubtful, lost: communes do correct the figures of last quarter, and each time a
row that was read without fault would be one to look at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from pipeline.judge.wording import print_figure, print_named
from pipeline.model.finding import Across, Finding, Severity
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.reading import Observation, Period, Status
from pipeline.model.report import Report, State
from pipeline.model.version import split_id
from pipeline.vietnamese.places import name_key

_DAY = timedelta(days=1)
_TIMES = 10  # from this factor on a change is a jump
_CLOSE = 3  # up to this factor two figures go with each other
# The larger figure of a jump is at least so much: of small counts, 1 and 12, nothing follows.
_LEAST = Decimal(50)
# Percents move freely between 0 and 100, and their counts are looked at.
_JUMPING = (Kind.COUNT, Kind.AMOUNT)

_TRUSTED = (Status.SURE, Status.READ, Status.CORRECTED)
_UNTRUSTED = (Status.DOUBTFUL, Status.MISSING, Status.UNSTATED)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A report that can be compared with others."""

    report: Report
    period: Period
    known: Mapping[str, Observation]  # those with a value, by indicator
    faults: int  # rows to be looked at again

    @property
    def part(self) -> str:
        """The part of the year: "Q3"; empty for a whole one."""
        return self.period.id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure and the one of an earlier report that it is measured by."""

    page: int | None  # of the figure, from 1
    figure: Decimal
    before: Decimal
    earlier: _Dated


def check_trends(
    reports: Iterable[Report], forms: Mapping[str, Form]
) -> Iterator[tuple[Report, Finding]]:
    """Compare each report with the earlier ones of the same unit and form, whatever its version.

    Args:
        reports: All of a folder, in any order.
        forms: By id; reports of other forms have no rows to compare.
    """
    for unit in _group(reports):
        for later in unit:
            form = forms.get(later.report.form)
            earlier = [one for one in unit if _is_before(one.period, later.period)]
            earlier.sort(key=lambda one: _distance(one, later))
            if form and earlier:
                for finding in _compare(form, later, earlier):
                    yield later.report, finding


def _group(reports: Iterable[Report]) -> list[list[_Dated]]:
    """Put the reports of one unit and form together; a name without a province is no unit."""
    units: dict[tuple[object, ...], list[_Dated]] = {}
    for report in reports:
        heading = report.heading
        if report.state is State.DONE and heading.place and heading.province and heading.period:
            names = map(name_key, (heading.place, heading.district, heading.province))
            family = split_id(report.form)[0]  # ids are the same in all versions of a form
            units.setdefault((family, *names), []).append(_date(report, heading.period))
    return [unit for unit in units.values() if len(unit) > 1]


def _date(report: Report, period: Period) -> _Dated:
    known = {one.indicator: one for one in report.observations if one.value is not None}
    faults = sum(one.status in _UNTRUSTED for one in report.observations)
    return _Dated(
        report, period, known, faults + sum(not row.is_decided for row in report.unknown_rows)
    )


def _is_before(one: Period, other: Period) -> bool:
    """Say whether a period ended before another one did, in its year or the year before."""
    return one.end < other.end and one.end.year >= other.end.year - 1


def _compare(form: Form, later: _Dated, earlier: Sequence[_Dated]) -> Iterator[Finding]:
    for row in form.indicators:
        if row.carried_as:
            yield from _check_carried(form, row, later, earlier)
        if row.cumulative:
            yield from _check_fallen(form, row, later, earlier)
        if row.kind in _JUMPING:
            yield from _check_jump(form, row, later, earlier)


def _check_carried(
    form: Form, pending: Indicator, later: _Dated, earlier: Sequence[_Dated]
) -> Iterator[Finding]:
    """See that what was pending at the end of a period came over into the one that follows."""
    carried = next((form.by_id[name] for name in pending.carried_as if name in later.known), None)
    if carried is None:
        return
    adjoining = [one for one in earlier if one.period.end + _DAY == later.period.start]
    pair = next(_measure(carried.id, pending.id, later, adjoining), None)
    if pair and pair.figure != pair.before:
        what = f"{print_named(form, pending.id)} là"
        yield _tell(form, carried, pair, Across.CARRIED_OVER, what)


def _check_fallen(
    form: Form, row: Indicator, later: _Dated, earlier: Sequence[_Dated]
) -> Iterator[Finding]:
    """See that a figure which counts from the start of the year does not fall within it.

    The share of a plan may fall where the plan grew.
    """
    year = later.period.end.year
    within = [one for one in earlier if one.period.end.year == year]
    within.sort(key=lambda one: one.period.end, reverse=True)
    pair = next(_measure(row.id, row.id, later, within), None)
    if pair is None or pair.figure >= pair.before:
        return
    if row.rate:
        whole = next(_measure(row.rate.whole, row.rate.whole, later, [pair.earlier]), None)
        if whole is None or whole.figure > whole.before:
            return
    yield _tell(form, row, pair, Across.FALLEN, "số lũy kế trong năm đã là")


def _check_jump(
    form: Form, row: Indicator, later: _Dated, earlier: Sequence[_Dated]
) -> Iterator[Finding]:
    """See that a figure is less than ten times the one before, and more than a tenth of it.

    Measured by the nearest report of the same length, where there is one. After a figure that
    jumped the next one may return to what the others say, and is not told. What counts from the
    start of the year may well grow tenfold in it, and is measured by the same part of the year
    before.
    """
    if row.cumulative:
        earlier = [one for one in earlier if one.part == later.part]
    pairs = [pair for pair in _measure(row.id, row.id, later, earlier) if pair.before > 0]
    length = _length(later.period)
    pairs = [pair for pair in pairs if _length(pair.earlier.period) == length] or pairs
    if pairs and _jumps(pairs[0]) and not any(map(_is_close, pairs)):
        yield _tell(form, row, pairs[0], Across.JUMP, "chênh từ 10 lần trở lên, trước đó là")


def _jumps(pair: _Pair) -> bool:
    small, large = sorted((pair.figure, pair.before))
    return small > 0 and large >= _LEAST and large >= _TIMES * small


def _is_close(pair: _Pair) -> bool:
    small, large = sorted((pair.figure, pair.before))
    return large <= _CLOSE * small


def _measure(name: str, before: str, later: _Dated, earlier: Sequence[_Dated]) -> Iterator[_Pair]:
    """Put a figure beside those it is measured by: the trusted ones of earlier reports."""
    figure = later.known.get(name)
    if figure is None or figure.value is None:
        return
    page = figure.reading.source.page if figure.reading else None
    for one in earlier:
        found = one.known.get(before)
        if found is not None and found.value is not None and found.status in _TRUSTED:
            yield _Pair(page, figure.value, found.value, one)


def _distance(one: _Dated, later: _Dated) -> tuple[bool, timedelta, int, str]:
    """Order earlier reports: as long a period first, then the nearest, then the better read."""
    alike = _length(one.period) == _length(later.period)
    return not alike, later.period.end - one.period.end, one.faults, one.report.path


def _length(period: Period) -> int:
    """Give the months of a period; its days differ with the month.

    >>> from datetime import date
    >>> _length(Period("2024-Q3", date(2024, 6, 15), date(2024, 9, 14)))
    3
    """
    return round((period.end - period.start).days / 30.4)


def _tell(form: Form, row: Indicator, pair: _Pair, check: Across, what: str) -> Finding:
    printed = print_figure(pair.figure, row.kind)
    before = print_figure(pair.before, row.kind)
    source = f"báo cáo kỳ {pair.earlier.period.id} ({pair.earlier.report.path})"
    message = f"{print_named(form, row.id)} = {printed}; {what} {before} theo {source}."
    return Finding(check, Severity.WARNING, message, (row.id,), pair.page)
