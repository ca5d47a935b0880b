"""What stands on a line of a page: figures, dashes, ditto marks, words.

Lengths of this package are in em, the median size of the page's letters, unless they say points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

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
_PHONE = re.compile(r"0\d[\d.\u00a0 ]{2,}$")  # no count has a zero before three digits
_MONTHS = 12
_YEAR = re.compile(r"(?:19|20)\d\d")
_HASH = re.compile(r"#{2,}")
_RANGE_GAP = 0.6  # em on both sides of the dash of a range; columns stand further apart
_SIGN_GAP = 0.3  # em between a sign and its digits; further off it may be a cell of its own
_GROUP_GAP = 0.4  # em between groups of digits that blanks divide; columns come as near as 0.6
_PERCENT_GAP = 0.5
_GROUP = re.compile(r"\d{3}(?:,\d+)?")
# Two figures set so tight that they are one word; a group has three digits, so what follows is new.
_TOUCHING = re.compile(r"([-+]?\d{1,3}(?:\.\d{3})+)(\d{1,3}(?:\.\d{3})+(?:,\d+)?)")
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


def divide_touching(token: Token) -> list[Token]:
    """Divide two figures of narrow columns that touch each other: `9.466.00010.398.000`.

    Where each ends is told by its groups, where it stands by how many signs it has.
    """
    found = _TOUCHING.fullmatch(token.text)
    if found is None:
        return [token]
    one, other = found.groups()
    middle = token.left + (token.right - token.left) * len(one) / len(token.text)
    return [
        replace(token, text=one, right=middle, sort=Sort.FIGURE),
        replace(token, text=other, left=middle, sort=Sort.FIGURE),
    ]


def sort_of(text: str) -> Sort:
    """Say what a word is.

    >>> [sort_of(text).value for text in ("1.234,5", "(1)", "-", "m3", '"', "15/6", "###")]
    ['figure', 'text', 'dash', 'text', 'ditto', 'text', 'hash']
    >>> [sort_of(text).value for text in ("24/63", "02/2010", "0987.654.321", "05")]
    ['figure', 'text', 'text', 'figure']
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
    if _PHONE.match(text) or (found["whole"] and "," not in text and not _is_part(text)):
        return Sort.TEXT
    return Sort.FIGURE


def _is_part(text: str) -> bool:
    """Say whether a fraction can be no day: `24/63`, a rank or so many of so many."""
    one, _, whole = text.partition("/")
    digits = one.isdigit() and whole.isdigit() and not _YEAR.fullmatch(whole)
    return digits and _MONTHS < int(whole) >= int(one)


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
        elif before is not None and _dials_on(before, token, em):
            joined[-1] = unite((before, token))
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


def _dials_on(before: Token, token: Token, em: float) -> bool:
    """Say whether a group of digits goes on with a telephone number, `0243 8251 234`."""
    near = token.left - before.right < _GROUP_GAP * em
    return near and token.text.isdigit() and _PHONE.match(before.text) is not None


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
