"""What kept a sentence from giving a figure, and where a row was looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Form, Indicator, Kind, Subject
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.prose.near_misses import MOST_MISSES, ProseTrace, trace_prose
from pipeline.tables.listed.whereabouts import find_row
from pipeline.vietnamese.period_parts import parse_period

_RECEIVED = Indicator("received", "Hồ sơ tiếp nhận", Kind.COUNT, prose=("tiếp nhận {value} hồ sơ",))
_ONLINE = Indicator(
    "online", "Hồ sơ trực tuyến", Kind.COUNT, prose=("tiếp nhận {value} hồ sơ trực tuyến",)
)
_OFFICIALS = Indicator(
    "officials", "Cán bộ", Kind.COUNT, prose=("hiện có {value} người",), subject="officials"
)
_RATE = Indicator("rate", "Tỷ lệ", Kind.PERCENT, prose=("hồ sơ trước hạn{gap}đạt {percent}",))
_FORM = Form(
    "f",
    "Mẫu",
    (),
    indicators=(_RECEIVED, _ONLINE, _OFFICIALS, _RATE),
    subjects=(Subject("officials", ("cán bộ",)),),
)


def _trace(indicator: Indicator, *lines: str, kind: PageKind = PageKind.TEXT) -> ProseTrace:
    page = Page(1, kind, tuple(map(Line, lines)))
    return trace_prose(Document((page,)), _FORM, indicator, parse_period("2024-Q3", 14))


@pytest.mark.parametrize(
    ("indicator", "line", "reason"),
    [
        (_RECEIVED, "Xã đã tiêq nlnan 376 hồ sơ", "“tiếp nhận” ở đây là “tiêq nlnan”"),
        (_RECEIVED, "Xã đã tiếp nhận và xử lý hồ sơ", "mẫu cần một số, câu không có số"),
        (_RECEIVED, "Xã tiếp nhận theo 68/KH-UBND hồ sơ", "câu chỉ có ngày, năm hoặc số ký hiệu"),
        (_RECEIVED, "Xã tiếp nhận đạt 98% hồ sơ", "câu chỉ có số loại khác"),
        (
            _RECEIVED,
            "Xã tiếp nhận 376 đơn và hồ sơ",
            "khớp “tiếp nhận 376”, rồi mẫu cần “hồ sơ”, ở đó là “đơn và hồ sơ”",
        ),
        (_RECEIVED, "Xã tiếp nhận 376 hồ sơ trực tuyến", "số này là của online"),
        (_OFFICIALS, "Thôn hiện có 12 người", "câu không rõ nói về officials"),
        (_RATE, "Hồ sơ trước hạn đạt 12 bộ", "mẫu cần số %, câu chỉ có số loại khác"),
    ],
)
def test_a_near_miss_says_what_did_not_fit(indicator: Indicator, line: str, reason: str) -> None:
    trace = _trace(indicator, line)

    assert [reason in miss.reason for miss in trace.misses] == [True]


def test_what_was_read_is_no_near_miss_and_other_sentences_are_none() -> None:
    trace = _trace(_RECEIVED, "Xã tiếp nhận 376 hồ sơ. Thời tiết thuận lợi, lúa được mùa.")

    assert trace.misses == ()
    assert [(one.number, one.text, one.figures) for one in trace.tried] == [
        (1, "tiếp nhận {value} hồ sơ", 1)
    ]


def test_a_digital_page_allows_no_wrong_letter() -> None:
    trace = _trace(_RECEIVED, "Xã tiếp nhâm 376 hồ sơ", kind=PageKind.DIGITAL)

    assert "khác 1 chữ, cho phép 0" in trace.misses[0].reason


def test_only_the_nearest_are_told() -> None:
    lines = [f"- Thôn {number} tiếp nhận và chuyển hồ sơ" for number in ("A", "B", "C", "D", "E")]

    trace = _trace(_RECEIVED, "- Xã tiếp nhận 1 đơn, hồ sơ", *lines)

    assert len(trace.misses) == MOST_MISSES
    assert "đơn" in trace.misses[0].reason


def test_the_words_are_told_that_make_a_figure_another_periods() -> None:
    trace = _trace(_RECEIVED, "Trong quý II năm 2024, xã tiếp nhận 376 hồ sơ.")

    assert [one.words for one in trace.elsewhere] == ["quý II năm 2024"]


_ROWS = load_form(Path(__file__).parents[2] / "patterns" / "cchc-xa.toml", examples=False)
_LINES = (
    "2.1. | S6 nhiém vu dé ra trong ké hoach Nhiém vu 12 Van phong",
    "5.1. | S6 luong phiéu khao sat S6 luong 36 Van phong",
)


def _appendix(*lines: str) -> Document:
    return Document((Page(1, PageKind.TEXT, tuple(map(Line, lines))),))


def test_a_row_that_was_found_has_its_line_and_its_neighbours() -> None:
    found = find_row(_appendix(*_LINES), _ROWS, "I.2.1")

    assert found is not None
    assert found.block is not None
    assert found.block.strips[0].text == _LINES[0]
    assert found.block.likeness > 0.9
    assert found.above is None
    assert found.below is not None
    assert found.below.target.id == "I.5.1"
    assert found.near == ()


def test_a_row_that_was_not_found_has_the_lines_most_like_it() -> None:
    found = find_row(_appendix(*_LINES), _ROWS, "I.2.2")  # Số nhiệm vụ đã hoàn thành

    assert found is not None
    assert found.block is None
    assert found.above is not None
    assert found.above.target.id == "I.2.1"
    nearest = found.near[0]
    assert (nearest.strip.text, nearest.owner) == (_LINES[0], "I.2.1")
    assert nearest.code < 0


def test_a_figure_of_the_prose_has_no_row() -> None:
    assert find_row(_appendix(*_LINES), _ROWS, "dossiers_received") is None
