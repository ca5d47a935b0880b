"""How the bench counts what confidence is made of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model.form import Indicator, Kind
from pipeline.model.reading import Method, Observation, Reading, Source, Status, Support
from tests.bench.generic_truth import GenericTruth
from tests.bench.kinds import KINDS, SOCIO, UNSEEN, invent
from tests.bench.reliability import Judged, count_cells, print_reliability, tell, write_shares
from tests.generator.compose import InventedReport

CELL = "single alone table"


def _judged(right: bool, status: Status = Status.READ, cell: str = CELL) -> Judged:
    reading = Reading(
        "I.1", Decimal(7), Source(1, "7"), Method.TABLE, "table", Support.SINGLE, "lý do"
    )
    observation = Observation("I.1", Decimal(7), status, 0.99 if cell else None, reading)
    return Judged("digital/1.pdf", "digital", observation, cell, right)


def test_blanks_are_no_values_and_the_rest_is_counted_by_its_evidence() -> None:
    judged = [_judged(True), _judged(False), _judged(True, Status.BLANK, "")]

    assert count_cells(judged) == {CELL: (1, 2)}


def test_counts_are_written_as_the_module_that_confidence_reads() -> None:
    module: dict[str, object] = {}

    written = write_shares([_judged(True), _judged(False)], "--seed 3")
    exec(written, module)  # noqa: S102 - our own text

    assert "--write --seed 3\n" in written
    assert module["COUNTS"] == {CELL: (1, 2)}


def test_a_wrong_value_that_nothing_points_at_is_told_with_its_evidence() -> None:
    judged = [_judged(False), *[_judged(True)] * 9, _judged(False, Status.DOUBTFUL)]

    printed = print_reliability(judged)

    assert "900.0 !" in printed
    assert printed.count("digital/1.pdf I.1: 7") == 1
    assert tell(judged[0]).endswith("(read, single alone table, digital) '7' lý do")


@pytest.fixture(scope="module")
def report() -> InventedReport:
    return invent(10)


def _cell(report: InventedReport, code: str, section: str) -> tuple[Indicator, Reading, Decimal]:
    known = {(one.indicator): one.value for one in report.figures}
    row = next(row for row in report.rows if row.indicator == f"{section}.{code}")
    value = known[row.indicator]
    assert value is not None
    label = f"{section}. MỤC > {code}. {row.label}"
    indicator = Indicator("t1.r2.c4", label, Kind.AMOUNT, row.unit, section, code)
    source = Source(1, row.printed)
    reading = Reading("t1.r2.c4", value, source, Method.TABLE, "generic.table", Support.LAYER)
    return indicator, reading, value


def test_a_cell_is_right_with_its_value_its_name_and_its_unit(report: InventedReport) -> None:
    truth = GenericTruth.of(report)
    indicator, reading, value = _cell(report, "1", "I")

    assert truth.is_right(indicator, reading)
    assert not truth.is_right(indicator, replace(reading, value=value + 1000))
    assert not truth.is_right(replace(indicator, label="Số hộ nghèo"), reading)
    assert not truth.is_right(replace(indicator, unit="%"), reading)
    assert truth.is_right(replace(indicator, unit="vãn bàn", label=indicator.label), reading)


def test_a_figure_of_the_prose_is_right_between_its_words(report: InventedReport) -> None:
    truth = GenericTruth.of(report)
    number = next(one for one in truth.numbers if one.before.endswith(" là "))
    words = " ".join(number.before.split()[-4:])
    indicator = Indicator("p1_1", f"{words} …", Kind.AMOUNT)
    source = Source(1, number.before)
    reading = Reading("p1_1", number.value, source, Method.PROSE, "generic.prose", Support.LAYER)

    assert truth.is_right(indicator, reading)
    assert not truth.is_right(replace(indicator, label="số học sinh các cấp …"), reading)


def test_every_second_socio_report_has_contradictions() -> None:
    sample = SOCIO["kt-xh-digital"].sample

    planted = [len(invent(seed, sample).planted) for seed in (10, 20)]

    assert planted == [4, 0]
    assert not (SOCIO.keys() & (KINDS | UNSEEN).keys())
