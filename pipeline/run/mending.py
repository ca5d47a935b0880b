"""The repair, as the extractor asks for it: one of them for each worker, made when it is needed.

A folder of scans never asks, and does without the 100 MB and the 0.2 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.model.page import MendedWord

if TYPE_CHECKING:
    from pipeline.repair.restore import Restorer


def mend_texts(texts: Sequence[str]) -> tuple[tuple[MendedWord, ...], ...]:
    """Give the words of some texts as the repair reads them, with their places in the texts."""
    lines = _restorer().restore(texts)
    return tuple(
        # The repair mends letters before it counts; where that moved them, it is of no use here.
        tuple(MendedWord(word.start, word.end, word.text, word.confidence) for word in line.words)
        if line.raw == text
        else ()
        for text, line in zip(texts, lines, strict=True)
    )


@cache
def _restorer() -> Restorer:
    from pipeline.repair.model import read_model
    from pipeline.repair.restore import Restorer

    return Restorer(read_model())
