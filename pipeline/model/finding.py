"""What we have to say about a report. A finding is never an error of ours: see `errors`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What follows from a finding."""

    ERROR = "error"  # the figures cannot all be right: the rows concerned become doubtful
    WARNING = "warning"  # odd, to be explained by the commune; the status stays
    NOTE = "note"  # said for completeness


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a report, on some of its rows."""

    check: str  # id of the check that spoke, without blanks: "rate", "S4", "unknown_row"
    severity: Severity
    message: str  # in Vietnamese, with the figures
    indicators: tuple[str, ...] = ()  # ids of the rows concerned; empty: the whole report
    page: int | None = None  # from 1
