"""What we have to say about a report. A finding is never an error of ours: see `errors`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Id of what is said of a page that could not be read, and of the rows that may stand on it. With a
# page it is about that page, without one about its indicators.
UNREAD_PAGE = "unread_page"
# Id of what is said where the value under a person's decision is another one by now.
STALE_CORRECTION = "stale_correction"


class Severity(StrEnum):
    """What follows from a finding."""

    ERROR = "error"  # the figures cannot all be right: the rows concerned become doubtful
    WARNING = "warning"  # odd, to be explained by the commune; the status stays
    NOTE = "note"  # said for completeness


class Across(StrEnum):
    """Ids of the checks that look at all reports of a folder; no check of a form may be so called.

    They are told apart from the others because they are made anew by each run: what a report says
    by itself is kept, what its neighbours say of it is not.
    """

    CARRIED_OVER = "carried_over"  # is not what was pending before
    FALLEN = "fallen"  # a cumulative figure fell within its year
    JUMP = "jump"  # ten times the figure before, or a tenth of it
    SAME_REPORT = "same_report"  # stands twice in the folder


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a report, on some of its rows."""

    check: str  # id of the check that spoke, without blanks: "rate", "S4", "unknown_row"
    severity: Severity
    message: str  # in Vietnamese, with the figures
    indicators: tuple[str, ...] = ()  # ids of the rows concerned; empty: the whole report
    page: int | None = None  # from 1
