"""Which indicator a figure of the prose belongs to.

Patterns overlap: "tiếp nhận 376 hồ sơ" also stands in "tiếp nhận 376 hồ sơ trực tuyến". Every match
is therefore only a claim on a printed figure, and of the claims on one figure the one that knows
most of the sentence wins. The alternative, a look-ahead in each pattern for whatever may follow,
was as long as the list of all other indicators and failed where the OCR spoiled what followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model.form import Form, Indicator
from pipeline.prose.anchored import Text, rule_out_anchors
from pipeline.prose.scopes import MARKS
from pipeline.prose.subjects import Subjects, is_about
from pipeline.wording.anchors import Pattern, parse_pattern
from pipeline.wording.match import Match


@dataclass(frozen=True, slots=True)
class Claim:
    """One pattern of an indicator matched."""

    indicator: Indicator
    number: int  # which of its patterns, from 1
    match: Match
    rivals: tuple[str, ...] = ()  # ids of others with as good a claim on the figure


@dataclass(frozen=True, slots=True)
class Wording:
    """One pattern and whose it is."""

    indicator: Indicator
    number: int
    pattern: Pattern


class Claims:
    """All claims of a form on some paragraphs."""

    def __init__(self, form: Form, texts: Sequence[Text]) -> None:
        """Find out which patterns are worth asking where."""
        self.texts = texts
        self.wordings = wordings_of(form.indicators)
        self._contexts = {
            indicator.id: parse_pattern(indicator.context)
            for indicator in form.indicators
            if indicator.context
        }
        self._subjects = Subjects(form)
        rule_out_anchors(texts, [*MARKS, *(wording.pattern for wording in self.wordings)])

    def on(self, number: int) -> tuple[Claim, ...]:
        """Give the claims on the figures of one text that hold, in the order of the text."""
        text = self.texts[number]
        claims = [
            Claim(wording.indicator, wording.number, match)
            for sentence in text.sentences
            if sentence.shows_figures
            for wording in self.wordings
            for match in sentence.find(wording.pattern)
        ]
        bound = any(claim.indicator.subject for claim in claims)
        names = self._subjects.named_in(text) if bound else ()
        return settle(
            claim
            for claim in claims
            if is_about(claim.match, claim.indicator.subject, names) and self._fits(claim, text)
        )

    def admits(self, indicator: Indicator, match: Match, text: Text) -> bool:
        """Say whether a place is about the subject of an indicator, and in its context."""
        wanted = indicator.subject
        names = self._subjects.named_in(text) if wanted else ()
        return is_about(match, wanted, names) and self._fits(Claim(indicator, 0, match), text)

    def why_not(self, claim: Claim, number: int) -> str:
        """Say in Vietnamese why a claim on a figure of one text does not hold; empty if it does."""
        text = self.texts[number]
        wanted = claim.indicator.subject
        if not is_about(claim.match, wanted, self._subjects.named_in(text) if wanted else ()):
            return f"khớp mẫu, nhưng câu không rõ nói về {wanted}"
        if not self._fits(claim, text):
            return f"khớp mẫu, nhưng đoạn, lời dẫn và đề mục không có “{claim.indicator.context}”"
        held = [other for other in self.on(number) if _same_figure(claim, other)]
        if not held or any(other.indicator.id == claim.indicator.id for other in held):
            return ""
        known = f"{held[0].match.worth} chữ của câu, so với {claim.match.worth}"
        return f"khớp mẫu, nhưng số này là của {held[0].indicator.id}, mẫu ấy biết {known}"

    def _fits(self, claim: Claim, text: Text) -> bool:
        context = self._contexts.get(claim.indicator.id)
        parts = (text.whole, text.lead, text.title, text.chapter)
        return context is None or any(any(part.find(context)) for part in parts)


@lru_cache(maxsize=16)
def wordings_of(indicators: tuple[Indicator, ...]) -> tuple[Wording, ...]:
    """Give all patterns of some indicators, in order.

    >>> hires = Indicator("hires", "Tuyển dụng", None, prose=("tuyển", "nhận"))
    >>> [(wording.number, wording.pattern.needs) for wording in wordings_of((hires,))]
    [(1, (('tuyển',),)), (2, (('nhận',),))]
    """
    return tuple(
        Wording(indicator, number, parse_pattern(pattern))
        for indicator in indicators
        for number, pattern in enumerate(indicator.prose, 1)
    )


def settle(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Give each figure to the indicator with the best claim; equals keep it, and know their rivals.

    A quota that stands for the people present ("có mặt đủ") is not at issue: the quota has its own
    claim on the figure.
    """
    ordered = sorted(claims, key=lambda claim: (-claim.match.worth, claim.match.figure))
    held: list[Claim] = []
    for claim in ordered:
        others = [other for other in held if _same_figure(claim, other)]
        if any(other.indicator.id == claim.indicator.id for other in others):
            continue
        best = max((other.match.worth for other in others), default=0)
        if claim.match.worth >= best:
            held.append(claim)
    settled = (_with_rivals(claim, held) for claim in held)
    return tuple(sorted(settled, key=lambda claim: claim.match.figure))


def _with_rivals(claim: Claim, held: list[Claim]) -> Claim:
    rivals = tuple(
        other.indicator.id for other in held if other is not claim and _same_figure(claim, other)
    )
    return Claim(claim.indicator, claim.number, claim.match, rivals)


def _same_figure(one: Claim, other: Claim) -> bool:
    overlap = (
        one.match.figure[0] < other.match.figure[1] > other.match.figure[0] < one.match.figure[1]
    )
    return overlap and one.match.full == other.match.full
