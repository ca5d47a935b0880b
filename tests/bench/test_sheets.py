"""Invented tables are printed as they are meant to be, and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.sheet_layouts import TABLES, Layout, load_layouts
from tests.bench.sheet_score import draw, judge, measure_sheets, read_figures

_LAYOUTS = {layout.name: layout for file in TABLES for layout in load_layouts(file)}


@pytest.mark.parametrize("layout", _LAYOUTS.values(), ids=_LAYOUTS)
def test_a_sheet_is_the_same_for_one_seed(layout: Layout) -> None:
    pdf, drawn, rules = draw(layout, 3)
    again, others, looks = draw(layout, 3)

    assert (pdf, rules) == (again, looks)
    assert [one.box for one in drawn] == [other.box for other in others]
    assert any(one.cell.value is not None for one in drawn)


@pytest.mark.parametrize("rules", ["grid", "level", "none"])
def test_a_table_is_read_with_and_without_rules(rules: str, tmp_path: Path) -> None:
    pdf, drawn, _ = draw(_LAYOUTS["land"], 2, rules)

    kinds = {verdict.kind for verdict in judge(drawn, read_figures(pdf, tmp_path))}

    assert kinds == {"right", "unit_right"}


def test_another_value_and_another_row_are_silent(tmp_path: Path) -> None:
    pdf, drawn, _ = draw(_LAYOUTS["ages"], 1, "grid")
    figures = read_figures(pdf, tmp_path)
    swapped = [(figures[-1 - place][0], reading) for place, (_, reading) in enumerate(figures)]

    verdicts = [verdict.kind for verdict in judge(drawn, swapped)]

    assert any(kind.startswith("silent") for kind in verdicts)
    assert "right" not in verdicts


def test_the_bench_prints_a_line_for_each_layout_and_each_kind_of_rules(tmp_path: Path) -> None:
    printed = measure_sheets(tmp_path, [1], [_LAYOUTS["ages"]])

    assert printed.splitlines()[2].startswith("ages")
    assert printed.splitlines()[-1].startswith("all")
