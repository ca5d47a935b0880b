"""Tokens and their candidates to the lattice that is decoded.

A token is one word, as a rule. What two words run together looks like, or a word torn in two, is
only tried where it may be: the parts must be forms that words were seen in, so that a strange token
does not become two short words that fit anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.repair.candidates import CandidateFinder, Candidates
from pipeline.repair.decode import NONE, Lattice
from pipeline.repair.language_model import NUMBER, UNKNOWN, Floats, Integers, LanguageModel
from pipeline.repair.paragraphs import Piece
from pipeline.repair.tokens import Kind, Token
from pipeline.vietnamese.tone_marks import place_tones

# Chosen on the pages for settings.
_STRANGE = -11.0  # of the best candidate: below it, the token may be two words
_BORDER = -7.0  # log probability that a blank was lost or put in
_TORN = 8  # signs of a torn word, at most
_FRAGMENT = 2  # signs: a part so short may be torn off, however well it reads alone
_SPLITS = 8  # pairs of words kept for one token
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


@dataclass(slots=True)
class _Arcs:
    """Arcs as they are found, position after position."""

    start: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    first: list[Integers] = field(default_factory=list)
    second: list[Integers] = field(default_factory=list)
    scores: list[Floats] = field(default_factory=list)

    def add(
        self, start: int, span: int, first: Integers, scores: Floats, second: Integers | None = None
    ) -> None:
        self.start.append(start)
        self.counts.append(len(first))
        self.spans.append(span)
        self.first.append(first)
        self.second.append(np.full(len(first), NONE) if second is None else second)
        self.scores.append(scores)

    def finish(self, lengths: Integers) -> Lattice:
        counts = np.array(self.counts)
        return Lattice(
            lengths,
            np.repeat(np.array(self.start), counts),
            np.repeat(np.array(self.spans), counts),
            np.concatenate(self.first),
            np.concatenate(self.second),
            np.concatenate(self.scores).astype(np.float32),
        )


_NO_SCORE = np.zeros(1, np.float32)
_KEPT = np.array([UNKNOWN])
_A_NUMBER = np.array([NUMBER])


class LatticeBuilder:
    """Builds lattices with one finder of candidates."""

    def __init__(
        self, model: LanguageModel, finder: CandidateFinder, case: CaseScores, touch: Touch
    ) -> None:
        self._touch = touch
        self._keep = np.array([touch.keep], np.float32)
        self._model = model
        self._finder = finder
        self._case = case
        self._numbers = {word: np.array([number]) for number, word in enumerate(model.words)}
        self._splits: dict[str, tuple[Integers, Integers, Floats] | None] = {}

    def build(self, pieces: Sequence[Piece]) -> Lattice:
        """Give the lattice of pieces, none of them empty; each token is a position."""
        arcs = _Arcs()
        start = 0
        known = self._finder.find(
            token.core for piece in pieces for token in piece.tokens if token.kind is Kind.WORD
        )
        for piece in pieces:
            for place, token in enumerate(piece.tokens):
                if token.kind is Kind.WORD:
                    found = known[token.core]
                    self._add_word(arcs, start + place, token, place == 0, found)
                    self._add_torn(arcs, start + place, piece, place, found)
                else:
                    arcs.add(start + place, 1, self._number_of(token), _NO_SCORE)
            start += len(piece.tokens)
        return arcs.finish(np.array([len(piece.tokens) for piece in pieces]))

    def _add_word(
        self, arcs: _Arcs, start: int, token: Token, opens: bool, found: Candidates
    ) -> None:
        scores = found.scores
        same = self._numbers.get(place_tones(token.core).lower())
        if self._touch.change and same is not None:
            scores = scores + np.float32(self._touch.change) * (found.words != same)
        if not opens and token.core[0].isalpha() and not (token.core.isupper() and token.core[1:]):
            case = self._case.capital if token.core[0].isupper() else self._case.small
            scores = scores + case[found.words]
        arcs.add(start, 1, found.words, scores)
        arcs.add(start, 1, _KEPT, self._keep)
        if self._touch.splits and found.best < _STRANGE:
            split = self._split(token.core)
            if split:
                arcs.add(start, 1, split[0], split[2], split[1])

    def _add_torn(
        self, arcs: _Arcs, start: int, piece: Piece, place: int, found: Candidates
    ) -> None:
        """Try a token and the next one as one word."""
        if place + 1 == len(piece.tokens):
            return
        token, behind = piece.tokens[place : place + 2]
        torn_at_line_end = place in piece.torn
        if not torn_at_line_end and not self._may_be_torn(token, behind, found):
            return
        whole = self._finder.find_seen(token.core + behind.core)
        if whole:
            arcs.add(
                start, 2, whole.words, whole.scores + np.float32(0 if torn_at_line_end else _BORDER)
            )

    def _may_be_torn(self, token: Token, behind: Token, found: Candidates) -> bool:
        if not self._touch.splits or token.suffix or behind.prefix:
            return False
        if behind.kind is not Kind.WORD or len(token.core) + len(behind.core) > _TORN:
            return False
        return min(len(token.core), len(behind.core)) <= _FRAGMENT or found.best < _STRANGE

    def _split(self, core: str) -> tuple[Integers, Integers, Floats] | None:
        """Give the likeliest pairs of words that may have run together."""
        if core not in self._splits:
            self._splits[core] = self._find_splits(core)
        return self._splits[core]

    def _find_splits(self, core: str) -> tuple[Integers, Integers, Floats] | None:
        found = []
        for cut in range(1, len(core)):
            one, other = self._finder.find_seen(core[:cut]), self._finder.find_seen(core[cut:])
            if one and other:
                pairs = (one.scores[:, None] + other.scores[None, :]).ravel()
                found.append(
                    (
                        np.repeat(one.words, len(other.words)),
                        np.tile(other.words, len(one.words)),
                        pairs,
                    )
                )
        if not found:
            return None
        first, second, scores = (np.concatenate(part) for part in zip(*found, strict=True))
        rank = scores + self._model.frequencies[first] + self._model.frequencies[second]
        best = np.argsort(-rank, kind="stable")[:_SPLITS]
        return first[best], second[best], scores[best] + np.float32(_BORDER)

    def _number_of(self, token: Token) -> Integers:
        if token.kind in {Kind.NUMBER, Kind.SYMBOL}:
            return _A_NUMBER
        return self._numbers.get(token.core.lower(), _KEPT)
