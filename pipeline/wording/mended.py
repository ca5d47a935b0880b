"""Anchors found in what the repair made of a text, with the way back to the text as read.

Patterns are matched on the text as read: figures, gaps, spans and the column `text` are never those
of a repaired text. The repair only adds places where an anchor stands: the words around tell it
that `tif trung cap tré 1én` is `từ trung cấp trở lên`, which has too many wrong letters as read. An
anchor counts there only as it is written, with all its marks, so a word that was mended wrongly is
found nowhere instead of somewhere else; and it counts besides the places found as read, because
the repair has its own errors (`20 dong chi` became `20 dòng chữ`).

Measured on 40 dumps of invented reports (seeds 301 to 303 and 310): 1562 instead of 1534 of 1596
printed figures of the prose right, 63 instead of 102 doubtful or missing, none silently wrong. The
repaired text in place of the one as read gave 1541 right and 80 to look at. Left out elsewhere:

    rows      8 of 1413 values more, one of them silently wrong: the known order of the rows makes
              up for damaged words, and most figures that are lost have no digits left
    heading   30 instead of 28 of 216 fields wrong, and half the warnings gone: names of communes
              become usual words, and all marks look printed
    scans     105 instead of 105 of 105 and 117 instead of 118 of 126: `vie` knows Vietnamese
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from pipeline.model.page import MendedWord
from pipeline.vietnamese.tone_marks import place_tones

Mend = Callable[[Sequence[str]], Sequence[tuple[MendedWord, ...]]]
# A word of less confidence counts as a wrong letter of its anchor: one makes the figure of a short
# anchor doubtful. Taken at .8, it doubted five right figures of 24 dumps more, and no wrong one.
SURE_WORD = 0.7


class MendedText:
    """A sentence as the repair gives it."""

    def __init__(self, text: str, words: Sequence[MendedWord], offset: int) -> None:
        """Put the repaired words in their places.

        Args:
            text: The sentence as it is searched: folded, masked.
            words: Of its paragraph, in order.
            offset: Where the sentence starts in the paragraph.
        """
        self._starts: dict[int, int] = {}  # place in the repaired text -> in the text as read
        self._ends: dict[int, int] = {}
        self._unsure: list[int] = []  # places in the repaired text of words of low confidence
        parts: list[str] = []
        size = last = 0
        for word in words:
            start, end = word.start - offset, word.end - offset
            if start < last or end > len(text):
                continue
            gap = text[last:start]
            if not word.text:  # the rest of a word that was torn; it leaves no blank behind
                self._ends[size] = end
                gap = gap.strip()
            parts += (gap, word.text.lower())
            size += len(gap)
            if word.text:
                self._starts[size] = start
                if word.confidence < SURE_WORD:
                    self._unsure.append(size)
                size += len(word.text)
                self._ends[size] = end
            last = end
        self._text = "".join((*parts, text[last:]))

    def places(self, anchor: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Give where an anchor stands in the text as read: start, and end and wrong letters.

        >>> words = (MendedWord(3, 6, "hồ", 0.99), MendedWord(7, 9, "sơ", 0.5))
        >>> list(MendedText("12 hbe sd", words, 0).places("hồ sơ"))
        [(3, (9, 1))]
        """
        wanted, expression = _exactly(anchor)
        if wanted not in self._text:
            return
        for found in expression.finditer(self._text):
            start, end = self._starts.get(found.start()), self._ends.get(found.end())
            # A word that was made of half a word as read has no place of its own there.
            if start is not None and end is not None:
                unsure = sum(found.start() <= place < found.end() for place in self._unsure)
                yield start, (end, unsure)


@lru_cache(maxsize=4096)
def _exactly(anchor: str) -> tuple[str, re.Pattern[str]]:
    wanted = place_tones(anchor)
    return wanted, re.compile(rf"(?<![^\W\d_]){re.escape(wanted)}(?![^\W\d_])")
