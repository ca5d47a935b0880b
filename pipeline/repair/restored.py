"""What the repair hands on: lines as they should be, and what was changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.repair.hands import Hand


@dataclass(frozen=True, slots=True)
class RestoredWord:
    """One word, or two that had run together, and what stood there."""

    start: int  # offsets in the line as the letters were mended
    end: int
    raw: str  # as read, without the punctuation around it
    text: str  # as restored; empty where it went into the word before
    confidence: float  # 0 to 1: of words scored so, this share is right
    others: tuple[tuple[str, float], ...] = ()  # next likeliest words and their confidence
    reason: str = ""  # why, where a rule changed it and not the language model
    hand: Hand | None = None  # the channel that was undone; None: a rule spoke


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """One line."""

    raw: str  # as read, its letters mended: look-alikes, marks set apart
    text: str  # as restored
    words: tuple[RestoredWord, ...]  # those that were looked at; numbers and symbols are not

    @property
    def changes(self) -> Iterator[RestoredWord]:
        """The words that are written otherwise than they were read."""
        return (word for word in self.words if word.text != word.raw)


def rewrite(line: str, words: Iterable[RestoredWord]) -> str:
    """Put the restored words into a line.

    >>> rewrite("(x3 Bic Son)", [RestoredWord(1, 3, "x3", "xã", 0.9)])
    '(xã Bic Son)'
    """
    parts = []
    last = 0
    for word in words:
        gap = line[last : word.start]
        # The rest of a torn word leaves no blank behind, in front of it or at the head of a line.
        parts.append(gap if word.text or not gap.isspace() else "")
        parts.append(word.text)
        last = word.end
        if not word.text and not "".join(parts).strip():
            last += len(line[last:]) - len(line[last:].lstrip())
    parts.append(line[last:])
    return "".join(parts)
