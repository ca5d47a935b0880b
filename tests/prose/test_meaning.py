"""Figures whose words count another thing than their indicator, or name a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Support
from pipeline.prose import read_prose

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
