"""Decoded words in the letters, big and small, in which they were printed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.repair.casing import recase
from pipeline.repair.confidence import Calibration, Choices
from pipeline.repair.decode import NONE
from pipeline.repair.hands import Hand
from pipeline.repair.language_model import UNKNOWN
from pipeline.repair.restored import RestoredWord
from pipeline.repair.tokens import Token
from pipeline.vietnamese.tone_marks import place_tones

_LEAST = 1e-6
_SURE = 0.995  # of such a word no other candidates are told


class Writer:
    """Writes the words of one decoded text."""

    def __init__(
        self, words: Sequence[str], calibration: Calibration, choices: Choices, hand: Hand
    ) -> None:
        self._hand = hand
        self._words = words
        self._confidence = calibration.confidence(choices.share).tolist()
        self._candidates = choices.words.tolist()
        self._shares = choices.shares.tolist()
        self._share = choices.share.tolist()

    def write(
        self, token: Token, arc: int, first: int, second: int, capitals: bool
    ) -> RestoredWord:
        """Write the word or two words that were decoded for a token.

        Args:
            token: What was read.
            arc: The arc's number in the decoded path.
            first: Number of the word.
            second: Number of the second word; NONE: there is one.
            capitals: Whether the words around it are printed in capitals.
        """
        text = self._spell(token, first, second, capitals)
        confidence = self._confidence[arc]
        if confidence >= _SURE:
            return write_word(token, text, confidence, hand=self._hand)
        others: dict[str, float] = {}
        for number, share in zip(self._candidates[arc], self._shares[arc], strict=True):
            other = self._spell(token, number, NONE, capitals)
            if share and other != text:
                others[other] = others.get(other, 0.0) + share
        # What is left of the certainty is divided by their shares.
        rest = (1 - confidence) / max(1 - self._share[arc], _LEAST)
        weighed = tuple((other, share * rest) for other, share in others.items())
        return write_word(token, text, confidence, weighed, hand=self._hand)

    def _spell(self, token: Token, first: int, second: int, capitals: bool) -> str:
        as_read = place_tones(token.core)
        if first == UNKNOWN:
            return as_read
        word = self._words[first]
        if second == NONE and word == as_read.lower():
            return as_read  # VietJet
        if second != NONE:
            word = f"{word} {self._words[second]}"
        return recase(word, token.core, capitals)


def write_word(  # noqa: PLR0913, PLR0917
    token: Token,
    text: str,
    confidence: float,
    others: tuple[tuple[str, float], ...] = (),
    reason: str = "",
    hand: Hand | None = None,
) -> RestoredWord:
    """Put a text in the place of a token's core."""
    start = token.start + len(token.prefix)
    end = start + len(token.core)
    return RestoredWord(start, end, token.core, text, confidence, others, reason, hand)
