"""The headings of a table as a tree: which columns each phrase stands over.

A rule below a phrase with headings under it says it best. Without rules the phrase that groups
columns is centred over them, while those of one column lie below each other. Where neither says
it, a phrase belongs to the column it is nearest to; no two phrases of a line share one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tables.open.lines import Row
from pipeline.tables.open.ruled_headings import HeadingRules, Ruled, Span
from pipeline.tables.open.slots import Placed, Slot, bands_of, in_order
from pipeline.tables.open.standing import Standing
from pipeline.tables.open.tokens import Token, phrases, unite

_GAP = 0.5  # em between phrases; 0.3 to 1.0 give the same
_WIDE_GAP = 1.0
_CENTRED = 0.46  # of the pitch of the columns; how far a group may stand off its centre
_STACKED = 0.15  # of the pitch; a line of a heading stands so near above its next one
_EXACT = 0.03  # of the pitch; lines of one heading that are set around one middle
_LOST = 2.5  # cost of a phrase that is over no column
_FORCED = 0.01
_ALONE = 1.5  # pitches from a phrase to the one column that it is over
_GROUP = 0.05
_UNLIKELY = 3.0
_SOUGHT = 2.5  # pitches from the middle of a phrase to that of what it may group
_NARROW = 0.15  # cost of a group that leaves a heading of its kind out on either side
_EVEN = 0.3  # em between phrases of one line
_FULL = 0.9
_MOST_BESIDE = 2  # phrases of its line within the reach of a group; one of them may be a stray


def name_columns(
    rows: Sequence[Row],
    slots: Sequence[Slot],
    rules: Ruled,
    em: float,
) -> list[tuple[str, ...]]:
    """Give the headings above each slot, from the top.

    Args:
        rows: The lines of the heading, from top to bottom.
        slots: From left to right.
        rules: Among the headings.
        em: In points.
    """
    width = slots[-1].right - slots[0].left
    numbers = [slot.middle for slot in slots if slot.figures]
    pitches = [two - one for one, two in pairwise(numbers)]
    pitch = sum(pitches) / len(pitches) if pitches else max(4 * em, width / 3)
    # Rules as wide as the table say nothing.
    level = tuple(rule for rule in rules.level if rule.width < _FULL * width)
    tree = _Tree(slots, HeadingRules(slots, replace(rules, level=level), pitch), em)
    for number in range(len(rows) - 1, -1, -1):
        tree.add(rows[number], rows[number + 1 :])
    tree.settle()
    return [tree.path(place) for place in range(len(slots))]


_Chain = tuple["_Chain", Placed] | None  # phrases placed, the last one first


class _Tree:
    """Phrases placed so far, from the lowest line up."""

    def __init__(self, slots: Sequence[Slot], rules: HeadingRules, em: float) -> None:
        self.slots = slots
        self.rules = rules
        self.em = em
        self.pitch = rules.pitch
        self.placed: list[Placed] = []
        self.now = Standing(slots, ())
        self.bands = bands_of(slots)
        self.middles = [slot.middle for slot in slots]
        self.grouped = [slot.figures or slot.grouped for slot in slots]
        self.beside = [place for place, slot in enumerate(slots) if not slot.figures]

    def add(self, row: Row, below: Sequence[Row]) -> None:
        """Place the phrases of the next line above."""
        self.now = Standing(self.slots, self.placed)
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
            if not phrase.left < border < phrase.right:
                continue
            left = [word for word in words if word.middle < border]
            right = [word for word in words if word.middle >= border]
            one, other = self.slots[place], self.slots[place + 1]
            covers = (
                phrase.left < one.right - self.em / 2 and phrase.right > other.left + self.em / 2
            )
            if not (left and right and covers):
                continue
            inside = any(b[0] < phrase.middle < b[1] for b in self.bands)
            gap = min(w.left for w in right) - max(w.right for w in left)
            if inside and gap >= 0.3 * self.em:
                return [unite(left), *self._cut(unite(right), row)]
        return [phrase]

    def _solve(self, found: Sequence[Token], below: Sequence[Row]) -> tuple[float, list[Placed]]:
        """Place the phrases of a line in their order, at the least cost."""
        count = len(self.slots)
        best: list[tuple[float, _Chain]] = [(0.0, None)] * (count + 1)
        for number, phrase in enumerate(found):
            ending: dict[int, list[tuple[float, int]]] = {}
            for (first, last), cost in self._options(phrase, below, found, number).items():
                ending.setdefault(last + 1, []).append((best[first][0] + cost, first))
            following: list[tuple[float, _Chain]] = []
            for stop in range(count + 1):
                # The phrase is over no column, or over the ones that end right before `stop`.
                chosen = best[stop][0] + _LOST, best[stop][1]
                cost, first = min(ending.get(stop, ()), default=(_LOST * len(found) + 1, -1))
                if first >= 0 and cost < chosen[0]:
                    chosen = cost, (best[first][1], Placed(phrase, first, stop - 1))
                if following and following[-1][0] <= chosen[0]:
                    chosen = following[-1]
                following.append(chosen)
            best = following
        cost, chain = best[-1]
        placed: list[Placed] = []
        while chain is not None:
            chain, one = chain
            placed.insert(0, one)
        return cost, placed

    def _options(
        self, phrase: Token, below: Sequence[Row], line: Sequence[Token], number: int
    ) -> dict[Span, float]:
        """Give what a phrase may stand over, with what speaks against it."""
        enclosed = self.rules.enclosed(phrase)
        if enclosed is not None:
            return {enclosed: _FORCED}
        costs = ((place, self._single(phrase, place)) for place in self._near(phrase))
        options = {(place, place): cost for place, cost in costs if cost < _LOST}
        ruled = self.rules.underlined(phrase, below, self.now.centres)
        for first, last in self._pairs(phrase, line, number, ruled):
            cost = self._group(phrase, first, last, ruled)
            if cost is not None:
                options[first, last] = cost
        return options

    def _near(self, phrase: Token) -> Iterable[int]:
        """Give the slots that a phrase may be over alone: those near it, and those beside figures.

        The heading of a column may stand off its figures, and another one above off that heading.
        """
        reach = _ALONE * self.pitch + self.now.shift
        start = bisect_left(self.middles, phrase.middle - reach)
        stop = bisect_right(self.middles, phrase.middle + reach)
        return {*range(start, stop), *self.beside}

    def _pairs(
        self, phrase: Token, line: Sequence[Token], number: int, ruled: Span | None
    ) -> Iterator[Span]:
        """Give the columns that a phrase may group: around it, and with few others beside it."""
        left = line[number - _MOST_BESIDE - 1].middle if number > _MOST_BESIDE else -1e6
        rest = number + _MOST_BESIDE + 1
        right = line[rest].middle if rest < len(line) else 1e6
        inside = range(bisect_right(self.middles, left), bisect_left(self.middles, right))
        reach = 2 * _SOUGHT * self.pitch if ruled is None else 1e6
        for first in inside:
            twice = 2 * phrase.middle - self.middles[first]
            start = bisect_left(self.middles, twice - reach, first + 1, inside.stop)
            stop = bisect_right(self.middles, twice + reach, start, inside.stop)
            yield from ((first, last) for last in range(start, stop) if self._may_be(first, last))

    def _may_be(self, first: int, last: int) -> bool:
        """Say whether both ends of a group are columns that have headings already."""
        return all(self.grouped[p] and self.now.tops[p] is not None for p in (first, last))

    def _single(self, phrase: Token, place: int) -> float:
        """Give what speaks against a phrase over one slot; `_LOST` where it cannot be."""
        slot = self.slots[place]
        away = abs(phrase.middle - self.now.centres[place]) / self.pitch
        if slot.figures and away >= _ALONE:
            return _LOST
        left, right = self.bands[place]
        width = max(1.0, phrase.right - phrase.left)
        inside = max(0.0, min(phrase.right, right) - max(phrase.left, left)) / width
        if not slot.figures and inside > 0.5:
            return 0.1 * (1 - inside)
        if away < _STACKED and self.now.headed[place]:
            return 0.1 + away
        return (1 - inside) + 0.5 * away if away < _ALONE else _LOST

    def _group(self, phrase: Token, first: int, last: int, ruled: Span | None) -> float | None:
        """Give what speaks against a phrase over several columns; None where it cannot be."""
        if not self.now.may_be_grouped(first, last):
            return None
        if ruled is not None:
            if ruled[0] > first or ruled[1] < last:
                return None
            away = self._away(phrase, first, last)
            return _FORCED if ruled == (first, last) else min(1.0, 0.2 + away)
        away = self._away(phrase, first, last)
        if away > _CENTRED or self._is_on_one(phrase, first, last):
            return None
        cost = _GROUP + 0.3 * away + (_NARROW if self._is_narrow(phrase, first, last) else 0.0)
        if (last - first) % 2 == 0 or self._single(phrase, (first + last) // 2) < 0.5:
            cost += self._against_middle(first, last)
        return cost

    def _is_on_one(self, phrase: Token, first: int, last: int) -> bool:
        """Say whether a phrase stands right on the heading of one of two middle columns.

        `Chưa / sử / dụng` beside a narrow column would else group both.
        """
        middle = (first + last) // 2
        return (last - first) % 2 == 1 and any(
            self.now.headed[p] and abs(phrase.middle - self.now.centres[p]) < _EXACT * self.pitch
            for p in (middle, middle + 1)
        )

    def _is_narrow(self, phrase: Token, first: int, last: int) -> bool:
        """Say whether a phrase is as well centred over one more column on either side.

        What stands on the same line there and has nothing above it asks for a group too.
        """
        if first == 0 or last + 1 == len(self.slots) or not self.slots[first - 1].figures:
            return False
        under = self.now.tops[first - 1 : last + 2]
        levels = [one.phrase.level for one in under if one is not None]
        even = len(levels) == len(under) and max(levels) - min(levels) <= _EVEN * self.em
        return even and self._away(phrase, first - 1, last + 1) <= _CENTRED

    def _away(self, phrase: Token, first: int, last: int) -> float:
        """Give how far a phrase stands off the centre of some columns, in pitches."""
        ends = (self.now.centres[first] + self.now.centres[last]) / 2
        columns = (self.slots[first].left + self.slots[last].right) / 2
        headings = self.now.middle(first, last)
        return min(abs(phrase.middle - c) for c in (ends, columns, headings)) / self.pitch

    def _against_middle(self, first: int, last: int) -> float:
        """Say what speaks for the middle column alone: its heading goes on below the phrase.

        A group has headings of one kind under it, all with a capital letter or none.
        """
        under = self.now.tops[first : last + 1]
        starts = {one.phrase.text[:1].isupper() for one in under if one is not None}
        middles = {(first + last) // 2, (first + last + 1) // 2}
        if any(one and one.first < one.last and middles & {*one.span} for one in under):
            return -_GROUP  # what is above a group is none of one column alone
        levels = [one.phrase.level for one in under if one is not None]
        even = max(levels) - min(levels) <= 0.7 * self.em
        return -_GROUP if len(starts) == 1 and even else _UNLIKELY

    def settle(self) -> None:
        """Give a group to one column where a heading of one column stands above: none narrows."""
        self.now = Standing(self.slots, self.placed)
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
        best = min(places, key=lambda place: abs(self.now.centres[place] - one.phrase.middle))
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
