"""Patterns for people: how they read, and up to where one fits that does not match."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.wording.anchors import (
    STRETCHES,
    Figure,
    Group,
    Node,
    Nodes,
    Pattern,
    Raw,
    Run,
    Stretch,
)
from pipeline.wording.match import EDIT_COST, Trail
from pipeline.wording.matcher import Sentence

_FIGURE_WORTH = 6  # letters that a figure which was passed counts for
_SHOWN = 30  # letters of the sentence from the place on


class _Traced(Sentence):
    """A sentence that remembers where the walk through a pattern got farthest."""

    def __init__(self, sentence: Sentence, required: frozenset[int]) -> None:
        vars(self).update(vars(sentence))  # what it found already stays found
        self._required = required
        self._start, self._farthest = 0, -1
        self.begun = 0  # where the walk began that got farthest
        self.stop: tuple[int, Node] | None = None  # place in the sentence, and what did not fit

    def _walk(self, nodes: Nodes, at: int, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        if at == 0 and trail == Trail():
            self._start = place
        yield from super()._walk(nodes, at, place, trail)

    def _step(self, node: Node, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        moved = False
        for step in super()._step(node, place, trail):
            moved = True
            yield step
        if not moved and id(node) in self._required:
            passed = trail.letters - EDIT_COST * trail.edits + _FIGURE_WORTH * bool(trail.figure)
            if passed > self._farthest:
                self._farthest, self.begun, self.stop = passed, self._start, (place, node)


def find_stop(pattern: Pattern, sentence: Sentence, printed: str) -> str:
    """Say in Vietnamese up to where a pattern fits, and what it wants there.

    Args:
        pattern: That does not match.
        sentence: A part of a paragraph.
        printed: The paragraph as read.

    >>> from pipeline.wording.anchors import parse_pattern
    >>> pattern = parse_pattern("tiếp nhận {value} hồ sơ")
    >>> find_stop(pattern, Sentence("tiep nhan 376 don, ho so", False), "tiếp nhận 376 đơn, hồ sơ")
    'khớp “tiếp nhận 376”, rồi mẫu cần “hồ sơ”, ở đó là “đơn, hồ sơ”'
    """
    traced = _Traced(sentence, frozenset(map(id, _required(pattern.nodes))))
    for _ in traced.find(pattern):
        return ""
    if traced.stop is None:
        return "các phần của mẫu đứng theo thứ tự khác"
    place, node = traced.stop
    at = place + sentence.offset
    before = printed[traced.begun + sentence.offset : at].strip()
    here = printed[at : sentence.end].strip()
    if len(here) > _SHOWN:
        here = f"{here[:_SHOWN].rpartition(' ')[0]} …"
    fits = f"khớp “{before}”, rồi " if before else ""
    return f"{fits}mẫu {_tell(node)}, ở đó là “{here}”"


def _required(nodes: Nodes) -> Iterator[Node]:
    """Give the parts of a pattern that no match can do without, whatever alternative it takes."""
    for node in nodes:
        if not isinstance(node, Group) or node.look in ("!", "<!"):
            yield node
        elif node.quantifier in ("", "+"):
            for alternative in node.alternatives:
                yield from _required(alternative)


_STRETCH_NAMES = {stretch: name for name, stretch in STRETCHES.items()}


def show_pattern(nodes: Nodes) -> str:
    """Print a pattern as people read it; plain regular expressions are a ~.

    >>> from pipeline.wording.anchors import parse_pattern
    >>> show_pattern(parse_pattern("nhận(?>(?: l[ad])?) {value}(?: đơn| hồ sơ)?{gap}").nodes)
    'nhận~ {value}( đơn| hồ sơ)?{gap}'
    """
    return "".join(map(_show_node, nodes))


def _show_node(node: Node) -> str:
    if isinstance(node, Run):
        return node.words
    if isinstance(node, Figure):
        return f"{{{node.name}}}"
    if isinstance(node, Stretch):
        return f"{{{_STRETCH_NAMES[node.length, node.ends]}}}"
    if isinstance(node, Raw):
        text = node.expression.pattern
        return "~" if text.startswith("(?>") else text
    look = f"?{node.look}" if node.look else ""
    return f"({look}{'|'.join(map(show_pattern, node.alternatives))}){node.quantifier}"


def _tell(node: Node) -> str:
    if isinstance(node, Run):
        return f"cần “{node.words.strip()}”" if node.words.strip() else "cần khoảng trống"
    if isinstance(node, Figure):
        return "cần số"
    if isinstance(node, Raw):
        shown = _show_node(node)
        return "cần chữ khác" if shown == "~" else f"cần “{shown}”"
    before = isinstance(node, Group) and node.look == "<!"
    return "loại trừ chữ đứng trước" if before else "loại trừ chữ theo sau"
