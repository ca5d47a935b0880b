"""How sure the decoder may be of each word: its share among the words that could stand there.

The neighbours are taken as decoded, so a share is cheap to find, ranks words well and is too high:
it is corrected by what words of that share were right on pages of known text (`Calibration`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.decode import NONE, Lattice
from pipeline.repair.language_model import BOUNDARY, Floats, Integers, LanguageModel

# Of words that were torn or had run together: too rare to be weighed.
UNWEIGHED = 0.6


@dataclass(frozen=True, slots=True)
class Calibration:
    """Shares as found, and the part of the words with such a share that was right; both rise.

    Without any entry a share is taken as it is.
    """

    shares: tuple[float, ...] = ()
    right: tuple[float, ...] = ()

    def confidence(self, shares: Floats) -> Floats:
        """Give the calibrated confidence, 0 to 1, of each share."""
        if not self.shares:
            return shares
        # On the scale of log-odds, where .99 and .999 lie apart.
        odds = _log_odds(np.array(self.shares))
        return np.interp(_log_odds(shares), odds, self.right).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Choices:
    """What could stand where each arc of a decoded path stands."""

    share: Floats  # of the decoded word, 0 to 1; UNWEIGHED for two words, or a word of two tokens
    words: Integers  # [arc, rank]: numbers of the likeliest words, the decoded one among them
    shares: Floats  # [arc, rank]: theirs; 0: there are no more


def fit_calibration(
    shares: Sequence[float], right: Sequence[bool], groups: int = 24
) -> Calibration:
    """Fit a rising table to words of known truth: pools of neighbours that break the order merge.

    Args:
        shares: As found by `weigh_choices`.
        right: Whether each word was the true one.
        groups: Of as many words each, before any merge.
    """
    order = np.argsort(shares, kind="stable")
    sorted_shares, hits = np.asarray(shares)[order], np.asarray(right, float)[order]
    pools: list[tuple[float, float, float]] = []  # words, mean of log-odds, share that was right
    for part in np.array_split(np.arange(len(order)), min(groups, len(order))):
        pools.append((len(part), float(_log_odds(sorted_shares[part]).mean()), hits[part].mean()))
        while len(pools) > 1 and pools[-2][2] >= pools[-1][2]:
            pools[-2:] = [_merge(*pools[-2:])]
    points = [1 / (1 + np.exp(-odds)) for _, odds, _ in pools]
    return Calibration(tuple(map(float, points)), tuple(float(share) for _, _, share in pools))


def _merge(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float, float]:
    words = one[0] + other[0]
    odds, right = ((one[0] * one[place] + other[0] * other[place]) / words for place in (1, 2))
    return words, odds, right


def weigh_choices(
    lattice: Lattice, path: Integers, model: LanguageModel, weight: float, ranks: int
) -> Choices:
    """Weigh the words that could stand in each place of a decoded path, `ranks` at most."""
    words, places = _spell(lattice, path)
    is_one = (lattice.span == 1) & (lattice.second == NONE)
    chosen = np.flatnonzero(is_one[path])
    lowest = np.searchsorted(lattice.start, lattice.start[path[chosen]])
    counts = np.searchsorted(lattice.start, lattice.start[path[chosen]], "right") - lowest
    owner = np.repeat(np.arange(len(chosen)), counts)
    arcs = np.arange(len(owner)) + np.repeat(lowest - (np.cumsum(counts) - counts), counts)
    owner, arcs = owner[is_one[arcs]], arcs[is_one[arcs]]
    around = _around(words, places[chosen][owner], lattice.first[arcs], model)
    score = lattice.score[arcs] + np.float32(weight) * around
    order = np.lexsort((-score, owner))
    owner, arcs, score = owner[order], arcs[order], score[order]
    begin = np.searchsorted(owner, np.arange(len(chosen)))
    shares = np.exp(score - score[begin][owner])
    shares /= np.bincount(owner, weights=shares, minlength=len(chosen))[owner]
    found = Choices(
        np.full(len(path), UNWEIGHED, np.float32),
        np.zeros((len(path), ranks), np.int64),
        np.zeros((len(path), ranks), np.float32),
    )
    mine = arcs == path[chosen][owner]
    found.share[chosen[owner[mine]]] = shares[mine]
    rank = np.arange(len(owner)) - begin[owner]
    first = rank < ranks
    found.words[chosen[owner[first]], rank[first]] = lattice.first[arcs[first]]
    found.shares[chosen[owner[first]], rank[first]] = shares[first]
    return found


def _spell(lattice: Lattice, path: Integers) -> tuple[Integers, Integers]:
    """Give the decoded words with two boundaries around each piece, and where each arc's begins."""
    ends = np.cumsum(lattice.lengths)
    piece = np.searchsorted(ends, lattice.start[path], "right")
    second = lattice.second[path] != NONE
    sizes = 1 + second
    places = np.cumsum(sizes) - sizes + 2 + 2 * piece
    words = np.full(int(sizes.sum()) + 2 * len(ends) + 2, BOUNDARY)
    words[places] = lattice.first[path]
    words[places[second] + 1] = lattice.second[path][second]
    return words, places


def _around(words: Integers, place: Integers, tried: Integers, model: LanguageModel) -> Floats:
    """Give the log probability of a word and the two behind it, with one word exchanged."""
    one, two = words[place - 2], words[place - 1]
    three, four = words[place + 1], words[place + 2]
    here, pair = model.score(model.find_bigrams(one, two), one, two, tried)
    behind, next_pair = model.score(pair, two, tried, three)
    last, _ = model.score(next_pair, tried, three, four)
    # Behind a boundary another sentence begins.
    total: Floats = here + behind + np.where(three == BOUNDARY, np.float32(0), last)
    return total


def _log_odds(shares: NDArray[np.floating]) -> Floats:
    inside = np.clip(np.asarray(shares, float), 1e-6, 1 - 1e-6)
    odds: Floats = np.log(inside / (1 - inside)).astype(np.float32)
    return odds
