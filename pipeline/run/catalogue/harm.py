"""Which rows of a report a person is to look at, the most harmful first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pipeline.judge.belonging import CHECK as BELONGING
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.reading import Status
from pipeline.model.report import Report, State
from pipeline.write.tidy import Row, report_rows

LOOKED_AT = (Status.DOUBTFUL, Status.MISSING)


class Harm(IntEnum):
    """Why a row is to be looked at; the first come first."""

    CONTRADICTED = 0  # figures that cannot all be right
    DOUBTED = 1
    LOST = 2  # a row of the appendix that was not seen
    BETWEEN = 3  # it may be another report's
    UNSAID = 4  # a figure that the prose may give


@dataclass(frozen=True, slots=True)
class Look:
    """One row to look at."""

    place: int  # in the order of the report CSV, from 0
    harm: Harm
    group: int  # rows of one contradiction stand together
    row: Row


def find_looks(report: Report, form: Form | None) -> Iterator[Look]:
    """Give the rows of a report that need a look, in the order of the report."""
    if report.state is not State.DONE:
        return
    groups = _groups(report)
    for place, row in enumerate(report_rows(report, form)):
        if row.status in LOOKED_AT:
            yield Look(place, _harm(row, groups), groups.get(row.indicator, 0), row)


def _groups(report: Report) -> Mapping[str, int]:
    """Number the contradictions, and give each row the first that names it."""
    groups: dict[str, int] = {}
    for number, finding in enumerate(report.findings):
        if _contradicts(finding):
            for name in finding.indicators:
                groups.setdefault(name, number)
    return groups


def _contradicts(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and bool(finding.indicators)


def _harm(row: Row, groups: Mapping[str, int]) -> Harm:
    if row.status is Status.MISSING:
        return Harm.LOST if row.code or "." in row.indicator else Harm.UNSAID
    if row.indicator in groups:
        return Harm.CONTRADICTED
    return Harm.BETWEEN if BELONGING in row.findings.split() else Harm.DOUBTED
