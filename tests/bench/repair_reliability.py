"""What confidence of the repair means: words by the confidence they state, and how many are right.

Ten groups, narrow where the words are: most state more than .99, and .990 and .999 are ten times
as many errors apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.layout import print_table

# Lower ends of the groups but the first, which begins at 0.
_ENDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998)


@dataclass(frozen=True, slots=True)
class Group:
    """The words that state about the same confidence."""

    least: float
    words: int
    stated: float  # mean, 0 to 1
    right: float  # share, 0 to 1


def group_words(judged: Iterable[tuple[float, bool]]) -> tuple[Group, ...]:
    """Group words by stated confidence.

    Args:
        judged: Of each word its confidence and whether it is right.

    >>> [(group.least, group.words) for group in group_words([(0.4, False), (0.5, True)])][:3]
    [(0.0, 1), (0.5, 1), (0.7, 0)]
    """
    kept: list[list[tuple[float, bool]]] = [[] for _ in range(len(_ENDS) + 1)]
    for confidence, is_right in judged:
        kept[bisect_right(_ENDS, confidence)].append((confidence, is_right))
    return tuple(
        Group(
            least,
            len(words),
            sum(confidence for confidence, _ in words) / max(1, len(words)),
            sum(is_right for _, is_right in words) / max(1, len(words)),
        )
        for least, words in zip((0.0, *_ENDS), kept, strict=True)
    )


def print_groups(title: str, columns: Mapping[str, Sequence[Group]]) -> str:
    """Print groups of one or more texts beside each other."""
    header = ["confidence"]
    for name in columns:
        header += [f"{name} words", "stated", "right"]
    rows = []
    for groups in zip(*columns.values(), strict=True):
        row = [f"from {groups[0].least:.3f}"]
        for group, whole in zip(groups, map(_count, columns.values()), strict=True):
            row += _cells(group, whole)
        rows.append(row)
    return print_table(title, header, rows)


def _count(groups: Sequence[Group]) -> int:
    return sum(group.words for group in groups)


def _cells(group: Group, whole: int) -> list[str]:
    if not group.words:
        return ["-", "", ""]
    share = f"{100 * group.words / whole:.1f} % of {whole}"
    return [share, f"{group.stated:.3f}", f"{group.right:.3f}"]
