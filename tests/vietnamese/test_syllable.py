"""What can be a Vietnamese syllable, and what cannot."""

from __future__ import annotations

import lzma
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.syllable import TONES, Syllable, is_syllable, split_syllable

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "phapdien.txt.xz"
ENGLISH = """
    report total number of households which have received their document from this office and would
    like to know when other people could come back after the first meeting because every village
    should make good use of the money spent on roads schools water power health service
"""
FRENCH = """
    le rapport du premier trimestre est présenté devant les membres du conseil qui ont décidé de
    verser les sommes prévues pour la santé les écoles et les routes où circulent des véhicules
"""


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nghiệp", Syllable("ngh", "iêp", "\u0323")),
        ("QUYẾT", Syllable("qu", "yêt", "\u0301")),
        ("quốc", Syllable("qu", "ôc", "\u0301")),
        ("gì", Syllable("g", "i", "\u0300")),
        ("giếng", Syllable("g", "iêng", "\u0301")),
        ("giữa", Syllable("gi", "ưa", "\u0303")),
        ("ỷ", Syllable("", "y", "\u0309")),
        ("khuỷu", Syllable("kh", "uyu", "\u0309")),
        ("oong", Syllable("", "oong", "")),
    ],
)
def test_a_syllable_has_an_onset_a_rime_and_a_tone(word: str, parts: Syllable) -> None:
    assert split_syllable(word) == parts


@pytest.mark.parametrize("word", ["hòa", "hoà", "thủy", "thuỷ", "khỏe", "khoẻ", "lý", "lí", "kỹ"])
def test_both_schools_of_spelling_pass(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        *("bồt", "mat", "họcs", "sãch"),  # a stop has the sharp or the heavy tone
        *("kà", "cí", "ghà", "gế", "ngề", "nghà", "qà"),  # onsets and the vowels behind them
        *("hòan", "qúy", "tíên", "chuơng"),  # tone or horn in the wrong place
        *("dugc", "thyc", "chirc", "tiép", "hi¢u", "s6", "xãhội", "b", "UBND", ""),
    ],
)
def test_slips_and_ruins_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_few_words_of_english_and_french_pass() -> None:
    english = [is_syllable(word) for word in ENGLISH.split()]
    french = [is_syllable(word) for word in FRENCH.split()]

    assert sum(english) < 0.25 * len(english)
    assert sum(french) < 0.25 * len(french)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus lies beside the project, in ../shared")
def test_nearly_all_words_of_the_law_pass() -> None:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as source:
        words = Counter(re.findall(r"[^\W\d_]{2,}", " ".join(islice(source, 40_000))))
    small = {word: count for word, count in words.items() if word.islower()}

    passing = sum(count for word, count in small.items() if is_syllable(word))

    assert passing >= 0.998 * sum(small.values())


@given(st.text())
def test_any_text_gets_an_answer(word: str) -> None:
    parts = split_syllable(word)

    assert parts is None or (parts.tone in TONES and len(parts.onset + parts.rime) == len(word))
