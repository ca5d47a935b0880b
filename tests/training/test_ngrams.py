"""The trigram model: its probabilities are some, sum to one, and outlive pruning."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.repair.language_model import BOUNDARY, ROOM, SPECIAL, LanguageModel
from pipeline.training import ngrams
from pipeline.training.ngrams import build_model, count_ngrams
from pipeline.training.word_stream import number_words

_WORDS = (*SPECIAL, "ba", "bo", "ca")
_BA, _BO, _CA = 3, 4, 5
_ALL = -math.inf  # least gain that prunes nothing


@pytest.fixture(autouse=True)
def _unrounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have scores kept as they are, so that they can be held against exact ones."""
    monkeypatch.setattr(ngrams, "STEP", 1e-6)
    monkeypatch.setattr(ngrams, "FINE_STEP", 1e-6)


def _sentences() -> Iterator[str]:
    """Give sentences in which what follows depends on what was before."""
    rng = random.Random(5)
    for _ in range(300):
        words = ["ba"]
        while rng.random() < 0.8:
            words.append(rng.choice({"ba": ["bo", "bo", "ca"]}.get(words[-1], ["ba", "bo"])))
        yield " ".join(words)


def _model(lines: list[str], least_gain: float = _ALL) -> LanguageModel:
    return build_model(number_words(lines, _WORDS), _WORDS, least_gain)


def _probabilities(model: LanguageModel, before: int, first: int) -> NDArray[np.float64]:
    """Give p(word | before, first) of every word there could be."""
    every = np.arange(ROOM)
    one, two = np.full(ROOM, before), np.full(ROOM, first)
    scores, _ = model.score(model.find_bigrams(one, two), one, two, every)
    return np.asarray(np.exp(scores.astype(float)))


def test_ngrams_do_not_run_over_the_end_of_a_sentence() -> None:
    stream = number_words(["ba bo", "ca"], _WORDS)

    two, three = count_ngrams(stream, 2), count_ngrams(stream, 3)

    start, end = BOUNDARY * ROOM, BOUNDARY
    assert two.keys.tolist() == [start + _BA, start + _CA, _BA * ROOM + _BO, _BO * ROOM, _CA * ROOM]
    assert three.keys.tolist() == [
        (start + _BA) * ROOM + _BO,
        (start + _CA) * ROOM + end,
        (_BA * ROOM + _BO) * ROOM + end,
    ]
    assert set(three.counts.tolist()) == {1}


def test_a_toy_text_gets_the_probabilities_worked_out_by_hand() -> None:
    model = _model(["ba bo", "ba bo", "ba ca"])

    # Words follow so many others: ba 1, bo 1, ca 1, the end 2; 0.5 off each leaves 2 of 5 for all.
    one = 0.5 / 5 + 2 / 5 / ROOM
    # Pairs count as often as they follow another word, all once, but the start as it stands: three
    # times. So four are counted once, none twice, and what is counted once loses
    # 1 - 2 * 4/(4+2) * 1/4 = 2/3.
    two = (1 - 2 / 3) / 2 + (2 * 2 / 3) / 2 * one
    # Two trigrams are counted once, two twice: 1/3 off one, 3/2 off two.
    three = (2 - 3 / 2) / 3 + (3 / 2 + 1 / 3) / 3 * two
    assert math.exp(model.unigrams[_BO]) == pytest.approx(one, rel=1e-4)
    assert _probabilities(model, _CA, _BA)[_BO] == pytest.approx(two, rel=1e-4)
    assert _probabilities(model, BOUNDARY, _BA)[_BO] == pytest.approx(three, rel=1e-4)


@pytest.mark.parametrize("least_gain", [_ALL, 0.05, 0.1])
def test_probabilities_in_each_context_sum_to_one_pruned_or_not(least_gain: float) -> None:
    lines = list(_sentences())

    model = _model(lines, least_gain)

    contexts = {pair for line in lines for pair in pairwise(_numbers(line))}
    sums = [_probabilities(model, *pair).sum() for pair in contexts]
    assert sums == pytest.approx([1] * len(contexts), abs=2e-3)


def _numbers(line: str) -> list[int]:
    return [BOUNDARY, *(_WORDS.index(word) for word in line.split())]


def test_the_more_a_trigram_must_gain_the_fewer_remain() -> None:
    lines = list(_sentences())

    sizes = [len(_model(lines, gain).trigrams) for gain in (_ALL, 0.05, 0.1)]

    assert sizes[0] > sizes[1] > sizes[2] > 0


def test_a_trigram_keeps_both_its_pairs() -> None:
    model = _model(list(_sentences()), 0.05)

    contexts = model.bigrams[model.trigrams // ROOM]
    for pair, rank in zip(contexts, model.trigrams % ROOM, strict=True):
        behind = model.bigrams // ROOM == pair % ROOM
        assert rank in model.ranks[behind]


def test_what_follows_often_is_likelier_than_what_never_did() -> None:
    model = _model(list(_sentences()))

    after_ba = _probabilities(model, _BO, _BA)

    assert after_ba[_BO] > after_ba[_CA] > after_ba[_BA] > after_ba[ROOM - 1] > 0
