"""Tokens and their candidates to the lattice that is decoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.repair.candidates import CandidateFinder
from pipeline.repair.decode import NONE, Lattice
from pipeline.repair.language_model import NUMBER, UNKNOWN, Floats, LanguageModel
from pipeline.repair.tokens import Kind, Token

# Chosen on the pages for settings.
KEEP = -12.0  # log probability of a word that the vocabulary does not know
_TORN = 4  # signs of a piece of a torn word, at most
_STRANGE = -13.0  # of the best candidate: below it, the token may be two words
_CASE_SLIPS = 0.04  # share of initials whose case an OCR takes for the other

Piece = Sequence[Token]


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


class LatticeBuilder:
    """Builds lattices with one finder of candidates."""

    def __init__(self, model: LanguageModel, finder: CandidateFinder, case: CaseScores) -> None:
        self._finder = finder
        self._case = case
        self._numbers = {word: number for number, word in enumerate(model.words)}
        self._torn = np.log(finder.torn + 1e-4)
        self._joined = np.log(finder.joined + 1e-4)

    def build(self, pieces: Sequence[Piece]) -> Lattice:
        """Give the lattice of pieces; each token is a position.

        Args:
            pieces: None empty; without signs.
        """
        arcs = _Arcs()
        position = 0
        known = self._finder.find(
            token.core for piece in pieces for token in piece if token.kind is Kind.WORD
        )
        for piece in pieces:
            for place, token in enumerate(piece):
                if token.kind is not Kind.WORD:
                    arcs.add_one(position, self._number_of(token))
                else:
                    found = known[token.core]
                    arcs.add(position, found.words, found.scores + self._case_of(token, place, found.words))
                    arcs.add_one(position, UNKNOWN, KEEP)
                position += 1
        return arcs.finish(np.array([len(piece) for piece in pieces]))

    def _number_of(self, token: Token) -> int:
        if token.kind in {Kind.NUMBER, Kind.SYMBOL}:
            return NUMBER
        return self._numbers.get(token.core.lower(), UNKNOWN)

    def _case_of(self, token: Token, place: int, words: np.ndarray) -> Floats | float:
        first = token.core[0]
        if place == 0 or not first.isalpha() or (token.core.isupper() and len(token.core) > 1):
            return 0.0
        return (self._case.capital if first.isupper() else self._case.small)[words]


class _Arcs:
    def __init__(self) -> None:
        self.start: list[np.ndarray] = []
        self.words: list[np.ndarray] = []
        self.scores: list[np.ndarray] = []

    def add(self, position, words, scores):
        self.start.append(np.full(len(words), position)); self.words.append(words); self.scores.append(scores)

    def add_one(self, position, word, score=0.0):
        self.start.append([position]); self.words.append([word]); self.scores.append([score])

    def finish(self, lengths):
        start = np.concatenate(self.start); words = np.concatenate(self.words)
        return Lattice(lengths, start, np.ones_like(start), words, np.full_like(start, NONE), np.concatenate(self.scores).astype(np.float32))
