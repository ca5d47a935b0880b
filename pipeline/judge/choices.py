"""What a figure may be, and what each choice would make true: for people who decide.

Nothing is decided here. A choice is what a reader saw, what another place says, or what arithmetic
asks for; beside it stands what would hold then that does not hold now, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.judge.culprits import find_culprits
from pipeline.judge.proposals import find_ways
from pipeline.judge.relations import find_broken, relations_of
from pipeline.judge.weigh import weigh
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.reading import Observation, Period
from pipeline.model.report import Report
from pipeline.model.rule import Figures
from pipeline.vietnamese.numbers import parse_number

_MOST = 6  # choices that a person can take in at a glance


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a figure may have."""

    value: Decimal
    origin: str  # "reading", "other reader", "other place", "arithmetic"
    clears: tuple[str, ...]  # ids of the checks that would hold, and do not
    breaks: tuple[str, ...]  # ids of those that hold, and would not


def find_choices(form: Form, report: Report, one: Observation) -> tuple[Choice, ...]:
    """Give what a figure may be, what was read first; no value is there twice.

    Args:
        form: Of the report, as it was judged with.
        report: As it stands, with what people decided.
        one: The figure, one of the report's.
    """
    figures = {seen.indicator: seen.value for seen in report.observations if seen.reading}
    period = report.heading.period
    found: dict[Decimal, str] = {}
    for value, origin in (
        *_seen(one, period),
        *((value, "arithmetic") for value in _asked_for(form, report, one, figures)),
    ):
        found.setdefault(value, origin)
    return tuple(
        Choice(value, origin, *_effect(form, figures, one, value))
        for value, origin in list(found.items())[:_MOST]
    )


def _seen(one: Observation, period: Period | None) -> Iterator[tuple[Decimal, str]]:
    if one.value is not None:
        yield one.value, "reading"
    for reading in (one.reading, *one.mentions):
        if reading is None or (reading.period and not (period and reading.period == period.id)):
            continue
        if reading.value is not None:
            yield reading.value, "other place"
        for text in reading.alternatives:
            number = parse_number(text)
            for value in (number.value, number.other) if number else ():
                if value is not None:
                    yield value, "other reader"


def _asked_for(form: Form, report: Report, one: Observation, figures: Figures) -> Iterator[Decimal]:
    """Give the values by which sums and rates would hold that fail now."""
    failed = [
        finding
        for finding in report.findings
        if finding.severity is Severity.ERROR and one.indicator in finding.indicators
    ]
    if not failed or one.indicator not in form.by_id:
        return
    chosen = {seen.indicator: seen.reading for seen in report.observations if seen.reading}
    for culprit in find_culprits(form, chosen, report.findings).culprits:
        if one.indicator in culprit.figures:
            yield culprit.value
    yield from _ways(form, report, failed, one.indicator, figures)


def _ways(
    form: Form, report: Report, failed: Sequence[Finding], name: str, figures: Figures
) -> Iterator[Decimal]:
    period = report.heading.period
    weighed = [
        weigh(form.by_id[seen.indicator], (seen.reading, *seen.mentions), period)
        for seen in report.observations
        if seen.reading and seen.indicator in form.by_id
    ]
    for finding in failed:
        for other, value in find_ways(form, figures, weighed, finding):
            if other == name:
                yield value


def _effect(
    form: Form, figures: Figures, one: Observation, value: Decimal
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    concerned = relations_of(form, one.indicator)
    now = find_broken(concerned, figures)
    then = find_broken(concerned, {**figures, one.indicator: value})
    return tuple(sorted(now - then)), tuple(sorted(then - now))
