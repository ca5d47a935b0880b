"""One place a pattern matches, and what a walk through a pattern met on its way there."""

from __future__ import annotations

from dataclasses import dataclass

# A wrong letter takes away the worth of so many right ones where patterns compete.
EDIT_COST = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """One place a pattern matches."""

    span: Span
    figure: Span  # the figure, or the word that stands for one; the span if there is none
    group: str = ""  # "value", "word" or "none": what the figure is
    full: bool = False  # the figure is a quota, and the text says that all of it is there
    gaps: tuple[Span, ...] = ()  # parts of the span that no anchor covers
    letters: int = 0  # of the anchors
    edits: int = 0  # wrong letters in the anchors

    @property
    def worth(self) -> int:
        """How much of the sentence the pattern knows: of two claims on a figure the higher wins."""
        return self.letters - EDIT_COST * self.edits


@dataclass(frozen=True, slots=True)
class Trail:
    """What a walk met so far."""

    figure: Span | None = None
    group: str = ""
    full: bool = False
    gaps: tuple[Span, ...] = ()
    letters: int = 0
    edits: int = 0

    def over_words(self, letters: int, edits: int = 0) -> Trail:
        """Go over words."""
        return Trail(
            self.figure,
            self.group,
            self.full,
            self.gaps,
            self.letters + letters,
            self.edits + edits,
        )

    def over_gap(self, gap: Span) -> Trail:
        """Go over what no anchor covers."""
        gaps = (*self.gaps, gap)
        return Trail(self.figure, self.group, self.full, gaps, self.letters, self.edits)

    def over_figure(self, figure: Span, group: str) -> Trail:
        """Go over the figure that is read."""
        return Trail(figure, group, self.full, self.gaps, self.letters, self.edits)

    def with_all(self) -> Trail:
        """Go over the word that says that all of a quota is there."""
        return Trail(self.figure, self.group, True, self.gaps, self.letters, self.edits)


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a place.

    >>> overlap((2, 5), (4, 9)), overlap((2, 5), (5, 9))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]
