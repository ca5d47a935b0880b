"""A small form and reports of communes that do not exist."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.geometry import Box
from pipeline.model.reading import (
    Method,
    Observation,
    Period,
    Reading,
    Source,
    Status,
    Support,
    UnknownRow,
)
from pipeline.model.report import Heading, Report, State

FORM = Form(
    "thu-nghiem",
    "Báo cáo thử nghiệm",
    ("báo cáo thử nghiệm",),
    indicators=(
        Indicator("I.1", "Dân cư", Kind.HEADING, section="I", code="1"),
        Indicator("I.1.1", "Số hộ", Kind.COUNT, unit="Hộ", section="I", code="1.1."),
        Indicator("I.1.10", "Tỷ lệ hộ có nước sạch", Kind.PERCENT, "%", "I", "1.10"),
        Indicator("fairs_held", "Số phiên chợ", Kind.COUNT, unit="Phiên"),
    ),
)

HEADING = Heading(
    document_number="7/BC-UBND",
    document_date=date(2023, 6, 15),
    issuer="UBND xã Đồng Vắng",
    place="xã Đồng Vắng",
    place_code="00007",
    district="huyện Suối Cạn",
    province="tỉnh Mây Trắng",
    period=Period("2023-H1", date(2022, 12, 15), date(2023, 6, 14)),
    place_now="xã Mây",
    place_code_now="00009",
)


def make_observation(
    indicator: str,
    value: str | None,
    status: Status = Status.READ,
    text: str = "",
    findings: tuple[str, ...] = (),
) -> Observation:
    figure = None if value is None else Decimal(value)
    source = Source(2, text or str(value), Box(72.04, 100, 140.25, 112.5))
    reading = Reading(indicator, figure, source, Method.TABLE, "table", Support.SINGLE)
    confidence = None if value is None else 0.9876
    return Observation(indicator, figure, status, confidence, reading, findings=findings)


def make_unknown(code: str, label: str = "Số bến đò", value: str | None = "3") -> UnknownRow:
    figure = None if value is None else Decimal(value)
    return UnknownRow("I", code, label, figure, Source(3, f"{code} {label} {value}"), "I.1.10")


def make_report(
    path: str = "sub/bao cao.pdf",
    *observations: Observation,
    unknown: tuple[UnknownRow, ...] = (),
    source: str = "digital",
    findings: tuple[Finding, ...] = (),
) -> Report:
    return Report(
        path,
        sha256="ab" * 32,
        form=FORM.id,
        source=source,
        pages=3,
        heading=HEADING,
        observations=observations or OBSERVATIONS,
        unknown_rows=unknown,
        findings=findings,
        seconds=1.26,
    )


def make_failed(path: str, message: str = "Tệp hỏng.") -> Report:
    return Report(path, state=State.FAILED, message=message)


OBSERVATIONS = (
    make_observation("I.1", None, Status.BLANK),
    make_observation("I.1.1", "17465", Status.SURE, text="17.465"),
    make_observation("I.1.10", "99.80", Status.DOUBTFUL, text="99,8%", findings=("rate",)),
    Observation("fairs_held", None, Status.MISSING, None),
)

CONTRADICTION = Finding(
    "rate", Severity.ERROR, "I.1.10: 5 : 7 = 71,43 %; báo cáo ghi 99,8 %", ("I.1.10",), 2
)
