"""Paragraphs made ready for patterns: folded, masked, divided into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.extract.prose.anchors import Pattern
from pipeline.extract.prose.matcher import Sentence
from pipeline.extract.prose.paragraphs import Paragraph
from pipeline.extract.prose.plain import mask_numerals, plain_text
from pipeline.extract.prose.spelling import edit_budget
from pipeline.vietnamese.alphabet import fold

# No pattern goes beyond a full stop or a semicolon; those between digits belong to the figure.
_SENTENCE_END = re.compile(r"[.;](?!\d)")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph ready to be searched."""

    paragraph: Paragraph
    plain: str  # folded
    masked: str  # folded, without digits that are no figures
    sentences: tuple[Sentence, ...]  # of the masked text
    whole: Sentence  # all of the plain text
    lead: Sentence  # what introduces the list the paragraph is an item of
    chapter: Sentence  # the heading above

    @staticmethod
    def of(paragraph: Paragraph) -> Text:
        """Fold, mask and divide a paragraph."""
        plain = plain_text(paragraph.text)
        masked = mask_numerals(plain)
        damaged = paragraph.damaged
        return Text(
            paragraph,
            plain,
            masked,
            tuple(_divide(masked, damaged)),
            Sentence(plain, damaged),
            _shared(paragraph.lead, damaged),
            _shared(paragraph.chapter, damaged),
        )


@lru_cache(maxsize=64)
def _shared(text: str, damaged: bool) -> Sentence:
    """Give the same sentence to all paragraphs under one heading; it remembers what it holds."""
    return Sentence(plain_text(text), damaged)


def _divide(masked: str, damaged: bool) -> Iterable[Sentence]:
    start = 0
    for end in [*(match.start() for match in _SENTENCE_END.finditer(masked)), len(masked)]:
        if end - start > 1:
            yield Sentence(masked[start:end], damaged, start)
        start = end + 1


def rule_out_anchors(texts: Sequence[Text], patterns: Iterable[Pattern]) -> None:
    """Tell the sentences with figures in damaged texts which anchors are nowhere near.

    One matrix of RapidFuzz scores for all sentences and anchors takes 0.05 s for 30 kB; looking for
    each anchor in each sentence takes ten times that.
    """
    anchors = sorted({need for pattern in patterns for need in chain.from_iterable(pattern.needs)})
    sentences = [
        sentence
        for text in texts
        if text.paragraph.damaged
        for sentence in text.sentences
        if sentence.shows_figures
    ]
    if not anchors or not sentences:
        return
    scores = process.cdist(
        [fold(anchor) for anchor in anchors],
        [sentence.text for sentence in sentences],
        scorer=fuzz.partial_ratio,
        score_cutoff=50,
    )
    cutoffs = np.array([_cutoff(anchor) for anchor in anchors])
    for row, column in np.argwhere(scores < cutoffs[:, np.newaxis]).tolist():
        sentences[column].rule_out(anchors[row])


def _cutoff(anchor: str) -> float:
    """Give the score of an anchor with all wrong letters that it may have, and one more."""
    return 100 * (1 - min(1.0, (edit_budget(anchor) + 1) / len(anchor)))
