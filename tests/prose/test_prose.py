"""Figures out of sentences."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Form
from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Document, Line, Page, PageKind, Word
from pipeline.model.reading import Method, Reading, Support
from pipeline.prose import read_prose
from pipeline.vietnamese.period_parts import parse_period

_ROOT = Path(__file__).parents[2]
_CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (_ROOT / "tests/cases/prose.toml").read_text(encoding="utf-8")
)
_FORM = load_form(_ROOT / "patterns/cchc-xa.toml", examples=False)
_PERIOD = parse_period("2024-Q3", 14)


def _page(*lines: str, kind: PageKind = PageKind.TEXT, number: int = 1) -> Page:
    return Page(number, kind, tuple(map(Line, lines)))


def _read(*pages: Page, form: Form = _FORM) -> tuple[Reading, ...]:
    return read_prose(Document(pages), form, _PERIOD)


def _values(readings: tuple[Reading, ...], period: bool) -> dict[str, Decimal | None]:
    return {
        reading.indicator: reading.value for reading in readings if bool(reading.period) is period
    }


def _figures(table: dict[str, float]) -> dict[str, Decimal]:
    return {id: Decimal(str(value)) for id, value in table.items()}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{kind}: {case['label']}")
        for kind in ("wild", "made", "negative")
        for case in _CASES[kind]
    ],
)
def test_a_sentence_gives_its_figures_and_no_others(case: dict[str, Any]) -> None:
    page = _page(case["given"])

    readings = _read(page)

    assert _values(readings, period=False) == _figures(case.get("expect", {}))
    assert _values(readings, period=True) == _figures(case.get("other", {}))
    weak = {reading.indicator for reading in readings if reading.support is Support.WEAK}
    assert weak == set(case.get("doubtful", []))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["label"]) for case in _CASES["known_failure"]]
)
@pytest.mark.xfail(strict=True)
def test_a_sentence_that_is_not_understood_yet(case: dict[str, Any]) -> None:
    readings = _read(_page(case["given"]))

    assert _values(readings, period=False) == _figures(case["expect"])


def test_a_figure_on_the_next_page_is_found_with_its_page_and_box() -> None:
    first = _page("Trong kỳ, Bộ phận Một cửa của Ủy ban nhân dân phường đã tiếp nhận", number=1)
    words = tuple(
        Word(text, Box(60.0 + 40 * place, 70, 95.0 + 40 * place, 84))
        for place, text in enumerate(
            ["248", "hồ", "sơ", "của", "công", "dân", "trên", "địa", "bàn", "phường."]
        )
    )
    line = Line(" ".join(word.text for word in words), words, Box(60, 70, 500, 84))
    second = Page(2, PageKind.DIGITAL, (line,))

    (reading,) = _read(first, second)

    assert (reading.indicator, reading.value) == ("dossiers_received", Decimal(248))
    assert reading.source.page == 2
    assert reading.source.box == words[0].box
    assert reading.source.text == "tiếp nhận 248 hồ sơ"


def test_a_clean_figure_of_a_digital_page_is_as_good_as_its_layer() -> None:
    page = _page("Tỷ lệ hài lòng đạt 97,5%.", kind=PageKind.DIGITAL)

    (reading,) = _read(page)

    assert (reading.support, reading.method, reading.reason) == (Support.LAYER, Method.PROSE, "")


def test_after_with_all_its_marks_is_not_six_on_a_digital_page() -> None:
    page = _page("Kết quả sau lớp tập huấn được nâng lên; mở sáu lớp.", kind=PageKind.DIGITAL)

    readings = _read(page)

    assert [(one.indicator, one.value) for one in readings] == [("training_classes", Decimal(6))]


def test_wrong_letters_are_no_anchor_on_a_digital_page() -> None:
    page = _page("Ty 1e hai lomg dat 97,5%.", kind=PageKind.DIGITAL)

    assert _read(page) == ()


def test_a_conclusion_is_called_derived() -> None:
    page = _page("Không có hồ sơ trễ hạn.", "", "Cán bộ: được giao 10 người, hiện có mặt đủ.")

    methods = {reading.indicator: reading.method for reading in _read(page)}

    assert methods == {
        "late_dossiers": Method.DERIVED,
        "officials_quota": Method.PROSE,
        "officials_present": Method.DERIVED,
    }


def test_every_mention_is_kept() -> None:
    page = _page(
        "Bộ phận Một cửa đã tiếp nhận 248 hồ sơ.",
        "",
        "Tổng số hồ sơ được tiếp nhận trong kỳ là 249 hồ sơ.",
    )

    values = [reading.value for reading in _read(page) if reading.indicator == "dossiers_received"]

    assert values == [248, 249]


def test_a_quarter_rules_its_paragraph_and_no_other() -> None:
    page = _page(
        "Trong quý II năm 2024, UBND xã đã tiếp nhận 301 hồ sơ; không có hồ sơ quá hạn.",
        "",
        "Tỷ lệ hài lòng đạt 97%.",
    )

    periods = {reading.indicator: reading.period for reading in _read(page)}

    assert periods == {
        "dossiers_received": "2024-Q2",
        "late_dossiers": "2024-Q2",
        "satisfaction_rate": "",
    }


def test_a_quarter_above_a_list_rules_its_items() -> None:
    page = _page("Kết quả quý II năm 2024:", "- Tiếp nhận 301 hồ sơ.", "- Hài lòng đạt 97%.")

    assert {reading.period for reading in _read(page)} == {"2024-Q2"}


def test_figures_of_the_chapter_on_the_future_are_no_results() -> None:
    page = _page(
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM", "", "Tỷ lệ hồ sơ trực tuyến đạt 90% trở lên."
    )

    assert {reading.period for reading in _read(page)} == {"other"}


def test_a_subject_named_above_a_list_holds_for_its_items() -> None:
    page = _page(
        "* Công chức:", "- Trình độ đại học: 9/12 đồng chí.", "- Trung cấp: 3/12 đồng chí."
    )

    assert _values(_read(page), period=False) == {
        "civil_servants_university": 9,
        "civil_servants_intermediate": 3,
    }


def test_named_documents_are_counted_once_each() -> None:
    page = _page(
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "",
        "- Kế hoạch số 04/KH-UBND ngày 08/01/2024 về cải cách hành chính;",
        "- Quyết định số 21/QĐ-UBND ngày 15/01/2024 theo Kế hoạch số 4/KH-UBND;",
        "- Kế hoạch số 90/KH-UBND ngày 02/01/2024 của UBND huyện.",
        kind=PageKind.DIGITAL,
    )

    (reading,) = _read(page)

    assert (reading.indicator, reading.value, reading.method) == (
        "documents_named",
        Decimal(2),
        Method.DERIVED,
    )
    assert reading.source.text == "04/KH-UBND; 21/QĐ-UBND"


def test_an_unsure_word_of_the_engine_makes_the_figure_weak() -> None:
    words = tuple(
        Word(
            text, Box(60.0 + 40 * place, 70, 95.0 + 40 * place, 84), 0.3 if text == "248" else 0.95
        )
        for place, text in enumerate(["Xã", "đã", "tiếp", "nhận", "248", "hồ", "sơ."])
    )
    line = Line(" ".join(word.text for word in words), words, Box(60, 70, 300, 84))

    (reading,) = _read(Page(1, PageKind.SCAN, (line,)))

    assert reading.support is Support.WEAK
    assert "không chắc" in reading.reason


def _received(second: str) -> Page:
    """A scanned line with 95 dossiers, and what the second reader saw in their place."""
    words = tuple(
        Word(
            text,
            Box(60.0 + 40 * place, 70, 95.0 + 40 * place, 84),
            0.96,
            second=CellReading("pp-ocr", second, 0.9) if text == "95" else None,
        )
        for place, text in enumerate(["Xã", "đã", "tiếp", "nhận", "95", "hồ", "sơ."])
    )
    line = Line(" ".join(word.text for word in words), words, Box(60, 70, 340, 84))
    return Page(1, PageKind.SCAN, (line,))


def test_a_figure_that_both_readers_give_is_agreed() -> None:
    (reading,) = _read(_received("95"))

    assert (reading.value, reading.support) == (Decimal(95), Support.AGREED)


def test_a_figure_that_the_readers_give_differently_is_disputed_and_both_are_kept() -> None:
    (reading,) = _read(_received("05"))

    assert (reading.value, reading.support) == (Decimal(95), Support.DISPUTED)
    assert reading.alternatives == ("pp-ocr: 05",)
    assert "hai máy đọc khác nhau" in reading.reason


def test_a_report_without_prose_has_no_readings() -> None:
    assert _read() == ()
    assert _read(_page("", " ")) == ()


def test_the_real_report_gives_its_figures_and_no_wrong_one_passes_for_right() -> None:
    seed = _ROOT.parent / "shared/seed"
    if not seed.is_dir():
        pytest.skip("the real report does not lie beside the project")
    truth = _read_truth(seed / "prose.csv")
    text = (seed / "report.txt").read_text(encoding="utf-8")
    prose = text[: text.rindex("Phu luc")]

    readings = _read(_page(*prose.split("\n")))

    right = {
        reading.indicator
        for reading in readings
        if reading.value in truth.get(reading.indicator, ())
    }
    assert len(right) >= 45
    silent = [
        reading
        for reading in readings
        if reading.indicator in truth
        and reading.support is not Support.WEAK
        and reading.value not in truth[reading.indicator]
    ]
    assert silent == []


def _read_truth(path: Path) -> dict[str, set[Decimal]]:
    # These rows are further mentions of an indicator that has its own row.
    again = {
        "dossiers_received_restated": "dossiers_received",
        "online_dossiers_assessment": "dossiers_received_online",
    }
    truth: dict[str, set[Decimal]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            id = again.get(row["id"], row["id"].removesuffix("_assessment"))
            try:
                truth.setdefault(id, set()).add(Decimal(row["value"]))
            except ArithmeticError:
                continue
    return {id: values for id, values in truth.items() if values}
