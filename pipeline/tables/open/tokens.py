"""What stands on a line of a page: figures, dashes, ditto marks, words.

Lengths of this package are in em, the median size of the page's letters, unless they say points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from statistics import median

from pipeline.model.page import Word
from pipeline.tables.figures.cell_value import DASHES
from pipeline.tables.figures.figure import GAP, GAP_REASON
from pipeline.vietnamese.numbers import same_figures
from pipeline.vietnamese.units import DITTO


class Sort(StrEnum):
    """What a token is."""

    TEXT = "text"
    FIGURE = "figure"
    DASH = "dash"  # "-", "...", ":": nothing to report
    DITTO = "ditto"
    HASH = "hash"  # "###": the column was too narrow for the figure


# 1.234,5  (2.000)  -5,2  +4,7  12,5%  2.500(1)  83,1/100
FIGURE = re.compile(
    r"""
    (?P<open>\()? (?P<sign>[-–−+])?\s?
    (?P<number>\d{1,3}(?:[.,\u00a0 ]\d{3})+(?:[.,]\d+)?(?![\d.,]) | \d+(?:[.,]\d+)?)
    \s?(?P<percent>[%‰])? (?P<close>\))?
    (?P<note>\s?(?:\(\d{1,2}\)|\*+))? (?P<whole>/\d+(?:[.,]\d+)?)?
    """,
    re.VERBOSE,
)
_NOTE = re.compile(r"\((?:\d{1,2}|\*+)\)|\*+")
_NOTHING = re.compile(r"\.{2,4}|…|:|x|X")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HASH = re.compile(r"#{2,}")
_RANGE_GAP = 0.6  # em on both sides of the dash of a range; columns stand further apart
_SIGN_GAP = 0.8  # em between a sign and its digits: "- 91.482"
_GROUP_GAP = 0.4  # em between groups of digits that blanks divide; columns come as near as 0.6
_PERCENT_GAP = 0.5
_GROUP = re.compile(r"\d{3}(?:,\d+)?")
_LEAD = re.compile(r"[-–−+(]?\d{1,3}(?: \d{3})*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a page, or the pieces of one figure."""

    text: str
    left: float  # points, as the three that follow
    top: float
    right: float
    bottom: float
    size: float  # of its letters, in points
    bold: bool = False
    italic: bool = False
    sort: Sort = Sort.TEXT
    disputed: str = ""  # what an unlike reader saw there instead
    worn: str = ""  # in Vietnamese; what readers of a scan leave open though they do not differ

    @property
    def middle(self) -> float:
        """Half way between its sides."""
        return (self.left + self.right) / 2

    @property
    def level(self) -> float:
        """Half way between its top and its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def is_year(self) -> bool:
        """Whether it may be a year, which is no figure in a heading."""
        return _YEAR.fullmatch(self.text) is not None

    @property
    def is_note(self) -> bool:
        """Whether it may be the number of a note or of a column, "(1)"."""
        return _NOTE.fullmatch(self.text) is not None


def make_token(word: Word) -> Token | None:
    """Make a token of a word; None of one that has no place on the page."""
    box = word.box
    if box is None or not word.text.strip():
        return None
    # A scan tells no size; its boxes are as high as the letters that happen to be in them.
    size = word.size or max(4.0, 0.9 * box.height)
    second = word.second
    disputed = second.text if second and not same_figures(word.text, second.text) else ""
    worn = GAP_REASON if second and GAP.search(word.text) else ""
    return Token(
        word.text,
        box.left,
        box.top,
        box.right,
        box.bottom,
        size,
        word.bold,
        word.italic,
        sort_of(word.text),
        disputed,
        worn,
    )


def sort_of(text: str) -> Sort:
    """Say what a word is.

    >>> [sort_of(text).value for text in ("1.234,5", "(1)", "-", "m3", '"', "15/6", "###")]
    ['figure', 'text', 'dash', 'text', 'ditto', 'text', 'hash']
    """
    if text in DITTO:
        return Sort.DITTO
    if (set(text) <= DASHES and len(text) <= 3) or _NOTHING.fullmatch(text):
        return Sort.DASH
    if _HASH.fullmatch(text):
        return Sort.HASH
    found = FIGURE.fullmatch(text)
    if found is None or _NOTE.fullmatch(text) or bool(found["open"]) != bool(found["close"]):
        return Sort.TEXT
    return Sort.TEXT if found["whole"] and "," not in text else Sort.FIGURE


def join_figures(tokens: Sequence[Token], em: float) -> list[Token]:
    """Join the pieces of one figure: its sign, groups between blanks, the % sign.

    Args:
        tokens: Of one line, from left to right.
        em: In points.
    """
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if _is_range(joined[-2:], token, em):
            joined[-2:] = [replace(unite((*joined[-2:], token)), sort=Sort.TEXT)]
        elif before is not None and _belongs(before, token, (token.left - before.right) / em):
            text = (
                f"{before.text} {token.text}"
                if _GROUP.fullmatch(token.text)
                else (before.text + token.text)
            )
            joined[-1] = replace(unite((before, token)), text=text, sort=Sort.FIGURE)
        else:
            joined.append(token)
    return joined


def _is_range(before: Sequence[Token], token: Token, em: float) -> bool:
    """Say whether a figure ends a range, `101 - 200`, whose dash is no sign."""
    if len(before) < 2 or token.sort is not Sort.FIGURE:
        return False
    first, dash = before
    if first.sort is not Sort.FIGURE or dash.text not in ("-", "–", "−"):
        return False
    return max(dash.left - first.right, token.left - dash.right) < _RANGE_GAP * em


def _belongs(before: Token, token: Token, gap: float) -> bool:
    if before.text in ("-", "–", "−", "+") and token.sort is Sort.FIGURE:
        return gap < _SIGN_GAP and token.text[0].isdigit()
    if before.sort is not Sort.FIGURE:
        return False
    if token.text in ("%", "‰"):
        return gap < _PERCENT_GAP
    grouped = _GROUP.fullmatch(token.text) and _LEAD.fullmatch(before.text)
    return bool(grouped) and -0.1 < gap < _GROUP_GAP


def unite(tokens: Sequence[Token]) -> Token:
    """Give one token in the place of several; its text is theirs with blanks between."""
    first = tokens[0]
    return replace(
        first,
        text=" ".join(token.text for token in tokens),
        left=min(token.left for token in tokens),
        top=min(token.top for token in tokens),
        right=max(token.right for token in tokens),
        bottom=max(token.bottom for token in tokens),
        bold=sum(token.bold for token in tokens) * 2 > len(tokens),
        italic=sum(token.italic for token in tokens) * 2 > len(tokens),
        disputed=next((token.disputed for token in tokens if token.disputed), ""),
        worn=next((token.worn for token in tokens if token.worn), ""),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one height of a page, from left to right."""

    tokens: tuple[Token, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.tokens[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max(token.right for token in self.tokens)

    @property
    def top(self) -> float:
        """The upper edge, in points."""
        return min(token.top for token in self.tokens)

    @property
    def bottom(self) -> float:
        """The lower edge, in points."""
        return max(token.bottom for token in self.tokens)

    @property
    def level(self) -> float:
        """The height it stands at, in points."""
        return median(token.level for token in self.tokens)

    @property
    def size(self) -> float:
        """Of its letters, in points."""
        return median(token.size for token in self.tokens)

    @property
    def text(self) -> str:
        """All of it, with single blanks."""
        return " ".join(token.text for token in self.tokens)


_SAME_LINE = 0.32  # em between the middles of words of one line (lab)
_HALF_LINE = 0.6  # em; off: -9.8 points without rules, as names are centred beside figures
_TOUCH = 0.1  # em by which words of two half lines may overlap


def group_lines(tokens: Iterable[Token], em: float) -> list[Row]:
    """Give the lines of a page, those that stand half a line apart and beside each other as one."""
    groups: list[list[Token]] = []
    for token in sorted(tokens, key=lambda one: one.level):
        if groups and token.level - median(t.level for t in groups[-1]) <= _SAME_LINE * em:
            groups[-1].append(token)
        else:
            groups.append([token])
    merged: list[list[Token]] = []
    for group in groups:
        if merged and _is_half(merged[-1], group, em):
            merged[-1] = merged[-1] + group
        else:
            merged.append(group)
    return [
        Row(tuple(join_figures(sorted(group, key=lambda one: one.left), em))) for group in merged
    ]


def _is_half(above: Sequence[Token], below: Sequence[Token], em: float) -> bool:
    levels = [token.level for token in (*above, *below)]
    if max(levels) - min(levels) > (_HALF_LINE + _SAME_LINE) * em:
        return False
    if median(t.level for t in below) - median(t.level for t in above) > _HALF_LINE * em:
        return False
    spans = sorted((token.left, token.right) for token in (*above, *below))
    return all(one[1] - other[0] <= _TOUCH * em for one, other in pairwise(spans))


def phrases(tokens: Sequence[Token], gap: float, cuts: Sequence[float] = ()) -> list[Token]:
    """Join the words of a line to phrases.

    Args:
        tokens: From left to right.
        gap: Points from which on two words belong to two phrases.
        cuts: Where upright rules stand, in points; they divide whatever the gap.
    """
    runs: list[list[Token]] = []
    for token in tokens:
        last = runs[-1][-1] if runs else None
        divided = last is not None and any(last.middle < cut < token.middle for cut in cuts)
        if last is None or divided or token.left - last.right > gap:
            runs.append([token])
        else:
            runs[-1].append(token)
    return [unite(run) for run in runs]
