"""The corpus as numbers of words, one long row: what n-grams are counted in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.language_model import BOUNDARY, NUMBER, ROOM, SPECIAL, UNKNOWN
from pipeline.vietnamese.syllable import is_syllable
from pipeline.vietnamese.tone_marks import place_tones

Stream = NDArray[np.int16]

# Numbers and symbols of documents are one word; a sentence ends at its mark.
_TOKEN = re.compile(r"\d(?:[\w.,/:%-]*\w)?%?|[^\W\d_]+|[.;:!?…]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
# Rarer ones are mostly slips of the keyboard.
_FEWEST_SYLLABLE = 3
_FEWEST_OTHER = 25


def choose_words(lines: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Choose the vocabulary: syllables that are used or name a place, and other frequent words.

    Args:
        lines: The training text.
        names: Places; each of their syllables gets in.
    """
    written: Counter[str] = Counter()
    for line in lines:
        written.update(_WORD.findall(line))
    counts: Counter[str] = Counter()
    for word, count in written.items():
        counts[place_tones(word).lower()] += count
    named = {word for name in names for word in _WORD.findall(place_tones(name).lower())}
    chosen = named | {
        word
        for word, count in counts.items()
        if count >= (_FEWEST_SYLLABLE if is_syllable(word) else _FEWEST_OTHER)
    }
    by_count = sorted(chosen, key=lambda word: (-counts[word], word))
    return (*SPECIAL, *sorted(by_count[: ROOM - len(SPECIAL)]))


def number_words(lines: Iterable[str], words: Sequence[str]) -> Stream:
    """Give the lines as numbers of words, each sentence followed by a boundary."""
    numbers = {word: number for number, word in enumerate(words)}
    known: dict[str, int] = {}
    parts = [np.array([BOUNDARY], np.int16)]
    for line in lines:
        row = []
        for token in _TOKEN.findall(line):
            number = known.get(token)
            if number is None:
                number = known[token] = _number_of(token, numbers)
            row.append(number)
        row.append(BOUNDARY)
        parts.append(np.array(row, np.int16))
    return np.concatenate(parts)


def capital_shares(lines: Iterable[str], words: Sequence[str]) -> NDArray[np.float32]:
    """Give for each word how often it begins with a capital in the middle of a sentence.

    Lines in capitals say nothing, nor does the first word of a sentence.
    """
    numbers = {word: number for number, word in enumerate(words)}
    tokens: Counter[str] = Counter()
    for line in lines:
        if not line.isupper():
            tokens.update(_TOKEN_INSIDE.findall(line))
    capital = np.zeros(len(words))
    total = np.zeros(len(words))
    for token, count in tokens.items():
        number = numbers.get(place_tones(token).lower(), UNKNOWN)
        if not token.isupper() or len(token) == 1:
            total[number] += count
            capital[number] += count * token[0].isupper()
    return ((capital + 0.1) / (total + 1.0)).astype(np.float32)


_TOKEN_INSIDE = re.compile(r"(?<=[\w,] )[^\W\d_]+")


def _number_of(token: str, numbers: dict[str, int]) -> int:
    if token[0].isdigit():
        return NUMBER
    if token[0].isalpha():
        return numbers.get(place_tones(token).lower(), UNKNOWN)
    return BOUNDARY
