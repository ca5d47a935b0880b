"""What the rules of a heading say of the columns that a phrase stands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.geometry import Box
from pipeline.tables.open.lines import Row
from pipeline.tables.open.slots import Slot
from pipeline.tables.open.tokens import Token

Span = tuple[int, int]  # the first and the last slot


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules among the headings of a table."""

    level: tuple[Box, ...]
    uprights: tuple[Box, ...] = ()
    cells: tuple[Box, ...] = ()  # where the heading is ruled as a grid


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """The rules among headings, with the columns below them."""

    slots: Sequence[Slot]
    rules: Ruled
    pitch: float  # points between columns of figures

    @property
    def grouped(self) -> list[int]:
        """The slots that may stand under one heading with others."""
        return [p for p, slot in enumerate(self.slots) if slot.figures or slot.grouped]

    def enclosed(self, phrase: Token) -> Span | None:
        """Give the slots that rules around a phrase enclose with it."""
        return self._by_cell(phrase) or self._by_uprights(phrase)

    def _by_cell(self, phrase: Token) -> Span | None:
        """Give the slots below the ruled cell that holds a phrase."""
        for cell in self.rules.cells:
            if cell.contains(phrase.middle, phrase.level):
                inside = [
                    place
                    for place, slot in enumerate(self.slots)
                    if cell.left - 2 <= slot.middle <= cell.right + 2
                ]
                return (inside[0], inside[-1]) if inside else None
        return None

    def _by_uprights(self, phrase: Token) -> Span | None:
        """Give the slots between the upright rules beside a phrase, if others divide them below.

        Many tables have no rule at their outer edges: what stands there is no whole cell.
        """
        beside = [
            r.center[0] for r in self.rules.uprights if r.top - 1 <= phrase.level <= r.bottom + 1
        ]
        left = max((x for x in beside if x < phrase.middle), default=-1e6)
        right = min((x for x in beside if x > phrase.middle), default=1e6)
        below = any(
            r.top > phrase.level and left < r.center[0] < right for r in self.rules.uprights
        )
        if not (beside and below):
            return None
        inside = [place for place, slot in enumerate(self.slots) if left < slot.middle < right]
        sure = len(inside) > 1 and (self.slots[inside[0]].figures or self.slots[inside[0]].grouped)
        return (inside[0], inside[-1]) if sure else None

    def underlined(
        self, phrase: Token, below: Sequence[Row], centres: Sequence[float]
    ) -> Span | None:
        """Give the slots below the rule under a phrase, where headings stand under it.

        Args:
            phrase: Of a heading.
            below: The lines of the heading below it.
            centres: Of the slots, in points; of their own headings where they have some.
        """
        under = [
            rule
            for rule in self.rules.level
            if rule.top > phrase.level and rule.left - 2 <= phrase.middle <= rule.right + 2
        ]
        if not under:
            return None
        rule = min(under, key=lambda one: one.top)
        words = [
            token
            for row in below
            for token in row.tokens
            if rule.left - 2 <= token.middle <= rule.right + 2
        ]
        between = [t for t in words if t.level < rule.top and t.level > phrase.bottom]
        if any(abs(t.middle - phrase.middle) > self.pitch for t in between):
            return None
        if not any(token.level > rule.top for token in words):
            return None
        inside = [p for p in self.grouped if rule.left - 3 <= centres[p] <= rule.right + 3]
        return (inside[0], inside[-1]) if len(inside) > 1 else None
