"""A second opinion on the figures that patterns took: what the words around them are like.

One indicator may hold two figures of a sentence; one of them is another's.

`đã giải quyết 526 hồ sơ nhận trong kỳ, 12 hồ sơ kỳ trước chuyển sang` says giải quyết of both, and
a pattern about it takes both. A report gives an indicator one value, so the figure whose words are
more like another indicator's is released, and is then found by likeness or is nobody's. A figure
that an indicator holds alone is taken from it only where its words are nearly those of another:
where another is merely likelier it is doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.prose.anchored import Text
from pipeline.prose.claims import Claim
from pipeline.prose.ranking import Ranking
from pipeline.wording.matcher import Sentence

_CLEAR = 0.1  # by how much the other must be likelier


def release_shared(ranking: Ranking, held: Sequence[tuple[Claim, ...]]) -> list[tuple[Claim, ...]]:
    """Give the claims without those on figures that are more likely another indicator's."""
    return [tuple(_kept(ranking, text, own)) for text, own in zip(ranking.texts, held, strict=True)]


def _kept(ranking: Ranking, text: Text, own: Sequence[Claim]) -> Iterator[Claim]:
    for claim in own:
        sentence = _sentence_of(claim, text)
        shared = any(
            other.indicator.id == claim.indicator.id
            and _printed(other, text) != _printed(claim, text)
            and _sentence_of(other, text) is sentence
            for other in own
        )
        if shared and _is_another(ranking, text, claim, own):
            continue
        place = None if claim.match.full else ranking.place_of(text, claim.match.figure)
        if place is None or not ranking.outdoes(place, claim.indicator):
            yield claim


def doubt_rival(ranking: Ranking, text: Text, claim: Claim) -> Iterator[str]:
    """Doubt a figure whose words are much more like another indicator's."""
    place = None if claim.match.full else ranking.place_of(text, claim.match.figure)
    rival = ranking.rival_of(place, claim.indicator) if place else None
    if rival:
        yield f"câu này gần nghĩa hơn với “{rival.label}”"


def _is_another(ranking: Ranking, text: Text, claim: Claim, own: Sequence[Claim]) -> bool:
    place = ranking.place_of(text, claim.match.figure)
    ranked = ranking.rank(place) if place else []
    taken = {other.indicator.id for other in own}
    scores = (one.score for one in ranked if one.indicator.id == claim.indicator.id)
    best = next((one for one in ranked if one.good and one.indicator.id not in taken), None)
    return best is not None and best.score > next(scores, 0.0) + _CLEAR


def _printed(claim: Claim, text: Text) -> str:
    return text.masked[slice(*claim.match.figure)]


def _sentence_of(claim: Claim, text: Text) -> Sentence | None:
    start, end = claim.match.figure
    holding = (one for one in text.sentences if one.offset <= start and end <= one.end)
    return next(holding, None)
