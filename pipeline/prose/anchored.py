"""Paragraphs made ready for patterns: folded, masked, divided into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.prose.paragraphs import Paragraph
from pipeline.vietnamese.alphabet import fold
from pipeline.wording.anchors import Pattern
from pipeline.wording.masking import mask_numerals, plain_text
from pipeline.wording.matcher import Sentence
from pipeline.wording.mended import Mend, MendedText
from pipeline.wording.spelling import edit_budget

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
    title: Sentence  # of the part below that heading

    @staticmethod
    def of(paragraph: Paragraph) -> Text:
        """Fold, mask and divide a paragraph."""
        plain = plain_text(paragraph.text)
        masked = mask_numerals(plain)
        return Text(
            paragraph,
            plain,
            masked,
            tuple(_divide(masked, paragraph)),
            _sentence(plain, paragraph),
            _shared(paragraph.lead, paragraph.damaged, paragraph.marked),
            _shared(paragraph.chapter, paragraph.damaged, paragraph.marked),
            _shared(paragraph.title, paragraph.damaged, paragraph.marked),
        )


def mend_texts(texts: Sequence[Text], mend: Mend) -> tuple[Text, ...]:
    """Have the paragraphs of dumps repaired that hold digits which may be a figure.

    To repair the words for figures (một, không) too takes 0.2 s more for 30 kB, and finds no figure
    more (40 dumps).

    What our own engine read is left as it is, and so are dumps that have their marks; `mended`
    says what was measured.
    """
    wanted = [
        number
        for number, text in enumerate(texts)
        if text.paragraph.dumped
        and not text.paragraph.marked
        and any(map(str.isdigit, text.masked))
    ]
    mended = list(texts)
    words = mend([texts[number].paragraph.text for number in wanted]) if wanted else ()
    for number, found in zip(wanted, words, strict=True):
        mended[number] = Text.of(replace(texts[number].paragraph, mended=found))
    return tuple(mended)


@lru_cache(maxsize=64)
def _shared(text: str, damaged: bool, marked: bool) -> Sentence:
    """Give the same sentence to all paragraphs under one heading; it remembers what it holds."""
    return Sentence(plain_text(text), damaged, aid=text if marked else None)


def _divide(masked: str, paragraph: Paragraph) -> Iterable[Sentence]:
    before: tuple[Sentence, ...] = (_shared(paragraph.lead, paragraph.damaged, paragraph.marked),)
    start = 0
    for end in [*(match.start() for match in _SENTENCE_END.finditer(masked)), len(masked)]:
        if end - start > 1:
            sentence = _sentence(masked[start:end], paragraph, start, before)
            before = (*before, sentence)
            yield sentence
        start = end + 1


def _sentence(
    text: str, paragraph: Paragraph, offset: int = 0, before: tuple[Sentence, ...] = ()
) -> Sentence:
    aid: MendedText | str | None = None
    if paragraph.mended:
        aid = MendedText(text, paragraph.mended, offset)
    elif paragraph.marked:
        aid = paragraph.text[offset : offset + len(text)]
    return Sentence(text, paragraph.damaged, offset, aid, before)


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
