"""When two folded words may be the same word under OCR noise."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

# Words less alike than this are different words: unrelated folded syllables reach 0.5 (seed).
SAME_WORD = 0.55


@lru_cache(maxsize=50_000)
def is_like(word: str, vocabulary: tuple[str, ...]) -> bool:
    """Say whether a folded word may be one of some others under OCR noise.

    >>> is_like("nguol", ("nguoi", "so")), is_like("thu", ("nguoi", "so"))
    (True, False)
    """
    if not vocabulary:
        return False
    found = process.extractOne(
        word, vocabulary, scorer=Levenshtein.normalized_similarity, score_cutoff=SAME_WORD
    )
    return found is not None
