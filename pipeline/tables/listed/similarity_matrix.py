"""How much each word of the appendix is like each word of the form; computed once for a report.

Words are compared one by one under edit distance, because the OCR interleaves wrapped names with
wrapped units; order inside a row says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.model.page import PageKind
from pipeline.tables.listed.likeness import SAME_WORD
from pipeline.tables.listed.strips import Strip
from pipeline.vietnamese.alphabet import fold_ocr
from pipeline.vietnamese.codes import code_fit, first_piece

Matrix = npt.NDArray[np.float32]
# A line that opens a row: a code and three words or more. One level alone needs its dot: a number
# before words is as often a value that wrapping has put there.
_OPENING = re.compile(
    r"\W*(\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=\s?[.:|]))[.:;]?[\s|]+\D\S*(?:\s+\S+){2}"
)
# Pages whose words are mostly right: there a word less alike is another word.
_LEAST = {PageKind.DIGITAL: 0.8, PageKind.SCAN: 0.65, PageKind.JUNK_LAYER: 0.65}
# Of 100: 1,398 of 1,400 unit cells of scans reach 67 and more against their unit. Other units stay
# below 50, but for legends, which share their words.
SAME_UNIT = 50
_DIGITS = re.compile(r"\d+")


class WordLikeness:
    """What the strips show of the words and codes of a form."""

    def __init__(self, strips: Sequence[Strip], vocabulary: Sequence[str]) -> None:
        read = sorted({"", *(word for strip in strips for word in letters_of(strip))})
        table = process.cdist(
            read, vocabulary, scorer=Levenshtein.normalized_similarity, dtype=np.float32
        )
        self._table = np.where(table >= SAME_WORD, table, 0).astype(np.float32)
        self._table[_one_is_number(read, vocabulary) & (table < 1)] = 0
        self._known = {word: column for column, word in enumerate(vocabulary)}
        rows = {word: row for row, word in enumerate(read)}
        # All words of all strips in one array; a strip without words gets one that is like nothing.
        words = [letters_of(strip) or ("",) for strip in strips]
        pairs = list(zip(strips, words, strict=True))
        self._rows = np.array([rows[word] for strip in words for word in strip], dtype=np.intp)
        self._lengths = np.array(
            [0 if word.isdigit() else len(word) for strip in words for word in strip], np.float32
        )
        self._least = np.array(
            [[_LEAST.get(strip.kind, SAME_WORD)] for strip, own in pairs for _ in own], np.float32
        )
        self._starts = np.cumsum([0, *(len(strip) for strip in words[:-1])])
        self.equals = np.array([strip.text.count("=") for strip in strips], dtype=np.float32)
        self._pieces = [code_piece(strip) for strip in strips]
        self._units = [_unit_text(strip) for strip in strips]
        self._others: dict[str, Matrix] = {}
        self._codes: dict[str, Matrix] = {}  # sections share their codes
        self.letters = np.add.reduceat(self._lengths, self._starts)

    def codes(self, code: str) -> Matrix:
        """Give how well each strip's first piece fits a code, (strips,)."""
        if code not in self._codes:
            fits = {piece: code_fit(piece, code) for piece in set(self._pieces)}
            self._codes[code] = np.array([fits[piece] for piece in self._pieces], np.float32)
        return self._codes[code]

    def other_units(self, unit: str) -> Matrix:
        """Say where a unit cell prints another unit, 1 or 0 for each strip; lines say nothing."""
        if unit not in self._others:
            other = {
                text: bool(text and unit) and not same_unit(text, unit) for text in self._units
            }
            self._others[unit] = np.array([other[text] for text in self._units], np.float32)
        return self._others[unit]

    def seen(self, words: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Give what each strip shows of the words of a row.

        Returns:
            For each strip and each word of the row the best likeness, (strips, words); and for each
            strip the letters that the row explains, (strips,).
        """
        if not words:  # a name of signs alone
            none = np.zeros((len(self._starts), 0), np.float32)
            return none, np.zeros(len(self._starts), np.float32)
        table = self._table[:, [self._known[word] for word in words]][self._rows]
        table = np.where(table >= self._least, table, 0)
        shown = np.maximum.reduceat(table, self._starts, axis=0)
        explained = np.add.reduceat(table.max(axis=1) * self._lengths, self._starts)
        return shown, explained


def _one_is_number(read: Sequence[str], known: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Mark the pairs of which one is a number: it is the same or another one, never alike."""
    numbers = [np.array([word.isdigit() for word in words]) for words in (read, known)]
    marks: npt.NDArray[np.bool_] = np.logical_or.outer(*numbers)
    return marks


def letters_of(strip: Strip) -> tuple[str, ...]:
    """Give the words that can be compared.

    Most numbers are values, codes and legends; those of two digits and more may be of the name,
    where it has a cell of its own or shares its lines with all else.
    """
    if strip.cells is None:
        return tuple(word for word in strip.words if not word.isdigit() or len(word) > 1)
    name = strip.cells.name.text if strip.cells.name else ""
    numbers = tuple(number for number in _DIGITS.findall(name) if len(number) > 1)
    return (*(word for word in strip.words if not word.isdigit()), *numbers)


def code_piece(strip: Strip) -> str:
    """Give what stands in the place of the code."""
    if strip.cells is not None:
        return strip.cells.code.text if strip.cells.code else ""
    return first_piece(strip.text)


def same_unit(printed: str, unit: str) -> bool:
    """Say whether a unit cell may print a unit, under a bad scan too.

    >>> same_unit("Thù tuc", "Thủ tục"), same_unit("%", "Người")
    (True, False)
    """
    return fuzz.ratio(fold_ocr(printed), fold_ocr(unit)) >= SAME_UNIT


def _unit_text(strip: Strip) -> str:
    return strip.cells.unit.text.strip() if strip.cells and strip.cells.unit else ""


def row_mark(strip: Strip) -> str:
    """Give the code with which a strip opens a row, digits only; empty where it opens none.

    Two strips with different marks are two rows of the paper, whatever the form makes of them.
    """
    code = opening_code(strip.text) if strip.cells is None else code_piece(strip)
    return "".join(_DIGITS.findall(code))


def opening_code(line: str) -> str:
    """Give the code that a line of text opens with; empty where it opens with none.

    >>> opening_code("2.1 |S6 TTHC moi"), opening_code("4. Trang tin xa"), opening_code("12 Van")
    ('2.1', '4', '')
    """
    opening = _OPENING.match(line)
    return opening.group(1) if opening else ""
