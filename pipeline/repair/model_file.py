"""The model as a file: a zip of small arrays, 5 MB for 3 million n-grams.

Words of pairs are kept as steps from the one before; the last word of a trigram as its rank among
those that follow its middle word (half the bytes of its number: frequent ones come first).
Probabilities are kept in steps of a quarter nat, which costs no accuracy (perplexity 24.0 both).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.language_model import ROOM, LanguageModel

_STEP = 0.25  # nats
_FINE = 0.125  # of the few scores of single words
_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes each time
_Whole = NDArray[np.int64]


def pack_model(model: LanguageModel) -> dict[str, bytes]:
    """Give the files a model is kept in, by name."""
    first, second = model.bigrams // ROOM, model.bigrams % ROOM
    context, rank = _rank_thirds(model)
    order = np.lexsort((rank, context))
    counts = np.bincount(context, minlength=len(first))
    return {
        "words.txt": "\n".join(model.words).encode(),
        "unigrams": _quantise(model.unigrams, _FINE),
        "backoff": _quantise(model.backoff, _FINE),
        "bigram-counts": _planes(np.bincount(first, minlength=ROOM)),
        "bigram-words": _planes(_steps(second, first)),
        "bigram-scores": _quantise(model.bigram_scores, _STEP),
        "bigram-backoff": _quantise(model.bigram_backoff[counts > 0], _STEP),
        "trigram-counts": _planes(counts),
        "trigram-ranks": _planes(_steps(rank[order], context[order])),
        "trigram-scores": _quantise(model.trigram_scores[order], _STEP),
    }


def unpack_model(files: Mapping[str, bytes]) -> LanguageModel:
    """Give the model that was packed, its scores rounded.

    Raises:
        KeyError: One of its files is not there.
        ValueError: They do not fit together.
    """
    counts = _whole(files["bigram-counts"])
    first = np.repeat(np.arange(ROOM), counts)
    bigrams = first * ROOM + _sums(_whole(files["bigram-words"]), counts)
    scores = _scores(files["bigram-scores"], _STEP)
    triples = _whole(files["trigram-counts"])
    backoff = np.zeros(len(bigrams), np.float32)
    backoff[triples > 0] = _scores(files["bigram-backoff"], _STEP)
    context = np.repeat(np.arange(len(bigrams)), triples)
    ranks = _sums(_whole(files["trigram-ranks"]), triples)
    places = _by_rank(bigrams, scores)[_first_pairs(bigrams)[bigrams[context] % ROOM] + ranks]
    keys = context * ROOM + bigrams[places] % ROOM
    order = np.argsort(keys)
    return LanguageModel(
        tuple(files["words.txt"].decode().split("\n")),
        _scores(files["unigrams"], _FINE),
        _scores(files["backoff"], _FINE),
        bigrams,
        scores,
        backoff,
        keys[order],
        _scores(files["trigram-scores"], _STEP)[order],
    )


def write_files(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into one zip, the same bytes each time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)


def read_files(path: Path) -> dict[str, bytes]:
    """Read all files of a zip."""
    with zipfile.ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist()}


def _rank_thirds(model: LanguageModel) -> tuple[_Whole, _Whole]:
    """Give the context of each trigram, and its last word's rank behind its middle word."""
    context, third = model.trigrams // ROOM, model.trigrams % ROOM
    middle = model.bigrams[context] % ROOM
    places = np.searchsorted(model.bigrams, middle * ROOM + third)
    # The ranks must be those that the rounded scores give.
    order = _by_rank(model.bigrams, _scores(_quantise(model.bigram_scores, _STEP), _STEP))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return context, rank[places] - _first_pairs(model.bigrams)[middle]


def _by_rank(bigrams: _Whole, scores: NDArray[np.float32]) -> _Whole:
    """Give the places of all pairs, within each first word the likelier before the others."""
    # One sort of whole numbers; the sort is stable, so ties stay in the order of the words.
    steps = np.rint(-scores / _STEP).astype(np.int64)
    return np.argsort(bigrams // ROOM * 256 + steps, kind="stable")


def _first_pairs(bigrams: _Whole) -> _Whole:
    return np.searchsorted(bigrams, np.arange(ROOM) * ROOM)


def _steps(values: _Whole, groups: _Whole) -> _Whole:
    """Give the distance of each value from the one before it in its group."""
    before = np.concatenate(([0], values[:-1]))
    before[np.concatenate(([True], groups[1:] != groups[:-1]))] = 0
    return values - before


def _sums(steps: _Whole, counts: _Whole) -> _Whole:
    """Undo `_steps`, given the sizes of the groups."""
    total = np.cumsum(steps)
    starts = (np.cumsum(counts) - counts)[counts > 0]
    sums: _Whole = total - np.repeat((total - steps)[starts], counts[counts > 0])
    return sums


def _planes(values: _Whole) -> bytes:
    """Give whole numbers below 65,536: all low bytes, then all high bytes, which pack better."""
    return (values % 256).astype(np.uint8).tobytes() + (values // 256).astype(np.uint8).tobytes()


def _whole(content: bytes) -> _Whole:
    low, high = np.frombuffer(content, np.uint8).reshape(2, -1).astype(np.int64)
    return low + high * 256


def _quantise(scores: NDArray[np.float32], step: float) -> bytes:
    steps = np.clip(np.rint(scores / step), -128, 127).astype(np.int8)
    return bytes(steps)


def _scores(content: bytes, step: float) -> NDArray[np.float32]:
    return np.frombuffer(content, np.int8).astype(np.float32) * np.float32(step)
