"""Finds patterns in a sentence: anchors with a few wrong letters, figures never with one.

The matcher walks the parts of a pattern from left to right and goes back where they do not fit, as
any engine of regular expressions does; an anchor is looked for by a fuzzy expression of the `regex`
package of its own, at one place, and the answer serves all patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from pipeline.wording.anchors import (
    FIGURES,
    READ,
    Figure,
    Group,
    Node,
    Nodes,
    Pattern,
    Raw,
    Run,
    Stretch,
)
from pipeline.wording.budget import GIVE_UP, TooManyStepsError, note_search
from pipeline.wording.match import Match, Span, Trail
from pipeline.wording.mended import MendedText
from pipeline.wording.spelling import find_anchor, may_be_damaged

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
# A group repeats at most so often.
_MOST_TURNS = 8
# Seconds of the processor for one plain expression at one place; a good one takes a few
# microseconds. One that takes longer has taken all steps of its pattern (`budget`).
RAW_TIMEOUT = 0.1


class Sentence:
    """A stretch of folded text in which patterns are looked for."""

    def __init__(
        self,
        text: str,
        damaged: bool,
        offset: int = 0,
        aid: MendedText | str | None = None,
        before: tuple[Sentence, ...] = (),
    ) -> None:
        """Take a text.

        Args:
            text: Folded; figures that are none are masked.
            damaged: Whether an OCR made it: only then anchors may have wrong letters.
            offset: Where it starts in its paragraph; matches are given in the paragraph's places.
            aid: What the repair made of it, or the text with its marks, if they can be trusted.
            before: What the paragraph says before, and what leads to it.
        """
        self.text = text
        self.damaged = damaged
        self.offset = offset
        self._mended = aid if isinstance(aid, MendedText) else None
        self._before = before
        self._printed = aid if isinstance(aid, str) else ""
        self._left = GIVE_UP
        self._shown: dict[str, bool] = {}
        self._ruled_out: set[str] = set()
        self._places: dict[str, dict[int, tuple[int, int]]] = {}
        self._words = [word.start() for word in _WORD.finditer(text)]
        self._tokens = [token.start() for token in _TOKEN.finditer(text)]

    @property
    def end(self) -> int:
        """Where it ends in its paragraph."""
        return self.offset + len(self.text)

    @property
    def shows_figures(self) -> bool:
        """Whether anything stands in it that can be read as a figure."""
        return any(map(self._shows, READ))

    def rule_out(self, anchor: str) -> None:
        """Take somebody's word for it that an anchor does not stand anywhere as read."""
        self._ruled_out.add(anchor)

    def places(self, anchor: str) -> dict[int, tuple[int, int]]:
        """Give where an anchor stands: by start its end and the number of wrong letters."""
        places = self._places.get(anchor)
        if places is None:
            places = (
                {}
                if anchor in self._ruled_out
                else dict(find_anchor(anchor, self.text, self._words, damaged=self.damaged))
            )
            if self._printed:
                places = {at: one for at, one in places.items() if self._may_be(anchor, at, one[0])}
            for start, place in self._mended.places(anchor) if self._mended else ():
                if start not in places or place[1] < places[start][1]:
                    places[start] = place
            self._places[anchor] = places
        return places

    @property
    def marked(self) -> bool:
        """Whether its marks can be trusted though an OCR may have made it."""
        return bool(self._printed)

    def _may_be(self, anchor: str, start: int, end: int) -> bool:
        return may_be_damaged(anchor, self._printed[start:end])

    def may_hold(self, pattern: Pattern) -> bool:
        """Say whether a pattern can match as far as its anchors go."""
        if pattern.figures and not any(map(self._shows, pattern.figures)):
            return False
        if not self._mended and any(map(self._ruled_out.issuperset, pattern.needs)):
            return False
        return all(any(map(self.places, anchors)) for anchors in pattern.needs)

    def _shows(self, figure: str) -> bool:
        known = self._shown.get(figure)
        if known is None:
            known = self._shown[figure] = bool(FIGURES[figure].search(self.text))
        return known

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Find a pattern, each figure once, in the way that knows most.

        >>> from pipeline.wording.anchors import parse_pattern
        >>> pattern = parse_pattern("tiếp nhận {value} hồ sơ")
        >>> ruined = Sentence("da tiep nhan 376 hd sa", damaged=True)
        >>> [(match.figure, match.edits) for match in ruined.find(pattern)]
        [((13, 16), 1)]
        >>> list(Sentence("da tiep nhan 376 hd sa", damaged=False).find(pattern))
        []
        """
        self._left = GIVE_UP
        found: tuple[Match, ...] = ()
        if self.may_hold(pattern):
            with suppress(TooManyStepsError):
                found = tuple(self._find_best(pattern).values())
        note_search(GIVE_UP - self._left)
        yield from found

    def _find_best(self, pattern: Pattern) -> dict[Span, Match]:
        best: dict[Span, Match] = {}
        for start in self._first_places(pattern.nodes):
            for end, trail in self._walk(pattern.nodes, 0, start, Trail()):
                match = self._as_match(start, end, trail)
                known = best.get(match.figure)
                if known is None or match.worth > known.worth:
                    best[match.figure] = match
                break
        return best

    def _as_match(self, start: int, end: int, trail: Trail) -> Match:
        while start < end and self.text[start] == " ":
            start += 1
        shift = self.offset
        low, high = trail.figure or (start, end)
        gaps = tuple((first + shift, last + shift) for first, last in trail.gaps)
        return Match(
            (start + shift, end + shift),
            (low + shift, high + shift),
            trail.group,
            trail.full,
            gaps,
            trail.letters,
            trail.edits,
        )

    def _first_places(self, nodes: Nodes) -> list[int]:
        """Give the places where a match can begin: of words, or of figures."""
        first = nodes[0]
        if isinstance(first, Figure):
            return [match.start() for match in FIGURES[first.name].finditer(self.text)]
        openings = list(_openings(first))
        if openings and "" not in openings:
            return sorted({place for anchor in openings for place in self.places(anchor)})
        return self._tokens

    def _walk(self, nodes: Nodes, at: int, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        if at == len(nodes):
            yield place, trail
            return
        for end, longer in self._step(nodes[at], place, trail):
            yield from self._walk(nodes, at + 1, end, longer)

    def _step(self, node: Node, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        self._left -= 1
        if self._left < 0:
            raise TooManyStepsError
        if isinstance(node, Run):
            yield from self._step_run(node.words, place, trail)
        elif isinstance(node, Stretch):
            yield from self._step_stretch(node, place, trail)
        elif isinstance(node, Figure):
            yield from self._step_figure(node.name, place, trail)
        elif isinstance(node, Raw):
            yield from self._step_raw(node, place, trail)
        else:
            yield from self._step_group(node, place, trail, _MOST_TURNS)

    def _step_run(self, words: str, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        core = words.strip()
        start = self._skip_blank(place) if words[0] == " " else place
        if start is None:
            return
        if not core:
            yield start, trail
            return
        found = self.places(core).get(start)
        if found is None:
            return
        end, edits = found
        after = self._skip_blank(end) if words[-1] == " " else end
        if after is not None:
            yield after, trail.over_words(sum(map(str.isalpha, self.text[start:end])), edits)

    def _skip_blank(self, place: int) -> int | None:
        """Go over one blank; an OCR may have lost it."""
        if self.text[place : place + 1] == " ":
            return place + 1
        return place if self.damaged else None

    def _step_stretch(self, node: Stretch, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        text = self.text
        for end in range(place, min(len(text), place + node.length) + 1):
            sign = text[end : end + 1]
            # Nothing can go on in the middle of a word.
            if not (sign.isalpha() and text[end - 1 : end].isalpha()):
                yield end, trail.over_gap((place, end))
            if sign.isdigit() or (sign and sign in node.ends):
                return

    def _step_figure(self, name: str, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        found = FIGURES[name].match(self.text, place)
        if found:
            group = found.lastgroup or ""
            yield found.end(), trail.over_figure(found.span(group), group) if group else trail

    def _step_raw(self, node: Raw, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        try:
            found = node.expression.match(self.text, place, timeout=RAW_TIMEOUT)
        except TimeoutError as error:
            self._left = 0
            raise TooManyStepsError from error
        if found:
            letters = sum(map(str.isalpha, found.group()))
            yield found.end(), trail.over_words(letters)
            if found.end() > place and node.expression.match(""):
                yield place, trail

    def _is_before(self, anchor: str, place: int) -> bool:
        here = any(end <= place for end, _ in self.places(anchor).values())
        return here or any(sentence.places(anchor) for sentence in self._before)

    def _step_group(
        self, node: Group, place: int, trail: Trail, turns: int
    ) -> Iterator[tuple[int, Trail]]:
        if node.look[:1] == "<":
            words = (run.words for (run,) in node.alternatives if isinstance(run, Run))
            before = any(self._is_before(anchor.strip(), place) for anchor in words)
            if before == (node.look == "<="):
                # Of two patterns alike, the one that also asks what came before knows more.
                yield place, trail.over_words(int(before))
            return
        if node.look:
            follows = any(
                any(True for _ in self._walk(alternative, 0, place, trail))
                for alternative in node.alternatives
            )
            if follows == (node.look == "="):
                yield place, trail
            return
        for alternative in node.alternatives:
            for end, longer in self._walk(alternative, 0, place, trail):
                grown = longer.with_all() if node.name == "full" else longer
                if node.quantifier in ("*", "+") and turns and end > place:
                    again = Group(node.alternatives, "*", name=node.name)
                    yield from self._step_group(again, end, grown, turns - 1)
                else:
                    yield end, grown
        if node.quantifier in ("?", "*"):
            yield place, trail


def _openings(node: Node) -> Iterator[str]:
    """Give the anchors that a match of a node begins with; "" where it may begin otherwise."""
    if isinstance(node, Run):
        yield "" if node.words[0] == " " else node.words.rstrip()
    elif isinstance(node, Group) and not node.look and node.quantifier in ("", "+"):
        for alternative in node.alternatives:
            yield from _openings(alternative[0]) if alternative else ("",)
    else:
        yield ""
