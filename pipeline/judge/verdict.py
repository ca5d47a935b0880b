"""Readings to observations and findings: the verdict on one report.

How a status comes about stands in the table of `evidence`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.judge.agree import check_mentions
from pipeline.judge.bounds import check_bounds
from pipeline.judge.confidence import rate_confidence
from pipeline.judge.confirm import find_confirmed
from pipeline.judge.culprits import find_culprits
from pipeline.judge.documents import check_documents
from pipeline.judge.evidence import UNSURE, Standing, decide_status, weigh_standing
from pipeline.judge.proposals import add_proposals
from pipeline.judge.rates import check_rates
from pipeline.judge.rules import check_rules
from pipeline.judge.weigh import Weighed, weigh
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Observation, Reading
from pipeline.model.report import Heading


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be thought of one report."""

    observations: tuple[Observation, ...]  # one per indicator, in the order of the form
    findings: tuple[Finding, ...]  # those of the heading are not among them


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
    alone = (*check_bounds(form, figures), *check_mentions(form, weighed, heading.period))
    documents = tuple(check_documents(form, document))
    suspicion = find_culprits(form, chosen, (*alone, *arithmetic, *documents))
    findings = (
        *alone,
        *add_proposals(form, figures, weighed, arithmetic, suspicion.culprits),
        *documents,
    )
    confirmed = find_confirmed(form, chosen, figures)
    spoken = _by_indicator(findings)
    observations = tuple(
        _observe(
            one,
            spoken.get(one.indicator.id, ()),
            by_arithmetic=one.indicator.id in confirmed,
            cleared=one.indicator.id in suspicion.cleared,
        )
        for one in weighed
    )
    return Verdict(observations, findings)


def _by_indicator(findings: Sequence[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    spoken: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        for name in finding.indicators:
            spoken[name] = (*spoken.get(name, ()), finding)
    return spoken


def _observe(
    one: Weighed, findings: Sequence[Finding], *, by_arithmetic: bool, cleared: bool
) -> Observation:
    checks = tuple(sorted({finding.check for finding in findings}))
    standing = find_standing(one, findings, by_arithmetic=by_arithmetic, cleared=cleared)
    status = decide_status(one.reading, standing)
    if one.reading is None:
        return Observation(one.indicator.id, None, status, None, None, one.mentions, checks)
    return Observation(
        one.indicator.id,
        one.reading.value,
        status,
        rate_confidence(one.reading, standing),
        one.reading,
        one.mentions,
        checks,
    )


def find_standing(
    one: Weighed, findings: Sequence[Finding], *, by_arithmetic: bool, cleared: bool
) -> Standing:
    """Say what the rest of a report says about the value of one indicator.

    Args:
        one: Its readings.
        findings: Those that name the indicator.
        by_arithmetic: Whether a relation of the form confirms it; see `confirm`.
        cleared: Whether other figures explain all checks that fail; see `culprits`.
    """
    failed = not cleared and any(finding.severity is Severity.ERROR for finding in findings)
    repeated = one.reading is not None and is_repeated(one, one.reading)
    return weigh_standing(failed=failed, confirmed=by_arithmetic or repeated)


def is_repeated(one: Weighed, reading: Reading) -> bool:
    """Say whether another place gives the same figure; weak ones cannot vouch for each other."""
    if reading.support not in UNSURE:
        return bool(one.backing)
    return any(mention.support not in UNSURE for mention in one.backing)
