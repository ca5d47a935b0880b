"""What can be wrong in a form beyond its schema: names that lead nowhere, rows out of order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import regex

from pipeline.model.aggregate import Aggregate
from pipeline.model.finding import Across
from pipeline.model.form import Check, Form, Indicator, Kind
from pipeline.model.rule import parse_rule
from pipeline.wording.anchors import parse_pattern
from pipeline.wording.budget import TooManyStepsError
from pipeline.wording.plain_expression import UncountableError
from pipeline.wording.plain_steps import compile_program

_Id = TypeVar("_Id", str, tuple[str, str])

_CODE = re.compile(r"\d+(?:\.\d+)*")
_ID = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*", re.ASCII)

_FIGURES = frozenset(
    {None, *(Aggregate.SUM, Aggregate.LAST, Aggregate.FIRST, Aggregate.UNITS, Aggregate.NONE)}
)
# How figures of each kind may add up; a share never as a sum, or as the mean of shares.
_MAY_ADD = {
    Kind.HEADING: frozenset({None}),
    Kind.COUNT: _FIGURES,
    Kind.AMOUNT: _FIGURES,
    Kind.PERCENT: frozenset({None, Aggregate.RATE, Aggregate.NONE}),
    Kind.CHOICE: frozenset({None, Aggregate.COUNT, Aggregate.NONE}),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a form."""

    place: str  # id of the indicator, check or subject; name of the file
    vietnamese: str
    english: str


class Faults:
    """Gathers faults, each once."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self._known: set[Fault] = set()

    def add(self, place: str, vietnamese: str, english: str) -> None:
        """Keep one fault."""
        fault = Fault(place, vietnamese, english)
        if fault not in self._known:
            self._known.add(fault)
            self.found.append(fault)


def check_form(form: Form, faults: Faults) -> None:
    """Look for faults in what the parts of a form say of each other."""
    for id in repeated([*(row.id for row in form.indicators)]):
        faults.add(id, "mã chỉ tiêu bị trùng", "two indicators have this id")
    for id in repeated([check.id for check in form.checks]):
        faults.add(id, "mã kiểm tra bị trùng", "two checks have this id")
    if not any(any(map(str.isalnum, title)) for title in form.titles):
        faults.add(
            form.id,
            "titles trống nên máy không nhận ra báo cáo: hãy ghi cụm từ có trong tên báo cáo",
            "titles is empty, so no report is recognised: give words of the report's title",
        )
    if form.closing_day is not None and not 1 <= form.closing_day <= 31:
        faults.add(form.id, "closing_day phải từ 1 đến 31", "closing_day must be 1 to 31")
    for indicator in form.indicators:
        _check_indicator(indicator, form, faults)
    _check_rows(form, faults)
    for check in form.checks:
        _check_check(check, form, faults)
    for subject in form.subjects:
        for name in subject.names:
            _check_pattern(name, subject.id, faults)


def _check_indicator(row: Indicator, form: Form, faults: Faults) -> None:
    if not _ID.fullmatch(row.id):
        faults.add(row.id, "mã phải gồm chữ không dấu và số", "an id is letters, digits and _")
    if not row.label.strip():
        faults.add(row.id, "thiếu tên chỉ tiêu", "the label is empty")
    if row.bounds and row.bounds[0] > row.bounds[1]:
        faults.add(row.id, "bounds: số nhỏ phải đứng trước", "bounds are upside down")
    codes = [choice.code for choice in row.legend]
    if len(set(codes)) < len(codes):
        faults.add(row.id, "chú giải có mã bị trùng", "the legend has one code twice")
    if row.rate:
        _check_rate(row, form, faults)
    if row.aggregate not in _MAY_ADD[row.kind] or (
        row.aggregate is Aggregate.RATE and not row.rate
    ):
        told = f"aggregate = '{row.aggregate}' không dùng được cho chỉ tiêu loại '{row.kind}'"
        english = f"aggregate = '{row.aggregate}' is not for a '{row.kind}'"
        faults.add(row.id, told, english if row.rate else f"{english} without a rate")
    for name in row.carried_as:
        if name not in form.by_id:
            faults.add(
                row.id,
                f"carried_as: không có chỉ tiêu '{name}'",
                f"carried_as: unknown id '{name}'",
            )
    if row.subject and row.subject not in {subject.id for subject in form.subjects}:
        faults.add(row.id, f"không có chủ thể '{row.subject}'", f"unknown subject '{row.subject}'")
    for pattern in row.prose:
        _check_pattern(pattern, row.id, faults, figure=True)
    if row.context:
        _check_pattern(row.context, row.id, faults)
    _check_count(row, faults)


def _check_rate(row: Indicator, form: Form, faults: Faults) -> None:
    if row.kind is not Kind.PERCENT:
        faults.add(row.id, "chỉ tỷ lệ % mới có 'rate'", "only a percent can have a rate")
    for name in (row.rate.part, row.rate.whole) if row.rate else ():
        if name not in form.by_id or name == row.id:
            faults.add(row.id, f"rate: không có chỉ tiêu '{name}'", f"rate: unknown id '{name}'")


def _check_pattern(pattern: str, place: str, faults: Faults, *, figure: bool = False) -> None:
    try:
        parsed = parse_pattern(pattern)
    except ValueError as error:
        faults.add(
            place, f"mẫu câu '{pattern}' sai: {error}", f"pattern '{pattern}' is wrong: {error}"
        )
        return
    if not parsed.needs and not parsed.figures:
        faults.add(place, f"mẫu câu '{pattern}' không có từ nào", f"'{pattern}' has no words")
    if figure and len(parsed.figures) != 1:
        faults.add(
            place,
            f"mẫu câu '{pattern}' phải có đúng một số cần đọc",
            f"pattern '{pattern}' must read one figure",
        )


def _check_count(row: Indicator, faults: Faults) -> None:
    try:
        with suppress(UncountableError):
            compile_program(row.count)  # `regex` takes all memory for repeats inside each other
        regex.compile(row.count)
    except TooManyStepsError:
        faults.add(
            row.id,
            f"count '{row.count}' có các nhóm lặp lồng nhau quá nhiều lần",
            f"count '{row.count}' repeats groups inside each other too often",
        )
    except (regex.error, RecursionError) as error:
        faults.add(
            row.id, f"count '{row.count}' sai: {error}", f"count '{row.count}' is wrong: {error}"
        )


def _check_rows(form: Form, faults: Faults) -> None:
    """See that rows stand in printed order and that each has its parents above it."""
    sections = [section.code for section in form.sections]
    for code in repeated(sections):
        faults.add(f"section {code}", "mục bị trùng", "two sections have this code")
    for section, code in repeated([(row.section, row.code) for row in form.rows]):
        faults.add(
            f"{section}.{code}",
            f"mục {section} có hai dòng mang số {code}",
            f"section {section} has two rows with the code {code}",
        )
    before: tuple[int, tuple[int, ...]] = (-1, ())
    seen: set[str] = set()
    for row in form.indicators:
        if (not row.code and not row.section) or form.is_cell(row.id):
            continue
        if row.section not in sections or not _CODE.fullmatch(row.code):
            faults.add(row.id, "mục hoặc số thứ tự sai", "unknown section or malformed code")
            continue
        if row.id != f"{row.section}.{row.code}":
            faults.add(row.id, "mã phải là mục.số", "the id must be section.code")
        place = (sections.index(row.section), tuple(map(int, row.code.split("."))))
        if place <= before:
            faults.add(row.id, "đứng sai thứ tự", "stands out of order")
        parent = f"{row.section}.{row.code.rpartition('.')[0]}".removesuffix(".")
        if "." in row.code and parent not in seen:
            faults.add(row.id, f"thiếu dòng mẹ {parent}", f"the row {parent} above it is missing")
        seen.add(row.id)
        before = max(before, place)


def _check_check(check: Check, form: Form, faults: Faults) -> None:
    if not check.id or any(map(str.isspace, check.id)):
        faults.add(check.id, "mã kiểm tra không được có dấu cách", "a check id has no blanks")
    if check.id in set(Across):
        faults.add(
            check.id, "mã này dành cho kiểm tra giữa các báo cáo", "this id is taken by the program"
        )
    for name in _names_in(check, faults):
        if name not in form.by_id:
            faults.add(check.id, f"không có chỉ tiêu '{name}'", f"unknown id '{name}'")


def _names_in(check: Check, faults: Faults) -> Iterator[str]:
    yield from check.only
    for text in filter(None, (check.rule, check.when)):
        try:
            yield from parse_rule(text).names
        except ValueError as error:
            vietnamese, _, english = str(error).partition(" | ")
            faults.add(check.id, vietnamese, english or vietnamese)


def repeated(ids: Iterable[_Id]) -> list[_Id]:
    """Give the ids that stand twice or more."""
    return [id for id, times in Counter(ids).items() if times > 1]
