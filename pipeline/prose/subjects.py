"""Whom a sentence is about, where cán bộ, công chức and others share one wording.

Whoever was named last before a figure is its subject. Under a bad OCR that is dangerous: of "Cán
bộ, công chức" only "công chức" may be readable, and the total of both would pass for the figure of
one. A name that with its neighbourhood looks like another subject's longer name is therefore
nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.model.form import Form
from pipeline.model.page import MendedWord
from pipeline.prose.anchored import Text
from pipeline.vietnamese.alphabet import fold
from pipeline.wording.anchors import Pattern, parse_pattern
from pipeline.wording.match import Match, Span
from pipeline.wording.matcher import Sentence

# The missing part of a ruined name ("cing chric" for công chức) scores 62 to 90 of 100 against what
# stands in its place, other words below 55 (ruins by two OCR engines).
LOOKS_LIKE = 58
# Confidence from which the repair is believed; 85 to 89 % of the words of two dumps have it.
SURE_THERE = 0.95
# "cán bộ: 2 đồng chí", "cán bộ có 7/11 người": what counts people at once is no ruined name.
_COUNTED = re.compile(
    r" ?:?(?: c[oe])? \d{1,3}(?: ?/ ?\d{1,3})? (?:d[a-z]{1,3}g chi|ng[a-z]{2,4}i)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One place that names a subject."""

    start: int  # in the paragraph; negative in what leads to it
    end: int
    subject: str  # id; empty: one of several, not to be told


@dataclass(frozen=True, slots=True)
class _Wording:
    subject: str
    pattern: Pattern
    plain: str  # the words before any group, folded


class Subjects:
    """The subjects of a form."""

    def __init__(self, form: Form) -> None:
        """Fold the names."""
        self._wordings = tuple(
            _Wording(subject.id, parse_pattern(name), _plain_words(name))
            for subject in form.subjects
            for name in subject.names
        )

    def named_in(self, text: Text) -> tuple[Name, ...]:
        """Find whom a paragraph and what leads to it name, in order."""
        names = []
        mended = text.paragraph.mended
        parts = ((text.lead, -len(text.lead.text), ()), (text.whole, 0, mended))
        for part, offset, words in parts:
            for name in self._find(part, words):
                names.append(Name(name.start + offset, name.end + offset, name.subject))
        return tuple(sorted(names, key=lambda name: name.start))

    def _find(self, part: Sentence, words: Sequence[MendedWord]) -> Iterator[Name]:
        """Find the longest names: "cán bộ" inside "cán bộ không chuyên trách" is none."""
        found = [
            (match.span, wording)
            for wording in self._wordings
            for match in part.find(wording.pattern)
        ]
        kept: list[tuple[int, int]] = []
        for (start, end), wording in sorted(found, key=lambda name: name[0][0] - name[0][1]):
            if not any(start < high and low < end for low, high in kept):
                kept.append((start, end))
                known = not part.damaged or part.marked
                clear = known or not self._is_part(part.text, (start, end), wording, words)
                yield Name(start, end, wording.subject if clear else "")

    def _is_part(
        self, plain: str, span: Span, wording: _Wording, words: Sequence[MendedWord]
    ) -> bool:
        """Say whether a longer name of another subject may have stood here."""
        start, end = span
        for other in self._wordings:
            if other.subject == wording.subject:
                continue
            rest = len(other.plain) - len(wording.plain)
            if other.plain.startswith(wording.plain):
                missing, low, high = other.plain[-rest:], end, end + rest
                if _COUNTED.match(plain, end):
                    continue
            elif other.plain.endswith(wording.plain):
                missing, low, high = other.plain[:rest], max(0, start - rest), start
            else:
                continue
            alike = fuzz.ratio(missing, plain[low:high]) >= LOOKS_LIKE
            if alike and not _is_other(missing, words, low, high):
                return True
        return False


def _is_other(missing: str, words: Sequence[MendedWord], low: int, high: int) -> bool:
    """Say whether the repair is sure of other words there: `d6 cua` is `độ của`, not `bộ, `."""
    there = [word for word in words if word.start < high and low < word.end and word.text]
    sure = bool(there) and all(word.confidence >= SURE_THERE for word in there)
    return sure and fold(there[-1].text) not in missing.split()


def is_about(match: Match, wanted: str, names: tuple[Name, ...]) -> bool:
    """Say whether a match is about a subject: named inside it, or else last before it.

    >>> names = (Name(0, 6, "officials"), Name(40, 49, "civil_servants"))
    >>> here = Match((50, 60), (50, 52), "value")
    >>> is_about(here, "civil_servants", names), is_about(here, "officials", names)
    (True, False)
    """
    if not wanted:
        return True
    start, end = match.span
    inside = [name.subject for name in names if name.start < end and start < name.end]
    if inside:
        return set(inside) == {wanted}
    before = [name.subject for name in names if name.end <= start]
    return bool(before) and before[-1] == wanted


def _plain_words(name: str) -> str:
    """Give the words a name begins with, as far as they are always the same."""
    return fold(name.partition("(")[0].replace("?", "").strip())
