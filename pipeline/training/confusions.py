"""What an engine makes of each letter, learned from printed and read lines.

The channel of the repair model: P(segment | unit), where a unit is a letter as printed, small or
capital, or two letters that are read together. Letters are aligned by rounds of counting and
dividing anew (Viterbi EM). Then rare letters are given what their relatives show.

    python -m pipeline.training.confusions pages.jsonl... --out channel.json
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from pipeline.repair.segmentation import LONGEST_SEGMENT, Scores, Table, segment_word
from pipeline.training.paired_words import pair_words
from pipeline.training.relatives import PAIR_DOUBT, smooth

Words = Counter[tuple[str, str]]  # printed and read word, one to one

_ROUNDS = 3  # of single letters, and as many with pairs; 5 change no likelihood by 0.001
_DOUBT = log(0.001)  # of a guess, once something was counted
# A pair of letters is a unit where it is read so this many times as often as its letters foretell.
# Posterior of the printed settings word in nats: no pairs 0.653, 3 times 0.648, 1.5 times 0.641. On
# 300 lines of one real scan no pairs were better (0.651 against 0.678); with more faces still so.
_PAIR_GAIN = 1.5
_PAIR_COUNT = 5
_DIGITS = 6  # decimals of the probabilities that are written


@dataclass(frozen=True, slots=True)
class Learned:
    """How printed words look after one engine read them."""

    segments: dict[str, dict[str, float]]  # unit -> read segment -> P(segment | unit)
    words: dict[str, dict[str, int]]  # small-lettered word -> read form -> times
    torn: float  # share of printed words read as two
    joined: float  # share of printed words run together with the next


def learn_channel(pairs: Iterable[tuple[str, str]]) -> Learned:
    """Learn from printed and read lines.

    >>> channel = learn_channel([("số hộ nghèo còn", "s6 hd nghéo con")] * 20)
    >>> max(channel.segments["ố"].items(), key=lambda item: item[1])
    ('6', 0.833333)
    >>> channel.words["hộ"]
    {'hd': 20}
    """
    words: Words = Counter()
    shapes: Counter[tuple[int, int]] = Counter()
    for printed, read in pairs:
        for pair in pair_words(printed, read):
            shape = (len(pair.printed), len(pair.read))
            shapes[shape] += 1
            if shape == (1, 1) and pair.printed[0].isalpha():
                words[pair.printed[0], pair.read[0]] += 1
    printed_words = shapes[1, 1] + shapes[1, 2] + 2 * shapes[2, 1]
    return Learned(
        _learn_segments(words),
        _count_forms(words),
        round(shapes[1, 2] / max(1, printed_words), _DIGITS),
        round(shapes[2, 1] / max(1, printed_words), _DIGITS),
    )


def _count_forms(words: Words) -> dict[str, dict[str, int]]:
    forms: dict[str, dict[str, int]] = {}
    for (printed, read), times in sorted(words.items()):
        row = forms.setdefault(printed.lower(), {})
        row[read] = row.get(read, 0) + times
    return forms


def _learn_segments(words: Words) -> dict[str, dict[str, float]]:
    totals = _count_units(words)
    table: Table = {}
    for _ in range(_ROUNDS):
        table = _divided(_count_segments(words, _scores(table)), totals)
    found = _find_pairs(words, _scores(table), totals)
    table |= _divided(found, totals)
    counts: Table = {}
    for _ in range(_ROUNDS):
        counts = _count_segments(words, _scores(table))
        table = _divided(counts, totals)
    return _rounded(smooth(counts, totals))


def _scores(table: Table) -> Scores:
    return Scores(table, _DOUBT if table else 0.0, {unit for unit in table if len(unit) > 1})


def _count_units(words: Words) -> Counter[str]:
    totals: Counter[str] = Counter()
    for (printed, _), times in words.items():
        for letter in printed:
            totals[letter] += times
        for letter, following in pairwise(printed):
            totals[letter + following] += times
    return totals


def _divisions(words: Words, scores: Scores) -> Iterator[tuple[list[tuple[str, str]], int]]:
    """Give the units and segments of each pair of words, with how often the pair was seen."""
    for (printed, read), times in words.items():
        yield segment_word(printed, read, scores)[1], times


def _count_segments(words: Words, scores: Scores) -> Table:
    counts: Table = {}
    for units, times in _divisions(words, scores):
        for unit, segment in units:
            row = counts.setdefault(unit, {})
            row[segment] = row.get(segment, 0) + times
    return counts


def _divided(counts: Table, totals: Counter[str]) -> Table:
    """Turn counts into shares.

    A letter's shares are of the times it was read alone, so they sum to 1 and what pairs explain
    is left out; a pair's are of all times it was printed. Shares of all times for letters too
    would punish a letter everywhere for what happens to it in one pair. Both rank the printed word
    first as often (77.3 of 100 settings words, by letters and frequency alone), but this way gives
    it the better posterior (0.639 against 0.642 nats in English, 0.451 against 0.460 in French).
    """
    shares: Table = {}
    for unit, row in counts.items():
        whole = sum(row.values()) if len(unit) == 1 else totals[unit] + PAIR_DOUBT
        shares[unit] = {segment: times / whole for segment, times in row.items()}
    return shares


def _find_pairs(words: Words, scores: Scores, totals: Counter[str]) -> Table:
    """Find letters that are read otherwise together than alone (`ch` -> `c`, `ừn` -> `im`)."""
    together: Counter[tuple[str, str]] = Counter()
    for units, times in _divisions(words, scores):
        for (one, segment), (other, following) in pairwise(units):
            if 0 < len(segment + following) <= LONGEST_SEGMENT:
                together[one + other, segment + following] += times
    found: Table = {}
    for (unit, segment), times in together.items():
        alone = segment_word(unit, segment, scores)[0]
        if times >= _PAIR_COUNT and log(times / totals[unit]) - alone > log(_PAIR_GAIN):
            found.setdefault(unit, {})[segment] = times
    return found


def _rounded(table: Table) -> Table:
    return {
        unit: {segment: round(row[segment], _DIGITS) for segment in sorted(row)}
        for unit, row in sorted(table.items())
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn a channel from files that `pages` wrote, and write it as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    call = parser.parse_args(arguments)
    channel = learn_channel(_line_pairs(call.files))
    text = json.dumps(asdict(channel), ensure_ascii=False, sort_keys=True, indent=0)
    call.out.write_text(text + "\n", encoding="utf-8")


def _line_pairs(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in files:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from ((printed, read) for printed, read, _ in json.loads(line)["pairs"])


if __name__ == "__main__":
    main()
