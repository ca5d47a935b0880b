"""Why a figure was not read from sentences that come near: for people who ask, never for a run.

Each sentence is held against the pattern that knows most of it. What keeps that pattern from
matching is said by the first of these that is so: it matches, and the figure is another's; an
anchor has too many wrong letters or is not there; there is no figure of its kind; the parts stand
in another order, told by the place up to which they fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.model.form import Form, Indicator
from pipeline.model.page import Document
from pipeline.model.reading import Period, Source
from pipeline.prose.anchored import Text, mend_texts
from pipeline.prose.claims import Claim, Claims, Wording, wordings_of
from pipeline.prose.paragraphs import join_paragraphs
from pipeline.prose.scopes import find_scopes, ruling_scope
from pipeline.vietnamese.alphabet import fold
from pipeline.wording.anchors import FIGURES, Pattern
from pipeline.wording.match_trace import find_stop, show_pattern
from pipeline.wording.matcher import Sentence
from pipeline.wording.mended import Mend
from pipeline.wording.spelling import edit_budget

MOST_MISSES = 3
_LEAST_KNOWN = 0.62  # share of a pattern's letters that a sentence must show to be near
_FIGURE_LETTERS = 6  # what a figure of the right kind counts for, in letters
_SIMILAR = 0.4  # share of an anchor's letters that may differ in what stands for it
_WRONG_COST = 1.5  # letters that a wrong one takes away
_FEWEST_LETTERS = 5  # of anchors that are seen; shorter ones (quá, số) are in every other sentence
_SHOWN = 90  # letters of a sentence
_KINDS = {
    "value": "một số",
    "percent": "số %",
    "part": "phân số",
    "whole": "phân số",
    "word": "số viết bằng chữ",
    "count": "một số",
    "none": "chữ “không”",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One pattern of an indicator, and how many figures are its."""

    number: int  # from 1, as in the form
    text: str  # for people: see `match_trace.show_pattern`
    figures: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that nearly gives the figure."""

    number: int  # of the pattern, from 1
    source: Source
    reason: str  # in Vietnamese


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A figure of the indicator that is another period's or unit's."""

    source: Source  # as in its reading
    words: str  # that say so


@dataclass(frozen=True, slots=True)
class ProseTrace:
    """How the sentences of a report were searched for one indicator."""

    tried: tuple[Tried, ...] = ()
    misses: tuple[NearMiss, ...] = ()  # the nearest first
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class _Miss:
    worth: tuple[bool, float]  # whether the pattern matches; letters known less letters unknown
    number: int
    text: Text
    span: tuple[int, int]
    reason: str


def trace_prose(
    prose: Document,
    form: Form,
    indicator: Indicator,
    period: Period | None = None,
    mend: Mend | None = None,
) -> ProseTrace:
    """Search the prose for one figure again, and keep what did not fit.

    Args:
        prose: The report without its appendix.
        form: Its kind.
        indicator: One of its indicators.
        period: That of the report.
        mend: Puts the lost marks back into paragraphs of text dumps.
    """
    wordings = wordings_of((indicator,))
    if not wordings:
        return ProseTrace()
    texts = tuple(map(Text.of, join_paragraphs(prose)))
    claims = Claims(form, mend_texts(texts, mend) if mend else texts)
    held = [claims.on(number) for number in range(len(texts))]
    used = [claim.number for claim in chain(*held) if claim.indicator.id == indicator.id]
    tried = (
        Tried(one.number, show_pattern(one.pattern.nodes), used.count(one.number))
        for one in wordings
    )
    elsewhere = (
        one
        for text, claimed in zip(claims.texts, held, strict=True)
        for one in _elsewhere(text, claimed, indicator, period)
    )
    misses = [
        miss
        for number, claimed in enumerate(held)
        for miss in _misses_in(claims, number, claimed, wordings)
    ]
    nearest = sorted(misses, key=lambda miss: miss.worth, reverse=True)[:MOST_MISSES]
    return ProseTrace(tuple(tried), tuple(map(_show, nearest)), tuple(elsewhere))


def _elsewhere(
    text: Text, held: Sequence[Claim], indicator: Indicator, period: Period | None
) -> Iterator[Elsewhere]:
    own = [claim.match for claim in held if claim.indicator.id == indicator.id]
    scopes = find_scopes(text, period) if own else ()
    for match in own:
        ruling = ruling_scope(match, scopes)
        if ruling and ruling.period:
            low, high = ruling.mark
            above = text.paragraph.lead or text.paragraph.chapter
            words = text.paragraph.text[low:high] if low >= 0 else above
            yield Elsewhere(text.paragraph.source(match.span, match.figure), words)


def _misses_in(
    claims: Claims, number: int, held: Sequence[Claim], wordings: Sequence[Wording]
) -> Iterator[_Miss]:
    """Give at most one miss for each sentence that the indicator has no figure from."""
    text = claims.texts[number]
    own = [claim.match for claim in held if claim.indicator.id == wordings[0].indicator.id]
    for sentence in text.sentences:
        if any(sentence.offset <= match.figure[0] < sentence.end for match in own):
            continue
        found = [
            miss
            for wording in wordings
            for miss in (
                *_unheld(claims, number, sentence, wording),
                *_unmatched(text, sentence, wording),
            )
        ]
        if found:
            yield max(found, key=lambda miss: miss.worth)


def _unheld(claims: Claims, number: int, sentence: Sentence, wording: Wording) -> Iterator[_Miss]:
    for match in sentence.find(wording.pattern):
        reason = claims.why_not(Claim(wording.indicator, wording.number, match), number)
        if reason:
            worth = (True, float(match.worth))
            yield _Miss(worth, wording.number, claims.texts[number], match.span, reason)


def _unmatched(text: Text, sentence: Sentence, wording: Wording) -> Iterator[_Miss]:
    pattern = wording.pattern
    nearest = [_nearest(need, sentence) for need in pattern.needs]
    shows = not pattern.figures or _shows(pattern, sentence)
    if not nearest or any(True for _ in sentence.find(pattern)):
        return
    letters = sum(len(one.anchor) for one in nearest) + _FIGURE_LETTERS
    words = sum(one.known for one in nearest)
    known = words + _FIGURE_LETTERS * shows
    seen = [one.place for one in nearest if one.known]
    if known < _LEAST_KNOWN * letters or words < _FEWEST_LETTERS:
        return
    reasons = [_tell_anchor(one, text, sentence) for one in nearest if one.wrong]
    if not shows:
        reasons.append(_tell_figure(pattern, text, sentence))
    reason = "; ".join(reasons) or find_stop(pattern, sentence, text.paragraph.text)
    span = (min(place[0] for place in seen), max(place[1] for place in seen))
    offset = sentence.offset
    worth = (False, 2 * known - letters)
    yield _Miss(worth, wording.number, text, (span[0] + offset, span[1] + offset), reason)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What of a sentence is most like one anchor."""

    anchor: str
    others: int  # how many other anchors would do as well
    place: tuple[int, int]  # in the sentence
    wrong: int  # letters; 0: it stands there as the matcher takes it
    known: float  # letters it counts for


def _nearest(need: Sequence[str], sentence: Sentence) -> _Anchor:
    found = (_look_for(one, len(need), sentence) for one in need)
    return max(found, key=lambda one: (one.known / len(one.anchor), one.known))


def _look_for(anchor: str, choices: int, sentence: Sentence) -> _Anchor:
    places = sentence.places(anchor)
    if places:
        start = min(places)
        return _Anchor(anchor, choices - 1, (start, places[start][0]), 0, len(anchor))
    wanted = fold(anchor)
    found = fuzz.partial_ratio_alignment(wanted, sentence.text)
    if found is None:
        return _Anchor(anchor, choices - 1, (0, 0), len(anchor), 0)
    start, end = _whole_words(sentence.text, found.dest_start, found.dest_end)
    wrong = max(1, Levenshtein.distance(wanted, sentence.text[start:end]))
    known = len(anchor) - _WRONG_COST * wrong if wrong <= _SIMILAR * len(anchor) else 0.0
    return _Anchor(anchor, choices - 1, (start, end), wrong, known)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words, without blanks at its ends.

    >>> _whole_words("da tiep nhan 12", 4, 11)
    (3, 12)
    """
    while start and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    bare = text[start:end].strip(" ,:")
    return (start + text[start:end].index(bare), start + text[start:end].index(bare) + len(bare))


def _tell_anchor(one: _Anchor, text: Text, sentence: Sentence) -> str:
    choices = f" (hoặc {one.others} cách viết khác)" if one.others else ""
    if not one.known:
        return f"không có “{one.anchor}”{choices}"
    low, high = (place + sentence.offset for place in one.place)
    seen = text.paragraph.text[low:high]
    allowed = edit_budget(one.anchor) if sentence.damaged and not sentence.marked else 0
    return f"“{one.anchor}”{choices} ở đây là “{seen}”: khác {one.wrong} chữ, cho phép {allowed}"


def _shows(pattern: Pattern, sentence: Sentence) -> bool:
    return any(FIGURES[name].search(sentence.text) for name in pattern.figures)


def _tell_figure(pattern: Pattern, text: Text, sentence: Sentence) -> str:
    wanted = " hoặc ".join(dict.fromkeys(_KINDS[name] for name in pattern.figures))
    if set(pattern.figures) <= {"word", "none"}:
        return f"mẫu cần {wanted}, câu không có"
    if re.search(r"\d", sentence.text):
        return f"mẫu cần {wanted}, câu chỉ có số loại khác"
    if re.search(r"\d", text.plain[sentence.offset : sentence.end]):
        return f"mẫu cần {wanted}, câu chỉ có ngày, năm hoặc số ký hiệu"
    return f"mẫu cần {wanted}, câu không có số"


def _show(miss: _Miss) -> NearMiss:
    """Show the part of the paragraph around what is known of it."""
    printed = miss.text.paragraph.text
    spare = max(0, _SHOWN - (miss.span[1] - miss.span[0])) // 2
    low, high = max(0, miss.span[0] - spare), min(len(printed), miss.span[1] + spare)
    while low and printed[low - 1] != " ":
        low -= 1
    while high < len(printed) and printed[high] != " ":
        high += 1
    source = miss.text.paragraph.source((low, high), miss.span)
    return NearMiss(miss.number, source, miss.reason)
