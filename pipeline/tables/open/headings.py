"""The headings of a table as a tree: which columns each phrase stands over.

A rule below a phrase with headings under it says it best. Without rules the phrase that groups
columns is centred over them, while those of one column lie below each other. Where neither says
it, a phrase belongs to the column it is nearest to; no two phrases of a line share one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.tables.open.lines import Row
from pipeline.tables.open.slots import Placed, Slot, bands_of, in_order
from pipeline.tables.open.tokens import Token, phrases, unite

_GAP = 0.5  # em between phrases; 0.3 to 1.0 give the same
_WIDE_GAP = 1.0
_CENTRED = 0.46  # of the pitch of the columns; how far a group may stand off its centre
_STACKED = 0.15  # of the pitch; a line of a heading stands so near above its next one
_LOST = 2.5  # cost of a phrase that is over no column
_FORCED = 0.01
_GROUP = 0.05
_UNLIKELY = 3.0
_SOUGHT = 2.5  # pitches from the middle of a phrase to that of what it may group
_NARROW = 0.15  # cost of a group that leaves a heading of its kind out on either side
_EVEN = 0.3  # em between phrases of one line
_FULL = 0.9


def name_columns(
    rows: Sequence[Row],
    slots: Sequence[Slot],
    rules: Sequence[Box],
    cells: Sequence[Box],
    em: float,
    uprights: Sequence[Box] = (),
) -> list[tuple[str, ...]]:
    """Give the headings above each slot, from the top.

    Args:
        rows: The lines of the heading, from top to bottom.
        slots: From left to right.
        rules: Level rules among the headings; those as wide as the table say nothing.
        cells: Of the heading, where it is ruled as a grid.
        em: In points.
        uprights: Rules between headings, where the outer ones are not drawn.
    """
    tree = _Tree(slots, rules, cells, em, uprights)
    for number in range(len(rows) - 1, -1, -1):
        tree.add(rows[number], rows[number + 1 :])
    tree.settle()
    return [tree.path(place) for place in range(len(slots))]


class _Tree:
    """Phrases placed so far, from the lowest line up."""

    def __init__(
        self,
        slots: Sequence[Slot],
        rules: Sequence[Box],
        cells: Sequence[Box],
        em: float,
        uprights: Sequence[Box],
    ) -> None:
        self.slots = slots
        self.em = em
        width = slots[-1].right - slots[0].left
        self.rules = [rule for rule in rules if rule.width < _FULL * width]
        self.cells = cells
        self.uprights = uprights
        self.placed: list[Placed] = []
        self.tops: list[Placed | None] = []  # the highest phrase over each slot so far
        self.middles = [(slot.left + slot.right) / 2 for slot in slots]
        self.bands = bands_of(slots)
        self.columns = [p for p, slot in enumerate(slots) if slot.figures or slot.grouped]
        numbers = [c for c, slot in zip(self.middles, slots, strict=True) if slot.figures]
        pitches = [two - one for one, two in pairwise(numbers)]
        self.pitch = sum(pitches) / len(pitches) if pitches else max(4 * em, width / 3)

    def add(self, row: Row, below: Sequence[Row]) -> None:
        """Place the phrases of the next line above."""
        solved = []
        for gap in (_GAP, _WIDE_GAP):
            found = [
                part
                for phrase in phrases(row.tokens, gap * self.em)
                for part in self._cut(phrase, row)
            ]
            solved.append(self._solve(found, below))
        # Words of one heading may stand further apart than headings of two columns elsewhere.
        self.placed += min(solved, key=lambda one: one[0])[1]

    def _cut(self, phrase: Token, row: Row) -> list[Token]:
        """Cut a phrase in two where it covers two columns of the lowest line."""
        if self.placed:
            return [phrase]
        words = [t for t in row.tokens if phrase.left <= t.middle <= phrase.right]
        for place, ((_, border), _) in enumerate(pairwise(self.bands)):
            left = [word for word in words if word.middle < border]
            right = [word for word in words if word.middle >= border]
            one, other = self.slots[place], self.slots[place + 1]
            covers = (
                phrase.left < one.right - self.em / 2 and phrase.right > other.left + self.em / 2
            )
            if not (left and right and covers):
                continue
            inside = sum(b[0] < phrase.middle < b[1] for b in self.bands)
            gap = min(w.left for w in right) - max(w.right for w in left)
            if inside and gap >= 0.3 * self.em:
                return [unite(left), *self._cut(unite(right), row)]
        return [phrase]

    def _solve(self, found: Sequence[Token], below: Sequence[Row]) -> tuple[float, list[Placed]]:
        """Place the phrases of a line in their order, at the least cost."""
        count = len(self.slots)
        self.tops = [self._top_phrase(place) for place in range(count)]
        best: list[tuple[float, list[Placed]]] = [(0.0, []) for _ in range(count + 1)]
        for phrase in found:
            ending: dict[int, list[tuple[float, int]]] = {}
            for (first, last), cost in self._options(phrase, below).items():
                ending.setdefault(last + 1, []).append((best[first][0] + cost, first))
            following: list[tuple[float, list[Placed]]] = []
            for stop in range(count + 1):
                # The phrase is over no column, or over the ones that end right before `stop`.
                chosen = best[stop][0] + _LOST, best[stop][1]
                cost, first = min(ending.get(stop, ()), default=(_LOST * len(found) + 1, -1))
                if first >= 0 and cost < chosen[0]:
                    chosen = cost, [*best[first][1], Placed(phrase, first, stop - 1)]
                if following and following[-1][0] <= chosen[0]:
                    chosen = following[-1]
                following.append(chosen)
            best = following
        return best[-1]

    def _options(self, phrase: Token, below: Sequence[Row]) -> dict[tuple[int, int], float]:
        """Give what a phrase may stand over, with what speaks against it."""
        cell = self._by_cell(phrase) or self._by_uprights(phrase)
        if cell is not None:
            return {cell: _FORCED}
        costs = ((place, self._single(phrase, place)) for place in range(len(self.slots)))
        options = {(place, place): cost for place, cost in costs if cost < _LOST}
        ruled = self._by_rule(phrase, below)
        reach = _SOUGHT * self.pitch
        over = [place for place in self.columns if self.tops[place]]
        for first in over:
            for last in over:
                apart = (self.middles[first] + self.middles[last]) / 2 - phrase.middle
                if last <= first or (ruled is None and abs(apart) > reach):
                    continue
                cost = self._group(phrase, first, last, ruled)
                if cost is not None:
                    options[first, last] = cost
        return options

    def _by_cell(self, phrase: Token) -> tuple[int, int] | None:
        """Give the slots below the ruled cell that holds a phrase."""
        for cell in self.cells:
            if cell.contains(phrase.middle, phrase.level):
                inside = [
                    place
                    for place, slot in enumerate(self.slots)
                    if cell.left - 2 <= (slot.left + slot.right) / 2 <= cell.right + 2
                ]
                return (inside[0], inside[-1]) if inside else None
        return None

    def _by_uprights(self, phrase: Token) -> tuple[int, int] | None:
        """Give the slots between the upright rules beside a phrase, if others divide them below.

        Many tables have no rule at their outer edges: what stands there is no whole cell.
        """
        beside = [r.center[0] for r in self.uprights if r.top - 1 <= phrase.level <= r.bottom + 1]
        left = max((x for x in beside if x < phrase.middle), default=-1e6)
        right = min((x for x in beside if x > phrase.middle), default=1e6)
        below = [r for r in self.uprights if r.top > phrase.level and left < r.center[0] < right]
        inside = [p for p, middle in enumerate(self.middles) if left < middle < right]
        parted = beside and below and len(inside) > 1
        return (inside[0], inside[-1]) if parted and inside[0] in self.columns else None

    def _by_rule(self, phrase: Token, below: Sequence[Row]) -> tuple[int, int] | None:
        """Give the slots below the rule under a phrase, where headings stand under it."""
        under = [
            rule
            for rule in self.rules
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
        inside = [
            place
            for place in self.columns
            if rule.left - 3 <= self._centre(place) <= rule.right + 3
        ]
        return (inside[0], inside[-1]) if len(inside) > 1 else None

    def _centre(self, place: int) -> float:
        """Give the middle of a slot: of the heading right above its figures, if there is one."""
        own = [one.phrase for one in self.placed if one.first == one.last == place]
        if own:
            return (min(t.left for t in own) + max(t.right for t in own)) / 2
        return self.middles[place]

    def _single(self, phrase: Token, place: int) -> float:
        left, right = self.bands[place]
        width = max(1.0, phrase.right - phrase.left)
        inside = max(0.0, min(phrase.right, right) - max(phrase.left, left)) / width
        if not self.slots[place].figures and inside > 0.5:
            return 0.1 * (1 - inside)
        away = abs(phrase.middle - self._centre(place)) / self.pitch
        if away < _STACKED and any(one.first == one.last == place for one in self.placed):
            return 0.1 + away
        return (1 - inside) + 0.5 * away if away < 1.5 else _LOST

    def _group(
        self, phrase: Token, first: int, last: int, ruled: tuple[int, int] | None
    ) -> float | None:
        """Give what speaks against a phrase over several columns; None where it cannot be."""
        if any(self.tops[place] is None for place in range(first, last + 1)):
            return None
        if any(
            one.first < first <= one.last or one.first <= last < one.last for one in self.placed
        ):
            return None
        if ruled is not None:
            if ruled[0] > first or ruled[1] < last:
                return None
            away = self._away(phrase, first, last)
            return _FORCED if ruled == (first, last) else min(1.0, 0.2 + away)
        away = self._away(phrase, first, last)
        if away > _CENTRED:
            return None
        cost = _GROUP + 0.3 * away + (_NARROW if self._is_narrow(phrase, first, last) else 0.0)
        if (last - first) % 2 == 0 or self._single(phrase, (first + last) // 2) < 0.5:
            cost += self._against_middle(first, last)
        return cost

    def _is_narrow(self, phrase: Token, first: int, last: int) -> bool:
        """Say whether a phrase is as well centred over one more column on either side.

        What stands on the same line there and has nothing above it asks for a group too.
        """
        if first == 0 or last + 1 == len(self.slots) or not self.slots[first - 1].figures:
            return False
        under = [self.tops[place] for place in range(first - 1, last + 2)]
        levels = [one.phrase.level for one in under if one is not None]
        even = len(levels) == len(under) and max(levels) - min(levels) <= _EVEN * self.em
        return even and self._away(phrase, first - 1, last + 1) <= _CENTRED

    def _top_phrase(self, place: int) -> Placed | None:
        over = [one for one in self.placed if one.first <= place <= one.last]
        return min(over, key=lambda one: one.phrase.level) if over else None

    def _away(self, phrase: Token, first: int, last: int) -> float:
        """Give how far a phrase stands off the centre of some columns, in pitches."""
        ends = (self._centre(first) + self._centre(last)) / 2
        columns = (self.slots[first].left + self.slots[last].right) / 2
        own = [one.phrase for one in self.placed if first <= one.first and one.last <= last]
        headings = (min(t.left for t in own) + max(t.right for t in own)) / 2
        return min(abs(phrase.middle - c) for c in (ends, columns, headings)) / self.pitch

    def _against_middle(self, first: int, last: int) -> float:
        """Say what speaks for the middle column alone: its heading goes on below the phrase.

        A group has headings of one kind under it, all with a capital letter or none.
        """
        under = self.tops[first : last + 1]
        starts = {one.phrase.text[:1].isupper() for one in under if one is not None}
        middles = {(first + last) // 2, (first + last + 1) // 2}
        if any(one and one.first < one.last and middles & {*one.span} for one in under):
            return -_GROUP  # what is above a group is none of one column alone
        levels = [one.phrase.level for one in under if one is not None]
        even = max(levels) - min(levels) <= 0.7 * self.em
        return -_GROUP if len(starts) == 1 and even else _UNLIKELY

    def settle(self) -> None:
        """Give a group to one column where a heading of one column stands above: none narrows."""
        singles = [one for one in self.placed if one.first == one.last]
        self.placed = [
            self._narrowed(one)
            if any(
                one.first <= s.first <= one.last and s.phrase.bottom <= one.phrase.level
                for s in singles
                if one.first < one.last
            )
            else one
            for one in self.placed
        ]

    def _narrowed(self, one: Placed) -> Placed:
        places = range(one.first, one.last + 1)
        best = min(places, key=lambda place: abs(self._centre(place) - one.phrase.middle))
        return Placed(one.phrase, best, best)

    def path(self, place: int) -> tuple[str, ...]:
        """Give the headings over a slot; lines of one heading are one."""
        over = in_order(
            [one for one in self.placed if one.first <= place <= one.last], _EVEN * self.em
        )
        found: list[tuple[tuple[int, int], str]] = []
        for one in over:
            span = one.first, one.last
            if found and found[-1][0] == span:
                found[-1] = span, f"{found[-1][1]} {one.phrase.text}"
            else:
                found.append((span, one.phrase.text))
        return tuple(text for _, text in found)
