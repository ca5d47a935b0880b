"""What stands over the columns while their headings are placed, line by line from the lowest up.

A group may reach over any two columns, so what is asked of each pair is counted once for a line.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.tables.open.slots import Placed, Slot


class Standing:
    """The phrases placed so far, by the slots that they are over."""

    def __init__(self, slots: Sequence[Slot], placed: Sequence[Placed]) -> None:
        count = len(slots)
        over: list[list[Placed]] = [[] for _ in slots]
        for one in placed:
            for place in one.span:
                over[place].append(one)
        # The highest phrase over each slot.
        self.tops = [min(some, key=lambda one: one.phrase.level, default=None) for some in over]
        own = [[one.phrase for one in some if one.first == one.last] for some in over]
        self.headed = [bool(some) for some in own]  # slots with a heading of their own
        # Of the heading right above its figures, if there is one.
        self.centres = [
            (min(t.left for t in some) + max(t.right for t in some)) / 2
            if some
            else (slot.left + slot.right) / 2
            for some, slot in zip(own, slots, strict=True)
        ]
        # How far such a heading stands off its figures at most, in points.
        self.shift = max(
            abs(centre - slot.middle) for centre, slot in zip(self.centres, slots, strict=True)
        )
        self._lefts = [min((one.phrase.left for one in some), default=1e6) for some in over]
        self._rights = [max((one.phrase.right for one in some), default=-1e6) for some in over]
        # Whether a phrase stands over a slot and the one before it: no group ends between them.
        self._crossed = [False] * (count + 1)
        for one in placed:
            for place in range(one.first + 1, one.last + 1):
                self._crossed[place] = True
        # How many slots from here on have something over them.
        self._headed_to = [0] * (count + 1)
        for place in range(count - 1, -1, -1):
            self._headed_to[place] = self._headed_to[place + 1] + 1 if over[place] else 0

    def may_be_grouped(self, first: int, last: int) -> bool:
        """Say whether all of some slots have headings, none of which reaches further."""
        full = self._headed_to[first] > last - first
        return full and not self._crossed[first] and not self._crossed[last + 1]

    def middle(self, first: int, last: int) -> float:
        """Give the middle of all headings over some slots that may be grouped, in points."""
        return (min(self._lefts[first : last + 1]) + max(self._rights[first : last + 1])) / 2
