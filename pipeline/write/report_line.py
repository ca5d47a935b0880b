"""The line of a report in `reports.csv`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pipeline.model.ranges import print_ranges
from pipeline.model.reading import Status
from pipeline.model.report import Report, State


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of `reports.csv`; the fields are its columns."""

    report: str
    sha256: str
    state: State
    message: str
    form: str
    source: str
    pages: int | None
    document_number: str
    document_date: date | None
    issuer: str
    place: str
    place_code: str
    district: str
    province: str
    period: str
    period_start: date | None
    period_end: date | None
    sure: int
    read: int
    doubtful: int
    blank: int
    missing: int
    corrected: int
    place_now: str
    place_code_now: str
    unstated: int
    kind: str
    parts: str
    printed: int
    taken: int
    others: int


def report_row(report: Report) -> ReportRow:
    """Give the line of a report in `reports.csv`."""
    heading = report.heading
    count = count_statuses(report)
    return ReportRow(
        report=report.path,
        sha256=report.sha256,
        state=report.state,
        message=report.message,
        form=report.form,
        source=report.source,
        pages=report.pages or None,
        document_number=heading.document_number,
        document_date=heading.document_date,
        issuer=heading.issuer,
        place=heading.place,
        place_code=heading.place_code,
        district=heading.district,
        province=heading.province,
        period=heading.period.id if heading.period else "",
        period_start=heading.period.start if heading.period else None,
        period_end=heading.period.end if heading.period else None,
        sure=count[Status.SURE],
        read=count[Status.READ],
        doubtful=count[Status.DOUBTFUL],
        blank=count[Status.BLANK],
        missing=count[Status.MISSING],
        corrected=count[Status.CORRECTED],
        place_now=heading.place_now,
        place_code_now=heading.place_code_now,
        unstated=count[Status.UNSTATED],
        kind=report.kind,
        parts=print_parts(report),
        printed=report.taken + len(report.others),
        taken=report.taken,
        others=len(report.others),
    )


def print_parts(report: Report) -> str:
    """Give the pages that a report consists of, file by file; empty for all pages of one file.

    >>> from pipeline.model.report import PageOrigin
    >>> pages = [PageOrigin(4, "box.pdf", 4), PageOrigin(5, "box.pdf", 5)]
    >>> print_parts(Report("box.pdf#2", origins=tuple(pages)))
    'box.pdf:4-5'
    """
    pages: dict[str, list[int]] = {}
    for origin in report.origins:
        pages.setdefault(origin.file, []).append(origin.page)
    return "; ".join(
        f"{file}:{print_ranges(sorted(numbers)).replace(' ', '')}"
        for file, numbers in pages.items()
    )


def count_statuses(report: Report) -> Counter[Status]:
    """Count the rows of a report CSV by status.

    Rows the form does not know are doubtful until a person looked at them.
    """
    count = Counter(observation.status for observation in report.observations)
    decided = sum(row.is_decided for row in report.unknown_rows)
    count[Status.DOUBTFUL] += len(report.unknown_rows) - decided
    count[Status.CORRECTED] += decided
    return count
