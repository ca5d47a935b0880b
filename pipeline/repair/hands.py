"""How heavy a hand a text needs: which OCR it went through, if any.

Each OCR language leaves its own letters: English none of the marked ones but é and some signs of
money, French those of French, Vietnamese all of them. A text without any mark and without digits in
its words lost them on purpose. A paragraph decides for itself where it is long enough, because
reports are put together from parts; short ones go with the text they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.repair.kinds import is_syllable_shape
from pipeline.vietnamese.alphabet import has_own_letters


class Hand(StrEnum):
    """What happened to a text; also the name of the channel that undoes it."""

    VIE = "vie"  # nothing, or read with the Vietnamese model: both look alike
    ENG = "eng"
    FRA = "fra"
    STRIPPED = "stripped"  # its marks were left out, its letters are right


_FRENCH = re.compile("[èêëàâäîïôöùûüçœÈÊËÀÂÄÎÏÔÖÙÛÜÇ]")
_OTHER_SIGN = re.compile(r"[^a-zA-Z]")
_FEW = 5  # words by which a sentence in another language is told
_ENOUGH = 12  # words by which a paragraph decides for itself
# Shares of words, measured on the pages for settings: Vietnamese letters are in 60 % of the words
# of correct text and in none that an English or French OCR read; letters of French in 55 % of the
# words that a French OCR read and in none of an English one; other signs in 24 % of the latter's.
_MARKED = 0.25
_LETTERS_OF_FRENCH = 0.10
_FOREIGN = 0.3  # words that are no syllables; English has 70 %, Vietnamese without marks 2 %
_MOSTLY_FOREIGN = 0.5  # the same; of paragraphs that an English OCR read none of 437 has so many
_DAMAGED = 0.03  # words with é, ¢, digits ... in a text that only lost its marks


@dataclass(slots=True)
class Evidence:
    """What was seen of a text's words so far."""

    words: int = 0
    vietnamese: int = 0
    french: int = 0
    damaged: int = 0
    foreign: int = 0

    def add(self, cores: Iterable[str]) -> None:
        """Count words."""
        for core in cores:
            self.words += 1
            if has_own_letters(core):
                self.vietnamese += 1
            elif _FRENCH.search(core):
                self.french += 1
            elif _OTHER_SIGN.search(core):
                self.damaged += 1
            elif not is_syllable_shape(core.lower()):
                self.foreign += 1

    def join(self, other: Evidence) -> None:
        """Count what was counted elsewhere."""
        self.words += other.words
        self.vietnamese += other.vietnamese
        self.french += other.french
        self.damaged += other.damaged
        self.foreign += other.foreign

    @property
    def decides(self) -> bool:
        """Whether there are words enough."""
        return self.words >= _ENOUGH

    @property
    def is_foreign(self) -> bool:
        """Whether most words are no syllables; a few words tell."""
        return self.words >= _FEW and self.foreign > _MOSTLY_FOREIGN * self.words

    def hand(self) -> Hand:
        """Say what the text went through."""
        if self.vietnamese >= _MARKED * self.words:
            return Hand.VIE
        if self.is_foreign:
            return Hand.VIE
        if self.french >= _LETTERS_OF_FRENCH * self.words:
            return Hand.FRA
        if self.damaged + self.french + self.vietnamese > _DAMAGED * self.words:
            return Hand.ENG
        # Another language: what is left as it is, is left by the lightest hand.
        return Hand.VIE if self.foreign > _FOREIGN * self.words else Hand.STRIPPED
