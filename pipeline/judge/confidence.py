"""How often a value is right, by what stands behind it.

Confidence has one meaning: of the values given so, this share is right. The shares are counted on
invented reports of all families (`shares`; `python -m tests.bench --only reliability` counts them
again on others) by cells: the support of a value, its standing, and how it was found. A share is
(right + 1) / (all + 2), so that a cell with few values stays on the low side and one that was never
met states .5. Real paper will be worse than invented paper.
"""

from __future__ import annotations

from pipeline.judge.evidence import UNSURE, Standing, is_unnamed
from pipeline.judge.shares import COUNTS
from pipeline.model.reading import NAMELESS, Doubt, Method, Reading

_CONCLUDED = "sound"
_STEPS = 1000  # what is stated is rounded down to three decimals: nothing is certain


def rate_confidence(reading: Reading, standing: Standing) -> float | None:
    """Give the share of values right among those read and judged like this one.

    How often people are right nobody counted.

    >>> from decimal import Decimal
    >>> from pipeline.model.reading import Method, Source, Support
    >>> printed = Reading("I.1", Decimal(7), Source(1, "7"), Method.TABLE, "table", Support.LAYER)
    >>> rate_confidence(printed, Standing.CONFIRMED) > 0.99
    True
    """
    if reading.value is None or reading.method is Method.CORRECTED:
        return None
    right, of = COUNTS.get(cell_of(reading, standing), (0, 0))
    return (_STEPS * (right + 1) // (of + 2)) / _STEPS


def cell_of(reading: Reading, standing: Standing) -> str:
    """Name the evidence of a value: its support, its standing and how it was found.

    What is weak or disputed and stays so is told apart further: a dump shows no places, so nothing
    but its text speaks for a figure; where the dump lost other figures this one may be sound, where
    its own line is torn it may be a shred; and where the name of a line is lost its figures are
    sound and may be another line's.

    >>> from pipeline.model.reading import Method, Source, Support
    >>> printed = Reading("I.1", None, Source(1, "7"), Method.TABLE, "table", Support.SINGLE)
    >>> cell_of(printed, Standing.CONFIRMED)
    'single confirmed table'
    """
    way = reading.pattern if is_unnamed(reading) else reading.method.value
    if reading.support not in UNSURE:
        # A conclusion ("có mặt đủ") hangs on its sentence, however many readers saw that.
        support = _CONCLUDED if reading.method is Method.DERIVED else reading.support.value
        return f"{support} {standing} {way}"
    if standing is not Standing.CONFIRMED:
        way += _tell_doubt(reading)
    return f"{reading.support} {standing} {way}"


def _tell_doubt(reading: Reading) -> str:
    if reading.doubt in NAMELESS:
        return f" {Doubt.NAMELESS}"
    if reading.source.box is not None:
        return ""
    return " dump" if reading.doubt in (Doubt.ROW, Doubt.RENAMED) else f" dump {reading.doubt}"
