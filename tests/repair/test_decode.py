"""The beam search finds the best path, and the language model scores as its counts say."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repair.decode import NONE, Lattice, decode
from pipeline.repair.language_model import BOUNDARY, LanguageModel
from pipeline.training.ngrams import build_model
from pipeline.training.word_stream import number_words

_WORDS = ("<s>", "<unk>", "<num>", "cải", "cách", "hành", "chính", "cai", "số")
_TEXT = ["cải cách hành chính"] * 8 + ["số hành chính", "cải số", "cai cách"]


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return build_model(number_words(_TEXT, _WORDS), _WORDS, least_gain=0.0)


def _score(model: LanguageModel, words: list[int]) -> float:
    """Score a sentence word by word, as a reader would by hand."""
    row = [BOUNDARY, BOUNDARY, *words, BOUNDARY]
    total = 0.0
    for before, first, second in zip(row, row[1:], row[2:], strict=False):
        one, two, three = (np.array([word]) for word in (before, first, second))
        total += float(model.score(model.find_bigrams(one, two), one, two, three)[0][0])
    return total


def _lattice(positions: list[list[tuple[int, float]]]) -> Lattice:
    start = [place for place, words in enumerate(positions) for _ in words]
    arcs = [arc for words in positions for arc in words]
    return Lattice(
        np.array([len(positions)]),
        np.array(start),
        np.ones(len(arcs), np.int64),
        np.array([word for word, _ in arcs]),
        np.full(len(arcs), NONE),
        np.array([score for _, score in arcs], np.float32),
    )


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(3, 8), st.integers(-6, 0).map(float)), min_size=1, max_size=4
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60)
def test_no_other_path_is_better(
    model: LanguageModel, positions: list[list[tuple[int, float]]]
) -> None:
    lattice = _lattice(positions)

    path = decode(lattice, model, weight=1.0, beam=1000.0)

    found = sum(map(float, lattice.score[path])) + _score(model, lattice.first[path].tolist())
    best = max(
        sum(score for _, score in choice) + _score(model, [word for word, _ in choice])
        for choice in product(*positions)
    )
    assert found == pytest.approx(best, abs=1e-3)


def test_a_token_may_be_two_words_and_two_tokens_one(model: LanguageModel) -> None:
    cai, cach, hanh, chinh = (_WORDS.index(word) for word in ("cải", "cách", "hành", "chính"))
    lattice = Lattice(
        np.array([3]),
        np.array([0, 0, 1, 1, 2]),
        np.array([1, 1, 2, 1, 1]),
        np.array([cai, 1, hanh, 1, 1]),
        np.array([cach, NONE, NONE, NONE, NONE]),
        np.array([-2.0, -1.0, -2.0, -1.0, -1.0], np.float32),
    )

    path = decode(lattice, model, weight=1.0, beam=1000.0)

    assert lattice.first[path].tolist() == [cai, hanh]
    assert chinh not in lattice.first[path]


def test_pieces_do_not_see_each_other(model: LanguageModel) -> None:
    alone = [_lattice([[(3, 0.0), (7, 0.0)]]), _lattice([[(4, 0.0)], [(5, -1.0), (8, 0.0)]])]
    together = Lattice(
        np.array([1, 2]),
        np.array([0, 0, 1, 2, 2]),
        np.ones(5, np.int64),
        np.concatenate([lattice.first for lattice in alone]),
        np.full(5, NONE),
        np.concatenate([lattice.score for lattice in alone]),
    )

    apart = [
        lattice.first[decode(lattice, model, weight=1.0, beam=50.0)].tolist() for lattice in alone
    ]

    path = decode(together, model, weight=1.0, beam=50.0)
    assert together.first[path].tolist() == [word for words in apart for word in words]
