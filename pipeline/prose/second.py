"""What the second reader of a scan says to a figure of the prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.prose.paragraphs import Paragraph
from pipeline.vietnamese.numbers import same_figures


@dataclass(frozen=True, slots=True)
class Opinion:
    """How the second reading of a figure stands to the first; neither, where there is none."""

    agrees: bool  # every word of the figure was read twice, and to the same numbers
    seen: tuple[str, ...]  # what the second reader saw where it differs


def second_opinion(paragraph: Paragraph, figure: tuple[int, int]) -> Opinion:
    """Compare both readings of the words that a figure stands in.

    A word counts whole: in 04/10 the denominator bears on what the numerator is worth.

    Args:
        paragraph: With the words of its lines.
        figure: Start and end of its characters in the text of the paragraph.
    """
    words = [word for word in paragraph.words_of(*figure) if re.search(r"\d", word.text)]
    pairs = [(word.text, word.second) for word in words]
    seen = tuple(
        f"{second.reader}: {second.text}"
        for first, second in pairs
        if second is not None and not same_figures(first, second.text)
    )
    twice = bool(words) and all(second is not None for _, second in pairs)
    return Opinion(twice and not seen, seen)
