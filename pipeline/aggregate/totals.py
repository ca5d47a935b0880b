"""What the reports of an area come to, indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.aggregate.roster import Roster
from pipeline.aggregate.scopes import Filed, Scope, part_of_year
from pipeline.aggregate.tally import Tally, figures_of, join
from pipeline.model.aggregate import Aggregate
from pipeline.model.form import Form, Indicator
from pipeline.vietnamese.places import Level


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One figure of one area and period."""

    scope: Scope
    indicator: Indicator
    how: Aggregate
    value: Decimal | None
    choice: str  # of a legend: which answer was counted; empty for all else
    reported: int  # units of which there is a report
    expected: int | None  # that are to report; None: not known
    given: int  # units whose figure is in the value
    doubtful: int  # of these: a person should look before the value is used
    missing: int  # units whose report should give it and was not seen to
    repeated: int  # reports that are another one of a unit that is counted already


@dataclass(slots=True)
class _Area:
    """What is known of one scope."""

    reported: int = 0
    repeated: int = 0
    expected: int | None = None
    tallies: dict[str, Tally] = field(default_factory=dict)


def add_up(
    filed: Iterable[Filed], forms: Mapping[str, Form], roster: Roster
) -> Iterator[TotalLine]:
    """Give the totals of each district and province, then those of the years they are parts of.

    Args:
        filed: The reports of units, as `file_reports` gives them.
        forms: By id, families as well as versions.
        roster: The units that there are.
    """
    indicators: dict[str, dict[str, Indicator]] = {}
    areas: dict[Scope, _Area] = {}
    for one in filed:
        known = indicators.setdefault(one.scope.form, {})
        _learn(known, one, forms)
        figures = figures_of(one.reports)
        for scope in _scopes(one.scope):
            if scope not in areas:
                areas[scope] = _Area(expected=_expected(scope, roster))
            area = areas[scope]
            area.reported += 1
            area.repeated += len(one.reports) - 1
            for indicator in known.values():
                if indicator.adds is not Aggregate.NONE:
                    area.tallies.setdefault(indicator.id, Tally()).add(indicator, figures)
    for scope, area in sorted((areas | _years(areas, indicators)).items(), key=_order):
        yield from _lines(scope, area, indicators[scope.form])


def _order(entry: tuple[Scope, _Area]) -> tuple[object, ...]:
    return entry[0].order


def _learn(known: dict[str, Indicator], one: Filed, forms: Mapping[str, Form]) -> None:
    """Take the indicators of a form, and those that its reports have beside."""
    if not known and one.scope.form in forms:
        known.update({row.id: row for row in forms[one.scope.form].indicators})
    for report in one.reports:
        version = forms.get(report.form)
        own = report.indicators or (version.indicators if version else ())
        for indicator in own:
            known.setdefault(indicator.id, indicator)


def _scopes(scope: Scope) -> tuple[Scope, ...]:
    """Give the areas that a unit counts in: its province, and its district where it has one."""
    if not scope.district:
        return (scope,)
    return (scope, replace(scope, district=""))


def _expected(scope: Scope, roster: Roster) -> int | None:
    if scope.level != Level.COMMUNE:
        return None
    return len(roster.communes(scope.province, scope.district, scope.end)) or None


def _years(
    areas: Mapping[Scope, _Area], indicators: Mapping[str, Mapping[str, Indicator]]
) -> dict[Scope, _Area]:
    """Put quarters, or months, of a year together."""
    parts: dict[tuple[object, ...], list[tuple[Scope, _Area]]] = {}
    for scope, area in areas.items():
        part = part_of_year(scope.period)
        if part:
            kind = part[1][:1] == "Q"
            key = scope.form, part[0], kind, scope.province, scope.district, scope.level
            parts.setdefault(key, []).append((scope, area))
    years = {}
    for found in parts.values():
        if len(found) > 1:
            found.sort(key=_order)
            years[_year_scope([scope for scope, _ in found])] = _join_areas(
                [area for _, area in found], indicators[found[0][0].form]
            )
    return years


def _year_scope(scopes: Sequence[Scope]) -> Scope:
    """Name the parts of a year that are added: `2024: Q1 + Q2`."""
    parts = [part for scope in scopes if (part := part_of_year(scope.period))]
    told = f"{parts[0][0]}: {' + '.join(part for _, part in parts)}"
    return replace(scopes[-1], period=told, start=scopes[0].start)


def _join_areas(areas: Sequence[_Area], indicators: Mapping[str, Indicator]) -> _Area:
    expected = [area.expected for area in areas if area.expected is not None]
    joined = _Area(
        sum(area.reported for area in areas),
        sum(area.repeated for area in areas),
        sum(expected) if len(expected) == len(areas) else None,
    )
    for name in dict.fromkeys(name for area in areas for name in area.tallies):
        some = _of_year(_over_time(indicators[name], indicators), areas)
        if some:
            joined.tallies[name] = join(area.tallies[name] for area in some if name in area.tallies)
    return joined


def _of_year(how: Aggregate, areas: Sequence[_Area]) -> Sequence[_Area]:
    """Give the parts of a year whose figures are that of the year."""
    if how is Aggregate.SUM:
        return areas
    return {Aggregate.LAST: areas[-1:], Aggregate.FIRST: areas[:1]}.get(how, ())


def _over_time(indicator: Indicator, indicators: Mapping[str, Indicator]) -> Aggregate:
    """Tell how the figures of several periods become one; a share as both of its counts do."""
    if indicator.adds is Aggregate.COUNT:
        return Aggregate.LAST
    if indicator.adds is not Aggregate.RATE or not indicator.rate:
        return indicator.adds
    counts = (indicators.get(name) for name in (indicator.rate.part, indicator.rate.whole))
    how = {one.adds if one else Aggregate.NONE for one in counts}
    return how.pop() if len(how) == 1 else Aggregate.NONE


def _lines(scope: Scope, area: _Area, indicators: Mapping[str, Indicator]) -> Iterator[TotalLine]:
    for indicator in indicators.values():
        tally = area.tallies.get(indicator.id)
        if tally and (tally.given or tally.missing):
            for choice, value in _values(indicator, tally):
                yield TotalLine(
                    scope,
                    indicator,
                    indicator.adds,
                    value,
                    choice,
                    area.reported,
                    area.expected,
                    tally.given,
                    tally.doubtful,
                    tally.missing,
                    area.repeated,
                )


def _values(indicator: Indicator, tally: Tally) -> Iterator[tuple[str, Decimal | None]]:
    if indicator.adds is not Aggregate.COUNT:
        yield "", tally.value(indicator.adds)
        return
    known = {Decimal(choice.code): choice.label for choice in indicator.legend}
    for code in (*known, *sorted(set(tally.codes) - set(known))):
        yield f"{known.get(code, '?')} ({code})", Decimal(tally.codes[code])
