"""Which indicators the words around a figure are like, and whether the figure can be theirs.

Likeness orders them; guards strike out those that the figure cannot be of: what is counted, the
unit, whether it is a share, a limit, whom the sentence is about. The first noun behind the figure
is the cheapest guard and the best: without it a third of what likeness finds is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from pipeline.model.form import Form, Indicator, Kind
from pipeline.prose.anchored import Text
from pipeline.prose.claims import Claims
from pipeline.prose.contexts import Context, Printed, Word, find_printed
from pipeline.prose.meaning import counts_other, names_limit
from pipeline.prose.profiles import Likeness, Scores, profiles_of
from pipeline.prose.scale import goes_on, scale_figure
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.numbers import parse_number
from pipeline.wording.match import Match, Span
from pipeline.wording.matcher import Sentence
from pipeline.wording.number_words import is_spelt, parse_words

# The least cosine with a known wording and share of key words, each chosen so that in sentences of
# other hands (phrases-*-habits, 960 figures) no figure went to a wrong indicator.
_NEAR = 0.42
_KEYS = 0.5
_BOTH = 1.05  # of both together, where key words are wanting
_FEW_KEYS = 0.3  # with fewer an indicator is no rival
_ODDS = 0.03  # what one unit of log odds is worth, where indicators are compared
_ROW = 0.2  # by what a row of the appendix must be likelier than a figure of the prose
# When a figure that a pattern took is another's. In 2,600 figures of patterns these say so of 12
# that were wrong and of none that was right; half a score less, of 10 that were right as well.
_UNLIKELY, _MUCH = 0.35, 0.5  # the score of its own indicator, and how much better the other's is
_RIVAL_NEAR, _RIVAL_KEYS = 0.75, 0.8
# And when it is not even doubted but given to the other: of 4,500 figures of patterns 7 were
# so, all of them wrong ones ("giải quyết 519 hồ sơ, trong đó hồ sơ mới tiếp nhận 511 hồ sơ").
_SURELY, _SURE_NEAR, _SURE_KEYS = 0.7, 0.85, 0.9
_TIME = re.compile(r" ?(?:thang|nam|quy|tuan|gio)(?![a-z])")  # 9 tháng đầu năm
_TRIED = 20  # indicators for a figure, the likest first
_SUBJECT_REACH = 30  # signs behind the words of a share in which its subject may stand
_UNIT_REACH = 40  # signs behind a figure in which its unit stands


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of a sentence with the words around it."""

    text: Text
    sentence: Sentence
    printed: Printed
    match: Match
    context: Context


@dataclass(frozen=True, slots=True)
class Like:
    """An indicator that the words around a figure are like."""

    indicator: Indicator
    score: float
    near: float
    keys: float

    @property
    def good(self) -> bool:
        """Whether the figure may be given to it."""
        enough = self.keys >= _KEYS or self.near + self.keys >= _BOTH
        return self.near >= _NEAR and enough


class Ranking:
    """The figures of a report, held against the indicators of its form."""

    def __init__(self, claims: Claims, form: Form) -> None:
        """Take the paragraphs of a report of a form."""
        self._claims = claims
        self._profiles = profiles_of(form)
        self._places: dict[int, tuple[Place, ...]] = {}  # by the identity of their sentence

    @property
    def texts(self) -> Sequence[Text]:
        """The paragraphs."""
        return self._claims.texts

    def places_in(self, text: Text, sentence: Sentence) -> tuple[Place, ...]:
        """Give the figures of a sentence, in order."""
        if id(sentence) not in self._places:
            self._places[id(sentence)] = self._find_places(text, sentence)
        return self._places[id(sentence)]

    def place_of(self, text: Text, figure: Span) -> Place | None:
        """Give the place of a figure of a paragraph; None where it is part of none."""
        for sentence in text.sentences:
            if sentence.offset <= figure[0] < sentence.end:
                places = self.places_in(text, sentence)
                return next((one for one in places if overlap(one.match.figure, figure)), None)
        return None

    def _find_places(self, text: Text, sentence: Sentence) -> tuple[Place, ...]:
        every = find_printed(sentence.text)
        if not every:
            return ()
        canon = self._profiles.canon
        words = self._words_in(text, sentence)
        lead = canon.words(" ".join((text.chapter.text, text.title.text, text.lead.text)))
        return tuple(
            Place(
                text,
                sentence,
                one,
                _as_match(sentence, one, words),
                canon.context(sentence.text, one, every, words, lead),
            )
            for one in every
        )

    def rank(self, place: Place) -> list[Like]:
        """Give the indicators that a figure may be of, the likest first."""
        likeness, scores = self._score(place)
        ranked = []
        for number in np.argsort(-scores)[:_TRIED]:
            indicator = self._profiles.indicators[number]
            keys = float(likeness.keys[number])
            if keys >= _FEW_KEYS and self._fits(indicator, place):
                score, near = float(scores[number]), float(likeness.near[number])
                ranked.append(Like(indicator, score, near, keys))
        return ranked

    def rival_of(self, place: Place, indicator: Indicator) -> Indicator | None:
        """Give the indicator that a figure, taken for another one's, much more likely is of."""
        own = self._profiles.places.get(indicator.id)
        if own is None:
            return None
        likeness, scores = self._score(place)
        for number in np.argsort(-scores):
            if scores[own] > _UNLIKELY or scores[number] < scores[own] + _MUCH:
                return None
            near, keys = likeness.near[number], likeness.keys[number]
            other: Indicator = self._profiles.indicators[number]
            if near >= _RIVAL_NEAR and keys >= _RIVAL_KEYS and self._fits(other, place):
                return other
        return None

    def outdoes(self, place: Place, indicator: Indicator) -> bool:
        """Say whether a figure is so much likelier another one's that a pattern is not believed."""
        own = self._profiles.places.get(indicator.id)
        best = next(iter(self.rank(place)), None)
        if own is None or best is None or best.indicator.id == indicator.id:
            return False
        _, scores = self._score(place)
        sure = best.near >= _SURE_NEAR and best.keys >= _SURE_KEYS
        return sure and best.score >= scores[own] + _SURELY

    def _score(self, place: Place) -> tuple[Likeness, Scores]:
        likeness = self._profiles.compare(place.context)
        return likeness, likeness.near + _ODDS * likeness.odds - _ROW * self._profiles.rows

    def _words_in(self, text: Text, sentence: Sentence) -> tuple[Word, ...]:
        """Give the words of a sentence, as the repair gives them where it looked."""
        mended = text.paragraph.mended
        if not mended:
            return self._profiles.canon.words(sentence.text)
        shift = sentence.offset
        return self._profiles.canon.join(
            [
                Word(word.start - shift, word.end - shift, part)
                for word in mended
                if shift <= word.start < sentence.end
                for part in fold(word.text).split()
                if part.isalpha()
            ]
        )

    def may_count(self, indicator: Indicator, place: Place) -> bool:
        """Say whether what stands beside a figure may be what an indicator counts."""
        match, masked = place.match, place.text.masked
        share = place.printed.kind == "percent"
        if not indicator.applies or share != (indicator.kind is Kind.PERCENT):
            return False
        behind = masked[match.figure[1] :]
        bare = place.printed.kind == "word" or _TIME.match(behind)
        if bare and not _counts_unit(indicator, behind):
            return False
        if counts_other(indicator, match, masked) or names_limit(indicator, match, masked):
            return False
        return not self._profiles.measures_other(indicator, behind)

    def _fits(self, indicator: Indicator, place: Place) -> bool:
        if not self.may_count(indicator, place):
            return False
        match = place.match
        if self._claims.admits(indicator, match, place.text):
            return True
        # 98% số cán bộ, công chức có trình độ ...
        longer = replace(match, span=(match.span[0], match.span[1] + _SUBJECT_REACH))
        share = place.printed.kind == "percent"
        return share and self._claims.admits(indicator, longer, place.text)


def value_for(indicator: Indicator, place: Place) -> Decimal | None:
    """Give what a figure is worth in the unit of an indicator; None where it cannot be its."""
    following = place.sentence.text[place.printed.span[1] :][:_UNIT_REACH]
    value = _parse(place)
    if value is None:
        return None
    if goes_on(place.text.masked[: place.match.figure[0]], following):
        return None
    value, clear = scale_figure(value, following, indicator.unit)
    low, high = indicator.bounds or (Decimal(0), None)
    if indicator.kind is Kind.PERCENT and high is None:
        high = Decimal(100)
    whole = indicator.kind is not Kind.COUNT or value == value.to_integral_value()
    inside = low <= value and (high is None or value <= high)
    return value if whole and clear and inside else None


def _parse(place: Place) -> Decimal | None:
    said = place.sentence.text[slice(*place.printed.span)]
    if place.printed.kind == "word":
        spelt = is_spelt(place.text.paragraph.text[slice(*place.match.figure)])
        return parse_words(said) if spelt else None
    number = parse_number(said)
    return None if number is None else number.value


def overlap(one: Span, other: Span) -> bool:
    """Say whether two stretches share a sign."""
    return one[0] < other[1] and other[0] < one[1]


def _counts_unit(indicator: Indicator, behind: str) -> bool:
    """Say whether the unit stands behind a number in words: `một cửa` is none."""
    return bool(indicator.unit) and behind.lstrip().startswith(fold(indicator.unit).split()[0])


def _as_match(sentence: Sentence, one: Printed, words: Sequence[Word]) -> Match:
    start, end = one.outer
    before = [word.start for word in words if word.end <= start][-4:]
    behind = [word.end for word in words if word.start >= end][:3]
    shift = sentence.offset
    span = (min((*before, start)) + shift, max((*behind, end)) + shift)
    figure = (one.span[0] + shift, one.span[1] + shift)
    return Match(span, figure, one.kind, gaps=(span,))  # no word of it is an anchor
