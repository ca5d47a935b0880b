"""The table of evidence, and what is counted by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.judge.confidence import cell_of, rate_confidence
from pipeline.judge.evidence import RANK, TABLE, UNSURE, Standing, decide_status
from pipeline.judge.reasons import explain_status
from pipeline.judge.shares import COUNTS
from pipeline.model.geometry import Box
from pipeline.model.page import Document
from pipeline.model.reading import Doubt, Method, Reading, Source, Status, Support
from pipeline.read.page import read_page
from pipeline.read.source import count_pages
from pipeline.tables.appendix import split_report
from pipeline.tables.listed import read_rows
from tests.judge.readings import commune_form, judge_readings, make_form, read, row

SAMPLE = Path(__file__).parents[2] / "samples" / "dump-half-year.txt"
PLACED = Box(0, 0, 10, 10)


def _weak(reason: str, box: Box | None = None) -> Reading:
    weak = read("I.1", 7, Support.WEAK)
    return replace(weak, reason=reason, source=replace(weak.source, box=box))


def test_every_support_has_one_line() -> None:
    assert [line.support for line in TABLE] == [*Support, None]
    assert list(RANK) == list(Support)
    assert frozenset({Support.WEAK, Support.DISPUTED}) == UNSURE


@pytest.mark.parametrize("standing", Standing)
def test_what_was_not_seen_is_missing_whatever_else_is_said(standing: Standing) -> None:
    assert decide_status(None, standing) is Status.MISSING


@pytest.mark.parametrize("support", Support)
def test_nothing_contradicted_passes_unseen(support: Support) -> None:
    figure, blank = read("I.1", 7, support), read("I.1", None, support)

    found = {decide_status(one, Standing.CONTRADICTED) for one in (figure, blank)}

    assert found == {Status.DOUBTFUL}


@pytest.mark.parametrize("support", Support)
def test_without_a_form_nothing_is_sure(support: Support) -> None:
    reading = replace(read("t1.r2.c3", 7, support), pattern="generic.table")

    expected = Status.DOUBTFUL if support in UNSURE else Status.READ
    assert decide_status(reading, Standing.ALONE) is expected


@pytest.mark.parametrize("support", Support)
def test_explain_has_words_for_every_line(support: Support) -> None:
    form = make_form(row("I.1"))
    verdict = judge_readings(form, read("I.1", 7, support))
    (one,) = verdict.observations

    reason = explain_status(form, verdict.observations, (), one, None)

    assert reason.english.startswith(f"{one.status}, because ")
    assert one.status is decide_status(one.reading, Standing.ALONE)


def test_every_count_is_of_a_cell_of_the_table() -> None:
    for cell, (right, of) in COUNTS.items():
        support, standing, way = cell.split(" ", 2)
        assert standing in {one.value for one in Standing}
        known = {one.value for one in Support}
        assert support in known or (support, way) == ("sound", Method.DERIVED)
        assert way.split()[0] in {*Method, "generic.table", "generic.prose"}
        assert 0 <= right <= of


def test_what_was_never_counted_stays_low() -> None:
    unknown = replace(read("I.1", 7, Support.DISPUTED), method=Method.DERIVED)

    assert rate_confidence(unknown, Standing.CONTRADICTED) == 0.5
    assert rate_confidence(read("I.1", None), Standing.ALONE) is None


@pytest.mark.parametrize("support", Support)
def test_nothing_is_certain(support: Support) -> None:
    stated = [rate_confidence(read("I.1", 7, support), standing) for standing in Standing]

    assert all(share is not None and 0 < share < 1 for share in stated)


def test_doubts_are_counted_apart() -> None:
    stays = {doubt: cell_of(replace(_weak("vì"), doubt=doubt), Standing.ALONE) for doubt in Doubt}

    assert stays == {
        Doubt.ROW: "weak alone table dump",
        Doubt.LOSSY: "weak alone table dump lossy",
        Doubt.TORN: "weak alone table dump torn",
        Doubt.NAMELESS: "weak alone table nameless",
        Doubt.NAMELESS_BLANK: "weak alone table nameless",
        Doubt.GAP: "weak alone table dump gap",
        Doubt.RENAMED: "weak alone table dump",
    }
    assert cell_of(_weak("vì", PLACED), Standing.ALONE) == "weak alone table"
    assert cell_of(_weak("vì"), Standing.CONFIRMED) == "weak confirmed table"
    concluded = replace(read("I.1", 7), method=Method.DERIVED)
    assert cell_of(concluded, Standing.ALONE) == "sound alone derived"


def test_the_rows_of_a_lossy_dump_say_what_they_are_doubted_for(tmp_path: Path) -> None:
    pages = (
        read_page(SAMPLE, number, scratch=tmp_path) for number in range(1, count_pages(SAMPLE) + 1)
    )
    form = commune_form()

    rows = read_rows(split_report(Document(tuple(pages)), form).appendix, form)

    doubted: dict[Doubt, set[str]] = {doubt: set() for doubt in Doubt}
    for reading in rows.readings:
        doubted[reading.doubt].add(reading.reason)
    assert all("làm hỏng" in reason for reason in doubted[Doubt.LOSSY])
    for words in ("không thấy", "nhiều số đứng", "không tách rõ"):
        assert any(reason.startswith(words) for reason in doubted[Doubt.TORN])
        assert not any(reason.startswith(words) for reason in doubted[Doubt.ROW])


def test_a_source_without_a_place_is_no_dump_where_nothing_is_doubted() -> None:
    printed = Reading("x", None, Source(1, "7"), Method.PROSE, "x.prose.1", Support.LAYER)

    assert cell_of(printed, Standing.ALONE) == "layer alone prose"
