"""The figures of an open table: where each is to be cut, and what two readers make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Line, Word
from pipeline.read.digits import looks_like_figure as may_be_figure
from pipeline.read.ink import Sheet
from pipeline.read.open.columns import Column
from pipeline.read.open.crops import Wanted, find_ink_alone
from pipeline.read.open.words import (
    box_of,
    foot_of,
    free_figures,
    has_letters,
    looks_like_figure,
    overlap,
)
from pipeline.vietnamese.numbers import parse_number, same_number, spell_digits

_SHORT = 6  # letters of a figure that the engine took for a word: TT., 27AA5
_MARK = re.compile(r"\d[.,]\d")
_SEMICOLON = re.compile(r"(?<=\d);(?=\d)")
_FEW_MARKS = 0.1  # of the figures of a column without marks
_SPECKS = " .·•°,;:'`\"|_~*"  # that a reader saw beside a figure


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of a row that may be a figure."""

    word: Word
    wanted: Wanted
    column: int  # from 0; -1 outside of all


def add_missed(line: Line, columns: Sequence[Column], sheet: Sheet, height: float) -> Line:
    """Give a row with a word without text wherever a column has ink and the engine saw nothing.

    A figure that was not seen would be a blank, silently. What touches a word is a part of it: the
    tail of a ragged figure was read as one of its own (lab, section 3).
    """
    foot = median(foot_of(word, height) for word in line.words)
    words = list(line.words)
    for column in columns:
        place = Box(column.left, foot - height, column.right, foot)
        if any(overlap(box_of(word), place) > 0 for word in line.words):
            continue
        ink = find_ink_alone(sheet, place, height)
        if ink is not None:
            words.append(Word("", ink))
    if len(words) == len(line.words):
        return line
    return replace(line, words=tuple(sorted(words, key=lambda word: box_of(word).left)))


def divide_bridges(line: Line, columns: Sequence[Column]) -> Line:
    """Divide words of a row that stand over several columns: the engine read figures as one.

    Their text cannot be divided, so the parts have none until they are read by themselves.
    """
    words = [part for word in line.words for part in _divide(word, columns)]
    return replace(line, words=tuple(words)) if len(words) > len(line.words) else line


def has_words_in(line: Line, columns: Sequence[Column]) -> bool:
    """Say whether words stand in the columns, as those of headings do."""
    return any(has_letters(word) and _column_of(word, columns) >= 0 for word in line.words)


def join_torn(line: Line, columns: Sequence[Column]) -> Line:
    """Join words of a row that stand in one column: the engine tore a figure in two.

    Read apart, both halves would be read without fault.
    """
    words: list[Word] = []
    before = -1
    for word in line.words:
        column = _column_of(word, columns) if _is_in_column(word, columns) else -1
        if column >= 0 and column == before:
            words.append(_join(words.pop(), word))
        else:
            words.append(word)
        before = column
    return replace(line, words=tuple(words)) if len(words) < len(line.words) else line


def _join(one: Word, other: Word) -> Word:
    first, second = box_of(one), box_of(other)
    box = Box(
        first.left,
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )
    return Word(one.text + other.text, box, one.confidence, one.raw + other.raw)


def _divide(word: Word, columns: Sequence[Column]) -> list[Word]:
    box = box_of(word)
    under = [column for column in columns if column.holds(box)]
    if len(under) < 2 or not looks_like_figure(word):
        return [word]
    cuts = [(one.right + other.left) / 2 for one, other in pairwise(under)]
    edges = [box.left, *cuts, box.right]
    return [
        Word("", Box(left, box.top, right, box.bottom), word.confidence, word.text)
        for left, right in pairwise(edges)
    ]


def find_figures(line: Line, columns: Sequence[Column], height: float) -> list[Seen]:
    """Give the words of a row that stand in a column, or apart from words as figures do."""
    free = set(map(id, free_figures(line, height)))
    return [
        Seen(word, _limits(place, line.words, columns), _column_of(word, columns))
        for place, word in enumerate(line.words)
        if _is_in_column(word, columns)
        or (id(word) in free and any(has_letters(other) for other in line.words[:place]))
    ]


def _column_of(word: Word, columns: Sequence[Column]) -> int:
    box = box_of(word)
    return next((number for number, column in enumerate(columns) if column.holds(box)), -1)


def _is_in_column(word: Word, columns: Sequence[Column]) -> bool:
    """Say whether a word stands where figures do, and is one or short enough for one misread."""
    if not any(column.holds(box_of(word)) for column in columns):
        return False
    digits = len(_digits(word.text))
    return looks_like_figure(word) or len(word.text) <= _SHORT or 2 * digits >= len(word.text)


def _limits(place: int, words: Sequence[Word], columns: Sequence[Column]) -> Wanted:
    """Say how far a figure may reach: half-way to its neighbours and to the next columns."""
    box = box_of(words[place])
    lefts, rights = [], []
    if place:
        lefts.append((box_of(words[place - 1]).right + box.left) / 2)
    if place + 1 < len(words):
        rights.append((box_of(words[place + 1]).left + box.right) / 2)
    for one, other in pairwise(columns):
        middle = (one.right + other.left) / 2
        (lefts if middle <= box.center[0] else rights).append(middle)
    room = 6 * max(box.height, 1.0)
    return Wanted(
        box,
        max([box.left - room, *(edge for edge in lefts if edge <= box.left)]),
        min([box.right + room, *(edge for edge in rights if edge >= box.right)]),
    )


def find_plain(seen: Sequence[Seen], readings: Sequence[CellReading]) -> frozenset[int]:
    """Give the columns whose figures have no marks, or hardly any.

    Args:
        seen: The figures of a table.
        readings: What the better reader made of each.
    """
    pairs = list(zip(seen, readings, strict=True))
    return frozenset(
        column
        for column in {one.column for one in seen}
        if sum(one.column == column and bool(_MARK.search(r.text)) for one, r in pairs)
        <= _FEW_MARKS * sum(one.column == column for one in seen)
    )


def settle(word: Word, ink: Box, readings: tuple[CellReading, CellReading], *, plain: bool) -> Word:
    """Give a word with what is to be believed of it, and the reading that speaks for or against.

    The better reader's text goes first. Beside it stands the other reader's, so that one sees
    whether both agree; where they do, but the page showed more digits than either, the crop may
    have lost one, and the page's reading stands against them.

    Args:
        word: As the page's own reading has it.
        ink: What was cut out, in points.
        readings: The better reader's and the other's.
        plain: Whether its column has figures without marks.

    >>> seen = Word("16600", Box(0, 0, 9, 9), 0.9)
    >>> both = CellReading("pp-ocr", "6600"), CellReading("eng", "6600")
    >>> lost = settle(seen, seen.box, both, plain=True)
    >>> lost.text, lost.second.text
    ('6600', '16600')
    """
    by_pp_ocr, by_eng = map(_clean, readings)
    if not may_be_figure(by_pp_ocr.text):
        return _keep(word, by_pp_ocr, by_eng)
    second = _in_digits(by_pp_ocr, by_eng)
    if _lost_digits(word, by_pp_ocr, by_eng) or _confirms(word, by_pp_ocr, by_eng, plain=plain):
        second = CellReading("vie", word.text, word.confidence)
    raw = word.raw or word.text
    text = by_pp_ocr.text.replace(" ", "")
    return replace(word, text=text, box=ink, raw="" if raw == text else raw, second=second)


def agree(one: CellReading, other: CellReading) -> bool:
    """Say whether two readings are the same number, specks aside."""
    return same_number(_clean(one).text, _clean(other).text)


def _clean(reading: CellReading) -> CellReading:
    """Give a reading without specks, the comma that one made a semicolon of as a comma."""
    return replace(reading, text=_SEMICOLON.sub(",", reading.text).strip(_SPECKS))


def _in_digits(by_pp_ocr: CellReading, by_eng: CellReading) -> CellReading:
    """Give the other reading, its letters as the digits they look like where so both agree."""
    if not same_number(by_pp_ocr.text, by_eng.text) or parse_number(by_eng.text):
        return by_eng
    return replace(by_eng, text=spell_digits(by_eng.text))


def _keep(word: Word, by_pp_ocr: CellReading, by_eng: CellReading) -> Word:
    """Give a word that the better reader takes for none: a dash, a speck, or unreadable."""
    if looks_like_figure(word):
        return replace(word, second=by_pp_ocr)
    if may_be_figure(by_eng.text):
        return replace(word, text=by_eng.text, raw=word.text, second=by_pp_ocr)
    if not word.text:  # ink that nobody can read must not pass for a blank
        return replace(word, text=by_pp_ocr.text or by_eng.text, second=by_eng)
    return word


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _lost_digits(word: Word, *readings: CellReading) -> bool:
    """Say whether the page shows more digits than either reading of the crop.

    Not where the page shows a digit in the place of a mark, as it does on worn paper: 2246 is 22.6.
    """
    seen = len(_digits(word.text))
    if any(len(_digits(reading.text)) >= seen for reading in readings):
        return False
    return not any(_shows_mark_as_digit(word.text, reading.text) for reading in readings)


def _shows_mark_as_digit(seen: str, text: str) -> bool:
    parts = [re.escape(part) for part in re.split(r"[.,]", text)]
    return len(parts) > 1 and re.fullmatch(r"[.,]?\d?".join(parts), seen) is not None


def _confirms(word: Word, by_pp_ocr: CellReading, by_eng: CellReading, *, plain: bool) -> bool:
    """Say whether the page's own word confirms what the other reader does not.

    This reader loses marks (13 of 100 on worn pages), so a figure without one is confirmed only
    where there are none.
    """
    if same_number(by_pp_ocr.text, by_eng.text):
        return False
    if not plain and not _MARK.search(by_pp_ocr.text):
        return False
    return same_number(by_pp_ocr.text, word.text)


def with_readings(line: Line, settled: Iterator[Word], seen: Sequence[Seen]) -> tuple[Word, ...]:
    """Give the words of a row, its figures as settled; what turned out to be nothing is gone."""
    figures = {id(one.word) for one in seen}
    words = (next(settled) if id(word) in figures else word for word in line.words)
    return tuple(word for word in words if word.text)
