"""What a form says about each of its indicators, to compare the words around a figure with.

Each name, alias and example of an indicator is a context; rows of the appendix have their name with
those of their parents. A figure is held against all of them in three ways, because each alone errs
in its own: the nearest context knows the usual wordings, the odds of each word know what tells one
indicator from its siblings, and the key words, which stand in most contexts of one indicator and in
few of others, know when a figure is nobody's.

A model that is trained (`none of these` a class of its own) says no a little better; it takes 7 s
to train, and would have to be kept beside each form that an analyst writes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.model.form import Example, Form, Indicator, Kind
from pipeline.prose.contexts import (
    Canon,
    Context,
    find_printed,
)
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import parse_number

_KEY_SHARE = 0.6  # share of an indicator's contexts that a key word stands in
_SMOOTH = 2.0  # of a context that every indicator is taken to have seen
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How the words around a figure fit each indicator, in the order of `Profiles.indicators`."""

    near: Scores  # cosine with the nearest context, 0 to 1
    odds: Scores  # sum of logarithms: how much likelier the words are than beside any figure
    keys: Scores  # weighted share of its key words that are there, 0 to 1


class Profiles:
    """The contexts of all indicators of a form."""

    def __init__(self, form: Form) -> None:
        """Gather them."""
        self.indicators = tuple(
            one for one in form.indicators if one.kind not in (Kind.HEADING, Kind.CHOICE)
        )
        self.places = {one.id: place for place, one in enumerate(self.indicators)}
        self.rows = np.array([bool(one.code) for one in self.indicators], np.float32)
        self.canon = Canon(form.synonyms, _subject_names(form))
        self._said = {one.id: _said_of(one) for one in self.indicators}
        units = {fold(one.unit) for one in self.indicators if one.unit not in ("", "%")}
        units |= {"dong", "nghin dong", "trieu dong", "ty dong"}
        known = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
        self._units = re.compile(rf" ?(?P<unit>{known})(?![a-z])")
        held = [
            (place, context)
            for place, one in enumerate(self.indicators)
            for context in _contexts_of(one, form, self.canon)
        ]
        self._classes = np.array([place for place, _ in held])
        self._starts = np.searchsorted(self._classes, np.arange(len(self.indicators)))
        seen = [Counter[str]() for _ in self.indicators]
        for place, context in held:
            seen[place].update(dict.fromkeys(context.terms, 1))
        terms = dict.fromkeys(term for one in seen for term in one)
        self._terms = {term: number for number, term in enumerate(terms)}
        self._weigh(seen, np.bincount(self._classes, minlength=len(self.indicators)))
        self._share_out([context for _, context in held])

    def measures_other(self, indicator: Indicator, behind: str) -> bool:
        """Say whether a unit stands behind a figure that its indicator has nowhere."""
        found = self._units.match(behind)
        if not found or indicator.kind is Kind.PERCENT:
            return False
        unit = "dong" if found["unit"].endswith("dong") else found["unit"]
        return f" {unit} " not in self._said[indicator.id]

    def compare(self, context: Context) -> Likeness:
        """Hold the words around a figure against all indicators."""
        known = {
            self._terms[term]: weight
            for term, weight in context.terms.items()
            if term in self._terms
        }
        numbers, weights = list(known), np.array(list(known.values()), np.float32)
        own = weights * self._rarity[numbers]
        strange = sum(
            (weight * self._unknown) ** 2
            for term, weight in context.terms.items()
            if term not in self._terms and " " not in term
        )
        length = math.sqrt(float(own @ own) + strange) or 1.0
        near = np.maximum.reduceat(own @ self._shares[numbers], self._starts) / length
        return Likeness(
            near.astype(np.float32), weights @ self._odds[numbers], self._keys[numbers].sum(axis=0)
        )

    def _weigh(self, seen: Sequence[Counter[str]], counts: NDArray[np.intp]) -> None:
        """Count how rare terms are, what they speak for, and whose key words they are."""
        every = len(seen)
        times = np.zeros((len(self._terms), every), np.float32)
        for place, one in enumerate(seen):
            numbers = [self._terms[term] for term in one]
            times[numbers, place] = list(one.values())
        self._unknown = 0.5 * math.log(every)
        self._rarity = np.log(1 + every / (times > 0).sum(axis=1)).astype(np.float32)
        own = times / counts
        mean = own.mean(axis=1, keepdims=True)
        share = (times + _SMOOTH * mean) / (counts + _SMOOTH)
        self._odds = np.log(share / mean).clip(-3, 3).astype(np.float32)
        single = np.array([" " not in term for term in self._terms])[:, np.newaxis]
        weights = (own >= _KEY_SHARE) * single * self._rarity[:, np.newaxis]
        wholes = weights.sum(axis=0)
        self._keys = (weights / np.where(wholes, wholes, 1)).astype(np.float32)

    def _share_out(self, contexts: Sequence[Context]) -> None:
        """Weigh each term by its share of each context, so that a context has the length of 1."""
        shares = np.zeros((len(self._terms), len(contexts)), np.float32)
        for number, context in enumerate(contexts):
            terms = [self._terms[term] for term in context.terms]
            shares[terms, number] = list(context.terms.values())
        shares *= self._rarity[:, np.newaxis]
        lengths = np.sqrt((shares * shares).sum(axis=0))
        self._shares = shares / np.where(lengths, lengths, 1)


@lru_cache(maxsize=8)
def profiles_of(form: Form) -> Profiles:
    """Give the profiles of a form; they are made once."""
    return Profiles(form)


def _said_of(indicator: Indicator) -> str:
    texts = (*indicator.aliases, *(one.text for one in indicator.examples))
    said = fold(" ; ".join((indicator.unit, indicator.label, *texts)))
    return f" {re.sub('[^a-z0-9]+', ' ', said)} "


def _subject_names(form: Form) -> Iterator[str]:
    for subject in form.subjects:
        yield from (re.sub(r"[()?:|]", " ", name) for name in subject.names)


def _contexts_of(indicator: Indicator, form: Form, canon: Canon) -> Iterator[Context]:
    for name in (_full_name(indicator, form), *indicator.aliases):
        yield canon.name(fold(f"{name} {indicator.unit}"))
    for example in indicator.examples:
        yield from _around(example, canon)


def _full_name(indicator: Indicator, form: Form) -> str:
    """Give the name of a row with those of its parents: `Đã thực hiện` says little."""
    names = [indicator.label]
    code = indicator.code
    while "." in code:
        code = code.rpartition(".")[0]
        parent = form.by_id.get(f"{indicator.section}.{code}")
        names += [parent.label] if parent else []
    return " ".join(reversed(names))


def _around(example: Example, canon: Canon) -> Iterator[Context]:
    """Give the words around the figure of an example, twice where it stands there twice."""
    text = fold(example.text)
    printed = find_printed(text)
    words = canon.words(text)
    for one in printed:
        number = parse_number(text[slice(*one.span)])
        if number is not None and number.value == example.value:
            yield canon.context(text, one, printed, words)
