"""The repair, as the extractor asks for it: one of them for each worker, made when it is needed.

A folder of scans never asks, and does without the 100 MB and the 0.2 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.model.errors import SolieuError
from pipeline.model.page import MendedWord
from pipeline.run.batch.cache import Cache

if TYPE_CHECKING:
    from pipeline.repair.restore import Restorer


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where to find what was learned of the scanner."""

    cache: Cache
    key: str


def mend_texts(
    texts: Sequence[str], scanner: Scanner | None = None
) -> tuple[tuple[MendedWord, ...], ...]:
    """Give the words of some texts as the repair reads them, with their places in the texts.

    Args:
        texts: Paragraphs, without line breaks.
        scanner: What is known of the one they come from.
    """
    lines = _restorer(scanner).restore(texts)
    return tuple(
        # The repair mends letters before it counts; where that moved them, it is of no use here.
        tuple(MendedWord(word.start, word.end, word.text, word.confidence) for word in line.words)
        if line.raw == text
        else ()
        for text, line in zip(texts, lines, strict=True)
    )


@cache
def _restorer(scanner: Scanner | None) -> Restorer:
    from pipeline.repair.adaptation import Adaptation, apply
    from pipeline.repair.model import read_model
    from pipeline.repair.restore import Restorer

    if scanner is None:
        return Restorer(read_model())
    stored = scanner.cache.load(scanner.key, tuple[Adaptation, ...])
    if stored is None:
        raise SolieuError(
            "Điều đã học về máy quét bị mất hoặc hỏng. Hãy chạy lại lệnh.",
            "What was learned of the scanner is lost or damaged. Run the command again.",
        )
    return Restorer(apply(read_model(), stored.value))
