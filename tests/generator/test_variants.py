"""Another version of the form, made of an invented report."""

from __future__ import annotations

from tests.generator.compose import make_report
from tests.generator.variants import GONE, NEW, RENAMED, make_variant

REPORT = make_report(31415)


def test_the_same_seed_changes_a_form_the_same_way() -> None:
    assert make_variant(REPORT, 7) == make_variant(REPORT, 7)
    assert make_variant(REPORT, 7) != make_variant(REPORT, 8)


def test_rows_go_come_and_change_their_names() -> None:
    variant = make_variant(REPORT, 7)
    printed = {row.indicator: row for row in variant.report.rows}
    before = {row.indicator: row for row in REPORT.rows}

    assert len(variant.gone) >= GONE
    assert not set(variant.gone) & printed.keys()
    assert len(variant.new) == NEW
    assert len(variant.renamed) == RENAMED
    assert all(printed[name].label != before[name].label for name in variant.renamed)


def test_no_two_rows_of_a_section_bear_one_code() -> None:
    for seed in range(20):
        codes = []
        section = ""
        for row in make_variant(REPORT, seed).report.rows:
            section = row.code if row.kind == "section" else section
            codes.append((section, row.code, row.kind == "section"))

        assert len(codes) == len(set(codes))


def test_the_truth_keeps_ids_and_forgets_rows_that_went() -> None:
    variant = make_variant(REPORT, 7)
    kept = {figure.indicator: figure.value for figure in variant.report.figures}
    before = {figure.indicator: figure.value for figure in REPORT.figures}

    assert kept.items() <= before.items()
    assert before.keys() - kept.keys() == set(variant.gone)
