"""An invented archive: reports of real communes over four quarters, some of them left out."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from pipeline.aggregate.roster import Roster
from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.model.aggregate import Aggregate
from pipeline.model.form import Choice, Form, Indicator, Kind, Rate
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Heading, Report
from pipeline.vietnamese.period_parts import build_period
from pipeline.vietnamese.places import Place

PROVINCE = "tỉnh Hưng Yên"
DISTRICTS = ("huyện Ân Thi", "huyện Tiên Lữ")
QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
ROSTER = Roster(legacy_gazetteer(), current_gazetteer())

FORM = Form(
    "thu",
    "Báo cáo thử",
    ("báo cáo thử",),
    indicators=(
        Indicator("I.1", "Phần đầu", Kind.HEADING, section="I", code="1"),
        Indicator("I.1.1", "Hồ sơ tiếp nhận", Kind.COUNT, "hồ sơ", aggregate=Aggregate.SUM),
        Indicator("I.1.2", "Hồ sơ trực tuyến", Kind.COUNT, "hồ sơ", aggregate=Aggregate.SUM),
        Indicator(
            "I.1.3", "Tỷ lệ trực tuyến", Kind.PERCENT, "%", rate=Rate("I.1.2", "I.1.1")
        ),
        Indicator("I.1.4", "Cán bộ có mặt", Kind.COUNT, "người", aggregate=Aggregate.LAST),
        Indicator("I.1.5", "Hồ sơ kỳ trước", Kind.COUNT, "hồ sơ", aggregate=Aggregate.FIRST),
        Indicator("I.1.6", "Văn bản", Kind.AMOUNT, "văn bản"),
        Indicator("I.1.7", "Năng suất", Kind.AMOUNT, "tạ/ha", aggregate=Aggregate.NONE),
        Indicator(
            "I.1.8",
            "Khảo sát",
            Kind.CHOICE,
            "Có = 1; Không = 0",
            legend=(Choice(1, "Có"), Choice(0, "Không")),
        ),
    ),
)  # fmt: skip
FIGURES = tuple(row.id for row in FORM.indicators if row.kind is not Kind.HEADING)


def communes() -> list[Place]:
    """Give the communes of the two districts."""
    return [place for name in DISTRICTS for place in ROSTER.communes(PROVINCE, name, date.min)]


def make_archive(seed: int, left_out: int = 10) -> tuple[list[Report], set[tuple[str, str]]]:
    """Give the reports, and of which unit and period there is none."""
    choose = random.Random(seed)
    wanted = [(place, quarter) for place in communes() for quarter in QUARTERS]
    missing = set(choose.sample(range(len(wanted)), left_out))
    reports = [_make(*one, choose) for at, one in enumerate(wanted) if at not in missing]
    return reports, {(wanted[at][0].code, wanted[at][1]) for at in missing}


def _make(place: Place, quarter: str, choose: random.Random) -> Report:
    period = build_period(2024, quarter.removeprefix("2024-"))
    assert period
    heading = Heading(
        document_number="1/BC-UBND",
        document_date=period.end + timedelta(days=2),
        place=place.full,
        place_code=place.code,
        district=place.district,
        province=place.province,
        period=period,
    )
    observations = tuple(_observe(row, choose) for row in FORM.indicators)
    path = f"{quarter}/{place.code}.txt"
    return Report(path, form=FORM.id, heading=heading, observations=observations)


def _observe(row: Indicator, choose: random.Random) -> Observation:
    status = choose.choices(
        (Status.SURE, Status.READ, Status.DOUBTFUL, Status.BLANK, Status.MISSING),
        (60, 20, 10, 5, 5),
    )[0]
    if row.kind is Kind.HEADING or status in (Status.BLANK, Status.MISSING):
        return Observation(row.id, None, Status.BLANK if row.kind is Kind.HEADING else status, None)
    value = Decimal(choose.randint(0, 1) if row.kind is Kind.CHOICE else choose.randint(1, 900))
    return Observation(row.id, value, status, 0.9)
