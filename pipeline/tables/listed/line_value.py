"""The figure of a row that is only lines of text: what the form does not explain of them.

The place of a value is known, its column is not: it is the last thing on its line, but for the
department. Digits of the name (`so với năm 2015`) and of the legend (`Có = 1; Không = 0`) stand on
the same lines. They are known, so they are taken away first; a legend keeps one digit for each of
its entries, wherever wrapping has put it, and only a digit too many can be the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import fuzz

from pipeline.model.form import Indicator, Kind
from pipeline.model.page import PageKind
from pipeline.model.reading import Doubt, Support
from pipeline.tables.figures.cell_value import Figure, settle_mark
from pipeline.tables.listed.align import Block
from pipeline.tables.listed.likeness import is_like
from pipeline.tables.listed.residue import (
    WORD,
    count_remarks,
    find_residue,
    is_department,
    lookalike,
    shows_columns,
)
from pipeline.vietnamese.alphabet import fold, fold_ocr
from pipeline.vietnamese.codes import code_fit, first_piece
from pipeline.vietnamese.numbers import Number, parse_number

# Below this share of the row's letters the lines may belong to another row (seed: all > 0.68).
LEAST_LIKENESS = 0.60
# "Vién phong" scores 80 against "Văn phòng", shreds of it below 60.
LIKE_FRAME = 70
_NUMERAL = re.compile(r"(?<![\w/,.])\d[\d.,]*(?:\s?%)?(?![\w/¢€£¥])")
_ZERO_PERCENT = re.compile(r"(?<![\d.,])0+ ?%")
_BARE_EQUALS = re.compile(r"=(?!\s*\d)")  # its digit was wrapped to another line, or lost


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number on the lines of a row."""

    number: Number
    printed: str
    last: bool  # only the department may follow it on its line: the place of a value
    of_legend: bool  # an equals sign stands before it, or a semicolon after it
    alone: bool  # no word stands on its line
    noise: bool  # words follow it that are not the department
    framed: bool  # the unit stands before it and nothing but the department after it


def read_lines(block: Block, row: Indicator) -> Figure:
    """Give the figure of a row from its lines.

    Args:
        block: Of strips without cells, or with cells that hold no value column.
        row: The row of the form; not a heading.
    """
    numerals = _numerals(block, row)
    if row.kind is Kind.CHOICE:
        bare = sum(len(_BARE_EQUALS.findall(strip.text)) for strip in block.strips)
        figure = _read_choice(numerals, row, bare)
    else:
        figure = _read_number(_without_label(numerals, row), block, row)
    if figure.value is None and not figure.reason:
        figure = _read_blank(block, row)
    return _weaken(figure, block, row)


def _weaken(figure: Figure, block: Block, row: Indicator) -> Figure:
    """Lower the support by what is known of the lines themselves."""
    kind = block.strips[0].kind
    reason = figure.reason
    if not reason and kind.is_recognised:
        reason = "số đọc từ dòng chữ của bản quét, không có ô bảng để đọc lại"
    if not reason and count_remarks(block, row) > 1:
        reason = "dòng của nhiều hàng đứng lẫn với nhau, không rõ số nào của hàng nào"
    if not reason and block.likeness < LEAST_LIKENESS:
        reason = "chữ của dòng này hỏng nhiều, có thể là dòng khác"
    if reason:
        return replace(figure, support=Support.WEAK, reason=reason)
    return replace(figure, support=Support.LAYER if kind is PageKind.DIGITAL else Support.SINGLE)


def _numerals(block: Block, row: Indicator) -> list[Numeral]:
    """Find all numbers of a row but its code."""
    texts = [strip.text for strip in block.strips]
    fits = [code_fit(first_piece(text), row.code) for text in texts]
    code_line = max(range(len(texts)), key=lambda place: (fits[place], len(texts[place])))
    found: list[Numeral] = []
    for place, text in enumerate(texts):
        start = 0
        # A code of several digits may be printed twice over; one of a single digit is the value
        # unless no line is a better place for the code.
        if fits[place] > 0 and (place == code_line or len(row.code) > 1):
            start = text.index(first_piece(text)) + len(first_piece(text))
        for match in _NUMERAL.finditer(text, start):
            number = parse_number(match.group().rstrip(".,"))
            if number and not _is_numbering(match, text):
                found.append(_numeral(match, number, text, row))
    return found


def _is_numbering(match: re.Match[str], text: str) -> bool:
    """Say whether a number opens its line and ends in a dot, as only codes do."""
    return match.group().endswith(".") and not text[: match.start()].strip(" |")


def _numeral(match: re.Match[str], number: Number, text: str, row: Indicator) -> Numeral:
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    of_legend = before.endswith("=") or after.lstrip().startswith(";")
    alone = not WORD.search(fold(text))
    noise = bool(WORD.search(fold_ocr(after))) and not is_department(after, row.department)
    framed = _is_framed(before, after, match.group(), row)
    return Numeral(number, match.group(), _is_remark(after, row), of_legend, alone, noise, framed)


def _is_framed(before: str, after: str, printed: str, row: Indicator) -> bool:
    """Say whether a number stands where rows have it: behind the unit, before the department.

    Where a line is torn, its shreds hold digits too: `8 poor` is what was left of "phòng". In 157
    dumps that two wrong languages made, 4,800 of 4,916 framed figures were right, of the others 403
    of 604.
    """
    follows = " ".join(re.findall("[a-z]+", fold_ocr(after)))
    if follows and fuzz.ratio(follows, fold(row.department)) < LIKE_FRAME:
        return False
    if "%" in row.unit:
        return "%" in before[-4:] or "%" in printed
    unit = fold(row.unit)
    precedes = fold_ocr(before).rstrip(" |")[-len(unit) :]
    return not unit or fuzz.ratio(precedes, unit) >= LIKE_FRAME


def _is_remark(after: str, row: Indicator) -> bool:
    """Say whether what follows a number is the department or noise, not part of the row."""
    if "=" in after:
        return False
    if is_department(after, row.department):
        return True
    department = tuple(WORD.findall(fold(row.department)))
    known = tuple(WORD.findall(fold(f"{row.label} {row.unit}")))
    rest = WORD.findall(fold_ocr(after))
    return not any(is_like(word, known) and not is_like(word, department) for word in rest)


def _without_label(numerals: list[Numeral], row: Indicator) -> list[Numeral]:
    """Take away the numbers of the name, each once, those out of the value's place first."""
    left = list(numerals)
    for printed in _NUMERAL.findall(row.label):
        number = parse_number(printed)
        same = [n for n in left if number and n.number.value == number.value]
        if same:
            left.remove(min(same, key=lambda numeral: numeral.last))
    return left


def _read_number(numerals: list[Numeral], block: Block, row: Indicator) -> Figure:
    placed = [numeral for numeral in numerals if numeral.last]
    values = {settle_mark(numeral.number, row) for numeral in placed}
    if len(values) > 1:
        seen = tuple(numeral.printed for numeral in placed)
        value = settle_mark(placed[-1].number, row)
        reason = "nhiều số đứng ở chỗ của số liệu"
        return Figure(value, Support.WEAK, reason, seen, doubt=Doubt.TORN)
    if not placed and numerals:
        seen = tuple(numeral.printed for numeral in numerals)
        return Figure(None, Support.WEAK, "có số trên dòng, nhưng không ở chỗ của số liệu", seen)
    if not placed:
        return Figure(None, Support.SINGLE)
    value = values.pop()
    reason, doubt = _suspicion(value, placed[-1], block, row)
    return Figure(value, Support.WEAK if reason else Support.SINGLE, reason, doubt=doubt)


def _suspicion(value: Decimal, numeral: Numeral, block: Block, row: Indicator) -> tuple[str, Doubt]:
    """Say why the one number in the value's place may be something else; empty if nothing."""
    text = " ".join(strip.text for strip in block.strips)
    suspicions = (
        (
            row.kind is Kind.PERCENT and _unit_is_lost(text, value, row),
            "không thấy ký hiệu % của đơn vị tính, số này có thể là ký hiệu đó",
            Doubt.TORN,
        ),
        (
            value == 1 and numeral.printed == "1" and _unit_is_short(block, row),
            "đơn vị tính thiếu chữ, số 1 có thể là phần còn lại của chữ đó",
            Doubt.ROW,
        ),
        (
            row.kind is Kind.COUNT and value != value.to_integral_value(),
            "số đếm phải là số nguyên",
            Doubt.ROW,
        ),
        (
            numeral.noise and not value,
            "sau số 0 là chữ không đọc được, có thể mất chữ số",
            Doubt.ROW,
        ),
        (
            bool(value) and not numeral.framed,
            "không thấy đơn vị tính đứng trước hoặc ghi chú đứng sau số này, có thể là mảnh chữ",
            Doubt.TORN,
        ),
        (
            numeral.alone,
            "số đứng một mình trên dòng, có thể thuộc dòng bên cạnh",
            Doubt.ROW,
        ),
    )
    found = ((reason, doubt) for holds, reason, doubt in suspicions if holds)
    return next(found, ("", Doubt.ROW))


def _unit_is_lost(text: str, value: Decimal, row: Indicator) -> bool:
    """Say whether the sign of the unit is nowhere, or only as the tail of what may be all of it.

    A % alone is read as 0, and as 0%: where the unit has no sign of its own, a 0 is no figure yet.
    """
    signs = text.replace("%", "", row.label.count("%"))
    return "%" not in (_ZERO_PERCENT.sub("", signs) if value == 0 else signs)


def _unit_is_short(block: Block, row: Indicator) -> bool:
    """Say whether the last word of the unit is on none of the lines."""
    unit = WORD.findall(fold(row.unit))
    seen = {word for strip in block.strips for word in WORD.findall(fold_ocr(strip.text))}
    return len(unit) > 1 and not any(is_like(unit[-1], (word,)) for word in seen)


def _read_blank(block: Block, row: Indicator) -> Figure:
    """Decide what a row without a number in its place is: blank, or a figure that was destroyed."""
    residue = find_residue(block, row)
    if residue:
        digit = lookalike(residue)
        value = Decimal(digit) if digit else None
        reason = f"chỗ của số liệu ghi “{residue}”, không đọc được thành số"
        return Figure(value, Support.WEAK, reason, (residue,), destroyed=True)
    if not shows_columns(block, row):
        reason = "chỉ thấy tên của dòng này, số liệu có thể đứng ở chỗ khác"
        return Figure(None, Support.WEAK, reason, destroyed=True)
    return Figure(None, Support.SINGLE)


def _read_choice(numerals: list[Numeral], row: Indicator, bare: int) -> Figure:
    """Tell the answer from the digits of the legend.

    Each number is either a digit of the legend or the answer; every way to say so is scored, and
    the best must win clearly. A legend that lacks a digit leaves it open whether the digit in the
    value's place is its own: such a row is weak either way (seed: VII.4.1.1).
    """
    codes = [choice.code for choice in row.legend]
    small = [numeral for numeral in numerals if numeral.number.value in codes][:6]
    if not small:
        return Figure(None, Support.SINGLE)
    scored = sorted(
        ((_score_roles(small, roles, codes, bare), roles) for roles in (None, *range(len(small)))),
        key=lambda pair: pair[0],
        reverse=True,
    )
    roles = scored[0][1]
    value = small[roles].number.value if roles is not None else None
    legend_digits = [int(n.number.value) for place, n in enumerate(small) if place != roles]
    complete = sorted(legend_digits) == sorted(codes)
    others = {
        None if other is None else small[other].number.value
        for score, other in scored[1:]
        if score > scored[0][0] - 1
    } - {value}
    if (complete and not others) or (
        value is None and not any(n.last and not n.of_legend for n in small)
    ):
        return Figure(value, Support.SINGLE)
    seen = tuple(numeral.printed for numeral in small)
    reason = "không tách rõ số liệu với chữ số của chú giải"
    return Figure(value, Support.WEAK, reason, seen, doubt=Doubt.TORN)


def _score_roles(numerals: list[Numeral], answer: int | None, codes: list[int], bare: int) -> float:
    """Score one way to say which number is the answer; bare: equals signs without a digit."""
    score = 0.0
    missing = list(codes)
    for place, numeral in enumerate(numerals):
        if place == answer:
            score += 1.5 if numeral.last and not numeral.of_legend else -0.5
            continue
        code = int(numeral.number.value)
        if code in missing:
            missing.remove(code)
            if not numeral.of_legend:
                bare -= 1
            score += 1.0 if numeral.of_legend or bare >= 0 else 0.0
        else:
            score -= 1.5  # a digit that neither the legend nor the answer explains
    return score - 1.0 * len(missing)
