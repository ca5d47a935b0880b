"""What is asked of the desk, and a report that lies on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.correction import Decision
from pipeline.model.form import Form
from pipeline.model.report import Report
from pipeline.review.told import Teller
from pipeline.run.workspace import IndexEntry

_WITHOUT_PICTURES = frozenset((".txt", ".docx", ".xlsx", ".xls", ".ods", ".doc", ".odt", ".rtf"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as it comes in."""

    report: str
    indicator: str
    was: Decimal | None
    value: Decimal | None
    decision: Decision
    note: str = ""
    by: str = ""
    other: str = ""  # id of the figure of others.csv that is given to the indicator
    figure: str = ""  # name of the figure that was pointed at; see `giving.Printed`


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as it stands."""

    entry: IndexEntry
    report: Report
    form: Form | None
    teller: Teller


def has_pictures(entry: IndexEntry) -> bool:
    """Say whether the pages of a report can be painted."""
    return bool(entry.sheets) and all(
        sheets.file.suffix not in _WITHOUT_PICTURES for sheets in entry.sheets
    )
