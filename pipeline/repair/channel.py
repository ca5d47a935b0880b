"""How letters look after an OCR that knows no Vietnamese: probabilities of what was read.

A unit is one letter or two of what is printed; each may have been read as a segment of none to
three signs. Big letters are mistaken for others than small ones, so units keep their case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pipeline.repair.language_model import Floats, Integers

LONGEST_SEGMENT = 3  # signs read for one unit
# What was never seen happens now and then all the same, above all to marked letters: natural
# logarithm, by signs of the segment. Real scans are worse than drawn ones (xã as x3, xi, xd).
_UNSEEN_PLAIN = (-7.0, -8.0, -11.0, -14.0)
_UNSEEN_MARKED = (-6.0, -6.0, -9.0, -12.0)
# A sign too much beside one that is expected (Xéac, cuy): natural logarithm.
_EXTRA = -7
_IMPOSSIBLE = -60.0


class Shape(StrEnum):
    """How a word is written."""

    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Channel:
    """What one OCR language makes of Vietnamese letters."""

    name: str  # "eng"
    segments: Mapping[str, Mapping[str, float]]  # unit -> what was read -> probability
    forms: Mapping[str, Mapping[str, int]]  # word as read -> printed word -> how often
    counts: Mapping[str, int]  # printed word -> how often it was seen while learning


class SegmentScores:
    """Log probability of every segment of a token for every unit of an alphabet.

    Units are numbered: first the letters of the alphabet, then the pairs that the channel knows.
    """

    def __init__(self, channel: Channel, alphabet: str) -> None:
        self.letters = {letter: number for number, letter in enumerate(alphabet)}
        pairs = sorted({unit.lower() for unit in channel.segments if len(unit) == 2})
        self.pairs = {
            pair: len(alphabet) + number
            for number, pair in enumerate(pairs)
            if all(letter in self.letters for letter in pair)
        }
        self.size = len(alphabet) + len(self.pairs)
        self._units = {shape: self._read_units(channel, shape) for shape in Shape}
        self._unseen = np.full((self.size, LONGEST_SEGMENT + 1), _IMPOSSIBLE, np.float32)
        for letter, number in self.letters.items():
            self._unseen[number] = _UNSEEN_PLAIN if letter.isascii() else _UNSEEN_MARKED

    def _read_units(self, channel: Channel, shape: Shape) -> dict[str, tuple[Integers, Floats]]:
        """Give for each segment the units it may stand for, when they are written in this shape."""
        found: dict[str, tuple[list[int], list[float]]] = {}
        for unit, number in (*self.letters.items(), *self.pairs.items()):
            written = {
                Shape.LOWER: unit,
                Shape.TITLE: unit[0].upper() + unit[1:],
                Shape.UPPER: unit.upper(),
            }[shape]
            for segment, probability in channel.segments.get(written, {}).items():
                numbers, scores = found.setdefault(segment, ([], []))
                numbers.append(number)
                scores.append(float(np.log(probability)))
        return {
            segment: (np.array(numbers), np.array(scores, np.float32))
            for segment, (numbers, scores) in found.items()
        }

    def tabulate(self, token: str, shape: Shape) -> Floats:
        """Give scores[unit, start, length]: the unit read as token[start : start + length]."""
        size = len(token)
        table = np.repeat(self._unseen[:, None, :], size + 1, axis=1)
        units = self._units[shape]
        for length in range(LONGEST_SEGMENT + 1):
            table[:, size + 1 - length :, length] = _IMPOSSIBLE
            for start in range(size + 1 - length):
                known = units.get(token[start : start + length])
                if known is not None:
                    column = table[:, start, length]
                    column[known[0]] = np.maximum(column[known[0]], known[1])
        for length in range(2, min(LONGEST_SEGMENT, size) + 1):
            shorter = table[:, :, length - 1] + np.float32(_EXTRA)
            within = size + 1 - length
            table[:, :within, length] = np.maximum(
                table[:, :within, length],
                np.maximum(shorter[:, :within], shorter[:, 1 : within + 1]),
            )
        return table
