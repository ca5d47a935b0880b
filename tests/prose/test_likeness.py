"""Figures in wordings that no pattern was written for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_form
from pipeline.model.form import Example, Form, Indicator, Kind, Rate
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Method, Reading, Source, Support
from pipeline.prose import read_prose
from pipeline.prose.contexts import Canon, find_printed
from pipeline.vietnamese.period_parts import parse_period

_REFORM = load_form(Path(__file__).parents[2] / "patterns/cchc-xa.toml", examples=False)
_PERIOD = parse_period("2024-Q2")


def _indicator(name: str, label: str, unit: str, *examples: tuple[str, int]) -> Indicator:
    kind = Kind.PERCENT if unit == "%" else Kind.COUNT
    given = tuple(Example(text, Decimal(value)) for text, value in examples)
    return Indicator(name, label, kind, unit, examples=given)


_FORM = Form(
    "toy",
    "Đồ chơi",
    (),
    synonyms=("sửa chữa, tu sửa, sửa lại",),
    indicators=(
        _indicator("bridges", "Số cầu đã sửa chữa", "cầu", ("đã sửa chữa 4 cầu", 4)),
        _indicator("roads", "Số tuyến đường đã sửa chữa", "tuyến", ("sửa chữa 5 tuyến đường", 5)),
        _indicator("lamps", "Số đèn đường lắp mới", "bóng", ("lắp mới 40 bóng đèn đường", 40)),
        Indicator(
            "lamps_rate", "Tỷ lệ đèn sáng", Kind.PERCENT, "%", rate=Rate("lamps_lit", "lamps")
        ),
        _indicator("lamps_lit", "Số đèn đường còn sáng", "bóng", ("30 bóng đèn còn sáng", 30)),
    ),
)


def _read(text: str, form: Form = _FORM, known: tuple[Reading, ...] = ()) -> dict[str, Reading]:
    document = Document((Page(1, PageKind.DIGITAL, (Line(text),)),))
    readings = read_prose(document, form, _PERIOD, None, known)
    return {one.indicator: one for one in readings if not one.period}


def _values(text: str, form: Form = _FORM) -> dict[str, str]:
    return {name: str(one.value) for name, one in _read(text, form).items()}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Thôn đã huy động nhân dân tu sửa được 3 cầu.", {"bridges": "3"}),
        ("Trong quý có 7 cầu được dân sửa lại.", {"bridges": "7"}),
        ("Cầu: sửa chữa 3 cầu; đường: sửa chữa 6 tuyến.", {"bridges": "3", "roads": "6"}),
        ("Sửa chữa hai cầu.", {"bridges": "2"}),
    ],
)
def test_word_order_and_inserted_words_are_free(text: str, values: dict[str, str]) -> None:
    assert _values(text) == values


def test_what_likeness_finds_is_weak() -> None:
    reading = _read("Nhân dân tu sửa được 3 cầu.")["bridges"]

    assert reading.support is Support.WEAK
    assert reading.pattern == "bridges.alike"
    assert "các mẫu đã biết" in reading.reason


@pytest.mark.parametrize(
    "text",
    [
        "Thôn đã xây mới 3 nhà văn hóa.",  # nothing of the form
        "Phấn đấu sửa chữa 3 cầu.",  # a target
        "Cùng kỳ năm trước sửa chữa 3 cầu.",  # another period
        "Sửa chữa tối thiểu 3 cầu.",  # a limit
        "Sửa chữa 3 tấn vật liệu cầu, 2 cầu; sửa chữa 5 cầu.",  # two values
        "Theo cơ chế một cửa, một cửa liên thông, sửa chữa cầu.",  # no number
        "Trong 9 tháng đầu năm sửa chữa nhiều cầu.",  # a time
        "Huyện Hạ Vân đã sửa chữa 3 cầu.",  # another unit
    ],
)
def test_nothing_is_found_where_it_is_not_said(text: str) -> None:
    assert "bridges" not in _values(text)


def test_another_unit_behind_the_figure_is_another_thing() -> None:
    assert _values("Sửa chữa đường, cầu: 12 bóng.") == {}


def test_a_share_behind_a_count_is_that_count_s() -> None:
    values = _values("Hiện 30 bóng đèn đường còn sáng, đạt 75%.")

    assert values == {"lamps_lit": "30", "lamps_rate": "75"}


def test_a_figure_that_breaks_a_relation_is_dropped() -> None:
    source = Source(2, "20")
    lamps = Reading("lamps", Decimal(20), source, Method.TABLE, "table", Support.LAYER)

    found = _read("Hiện 30 bóng đèn đường còn sáng.", known=(lamps,))

    assert "lamps_lit" not in found


def test_an_indicator_that_the_appendix_gives_is_not_looked_for() -> None:
    source = Source(2, "4")
    bridges = Reading("bridges", Decimal(4), source, Method.TABLE, "table", Support.LAYER)

    assert "bridges" not in _read("Nhân dân tu sửa được 3 cầu.", known=(bridges,))


def test_two_figures_of_one_indicator_in_a_sentence_are_told_apart() -> None:
    text = (
        "Đã trả kết quả cho 540 hồ sơ; hồ sơ mới tiếp nhận đã giải quyết 528 hồ sơ, "
        "hồ sơ của kỳ trước chuyển sang đã giải quyết 12 hồ sơ."
    )

    values = _values(text, _REFORM)

    assert values["dossiers_resolved"] == "540"
    assert values["dossiers_resolved_received_in_period"] == "528"
    assert values["dossiers_resolved_carried_over"] == "12"


def test_a_row_without_an_appendix_is_found_in_the_prose() -> None:
    text = "Số văn bản chỉ đạo CCHC xã đã ban hành để quán triệt là 12 văn bản."

    assert _values(text, _REFORM)["I.1"] == "12"


@pytest.mark.parametrize(
    ("text", "rate", "not_rate"),
    [
        ("Tỷ lệ giải quyết đúng và trước hạn đạt 97%.", "on_time_rate", True),
        ("Tỷ lệ giải quyết trước hạn đạt 97%.", "resolved_before_deadline_rate", False),
    ],
)
def test_on_and_before_time_is_not_before_time(text: str, rate: str, not_rate: bool) -> None:
    values = _values(text, _REFORM)

    assert values[rate] == "97"
    assert ("resolved_before_deadline_rate" not in values) is not_rate


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Kế hoạch vốn đầu tư công được giao 3.000 triệu đồng, giải ngân 1,86 tỷ đồng, đạt 62%.",
            {"VI.1": "62", "VI.1.1": "3000", "VI.1.2": "1860.00"},
        ),
        ("Phấn đấu giải ngân vốn đầu tư công đạt 95%.", {}),
    ],
)
def test_public_investment_is_read_from_the_prose(text: str, values: dict[str, str]) -> None:
    assert _values(text, _REFORM) == values


def test_synonyms_are_one_term_over_a_comma() -> None:
    words = Canon(["tin bài, bài viết"]).words("dang 5 tin, bai moi")

    assert [word.text for word in words] == ["dang", "tin_bai", "moi"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("sua chua 3 cau ma giao 5 tuyen", ("cau", "ma", "giao"), ("cau", "ma", "giao")),
        ("sua chua 3 cau va 5 tuyen", ("cau", "va"), ()),
        ("sua chua 3 cau, 5 tuyen", ("cau",), ()),
        ("cau 3, duong 5", (), ("duong",)),
    ],
)
def test_words_between_figures_are_those_of_the_first_where_a_joint_says_so(
    text: str, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    every = find_printed(text)
    canon = Canon(())
    contexts = [canon.context(text, one, every, canon.words(text)) for one in every]

    assert (contexts[0].behind, contexts[1].before) == (first, second)


def test_a_figure_whose_words_are_those_of_another_is_given_to_it() -> None:
    text = "Số hồ sơ phải nộp phí, lệ phí là 952, số hồ sơ nộp phí trực tuyến là 765."

    read = _read(text, _REFORM)

    assert "dossiers_received_online" not in read
    assert read["fee_dossiers_paid_online"].value == 765
    assert read["fee_dossiers_paid_online"].support is Support.WEAK


def test_a_part_of_another_whole_is_no_whole() -> None:
    text = "Giải quyết xong 519 hồ sơ, trong đó hồ sơ mới tiếp nhận 511 hồ sơ."

    assert _values(text, _REFORM) == {
        "dossiers_resolved": "519",
        "dossiers_resolved_received_in_period": "511",
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Còn sáng 30 bóng đèn; đạt 75%.", {"lamps_lit": "30", "lamps_rate": "75"}),
        ("Còn sáng 30 bóng đèn; giá điện tăng 75%.", {"lamps_lit": "30"}),
    ],
)
def test_a_share_may_stand_alone_behind_its_count(text: str, values: dict[str, str]) -> None:
    assert _values(text) == values
