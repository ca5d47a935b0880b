"""The heading of a report: who reports when about what.

Every field is an election among all places that print it, because an OCR spoils some of them; see
`number_and_date`, `period` and `place`. A field without a clear result
stays empty and gets a finding: a wrong period or place would put every figure in the wrong row.
"""

from __future__ import annotations

from datetime import date

from pipeline.identify.caption_period import read_caption_period
from pipeline.identify.division import find_document_kind
from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.identify.number_and_date import DATE_CHECK, NUMBER_CHECK, vote_date, vote_number
from pipeline.identify.official_heading import OfficialHeading, read_official
from pipeline.identify.period import vote_period
from pipeline.identify.place import describe_unit, vote_place
from pipeline.identify.reporting_unit import is_committee
from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Period
from pipeline.model.report import Heading
from pipeline.vietnamese.document_kinds import TABLES, may_report
from pipeline.vietnamese.document_zones import (
    HeadingText,
    Part,
    divide_heading,
    first_parts,
    own_parts,
)
from pipeline.vietnamese.places import REFORM, Gazetteer

_NO_COMMITTEE = Finding(
    "issuer", Severity.WARNING, "Báo cáo không phải của UBND; tên cơ quan báo cáo để trống."
)


def read_heading(document: Document, form: Form | None) -> Heading:
    """Read number, date, issuer, place and period of a report.

    Args:
        document: All of its pages, the appendix too.
        form: Its form, for the title of the appendix and the closing day; None: the calendar.
    """
    text = divide_heading(document, form)
    if form is None:
        return _read_official(document, text)
    number, number_findings = vote_number(text)
    signed, date_findings = vote_date(text)
    period, period_findings = vote_period(
        text, signed.value if signed else None, form.closing_day if form else None
    )
    ended = period.end if period else None
    place = vote_place(text, signed.value if signed else ended)
    issuer = f"UBND {place.place}" if place.place and is_committee(text, number) else ""
    if text.clear:
        own, _ = _read_own(document)
        number = own.number if number and own.number.startswith(number) else number
        issuer = issuer or (own.issuer if own.place in ("", place.place) else "")
    issuer_findings = () if issuer or not place.place else (_NO_COMMITTEE,)
    return Heading(
        document_number=number,
        document_date=signed.value if signed and signed.day_printed else None,
        issuer=issuer,
        place=place.place,
        place_code=place.place_code,
        district=place.district,
        province=place.province,
        place_now=place.place_now,
        place_code_now=place.place_code_now,
        period=period,
        findings=(
            *number_findings,
            *date_findings,
            *period_findings,
            *place.findings,
            *issuer_findings,
        ),
    )


def _read_official(document: Document, text: HeadingText) -> Heading:
    """Read the heading of a document of any kind, whose letterhead can be trusted letter by letter.

    Only a report speaks of a period; the year in the name of a plan is none.
    """
    own, gazetteer = _read_own(document)
    kind = find_document_kind(document)
    period, period_findings = _vote_own(text, own.day) if may_report(kind) else (None, ())
    if kind == TABLES and not (own.found or text.cut(Part.TITLE)):
        period, period_findings = read_caption_period(document)
    day = own.day or (period.end if period else None)
    unit = describe_unit(own.place, own.province, day, gazetteer)
    missing = tuple(
        Finding(check, Severity.WARNING, message)
        for check, message, value in (
            (NUMBER_CHECK, "Không đọc được số, ký hiệu của văn bản.", own.number),
            (DATE_CHECK, "Không đọc được ngày của văn bản.", own.day),
        )
        if own.found and not value
    )
    return Heading(
        document_number=own.number,
        document_date=own.day,
        issuer=own.issuer,
        place=own.place,
        place_code=unit.place_code,
        province=own.province,
        period=period,
        place_now=unit.place_now,
        place_code_now=unit.place_code_now,
        findings=(*missing, *period_findings),
    )


def _read_own(document: Document) -> tuple[OfficialHeading, Gazetteer]:
    """Read the letterhead by itself, with the units of its time."""
    own = read_official(document, legacy_gazetteer())
    if own.day and own.day >= REFORM:
        return read_official(document, current_gazetteer()), current_gazetteer()
    return own, legacy_gazetteer()


def _vote_own(text: HeadingText, signed: date | None) -> tuple[Period | None, tuple[Finding, ...]]:
    """Settle the period by the title, and where it names none by what else says it of the report.

    An appendix of another office, or of another time, has a title like any other.
    """
    period, findings = vote_period(first_parts(text), signed, None)
    if period is None:
        late, remarks = vote_period(own_parts(text), signed, None)
        if late:
            return late, remarks
    return period, findings
