"""Which figures a report may give in words that no pattern reads."""

from __future__ import annotations

import pytest

from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Spot
from pipeline.prose import prepare_texts
from pipeline.prose.hints import TakenSpots, find_hinted
from pipeline.vietnamese.period_parts import parse_period

_LATE = Indicator(
    "late",
    "Hồ sơ quá hạn",
    Kind.COUNT,
    prose=("{value} hồ sơ quá hạn", "{none}{gap}hồ sơ{gap}quá hạn"),
)
_WHOLE = Indicator("fee_dossiers", "Hồ sơ thu phí", Kind.COUNT, prose=("{whole} hồ sơ thu phí",))
_FORM = Form("f", "Mẫu", (), indicators=(_LATE, _WHOLE))


def _hinted(
    *lines: str, kind: PageKind = PageKind.DIGITAL, taken: tuple[Spot, ...] = ()
) -> frozenset[str]:
    page = Page(1, kind, tuple(map(Line, lines)))
    texts = prepare_texts(Document((page,)).numbered())
    period = parse_period("2024-Q3", 14)
    return find_hinted(texts, _FORM, {"late", "fee_dossiers"}, TakenSpots(taken), period)


@pytest.mark.parametrize(
    ("line", "hinted"),
    [
        ("Trong kỳ, số hồ sơ đã quá hạn trả kết quả là 12.", {"late"}),  # words in another order
        ("Xã tiếp nhận 376 lượt người.", set()),  # no word of either
        ("Quý II năm 2024 có số hồ sơ đã quá hạn là 12.", set()),  # another time
        ("Hồ sơ đã quá hạn theo Công văn số 12/UBND-VP.", set()),  # no figure
        ("Xã không để hồ sơ quá hạn, không có hồ sơ nào quá hạn.", {"late"}),  # a zero in words
    ],
)
def test_a_figure_near_words_of_an_indicator_hints_at_it(line: str, hinted: set[str]) -> None:
    assert _hinted(line) == hinted


def test_a_figure_that_became_a_value_hints_at_nothing() -> None:
    line = "Trong kỳ, số hồ sơ đã quá hạn trả kết quả là 12."
    start = line.index("12")

    assert _hinted(line, taken=(Spot(1, 0, start, start + 2),)) == set()


def test_the_whole_of_a_taken_part_is_a_whole_and_nothing_else() -> None:
    line = "Có 3/40 hồ sơ quá hạn được thu phí."

    assert _hinted(line, taken=(Spot(1, 0, 3, 4),)) == {"fee_dossiers"}


def test_what_a_scan_shows_without_its_figure_may_have_lost_it() -> None:
    assert _hinted("Có hồ sơ quá hạn.", kind=PageKind.SCAN) == {"late"}
    assert _hinted("Có hồ sơ quá hạn.", kind=PageKind.DIGITAL) == set()


_OFFICE = Indicator(
    "machines",
    "Số máy tính",
    Kind.COUNT,
    "máy",
    context="phòng hồ sơ quá hạn",
    prose=("{value} máy",),
)


@pytest.mark.parametrize(
    "line",
    [
        "Phòng hồ sơ quá hạn đặt tại nhà số 12.",  # the name of an office says where, not what
        "Hồ sơ quá hạn được bàn giao, trong đó phần in ra giấy gồm nhiều quyển, cặp, hộp lưu trữ, "
        "riêng số giá kệ đã lắp đặt tại kho của cơ quan lưu trữ là 12.",  # far off
        "Hồ sơ quá hạn được xem xét tại 12 cuộc họp.",  # something else is counted
        "Hồ sơ quá hạn giảm, đạt 12%.",  # a share is no count
        "Hồ sơ quá hạn theo Kế hoạch 56 07/KH-UBND.",  # số, as an OCR read it
        "Hồ sơ quá hạn của năm trước.",  # năm is a year here, not five
    ],
)
def test_what_cannot_be_the_figure_hints_at_nothing(line: str) -> None:
    form = Form("f", "Mẫu", (), indicators=(_LATE, _OFFICE))
    texts = prepare_texts(Document((Page(1, PageKind.DIGITAL, (Line(line),)),)).numbered())
    period = parse_period("2024-Q3", 14)

    assert find_hinted(texts, form, {"late"}, TakenSpots(()), period) == set()
