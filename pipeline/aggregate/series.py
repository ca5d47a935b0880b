"""One indicator over the periods: what an area came to in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.aggregate.scopes import Scope
from pipeline.aggregate.totals import TotalLine


@dataclass(slots=True)
class Series:
    """The values of one indicator in one province, by period."""

    line: TotalLine  # any of them: it says what is counted, and where
    values: dict[str, Decimal] = field(default_factory=dict)  # by id of the period
    doubtful: int = 0  # figures of units that are in them and need a look


@dataclass(frozen=True, slots=True)
class Timeline:
    """All series of one form."""

    form: str
    periods: tuple[str, ...]  # ids, in the order of time
    series: tuple[Series, ...]


def find_timelines(lines: Iterable[TotalLine]) -> tuple[Timeline, ...]:
    """Put the totals of whole provinces in the order of time, form by form.

    Years that were put together from their parts are left out: they would stand beside these.
    """
    periods: dict[str, dict[str, Scope]] = {}
    series: dict[str, dict[tuple[object, ...], Series]] = {}
    for line in lines:
        scope = line.scope
        if scope.district or scope.end is None or ":" in scope.period:
            continue
        periods.setdefault(scope.form, {})[scope.period] = scope
        key = scope.province, scope.level, line.indicator.id, line.choice
        one = series.setdefault(scope.form, {}).setdefault(key, Series(line))
        if line.value is not None:
            one.values[scope.period] = line.value
            one.doubtful += line.doubtful
    return tuple(
        Timeline(
            form,
            tuple(sorted(found, key=lambda period, found=found: found[period].order)),  # type: ignore[misc]
            tuple(one for one in series[form].values() if one.values),
        )
        for form, found in periods.items()
    )
