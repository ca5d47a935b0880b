"""Which rows of a report a person is to look at, the most harmful first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pipeline.judge.belonging import CHECK as BELONGING
from pipeline.model.finding import Severity
from pipeline.model.form import Form
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report, State
from pipeline.write.cell import plain_text
from pipeline.write.tidy import unknown_ids

LOOKED_AT = (Status.DOUBTFUL, Status.MISSING)


class Harm(IntEnum):
    """Why a row is to be looked at; the first come first."""

    CONTRADICTED = 0  # figures that cannot all be right
    DOUBTED = 1
    LOST = 2  # a row of the appendix that was not seen
    BETWEEN = 3  # it may be another report's
    UNSEEN = 4  # a figure of the prose that was not seen


@dataclass(frozen=True, slots=True)
class Look:
    """One row to look at."""

    place: int  # in the order of the report CSV, from 0
    harm: Harm
    group: int  # rows of one contradiction stand together
    indicator: str
    status: Status

    def rank(self, path: str) -> tuple[int, str, int, int]:
        """Give its place among those of all reports: the order in which the catalogue gives them.

        Args:
            path: Of its report.
        """
        return (self.harm, plain_text(path), self.group, self.place)


def find_looks(report: Report, form: Form | None) -> Iterator[Look]:
    """Give the rows of a report that need a look, in the order of the report."""
    if report.state is not State.DONE:
        return
    groups = _groups(report)
    known = {one.id: one for one in report.indicators or (form.indicators if form else ())}
    for place, one in enumerate(report.observations):
        if one.status in LOOKED_AT:
            row = known.get(one.indicator)
            harm = _harm(one, groups, in_appendix=bool(row and row.code) or "." in one.indicator)
            yield Look(place, harm, groups.get(one.indicator, 0), one.indicator, one.status)
    first = len(report.observations)
    names = unknown_ids(report, known)
    for place, (unknown, name) in enumerate(zip(report.unknown_rows, names, strict=True), first):
        if not unknown.is_decided:
            yield Look(place, Harm.DOUBTED, 0, name, Status.DOUBTFUL)


def _groups(report: Report) -> Mapping[str, int]:
    """Number the contradictions, and give each row the first that names it."""
    groups: dict[str, int] = {}
    for number, finding in enumerate(report.findings):
        if finding.severity is Severity.ERROR:
            for name in finding.indicators:
                groups.setdefault(name, number)
    return groups


def _harm(one: Observation, groups: Mapping[str, int], *, in_appendix: bool) -> Harm:
    if one.status is Status.MISSING:
        return Harm.LOST if in_appendix else Harm.UNSEEN
    if one.indicator in groups:
        return Harm.CONTRADICTED
    return Harm.BETWEEN if BELONGING in one.findings else Harm.DOUBTED
