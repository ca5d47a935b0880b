"""The appendix of a text dump, where a table is only lines.

Code, name, unit, value and department stand on one line as far as the OCR kept them there. A line
that begins with a code begins a row, others go on with it. A department is what many rows end with,
a value the number before it, a unit the longest listed one before that. More cannot be told without
a form: a dump gives the order and most of the names, and a person the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.drafting.sheet import Sheet, SheetRow
from pipeline.forms.units import Units
from pipeline.model.page import Document
from pipeline.vietnamese.alphabet import fold, fold_ocr

_FEWEST_ROWS = 5
_LABEL_LENGTH = 24  # signs of a line that says "Phụ lục"
_ROW = re.compile(
    r"[\s|_.\-]*(?P<code>[IVXl|]{1,5}|\d{1,2}(?:[.,:]\d{1,2}){0,3}|\d{3})[.,:)|\s_]+"
    r"(?P<rest>[^\W\d_].*)"
)
_FIGURE = re.compile(r"(?:^|\s)(\d[\d.,]*\s?%?)\s*$")
_LEGEND = re.compile(r"(?:^|\s)((?:[^\W\d_]+ ){1,3}= ?\d.*)$")
_FEWEST_WORDS = 3  # of a row whose code the OCR lost
_MOST_WORDS = 3  # of a department or a unit
_SHORT_UNIT = 4  # letters; shorter ones are like too many words
_ALIKE = 80  # of 100; a department misread against itself
_OFTEN = 5  # rows end with a department


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    text: str


def find_listed_sheet(document: Document, units: Units) -> Sheet | None:
    """Find the appendix of a report without ruled tables; None where no rows can be told."""
    lines = [
        _Line(page.number, " ".join(line.text.split()))
        for page in document.pages
        for line in page.lines
        if line.text.strip()
    ]
    start = _find_start(lines)
    if start is None:
        return None
    first = next((n for n in range(start, len(lines)) if _ROW.match(lines[n].text)), len(lines))
    below = lines[first:]
    departments = _endings([line.text for line in below])
    rows = _gather(below, departments, units)
    if len(rows) < _FEWEST_ROWS:
        return None
    above = [line.text for line in lines[start : start + 3] if start < first]
    enclosed = next((n for n, text in enumerate(above) if "theo" in fold(text)), len(above))
    header = [line.text for line in lines[start + enclosed + 1 : first]]
    return Sheet(tuple(rows), tuple(header), tuple(above), exact=False)


def _find_start(lines: Sequence[_Line]) -> int | None:
    """Give the last line that says "Phụ lục" and nothing else."""
    labels = [
        number
        for number, line in enumerate(lines)
        if len(line.text) <= _LABEL_LENGTH and fold_ocr(line.text).startswith("phu luc")
    ]
    return labels[-1] if labels else None


def _gather(lines: Sequence[_Line], departments: Sequence[str], units: Units) -> list[SheetRow]:
    """Make the rows: each begins with a code, or with a name that a department stands behind."""
    rows: list[SheetRow] = []
    for line in lines:
        found = _ROW.match(line.text)
        row = SheetRow(found["code"] if found else "", line.text, page=line.page)
        row = _divide(replace(row, name=found["rest"]) if found else row, departments, units)
        if found or (row.remark and len(row.name.split()) >= _FEWEST_WORDS):
            rows.append(row)
        elif rows and not line.text.isdecimal():
            rows[-1] = _go_on(rows[-1], row)
    return rows


def _go_on(row: SheetRow, more: SheetRow) -> SheetRow:
    """Add a line to a row: its name goes on, or its legend."""
    name = " ".join(filter(None, (row.name, more.name)))
    unit = " ".join(filter(None, (row.unit, more.unit)))
    return replace(row, name=name, unit=unit, remark=row.remark or more.remark)


def _endings(texts: Sequence[str]) -> tuple[str, ...]:
    """Give the words that many rows end with, longest first."""
    counted: Counter[str] = Counter()
    for text in texts:
        words = text.split()
        for size in range(2, _MOST_WORDS + 1):
            ending = " ".join(words[-size:])
            if len(words) > size and ending[0].isupper() and not any(map(str.isdigit, ending)):
                counted[ending] += 1
    often = [text for text, count in counted.items() if count >= _OFTEN]
    return tuple(sorted(often, key=len, reverse=True))


def _divide(row: SheetRow, departments: Sequence[str], units: Units) -> SheetRow:
    """Take department, value and unit from the end of a row's text."""
    text = row.name
    remark = next((name for name in departments if _ends_with(text, name)), "")
    if remark:
        text = text[: -len(remark)].rstrip(" ‘'|.,")
    legend = _LEGEND.search(text)
    if legend:
        return replace(row, name=text[: legend.start()], unit=legend[1], remark=remark)
    figure = _FIGURE.search(text)
    value = figure[1] if figure else ""
    text = text[: figure.start()] if figure else text
    unit = _unit_at_end(text, units)
    name = text[: len(text) - len(unit)].strip(" |_.,") if unit else text.strip(" |_")
    return replace(row, name=name, unit=unit, value=value, remark=remark)


def _ends_with(text: str, department: str) -> bool:
    ending = text[-len(department) :]
    return len(text) > len(department) and fuzz.ratio(fold(ending), fold(department)) >= _ALIKE


def _unit_at_end(text: str, units: Units) -> str:
    """Give the longest listed unit, as printed, that a text ends with; it begins like a name."""
    words = text.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        ending = " ".join(words[-size:])
        capital = ending[0].isupper() and ending[1:].islower()
        if (capital or ending == "%") and (
            units.kinds_of(ending) or (len(ending) > _SHORT_UNIT and units.nearest(ending))
        ):
            return ending
    return ""
