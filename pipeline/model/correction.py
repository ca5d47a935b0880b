"""What a person decided about one figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Decision(StrEnum):
    """What was decided; the values are those of the column `decision`."""

    VALUE = "value"  # this is the figure, be it the machine's ("seen and right") or another one
    BLANK = "blank"  # the place is there, and nothing is printed in it
    ABSENT = "absent"  # the report does not have it


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision, with what it was made upon."""

    id: str  # unique in its folder
    report: str  # as in Report.path
    sha256: str  # of the report's file then
    indicator: str
    was: Decimal | None  # the value under it, a machine's or an earlier decision's; None: no value
    value: Decimal | None  # in the indicator's unit; None unless the decision is a value
    decision: Decision = Decision.VALUE
    note: str = ""
    by: str = ""
    at: str = ""  # ISO 8601, with the zone
    parts: str = ""  # the pages that the report was made of then, as in reports.csv; empty: all
    other: str = ""  # id of the figure of others.csv that was given to the indicator; empty: none
    text: str = ""  # the sentence that shows the value, where a person pointed at one


@dataclass(frozen=True, slots=True)
class Share:
    """How often something was right where a person looked."""

    kind: str  # "status", "support", "reader", "check", "form"
    name: str
    looked: int
    right: int
    stated: float | None = None  # mean of the confidences stated, 0 to 1; None: none was
