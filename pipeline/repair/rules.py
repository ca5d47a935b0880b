"""What rules say and no language model: numerals, letters of lists, symbols.

A text comes in batches, and what rules need of earlier ones is carried along: the lines in which
a report gives its date, and the heads of its sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.repair.casing import recase
from pipeline.repair.kinds import is_strokes
from pipeline.repair.list_marks import REASON, restore_list_marks
from pipeline.repair.numerals import HEADER, is_quarter_word, restore_numerals
from pipeline.repair.restored import RestoredWord
from pipeline.repair.symbols import rewrite_symbol
from pipeline.repair.tokens import Kind, Token
from pipeline.repair.writing import write_word

Place = tuple[int, int]  # line and token, both from 0

_CONFIDENCE = 0.95  # of what a closed table or the dates say
_MOST_HEADS = 60  # lines that are carried besides the first ones
_SYMBOL_REASON = "bảng ký hiệu văn bản"
_QUARTER_REASON = "trước số của quý"

_Line = Sequence[Token]


class Rules:
    """The rules for one text."""

    def __init__(self) -> None:
        self._first: list[_Line] = []
        self._heads: list[_Line] = []

    def apply(self, lines: Sequence[_Line]) -> dict[Place, RestoredWord]:
        """Give the words of the next lines that rules change, by their places."""
        found: dict[Place, RestoredWord] = {}
        carried = [*self._first, *self._heads]
        for (line, place), change in restore_numerals([*carried, *lines]).items():
            if line >= len(carried):
                here = line - len(carried)
                found[here, place] = write_word(
                    lines[here][place], change.text, _CONFIDENCE, reason=change.reason
                )
        for (line, place), mark in restore_list_marks(lines).items():
            found[line, place] = write_word(lines[line][place], mark, _CONFIDENCE, reason=REASON)
        for at, word in (*_quarter_words(lines, found), *_symbols(lines)):
            found.setdefault(at, word)
        self._carry(lines)
        return found

    def _carry(self, lines: Sequence[_Line]) -> None:
        self._first.extend(lines[: max(0, HEADER - len(self._first))])
        heads = [line for line in lines if line and _may_head(line[0])]
        self._heads = [*self._heads, *heads][-_MOST_HEADS:]


def _may_head(token: Token) -> bool:
    return token.kind in {Kind.ROMAN, Kind.MARK} or is_strokes(token.core)


def _quarter_words(
    lines: Sequence[_Line], found: dict[Place, RestoredWord]
) -> Iterator[tuple[Place, RestoredWord]]:
    """Give `quý` in front of its numeral, where it lost its mark."""
    for line, tokens in enumerate(lines):
        for place, (token, behind) in enumerate(pairwise(tokens)):
            lost_marks = token.kind is Kind.WORD and token.core.isascii() and not token.suffix
            is_numeral = behind.kind is Kind.ROMAN or (line, place + 1) in found
            if lost_marks and is_numeral and is_quarter_word(token.core):
                text = recase("quý", token.core)
                word = write_word(token, text, _CONFIDENCE, reason=_QUARTER_REASON)
                yield (line, place), word


def _symbols(lines: Sequence[_Line]) -> Iterator[tuple[Place, RestoredWord]]:
    for line, tokens in enumerate(lines):
        for place, token in enumerate(tokens):
            if token.kind in {Kind.SYMBOL, Kind.ABBREVIATION}:
                text = rewrite_symbol(token.core)
                if text != token.core:
                    yield (
                        (line, place),
                        write_word(token, text, _CONFIDENCE, reason=_SYMBOL_REASON),
                    )
