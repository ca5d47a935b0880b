"""The case of a repaired word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.casing import recase


@pytest.mark.parametrize(
    ("word", "like", "expected"),
    [
        ("đảng", "DPang", "Đảng"),
        ("xã", "x3", "xã"),
        ("xã", "X3", "Xã"),
        ("số", "S6", "Số"),
        ("số", "$6", "Số"),
        ("công", "CONG", "CÔNG"),
        ("điều", "PIEU", "ĐIỀU"),
        ("chính", "CHiNH", "CHÍNH"),
        ("chức", "chirc", "chức"),
        ("tỷ", "Ti", "Tỷ"),
        ("ở", "O", "Ở"),
        ("ở", "&", "ở"),
        ("là", "1a", "là"),
        ("lệ", "I¢", "lệ"),
        ("đồng", "D6NG", "ĐỒNG"),
        ("số nhiệm", "S6nhiém", "Số nhiệm"),
        ("nước", "nudC", "nước"),
    ],
)
def test_the_case_is_that_of_the_noisy_token(word: str, like: str, expected: str) -> None:
    assert recase(word, like) == expected


def test_a_capital_o_in_small_letters_is_no_upper_case() -> None:
    assert recase("bộ", "BO") == "Bộ"
    assert recase("bộ", "BO", among_capitals=True) == "BỘ"
    assert recase("công", "CONG") == "CÔNG"


def test_among_capitals_a_small_letter_is_noise() -> None:
    assert recase("chỉ", "CHi", among_capitals=True) == "CHỈ"
    assert recase("số", "S6", among_capitals=True) == "SỐ"
    assert recase("đảng", "DPang", among_capitals=True) == "Đảng"


@given(st.sampled_from(("được", "ở", "số nhiệm", "quyết")), st.text())
def test_only_the_case_changes(word: str, like: str) -> None:
    assert recase(word, like).lower() == word
