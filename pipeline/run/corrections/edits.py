"""What people typed into the workbook, and why some of it cannot be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.judge.bounds import find_fault
from pipeline.judge.wording import print_figure
from pipeline.model.correction import Decision
from pipeline.model.form import Form, Indicator
from pipeline.run.corrections.book import Book
from pipeline.run.corrections.typed_cells import Key
from pipeline.vietnamese.numbers import parse_number, print_number
from pipeline.write.cell import plain_text

_MOST_EMPTIED = 20  # cells; more in one workbook are a slip
_EMPTIED = f"hơn {_MOST_EMPTIED} ô bị xóa một lần, nên không coi là để trống"
_UNLIKE = "hai trang của bảng tính ghi khác nhau"
_DECIDED = "đã được sửa ở trang xem lại sau khi bảng tính được ghi"


@dataclass(frozen=True, slots=True)
class Edit:
    """What was typed for one row."""

    report: str
    indicator: str
    was: Decimal | None
    value: Decimal | None
    decision: Decision | None  # None: it cannot be taken
    typed: str = ""  # with the reason
    emptied: bool = False  # the cell that held the value was emptied

    @property
    def told(self) -> str:
        """Name it for the person who typed."""
        return f"{f'{self.report} {self.indicator}'.strip()}: {self.typed}"

    @property
    def key(self) -> Key:
        """The row."""
        return self.report, self.indicator

    def refused(self, why: str) -> Edit:
        """Give it as one that cannot be taken."""
        value = "trống" if self.value is None else print_figure(self.value)
        return replace(self, decision=None, typed=f"{value} ({why})")


@dataclass(frozen=True, slots=True)
class Known:
    """What the edits are held against."""

    hashes: Mapping[str, str]  # of the files, by report
    forms: Mapping[str, Form]  # by report
    decided: Mapping[Key, Decimal | None]  # what was decided since the workbook was written


def decided_since(book: Book, state: str, hashes: Mapping[str, str]) -> dict[Key, Decimal | None]:
    """Give the values that people decided upon after an earlier state of the decisions.

    Args:
        book: All decisions.
        state: As `Book.state` was; empty: not known.
        hashes: Of the files, by report.
    """
    if book.state == state:
        return {}
    touched = frozenset(book.touched_since(state))
    return {
        (plain_text(one.report), one.indicator): one.value
        for one in book.corrections
        if one.report in touched and hashes.get(plain_text(one.report)) == one.sha256
    }


def sift(edits: Sequence[Edit], known: Known) -> Iterator[Edit]:
    """Give the edits, those that cannot be taken as refused; the last word on a row alone."""
    is_slip = sum(edit.emptied for edit in edits) > _MOST_EMPTIED
    typed: dict[Key, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.decision is None:
            yield edit
        elif edit.emptied and is_slip:
            yield edit.refused(_EMPTIED)
        else:
            typed[edit.key].append(edit)
    for some in typed.values():
        last = some[-1]
        if any(not is_same(one.value, last.value) for one in some):
            yield last.refused(_UNLIKE)
        elif why := _find_reason(last, known):
            yield last.refused(why)
        else:
            yield last


def _find_reason(edit: Edit, known: Known) -> str:
    """Say why a value cannot be taken; empty where it can."""
    decided = known.decided.get(edit.key, edit.was)
    if not is_same(decided, edit.was) and not is_same(decided, edit.value):
        return _DECIDED
    form = known.forms.get(edit.report)
    indicator = form.by_id.get(edit.indicator) if form else None
    if edit.value is None or edit.value == edit.was or not isinstance(indicator, Indicator):
        return ""
    fault = find_fault(indicator, edit.value)
    return fault[1] if fault else ""


def is_same(one: Decimal | None, other: Decimal | None) -> bool:
    """Say whether two figures are one, as a spreadsheet keeps them: in binary, of 15 digits."""
    if one is None or other is None:
        return one is other
    return one == other or float(one) == float(other)


def read_number(typed: object, was: Decimal | None) -> Decimal | None:
    """Read a cell: a number of the spreadsheet, or text that can be one number only.

    >>> read_number(53.5, None), read_number("17 465", None), read_number("1.234", None)
    (Decimal('53.5'), Decimal('17465'), None)
    """
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        value = Decimal(str(typed))
        return value if value.is_finite() else None
    text = str(typed).strip() if isinstance(typed, str) else ""
    if was is not None and text == print_number(was):  # too long for a number of a spreadsheet
        return was
    number = parse_number(text)
    return number.value if number and number.other is None else None
