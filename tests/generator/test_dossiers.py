"""Invented reports with form 06 agree with themselves and with the form."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from tests.generator.dossiers import CONTRADICTIONS, DossiersReport, make_dossiers_report
from tests.generator.dossiers_draw import draw_dossiers
from tests.generator.dossiers_figures import COLUMNS, FORM, TOTAL, DossierLine
from tests.generator.style import choose_style

SEEDS = range(40)


def _sums(line: DossierLine) -> tuple[bool, ...]:
    count = line.count
    return (
        count("received_total") == sum(map(count, COLUMNS[1:4])),
        count("resolved_total") == sum(map(count, COLUMNS[5:8])),
        count("pending_total") == sum(map(count, COLUMNS[9:11])),
        count("received_total") == count("resolved_total") + count("pending_total"),
    )


def _adds_up(report: DossiersReport, column: str) -> bool:
    fields = [line for line in report.table.lines if line.id != TOTAL]
    total = report.table.line(TOTAL)
    return total.count(column) == sum(line.count(column) for line in fields)


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_and_columns_add_up(seed: int) -> None:
    report = make_dossiers_report(seed)

    assert all(all(_sums(line)) for line in report.table.lines)
    assert all(_adds_up(report, column) for column in COLUMNS)


def test_some_fields_are_none_of_the_form() -> None:
    known = {line["id"] for line in tomllib.loads(FORM.read_text("utf-8"))["matrix"]["line"]}

    strange = [
        sum(line.id not in known for line in make_dossiers_report(seed).table.lines)
        for seed in SEEDS
    ]

    assert set(strange) == {0, 1}
    assert 0.15 < sum(strange) / len(strange) < 0.55


def test_the_columns_are_those_of_the_form() -> None:
    matrix = tomllib.loads(FORM.read_text("utf-8"))["matrix"]

    assert tuple(column["id"] for column in matrix["column"]) == COLUMNS


@pytest.mark.parametrize("kind", CONTRADICTIONS)
@pytest.mark.parametrize("seed", range(12))
def test_each_contradiction_breaks_what_it_names(kind: str, seed: int) -> None:
    report = make_dossiers_report(seed, contradictions=(kind,))
    (planted,) = report.planted
    values = {figure.indicator: figure.value for figure in report.figures}

    if kind == "dossiers_prose":
        told, printed = planted.indicators
        assert values[told] != (values[printed] or Decimal(0))
    elif kind == "dossiers_total":
        assert [_adds_up(report, column) for column in COLUMNS].count(False) == 1
    else:
        broken = [line for line in report.table.lines if not all(_sums(line))]
        assert planted.indicators[0].partition(".")[0] in {line.id for line in broken}
    assert set(planted.indicators) <= set(values)


def test_each_line_is_drawn_and_its_place_known() -> None:
    for seed in range(6):
        report = make_dossiers_report(seed)
        _, places = draw_dossiers(report, choose_style(seed))
        assert [place.row for place in places] == list(range(len(report.table.lines)))


def test_the_same_seed_gives_the_same_report() -> None:
    assert make_dossiers_report(7) == make_dossiers_report(7)
    assert make_dossiers_report(7) != make_dossiers_report(8)
