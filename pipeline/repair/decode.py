"""The best way through a lattice of words: a beam search over many pieces of text at once.

All pieces advance together, one position a step, so that a step is a few calls of NumPy on some
hundreds of states instead of one call a word. A state is the last two words: states that agree in
them are one from there on, and the better one stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.repair.language_model import BOUNDARY, ROOM, Floats, Integers, LanguageModel

NONE = -1


@dataclass(frozen=True, slots=True)
class Lattice:
    """What each position of the text may be; positions count on from piece to piece."""

    lengths: Integers  # positions of each piece, in order, none empty
    start: Integers  # of each arc: its first position; sorted
    span: Integers  # positions it covers: 1 or 2; never beyond its piece
    first: Integers  # its word
    second: Integers  # its second word; NONE: it has one
    score: Floats  # log probability of what was read, given these words


@dataclass(frozen=True, slots=True)
class _States:
    """The ways that reach the same step of their pieces."""

    position: Integers  # the next one to be read
    pair: Integers  # place of the last two words among the bigrams; NONE: not there
    before: Integers  # the word before the last one
    last: Integers
    score: Floats
    origin: Integers  # place in the history

    def take(self, chosen: Integers) -> _States:
        return _States(
            self.position[chosen], self.pair[chosen], self.before[chosen],
            self.last[chosen], self.score[chosen], self.origin[chosen],
        )  # fmt: skip


class _History:
    """Which arc was taken, and after which other."""

    def __init__(self) -> None:
        self._arcs: list[Integers] = []
        self._origins: list[Integers] = []
        self._length = 0

    def add(self, arcs: Integers, origins: Integers) -> Integers:
        """Note steps; give their places."""
        self._arcs.append(arcs)
        self._origins.append(origins)
        self._length += len(arcs)
        return np.arange(self._length - len(arcs), self._length)

    def trace(self, places: Integers) -> Integers:
        """Give all arcs that lead to these places, sorted."""
        arcs, origins = np.concatenate(self._arcs), np.concatenate(self._origins)
        found = []
        while len(places):
            found.append(arcs[places])
            places = origins[places]
            places = places[places != NONE]
        return np.sort(np.concatenate(found))


def decode(lattice: Lattice, model: LanguageModel, weight: float, beam: float) -> Integers:
    """Give the arcs of the best path through every piece, in order.

    Args:
        lattice: An arc must begin at each position where a piece begins or another arc ends.
        model: Scores the words.
        weight: Of the language model, against 1 for what was read.
        beam: How far (natural logarithm) a way may lag behind the best of its piece.
    """
    if not len(lattice.lengths):
        return np.empty(0, np.int64)
    ends = np.cumsum(lattice.lengths)
    is_end = np.zeros(ends[-1] + 1, bool)
    is_end[ends] = True
    arcs_from = np.searchsorted(lattice.start, np.arange(ends[-1] + 2))
    history = _History()
    now = _first_states(ends - lattice.lengths, model)
    late = now.take(np.empty(0, np.int64))
    finished = []
    while len(now.position) or len(late.position):
        steps, spans = _advance(now, lattice, arcs_from, model, weight, history)
        now = _join([late, steps.take(np.flatnonzero(spans == 1))])
        late = steps.take(np.flatnonzero(spans == 2))
        now = _keep_best(now, beam)
        done = is_end[now.position]
        finished.append(now.take(np.flatnonzero(done)))
        now = now.take(np.flatnonzero(~done))
    return history.trace(_best_ends(_join(finished), model, weight))


def _first_states(starts: Integers, model: LanguageModel) -> _States:
    none = np.full(len(starts), NONE)
    boundary = np.full(len(starts), BOUNDARY)
    pairs = model.find_bigrams(boundary, boundary)
    return _States(starts, pairs, boundary, boundary, np.zeros(len(starts), np.float32), none)


def _join(parts: list[_States]) -> _States:
    return _States(
        np.concatenate([part.position for part in parts]),
        np.concatenate([part.pair for part in parts]),
        np.concatenate([part.before for part in parts]),
        np.concatenate([part.last for part in parts]),
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.origin for part in parts]),
    )


def _advance(  # noqa: PLR0913, PLR0917
    now: _States, lattice: Lattice, arcs_from: Integers,
    model: LanguageModel, weight: float, history: _History,
) -> tuple[_States, Integers]:  # fmt: skip
    """Take every arc from every state."""
    lowest = arcs_from[now.position]
    counts = arcs_from[now.position + 1] - lowest
    state = np.repeat(np.arange(len(counts)), counts)
    arcs = np.arange(len(state)) + np.repeat(lowest - (np.cumsum(counts) - counts), counts)
    before, last = now.last[state], lattice.first[arcs]
    scores, pair = model.score(now.pair[state], now.before[state], before, last)
    second = lattice.second[arcs]
    longer = np.flatnonzero(second != NONE)
    if len(longer):
        more, pair[longer] = model.score(pair[longer], before[longer], last[longer], second[longer])
        scores[longer] += more
        before[longer], last[longer] = last[longer], second[longer]
    spans = lattice.span[arcs]
    total = now.score[state] + lattice.score[arcs] + np.float32(weight) * scores
    places = history.add(arcs, now.origin[state])
    return _States(now.position[state] + spans, pair, before, last, total, places), spans


def _keep_best(states: _States, beam: float) -> _States:
    """Merge states that agree in position and words, and drop those far behind."""
    if not len(states.position):
        return states
    base = int(states.position.min())
    best = np.full(int(states.position.max()) - base + 1, -np.inf, np.float32)
    place = states.position - base
    np.maximum.at(best, place, states.score)
    states = states.take(np.flatnonzero(states.score >= best[place] - np.float32(beam)))
    keys = (states.position * ROOM + states.before) * ROOM + states.last
    order = np.lexsort((-states.score, keys))
    keys = keys[order]
    first = np.concatenate(([True], keys[1:] != keys[:-1]))
    return states.take(order[first])


def _best_ends(finished: _States, model: LanguageModel, weight: float) -> Integers:
    """Give the place in the history of the best way through each piece."""
    boundary = np.full(len(finished.last), BOUNDARY)
    closing, _ = model.score(finished.pair, finished.before, finished.last, boundary)
    total = finished.score + np.float32(weight) * closing
    order = np.lexsort((-total, finished.position))
    position = finished.position[order]
    first = np.concatenate(([True], position[1:] != position[:-1]))
    return finished.origin[order[first]]
