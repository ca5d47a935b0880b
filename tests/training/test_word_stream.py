"""Text as numbers of words: what is a word, what ends a sentence, which words are known."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.repair.language_model import BOUNDARY, NUMBER, ROOM, SPECIAL, UNKNOWN
from pipeline.training.word_stream import capital_shares, choose_words, number_words

_WORDS = (*SPECIAL, "hòa", "hộ", "nghèo", "số", "xã")
_HOA, _HO, _NGHEO, _SO, _XA = range(3, 8)


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("số hộ nghèo", [_SO, _HO, _NGHEO, BOUNDARY]),
        ("Số HỘ", [_SO, _HO, BOUNDARY]),
        ("hoà, hòa", [_HOA, _HOA, BOUNDARY]),
        ("xã. Số hộ", [_XA, BOUNDARY, _SO, _HO, BOUNDARY]),
        ("xã; số: hộ", [_XA, BOUNDARY, _SO, BOUNDARY, _HO, BOUNDARY]),
        ("số 61/2018/NĐ-CP", [_SO, NUMBER, BOUNDARY]),
        ("99,8% hộ", [NUMBER, _HO, BOUNDARY]),
        ("xã Zalo", [_XA, UNKNOWN, BOUNDARY]),
        ("", [BOUNDARY]),
    ],
)
def test_a_line_becomes_numbers_and_each_sentence_ends(line: str, numbers: list[int]) -> None:
    assert number_words([line], _WORDS).tolist() == [BOUNDARY, *numbers]


def test_lines_follow_each_other() -> None:
    stream = number_words(["số", "hộ"], _WORDS)

    assert stream.tolist() == [BOUNDARY, _SO, BOUNDARY, _HO, BOUNDARY]


def test_used_syllables_and_frequent_other_words_are_chosen_in_the_order_of_letters() -> None:
    lines = ["Hoà hộ"] * 3 + ["xã"] * 2 + ["Zalo"] * 25 + ["Viber"] * 24

    words = choose_words(lines, [])

    assert words == (*SPECIAL, "hòa", "hộ", "zalo")


def test_syllables_of_places_are_known_however_rare() -> None:
    words = choose_words([], ["Buôn Đôn", "Krông Nô"])

    assert words == (*SPECIAL, *sorted(("buôn", "đôn", "krông", "nô")))


def test_the_vocabulary_has_its_limit_and_keeps_the_frequent_ones() -> None:
    names = [f"q{chr(97 + a)}{chr(97 + b)}{chr(97 + c)}" for a in range(26) for b in range(26)
             for c in range(13)]  # fmt: skip

    words = choose_words(["hộ"] * 5, names)

    assert len(words) == ROOM
    assert "hộ" in words


def test_capitals_count_in_the_middle_of_a_sentence_only() -> None:
    lines = ["Hộ ở xã Hòa", "Số hộ của Hòa", "MỌI HỘ Ở XÃ HÒA", "Hộ nghèo. Hộ khác"] * 50

    shares = capital_shares(lines, _WORDS)

    assert shares[_HOA] > 0.95
    assert shares[_HO] < 0.05
    assert len(shares) == len(_WORDS)
    assert np.all((shares > 0) & (shares < 1))
