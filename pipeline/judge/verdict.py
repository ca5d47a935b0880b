"""Readings to observations and findings: the verdict on one report.

How a status comes about, from the support of the reading that won (`Reading.support`):

    support    nothing more known    confirmed    an error finding on the row
    agreed     sure                  sure         doubtful
    layer      read                  sure         doubtful
    single     read                  sure         doubtful
    settled    read                  sure         doubtful
    weak       doubtful              read         doubtful
    disputed   doubtful              read         doubtful

Confirmed is a value that an independent mention repeats or that arithmetic confirms (`confirm`). A
weak or disputed one then becomes `read`, not `sure`: it has one reason to doubt and one against. No
reading at all is `missing`; a reading without a value is `blank`, or `doubtful` where weak or
disputed or where a check asks for a figure. Warnings leave the status as it is.

The alternative, one score from 0 to 1 with thresholds, could not be explained to the people who
look the doubtful rows up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.judge.agree import check_mentions
from pipeline.judge.bounds import check_bounds
from pipeline.judge.confidence import Standing, rate_confidence
from pipeline.judge.confirm import find_confirmed
from pipeline.judge.documents import check_documents
from pipeline.judge.proposals import add_proposals
from pipeline.judge.rates import check_rates
from pipeline.judge.rules import check_rules
from pipeline.judge.weigh import UNSURE, Weighed, weigh
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Observation, Reading, Status, Support
from pipeline.model.report import Heading


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be thought of one report."""

    observations: tuple[Observation, ...]  # one per indicator, in the order of the form
    findings: tuple[Finding, ...]  # those of the heading are not among them


_ALONE = {
    Support.AGREED: Status.SURE,
    Support.LAYER: Status.READ,
    Support.SINGLE: Status.READ,
    Support.SETTLED: Status.READ,
    Support.WEAK: Status.DOUBTFUL,
    Support.DISPUTED: Status.DOUBTFUL,
}
_CONFIRMED = {
    Support.AGREED: Status.SURE,
    Support.LAYER: Status.SURE,
    Support.SINGLE: Status.SURE,
    Support.SETTLED: Status.SURE,
    Support.WEAK: Status.READ,
    Support.DISPUTED: Status.READ,
}


def judge(form: Form, heading: Heading, readings: Sequence[Reading], document: Document) -> Verdict:
    """Choose a value for each indicator of the form and say how far it can be trusted.

    Readings of indicators that the form does not have are left out.

    Args:
        form: The form of the report.
        heading: For the period, which tells own figures from those of other reports.
        readings: All that was read, in the order of the report.
        document: The text of the report, for what is checked on the text itself.
    """
    found: dict[str, list[Reading]] = {indicator.id: [] for indicator in form.indicators}
    for reading in readings:
        if reading.indicator in found:
            found[reading.indicator].append(reading)
    weighed = [weigh(row, found[row.id], heading.period) for row in form.indicators]
    chosen = {one.indicator.id: one.reading for one in weighed if one.reading}
    figures = {name: reading.value for name, reading in chosen.items()}
    arithmetic = (*check_rates(form, figures), *check_rules(form, figures))
    findings = (
        *check_bounds(form, figures),
        *check_mentions(form, weighed, heading.period),
        *add_proposals(form, figures, weighed, arithmetic),
        *check_documents(form, document),
    )
    confirmed = find_confirmed(form, chosen, figures)
    spoken = _by_indicator(findings)
    observations = tuple(
        _observe(one, one.indicator.id in confirmed, spoken.get(one.indicator.id, ()))
        for one in weighed
    )
    return Verdict(observations, findings)


def _by_indicator(findings: Sequence[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    spoken: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        for name in finding.indicators:
            spoken[name] = (*spoken.get(name, ()), finding)
    return spoken


def _observe(one: Weighed, by_arithmetic: bool, findings: Sequence[Finding]) -> Observation:
    checks = tuple(sorted({finding.check for finding in findings}))
    if one.reading is None:
        return Observation(one.indicator.id, None, Status.MISSING, None, None, one.mentions, checks)
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    standing = Standing.ALONE
    if failed:
        standing = Standing.CONTRADICTED
    elif by_arithmetic or is_repeated(one, one.reading):
        standing = Standing.CONFIRMED
    return Observation(
        one.indicator.id,
        one.reading.value,
        _decide_status(one.reading, standing),
        rate_confidence(one.reading, standing),
        one.reading,
        one.mentions,
        checks,
    )


def is_repeated(one: Weighed, reading: Reading) -> bool:
    """Say whether another place gives the same figure; weak ones cannot vouch for each other."""
    if reading.support not in UNSURE:
        return bool(one.backing)
    return any(mention.support not in UNSURE for mention in one.backing)


def _decide_status(reading: Reading, standing: Standing) -> Status:
    if standing is Standing.CONTRADICTED:
        return Status.DOUBTFUL
    if reading.value is None:
        return Status.DOUBTFUL if reading.support in UNSURE else Status.BLANK
    return (_CONFIRMED if standing is Standing.CONFIRMED else _ALONE)[reading.support]
