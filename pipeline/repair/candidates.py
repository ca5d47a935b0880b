"""The words each token may have been, with how likely it is that they look like it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.repair.channel import Channel, SegmentScores, Shape
from pipeline.repair.language_model import SPECIAL, Floats, Integers, LanguageModel
from pipeline.repair.trie import Matches, Trie

# Chosen on the pages for settings, where little hangs on them: 12 words instead of 20 made 3 % more
# errors and 28 1 % fewer, in a fifth more time; reaches of 7 to 10, priors of .5 to .9 and shares
# of forms of .5 to .9 gave the same within 1 %.
_MOST = 20  # words kept for one token
_BEHIND = 8.0  # nats a word may lag behind the likeliest of its token
_PRIOR = 0.7  # share of log p(word) in that order; the context speaks later
_FORMS = 0.75  # share of what a word looks like that is taken from whole forms
_FEW = 10.0  # times a word must have been seen for half of that
_REMEMBERED = 100_000  # tokens; bounds the memory of a long stream
_LONGEST = 11  # signs; longer tokens are no syllable


@dataclass(frozen=True, slots=True)
class Candidates:
    """Words a token may have been, the likeliest first (by letters and how common they are)."""

    words: Integers
    scores: Floats  # log p(token | word)
    best: float  # of score and prior; says how strange the token is to this channel


class CandidateFinder:
    """Finds candidates by one channel, and remembers them."""

    def __init__(self, channel: Channel, model: LanguageModel) -> None:
        self._channel = channel
        self._model = model
        words = {
            word: number
            for number, word in enumerate(model.words)
            if number >= len(SPECIAL) and word.isalpha() and len(word) <= _LONGEST
        }
        alphabet = "".join(sorted({letter for word in words for letter in word}))
        priors = (_PRIOR * model.frequencies).tolist()
        self._numbers = words
        self._trie = Trie(
            words,
            {word: priors[number] for word, number in words.items()},
            SegmentScores(channel, alphabet),
        )
        self._totals = np.zeros(len(model.unigrams), np.float32)
        for word, total in channel.counts.items():
            if word in self._numbers:
                self._totals[self._numbers[word]] = total
        # How much the forms that a word was seen in say against its letters.
        self._trust = _FORMS * self._totals / (self._totals + _FEW)
        self._known: dict[str, Candidates] = {}

    def find(self, tokens: Iterable[str]) -> dict[str, Candidates]:
        """Give the candidates of each token; those not asked for before are found together."""
        wanted = set(tokens)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = sorted(token for token in wanted if token not in self._known)
        if new:
            self._add(new)
        return {token: self._known[token] for token in wanted}

    def find_seen(self, form: str) -> Candidates | None:
        """Give the words that were seen read as this form; None: there are none."""
        seen = [
            (self._numbers[word], count)
            for word, count in self._channel.forms.get(form.lower(), {}).items()
            if word in self._numbers
        ]
        if not seen:
            return None
        words = np.array([number for number, _ in seen])
        counts = np.array([count for _, count in seen], np.float32)
        scores = np.log(counts / self._totals[words])
        rank = scores + _PRIOR * self._model.frequencies[words]
        return Candidates(words, scores, float(rank.max()))

    def _add(self, tokens: Sequence[str]) -> None:
        asked = [
            (number, shape)
            for number, token in enumerate(tokens)
            if len(token) <= _LONGEST
            for shape in shapes_of(token)
        ]
        found = Matches(*(np.empty(0, np.int64),) * 2, np.empty(0, np.float32))
        if asked:
            matches = self._trie.match([(tokens[number], shape) for number, shape in asked])
            owners = np.array([number for number, _ in asked])
            found = self._near(Matches(owners[matches.token], matches.word, matches.score))
        bounds = np.searchsorted(found.token, np.arange(len(tokens) + 1))
        for number, token in enumerate(tokens):
            inside = slice(bounds[number], bounds[number + 1])
            self._known[token] = self._weigh(token, found.word[inside], found.score[inside])

    def _near(self, found: Matches) -> Matches:
        """Leave out what is too far behind, whatever forms may say."""
        rank = found.score + _PRIOR * self._model.frequencies[found.word]
        best = np.full(int(found.token.max(initial=0)) + 1, -np.inf)
        np.maximum.at(best, found.token, rank)
        near = rank >= best[found.token] - _BEHIND + np.log(1 - _FORMS)
        return Matches(found.token[near], found.word[near], found.score[near])

    def _weigh(self, token: str, words: Integers, scores: Floats) -> Candidates:
        """Bring in what was seen as a whole, and keep the likely ones."""
        # A word may have been written in two ways; the likelier one counts.
        order = np.lexsort((-scores, words))
        words, scores = words[order], scores[order]
        first = np.ones(len(words), bool)
        first[1:] = words[1:] != words[:-1]
        words, scores = words[first], scores[first]
        seen = self._channel.forms.get(token.lower(), {})
        scores = scores + np.log(1 - self._trust[words])
        for word, count in seen.items():
            number = self._numbers.get(word)
            if number is None:
                continue
            place = np.flatnonzero(words == number)
            share = np.float32(np.log(self._trust[number] * count / self._totals[number]))
            if len(place):
                scores[place] = np.logaddexp(scores[place], share)
            else:
                words, scores = np.append(words, number), np.append(scores, share)
        if not len(words):
            return Candidates(np.empty(0, np.int64), np.empty(0, np.float32), -99.0)
        rank = scores + _PRIOR * self._model.frequencies[words]
        order = np.argsort(-rank, kind="stable")[:_MOST]
        order = order[rank[order] >= rank[order[0]] - _BEHIND]
        return Candidates(words[order], scores[order], float(rank[order[0]]))


def shapes_of(token: str) -> tuple[Shape, ...]:
    """Give the ways in which the word behind a token may have been written.

    >>> [" or ".join(shapes_of(token)) for token in ("dugc", "DPang", "S6", "PIEU")]
    ['lower', 'title', 'title or upper', 'upper']
    """
    letters = [sign for sign in token if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if not capitals:
        return (Shape.LOWER,)
    if capitals == len(letters):
        return (Shape.UPPER,) if len(letters) > 1 else (Shape.TITLE, Shape.UPPER)
    return (Shape.TITLE,) if capitals * 2 <= len(letters) or capitals == 1 else (Shape.UPPER,)
