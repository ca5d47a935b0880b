"""What a rare letter has from its relatives: Ẵ is printed once in a hundred pages.

The counts of a letter are added to a prior of a fixed weight. It comes from the other marked
letters of the same base and case (Ẫ, Ắ, Á for Ẵ), and where these are rare too, from the letter's
other case. This order was chosen by foretelling each marked letter printed 40 times from all
others, on training pages; nats a read segment, small letters and capitals:

    prior                                 eng            fra
    same base                             1.41  0.40     1.99  1.74
    same base, then same tone             1.83  0.51     2.50  2.29
    the same, then other case             2.32  1.10     2.11  1.48
    other case, then same base, marked    1.27  0.25     1.86  1.47

Tones of one shape are lost alike, but what is left of the letter (é, 6, d for ố, ổ, ộ) is the
matter of the base and its size.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.repair.segmentation import Table
from pipeline.vietnamese.alphabet import fold

PAIR_DOUBT = 2.0  # times that a pair of letters is taken to have been read letter by letter besides

_WEIGHT = 4.0  # occurrences that each prior counts for; 1 to 16 move the likelihood by 0.2 %
_SAY = 50.0  # occurrences of one relative that count at most
_RAREST = 1e-4  # of a unit; what is rarer is left out
_SEEN = 2  # times that a segment was counted in the letter or its relatives

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_VOWELS = "aăâeêioôơuưy"
_CONSONANTS = "bcdđfghjklmnpqrstvwxz"


def all_letters() -> frozenset[str]:
    """Give the Vietnamese letters in both cases, and f, j, w, z, which names have.

    >>> len(all_letters())  # 67 marked letters and 26 plain ones
    186
    """
    marked = (unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)
    small = {*_VOWELS, *_CONSONANTS, *marked}
    return frozenset(small | {letter.upper() for letter in small})


def smooth(counts: Table, totals: Counter[str]) -> Table:
    """Turn counts into P(segment | unit), with rare letters near their relatives.

    Args:
        counts: Of units and their segments; what a pair explains is not with its letters.
        totals: How often each unit was printed.

    Returns:
        The letters of the language and all that were printed, and the pairs. The probabilities of
        a letter sum to 1, less what is too rare to keep; those of a pair come on top of those of
        its letters.
    """
    families = _Families.of(counts)
    letters = sorted(all_letters() | {unit for unit in counts if len(unit) == 1})
    table = {letter: _kept(families.blend(letter), families, letter) for letter in letters}
    for unit, row in counts.items():
        if len(unit) > 1:
            shares = {
                segment: times / (totals[unit] + PAIR_DOUBT) for segment, times in row.items()
            }
            table[unit] = {
                segment: share
                for segment, share in shares.items()
                if share >= _RAREST and row[segment] >= _SEEN
            }
    return {unit: row for unit, row in table.items() if row}


def _kept(row: dict[str, float], families: _Families, letter: str) -> dict[str, float]:
    seen = families.seen(letter)
    return {
        segment: share
        for segment, share in row.items()
        if share >= _RAREST and (seen[segment] >= _SEEN or segment in (letter, _plain(letter)))
    }


def _plain(letter: str) -> str:
    """Give a letter without its marks, in its case."""
    bare = fold(letter)
    return bare.upper() if letter.isupper() else bare


@dataclass(frozen=True, slots=True)
class _Families:
    """The counts of single letters, and who is related to whom."""

    counts: Table
    members: dict[str, list[str]]  # letter without marks, in its case -> letters that were printed
    general: tuple[float, float, float]  # share of marked letters read right, bare, and not at all

    @classmethod
    def of(cls, counts: Table) -> _Families:
        singles = {unit: row for unit, row in counts.items() if len(unit) == 1}
        members: dict[str, list[str]] = {}
        for letter in sorted(singles):
            members.setdefault(_plain(letter), []).append(letter)
        return cls(singles, members, _general_shares(singles))

    def blend(self, letter: str) -> dict[str, float]:
        """Give the letter's own shares, mixed with those of ever nearer relatives."""
        right, bare, nothing = self.general
        prior = {"": nothing}
        for segment, share in ((letter, right), (_plain(letter), bare)):
            prior[segment] = prior.get(segment, 0.0) + share
        for relatives in self._circles(letter):
            prior = _mixed(self._gathered(letter, relatives), prior)
        return _mixed(self.counts.get(letter, {}), prior)

    def _circles(self, letter: str) -> tuple[list[str], list[str]]:
        """Give the relatives, farthest first."""
        family = self.members.get(_plain(letter), ())
        marked = [other for other in family if other not in (letter, _plain(letter))]
        return [letter.swapcase()], marked

    def _gathered(self, letter: str, relatives: Iterable[str]) -> dict[str, float]:
        """Add up what relatives were read as; a common one has no more say than a rare one."""
        sums: dict[str, float] = {}
        for relative in relatives:
            row = self.counts.get(relative, {})
            say = min(1.0, _SAY / max(1.0, sum(row.values())))
            for segment, times in row.items():
                own = _transferred(segment, relative, letter)
                sums[own] = sums.get(own, 0.0) + times * say
        return sums

    def seen(self, letter: str) -> Counter[str]:
        """Count segments in the letter and its relatives."""
        seen: Counter[str] = Counter()
        far, near = self._circles(letter)
        for relative in (letter, *far, *near):
            for segment, times in self.counts.get(relative, {}).items():
                seen[_transferred(segment, relative, letter)] += round(times)
        return seen


def _transferred(segment: str, relative: str, letter: str) -> str:
    """Give what a letter would be read as where its relative is read as the segment."""
    if segment == relative:
        return letter
    return segment.swapcase() if relative == letter.swapcase() else segment


def _mixed(counts: dict[str, float], prior: dict[str, float]) -> dict[str, float]:
    whole = sum(counts.values()) + _WEIGHT
    return {
        segment: (counts.get(segment, 0.0) + _WEIGHT * prior.get(segment, 0.0)) / whole
        for segment in sorted(counts.keys() | prior.keys())
    }


def _general_shares(singles: Table) -> tuple[float, float, float]:
    """Measure how often marked letters are read right, without marks, and not at all."""
    tally = [0.5, 0.5, 0.05]
    for letter, row in singles.items():
        if letter != _plain(letter):
            tally[0] += row.get(letter, 0)
            tally[1] += row.get(_plain(letter), 0)
            tally[2] += row.get("", 0)
    right, bare, nothing = (part / sum(tally) for part in tally)
    return right, bare, nothing
