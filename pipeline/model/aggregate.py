"""How the figures of several reports become one."""

from __future__ import annotations

from enum import StrEnum


class Aggregate(StrEnum):
    """How an indicator adds up; the values are what a form says.

    Figures of several units in one period, and of one unit in the periods of a year, are two
    things: 120 people in office at the end of each quarter are 120 in the year, 30 dossiers a
    quarter are 120, and a share of 80 % in each quarter is none of a year before its counts are
    known.
    """

    SUM = "sum"  # happened in the period: added over units, and over the periods of a year
    LAST = (
        "last"  # as of its end, or since the start of the year: of a year that of its last period
    )
    FIRST = "first"  # as of its beginning: of a year that of its first period
    UNITS = "units"  # added over units; of several periods nothing is said
    RATE = "rate"  # computed anew from the sums of its part and of its whole
    COUNT = "count"  # how many units chose each code of the legend
    NONE = "none"  # adds up to nothing: a yield, a mean, a share whose counts nobody gives
