"""Rows at their place, and numbers of the prose."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest

from pipeline.measure.score import Beyond, FigureScore, Given, Outcome, ReportScore
from pipeline.measure.truth import TrueFigure
from pipeline.model.geometry import Box
from pipeline.model.reading import Status
from pipeline.model.report import State
from tests.bench.counts import tell_beyond, tell_silent
from tests.bench.kinds import KINDS, UNSEEN, invent, seeds_of
from tests.bench.outputs import Place, Row
from tests.bench.paper import (
    PaperTruth,
    Share,
    count_codes,
    count_found,
    count_numbers,
    paper_truth,
    prose_texts,
)
from tests.generator.draw import draw_report
from tests.generator.style import choose_style

ROW = 20.0  # points
TOPS = {"I.1": 100.0, "I.2": 120.0, "I.3": 140.0, "I.4": 160.0}  # points
TRUTH = PaperTruth(
    {name: (Place(5, Box(80, top, 550, top + ROW)),) for name, top in TOPS.items()}, Counter(), 4
)


def _given(down: float = 0.0, page: int = 5, stretch: float = 1.0) -> dict[str, Row]:
    rows = {}
    for name, (place,) in TRUTH.rows.items():
        top, bottom = (stretch * edge + down for edge in (place.box.top, place.box.bottom))
        rows[name] = Row(Place(page, Box(400, top, 450, bottom)), derived=False)
    return rows


@pytest.mark.parametrize(
    ("down", "right"), [(0.0, 4), (4.0, 4), (-9.0, 4), (11.0, 0), (ROW, 0), (-ROW, 0)]
)
def test_a_row_is_found_where_its_middle_lies_in_the_printed_one(down: float, right: int) -> None:
    assert count_codes(TRUTH, _given(down)) == Share(right, 4)


def test_a_row_on_another_page_without_a_place_or_not_seen_is_not_found() -> None:
    given = _given()
    del given["I.1"]
    given["I.2"] = Row(None, derived=False)
    given["I.3"] = _given(page=6)["I.3"]

    assert count_codes(TRUTH, given) == Share(1, 4)


def test_a_row_that_a_page_breaks_is_found_in_either_part() -> None:
    (upper,) = TRUTH.rows["I.4"]
    lower = Place(6, Box(80, 60, 550, 70))
    broken = replace(TRUTH, rows={"I.4": (upper, lower)})

    for place in (upper, lower):
        assert count_codes(broken, {"I.4": Row(place, derived=False)}) == Share(1, 1)
    assert count_codes(broken, {"I.4": Row(replace(upper, page=6), derived=False)}) == Share(0, 1)


def test_only_photographs_may_be_stretched() -> None:
    stretched = _given(down=30, stretch=0.9)

    assert count_codes(TRUTH, stretched).count < 4
    assert count_codes(TRUTH, stretched, bent=True).count == 4


@pytest.mark.parametrize("name", ["scan-light", "scan-heavy"])
def test_every_row_with_a_code_has_a_place_behind_the_prose(name: str) -> None:
    kind = KINDS[name]
    (own_seed,) = seeds_of(kind, 5, 1)

    truth = paper_truth(own_seed, kind)

    assert set(truth.rows) == {row.indicator for row in invent(own_seed).rows if row.indicator}
    assert all(place.page > truth.prose_pages for parts in truth.rows.values() for place in parts)


@pytest.mark.parametrize("seed", range(8))
def test_the_prose_holds_the_numbers_that_are_drawn_before_the_appendix(seed: int) -> None:
    report = invent(seed)
    pdf, rows = draw_report(report, choose_style(seed, page_numbers=False))

    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage() for number in range(rows[0].page - 1)]
    drawn = count_numbers(page.get_text_range() for page in pages)
    document.close()
    assert count_numbers(prose_texts(report)) == drawn


def test_a_number_counts_as_often_as_it_is_printed() -> None:
    true = count_numbers(["376 hồ sơ, 376 hồ sơ, 99,8 %", "ngày 05/02/2024"])

    read = count_numbers(["376 hồ sơ, 378 hồ sơ, 99.8 %, ngày 5/2/2024"])

    assert count_found(true, read) == Share(3, 4)


def test_unseen_wear_is_put_on_the_same_reports() -> None:
    seeds = {tuple(seeds_of(kind, 1, 3)) for kind in UNSEEN.values()}

    assert len(seeds) == 1
    assert seeds.isdisjoint(tuple(seeds_of(kind, 1, 3)) for kind in KINDS.values())


def test_silent_errors_and_inventions_are_told_by_name() -> None:
    def given(value: str, status: Status) -> Given:
        return Given(Decimal(value), status, 0.9, "", f"số liệu {value}")

    wrong = FigureScore(
        "a.pdf", TrueFigure("I.1", Decimal(32)), given("37", Status.SURE), Outcome.SILENT
    )
    beyond = (
        Beyond("visits", given("4", Status.READ)),
        Beyond("papers", given("5", Status.READ)),
        Beyond("meetings", given("6", Status.DOUBTFUL)),
    )
    report = ReportScore("a.pdf", State.DONE, (wrong,), (), beyond)
    rows = {name: Row(None, derived=name == "papers") for name in ("visits", "papers", "meetings")}

    assert [line.split(": ")[0] for line in tell_silent(report)] == ["a.pdf I.1"]
    assert [line.split(": ")[0] for line in tell_beyond(report, rows)] == ["a.pdf visits"]
