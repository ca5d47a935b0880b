"""Which strips of the appendix belong to which row of the form.

The form is known and in order; what was read is neither complete nor clean. Dynamic programming
finds the division of the strips into rows of the form that explains the most letters: a row takes
up to `MOST_STRIPS` strips that follow each other, rows may be missing, strips may belong to none.

What a block of strips is worth for a row is counted in letters: those of the row's name, unit and
department that are found in the block, less those that are not, less those of the block that the
row does not explain, and a bonus or a penalty for the code. Words are compared one by one under
edit distance, because the OCR interleaves wrapped names with wrapped units; order inside a row
says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.extract.rows.codes import code_fit, first_piece
from pipeline.extract.rows.likeness import SAME_WORD
from pipeline.extract.rows.strips import Strip
from pipeline.model.form import Form, Indicator, Kind
from pipeline.vietnamese.alphabet import fold

# A name of five lines with a legend of five: the longest block seen takes 5 strips; 8 leaves room
# for the accents that an OCR prints as lines of their own.
MOST_STRIPS = 8
UNSEEN_LETTER = 0.6  # price of a letter of the row that the block does not show
UNEXPLAINED_LETTER = 0.45  # price of a letter of the block that the row does not explain
SKIPPED_LETTER = 0.30  # price of a letter on a strip that belongs to no row
MISSING_ROW = 3.0  # price of a row without strips, in letters
CODE_LETTERS = 9.0  # what a code that fits exactly is worth, in letters
UNIT_WEIGHT = 0.6  # units and departments repeat from row to row and tell little
DEPARTMENT_WEIGHT = 0.3
EQUALS_LETTERS = 4.0  # what one "=" of a legend counts for, in letters

Matrix = npt.NDArray[np.float32]
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the form, or the title of a section, as the alignment sees it."""

    id: str  # of the indicator; "section VII" for a title
    section: str
    code: str
    words: tuple[str, ...]  # folded words of name, unit and department
    weights: tuple[float, ...]  # letters each word counts for
    indicator: Indicator | None  # None for the title of a section


@dataclass(frozen=True, slots=True)
class Block:
    """A row of the form and the strips that are it."""

    target: Target
    strips: tuple[Strip, ...]
    likeness: float  # share of the row's letters that the block shows, 0 to 1
    code: float  # how well a code fits: see codes.code_fit


@dataclass(frozen=True, slots=True)
class Alignment:
    """All blocks in the order of the form, and the strips that belong to none."""

    blocks: tuple[Block, ...]
    skipped: tuple[tuple[str, Strip], ...]  # (id of the target before it, the strip)


def targets_of(form: Form) -> tuple[Target, ...]:
    """Give the titles of the sections and the rows of the form, in printed order."""
    targets: list[Target] = []
    for section in form.sections:
        words, weights = _weigh_words(section.label, "", section.department)
        targets.append(
            Target(f"section {section.code}", section.code, section.code, words, weights, None)
        )
        targets += [_row_target(row) for row in form.rows if row.section == section.code]
    return tuple(targets)


def _row_target(row: Indicator) -> Target:
    words, weights = _weigh_words(row.label, row.unit, row.department)
    return Target(row.id, row.section, row.code, words, weights, row)


def _weigh_words(
    label: str, unit: str, department: str
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    parts = ((label, 1.0), (unit, UNIT_WEIGHT), (department, DEPARTMENT_WEIGHT))
    pairs = [
        (word, len(word) * weight)
        for text, weight in parts
        for word in _WORD.findall(fold(text))
        if not word.isdigit()
    ]
    return tuple(word for word, _ in pairs), tuple(weight for _, weight in pairs)


def align(strips: Sequence[Strip], form: Form) -> Alignment:
    """Divide the strips into rows of the form.

    Args:
        strips: The appendix in printed order.
        form: With its sections and rows in printed order.
    """
    targets = targets_of(form)
    if not strips or not targets:
        return Alignment((), tuple(("", strip) for strip in strips))
    likeness = _WordLikeness(strips, targets)
    gains = np.stack([_gains(target, strips, likeness) for target in targets])
    return _trace(targets, strips, gains, likeness)


class _WordLikeness:
    """How much each word of the strips is like each word of the form; computed once."""

    def __init__(self, strips: Sequence[Strip], targets: Sequence[Target]) -> None:
        read = sorted({"", *(word for strip in strips for word in _letters(strip))})
        known = sorted({word for target in targets for word in target.words})
        table = process.cdist(
            read, known, scorer=Levenshtein.normalized_similarity, dtype=np.float32
        )
        self._table = np.where(table >= SAME_WORD, table, 0).astype(np.float32)
        self._known = {word: column for column, word in enumerate(known)}
        rows = {word: row for row, word in enumerate(read)}
        # All words of all strips in one array; a strip without words gets one that is like nothing.
        words = [_letters(strip) or ("",) for strip in strips]
        self._rows = np.array([rows[word] for strip in words for word in strip], dtype=np.intp)
        self._lengths = np.array([len(word) for strip in words for word in strip], np.float32)
        self._starts = np.cumsum([0, *(len(strip) for strip in words[:-1])])
        self.equals = np.array([strip.text.count("=") for strip in strips], dtype=np.float32)
        self._pieces = [_code_piece(strip) for strip in strips]
        self._codes: dict[str, Matrix] = {}  # sections share their codes
        self.letters = np.add.reduceat(self._lengths, self._starts)

    def codes(self, code: str) -> Matrix:
        """Give how well each strip's first piece fits a code, (strips,)."""
        if code not in self._codes:
            fits = {piece: code_fit(piece, code) for piece in set(self._pieces)}
            self._codes[code] = np.array([fits[piece] for piece in self._pieces], np.float32)
        return self._codes[code]

    def seen(self, target: Target) -> tuple[Matrix, Matrix]:
        """Give what each strip shows of a row.

        Returns:
            For each strip and each word of the row the best likeness, (strips, words); and for each
            strip the letters that the row explains, (strips,).
        """
        table = self._table[:, [self._known[word] for word in target.words]][self._rows]
        shown = np.maximum.reduceat(table, self._starts, axis=0)
        explained = np.add.reduceat(table.max(axis=1) * self._lengths, self._starts)
        return shown, explained


def _letters(strip: Strip) -> tuple[str, ...]:
    """Give the words that can be compared: numbers are values, codes and legends."""
    return tuple(word for word in strip.words if not word.isdigit())


def _gains(target: Target, strips: Sequence[Strip], likeness: _WordLikeness) -> Matrix:
    """Give what each block is worth for a row: (strips, MOST_STRIPS), -inf beyond the end."""
    shown, explained = likeness.seen(target)
    weights = np.array(target.weights, dtype=np.float32)
    unexplained = likeness.letters - explained
    codes = likeness.codes(target.code)
    count = len(strips)
    gains = np.full((count, MOST_STRIPS), -np.inf, dtype=np.float32)
    best_shown = np.zeros_like(shown)
    best_code = np.full(count, -np.inf, dtype=np.float32)
    worst_code = np.zeros(count, dtype=np.float32)
    foreign = np.zeros(count, dtype=np.float32)
    equals = np.zeros(count, dtype=np.float32)
    entries = len(target.indicator.legend) if target.indicator else 0
    for extra in range(min(MOST_STRIPS, count)):
        stop = count - extra
        best_shown = np.maximum(best_shown[:stop], shown[extra:])
        best_code = np.maximum(best_code[:stop], codes[extra:])
        worst_code = np.minimum(worst_code[:stop], codes[extra:])
        foreign = foreign[:stop] + unexplained[extra:]
        equals = equals[:stop] + likeness.equals[extra:]
        legend = EQUALS_LETTERS * np.minimum(equals, entries)
        found = best_shown @ weights + legend
        code = np.where(best_code > 0, best_code, 0) + worst_code
        gains[:stop, extra] = (
            found
            - UNSEEN_LETTER * (weights.sum() + EQUALS_LETTERS * entries - found)
            - UNEXPLAINED_LETTER * (foreign + EQUALS_LETTERS * np.maximum(equals - entries, 0))
            + CODE_LETTERS * code
        )
    return gains


def _code_piece(strip: Strip) -> str:
    """Give what stands in the place of the code."""
    if strip.cells is not None:
        return strip.cells.code.text if strip.cells.code else ""
    return first_piece(strip.text)


def _trace(
    targets: Sequence[Target],
    strips: Sequence[Strip],
    gains: Matrix,
    likeness: _WordLikeness,
) -> Alignment:
    """Find the best division and read it back from the end.

    best[t, s] is the most that the first t rows and the first s strips can give. Skipping strips
    is a running maximum, so each row costs MOST_STRIPS vector operations.
    """
    count = len(strips)
    paid = np.concatenate([[0.0], np.cumsum(SKIPPED_LETTER * _size(likeness) + 0.1)])
    best = np.full((len(targets) + 1, count + 1), -np.inf)
    best[0] = -paid
    taken = np.zeros((len(targets) + 1, count + 1), dtype=np.intp)  # strips of row t that end at s
    for index in range(len(targets)):
        row = best[index] - MISSING_ROW
        length = np.zeros(count + 1, dtype=np.intp)
        for extra in range(min(MOST_STRIPS, count)):
            size = extra + 1
            offer = best[index, : count + 1 - size] + gains[index, : count - extra, extra]
            better = offer > row[size:]
            row[size:] = np.where(better, offer, row[size:])
            length[size:] = np.where(better, size, length[size:])
        rest = np.maximum.accumulate(row + paid)
        best[index + 1] = rest - paid
        # -1: this cell was reached by skipping a strip
        taken[index + 1] = np.where(row + paid >= rest, length, -1)
    return _read_back(targets, strips, taken, likeness)


def _size(likeness: _WordLikeness) -> Matrix:
    """Give the letters of each strip, with those that its signs of equality stand for."""
    sizes: Matrix = likeness.letters + np.float32(EQUALS_LETTERS) * likeness.equals
    return sizes


def _read_back(
    targets: Sequence[Target],
    strips: Sequence[Strip],
    taken: npt.NDArray[np.intp],
    likeness: _WordLikeness,
) -> Alignment:
    blocks: list[Block] = []
    owner: dict[int, str] = {}
    index, end = len(targets), len(strips)
    while index > 0:
        if taken[index, end] == -1:
            end -= 1
            continue
        size = int(taken[index, end])
        if size:
            target = targets[index - 1]
            blocks.append(_block(target, strips, range(end - size, end), likeness))
            owner.update(dict.fromkeys(range(end - size, end), target.id))
        end -= size
        index -= 1
    skipped = []
    last = ""
    for position, strip in enumerate(strips):
        last = owner.get(position, last)
        if position not in owner:
            skipped.append((last, strip))
    return Alignment(tuple(reversed(blocks)), tuple(skipped))


def _block(
    target: Target, strips: Sequence[Strip], places: range, likeness: _WordLikeness
) -> Block:
    shown, _ = likeness.seen(target)
    weights = np.array(target.weights, dtype=np.float32)
    found = float(shown[places.start : places.stop].max(axis=0) @ weights)
    members = tuple(strips[place] for place in places)
    fits = [code_fit(_code_piece(strip), target.code) for strip in members]
    return Block(target, members, found / float(weights.sum()), max(fits))


def is_heading(target: Target) -> bool:
    """Say whether a target carries no value."""
    return target.indicator is None or target.indicator.kind is Kind.HEADING
