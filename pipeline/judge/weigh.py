"""Which of the readings of one indicator is its value.

A table cell was made to hold the figure, a sentence only mentions it: for rows of the appendix the
table wins. Among sentences the figure that most places repeat wins, then the better read one, then
the first. Averages or votes over digits would give figures that stand nowhere in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.judge.evidence import RANK
from pipeline.model.form import Indicator
from pipeline.model.reading import Method, Period, Reading

_METHODS = (Method.TABLE, Method.PROSE, Method.DERIVED)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The readings of one indicator, the chosen one apart."""

    indicator: Indicator
    reading: Reading | None  # None: the report was not seen to have it
    mentions: tuple[Reading, ...] = ()  # all others, in the order of the report
    rivals: tuple[Reading, ...] = ()  # of the mentions those that speak of the report's period
    strangers: tuple[Reading, ...] = ()  # of the mentions those that speak of another one
    backing: tuple[Reading, ...] = ()  # of the rivals independent ones with the same value


def weigh(indicator: Indicator, readings: Sequence[Reading], period: Period | None) -> Weighed:
    """Choose among the readings of one indicator.

    A figure that the report gives only for another period is not chosen: left over from the last
    report it would be wrong, and nothing would show it. It stays among the mentions.

    Args:
        indicator: The indicator that all readings are of.
        readings: In the order of the report.
        period: The period of the report; None if it is not known.
    """
    own = [reading for reading in readings if _is_own(reading, period)]
    strangers = tuple(reading for reading in readings if not _is_own(reading, period))
    if not own:
        return Weighed(indicator, None, strangers, (), strangers)
    chosen = max(own, key=lambda reading: _merit(indicator, reading, own))
    mentions = tuple(reading for reading in readings if reading is not chosen)
    if chosen.method is Method.CORRECTED:  # a person decided between all of them
        return Weighed(indicator, chosen, mentions)
    rivals = tuple(reading for reading in own if reading is not chosen)
    backing = tuple(_independent(chosen, rivals))
    return Weighed(indicator, chosen, mentions, rivals, strangers, backing)


def _is_own(reading: Reading, period: Period | None) -> bool:
    return not reading.period or (period is not None and reading.period == period.id)


def _merit(
    indicator: Indicator, reading: Reading, own: Sequence[Reading]
) -> tuple[int, int, int, int, int]:
    """Order readings; `max` keeps the first of equals, which is the first in the report."""
    method = _METHODS.index(reading.method) if reading.method in _METHODS else len(_METHODS)
    agreeing = len(list(_independent(reading, own))) if reading.value is not None else -1
    by_method = -method if indicator.code else -int(reading.method is Method.DERIVED)
    return (
        int(reading.method is Method.CORRECTED),
        int(reading.value is not None),
        by_method,
        agreeing,
        -RANK.index(reading.support),
    )


def _independent(chosen: Reading, others: Sequence[Reading]) -> list[Reading]:
    """Give the readings of the same value that were not read from the same spot."""
    found: list[Reading] = []
    for other in others:
        same = other.value is not None and other.value == chosen.value
        if same and not any(_same_spot(other, known) for known in (chosen, *found)):
            found.append(other)
    return found


def _same_spot(one: Reading, other: Reading) -> bool:
    """Say whether two readings share their ink.

    Without boxes one text inside the other counts as the same spot: two sentences alike word by
    word are taken for one, which only costs a confirmation.
    """
    if one.source.page != other.source.page:
        return False
    first, second = one.source.box, other.source.box
    if first and second:
        return (
            first.left < second.right
            and second.left < first.right
            and first.top < second.bottom
            and second.top < first.bottom
        )
    return one.source.text in other.source.text or other.source.text in one.source.text
