"""The real report of the project, from its true figures: each known breach is found, no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline.judge.verdict import Verdict, judge
from pipeline.model.finding import Severity
from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Period, Reading, Status
from pipeline.model.report import Heading
from tests.judge.readings import commune_form, read, text_document

SEED = Path(__file__).parents[3] / "shared" / "seed"

pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason="the real report is not part of the project"
)

HEADING = Heading(period=Period("2024-Q3", date(2024, 6, 15), date(2024, 9, 14)))
# Further mentions in the table of the prose, under ids of their own.
MENTIONS = {
    "dossiers_received_restated": ("dossiers_received", ""),
    "online_dossiers_assessment": ("dossiers_received_online", "2024-Q2"),
    "online_dossier_rate_assessment": ("online_dossier_rate", "2024-Q2"),
    "satisfaction_rate_assessment": ("satisfaction_rate", "2024-Q2"),
}


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def true_readings(form: Form) -> Iterator[Reading]:
    """One reading for each figure that the report prints, and for each blank cell."""
    for row in rows_of("indicators.csv"):
        yield read(f"{row['section']}.{row['code']}", row["value"] or None, page=2)
    for row in rows_of("prose.csv"):
        name, period = MENTIONS.get(row["id"], (row["id"], ""))
        if name in form.by_id:
            yield read(name, row["value"], text=row["seed_line"], period=period)


@cache
def verdict() -> Verdict:
    form = commune_form()
    text = (SEED / "report.txt").read_text("utf-8")
    document: Document = text_document(*text.splitlines())
    return judge(form, HEADING, tuple(true_readings(form)), document)


def concerned(check: str) -> set[str]:
    return {
        name
        for finding in verdict().findings
        if finding.check == check
        for name in finding.indicators
    }


# Every line of the description of the form that is marked FAIL, MISSING or breach.
BREACHES = {
    "rate": "I.2 I.2.1 I.2.2 VII.5.2 VII.5.2.1 VII.5.2.2 VII.5.3 VII.5.3.1 VII.5.3.2",
    "rate_missing": "VII.5.1",
    "dossiers_online": "VII.5.3.1 VII.5.3.2",
    "services_of_procedures": "VII.5.1.1 VII.5.2.1 III.1.4",
    "services_of_procedures_prose": "VII.5.1.1 VII.5.2.1 procedures_total",
    "payment_of_procedures": "VII.5.4.1 III.1.4",
    "procedures_total_prose": "III.1.4 procedures_total",
    "dossiers_received_prose": "VII.5.3.1 dossiers_received",
    "dossiers_online_prose": "VII.5.3.2 dossiers_received_online",
    "dossiers_resolved_prose": "III.3.1.1 dossiers_resolved_before_deadline",
    "dossiers_balance": "dossiers_received dossiers_resolved_carried_over "
    "dossiers_resolved_before_deadline dossiers_in_process",
    "present_total_prose": "IV.2.2 staff_present_total",
    "present_total_sum": "staff_present_total officials_present civil_servants_present",
}
WARNINGS = {
    "satisfaction_survey": "I.5 satisfaction_rate",
    "dossiers_resolved_of_received": "III.3.1.1 VII.5.3.1 dossiers_resolved_carried_over",
    "not_applicable": "VII.4.3.2",
    "other_period": "dossiers_received_online online_dossier_rate",
    "document_dates": "documents_named",
}


@pytest.mark.parametrize(("check", "rows"), [*BREACHES.items(), *WARNINGS.items()])
def test_each_known_breach_has_a_finding_on_its_rows(check: str, rows: str) -> None:
    assert concerned(check) == set(rows.split())


def test_no_other_check_speaks() -> None:
    assert {finding.check for finding in verdict().findings} == set(BREACHES) | set(WARNINGS)


def test_exactly_the_rows_of_a_breach_are_doubtful() -> None:
    doubtful = {one.indicator for one in verdict().observations if one.status is Status.DOUBTFUL}

    assert doubtful == {name for rows in BREACHES.values() for name in rows.split()}


def test_breaches_are_errors_and_oddities_are_warnings() -> None:
    severities = {finding.check: finding.severity for finding in verdict().findings}

    assert {check for check, one in severities.items() if one is Severity.WARNING} == set(WARNINGS)


def test_figures_of_the_quarter_before_are_kept_and_not_chosen() -> None:
    online = next(
        one for one in verdict().observations if one.indicator == "dossiers_received_online"
    )

    assert online.value == 376
    assert [mention.value for mention in online.mentions] == [Decimal(515)]
