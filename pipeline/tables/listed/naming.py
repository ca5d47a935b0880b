"""Whether the rows that were found bear the names that the form gives them.

The alignment asks which division explains the most, and that may put a row where only its place and
its number speak for it. In a version of the form that nobody described such a row is another one:
one row went, one came, and the number stayed. So each name is held against the form once more.
Words that stand in nearly every row say little ("số", "thủ tục"), so they count by their rarity.

Measured on invented reports, of the rows in ruled tables: without a version of their own digital
ones show 100 % of their names, scans of medium wear 89 % and more in 199 of 200 rows; names in
other words show 13 to 60 %. In text dumps the OCR takes as much from a name as other words would
change, so there only what is hardly there at all is doubted.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.model.finding import Finding, Severity
from pipeline.model.form import Form, Indicator, Kind
from pipeline.model.reading import Doubt, Reading, Support, UnknownRow
from pipeline.tables.listed.leftover import find_leftover
from pipeline.tables.listed.reading import Rows
from pipeline.tables.listed.similarity_matrix import opening_code, same_unit
from pipeline.tables.listed.strips import Strip
from pipeline.tables.listed.unknown import tell_unknown
from pipeline.vietnamese.alphabet import fold, fold_ocr
from pipeline.vietnamese.codes import CONTRADICTS, code_fit

NAME_SHOWN, NAME_EXPLAINED = 0.80, 0.60  # shares below which a name in a cell is another one
LINE_SHOWN, LINE_EXPLAINED = 0.45, 0.40  # the same of a name on lines of text
SAME_WORD = 0.60  # edit likeness of one word read and one of the form
OTHER_WORD = 0.50  # below it a word is another word, and no misreading
# The same where no engine read the page: all rows of invented digital reports show every word, and
# what a typist changes is a letter of a long one. `nhận` and `phần` are .75 alike.
TYPED_WORD = 0.80
# A row by another number that shows less of the name is no renamed one.
STRANGER_SHOWN, STRANGER_EXPLAINED = 0.30, 0.50
_CLEARLY = 0.01  # more alike than another row by this share of both names
FEWEST_ODD = 3  # of rows that came, went by another name or number, before the version is doubted

_RULE = "|"  # a rule of the table that an OCR took for a letter
_FIVE = 5  # cells of a row of the table
_WORD = re.compile(r"[a-z0-9]+")
_GOOD = frozenset({Support.AGREED, Support.LAYER, Support.SINGLE, Support.SETTLED})
_RENAMED = "tên dòng trên báo cáo khác với biểu mẫu, chỉ số thứ tự khớp"
_TAKEN = "tên dòng giống dòng {} của biểu mẫu hơn"
_UNSURE_BLANK = "báo cáo không theo đúng mẫu, nên dòng không có số có thể là do máy đọc sót"
_PLACED = "tên và số thứ tự đều khác với biểu mẫu, dòng này chỉ khớp theo vị trí"


@dataclass(frozen=True, slots=True)
class _Printed:
    """What the report prints of a row."""

    name: str
    code: str  # empty: not read, or its place is not known
    unit: str
    in_cells: bool


def check_names(rows: Rows, form: Form) -> Rows:
    """Doubt rows whose name is another than the form's, and say so where they are many.

    A row whose unit is another one too, or whose number, is none of the form's: it is told as an
    unknown row, and the form's row is missing.

    Args:
        rows: As the alignment found them.
        form: The version of the form that was chosen for the report.
    """
    weights = _Weights(form)
    kept: list[Reading] = []
    unknown: list[UnknownRow] = []
    odd = moved = 0
    for reading in rows.readings:
        row = form.by_id[reading.indicator]
        printed = _printed(rows.shown[row.id])
        fit = code_fit(printed.code, row.code)
        moved += fit == CONTRADICTS
        typed = reading.support is Support.LAYER and printed.in_cells
        likeness = weights.compare(printed, row, typed=typed)
        if not likeness.is_other:
            rival = printed.in_cells and _find_rival(weights, printed, row, form)
            kept.append(_rename(reading, _TAKEN.format(rival)) if rival else reading)
            continue
        odd += printed.in_cells
        if not _is_stranger(printed, row, likeness, fit):
            other = _RENAMED if fit > 0 else _PLACED
            kept.append((_rename if printed.in_cells else _doubt)(reading, other))
        elif printed.in_cells:
            after = kept[-1].indicator if kept else ""
            unknown.append(_unknown(reading, row, printed, after))
    unknown += find_leftover(form, replace(rows, readings=tuple(kept)))
    told = (*rows.unknown, *unknown)
    doubts = _doubt_version(form, len(told), odd, moved)
    if doubts:
        kept = [_doubt_blank(reading, form, rows.shown[reading.indicator]) for reading in kept]
    findings = (*rows.findings, *map(tell_unknown, unknown), *doubts)
    return replace(rows, readings=tuple(kept), unknown=told, findings=findings)


def _is_stranger(printed: _Printed, row: Indicator, likeness: _Likeness, fit: float) -> bool:
    """Say whether a row is none of the form's, and not one by another name."""
    if printed.in_cells and not _same_unit(printed.unit, row):
        return True
    deeper = printed.code.rstrip(".").count(".") != row.code.count(".")
    moved = fit == CONTRADICTS and deeper and printed.in_cells
    nameless = likeness.shown < STRANGER_SHOWN and likeness.explained < STRANGER_EXPLAINED
    return moved or (fit == CONTRADICTS and nameless)


def _find_rival(weights: _Weights, printed: _Printed, row: Indicator, form: Form) -> str:
    """Give another row of the section whose name is printed rather than that of the row."""
    own = weights.compare(printed, row).whole
    if own > 1 - _CLEARLY:
        return ""
    rivals = (one for one in form.rows if one.section == row.section and one.id != row.id)
    better = (
        one.id
        for one in rivals
        if _same_unit(printed.unit, one) and weights.compare(printed, one).whole > own + _CLEARLY
    )
    return next(better, "")


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much a printed name is like that of a row."""

    shown: float  # share of the row's name that is printed, 0 to 1
    explained: float  # share of the printed name that the row explains, 0 to 1
    is_other: bool

    @property
    def whole(self) -> float:
        """Both shares in one, 0 to 1."""
        return (self.shown + self.explained) / 2


class _Weights:
    """How much each word of the form tells of a row."""

    def __init__(self, form: Form) -> None:
        names = [_words(fold(row.label)) for row in form.rows]
        self._rows = len(names)
        self._counts = Counter(word for words in names for word in set(words))
        self._twins: defaultdict[tuple[str, ...], list[set[str]]] = defaultdict(list)
        for words in names:
            self._twins[_without_numbers(words)].append(_numbers(words))

    def compare(self, printed: _Printed, row: Indicator, *, typed: bool = False) -> _Likeness:
        """Compare a printed name with that of a row; in a typed one a strange word is no slip."""
        label = _words(fold(row.label))
        own = tuple(label + _words(fold(f"{row.unit} {row.department}")))
        name = _words(fold_ocr(printed.name))
        same = TYPED_WORD if typed else SAME_WORD
        shown, explained = self._share(label, tuple(name), same), self._share(name, own, same)
        if not printed.in_cells:
            other = shown < LINE_SHOWN or explained < LINE_EXPLAINED
            return _Likeness(shown, explained, other)
        other = shown < NAME_SHOWN or explained < NAME_EXPLAINED
        if not other:
            limit = TYPED_WORD if typed else OTHER_WORD
            lost, strange = _others(label, tuple(name), limit), _others(name, own, limit)
            other = bool(strange and (lost or typed)) or self._is_twin(label, _numbers(name))
        return _Likeness(shown, explained, other)

    def _is_twin(self, label: Sequence[str], numbers: set[str]) -> bool:
        """Say whether the numbers of a name are rather those of a row of the same words."""
        own = len(_numbers(label) & numbers)
        return any(len(other & numbers) > own for other in self._twins[_without_numbers(label)])

    def _share(
        self, words: Sequence[str], among: tuple[str, ...], same: float = SAME_WORD
    ) -> float:
        """Give the share of some words that others show, by length and rarity."""
        sizes = [len(word) * self._rarity(word) for word in words]
        found = (
            size * likeness
            for size, word in zip(sizes, words, strict=True)
            if (likeness := _likeness(word, among)) >= same
        )
        return sum(found) / sum(sizes) if sizes else 1.0

    def _rarity(self, word: str) -> float:
        return math.log((self._rows + 1) / (self._counts[word] + 1)) + 0.05


def _words(folded: str) -> list[str]:
    return [word for word in _WORD.findall(folded) if len(word) > 1]


def _without_numbers(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if not word.isdigit())


def _numbers(words: Sequence[str]) -> set[str]:
    return {word for word in words if word.isdigit()}


def _others(words: Sequence[str], among: tuple[str, ...], limit: float) -> list[str]:
    """Give the words of three letters or more that are none of the others, however misread."""
    return [
        word
        for word in words
        if len(word) > 2 and word.isalpha() and _likeness(word, among) < limit
    ]


@lru_cache(maxsize=50_000)
def _likeness(word: str, among: tuple[str, ...]) -> float:
    if word.isdigit():
        return float(word in among)
    best = process.extractOne(word, among, scorer=Levenshtein.normalized_similarity)
    return float(best[1]) if best else 0.0


def _printed(strips: Sequence[Strip]) -> _Printed:
    """Give what is printed of a row; a line with all rules of the table in it is one of cells."""
    parts = [
        strip.cells.texts
        if strip.cells
        else tuple(cell.strip() for cell in strip.line_text.split(_RULE))
        for strip in strips
    ]
    if any(len(cells) != _FIVE for cells in parts):
        opened = [code for strip in strips if (code := opening_code(strip.line_text))]
        text = " ".join(strip.line_text for strip in strips)
        return _Printed(text, opened[0] if len(opened) == 1 else "", "", in_cells=False)
    codes, names, units = (
        " ".join(filter(None, (cells[column] for cells in parts))) for column in range(3)
    )
    return _Printed(names, codes, units, in_cells=True)


def _same_unit(printed: str, row: Indicator) -> bool:
    """Say whether a unit cell may be that of a row; an empty one may have been lost."""
    if not printed or not row.unit:
        return row.kind is not Kind.HEADING or not printed
    return same_unit(printed, row.unit)


def _unknown(reading: Reading, row: Indicator, printed: _Printed, after: str) -> UnknownRow:
    code = printed.code.strip().rstrip(".")
    return UnknownRow(row.section, code, printed.name, reading.value, reading.source, after)


def _doubt(reading: Reading, reason: str) -> Reading:
    if reading.support not in _GOOD:
        return reading
    return replace(reading, support=Support.WEAK, reason=reason)


def _rename(reading: Reading, reason: str) -> Reading:
    """Doubt a row of a table for its name, which no sum confirms."""
    return replace(_doubt(reading, reason), doubt=Doubt.RENAMED)


def _doubt_blank(reading: Reading, form: Form, strips: Sequence[Strip]) -> Reading:
    """Doubt that a line of text is blank, where the rows around it are not those of the form.

    What an OCR lost is noticed by what it left in its place (see `reading`), and this share is
    measured on rows whose neighbours are known.
    """
    heading = form.by_id[reading.indicator].kind is Kind.HEADING
    if heading or reading.value is not None or _printed(strips).in_cells:
        return reading
    return _doubt(reading, _UNSURE_BLANK) if reading.support is Support.SINGLE else reading


def _doubt_version(form: Form, new: int, renamed: int, moved: int) -> tuple[Finding, ...]:
    """Say once that the report seems to follow a version of the form that is not described."""
    if new + renamed + moved < FEWEST_ODD:
        return ()
    return (
        Finding(
            "unknown_version",
            Severity.WARNING,
            f"Phụ lục không theo đúng mẫu {form.id}: {new} dòng không có trong mẫu, {renamed} dòng "
            f"mang tên khác, {moved} dòng mang số khác. Có thể là một phiên bản chưa được mô tả.",
        ),
    )
