"""Printed lines into the runs of tokens that are decoded together, and the way back.

A word at the start of a line is read better with the end of the line before it: joining the
lines of a paragraph removed a quarter of the errors (43 instead of 56 in 1,334 words). What does
not belong together must stay apart: with neighbouring cells in one sentence `Cơ quan, đơn | Văn
phòng` became `đến Văn phòng`. So prose is joined until something speaks against it, and rows of
tables are cut into cells.

Lines come one at a time and leave in paragraphs, each line in one paragraph, in order; only the
lines of one paragraph are held.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.repair.kinds import is_strokes
from pipeline.repair.tokens import Kind, Token, tokenize
from pipeline.vietnamese.alphabet import fold

LONGEST_PIECE = 60  # tokens
_COMMA_WITHIN = 20  # tokens before that limit where a comma is the better place to cut
_MOST_LINES = 80  # of a paragraph; bounds what is held
_MOST_TOKENS = 4000  # the same, for lines that are paragraphs
_WIDTHS = 40  # lines the usual width is taken from
_SHORT = 0.75  # of the usual width; a justified line is shorter only where its paragraph ends
_TABLE_REACH = 2  # lines behind a row with borders that belong to the table without having any
_VALUE_WITHIN = 4  # tokens from the end of a row: the value, and the office in the last column
_GAP = 3  # blanks between two cells

_BULLETS = "-+–—•*●·▪◦"
_HYPHENS = {"-", "‐", "\u00ad", "¬"}
_STOPS = frozenset(".;:!?…")
_HARD_STOPS = frozenset(";:!?")
_YEAR_OR_DATE = re.compile(r"(?:19|20)[0-9]{2}|.*/.*")
_QUARTER = re.compile(r"[qg]u[yijv¥]")
# Điều 5, Chương II, Mục 1, Phần I, Phụ lục, Biểu, Mẫu, under OCR.
_TITLE = re.compile(r"[dp]i\S{1,2}u|ch[uw]\S{1,2}ng|m\S{1,2}c|ph\S{1,2}n|bi\S{1,2}u|m\S{1,2}u")


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens that are decoded as one sequence; one of them at least is a word."""

    tokens: tuple[Token, ...]
    places: tuple[tuple[int, int], ...]  # (line, token in the line) of each; lines count from 0
    torn: tuple[int, ...]  # tokens that a hyphen at the end of a line parts from the next one


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that follow each other, and what is to be decoded in them."""

    first: int  # number of its first line, from 0
    texts: tuple[str, ...]
    lines: tuple[tuple[Token, ...], ...]  # tokens of each of them; none in a blank line
    pieces: tuple[Piece, ...]  # in order; what is in none of them holds no words


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, and what is seen of it at a glance."""

    number: int
    text: str
    tokens: tuple[Token, ...]
    cells: tuple[range, ...]  # places of its tokens; one cell: no inner border
    in_table: bool

    @property
    def width(self) -> int:
        return self.tokens[-1].end - self.tokens[0].start


def read_paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Join lines into paragraphs as soon as each is complete.

    Args:
        lines: NFC, without line breaks; blank ones too.

    >>> text = ["UBND xa da ban hanh ké hoach vé cai", "cach hanh chinh.", "", "- Ban hi-", "én"]
    >>> for paragraph in read_paragraphs(text):
    ...     print(paragraph.first, [[t.core for t in p.tokens] for p in paragraph.pieces])
    0 [['UBND', 'xa', 'da', 'ban', 'hanh', 'ké', 'hoach', 'vé', 'cai', 'cach', 'hanh', 'chinh']]
    3 [['Ban', 'hi', 'én']]
    """
    widths: deque[int] = deque(maxlen=_WIDTHS)
    held: list[_Line] = []
    printed: _Line | None = None  # the last line of `held` that is not blank
    reach = 0
    for number, text in enumerate(lines):
        tokens = tokenize(text)
        cells = _cells(text, tokens)
        line = _Line(number, text, tokens, cells, in_table=bool(tokens) and reach > 0)
        if tokens:
            reach = _reach(line, reach)
            if line.in_table and not reach and _is_bullet(tokens[0]):
                line = _Line(number, text, tokens, cells, in_table=False)
        if held and _starts_anew(line, held, printed, _usual(widths)):
            yield _build(held)
            held, printed = [], None
        held.append(line)
        if tokens:
            printed = line
            if len(cells) == 1 and not line.in_table:
                widths.append(line.width)
    if held:
        yield _build(held)


def _is_full(held: list[_Line]) -> bool:
    return sum(len(line.tokens) for line in held) >= _MOST_TOKENS


def _reach(line: _Line, reach: int) -> int:
    """Give how many lines behind this one still belong to a table."""
    if len(line.cells) > 1 and any(token.core[0] == "|" for token in line.tokens[1:-1]):
        return _TABLE_REACH
    if reach and any(_is_value(token) for token in line.tokens[-_VALUE_WITHIN:-1]):
        return _TABLE_REACH
    return 0 if _is_bullet(line.tokens[0]) else max(0, reach - 1)


def _usual(widths: deque[int]) -> int:
    return sorted(widths)[len(widths) * 4 // 5] if widths else 0


def _starts_anew(line: _Line, held: list[_Line], printed: _Line | None, usual: int) -> bool:
    """Say whether a line does not go on with the paragraph that is held."""
    if printed is None or len(held) >= _MOST_LINES or _is_full(held):
        return True
    if not line.tokens:
        return False  # told by the next line that is printed
    if _is_row(line) or _is_row(printed) or _is_head(line.tokens):
        return True
    interrupted = held[-1] is not printed  # by blank lines, perhaps a page break in a sentence
    upper = _is_upper(line)
    if upper != _is_upper(printed) or (upper and not interrupted):
        return upper != _is_upper(printed)  # the lines of a heading are centred and of any width
    is_short = printed.width < _SHORT * usual
    ends = is_short or not _STOPS.isdisjoint(printed.tokens[-1].suffix)
    small = _is_small(line.tokens[0])
    return (ends or not small) if interrupted else (ends and not small)


def _is_row(line: _Line) -> bool:
    return line.in_table or len(line.cells) > 1


def _is_small(token: Token) -> bool:
    return token.core[0].islower() or token.kind in {Kind.NUMBER, Kind.SYMBOL}


def _is_upper(line: _Line) -> bool:
    """Say whether a line is printed in capitals: a heading."""
    letters = [sign for sign in line.text[:200] if sign.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.75 * len(letters)


def _is_bullet(token: Token) -> bool:
    first = (token.prefix or token.core)[0]
    return first in _BULLETS


def _is_head(tokens: tuple[Token, ...]) -> bool:
    """Say whether a line begins with something that begins a paragraph."""
    first = tokens[0]
    if first.kind is Kind.MARK or _is_bullet(first):
        return True
    if first.kind is Kind.ROMAN or is_strokes(first.core):
        return first.suffix.startswith((".", ")", ",", "-", "/"))
    if len(tokens) == 1 or not first.core[0].isupper():
        return False
    followed = tokens[1].kind in {Kind.NUMBER, Kind.ROMAN}
    return followed and _TITLE.fullmatch(fold(first.core)) is not None


def _cells(text: str, tokens: tuple[Token, ...]) -> tuple[range, ...]:
    """Divide a line at table rules, tabs and wide gaps; empty cells are left out."""
    if "|" not in text and "   " not in text and "\t" not in text:
        return (range(len(tokens)),)
    cells = []
    start = 0
    for index, token in enumerate(tokens):
        if token.core[0] == "|" and _is_border(tokens, index):
            cells.append(range(start, index))
            start = index + 1
        elif index > start:
            gap = text[tokens[index - 1].end : token.start]
            if len(gap) >= _GAP or "\t" in gap:
                cells.append(range(start, index))
                start = index
    cells.append(range(start, len(tokens)))
    return tuple(cell for cell in cells if cell) or (range(0),)


def _is_border(tokens: tuple[Token, ...], index: int) -> bool:
    """Tell a table rule from a stroke of a Roman numeral: `quy |11`, `quy | nam 2024`."""
    rule = tokens[index]
    before = tokens[index - 1] if index else None
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if behind and behind.start == rule.end and set(behind.core) <= set("1lI"):
        return False
    if before and before.end == rule.start and set(before.core) <= set("1lI"):
        return False
    return not (before and _QUARTER.fullmatch(fold(before.core)))


def _build(held: list[_Line]) -> Paragraph:
    return Paragraph(
        held[0].number,
        tuple(line.text for line in held),
        tuple(line.tokens for line in held),
        tuple(_pieces(held)),
    )


def _pieces(held: list[_Line]) -> Iterator[Piece]:
    """Cut the lines of a paragraph into pieces."""
    run: list[tuple[_Line, int]] = []
    for line in held:
        for cell in line.cells:
            in_cell = line.in_table or len(line.cells) > 1
            for index in cell:
                token = line.tokens[index]
                if _stands_alone(token, in_cell):
                    yield from _piece(run)
                    run = []
                    continue
                run.append((line, index))
                if _ends_sentence(token):
                    yield from _piece(run)
                    run = []
                elif len(run) >= LONGEST_PIECE:
                    length = _best_cut(run)
                    yield from _piece(run[:length])
                    run = run[length:]
            if in_cell:
                yield from _piece(run)
                run = []
    yield from _piece(run)


def _stands_alone(token: Token, in_cell: bool) -> bool:
    """Say whether a token divides what stands before it from what stands behind it."""
    # A row that lost its right borders has its value between the unit and the next column.
    return token.kind is Kind.MARK or (in_cell and (_is_value(token) or token.kind is Kind.SIGN))


def _is_value(token: Token) -> bool:
    return token.kind is Kind.NUMBER and not _YEAR_OR_DATE.fullmatch(token.core)


def _ends_sentence(token: Token) -> bool:
    """Say whether a sentence ends behind a token; a dot behind TP or 15 is no such end."""
    if not _HARD_STOPS.isdisjoint(token.suffix):
        return True
    return token.kind is Kind.WORD and len(token.core) > 1 and not _STOPS.isdisjoint(token.suffix)


def _best_cut(run: list[tuple[_Line, int]]) -> int:
    """Give how many tokens of a run that is too long make a piece, up to a comma if possible."""
    for length in range(len(run), len(run) - _COMMA_WITHIN, -1):
        line, index = run[length - 1]
        if "," in line.tokens[index].suffix:
            return length
    return len(run)


def _piece(run: list[tuple[_Line, int]]) -> Iterator[Piece]:
    tokens = tuple(line.tokens[index] for line, index in run)
    first = next((place for place, token in enumerate(tokens) if token.kind is not Kind.SIGN), 0)
    run, tokens = run[first:], tokens[first:]
    if not any(token.kind is Kind.WORD for token in tokens):
        return
    torn = tuple(
        place
        for place, (line, index) in enumerate(run[:-1])
        if index == len(line.tokens) - 1 and _is_torn(tokens[place], tokens[place + 1])
    )
    yield Piece(tokens, tuple((line.number, index) for line, index in run), torn)


def _is_torn(token: Token, following: Token) -> bool:
    """Tell `hi-` before `ện` from `phòng -`, whose dash stands alone."""
    return (
        token.kind is Kind.WORD
        and token.suffix in _HYPHENS
        and token.core[-1].isalpha()
        and following.kind is Kind.WORD
        and not following.prefix
        and following.core[0].islower()
    )
