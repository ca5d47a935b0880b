"""How often a value is right, by what stands behind it.

Confidence has one meaning: of the values given so, this share is right. The shares were counted on
48 invented reports (digital, dumps by two wrong OCR languages, scans in three grades of wear; `make
bench` counts them again on others), as (right + 1) / (all + 2), and are kept on the low side where
real paper will be worse than invented paper.
"""

from __future__ import annotations

from enum import StrEnum

from pipeline.model.reading import Method, Reading, Support


class Standing(StrEnum):
    """What the rest of the report says about a value."""

    ALONE = "alone"  # nothing for it, nothing against it
    CONFIRMED = "confirmed"  # another place or the arithmetic gives the same
    CONTRADICTED = "contradicted"  # a check fails; one of its figures is wrong, not always this


_SHARES = {
    # Unlike readers that agreed: 622 of 622, and 508 of 508 in the lab.
    (Support.AGREED, Standing.ALONE): 0.998,
    (Support.AGREED, Standing.CONFIRMED): 0.999,
    # The reading stands; communes print contradictions, and that is what the finding says. 79 of 82
    (Support.AGREED, Standing.CONTRADICTED): 0.95,
    # Digital pages: 733 of 733; assigning a figure to the right row is what is left.
    (Support.LAYER, Standing.ALONE): 0.998,
    (Support.LAYER, Standing.CONFIRMED): 0.999,
    (Support.LAYER, Standing.CONTRADICTED): 0.95,
    # One engine, in a report that lost few figures, or a 0: 953 of 954.
    (Support.SINGLE, Standing.ALONE): 0.99,
    (Support.SINGLE, Standing.CONFIRMED): 0.995,
    (Support.SINGLE, Standing.CONTRADICTED): 0.7,
    # Readers that differed until Tesseract saw the figure enlarged: 60 of 60.
    (Support.SETTLED, Standing.ALONE): 0.98,
    (Support.SETTLED, Standing.CONFIRMED): 0.995,
    (Support.SETTLED, Standing.CONTRADICTED): 0.7,
    # One engine with a reason to look again: 736 of 797; 406 of 406 where something confirms it.
    (Support.WEAK, Standing.ALONE): 0.9,
    (Support.WEAK, Standing.CONFIRMED): 0.99,
    (Support.WEAK, Standing.CONTRADICTED): 0.65,
    # Where eng and the second reader differed, the better of them was right 34 times of 51 (lab).
    (Support.DISPUTED, Standing.ALONE): 0.65,
    (Support.DISPUTED, Standing.CONFIRMED): 0.95,
    (Support.DISPUTED, Standing.CONTRADICTED): 0.4,
}

# A sentence may speak of something else than its pattern thinks: 1259 of 1259 were right. A
# conclusion ("có mặt đủ") even more so: 21 of 21.
_MOST = {Method.PROSE: 0.995, Method.DERIVED: 0.95}

# Of reports that no form describes value, name and unit must all be right. In tables 305 of 305
# cells of four real files were, by eye; in the prose nobody counted, and the words around a figure
# are taken for its name without knowing the sentence. Both are set low until they are measured.
_UNDESCRIBED = {"generic.table": 0.98, "generic.prose": 0.9}


def rate_confidence(reading: Reading, standing: Standing) -> float | None:
    """Give the share of values right among those read and judged like this one.

    >>> from decimal import Decimal
    >>> from pipeline.model.reading import Source
    >>> printed = Reading("I.1", Decimal(7), Source(1, "7"), Method.TABLE, "table", Support.SINGLE)
    >>> rate_confidence(printed, Standing.CONFIRMED)
    0.995
    """
    if reading.value is None:
        return None
    if reading.pattern in _UNDESCRIBED:
        return min(_SHARES[reading.support, standing], _UNDESCRIBED[reading.pattern])
    return min(_SHARES[reading.support, standing], _MOST.get(reading.method, 1.0))
