"""What a figure may be, and what each choice would make true: for people who decide.

Nothing is decided here. A choice is what a reader saw, what another place says, or what arithmetic
asks for; beside it stands what would hold then that does not hold now, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.judge.culprits import Culprit, find_culprits
from pipeline.judge.proposals import find_ways
from pipeline.judge.relations import find_broken, relations_of
from pipeline.judge.weigh import Weighed, weigh
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


class Choices:
    """What the figures of one report may be; what all of them ask for is worked out once."""

    def __init__(self, form: Form, report: Report) -> None:
        """Take a report.

        Args:
            form: Of the report, as it was judged with.
            report: As it stands, with what people decided.
        """
        self._form = form
        self._report = report
        seen = report.observations
        self._chosen = {one.indicator: one.reading for one in seen if one.reading}
        self._figures = {one.indicator: one.value for one in seen if one.reading}
        self._ways: dict[Finding, list[tuple[str, Decimal]]] = {}

    def of(self, one: Observation) -> tuple[Choice, ...]:
        """Give what a figure may be, what was read first; no value is there twice."""
        found: dict[Decimal, str] = {}
        for value, origin in (
            *_seen(one, self._report.heading.period),
            *((value, "arithmetic") for value in self._asked_for(one)),
        ):
            found.setdefault(value, origin)
        return tuple(
            Choice(value, origin, *_effect(self._form, self._figures, one, value))
            for value, origin in list(found.items())[:_MOST]
        )

    def _asked_for(self, one: Observation) -> Iterator[Decimal]:
        """Give the values by which sums and rates would hold that fail now."""
        failed = [
            finding
            for finding in self._report.findings
            if finding.severity is Severity.ERROR and one.indicator in finding.indicators
        ]
        if not failed or one.indicator not in self._form.by_id:
            return
        for culprit in self._culprits:
            if one.indicator in culprit.figures:
                yield culprit.value
        for finding in failed:
            yield from (value for name, value in self._out_of(finding) if name == one.indicator)

    @cached_property
    def _culprits(self) -> Sequence[Culprit]:
        return find_culprits(self._form, self._chosen, self._report.findings).culprits

    @cached_property
    def _weighed(self) -> list[Weighed]:
        period, known = self._report.heading.period, self._form.by_id
        return [
            weigh(known[seen.indicator], (seen.reading, *seen.mentions), period)
            for seen in self._report.observations
            if seen.reading and seen.indicator in known
        ]

    def _out_of(self, finding: Finding) -> list[tuple[str, Decimal]]:
        if finding not in self._ways:
            ways = find_ways(self._form, self._figures, self._weighed, finding)
            self._ways[finding] = ways
        return self._ways[finding]


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


def _effect(
    form: Form, figures: Figures, one: Observation, value: Decimal
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    concerned = relations_of(form, one.indicator)
    now = find_broken(concerned, figures)
    then = find_broken(concerned, {**figures, one.indicator: value})
    return tuple(sorted(now - then)), tuple(sorted(then - now))
