"""Texts near those that a reader looks for, by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

# Signs that readers look at, and some that they have never seen.
_SIGNS = "0123456789.,/-:;()%|\n\t\f \0\u00a0\u0301\ud800\ufeff\U0001f600aăâbđoôơuưAĐXVI'\"[]{}=\\"
_LONGEST = 300  # signs


def make_texts(seeds: Sequence[str], seed: int, count: int) -> Iterator[str]:
    """Give texts that are pieces of some others, cut, repeated and mixed with single signs."""
    rng = random.Random(seed)
    for _ in range(count):
        text = rng.choice(seeds)
        for _ in range(rng.randrange(1, 8)):
            start, end = sorted(rng.choices(range(len(text) + 1), k=2))
            piece = rng.choice(
                (
                    "",
                    text[start:end] * rng.randrange(1, 5),
                    rng.choice(_SIGNS) * rng.randrange(1, 9),
                    rng.choice(seeds),
                )
            )
            text = text[:start] + piece + text[end:]
        yield text[:_LONGEST] if len(seeds) > 1 else text
