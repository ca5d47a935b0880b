"""Printed words beside what was read of them, out of pairs of lines.

An engine tears words in two and runs them together, so words are paired one to one, one to two
and two to one; what fits nowhere stays alone. Costs are counted in letters, folded because marks
are what is lost first. Likeness as a share of the word lost: `Nam ở nước` read as `Nam 6 nuéc`
became `Nam ở` torn from one word and `6 nuéc` run into another, since `ở` and `6` share nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from pipeline.vietnamese.alphabet import fold_ocr
from pipeline.vietnamese.tone_marks import place_tones

Matrix = NDArray[np.int32]
Step = tuple[int, int]  # printed and read words that are taken together

OUTER = ",.;:()\"'“”-"  # punctuation around a word, which is no part of it

_UNEVEN = 1.2  # letters, for one to two and two to one: a blank was lost or made up
_FARTHEST = 5  # words that a line may be shifted against the other; bounds the time

_STEPS: tuple[Step, ...] = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))


@dataclass(frozen=True, slots=True)
class WordPair:
    """Words that were printed, and what was read there: one to one, one to two or two to one."""

    printed: tuple[str, ...]  # tones where they are written here
    read: tuple[str, ...]
    distance: int  # letters changed, lost or made up, marks aside


def split_words(line: str) -> list[str]:
    """Give the words of a line without the punctuation around them.

    >>> split_words('1. Ủy ban (xã) - "họp".')
    ['1', 'Ủy', 'ban', 'xã', 'họp']
    """
    return [word for part in line.split() if (word := part.strip(OUTER))]


def pair_words(printed: str, read: str) -> Iterator[WordPair]:
    """Pair the words of two lines, in order.

    >>> for pair in pair_words("số hộ nghèo của xã", "s6 hd ngh éo cuaxa"):
    ...     print(pair.printed, pair.read)
    ('số',) ('s6',)
    ('hộ',) ('hd',)
    ('nghèo',) ('ngh', 'éo')
    ('của', 'xã') ('cuaxa',)
    """
    left, right = split_words(place_tones(printed)), split_words(read)
    if not left or not right:
        return
    distances = {
        (1, 1): _distances(left, right),
        (1, 2): _distances(left, _joined(right)),
        (2, 1): _distances(_joined(left), right),
        (1, 0): _distances(left, [""] * (len(right) + 1)),
        (0, 1): _distances([""] * (len(left) + 1), right),
    }
    for i, j, step in _best_steps(distances, len(left), len(right)):
        if 0 not in step:
            yield WordPair(
                tuple(left[i : i + step[0]]),
                tuple(right[j : j + step[1]]),
                int(distances[step][i, j]),
            )


def _joined(words: Sequence[str]) -> list[str]:
    return [one + other for one, other in pairwise(words)]


def _distances(left: Sequence[str], right: Sequence[str]) -> Matrix:
    if not left or not right:
        return np.zeros((len(left), len(right)), np.int32)
    folded = [[fold_ocr(word) for word in words] for words in (left, right)]
    return np.asarray(cdist(*folded, scorer=Levenshtein.distance, dtype=np.int32))


def _best_steps(
    distances: Mapping[Step, Matrix], rows: int, columns: int
) -> list[tuple[int, int, Step]]:
    """Give the cheapest way through both lines, as where each step starts."""
    costs = {
        step: (values + (_UNEVEN if 2 in step else 0.0)).tolist()
        for step, values in distances.items()
    }
    room = _FARTHEST + abs(rows - columns)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(rows + 1):
        for j in range(max(0, i - room), min(columns, i + room) + 1):
            for step in _STEPS:
                before = (i - step[0], j - step[1])
                if before not in best:
                    continue
                cost = best[before][0] + costs[step][before[0]][before[1]]
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, step)
    way, place = [], (rows, columns)
    while place != (0, 0):
        step = best[place][1]
        place = (place[0] - step[0], place[1] - step[1])
        way.append((*place, step))
    return way[::-1]
