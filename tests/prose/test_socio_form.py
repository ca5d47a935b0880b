"""The socio-economic report of a commune: known from other reports, read in any scale."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_forms
from pipeline.identify.recognise import choose_form
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.prose import read_prose
from tests.generator import compose, socio
from tests.generator.compose import InventedReport

PATTERNS = Path(__file__).parents[2] / "patterns"
SEEDS = range(12)


@pytest.fixture(scope="module")
def forms() -> tuple[Form, ...]:
    return load_forms(PATTERNS, examples=False)


def as_document(report: InventedReport) -> Document:
    head = (*report.letterhead, f"Số: {report.number}", "BÁO CÁO", report.subject, "")
    texts = (*head, *(paragraph.text for paragraph in report.paragraphs))
    return Document((Page(1, PageKind.DIGITAL, tuple(map(Line, texts))),))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_kind_of_report_is_told_from_the_other(seed: int, forms: tuple[Form, ...]) -> None:
    reform = choose_form(as_document(compose.make_report(seed)), forms)
    economy = choose_form(as_document(socio.make_socio_report(seed)), forms)

    assert reform is not None
    assert economy is not None
    assert (reform.id, economy.id) == ("cchc-xa", "kt-xh-xa")


@pytest.mark.parametrize("phrases", [socio.PHRASES, socio.HABITS, socio.UNSEEN])
def test_figures_are_found_in_wordings_the_patterns_never_saw(
    phrases: str, forms: tuple[Form, ...]
) -> None:
    form = next(form for form in forms if form.id == "kt-xh-xa")
    asked = found = 0

    for seed in SEEDS:
        report = socio.make_socio_report(seed, phrases=phrases)
        readings = read_prose(as_document(report), form, report.period)
        own = {(one.indicator, one.value) for one in readings if not one.period}
        asked += len(report.figures)
        found += sum((figure.indicator, figure.value) in own for figure in report.figures)

    assert found >= 0.9 * asked


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Tổng thu ngân sách xã đạt 5,234 tỷ đồng", "5234"),
        ("Tổng thu ngân sách xã đạt 5.234 triệu đồng", "5234"),
        ("Tổng thu ngân sách xã đạt 5.234.000 nghìn đồng", "5234"),
        ("Tổng thu ngân sách xã đạt 5.234.000.000 đồng", "5234"),
    ],
)
def test_money_is_given_in_one_unit(sentence: str, value: str, forms: tuple[Form, ...]) -> None:
    form = next(form for form in forms if form.id == "kt-xh-xa")
    page = Page(1, PageKind.DIGITAL, (Line(sentence),))

    (reading,) = read_prose(Document((page,)), form, None)

    assert (reading.indicator, reading.value) == ("budget_revenue", Decimal(value))
    assert not reading.reason


def test_money_without_a_unit_is_doubted(forms: tuple[Form, ...]) -> None:
    form = next(form for form in forms if form.id == "kt-xh-xa")
    page = Page(1, PageKind.DIGITAL, (Line("Tổng thu ngân sách xã đạt 5.234, chi đạt yêu cầu"),))

    (reading,) = read_prose(Document((page,)), form, None)

    assert "đơn vị tiền" in reading.reason
