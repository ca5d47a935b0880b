"""Words to lines: what stands side by side on the paper, and where paragraphs end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Word

# Share of the lower one's height that two pieces of a line have in common. The baselines of a
# letterhead's two columns differ by a third of it; lines of one column share a fifth at most.
_SAME_LINE = 0.5
# Lines of a paragraph in 13-14 pt type are set 1.0 to 1.5 apart; paragraphs get 6 pt on top.
_PARAGRAPH_GAP = 0.4  # of the line height, beyond the usual gap of the page
# Lines without marks above or tails below look further apart; after a full line it takes more.
_WIDE_GAP = 1.0
_FULL = 12.0  # points from the right margin; justified lines end within one or two of it
_INDENT = 14.0  # points; decree 30 asks for 1 to 1.27 cm (28 to 36 pt), older files have half of it


def make_line(words: Iterable[Word]) -> Line:
    """Make a line of words in their order.

    >>> make_line([Word("376"), Word("hồ"), Word("sơ")]).text
    '376 hồ sơ'
    """
    kept = tuple(words)
    return Line(" ".join(word.text for word in kept), kept, Box.around(w.box for w in kept))


def group_rows(pieces: Iterable[Line]) -> list[Line]:
    """Join what stands at one height to lines, from top to bottom, each from left to right.

    Columns are joined too: the value of a row without rules stays beside its name, and the two
    halves of a letterhead share lines. The widest piece says where a line runs, because dashes are
    too low and the traces of rules too high to tell.

    Args:
        pieces: Single words of a text layer, or what an engine took for a line or a part of it.

    >>> value = make_line([Word("b", Box(50, 11, 60, 21))])
    >>> name = make_line([Word("a", Box(0, 10, 9, 20))])
    >>> below = make_line([Word("c", Box(0, 25, 9, 35))])
    >>> [line.text for line in group_rows([below, value, name])]
    ['a b', 'c']
    """
    rows: list[list[tuple[Box, Line]]] = []
    placed = [(piece.box, piece) for piece in pieces if piece.box is not None]
    for box, piece in sorted(placed, key=lambda pair: pair[0].center[1]):
        if rows and _stands_beside(box, [other for other, _ in rows[-1]]):
            rows[-1].append((box, piece))
        else:
            rows.append([(box, piece)])
    ordered = [sorted(row, key=lambda pair: pair[0].left) for row in rows]
    return [make_line(word for _, piece in row for word in piece.words) for row in ordered]


def _stands_beside(box: Box, row: Sequence[Box]) -> bool:
    leader = max(row, key=lambda other: other.width)
    common = min(box.bottom, leader.bottom) - max(box.top, leader.top)
    return common >= _SAME_LINE * min(box.height, leader.height)


def separate_paragraphs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Put an empty line between paragraphs, as text dumps have it.

    A paragraph starts after a wider gap, with an indent, or in another column. A line that goes on
    with a small letter starts none by its indent: lists have their later lines further in.
    In doubt there is none: two sentences in one paragraph are read as well as in two.

    >>> first, last = Line("Một", box=Box(0, 0, 99, 10)), Line("hai.", box=Box(0, 12, 50, 22))
    >>> lines = [first, last, Line("Ba", box=Box(20, 24, 99, 34))]
    >>> [line.text for line in separate_paragraphs(lines)]
    ['Một', 'hai.', '', 'Ba']
    """
    setting = _measure_setting(lines)
    separated: list[Line] = []
    for line in lines:
        if separated and _starts_paragraph(separated[-1].box, line, setting):
            separated.append(Line(""))
        separated.append(line)
    return tuple(separated)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines of a page are set, in points."""

    gap: float  # between lines of one paragraph
    left: float  # where later lines of paragraphs start
    right: float  # where full lines end


def _measure_setting(lines: Sequence[Line]) -> _Setting:
    boxes = [line.box for line in lines if line.box is not None]
    if not boxes:
        return _Setting(0.0, 0.0, 0.0)
    widest = max(box.width for box in boxes)
    broad = [box for box in boxes if box.width > widest / 2]
    gaps = [below.top - above.bottom for above, below in pairwise(boxes) if above.top < below.top]
    return _Setting(
        # Short pages hold more gaps between paragraphs than within: the lower quartile counts.
        gap=_quantile(gaps, 0.25),
        # First lines of paragraphs are fewer than later ones.
        left=_quantile([box.left for box in broad], 0.2),
        right=_quantile([box.right for box in broad], 0.8),
    )


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)] if values else 0.0


def _starts_paragraph(above: Box | None, line: Line, setting: _Setting) -> bool:
    if above is None or line.box is None:
        return False
    indented = line.box.left - setting.left > _INDENT
    full = above.right > setting.right - _FULL and not indented
    gap = line.box.top - above.bottom - setting.gap
    if line.box.top < above.top or gap > (_WIDE_GAP if full else _PARAGRAPH_GAP) * line.box.height:
        return True
    first = line.text.split(" ", 1)[0]
    if first.isalpha() and first.islower():
        return False
    shift = line.box.left - above.left
    return shift > _INDENT or (indented and abs(shift) < _INDENT)
