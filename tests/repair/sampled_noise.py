"""Noise of an OCR without the OCR: each letter becomes what the learned channel says, by chance."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from pipeline.repair.channel import Channel
from pipeline.repair.restored import RestoredWord, rewrite
from pipeline.repair.tokens import Kind, tokenize

_WIDTH = 90  # characters of a printed line


def damaged_paragraphs(
    paragraphs: Iterable[str], channel: Channel, rng: random.Random
) -> Iterator[list[tuple[str, str]]]:
    """Print paragraphs in lines and damage their words; figures stay.

    Args:
        paragraphs: Correct text.
        channel: What an OCR makes of letters.
        rng: Where all chance comes from.

    Yields:
        The printed and damaged lines of each paragraph.
    """
    for paragraph in paragraphs:
        lines = textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
        yield [(line, damage_line(line, channel, rng)) for line in lines]


def damage_line(line: str, channel: Channel, rng: random.Random) -> str:
    """Damage the words of a line."""
    damaged = []
    for token in tokenize(line):
        if token.kind is Kind.WORD:
            start = token.start + len(token.prefix)
            text = damage_word(token.core, channel, rng)
            damaged.append(
                RestoredWord(start, start + len(token.core), token.core, text, confidence=1)
            )
    return rewrite(line, damaged)


def damage_word(word: str, channel: Channel, rng: random.Random) -> str:
    """Read a word as the channel does; one of which nothing would be left stays."""
    read, place = "", 0
    while place < len(word):
        # Shares of a pair are of all times it is printed: with what they leave, letters go alone.
        pair = channel.segments.get(word[place : place + 2], {}) if place + 1 < len(word) else {}
        if rng.random() < sum(pair.values()):
            read += _choose(pair, rng)
            place += 2
        else:
            read += _choose(channel.segments.get(word[place], {word[place]: 1.0}), rng)
            place += 1
    return read or word


def _choose(row: Mapping[str, float], rng: random.Random) -> str:
    return rng.choices(list(row), weights=list(row.values()))[0]
