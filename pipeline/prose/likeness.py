"""Figures in wordings that no pattern was written for: an indicator is found by what is counted.

Only figures that no pattern took are looked at, and only for indicators that the report gives
nowhere else, so a pattern is never contradicted. The words around a figure must be more like those
of one indicator than like those of any other, its rows and those already read among them, and show
most of its key words. A share behind a count is that count's. Likeness alone is never trusted: such
a reading is weak, and only another figure of the report, the row of the appendix with the same
value or a sum that holds, makes it a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.form import Form, Indicator
from pipeline.model.reading import Method, Period, Reading, Support
from pipeline.prose.claims import Claim
from pipeline.prose.fitting import breaks_relation
from pipeline.prose.meaning import names_limit
from pipeline.prose.ranking import Like, Place, Ranking, overlap, value_for
from pipeline.prose.scopes import find_scopes, period_of

_CLEAR = 0.04  # by how much the best must be likelier than the next
# What may stand between a count and its share.
_SHARE = re.compile(r"[^.;\d]{0,45}")
# The same in a sentence of its own: "hòa giải thành 5 vụ; tỷ lệ 55,6%".
_SHARE_ALONE = re.compile(r"[ ,(]*(?:(?:ty le|dat|chiem|bang|la|tuong ung)[ :]*)+")
_Figures = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that may be an indicator's."""

    indicator: Indicator
    value: Decimal
    place: Place
    score: float
    rival: str = ""  # label of the next best


def read_alike(
    ranking: Ranking,
    held: Sequence[Sequence[Claim]],
    form: Form,
    period: Period | None,
    known: _Figures,
) -> Iterator[Reading]:
    """Read figures that stand in wordings like those of an indicator.

    Args:
        ranking: All paragraphs of the report.
        held: The claims that hold on the figures of each.
        form: Its form.
        period: That of the report.
        known: What was read of it otherwise, by the ids of indicators.
    """
    rates = {one.rate.part: one for one in form.indicators if one.rate}
    found: dict[str, list[Found]] = {}
    for text, own in zip(ranking.texts, held, strict=True):
        scopes = None
        above = ""  # whose the last figure of the sentence before is
        for sentence in text.sentences:
            places = ranking.places_in(text, sentence)
            owners = {number: _holder(place, own) for number, place in enumerate(places)}
            if not all(owners.values()):
                scopes = find_scopes(text, period) if scopes is None else scopes
                counts = tuple(_find(ranking, places, owners, known))
                for one in (*counts, *_shares(places, owners, rates, above)):
                    if one.indicator.id not in known and not period_of(one.place.match, scopes):
                        found.setdefault(one.indicator.id, []).append(one)
            above = owners.get(len(places) - 1, "")
    yield from map(_as_reading, _settle(found.values(), form, known))


def _holder(place: Place, held: Sequence[Claim]) -> str:
    """Give the id of the indicator that holds a figure; empty where none does."""
    own = (one.indicator.id for one in held if overlap(one.match.figure, place.match.figure))
    return next(own, "")


def _settle(found: Iterable[list[Found]], form: Form, known: _Figures) -> Iterator[Found]:
    """Give each indicator its figure: none where there are two, or where a relation breaks."""
    figures = dict(known)
    for several in sorted(found, key=lambda ones: -max(one.score for one in ones)):
        best = max(several, key=lambda one: one.score)
        agreed = all(one.value == best.value for one in several)
        if agreed and not breaks_relation(form, figures, best.indicator.id, best.value):
            figures[best.indicator.id] = best.value
            yield best


def _find(
    ranking: Ranking,
    places: Sequence[Place],
    owners: dict[int, str],
    known: _Figures,
) -> Iterator[Found]:
    """Find the counts of one sentence that nobody holds; their owners are filled in."""
    ranked = {
        number: [like for like in ranking.rank(place) if not _is_another(like, place, known)]
        for number, place in enumerate(places)
        if not owners[number] and place.printed.kind != "whole"
    }
    for number, (like, rival) in _assign(ranked, set(owners.values())).items():
        value = value_for(like.indicator, places[number])
        owners[number] = like.indicator.id
        if value is not None:
            yield Found(like.indicator, value, places[number], like.score, rival)


def _is_another(like: Like, place: Place, known: _Figures) -> bool:
    """Say whether the report gives another value for an indicator."""
    value = known.get(like.indicator.id)
    return value is not None and value != value_for(like.indicator, place)


def _assign(ranked: Mapping[int, Sequence[Like]], used: set[str]) -> Mapping[int, tuple[Like, str]]:
    """Give each figure of a sentence an indicator of its own, the likest pair first.

    Returns:
        By the number of the figure its indicator, and the label of the next best.
    """
    chosen: dict[int, tuple[Like, str]] = {}
    waiting = dict(ranked)
    while waiting:
        free = {
            number: [like for like in likes if like.indicator.id not in used]
            for number, likes in waiting.items()
        }
        number = max(free, key=lambda one: free[one][0].score if free[one] else -9.0)
        del waiting[number]
        best = next((like for like in free[number] if like.good), None)
        if best is None or best.score < free[number][0].score - _CLEAR:
            continue
        rival = next((like for like in free[number] if like is not best), None)
        if rival is None or best.score - rival.score >= _CLEAR:
            chosen[number] = best, rival.indicator.label if rival else ""
            used = {*used, best.indicator.id}
    return chosen


def _shares(
    places: Sequence[Place], owners: Mapping[int, str], rates: Mapping[str, Indicator], above: str
) -> Iterator[Found]:
    """Give each share behind a count to the rate of that count: `134 hồ sơ, đạt 25%`."""
    for number, place in enumerate(places):
        if owners[number] or place.printed.kind != "percent":
            continue
        if number:
            before = places[number - 1].printed
            part = number - 2 if before.kind == "whole" else number - 1
            rate = rates.get(owners.get(part, ""))
            between = place.sentence.text[before.outer[1] : place.printed.span[0]]
            joined = _SHARE.fullmatch(between)
        else:
            rate = rates.get(above)
            joined = _SHARE_ALONE.fullmatch(place.sentence.text[: place.printed.span[0]])
        if rate is None or not joined:
            continue
        value = value_for(rate, place)
        if value is not None and not names_limit(rate, place.match, place.text.masked):
            yield Found(rate, value, place, 1.0)


def _as_reading(found: Found) -> Reading:
    match = found.place.match
    told = "câu viết khác các mẫu đã biết; chọn theo nghĩa gần nhất"
    return Reading(
        found.indicator.id,
        found.value,
        found.place.text.paragraph.source(match.span, match.figure),
        Method.PROSE,
        f"{found.indicator.id}.alike",
        Support.WEAK,
        f"{told}, sau đó là “{found.rival}”" if found.rival else told,
    )
