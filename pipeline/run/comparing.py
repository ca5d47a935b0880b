"""What the reports of one folder say of each other, added to what each says by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.judge.copies import find_copies
from pipeline.judge.trend import check_trends
from pipeline.model.finding import Across, Finding
from pipeline.model.form import Form
from pipeline.model.report import Report

_ACROSS = frozenset(Across)


def compare(reports: Sequence[Report], forms: Mapping[str, Form]) -> Iterator[Report]:
    """Give the reports that others have something to say of, with the findings added.

    Values and statuses stay; see `judge.trend`.

    Args:
        reports: All of a run, those that failed too; their order changes nothing.
        forms: By id.
    """
    spoken: dict[str, list[Finding]] = {}
    for report, finding in (*find_copies(reports), *check_trends(reports, forms)):
        spoken.setdefault(report.path, []).append(finding)
    for report in reports:
        if report.path in spoken:
            yield _add(report, spoken[report.path])


def across(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give those findings that come from other reports of the folder."""
    return tuple(finding for finding in findings if finding.check in _ACROSS)


def _add(report: Report, findings: Sequence[Finding]) -> Report:
    """Add findings to a report, to its rows and, where they are about all of it, to its message."""
    checks: dict[str, set[str]] = {}
    for finding in findings:
        for name in finding.indicators:
            checks.setdefault(name, set()).add(finding.check)
    observations = tuple(
        replace(one, findings=tuple(sorted({*one.findings, *checks[one.indicator]})))
        if one.indicator in checks
        else one
        for one in report.observations
    )
    general = (finding.message for finding in findings if not finding.indicators)
    return replace(
        report,
        message=" ".join(filter(None, (report.message, *general))),
        observations=observations,
        findings=(*report.findings, *findings),
    )
