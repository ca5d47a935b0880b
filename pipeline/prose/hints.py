"""Which indicators a report may give in words that no pattern reads.

A figure of the prose that a report need not give is no work for a person where the report does not
give it; but where a figure that nobody took stands beside words of the indicator, it may be that
figure, and somebody must look. So a figure is held against the patterns of an indicator for its
kind, and against its label; the same words around a figure that another indicator took say nothing.

Measured on 47 invented reports, a third of them with sentences that no pattern was written for
(557 figures not stated, 54 stated and not read): with half of a pattern's letters, or 0.6 of a
label's, one of eleven figures not stated is asked for, and of those stated 46 are; what is left
over was taken by another indicator, or is a zero in words.

Words count only near the figure, outside the names of offices, and where nothing beside the figure
says that something else is counted: on 82 reports with such sentences 95 figures that are not
stated are asked for instead of 124, and of 5,194 that are 35 are not, instead of 34.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.form import Form, Indicator
from pipeline.model.reading import Period, Spot
from pipeline.prose.anchored import Text
from pipeline.prose.claims import Claims, wordings_of
from pipeline.prose.identifying import identifies
from pipeline.prose.ranking import Ranking
from pipeline.prose.scopes import OTHER, Scope, find_scopes
from pipeline.vietnamese.alphabet import fold, fold_ocr
from pipeline.vietnamese.numbers import find_numbers
from pipeline.vietnamese.unit_behind import read_behind
from pipeline.wording.anchors import FIGURES, Pattern, parse_pattern
from pipeline.wording.masking import MASK
from pipeline.wording.matcher import Sentence


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_PATTERN_SHARE = 0.5  # of the letters of a pattern's words
_LABEL_SHARE = 0.6  # of the letters of a label's
_WORDS_SHARE = 0.8  # of a pattern whose figure is a word, or was lost
# Letters, in clean text and in what an OCR read: there shorter words (đúng, quá, tổ) are anywhere.
_FEWEST_KNOWN = {False: 4, True: 6}
_FEWEST_LETTERS = 10
_FEWEST_LOST = 12  # where a sentence without any figure may have lost it
_WRONG_COST = 2.0  # letters
_REACH = 80  # signs before and behind a figure in which its words stand; patterns reach as far
_WORDED = frozenset(("none", "word", "count"))
_WORD = re.compile(r"[^\W\d_]+")
# Words of labels that say nothing of what is counted.
_COMMON = _words("số của và các có được trong là về tại cho đã theo tỷ lệ xã ubnd tổng phường")
_YEAR = re.compile(rf"nam (?:[\d{MASK}]|nay|truoc|sau|toi|hoc)")  # năm 2024 is no five
_PART = re.compile(r" ?/ ?\d")
_WHOLE = re.compile(r"(\d[\d.,]*) ?/ ?$")


@dataclass(frozen=True, slots=True)
class _Open:
    """A figure that nobody took."""

    text: Text
    sentence: Sentence
    span: tuple[int, int]  # in the paragraph
    kinds: frozenset[str]  # of FIGURES, that it may be

    @property
    def window(self) -> tuple[int, int]:
        """Where in the sentence words may stand that are about it."""
        start, end = (place - self.sentence.offset for place in self.span)
        return max(0, start - _REACH), end + _REACH


class TakenSpots:
    """Where the figures stand that have become values."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._lines: dict[tuple[int, int], list[Spot]] = {}
        for spot in spots:
            self._lines.setdefault((spot.page, spot.line), []).append(spot)

    def meets(self, spots: Sequence[Spot]) -> bool:
        """Say whether one of them has characters in common with one of these."""
        return any(
            spot.meets(other)
            for spot in spots
            for other in self._lines.get((spot.page, spot.line), ())
        )


def find_hinted(
    texts: Sequence[Text],
    form: Form,
    wanted: Collection[str],
    taken: TakenSpots,
    period: Period | None,
) -> frozenset[str]:
    """Give the indicators near whose words a figure stands that nobody took.

    Args:
        texts: The paragraphs of the report, all that are no rows of its appendix.
        form: Its kind.
        wanted: Ids of the indicators that are asked for.
        taken: The figures that have become values.
        period: That of the report.
    """
    left = tuple(one for text in texts for one in _find_open(text, taken, period))
    names = frozenset(one.context for one in form.indicators if one.context)
    ranking = Ranking(Claims(form, [one.text for one in left]), form)
    return frozenset(
        one.id
        for one in form.indicators
        if one.id in wanted
        and (
            any(_is_near(one, figure, names) and _may_be(one, figure, ranking) for figure in left)
            or _is_worded(one, texts, taken)
        )
    )


def _may_be(indicator: Indicator, figure: _Open, ranking: Ranking) -> bool:
    """Say whether nothing that stands beside a figure speaks against it: `3 quầy` are no hồ sơ."""
    place = ranking.place_of(figure.text, figure.span)
    return place is None or ranking.may_count(indicator, place)


def _find_open(text: Text, taken: TakenSpots, period: Period | None) -> Iterator[_Open]:
    printed, masked = text.paragraph.text, text.masked
    scopes = None
    for start, end, _ in find_numbers(masked):
        if taken.meets(text.paragraph.spots(start, end)):
            continue
        behind = read_behind(printed, end, damaged=not text.paragraph.clear)
        if identifies(printed, masked, (start, end), behind):
            continue
        scopes = find_scopes(text, period) if scopes is None else scopes
        if any(_is_named(one) and one.start <= start < one.end for one in scopes):
            continue
        for sentence in text.sentences:
            if sentence.offset <= start < sentence.end:
                yield _Open(text, sentence, (start, end), _kinds_of(text, start, end, taken))


def _is_named(scope: Scope) -> bool:
    """Say whether a scope names another period; what only compares may be misunderstood.

    `hồ sơ chậm so với quy định: 0 hồ sơ`, `kỳ trước chuyển sang: 5 hồ sơ` are of this one.
    """
    return scope.period not in ("", OTHER)


def _kinds_of(text: Text, start: int, end: int, taken: TakenSpots) -> frozenset[str]:
    """Say what a figure may be; behind a part that was taken it is the whole of that."""
    if text.masked[end : end + 2].lstrip().startswith("%"):
        return frozenset(("percent", "value"))
    if _PART.match(text.masked, end):
        return frozenset(("part", "value"))
    before = _WHOLE.search(text.masked[:start])
    if before is None:
        return frozenset(("value", "count"))
    whole_of_taken = taken.meets(text.paragraph.spots(*before.span(1)))
    return frozenset(("whole",) if whole_of_taken else ("whole", "value"))


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in a sentence words count."""

    window: tuple[int, int] = (0, sys.maxsize)
    names: tuple[tuple[int, int], ...] = ()  # of others, in which they do not

    def has(self, start: int, end: int) -> bool:
        """Say whether words that stand there count."""
        low, high = self.window
        return (
            low <= start
            and end <= high
            and not any(first <= start and end <= last for first, last in self.names)
        )


def _names_in(sentence: Sentence, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """Give where names stand that only say where something is: Bộ phận Tiếp nhận và Trả kết quả."""
    for name in names:
        for match in sentence.find(parse_pattern(name)):
            start, end = match.span
            yield start - sentence.offset, end - sentence.offset


def _is_near(indicator: Indicator, figure: _Open, names: frozenset[str]) -> bool:
    fitting = [
        one.pattern
        for one in wordings_of((indicator,))
        if figure.kinds.intersection(one.pattern.figures)
    ]
    if not fitting:
        return False
    where = _Where(figure.window, tuple(_names_in(figure.sentence, names - {indicator.context})))
    if any(_share_of(one, figure.sentence, where) >= _PATTERN_SHARE for one in fitting):
        return True
    labels = (indicator.label, *indicator.aliases)
    return any(_share_of_label(label, figure) >= _LABEL_SHARE for label in labels)


def _share_of(pattern: Pattern, sentence: Sentence, where: _Where = _Where()) -> float:
    """Give how many of the letters of a pattern's words stand in a part of a sentence, 0 to 1."""
    known = 0.0
    letters = 0
    for need in pattern.needs:
        worth, anchor = max((_worth(anchor, sentence, where), anchor) for anchor in need)
        known += worth
        letters += len(anchor) if worth else min(map(len, need))
    return known / letters if known >= _FEWEST_KNOWN[sentence.damaged] else 0.0


def _worth(anchor: str, sentence: Sentence, where: _Where) -> float:
    """Give the letters that an anchor counts for in a sentence; each wrong one takes others."""
    places = sentence.places(anchor).items()
    edits = min((wrong for at, (end, wrong) in places if where.has(at, end)), default=None)
    return 0.0 if edits is None else max(0.0, len(anchor) - _WRONG_COST * edits)


def _share_of_label(label: str, figure: _Open) -> float:
    words = {word for word in _WORD.findall(label.lower()) if word not in _COMMON}
    if not words:
        return 0.0
    sentence, paragraph = figure.sentence, figure.text.paragraph
    low, high = (sentence.offset + place for place in figure.window)
    around = f"{paragraph.text[low : min(high, sentence.end)]} {paragraph.lead}".lower()
    seen = set(_WORD.findall(around))
    plain = set(map(fold_ocr, seen)) if not paragraph.clear else set()
    shown = sum(len(word) for word in words if word in seen or fold(word) in plain)
    return shown / sum(map(len, words))


def _is_worded(indicator: Indicator, texts: Sequence[Text], taken: TakenSpots) -> bool:
    """Say whether a sentence may give the figure in words, or lost it.

    `Không có hồ sơ quá hạn` gives a zero; a scan that shows all words of a pattern and no figure
    may have lost it.
    """
    for one in wordings_of((indicator,)):
        pattern = one.pattern
        worded = _WORDED.intersection(pattern.figures)
        letters = sum(min(map(len, need)) for need in pattern.needs)
        if letters < _FEWEST_LETTERS:
            continue
        for text in texts:
            for sentence in text.sentences:
                plain = text.plain[sentence.offset : sentence.end]
                bare = letters >= _FEWEST_LOST and not any(map(str.isdigit, plain))
                lost = bare and text.paragraph.damaged
                if not lost and not _shows_word(worded, text, sentence, taken):
                    continue
                if _share_of(pattern, sentence) >= _WORDS_SHARE:
                    return True
    return False


def _shows_word(kinds: Collection[str], text: Text, sentence: Sentence, taken: TakenSpots) -> bool:
    for kind in kinds:
        for found in FIGURES[kind].finditer(sentence.text):
            start, end = (place + sentence.offset for place in found.span())
            if _YEAR.match(text.masked, start):
                continue
            if not any(map(str.isdigit, found.group())) and not taken.meets(
                text.paragraph.spots(start, end)
            ):
                return True
    return False
