"""Rules carry what they need from batch to batch."""

from __future__ import annotations

from pipeline.repair.rules import Rules
from pipeline.repair.tokens import tokenize


def _texts(rules: Rules, *lines: str) -> dict[tuple[int, int], str]:
    found = rules.apply([tokenize(line) for line in lines])
    return {place: word.text for place, word in found.items()}


def test_the_date_of_an_earlier_batch_decides_a_quarter() -> None:
    rules = Rules()
    _texts(rules, "Bac Son, ngay 15 thang 9 nam 2024")

    assert _texts(rules, "cong tac quy 11 nam 2024") == {(0, 2): "quý", (0, 3): "III"}


def test_a_symbol_is_mended_and_says_why() -> None:
    (word,) = Rules().apply([tokenize("Nghi dinh s6 61/2018/NP-CP")]).values()

    assert (word.text, word.reason) == ("61/2018/NĐ-CP", "bảng ký hiệu văn bản")


def test_the_letter_behind_d_is_d_with_a_bar() -> None:
    lines = ("c) Ba", "d) Bon", "d) Nam", "e) Sau")

    assert _texts(Rules(), *lines) == {(2, 0): "đ"}
