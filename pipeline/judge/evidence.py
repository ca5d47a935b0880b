"""What stands behind a figure, and the status that follows from it: the one table of it.

The judge decides by this table, `explain` gives its reasons by it, and confidence is counted by its
cells. The alternative, one score from 0 to 1 with thresholds, could not be explained to the people
who look the doubtful rows up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.reading import Method, Reading, Status, Support


class Standing(StrEnum):
    """What the rest of the report says about a value."""

    ALONE = "alone"  # nothing for it, nothing against it; warnings and notes do not count
    CONFIRMED = "confirmed"  # an independent mention repeats it, or arithmetic confirms it
    CONTRADICTED = "contradicted"  # a check fails; one of its figures is wrong, not always this


@dataclass(frozen=True, slots=True)
class _Line:
    """The statuses of a figure read with one support, by its standing."""

    support: Support | None  # None: no reading at all
    alone: Status
    confirmed: Status
    contradicted: Status
    empty: Status  # nothing is printed there, and no check asks for a figure
    unnamed: Status  # a figure that no form names; nothing can confirm it

    def status(self, standing: Standing, *, empty: bool, unnamed: bool) -> Status:
        """Look a status up."""
        if standing is Standing.CONTRADICTED:
            return self.contradicted
        if empty:
            return self.empty
        if unnamed:
            return self.unnamed
        return self.confirmed if standing is Standing.CONFIRMED else self.alone


_UNNAMED = "generic."  # patterns of what was read without a form
_SURE, _READ, _DOUBTFUL = Status.SURE, Status.READ, Status.DOUBTFUL
_BLANK, _MISSING = Status.BLANK, Status.MISSING

# From the best support to the poorest. A weak or disputed figure that is confirmed becomes `read`,
# not `sure`: it has one reason to doubt it and one against. Without a form two readers that agree
# make a figure `read`: its name and unit are as the page was understood, and of 1,498 such cells of
# scans 28 were wrong, nearly all of them in the name or unit. What a figure of each cell states as
# its confidence is counted; see `shares`.
# fmt: off
TABLE = (
    #     support           alone      confirmed  contradicted  no figure  without a form
    _Line(Support.AGREED,   _SURE,     _SURE,     _DOUBTFUL,    _BLANK,    _READ),
    _Line(Support.LAYER,    _READ,     _SURE,     _DOUBTFUL,    _BLANK,    _READ),
    _Line(Support.SINGLE,   _READ,     _SURE,     _DOUBTFUL,    _BLANK,    _READ),
    _Line(Support.SETTLED,  _READ,     _SURE,     _DOUBTFUL,    _BLANK,    _READ),
    _Line(Support.WEAK,     _DOUBTFUL, _READ,     _DOUBTFUL,    _DOUBTFUL, _DOUBTFUL),
    _Line(Support.DISPUTED, _DOUBTFUL, _READ,     _DOUBTFUL,    _DOUBTFUL, _DOUBTFUL),
    _Line(None,             _MISSING,  _MISSING,  _MISSING,     _MISSING,  _MISSING),
)
# fmt: on
_BY_SUPPORT = {line.support: line for line in TABLE}

RANK = tuple(line.support for line in TABLE if line.support is not None)
# What is doubtful until something confirms it.
UNSURE = frozenset(
    line.support for line in TABLE if line.support is not None and line.alone is Status.DOUBTFUL
)


def decide_status(reading: Reading | None, standing: Standing) -> Status:
    """Give the status of a row.

    Args:
        reading: The one that won; None where the row was not seen.
        standing: What the rest of the report says about it.

    >>> str(decide_status(None, Standing.ALONE))
    'missing'
    """
    if reading is None:
        return _BY_SUPPORT[None].status(standing, empty=True, unnamed=False)
    if reading.method is Method.CORRECTED:  # whoever looked at the paper knows better
        return Status.CORRECTED
    line = _BY_SUPPORT[reading.support]
    return line.status(standing, empty=reading.value is None, unnamed=is_unnamed(reading))


def is_unnamed(reading: Reading) -> bool:
    """Say whether a figure stands in a report that no form describes."""
    return reading.pattern.startswith(_UNNAMED)


def weigh_standing(*, failed: bool, confirmed: bool) -> Standing:
    """Say how a figure stands: a check that fails weighs more than anything that confirms it.

    >>> str(weigh_standing(failed=True, confirmed=True))
    'contradicted'
    """
    if failed:
        return Standing.CONTRADICTED
    return Standing.CONFIRMED if confirmed else Standing.ALONE
