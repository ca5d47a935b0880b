"""Which strips of the appendix belong to which row of the form.

The form is known and in order; what was read is neither complete nor clean. Dynamic programming
finds the division of the strips into rows of the form that explains the most letters: a row takes
up to `MOST_STRIPS` strips that follow each other, rows may be missing, strips may belong to none.

What a block of strips is worth for a row is counted in letters: those of the row's name, unit and
department that are found in the block, less those that are not, less those of the block that the
row does not explain, and a bonus or a penalty for the code. Words are compared one by one under
edit distance, because the OCR interleaves wrapped names with wrapped units; order inside a row
says nothing.

A version of the form that nobody described has rows gone and rows new, and the codes behind them
moved. So a sure name wins over its code, two rows of the paper are never one row of the form, and a
row that is none of the form's may be left over at a small price (`naming` looks at what was taken
by its code alone). Of 23 rows gone from six digital reports two were given a neighbour's value
without this, and none of 18 new ones was told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.model.form import Form, Indicator, Kind
from pipeline.tables.listed.similarity_matrix import Matrix, WordLikeness, code_piece, row_mark
from pipeline.tables.listed.strips import Strip
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.codes import code_fit

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
NUMBER_LETTERS = 5.0  # what a number of a name counts for, where only numbers tell two rows apart
OTHER_UNIT = 15.0  # price of a unit cell that prints another unit, in letters
TWO_ROWS = 60.0  # price of two rows of a ruled table in one block, in letters: never worth it
TWO_OPENINGS = 30.0  # the same of two lines of text that both open with a code
# A row of a table that opens with a code and belongs to none of the form's costs no more than this.
UNKNOWN_ROW = 9.0
# Where the name is all there, a code that contradicts it says that the version is another one: the
# numbers move when a row goes or comes, names do not. Shares of the row's letters.
NAME_UNSURE, NAME_SURE = 0.6, 0.9
CODE_AGAINST_NAME = 0.2  # what is left of the contradiction beside a sure name
CODE_FOR_NAME = 0.2  # what is left of a code that fits: a row of a like name may bear it now

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

    @property
    def unit(self) -> str:
        """The unit of the row; a title has none."""
        return self.indicator.unit if self.indicator else ""


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
    same = Counter(target.words for target in targets)
    return tuple(_add_numbers(one) if same[one.words] > 1 else one for one in targets)


def _row_target(row: Indicator) -> Target:
    words, weights = _weigh_words(row.label, row.unit, row.department)
    return Target(row.id, row.section, row.code, words, weights, row)


def _add_numbers(target: Target) -> Target:
    """Let the numbers of a name count where its words are those of another row, too.

    "từ 70% - dưới 100%" and "từ 30% - dưới 70%" are told apart by nothing else once one of the
    rows is gone and the codes have moved up.
    """
    label = target.indicator.label if target.indicator else ""
    numbers = tuple(word for word in _WORD.findall(fold(label)) if word.isdigit())
    return replace(
        target,
        words=target.words + numbers,
        weights=target.weights + (NUMBER_LETTERS,) * len(numbers),
    )


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
    likeness = WordLikeness(strips, sorted({word for one in targets for word in one.words}))
    apart = _price_of_two_rows(strips)
    gains = np.stack([_gains(target, strips, likeness) - apart for target in targets])
    return _trace(targets, strips, gains, likeness)


def _gains(target: Target, strips: Sequence[Strip], likeness: WordLikeness) -> Matrix:
    """Give what each block is worth for a row: (strips, MOST_STRIPS), -inf beyond the end."""
    shown, explained = likeness.seen(target.words)
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
    units = likeness.other_units(target.unit)
    other_unit = np.zeros(count, dtype=np.float32)
    entries = len(target.indicator.legend) if target.indicator else 0
    whole = float(weights.sum()) + EQUALS_LETTERS * entries
    for extra in range(min(MOST_STRIPS, count)):
        stop = count - extra
        best_shown = np.maximum(best_shown[:stop], shown[extra:])
        best_code = np.maximum(best_code[:stop], codes[extra:])
        worst_code = np.minimum(worst_code[:stop], codes[extra:])
        foreign = foreign[:stop] + unexplained[extra:]
        equals = equals[:stop] + likeness.equals[extra:]
        other_unit = np.maximum(other_unit[:stop], units[extra:])
        legend = EQUALS_LETTERS * np.minimum(equals, entries)
        found = best_shown @ weights + legend
        sure = np.clip(
            (found / max(whole, 1.0) - NAME_UNSURE) / (NAME_SURE - NAME_UNSURE), 0.0, 1.0
        )
        code = np.where(best_code > 0, best_code, 0) * (1 - (1 - CODE_FOR_NAME) * sure)
        code += worst_code * (1 - (1 - CODE_AGAINST_NAME) * sure)
        gains[:stop, extra] = (
            found
            - UNSEEN_LETTER * (whole - found)
            - UNEXPLAINED_LETTER * (foreign + EQUALS_LETTERS * np.maximum(equals - entries, 0))
            + CODE_LETTERS * code
            - OTHER_UNIT * other_unit
        )
    return gains


def _price_of_two_rows(strips: Sequence[Strip]) -> Matrix:
    """Price each block for holding strips that open rows of their own: (strips, MOST_STRIPS)."""
    price = np.zeros((len(strips), MOST_STRIPS), dtype=np.float32)
    marks = [row_mark(strip) for strip in strips]
    for start, mark in enumerate(marks):
        first = mark
        for extra, other in enumerate(marks[start + 1 : start + MOST_STRIPS], 1):
            first = first or other
            if other and other != first:
                ruled = strips[start + extra].cells is not None
                price[start, extra:] = TWO_ROWS if ruled else TWO_OPENINGS
                break
    return price


def _trace(
    targets: Sequence[Target],
    strips: Sequence[Strip],
    gains: Matrix,
    likeness: WordLikeness,
) -> Alignment:
    """Find the best division and read it back from the end.

    best[t, s] is the most that the first t rows and the first s strips can give. Skipping strips
    is a running maximum, so each row costs MOST_STRIPS vector operations.
    """
    count = len(strips)
    skipped = SKIPPED_LETTER * _size(likeness) + 0.1
    opens = np.array([bool(row_mark(strip)) for strip in strips])
    paid = np.concatenate(
        [[0.0], np.cumsum(np.where(opens, np.minimum(skipped, UNKNOWN_ROW), skipped))]
    )
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


def _size(likeness: WordLikeness) -> Matrix:
    """Give the letters of each strip, with those that its signs of equality stand for."""
    sizes: Matrix = likeness.letters + np.float32(EQUALS_LETTERS) * likeness.equals
    return sizes


def _read_back(
    targets: Sequence[Target],
    strips: Sequence[Strip],
    taken: npt.NDArray[np.intp],
    likeness: WordLikeness,
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


def _block(target: Target, strips: Sequence[Strip], places: range, likeness: WordLikeness) -> Block:
    shown, _ = likeness.seen(target.words)
    weights = np.array(target.weights, dtype=np.float32)
    found = float(shown[places.start : places.stop].max(axis=0) @ weights)
    members = tuple(strips[place] for place in places)
    fits = [code_fit(code_piece(strip), target.code) for strip in members]
    return Block(target, members, found / float(weights.sum()), max(fits))


def is_heading(target: Target) -> bool:
    """Say whether a target carries no value."""
    return target.indicator is None or target.indicator.kind is Kind.HEADING
