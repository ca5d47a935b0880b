"""The model as a file: a zip of small arrays, 5 MB for 3 million n-grams.

Words of pairs are kept as steps from the one before; the last word of a trigram as its rank among
those that follow its middle word (half the bytes of its number: frequent ones come first).
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.language_model import FINE_STEP, ROOM, STEP, LanguageModel, rank_pairs

_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes each time
_Whole = NDArray[np.int64]
_Short = NDArray[np.uint16]


def pack_model(model: LanguageModel) -> dict[str, bytes]:
    """Give the files a model is kept in, by name."""
    first, second = model.bigrams // ROOM, model.bigrams % ROOM
    context, rank = model.trigrams // ROOM, model.trigrams % ROOM
    counts = np.bincount(context, minlength=len(first))
    return {
        "words.txt": "\n".join(model.words).encode(),
        "frequencies": _steps_of(model.frequencies, FINE_STEP),
        "unigrams": _steps_of(model.unigrams, FINE_STEP),
        "backoff": _steps_of(model.backoff, FINE_STEP),
        "bigram-counts": _planes(np.bincount(first, minlength=ROOM)),
        "bigram-words": _planes(_distances(second, first)),
        "bigram-scores": _steps_of(model.bigram_scores, STEP),
        "bigram-backoff": _steps_of(model.bigram_backoff[counts > 0], STEP),
        "trigram-counts": _planes(counts),
        "trigram-ranks": _planes(_distances(rank, context)),
        "trigram-scores": _steps_of(model.trigram_scores, STEP),
    }


def unpack_model(files: Mapping[str, bytes]) -> LanguageModel:
    """Give the model that was packed.

    Raises:
        KeyError: One of its files is not there.
        ValueError: They do not fit together.
    """
    counts = _whole(files["bigram-counts"])
    bigrams = np.repeat(np.arange(ROOM) * ROOM, counts)
    bigrams += _sums(_whole(files["bigram-words"]), counts)
    scores = _scores(files["bigram-scores"], STEP)
    triples = _whole(files["trigram-counts"])
    backoff = np.zeros(len(bigrams), np.float32)
    backoff[triples > 0] = _scores(files["bigram-backoff"], STEP)
    trigrams = np.repeat(np.arange(len(bigrams)) * ROOM, triples)
    trigrams += _sums(_whole(files["trigram-ranks"]), triples)
    return LanguageModel(
        tuple(files["words.txt"].decode().split("\n")),
        _scores(files["frequencies"], FINE_STEP),
        _scores(files["unigrams"], FINE_STEP),
        _scores(files["backoff"], FINE_STEP),
        bigrams,
        scores,
        backoff,
        rank_pairs(bigrams, scores),
        trigrams,
        _scores(files["trigram-scores"], STEP),
    )


def write_files(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into one zip, the same bytes each time."""
    # Under another name first: who reads meanwhile reads the old file.
    unfinished = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    unfinished.replace(path)


def read_files(path: Path) -> dict[str, bytes]:
    """Read all files of a zip."""
    with zipfile.ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist()}


def _distances(values: _Whole, groups: _Whole) -> _Whole:
    """Give the distance of each value from the one before it in its group."""
    before = np.concatenate(([0], values[:-1]))
    before[np.concatenate(([True], groups[1:] != groups[:-1]))] = 0
    return values - before


def _sums(distances: _Short, counts: _Short) -> _Whole:
    """Undo `_distances`, given the sizes of the groups."""
    total = np.cumsum(distances, dtype=np.int64)
    filled = counts[counts > 0]
    ends = np.cumsum(filled, dtype=np.int64)
    before = np.concatenate(([0], total[ends[:-1] - 1])) if len(ends) else ends
    total -= np.repeat(before, filled)
    return total


def _planes(values: _Whole) -> bytes:
    """Give whole numbers below 65,536: all low bytes, then all high bytes, which pack better."""
    return (values % 256).astype(np.uint8).tobytes() + (values // 256).astype(np.uint8).tobytes()


def _whole(content: bytes) -> _Short:
    low, high = np.frombuffer(content, np.uint8).reshape(2, -1)
    values = np.empty((low.size, 2), np.uint8)
    values[:, 0], values[:, 1] = low, high
    return values.view("<u2").ravel()


def _steps_of(scores: NDArray[np.float32], step: float) -> bytes:
    steps = np.clip(np.rint(scores / step), -128, 127).astype(np.int8)
    return bytes(steps)


def _scores(content: bytes, step: float) -> NDArray[np.float32]:
    return np.frombuffer(content, np.int8) * np.float32(step)
