"""Which words a token may have been: a weighted edit distance to all of them at once.

The words are a trie, so that what begins alike is compared once. All tokens of one length go down
it together, level by level, and a branch is left when even the best end it could find lags too far
behind the best branch of its token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.repair.channel import LONGEST_SEGMENT, SegmentScores, Shape
from pipeline.repair.language_model import Floats, Integers

_BEHIND = -1e9
# How far a branch may lag behind the best one of its token.
_REACH = 9.0
# Tokens that go down together: their tables stay below 40 MB.
_TOGETHER = 128


@dataclass(frozen=True, slots=True)
class Matches:
    """Words that tokens may have been."""

    token: Integers  # which of the tokens asked for; sorted
    word: Integers  # number of the word
    score: Floats  # log probability of the token, given the word


@dataclass(frozen=True, slots=True)
class _Level:
    """The nodes of one depth; children of a node lie side by side in the next level."""

    letter: Integers
    pair: Integers  # unit of the last two letters; -1: none
    word: Integers  # that ends here; -1: none
    prior: Floats  # of the likeliest word that begins so
    first_child: Integers
    children: Integers


@dataclass(frozen=True, slots=True)
class _Branches:
    """Nodes reached by tokens."""

    row: Integers  # the token
    node: Integers  # within its level
    score: Floats  # [branch, signs]: best way to have read so many signs of the token so far


class Trie:
    """The words of a vocabulary."""

    def __init__(
        self, words: Mapping[str, int], priors: Mapping[str, float], scores: SegmentScores
    ) -> None:
        """Build the trie.

        Args:
            words: Each with its number.
            priors: What is added to the score of each where they are compared.
            scores: Of their letters.
        """
        self._scores = scores
        self._levels = _build_levels(words, priors, scores)

    def match(self, tokens: Sequence[tuple[str, Shape]]) -> Matches:
        """Give the words each token may have been, by no means only the likely ones."""
        by_length: dict[int, list[int]] = {}
        for number, (token, _) in enumerate(tokens):
            by_length.setdefault(len(token), []).append(number)
        found = []
        for numbers in by_length.values():
            for start in range(0, len(numbers), _TOGETHER):
                together = numbers[start : start + _TOGETHER]
                matches = self._match_together([tokens[number] for number in together])
                found.append(
                    Matches(np.array(together)[matches.token], matches.word, matches.score)
                )
        return _sorted(found)

    def _match_together(self, tokens: Sequence[tuple[str, Shape]]) -> Matches:
        size = len(tokens[0][0])
        inside = [
            self._scores.tabulate(token, Shape.LOWER if shape is Shape.TITLE else shape)
            for token, shape in tokens
        ]
        tables = np.stack(inside)
        for row, (token, shape) in enumerate(tokens):
            if shape is Shape.TITLE:
                inside[row] = self._scores.tabulate(token, shape)
        first = np.stack(inside)
        ahead = _look_ahead(tables)
        rows = np.arange(len(tokens))
        start = np.full((len(tokens), size + 1), _BEHIND, np.float32)
        start[:, 0] = 0
        above = _Branches(rows, np.zeros(len(tokens), np.int64), start)
        higher: Floats | None = None  # scores of the parents of `above`
        found = []
        for depth in range(1, len(self._levels)):
            level = self._levels[depth]
            parent, branches = _descend(above, self._levels[depth - 1])
            letters = first if depth == 1 else tables
            score = _read_unit(
                above.score[parent], letters, branches.row, level.letter[branches.node]
            )
            if higher is not None:
                pair = level.pair[branches.node]
                paired = np.flatnonzero(pair >= 0)
                pairs = first if depth == 2 else tables
                both = _read_unit(higher[parent[paired]], pairs, branches.row[paired], pair[paired])
                score[paired] = np.maximum(score[paired], both)
            hoped = (score + ahead[branches.row]).max(axis=1) + level.prior[branches.node]
            kept = _within_reach(hoped, branches.row, len(tokens))
            higher = above.score[parent[kept]]
            above = _Branches(branches.row[kept], branches.node[kept], score[kept])
            word = level.word[above.node]
            ends = np.flatnonzero(word >= 0)
            found.append(Matches(above.row[ends], word[ends], above.score[ends, size]))
        return _sorted(found)


def _build_levels(
    words: Mapping[str, int], priors: Mapping[str, float], scores: SegmentScores
) -> list[_Level]:
    deepest = max(map(len, words))
    best: list[dict[str, float]] = [{} for _ in range(deepest + 1)]
    for word, prior in priors.items():
        for depth in range(len(word) + 1):
            prefix = word[:depth]
            best[depth][prefix] = max(prior, best[depth].get(prefix, prior))
    levels = []
    for depth, known in enumerate(best):
        names = sorted(known)
        below = sorted(best[depth + 1]) if depth < deepest else []
        counts = dict.fromkeys(names, 0)
        for name in below:
            counts[name[:-1]] += 1
        children = np.array([counts[name] for name in names])
        levels.append(
            _Level(
                np.array([scores.letters[name[-1]] if name else 0 for name in names]),
                np.array([scores.pairs.get(name[-2:], -1) for name in names]),
                np.array([words.get(name, -1) for name in names]),
                np.array([known[name] for name in names], np.float32),
                np.cumsum(children) - children,
                children,
            )
        )
    return levels


def _descend(above: _Branches, level: _Level) -> tuple[Integers, _Branches]:
    """Give the children of all branches, and for each the place of its parent."""
    counts = level.children[above.node]
    parent = np.repeat(np.arange(len(counts)), counts)
    inside = np.arange(len(parent)) - np.repeat(np.cumsum(counts) - counts, counts)
    node = level.first_child[above.node][parent] + inside
    return parent, _Branches(above.row[parent], node, above.score[:0])


def _read_unit(before: Floats, tables: Floats, row: Integers, unit: Integers) -> Floats:
    """Give the scores after one more unit."""
    rows, units, starts, lengths = tables.shape
    # One index for token and unit, and sums in place: half the time of tables[row, unit].
    flat = tables.reshape(rows * units, starts * lengths)
    tried = flat.take(row * units + unit, axis=0).reshape(len(row), starts, lengths)
    tried += before[:, :, None]
    after: Floats = tried[:, :, 0].copy()
    for length in range(1, min(lengths, starts)):
        np.maximum(after[:, length:], tried[:, :-length, length], out=after[:, length:])
    return after


def _look_ahead(tables: Floats) -> Floats:
    """Give [token, signs]: the best that could still come behind so many signs, in any word."""
    best = tables.max(axis=1)  # [token, start, length]
    size = best.shape[1] - 1
    ahead = np.zeros(best.shape[:2], np.float32)
    for start in range(size - 1, -1, -1):
        longest = min(LONGEST_SEGMENT, size - start)
        ahead[:, start] = np.max(
            [best[:, start, length] + ahead[:, start + length] for length in range(1, longest + 1)],
            axis=0,
        )
    return ahead


def _within_reach(hoped: Floats, row: Integers, rows: int) -> Integers:
    best = np.full(rows, _BEHIND, np.float32)
    np.maximum.at(best, row, hoped)
    return np.flatnonzero(hoped >= best[row] - _REACH)


def _sorted(found: Sequence[Matches]) -> Matches:
    token = np.concatenate([matches.token for matches in found])
    order = np.argsort(token, kind="stable")
    return Matches(
        token[order],
        np.concatenate([matches.word for matches in found])[order],
        np.concatenate([matches.score for matches in found])[order],
    )
