"""What the catalogue says of one report."""

from __future__ import annotations

from dataclasses import dataclass, fields

from pipeline.model.reading import Status
from pipeline.model.report import Report
from pipeline.write.cell import plain_text
from pipeline.write.report_line import count_statuses


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one report without reading its result."""

    path: str
    sha256: str
    state: str
    message: str
    form: str
    source: str
    pages: int
    number: str
    date: str  # ISO 8601; empty: not found
    place: str
    district: str
    province: str
    period: str
    sure: int
    read: int
    doubtful: int
    blank: int
    missing: int
    corrected: int
    contradicted: int  # rows that cannot all be right

    @property
    def open(self) -> int:
        """How many rows are left to look at."""
        return self.doubtful + self.missing


COLUMNS = tuple(field.name for field in fields(Line))


def make_line(report: Report, contradicted: int) -> Line:
    """Give what the catalogue says of a report, so many of whose rows contradict others."""
    heading, count = report.heading, count_statuses(report)
    return Line(
        path=plain_text(report.path),
        sha256=report.sha256,
        state=report.state,
        message=report.message,
        form=report.form,
        source=report.source,
        pages=report.pages,
        number=heading.document_number,
        date=heading.document_date.isoformat() if heading.document_date else "",
        place=heading.place,
        district=heading.district,
        province=heading.province,
        period=heading.period.id if heading.period else "",
        **{status.value: count[status] for status in Status if status.value in COLUMNS},
        contradicted=contradicted,
    )
