"""Candidates by weighted edit distance: the trie finds what trying every word would find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repair.channel import Channel, SegmentScores, Shape
from pipeline.repair.trie import Trie

_SEGMENTS = {
    "x": {"x": 0.95, "X": 0.02},
    "ã": {"a": 0.6, "3": 0.2, "4": 0.1, "": 0.01},
    "ố": {"6": 0.3, "o": 0.3, "é": 0.3},
    "s": {"s": 0.97},
    "S": {"S": 0.9, "$": 0.1},
    "ừ": {"ir": 0.5, "u": 0.4},
    "t": {"t": 0.99},
    "ng": {"n": 0.05, "ag": 0.02},
    "n": {"n": 0.98},
    "g": {"g": 0.98},
    "đ": {"d": 1.0},
}
_VOCABULARY = ["xã", "số", "từ", "từng", "đã", "xa", "sốt"]
_ALPHABET = "".join(sorted({letter for word in _VOCABULARY for letter in word}))


@pytest.fixture(scope="module")
def scores() -> SegmentScores:
    return SegmentScores(Channel("toy", _SEGMENTS, {}, {}), _ALPHABET)


def _trie(scores: SegmentScores) -> Trie:
    words = {word: number for number, word in enumerate(_VOCABULARY)}
    return Trie(words, dict.fromkeys(_VOCABULARY, 0.0), scores)


def _by_hand(scores: SegmentScores, word: str, token: str, shape: Shape) -> float:
    """Give the best division of a token among the letters of one word."""
    small = scores.tabulate(token, Shape.LOWER if shape is Shape.TITLE else shape)
    first = scores.tabulate(token, shape)
    best = np.full((len(word) + 1, len(token) + 1), -1e9)
    best[0, 0] = 0
    for end in range(1, len(word) + 1):
        for taken in (1, 2):
            unit = word[end - taken : end] if end >= taken else ""
            number = scores.letters.get(unit) if taken == 1 else scores.pairs.get(unit)
            if number is None:
                continue
            table = first if end == taken else small
            for start in range(len(token) + 1):
                for length in range(min(3, len(token) - start) + 1):
                    tried = best[end - taken, start] + table[number, start, length]
                    best[end, start + length] = max(best[end, start + length], tried)
    return float(best[-1, -1])


@given(st.text("xsdtaongé346ir$S", min_size=1, max_size=5), st.sampled_from(Shape))
@settings(max_examples=80)
def test_the_trie_scores_words_as_one_by_one(
    scores: SegmentScores, token: str, shape: Shape
) -> None:
    found = _trie(scores).match([(token, shape)])

    best = max(found.score.tolist())
    for number, word in enumerate(_VOCABULARY):
        expected = _by_hand(scores, word, token, shape)
        places = np.flatnonzero(found.word == number)
        if len(places):
            assert found.score[places[0]] == pytest.approx(expected, abs=1e-3)
        else:
            assert expected < best  # left on the way, and not for nothing


def test_what_was_read_for_a_letter_decides(scores: SegmentScores) -> None:
    words = _trie(scores)

    best = []
    for token in ("x3", "s6", "tirng", "$6"):
        found = words.match([(token, Shape.TITLE if token[0] == "$" else Shape.LOWER)])
        best.append(_VOCABULARY[found.word[np.argmax(found.score)]])

    assert best == ["xã", "số", "từng", "số"]
