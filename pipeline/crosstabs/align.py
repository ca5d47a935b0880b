"""Rows or columns of a report to those of a form: the best pairs in the order of both.

Names alone would not do: "Trong đó: Đường" stands under four products, and the headings of three
columns read "Tổng số". Order alone would not do either, as a report may have a row more. So each
name is compared with each, and the pairs that fit best together, none crossing another, are taken;
then names that both have once, wherever they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from pipeline.crosstabs.names import Base, Name
from pipeline.tables.columns import pair_in_order

# Of 100. Names of the same row that an OCR read score 85 to 100 against each other; siblings such
# as "Kinh tế Nhà nước trung ương, địa phương" up to 84.
_LIKE = 80
_CLEARLY = 90
_CLEAR = 10  # by which every other name must be less alike
_WORN_PARENTS = 60  # of a whole path whose own name is clear; parents of scans go astray
_OWN = 0.6  # what the own name counts; the rest is its parents
_FITTING = 4.0  # periods that fit, of 100
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Label:
    """A row or a column, by the name of its own and those above it."""

    own: Name
    path: Name


@dataclass(frozen=True, slots=True)
class Pair:
    """A row or column of the form with that of the report."""

    form: int  # place, from 0
    report: int
    doubt: bool = False  # the names leave it open whether they are the same
    kin: bool = True  # at least their own names are the same, whatever they stand under


def align(
    form: Sequence[Label],
    report: Sequence[Label],
    bases: tuple[Base, Base],
    *,
    recognised: bool,
) -> tuple[Pair, ...]:
    """Pair the rows or columns of a form with those of a report, by place in the form.

    Args:
        form: In the order of the form.
        report: In printed order.
        bases: The periods that the two tables are about.
        recognised: Whether an OCR read those of the report.
    """
    if not form or not report:
        return ()
    names = _compare([one.own.key for one in form], [one.own.key for one in report])
    paths = _compare([one.path.key for one in form], [one.path.key for one in report])
    scores = np.where(names >= _LIKE, _OWN * names + (1 - _OWN) * paths, 0.0)
    scores += _FITTING * (scores > 0) * _fitting(form, report, bases)
    taken = dict(pair_in_order(scores))
    taken |= _alone(form, report, taken)
    # Where each has its pair in the order of both, no other pair is left to be taken for it.
    margin = 0.0 if len(taken) == len(form) == len(report) else _CLEAR
    pairs = []
    for at, place in sorted(taken.items()):
        one, two = form[at].path, report[place].path
        open = _differ(one, two, bases)
        if open and recognised and one.numbers == two.numbers:
            worn = paths[at, place] >= _WORN_PARENTS or report[place].own.key == two.key
            open = not (
                _is_clear(paths, (at, place), margin)
                or (worn and _is_clear(names, (at, place), _CLEAR))
            )
        kin = form[at].own.key == report[place].own.key
        pairs.append(Pair(at, place, open, kin))
    return tuple(pairs)


def _compare(some: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
    """Give how like each name is to each, 0 to 100; each text is compared once."""
    rows, columns = list(dict.fromkeys(some)), list(dict.fromkeys(others))
    scores = process.cdist(rows, columns, scorer=fuzz.ratio, dtype=np.float32)
    spread = np.asarray(scores)[np.ix_(_places(some, rows), _places(others, columns))]
    return spread.astype(np.float64)


def _places(texts: Sequence[_Key], known: Sequence[_Key]) -> list[int]:
    at = {text: place for place, text in enumerate(known)}
    return [at[text] for text in texts]


def _fitting(
    form: Sequence[Label], report: Sequence[Label], bases: tuple[Base, Base]
) -> NDArray[np.float64]:
    """Say of each pair of names with periods whether these fit."""
    known, printed = ([one.path.numbers for one in some] for some in (form, report))
    rows, columns = list(dict.fromkeys(known)), list(dict.fromkeys(printed))
    fits = [
        [bool(one) and bases[0].fits(Name("", one), Name("", two), bases[1]) for two in columns]
        for one in rows
    ]
    return np.array(fits, np.float64)[np.ix_(_places(known, rows), _places(printed, columns))]


def _alone(form: Sequence[Label], report: Sequence[Label], taken: dict[int, int]) -> dict[int, int]:
    """Pair names that both have once, and that order left over."""
    known = Counter(one.path.plain for one in form)
    printed = Counter(one.path.plain for one in report)
    places = {one.path.plain: place for place, one in enumerate(report)}
    used = set(taken.values())
    return {
        at: places[one.path.plain]
        for at, one in enumerate(form)
        if at not in taken
        and one.path.plain
        and known[one.path.plain] == printed[one.path.plain] == 1
        and places[one.path.plain] not in used
    }


def _differ(one: Name, two: Name, bases: tuple[Base, Base]) -> bool:
    """Say whether two names are not the same, periods that move on aside."""
    if one.plain == two.plain:
        return False
    return one.key != two.key or not bases[0].fits(one, two, bases[1])


def _is_clear(scores: NDArray[np.float64], pair: tuple[int, int], margin: float) -> bool:
    """Say whether a name that an OCR read is near to that of its pair, and neither to another."""
    own = scores[pair]
    across = np.delete(scores[:, pair[1]], pair[0])
    along = np.delete(scores[pair[0]], pair[1])
    others = max(across.max(initial=0.0), along.max(initial=0.0))
    return bool(own >= _CLEARLY and own - others >= margin and own > others)
