"""How a read word falls into what each printed letter became.

Each printed letter gives nothing or up to three read characters (`ừ` -> `tir`), and two printed
letters that are read together give one to three. The best way is found by dynamic programming
(Viterbi), and learning counts best ways alone, as the decoder will look for them alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field

from pipeline.vietnamese.alphabet import fold

LONGEST_SEGMENT = 3  # read characters
_IMPOSSIBLE = -math.inf

Table = dict[str, dict[str, float]]  # unit of one or two letters -> read segment -> number


@dataclass(slots=True)
class Scores:
    """Logarithms of P(segment | unit), with a guess for segments of one letter never seen."""

    table: Table = field(default_factory=dict)
    doubt: float = 0.0  # logarithm, of a guess against what was counted
    units: Collection[str] = ()  # of two letters
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def of(self, unit: str, segment: str) -> float:
        """Give the logarithm; a pair of letters without the segment is impossible."""
        key = (unit, segment)
        score = self.known.get(key)
        if score is None:
            score = self.known[key] = self._look_up(unit, segment)
        return score

    def _look_up(self, unit: str, segment: str) -> float:
        share = self.table.get(unit, {}).get(segment, 0.0)
        if share:
            return math.log(share)
        return _IMPOSSIBLE if len(unit) > 1 else self.doubt + math.log(guess(unit, segment))


def guess(letter: str, segment: str) -> float:
    """Guess how often a letter is read so before anything was counted.

    Only the order of these matters: the letter itself, the letter without marks, one character
    for one, and each character more or less is rarer.
    """
    if segment == letter:
        return 0.4
    plain, bare = fold(letter), fold(segment)
    if bare == plain:
        return 0.3
    holds = 20.0 if plain in bare else 1.0
    return (0.01, 0.005, 0.0005, 0.0001)[len(segment)] * holds


def segment_word(printed: str, read: str, scores: Scores) -> tuple[float, list[tuple[str, str]]]:
    """Divide a read word among the letters of the printed one, the likeliest way.

    Returns:
        The logarithm of the way's probability, and its units with their segments. A word that is
        more than three times as long as the printed one has no way: minus infinity and no units.

    >>> segment_word("từ", "tir", Scores())[1]
    [('t', 't'), ('ừ', 'ir')]
    """
    rows, columns = len(printed), len(read)
    best = [[_IMPOSSIBLE] * (columns + 1) for _ in range(rows + 1)]
    step = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(1, rows + 1):
        wide = i > 1 and printed[i - 2 : i] in scores.units
        takes = [(1, printed[i - 1])] + ([(2, printed[i - 2 : i])] if wide else [])
        here, ways = best[i], step[i]
        for taken, unit in takes:
            before = best[i - taken]
            for start, so_far in enumerate(before):
                if so_far == _IMPOSSIBLE:
                    continue
                for stop in range(start, min(start + LONGEST_SEGMENT, columns) + 1):
                    score = so_far + scores.of(unit, read[start:stop])
                    if score > here[stop]:
                        here[stop], ways[stop] = score, (taken, stop - start)
    return best[rows][columns], _trace(printed, read, best, step)


def _trace(
    printed: str, read: str, best: list[list[float]], step: list[list[tuple[int, int]]]
) -> list[tuple[str, str]]:
    i, j = len(printed), len(read)
    if best[i][j] == _IMPOSSIBLE:
        return []
    units = []
    while i:
        letters, characters = step[i][j]
        units.append((printed[i - letters : i], read[j - characters : j]))
        i, j = i - letters, j - characters
    return units[::-1]
