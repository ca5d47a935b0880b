"""Invented socio-economic reports agree with themselves and with the form."""

from __future__ import annotations

import tomllib

import pytest

from pipeline.forms import load_form
from pipeline.model.finding import Severity
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.report import Report
from pipeline.model.rule import last_place
from pipeline.run.report import make_report
from tests.generator.compose import InventedReport
from tests.generator.socio import FORM, PHRASES, UNSEEN, make_socio_report
from tests.generator.socio_contradictions import SOCIO_KINDS

SEEDS = range(20)


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(FORM, examples=False)


def _read(report: InventedReport, form: Form) -> Report:
    """Read the sentences of a report as if they were a digital page."""
    lines = [report.subject, *(paragraph.text for paragraph in report.paragraphs)]
    page = Page(1, PageKind.DIGITAL, tuple(map(Line, lines)))
    return make_report(Document((page,)), form)


@pytest.mark.parametrize("phrases", [PHRASES, UNSEEN])
def test_the_form_knows_every_figure_that_is_stated(phrases: str) -> None:
    known = {row["id"] for row in tomllib.loads(FORM.read_text(encoding="utf-8"))["indicator"]}

    stated = {f.indicator for s in SEEDS for f in make_socio_report(s, phrases=phrases).figures}

    assert stated <= known
    assert len(stated) >= 35


@pytest.mark.parametrize("seed", SEEDS)
def test_every_rate_is_the_one_its_counts_give(seed: int) -> None:
    values = {figure.indicator: figure.value for figure in make_socio_report(seed).figures}
    rows = tomllib.loads(FORM.read_text(encoding="utf-8"))["indicator"]

    for row in (row for row in rows if "rate" in row):
        rate, part, whole = (
            values.get(name) for name in (row["id"], row["rate"]["part"], row["rate"]["whole"])
        )
        if rate is not None and part is not None and whole:
            assert abs(100 * part / whole - rate) <= last_place(rate)


def test_the_same_seed_gives_the_same_report() -> None:
    assert make_socio_report(7) == make_socio_report(7)
    assert make_socio_report(7) != make_socio_report(8)


@pytest.mark.parametrize("kind", SOCIO_KINDS)
@pytest.mark.parametrize("seed", range(8))
def test_every_planted_contradiction_has_a_finding_about_its_rows(
    seed: int, kind: str, form: Form
) -> None:
    report = make_socio_report(seed, contradictions=(kind,))

    findings = _read(report, form).findings

    (planted,) = report.planted
    errors = [one for one in findings if one.severity is Severity.ERROR]
    named = {name for one in errors for name in one.indicators}
    assert named
    assert set(planted.indicators) >= named
    assert named >= set(planted.indicators) - {"mediation_rate"}


@pytest.mark.parametrize("seed", range(8))
def test_a_consistent_report_gives_no_alarm(seed: int, form: Form) -> None:
    report = _read(make_socio_report(seed), form)

    assert [one for one in report.findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_all_kinds_at_once_keep_out_of_each_others_rows(seed: int) -> None:
    report = make_socio_report(seed, contradictions=tuple(SOCIO_KINDS))

    rows = [name for one in report.planted for name in one.indicators]
    assert len(rows) == len(set(rows))
    assert set(rows) <= {figure.indicator for figure in report.figures}
