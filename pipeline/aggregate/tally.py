"""What one indicator comes to over the units of one scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from pipeline.model.aggregate import Aggregate
from pipeline.model.form import Indicator
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report

_RATE_STEP = Decimal("0.01")  # of what is computed; reports print one or two decimals
_PER = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """What the reports of one unit say of one indicator."""

    value: Decimal | None
    status: Status  # doubtful too where two reports of the unit differ


@dataclass(slots=True)
class Tally:
    """Adds up; of shares their parts and wholes, of choices their codes."""

    total: Decimal = Decimal(0)
    whole: Decimal = Decimal(0)  # of shares alone; `total` are the parts then
    given: int = 0  # units whose figure is in it
    doubtful: int = 0  # of these
    missing: int = 0  # units whose report was to give it and was not seen to
    codes: Counter[Decimal] = field(default_factory=Counter)

    def add(self, indicator: Indicator, unit: Mapping[str, Figure]) -> None:
        """Take one unit."""
        if indicator.adds is Aggregate.RATE and indicator.rate:
            self._add_rate(unit.get(indicator.rate.part), unit.get(indicator.rate.whole))
            return
        figure = unit.get(indicator.id)
        if figure is None or figure.value is None:
            self.missing += figure is not None and figure.status is Status.MISSING
            return
        self.given += 1
        self.doubtful += figure.status is Status.DOUBTFUL
        if indicator.adds is Aggregate.COUNT:
            self.codes[figure.value] += 1
        else:
            self.total += figure.value

    def _add_rate(self, part: Figure | None, whole: Figure | None) -> None:
        """Take the counts of a share; a unit that gives only one of them has no share."""
        if part is None or whole is None or part.value is None or whole.value is None:
            statuses = {one.status for one in (part, whole) if one}
            self.missing += Status.MISSING in statuses
            return
        self.given += 1
        self.doubtful += Status.DOUBTFUL in (part.status, whole.status)
        self.total += part.value
        self.whole += whole.value

    def value(self, how: Aggregate) -> Decimal | None:
        """Give what it comes to; None where no unit gives anything, or a whole is nothing."""
        if not self.given:
            return None
        if how is not Aggregate.RATE:
            return self.total
        if not self.whole:
            return None
        return (_PER * self.total / self.whole).quantize(_RATE_STEP, ROUND_HALF_UP)


def join(tallies: Iterable[Tally]) -> Tally:
    """Give the tally of several scopes together."""
    joined = Tally()
    for one in tallies:
        joined.total += one.total
        joined.whole += one.whole
        joined.given += one.given
        joined.doubtful += one.doubtful
        joined.missing += one.missing
        joined.codes.update(one.codes)
    return joined


def figures_of(reports: Sequence[Report]) -> dict[str, Figure]:
    """Give what a unit says in one period: of several reports the latest that gives a figure.

    Two that differ make the figure doubtful, whatever each of them is by itself.
    """
    figures: dict[str, Figure] = {}
    for report in reports:
        for one in report.observations:
            known = figures.get(one.indicator)
            figures[one.indicator] = _meet(known, one) if known else _figure(one)
    return figures


def _figure(one: Observation) -> Figure:
    return Figure(one.value, one.status)


def _meet(known: Figure, one: Observation) -> Figure:
    if one.value is None:
        return known
    if known.value is None:
        return _figure(one)
    return known if known.value == one.value else Figure(known.value, Status.DOUBTFUL)
