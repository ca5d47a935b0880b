"""Patterns drafted from sentences that people pointed at."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.drafting.suggestion import Shown, suggest
from pipeline.model.form import Example, Form, Indicator, Kind

_FRAGMENTS = {"is": "(?: ?:| (?:là|được|có))*"}
_PERMITS = Indicator("permits", "Số giấy phép xây dựng", Kind.COUNT, unit="giấy phép")
_VISITS = Indicator(
    "visits",
    "Số lượt tiếp công dân",
    Kind.COUNT,
    unit="lượt",
    prose=("tiếp {value} lượt công dân",),
    examples=(Example("Đã tiếp 31 lượt công dân", Decimal(31)),),
    rejects=("tiếp 5 đoàn khách",),
)
_FORM = Form("thu", "Thử", ("thử",), indicators=(_PERMITS, _VISITS))


def _shown(text: str, value: str) -> Shown:
    return Shown(text, text, Decimal(value))


def test_the_words_beside_a_figure_become_a_pattern() -> None:
    sentence = "Trong quý, UBND xã đã cấp được 87 giấy phép xây dựng; tiếp 31 lượt công dân"

    found = suggest(_FORM, _PERMITS, [_shown(sentence, "87")], _FRAGMENTS)

    assert found.prose == ("xã đã cấp{is} {value} giấy phép",)
    assert found.examples == (Example(sentence, Decimal(87)),)
    # What the form check asks for is told: a sentence that the pattern must leave alone.
    assert any("rejects" in note.english or "reject" in note.english for note in found.notes)
    printed = found.print()
    assert '[[indicator]]\nid = "permits"' in printed
    assert 'prose = ["xã đã cấp{is} {value} giấy phép"]' in printed


def test_what_the_form_reads_by_now_is_counted_alone() -> None:
    sentences = [_shown("Đã tiếp 12 lượt công dân", "12")]

    found = suggest(_FORM, _VISITS, sentences, _FRAGMENTS)

    assert (found.known, found.prose, found.notes) == (1, (), ())


@pytest.mark.parametrize(
    ("sentence", "value", "figure"),
    [
        ("hồ sơ giải quyết đúng hạn đạt 98,5% tổng số", "98.5", "{percent}"),
        ("có 12/15 thôn đạt chuẩn văn hóa", "12", "{part}"),
        ("có 12/15 thôn đạt chuẩn văn hóa", "15", "{whole}"),
    ],
)
def test_the_kind_of_figure_is_seen(sentence: str, value: str, figure: str) -> None:
    kind = Kind.PERCENT if figure == "{percent}" else Kind.COUNT
    row = Indicator("one", "Một", kind, unit="%" if kind is Kind.PERCENT else "thôn")

    found = suggest(
        Form("thu", "Thử", ("thử",), indicators=(row,)), row, [_shown(sentence, value)], _FRAGMENTS
    )

    assert len(found.prose) == 1
    assert figure in found.prose[0]


def test_a_sentence_without_words_gives_no_pattern() -> None:
    found = suggest(_FORM, _PERMITS, [_shown("87 cái", "87")], _FRAGMENTS)

    assert found.prose == ()
    assert "[[indicator]]" not in found.print()
    assert "87 cái" in found.print()
