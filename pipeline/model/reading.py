"""A reading is evidence, an observation is a verdict.

The readings that lost stay attached to the one that won.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pipeline.model.geometry import Box


class Method(StrEnum):
    """How a value came about; the values are those of the column `method`."""

    TABLE = "table"
    PROSE = "prose"
    DERIVED = "derived"  # counted or concluded, not printed: "có mặt đủ" of 11
    CORRECTED = "corrected"


class Status(StrEnum):
    """How far a row can be trusted; the values are those of the column `status`."""

    SURE = "sure"
    READ = "read"
    DOUBTFUL = "doubtful"
    BLANK = "blank"
    MISSING = "missing"
    UNSTATED = "unstated"  # of the prose; a report need not give it, and this one does not
    CORRECTED = "corrected"


class Support(StrEnum):
    """What stands behind one reading, before other figures are asked."""

    AGREED = "agreed"  # two unlike readers gave the same number
    LAYER = "layer"  # printed by a program: the text layer of a digital page
    SINGLE = "single"  # one OCR reading, nothing against it
    SETTLED = "settled"  # readers differed, and one of them gave way at a second look
    WEAK = "weak"  # one OCR reading, with a reason to look again (see Reading.reason)
    DISPUTED = "disputed"  # readers differ; see Reading.alternatives


class Doubt(StrEnum):
    """What a weak or disputed reading is doubted for, as far as the judge must know."""

    # Something is odd about the figure itself or its row: in dumps 480 of 529 were right.
    ROW = "row"
    # The dump lost many others; this one may be sound: 350 of 369.
    LOSSY = "lossy"
    # It stands in no frame, beside another figure, or in a legend that is torn: 933 of 1,402.
    TORN = "torn"
    # The name of its line is not legible, and no sum says whose it is: 40 of 138 lines were taken
    # for the right one.
    NAMELESS = "nameless"
    # The same of a cell in which surely nothing is printed, whosever line it is.
    NAMELESS_BLANK = "nameless blank"
    # Its row bears another name than the form's: that sums agree says nothing of what it counts.
    RENAMED = "renamed"
    # A page beside it could not be read, and what that prints may change what is said here.
    GAP = "gap"


NAMELESS = frozenset((Doubt.NAMELESS, Doubt.NAMELESS_BLANK))


@dataclass(frozen=True, slots=True)
class Period:
    """The time a report speaks of: `2024`, `2024-H1`, `2024-Q3`, `2024-09`, `2024-9M`."""

    id: str
    start: date  # first day that counts
    end: date  # last day that counts


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of a line of a page."""

    page: int  # from 1
    line: int  # from 0, of the page; see Line.number
    start: int  # in the text of the line
    end: int

    def meets(self, other: Spot) -> bool:
        """Say whether two spots share a character."""
        same = (self.page, self.line) == (other.page, other.line)
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read."""

    page: int  # from 1
    text: str  # what stood there, as read, unrepaired
    box: Box | None = None  # None on text dumps
    # Of the figure alone, where lines and cells of the page are numbered: either of these.
    spots: tuple[Spot, ...] = ()
    cell: int | None = None  # see Cell.number


@dataclass(frozen=True, slots=True)
class Reading:
    """One value found in one place by one pattern."""

    indicator: str
    value: Decimal | None  # in the indicator's unit; None: the place is there and nothing in it
    source: Source
    method: Method
    pattern: str  # what found it: "table", "dossiers_received.prose.1"
    support: Support
    reason: str = ""  # why support is weak or disputed, in Vietnamese
    alternatives: tuple[str, ...] = ()  # what other readers or other splits of the row gave
    period: str = ""  # id of the period the sentence names; empty: the report's own
    doubt: Doubt = Doubt.ROW  # says nothing where the support leaves no doubt


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A row of the appendix that the form does not know. It is kept and reported."""

    section: str
    code: str  # as read
    label: str  # as read
    value: Decimal | None
    source: Source
    after: str  # id of the form's row above it; empty at the top
    is_decided: bool = False  # the value is a person's
    is_stale: bool = False  # a person's was another's, and no longer holds


@dataclass(frozen=True, slots=True)
class Observation:
    """The verdict on one indicator of one report."""

    indicator: str
    value: Decimal | None
    status: Status
    confidence: float | None  # of the values given so, this share is right; None without a value
    reading: Reading | None = None  # the one that won
    mentions: tuple[Reading, ...] = ()  # all others, in the order of the report
    findings: tuple[str, ...] = ()  # ids of the checks that spoke, sorted
