"""The words around a figure: what it counts, in whatever order they stand.

A figure's own words reach back to the last mark or number and forward to the next one. What the
sentence says before, and what leads to it, is about it too, but less: of `Giải quyết: trước hạn 5,
đúng hạn 7` the verb stands two marks off. Words between two figures belong to one of them, and
nothing tells of which, so both have them, each on its side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.vietnamese.alphabet import fold
from pipeline.wording.anchors import FIGURES
from pipeline.wording.match import Span, overlap

# What the words farther off count for; .2 to .5 give the same order for nine of ten figures.
OUTER = 0.35
_OUTER_WORDS = 14  # the nearest of them that count
_BEHIND_WORDS = 8  # behind the mark that ends a figure's own words
_WORD = re.compile(r"[a-z]+\d?")
_ENDS = re.compile(r"[.;]")
_MARK = re.compile(r"[,;.:()\[\]“”]|(?<= )[-–](?= )")
_NOUN_BEHIND = re.compile(r" ?[a-z]")
_JOINT = re.compile(r"[,;] ?$| (?:va|tren|trong so|trong tong so|tren tong so)(?= )")
# Words that link a name with its figure and name nothing themselves.
LINKS = frozenset(
    word
    for words in (
        "la co dat duoc gom voi tong so chiem ty le bang cho va cua cac nhung da hien con trong do",
        "tai theo thi nay o ve khoang gan hon tren uoc luong them cung ra den tu de nhu tuong ung",
        "cu the xa ubnd ky bao cao quy nam thang dau cuoi",
    )
    for word in words.split()
)
# 9 người/12 người; 866 lượt/964 người are two measures.
_SPLIT = re.compile(r"(?<![\d/.,a-z])(\d+) ([a-z]+(?: chi)?) ?/ ?(\d+) \2(?![a-z])")
_KINDS = ("percent", "part", "whole", "value", "word")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of a sentence, whoever's it is; places are those of the sentence."""

    span: Span
    kind: str  # a key of FIGURES
    outer: Span  # of the fraction it is a part of, or its own with the % sign


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or several that are one to a form; places are those of the sentence."""

    start: int
    end: int
    text: str  # folded


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a figure."""

    terms: Mapping[str, float]  # words and pairs of words, with what they count for
    own: frozenset[str]  # of its own clause
    before: tuple[str, ...]  # its own words, in order
    behind: tuple[str, ...]


def find_printed(text: str) -> tuple[Printed, ...]:
    """Find all figures of a folded, masked sentence, in order.

    >>> [(one.kind, one.span) for one in find_printed("tiep nhan 8/11 ho so, dat 72,7%")]
    [('part', (10, 11)), ('whole', (12, 14)), ('percent', (26, 30))]
    >>> [(one.kind, one.span) for one in find_printed("9 nguoi/12 nguoi; 8 luot/12 nguoi")]
    [('part', (0, 1)), ('whole', (8, 10)), ('value', (18, 19))]
    """
    found: list[Printed] = []
    for match in _SPLIT.finditer(text):
        found += (Printed(match.span(1), "part", match.span()),)
        found += (Printed(match.span(3), "whole", match.span()),)
    for kind in _KINDS:
        for match in FIGURES[kind].finditer(text):
            span = match.span(match.lastgroup or 0)
            if not any(overlap(span, other.span) for other in found):
                found.append(Printed(span, kind, match.span()))
    return tuple(sorted(found, key=lambda one: one.span))


class Canon:
    """Words that mean the same to a form, brought to one term, over a comma too: `tin, bài`."""

    def __init__(self, synonyms: Iterable[str], common: Iterable[str] = ()) -> None:
        """Take groups, each as one text: `trực tuyến, qua mạng`.

        Args:
            synonyms: The groups.
            common: Names that tell nothing: whom a sentence is about is asked otherwise.
        """
        self._same: dict[tuple[str, ...], str] = {}
        for group in synonyms:
            names = [tuple(_WORD.findall(fold(name))) for name in group.split(",")]
            self._same.update(dict.fromkeys(names, "_".join(names[0])))
        self._lengths: dict[str, tuple[int, ...]] = {}
        for words in sorted(self._same, key=len):
            lengths = self._lengths.get(words[0], ())
            if len(words) not in lengths:
                self._lengths[words[0]] = (len(words), *lengths)
        self.silent = set(LINKS)
        for name in map(fold, common):
            self.silent.update(_WORD.findall(name))
            terms = [word.text for word in self.words(name)]
            self.silent.update(terms if len(terms) == 1 else ())

    def terms(self, words: Sequence[str]) -> Iterator[str]:
        """Give words that name something, and all pairs of neighbours with such words."""
        naming = [word not in self.silent and len(word) > 1 for word in words]
        yield from (word for word, names in zip(words, naming, strict=True) if names)
        for place in range(len(words) - 1):
            if naming[place] and naming[place + 1]:
                yield f"{words[place]} {words[place + 1]}"

    def context(
        self,
        text: str,
        printed: Printed,
        every: Sequence[Printed],
        words: Sequence[Word],
        lead: Sequence[Word] = (),
    ) -> Context:
        """Give the words around a figure of a sentence.

        Args:
            text: The sentence, folded and masked.
            printed: One of its figures.
            every: All of them, in order.
            words: Its words in order, with their places.
            lead: Words that lead to the sentence.
        """
        low, high = _clause(text, printed, every)
        start, end = printed.outer
        far = min((other.outer[0] for other in every if other.outer[0] >= end), default=len(text))
        before = tuple(word.text for word in words if low < word.end <= start)
        behind = tuple(word.text for word in words if end <= word.start < high)
        own = frozenset((*self.terms(before), *self.terms(behind)))
        while not own and behind and high < far:  # 98% số cán bộ, công chức có trình độ ...
            high = next((mark.start() for mark in _MARK.finditer(text, high + 1, far)), far)
            behind = tuple(word.text for word in words if end <= word.start < high)
            own = frozenset(self.terms(behind))
        above = [other for other in every if other.outer[1] <= start]
        if not own and printed.kind == "percent" and above:
            between = text[above[-1].outer[1] : start]
            if not _ENDS.search(between):  # đúng hạn 134 hồ sơ, đạt 98%
                near = self.context(text, above[-1], every[: every.index(printed)], words, lead)
                return Context(near.terms, near.own, near.before, behind)
        led = (word.text for word in lead)
        outer = [*led, *(word.text for word in words if word.end <= low)][-_OUTER_WORDS:]
        outer += [word.text for word in words if high <= word.start < far][:_BEHIND_WORDS]
        terms = dict.fromkeys(self.terms(outer), OUTER)
        terms.update(dict.fromkeys(own, 1.0))
        return Context(terms, own, before, behind)

    def name(self, name: str) -> Context:
        """Take a folded name for the words around its figure."""
        words = tuple(word.text for word in self.words(name))
        own = frozenset(self.terms(words))
        return Context(dict.fromkeys(own, 1.0), own, words, ())

    def words(self, text: str) -> tuple[Word, ...]:
        """Give the words of a folded text.

        >>> [word.text for word in Canon(["trực tuyến, qua mạng"]).words("nop qua mang 5")]
        ['nop', 'truc_tuyen']
        """
        return self.join([Word(*word.span(), word.group()) for word in _WORD.finditer(text)])

    def join(self, found: Sequence[Word]) -> tuple[Word, ...]:
        """Bring folded words to their terms."""
        canonical: list[Word] = []
        at = 0
        while at < len(found):
            word = found[at]
            for length in self._lengths.get(word.text, ()):
                run = found[at : at + length]
                term = self._same.get(tuple(one.text for one in run))
                if term is not None:
                    word = Word(run[0].start, run[-1].end, term)
                    at += length - 1
                    break
            canonical.append(word)
            at += 1
        return tuple(canonical)


def _clause(text: str, printed: Printed, every: Sequence[Printed]) -> Span:
    """Give how far the words of a figure reach: to marks and figures, over marks beside it."""
    start, end = printed.outer
    before = [other.outer[1] for other in every if other.outer[1] <= start]
    behind = [other.outer[0] for other in every if other.outer[0] >= end]
    lowest, highest = max(before, default=0), min(behind, default=len(text))
    low = lowest
    for mark in _MARK.finditer(text, lowest, start):
        if any(map(str.isalpha, text[mark.end() : start])):
            low = mark.end()
    if before and printed.kind != "percent" and _NOUN_BEHIND.match(text, end):
        # "3 máy in, 2 máy scan", "8 hồ sơ kỳ trước và 140 hồ sơ": the words between are the first's
        low = max([low, *(joint.end() for joint in _JOINT.finditer(text, lowest, start))])
    high = highest
    for mark in _MARK.finditer(text, end, highest):
        named = any(map(str.isalpha, text[end : mark.start()]))
        if named or mark.group() in ",;.:" or _holds_figure(text, mark, behind):
            high = mark.start()
            break
    return low, high


def _holds_figure(text: str, mark: re.Match[str], behind: Sequence[int]) -> bool:
    """Say whether a bracket opens that has a figure of its own: 78% (mục tiêu 60%)."""
    end = text.find(")", mark.end())
    return mark.group() == "(" and any(mark.end() <= start < end for start in behind)
