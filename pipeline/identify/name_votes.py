"""Elections of names: many readings of one name, some spoilt, some with words behind it.

Three ways lead to a name. On clear text the name is what most places print, for a commune may be
newer than any table. On damaged text a table of names is asked first; a name it does not hold is
put together syllable by syllable, and whoever uses that must say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.places import (
    Gazetteer,
    Place,
    name_similarity,
    plain_name,
    restore_name,
    title_case,
)

# Two readings of one name of two syllables keep at least this share: "bdcson" and "bicson" 0.83,
# "becsm" and "bacson" 0.73.
_ALIKE = 0.7
# What the readings of a table's name must keep on average.
_TABLE_SCORE = 0.78
# A longer name must be borne by this share of the readings of the shorter one.
_LONGER_SHARE = 0.6
_CUT = 0.95  # what is left of a match when a number or letter of the name is cut off
_CUT_SYLLABLE = 0.8  # what is left when a name of one syllable has words behind it
_OTHER_KIND = 0.98  # what is left when the kind differs: units rise in rank, and OCR errs
_LONGEST = 6  # syllables


@dataclass(frozen=True, slots=True)
class Ballot:
    """One reading of a name, or several equal ones."""

    kind: str  # "xã"; empty where none is printed
    tokens: tuple[str, ...]
    weight: float

    def prefix(self, length: int) -> str:
        """Give the first syllables, in proper case."""
        return title_case(" ".join(self.tokens[:length]))


@dataclass(frozen=True, slots=True)
class Winner:
    """The name most readings are for."""

    name: str
    weight: float  # of the readings for it
    ballots: tuple[Ballot, ...]  # those readings, without the words behind the name

    @property
    def kind(self) -> str:
        """The kind most of its readings print."""
        kinds: Counter[str] = Counter()
        for ballot in self.ballots:
            if ballot.kind:
                kinds[ballot.kind] += round(100 * ballot.weight)
        return kinds.most_common(1)[0][0] if kinds else ""


def merge_ballots(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Add up equal readings, the heaviest first."""
    weights: dict[tuple[str, tuple[str, ...]], float] = {}
    for ballot in ballots:
        key = (ballot.kind, ballot.tokens)
        weights[key] = weights.get(key, 0) + ballot.weight
    merged = (Ballot(kind, tokens, weight) for (kind, tokens), weight in weights.items())
    return tuple(sorted(merged, key=lambda ballot: (-ballot.weight, ballot.kind, ballot.tokens)))


def elect(ballots: Sequence[Ballot], alike: float = _ALIKE) -> Winner | None:
    """Find the name that most readings begin with, as long as most of them bear it.

    Args:
        ballots: Merged readings.
        alike: Share of letters two readings of one name keep; 1 on clear text.

    >>> read = [("Bic Son",), ("Bac Son Thuc",), ("BAC SON",), ("Dai",)]
    >>> winner = elect([Ballot("xã", tuple(text[0].split()), 1) for text in read])
    >>> winner.name, winner.weight
    ('Bac Son', 3)
    """
    best: Winner | None = None
    for length in range(1, _LONGEST + 1):
        longer = _elect_of_length(ballots, length, alike)
        if longer is None:
            break
        if best is None or longer.weight >= _LONGER_SHARE * best.weight:
            best = longer
        elif length > 2:  # single syllables are often no names at all, so two may always try
            break
    return best


def _elect_of_length(ballots: Sequence[Ballot], length: int, alike: float) -> Winner | None:
    able = [ballot for ballot in ballots if len(ballot.tokens) >= length]
    plain = [plain_name(ballot.prefix(length)) for ballot in able]
    best: tuple[float, list[Ballot]] = (0.0, [])
    for candidate in dict.fromkeys(plain):
        near = [
            ballot
            for ballot, other in zip(able, plain, strict=True)
            if other == candidate or name_similarity(other, candidate) >= alike
        ]
        weight = sum(ballot.weight for ballot in near)
        if weight > best[0]:
            best = (weight, near)
    if not best[1]:
        return None
    cut = tuple(Ballot(b.kind, tuple(b.prefix(length).split()), b.weight) for b in best[1])
    return Winner(_most_printed(cut), best[0], cut)


def _most_printed(ballots: Sequence[Ballot]) -> str:
    weights: dict[str, float] = {}
    for ballot in ballots:
        name = " ".join(ballot.tokens)
        weights[name] = weights.get(name, 0) + ballot.weight
    return max(weights, key=lambda name: weights[name])


def match_name(ballots: Sequence[Ballot], place: Place) -> float:
    """Say how much weight the readings give to a name of the table.

    >>> place = Place("xã", "Bắc Sơn")
    >>> match_name([Ballot("xã", ("Bac", "Son"), 2), Ballot("xã", ("Tan", "Lap"), 1)], place)
    2.0
    """
    length = len(place.name.split())
    plain = plain_name(place.name)
    total = 0.0
    for ballot in ballots:
        if len(ballot.tokens) < length:
            continue
        similarity = name_similarity(plain_name(ballot.prefix(length)), plain)
        if len(ballot.tokens) > length and len(ballot.tokens[length]) == 1:
            similarity *= _CUT  # "Hưng Điền B" is not Hưng Điền
        if len(ballot.tokens) > length == 1:
            similarity *= _CUT_SYLLABLE  # "Chư Prông" is not Chũ
        if ballot.kind and ballot.kind != place.kind:
            similarity *= _OTHER_KIND  # xã Thiệu Hòa is not thị trấn Thiệu Hóa
        if similarity >= _ALIKE:
            total += ballot.weight * similarity**3
    return total


def gather(ballots: Sequence[Ballot], place: Place) -> Winner:
    """Give the readings that look like a name of the table, cut to its length."""
    length = len(place.name.split())
    plain = plain_name(place.name)
    near = tuple(
        Ballot(ballot.kind, tuple(ballot.prefix(length).split()), ballot.weight)
        for ballot in ballots
        if len(ballot.tokens) >= length
        and name_similarity(plain_name(ballot.prefix(length)), plain) >= _ALIKE
    )
    name = _most_printed(near) if near else ""
    return Winner(name, sum(ballot.weight for ballot in near), near)


def best_matches(
    ballots: Sequence[Ballot], places: Iterable[Place], most: int
) -> list[tuple[float, Place]]:
    """Give the names of a table that the readings are most for, best first, none without weight.

    Readings of `Biển Bạch Đông` begin with `Biển Bạch` too; the longer name stands before the
    shorter if it has most of its weight.
    """
    scored = [(match_name(ballots, place), place) for place in places]
    ranked = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].code))
    for index, (weight, place) in enumerate(ranked[1:6], start=1):
        longer = fold(place.name).startswith(fold(ranked[0][1].name) + " ")
        if longer and weight >= _LONGER_SHARE * ranked[0][0]:
            ranked.insert(0, ranked.pop(index))
    return ranked[:most]


def is_borne_out(winner: Winner, place: Place, gazetteer: Gazetteer) -> bool:
    """Say whether the readings are damaged forms of a table's name, not a like name outside it.

    `An Phúc` is not `An Phú`: where the same reading of known syllables comes back and the name of
    the table is read nowhere, the table does not hold this place.
    """
    plain = plain_name(place.name)
    readings: Counter[str] = Counter()
    kept = 0.0
    for ballot in winner.ballots:
        name = " ".join(ballot.tokens)
        readings[fold(name)] += round(100 * ballot.weight)
        kept += ballot.weight * name_similarity(plain_name(name), plain)
    if kept < _TABLE_SCORE * winner.weight:
        return False
    if any(plain_name(name) == plain for name in readings):
        return True
    common, weight = readings.most_common(1)[0]
    known = all(syllable in gazetteer.spellings() for syllable in common.split())
    return not (known and weight >= 200 and weight * 2 >= readings.total())


def is_read(winner: Winner, place: Place) -> bool:
    """Say whether some place reads the letters of a table's name without a fault."""
    plain = plain_name(place.name)
    return any(plain_name(" ".join(ballot.tokens)) == plain for ballot in winner.ballots)


def restore(winner: Winner, gazetteer: Gazetteer) -> str | None:
    """Put a name together from the syllables of all names of the table."""
    readings = [
        " ".join(ballot.tokens)
        for ballot in winner.ballots
        for _ in range(max(1, round(ballot.weight)))
    ]
    return restore_name(readings, gazetteer.spellings())
