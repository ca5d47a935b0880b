"""Rates and totals that codes, names and the report's own numbers suggest.

A report is one sample, so numbers alone prove little: 0 is 0 percent of anything, and among 100
small counts some add up by chance. A rate therefore needs two of three witnesses (the codes, the
names, the numbers), and a total needs its parts below or behind it and at least two of them at
work. What was found is written down as a guess that a person can strike out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.drafting.outline import Note
from pipeline.model.finding import Severity
from pipeline.model.form import Check, Indicator, Kind, Rate
from pipeline.model.rule import last_place
from pipeline.vietnamese.alphabet import fold

Values = Mapping[str, Decimal | None]

# Rates against another year or another unit are not computed from two rows of this table.
_COMPARED = re.compile(r"\bso voi\b|cung ky|ky truoc|nam truoc")
_WHOLE = re.compile(r"^tong|ke hoach|de ra|duoc giao|can phai|phai ")
_WORD = re.compile(r"[a-z]{2,}")
_COMMON = frozenset(["so", "le", "tong", "trong", "do", "cua", "da", "duoc", "va", "cac"])
_CHILD, _NAMES, _NUMBERS = 2.0, 2.0, 2.0  # worth of each witness, at most
_ENOUGH = 3.0
_ADDENDS = 2  # of a total's parts that must not be 0


@dataclass(frozen=True, slots=True)
class GuessedRate:
    """A rate and what speaks for it."""

    rate: Rate
    note: Note


@dataclass(frozen=True, slots=True)
class GuessedCheck:
    """A check and what speaks for it."""

    check: Check
    note: Note


def guess_rate(percent: Indicator, rows: Sequence[Indicator], values: Values) -> GuessedRate | None:
    """Find the two counts a percentage is computed from; None where nothing convinces.

    Args:
        percent: The row with the percentage.
        rows: All rows of the form in order.
        values: What the report prints in each; None or no entry: nothing.
    """
    if percent.kind is not Kind.PERCENT or _COMPARED.search(fold(percent.label)):
        return None
    near = [row for row in rows if row.kind in (Kind.COUNT, Kind.AMOUNT) and _is_near(row, percent)]
    scored = [
        (_score(percent, part, whole, values), -place, part, whole)
        for place, (part, whole) in enumerate(_pairs(near))
    ]
    best = max(scored, key=lambda one: one[:2], default=None)
    if best is None or best[0] < _ENOUGH:
        return None
    _, _, part, whole = best
    return GuessedRate(Rate(part.id, whole.id), _tell(percent, part, whole, values))


def _is_near(row: Indicator, percent: Indicator) -> bool:
    """Say whether a row stands below the rate, or with it under the same parent."""
    parent = percent.code.rpartition(".")[0]
    same = row.section == percent.section
    return same and (
        _is_below(row, percent) or (bool(parent) and f"{row.code}.".startswith(f"{parent}."))
    )


def _is_below(row: Indicator, parent: Indicator) -> bool:
    return row.section == parent.section and row.code.startswith(f"{parent.code}.")


def _pairs(rows: Sequence[Indicator]) -> Iterator[tuple[Indicator, Indicator]]:
    for part in rows:
        for whole in rows:
            if part is not whole and part.unit == whole.unit:
                yield part, whole


def _score(percent: Indicator, part: Indicator, whole: Indicator, values: Values) -> float:
    numbers = _numbers_speak(values.get(percent.id), values.get(part.id), values.get(whole.id))
    below = _is_below(part, percent) and _is_below(whole, percent)
    names = (1.0 if _WHOLE.search(fold(whole.label)) else 0.0) - (
        1.0 if _WHOLE.search(fold(part.label)) else 0.0
    )
    shared = min(_overlap(percent, part), _overlap(percent, whole))
    first = 0.5 if _place(whole) < _place(part) else -0.5
    return _CHILD * below + names + _NAMES / 2 * shared + numbers + first


def _place(row: Indicator) -> tuple[int, ...]:
    return tuple(map(int, row.code.split(".")))


def _overlap(one: Indicator, other: Indicator) -> float:
    """Give the share of the shorter name's words that the other has too."""
    a, b = _words(one), _words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _words(row: Indicator) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(row.label))) - _COMMON


def _numbers_speak(percent: Decimal | None, part: Decimal | None, whole: Decimal | None) -> float:
    """Say what the numbers say: against (-1), nothing (0), little (0.5: none or all), much."""
    if percent is None or part is None or whole is None:
        return 0.0
    if whole == 0 or part > whole:
        return -1.0
    if abs(100 * part / whole - percent) > max(last_place(percent) / 2, Decimal("0.05")):
        return -1.0
    return _NUMBERS if 0 < part < whole else 0.5


def _tell(percent: Indicator, part: Indicator, whole: Indicator, values: Values) -> Note:
    printed, a, b = (values.get(row.id) for row in (percent, part, whole))
    told = f"{part.id} : {whole.id}"
    speaks = _numbers_speak(printed, a, b)
    if speaks > 0:
        return Note(
            f"đoán: {told}, số trong báo cáo khớp", f"guess: {told}, the report's numbers agree"
        )
    if speaks < 0:
        return Note(
            f"đoán: {told} theo tên; SỐ TRONG BÁO CÁO KHÔNG KHỚP",
            f"guess: {told} by the names; THE REPORT'S NUMBERS DISAGREE",
        )
    return Note(
        f"đoán: {told} theo tên, báo cáo không đủ số để thử",
        f"guess: {told} by the names, the report has no numbers to try it",
    )


def guess_totals(rows: Sequence[Indicator], values: Values) -> Iterator[GuessedCheck]:
    """Find rows that are the sum of the rows below them, or of those behind a "Tổng số"."""
    for row in rows:
        total = values.get(row.id)
        if row.kind not in (Kind.COUNT, Kind.AMOUNT) or not total:
            continue
        parts = _children(row, rows) or _behind_total(row, rows)
        if _adds_up(total, parts, row, values):
            yield _as_check(row, parts)


def _children(row: Indicator, rows: Sequence[Indicator]) -> list[Indicator]:
    depth = row.code.count(".") + 1
    return [one for one in rows if _is_below(one, row) and one.code.count(".") == depth]


def _behind_total(row: Indicator, rows: Sequence[Indicator]) -> list[Indicator]:
    """Give the rows behind a "Tổng số" on its own level, as long as they count the same unit."""
    if not fold(row.label).startswith("tong"):
        return []
    parent, depth = row.code.rpartition(".")[0], row.code.count(".")
    level = [
        one
        for one in rows
        if one.section == row.section
        and one.code.count(".") == depth
        and one.code.rpartition(".")[0] == parent
        and _place(one) > _place(row)
    ]
    parts: list[Indicator] = []
    for one in level:
        if one.unit != row.unit or fold(one.label).startswith("tong"):
            break
        parts.append(one)
    return parts


def _adds_up(total: Decimal, parts: list[Indicator], row: Indicator, values: Values) -> bool:
    """Say whether parts give a total; those behind it that are too many are dropped."""
    while len(parts) > 1:
        figures = [values.get(part.id) for part in parts]
        known = [figure for figure in figures if figure is not None]
        same = all(part.unit == row.unit for part in parts)
        if same and len(known) == len(parts) and sum(known) == total:
            return sum(figure != 0 for figure in known) >= _ADDENDS
        if _is_below(parts[0], row):
            return False
        parts.pop()
    return False


def _as_check(row: Indicator, parts: Sequence[Indicator]) -> GuessedCheck:
    rule = f"{row.id} = {' + '.join(part.id for part in parts)}"
    check = Check(
        f"sum_{row.id}".replace(".", "_"),
        rule,
        Severity.WARNING,
        f"{row.label}: bằng tổng các dòng {parts[0].id} đến {parts[-1].id}",
    )
    return GuessedCheck(
        check,
        Note(
            "đoán: số trong báo cáo này cộng đúng; nếu chỉ là trùng hợp, hãy xóa",
            "guess: it adds up in this report; strike it out if that is chance",
        ),
    )
