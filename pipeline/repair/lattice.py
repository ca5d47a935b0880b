"""Tokens and their candidates to the lattice that is decoded.

A token is one word, as a rule. What two words run together looks like, or a word torn in two, is
only tried where it may be: the parts must be forms that words were seen in, so that a strange token
does not become two short words that fit anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from pipeline.repair.candidates import CandidateFinder, Candidates
from pipeline.repair.decode import NONE, Lattice
from pipeline.repair.language_model import NUMBER, UNKNOWN, Floats, Integers, LanguageModel
from pipeline.repair.paragraphs import Piece
from pipeline.repair.tokens import Kind, Token
from pipeline.vietnamese.alphabet import has_own_letters
from pipeline.vietnamese.tone_marks import place_tones

# Chosen on the pages for settings.
_STRANGE = -11.0  # of the best candidate: below it, the token may be two words
_BORDER = -7.0  # log probability that a blank was lost or put in
_TORN = 8  # signs of a torn word, at most
_FRAGMENT = 2  # signs: a part so short may be torn off, however well it reads alone
_REMEMBERED = 100_000  # tokens whose arcs are kept; bounds the memory of a long stream
_SPLITS = 8  # pairs of words kept for one token
# The same of a word with letters that an OCR without Vietnamese does not have.
_OWN_LETTERS = -8.0
_NEVER = np.float32(-99.0)
_CASE_SLIPS = 0.04  # share of initials whose case an OCR takes for the other


@dataclass(frozen=True, slots=True)
class CaseScores:
    """How much a capital, or a small initial, speaks for each word."""

    capital: Floats  # log probabilities by word
    small: Floats

    @classmethod
    def of(cls, shares: Floats) -> CaseScores:
        """Take the share of capitals of each word in the middle of sentences."""
        seen = shares * (1 - 2 * _CASE_SLIPS) + _CASE_SLIPS
        return cls(np.log(seen), np.log(1 - seen))


@dataclass(frozen=True, slots=True)
class Touch:
    """How lightly words are touched; natural logarithms."""

    keep: float  # of a word that the vocabulary does not know
    change: float  # of making another word of a known one, besides what the channel says
    splits: bool  # whether a token may become two words, or two become one


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Arcs that go from one position to one other."""

    first: Integers
    second: Integers
    scores: Floats

    @classmethod
    def of(cls, words: Integers, scores: Floats) -> _Bundle:
        return cls(words, np.full(len(words), NONE), scores)

    def join(self, other: _Bundle) -> _Bundle:
        return _Bundle(
            np.concatenate((self.first, other.first)),
            np.concatenate((self.second, other.second)),
            np.concatenate((self.scores, other.scores)),
        )


_NOTHING = _Bundle.of(np.empty(0, np.int64), np.empty(0, np.float32))


@dataclass(slots=True)
class _Arcs:
    """Arcs as they are found, position after position."""

    starts: list[int] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    bundles: list[_Bundle] = field(default_factory=list)

    def add(self, start: int, span: int, bundle: _Bundle) -> None:
        self.starts.append(start)
        self.spans.append(span)
        self.bundles.append(bundle)

    def finish(self, lengths: Integers) -> Lattice:
        counts = np.array([len(bundle.first) for bundle in self.bundles])
        return Lattice(
            lengths,
            np.repeat(np.array(self.starts), counts),
            np.repeat(np.array(self.spans), counts),
            np.concatenate([bundle.first for bundle in self.bundles]),
            np.concatenate([bundle.second for bundle in self.bundles]),
            np.concatenate([bundle.scores for bundle in self.bundles]).astype(np.float32),
        )


class LatticeBuilder:
    """Builds lattices with one finder of candidates."""

    def __init__(
        self, model: LanguageModel, finder: CandidateFinder, case: CaseScores, touch: Touch
    ) -> None:
        self._touch = touch
        self._frequencies = model.frequencies
        self._finder = finder
        self._case = case
        self._lengths = np.array([*map(len, model.words)])
        self._numbers = {word: number for number, word in enumerate(model.words)}
        self._words: dict[tuple[str, bool], _Bundle] = {}  # (core, opens a sentence)
        self._single: dict[int, _Bundle] = {}

    def build(self, pieces: Sequence[Piece]) -> Lattice:
        """Give the lattice of pieces, none of them empty; each token is a position."""
        arcs = _Arcs()
        start = 0
        self._prepare(pieces)
        for piece in pieces:
            tokens = piece.tokens
            for place, token in enumerate(tokens):
                if token.kind is Kind.WORD:
                    arcs.add(start, 1, self._words[token.core, place == 0])
                    if place + 1 < len(tokens):
                        torn = self._find_torn(token, tokens[place + 1], place in piece.torn)
                        if torn:
                            arcs.add(start, 2, torn)
                else:
                    arcs.add(start, 1, self._fixed(token))
                start += 1
        return arcs.finish(np.array([len(piece.tokens) for piece in pieces]))

    def _prepare(self, pieces: Sequence[Piece]) -> None:
        """Find the candidates of all words at once."""
        wanted = {
            (token.core, place == 0)
            for piece in pieces
            for place, token in enumerate(piece.tokens)
            if token.kind is Kind.WORD
        }
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        new = [key for key in wanted if key not in self._words]
        found = self._finder.find(core for core, _ in new)
        for core, opens in new:
            self._words[core, opens] = self._bundle(core, opens, found[core])

    def _bundle(self, core: str, opens: bool, found: Candidates) -> _Bundle:
        """Give the words a token may be, alone or run together, and the token as it is."""
        scores = found.scores
        if self._touch.change:
            # `tếmà` is two words that ran together, not `tế`.
            scores = np.where(np.abs(self._lengths[found.words] - len(core)) > 1, _NEVER, scores)
        same = self._numbers.get(place_tones(core).lower())
        change = self._touch.change or (_OWN_LETTERS if has_own_letters(core) else 0.0)
        if change and same is not None:
            scores = scores + np.float32(change) * (found.words != same)
        if not opens and core[0].isalpha() and not (core.isupper() and core[1:]):
            case = self._case.capital if core[0].isupper() else self._case.small
            scores = scores + case[found.words]
        whole = _Bundle.of(
            np.append(found.words, UNKNOWN), np.append(scores, np.float32(self._touch.keep))
        )
        if self._touch.splits and found.best < _STRANGE:
            return whole.join(self._find_splits(core))
        return whole

    def _fixed(self, token: Token) -> _Bundle:
        number = NUMBER
        if token.kind not in {Kind.NUMBER, Kind.SYMBOL}:
            number = self._numbers.get(token.core.lower(), UNKNOWN)
        if number not in self._single:
            self._single[number] = _Bundle.of(np.array([number]), np.zeros(1, np.float32))
        return self._single[number]

    def _find_torn(self, token: Token, behind: Token, at_line_end: bool) -> _Bundle | None:
        """Give what a token and the next one are as one word."""
        whole = token.core + behind.core
        if at_line_end:
            found = self._finder.find([whole])[whole]
            return _Bundle.of(found.words, found.scores)
        if not self._touch.splits or not self._may_be_torn(token, behind):
            return None
        seen = self._finder.find_seen(whole)
        return _Bundle.of(seen.words, seen.scores + np.float32(_BORDER)) if seen else None

    def _may_be_torn(self, token: Token, behind: Token) -> bool:
        if token.suffix or behind.prefix or behind.kind is not Kind.WORD:
            return False
        if len(token.core) + len(behind.core) > _TORN:
            return False
        short = min(len(token.core), len(behind.core)) <= _FRAGMENT
        return short or self._finder.find([token.core])[token.core].best < _STRANGE

    def _find_splits(self, core: str) -> _Bundle:
        """Give the likeliest pairs of words that may have run together."""
        pairs = [_NOTHING]
        for cut in range(1, len(core)):
            one, other = self._finder.find_seen(core[:cut]), self._finder.find_seen(core[cut:])
            if one and other:
                pairs.append(
                    _Bundle(
                        np.repeat(one.words, len(other.words)),
                        np.tile(other.words, len(one.words)),
                        (one.scores[:, None] + other.scores[None, :]).ravel(),
                    )
                )
        found = reduce(_Bundle.join, pairs)
        rank = found.scores + self._frequencies[found.first] + self._frequencies[found.second]
        best = np.argsort(-rank, kind="stable")[:_SPLITS]
        return _Bundle(
            found.first[best], found.second[best], found.scores[best] + np.float32(_BORDER)
        )
