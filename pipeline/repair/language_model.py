"""How likely a syllable is after two others: an interpolated Kneser-Ney trigram, pruned.

Words are numbers below `ROOM`; n-grams are numbers too, kept sorted, so that looking up many is one
binary search in NumPy. A trigram is named by the place of its first two words among the bigrams
and by the rank of its last word among those that follow the second: a pair that was pruned has no
trigrams. What was pruned backs off to the shorter n-gram, weighted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.phrases import Phrases

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

BOUNDARY = 0  # where a sentence begins and ends
UNKNOWN = 1  # a word outside the vocabulary
NUMBER = 2  # any number, date or symbol of a document
SPECIAL = ("<s>", "<unk>", "<num>")
# Numbers of words stay below this, so that keys of n-grams do not change when words are added.
ROOM = 8192
# Scores are kept in steps (natural logarithm): perplexity is 24.0 with them and without.
STEP = 0.25
FINE_STEP = 0.125  # of the few scores of single words


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Log probabilities (natural) of syllables in context."""

    words: tuple[str, ...]  # small letters, NFC, tones placed; the first are SPECIAL
    frequencies: Floats  # log of the share of a word in the text; one for each of ROOM
    unigrams: Floats  # log p(w) in a new context: `dõi` is frequent, but only behind `theo`
    backoff: Floats  # log weight of the unigram after a word; one for each of ROOM
    bigrams: Integers  # first * ROOM + second, sorted
    bigram_scores: Floats  # log p(second | first)
    bigram_backoff: Floats  # log weight of the bigram after these two words; 0: no trigram
    ranks: Integers  # of the second word among those that follow the first, the likeliest is 0
    trigrams: Integers  # place of the first two among the bigrams * ROOM + rank of the third
    trigram_scores: Floats
    phrases: Phrases | None = None  # of the forms at hand

    def find_bigrams(self, first: Integers, second: Integers) -> Integers:
        """Give the place of each pair among the bigrams; -1: not there."""
        return _find(self.bigrams, first * ROOM + second)

    def score(
        self, context: Integers, before: Integers, first: Integers, second: Integers
    ) -> tuple[Floats, Integers]:
        """Give log p(second | before, first) and the place of (first, second).

        Args:
            context: Places of (before, first) among the bigrams; -1: not there.
            before: The word before the last one.
            first: The last word so far.
            second: The word that may follow.
        """
        pairs = self.find_bigrams(first, second)
        scores = np.where(
            pairs >= 0,
            self.bigram_scores[pairs],
            self.backoff[first] + self.unigrams[second],
        )
        scores += np.where(context >= 0, self.bigram_backoff[context], np.float32(0))
        known = np.flatnonzero((context >= 0) & (pairs >= 0))
        found = _find(self.trigrams, context[known] * ROOM + self.ranks[pairs[known]])
        hits = found >= 0
        scores[known[hits]] = self.trigram_scores[found[hits]]
        if self.phrases:
            scores = self.phrases.lift(scores, before, first, second)
        return scores, pairs


def rank_pairs(bigrams: Integers, scores: Floats) -> Integers:
    """Give the rank of each pair among those with the same first word; ties by the second word."""
    first = (bigrams // ROOM).astype(np.uint16)
    steps = np.rint(-scores / STEP).astype(np.uint8)
    # Two stable sorts of short numbers, which take a tenth of the time of one of long ones.
    order = np.argsort(steps, kind="stable")
    order = order[np.argsort(first[order], kind="stable")]
    starts = np.searchsorted(bigrams, np.arange(ROOM) * ROOM)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order)) - starts[first]
    return ranks


def _find(keys: Integers, wanted: Integers) -> Integers:
    places = np.searchsorted(keys, wanted)
    places[places == len(keys)] = 0
    places[keys[places] != wanted] = -1
    return places
