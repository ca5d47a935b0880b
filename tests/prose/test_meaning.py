"""Figures whose words count another thing than their indicator, or name a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Support
from pipeline.prose import read_prose
from pipeline.vietnamese.period_parts import parse_period

_FORM = load_form(Path(__file__).parents[2] / "patterns/cchc-xa.toml", examples=False)


def _supports(text: str, indicator: str) -> list[Support]:
    document = Document((Page(1, PageKind.DIGITAL, (Line(text),)),))
    return [one.support for one in read_prose(document, _FORM, None) if one.indicator == indicator]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Đã thực hiện đúng hạn 47/52 nhiệm vụ được giao.", "dossiers_resolved_on_time"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn không đạt 95%.", "on_time_rate"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn là 96% theo quy định.", "on_time_rate"),
        ("Mỗi thôn phải phát ít nhất 30 phiếu khảo sát.", "survey_ballots"),
        ("Một số thôn thu về dưới 30 phiếu khảo sát.", "survey_ballots"),
        ("Có 4 hồ sơ quá hạn đang giải quyết.", "dossiers_in_process"),
        ("Đã giải quyết 120 hồ sơ đến hạn.", "dossiers_resolved"),
        ("Thủ tục có thu phí được thanh toán trực tuyến (đạt 100%).", "online_payment_rate"),
    ],
)  # fmt: skip
def test_another_thing_or_a_limit_is_no_result(text: str, indicator: str) -> None:
    assert set(_supports(text, indicator)) <= {Support.WEAK}


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Đã giải quyết đúng hạn 47/52 hồ sơ.", "dossiers_resolved_on_time"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 96%.", "on_time_rate"),
        ("Đã phát ra 30 phiếu khảo sát.", "survey_ballots"),
        ("Mục tiêu hồ sơ trực tuyến đạt tối thiểu 90%.", "target_online_dossier_rate"),
    ],
)
def test_a_result_is_read(text: str, indicator: str) -> None:
    assert Support.LAYER in _supports(text, indicator)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Giải ngân vốn đầu tư công đạt 2 tỷ 350 triệu đồng.", "2350"),
        ("Giải ngân vốn đầu tư công đạt 1 tỷ 20 triệu 500 nghìn đồng.", "1020.500"),
        ("Giải ngân vốn đầu tư công đạt 2,35 tỷ đồng.", "2350.00"),
    ],
)
def test_a_sum_over_scales_is_one_figure(text: str, value: str) -> None:
    document = Document((Page(1, PageKind.DIGITAL, (Line(text),)),))
    found = [one for one in read_prose(document, _FORM, None) if one.indicator == "VI.1.2"]

    assert [str(one.value) for one in found] == [value]


def test_a_number_said_again_in_words_is_passed_over() -> None:
    text = "Tiếp nhận 03 (ba) phản ánh, kiến nghị về thủ tục hành chính."
    document = Document((Page(1, PageKind.DIGITAL, (Line(text),)),))

    (reading,) = read_prose(document, _FORM, None)

    assert (reading.indicator, int(reading.value or 0)) == ("complaints_petitions_received", 3)


@pytest.mark.parametrize(
    "text",
    [
        "Cấp huyện giải quyết 4.411 hồ sơ.",
        "UBND tỉnh giải quyết 4.411 hồ sơ.",
        "Xã bạn giải quyết 4.411 hồ sơ.",
        "Ước cả năm giải quyết 4.411 hồ sơ.",
        "Nâng số hồ sơ giải quyết lên đạt 98%.",
    ],
)
def test_another_unit_a_year_ahead_and_what_is_to_be_are_no_results(text: str) -> None:
    document = Document((Page(1, PageKind.DIGITAL, (Line(text),)),))

    read = read_prose(document, _FORM, parse_period("2024-Q2"))

    assert [one.indicator for one in read if not one.period] == []


def test_a_chapter_of_what_is_to_come_gives_no_results() -> None:
    lines = (Line("VI. NHIỆM VỤ KỲ TỚI"), Line("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99%."))
    document = Document((Page(1, PageKind.DIGITAL, lines),))

    read = read_prose(document, _FORM, parse_period("2024-Q2"))

    assert [one.indicator for one in read if not one.period] == []
