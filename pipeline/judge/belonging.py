"""What becomes of figures of which it is not certain that they are this report's.

A file may hold several documents. Where one ends is read from letterheads, and a scan may have lost
them: then every figure is read as well as ever and may still be another commune's.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.finding import Finding, Severity
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report

CHECK = "several_reports"
_RELIED_ON = frozenset({Status.SURE, Status.READ, Status.BLANK})


def doubt_belonging(report: Report, doubt: str) -> Report:
    """Make all figures of a report doubtful that may be another one's, and say why first.

    Args:
        report: As judged.
        doubt: Why it is not certain which pages are the report's, in Vietnamese.
    """
    finding = Finding(CHECK, Severity.ERROR, doubt)
    return replace(
        report,
        message=" ".join(filter(None, (doubt, report.message))),
        observations=tuple(map(_doubt, report.observations)),
        others=tuple(map(_doubt, report.others)),
        findings=(finding, *report.findings),
    )


def _doubt(one: Observation) -> Observation:
    """Doubt one figure; nobody counted how often such figures are right."""
    findings = tuple(sorted({*one.findings, CHECK}))
    if one.status in _RELIED_ON:
        return replace(one, status=Status.DOUBTFUL, confidence=None, findings=findings)
    if one.status is Status.DOUBTFUL:
        return replace(one, confidence=None, findings=findings)
    # What the report does not state may stand on pages that were taken for another one's.
    return _missing(one)


def _missing(one: Observation) -> Observation:
    return replace(one, status=Status.MISSING) if one.status is Status.UNSTATED else one


def remark_pages(report: Report, note: str) -> Report:
    """Say what is odd about the pages of a report; what it does not state may stand on lost ones.

    Args:
        report: As judged.
        note: In Vietnamese.
    """
    finding = Finding("page_numbers", Severity.WARNING, note)
    return replace(
        report,
        message=" ".join(filter(None, (report.message, note))),
        observations=tuple(map(_missing, report.observations)),
        findings=(*report.findings, finding),
    )
