"""The figures of a report that no indicator of its form takes, named by the words around them.

What is no row of the form is read as a report without a form is; what became a value is left out.
A figure is one number, or a sum that is printed over several scales: `3 tỷ 450 triệu đồng`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.generic import read_generic
from pipeline.model.form import Indicator
from pipeline.model.page import Document
from pipeline.model.reading import Period, Reading, Spot, Support
from pipeline.prose.anchored import Text
from pipeline.prose.hints import TakenSpots
from pipeline.prose.scopes import find_scopes
from pipeline.tables.ruled.reading import Found
from pipeline.tables.used import Used

_ELSEWHERE = "câu này nói về kỳ khác, nơi khác hoặc kế hoạch"
_UNSURE = frozenset((Support.WEAK, Support.DISPUTED))


@dataclass(frozen=True, slots=True)
class Others:
    """What no indicator takes."""

    indicators: tuple[Indicator, ...] = ()
    readings: tuple[Reading, ...] = ()  # one for each


@dataclass(frozen=True, slots=True)
class Remaining:
    """What of a report is no row of its form."""

    document: Document  # numbered, without the rows; of some tables these are there, to name others
    texts: tuple[Text, ...]  # its paragraphs
    used: Used  # the lines and cells of the rows
    found: tuple[Found, ...] | None = None  # its figures, where they have been read already


def read_others(rest: Remaining, taken: Iterable[Reading], period: Period | None) -> Others:
    """Read the figures of what is no row of a form.

    Args:
        rest: Where they stand.
        taken: The readings that have become values.
        period: Of the report; what its sentences say of another one is doubted.
    """
    if not any(page.lines or page.tables for page in rest.document.pages):
        return Others()
    found = read_generic(rest.document).found if rest.found is None else rest.found
    places = _Places(taken, rest.used)
    others = [
        one for one in found if one.reading.value is not None and not places.hold(one.reading)
    ]
    left = [one.reading for one in others]
    elsewhere = TakenSpots(_find_elsewhere(left, rest.texts, period))
    return Others(tuple(one.indicator for one in others), tuple(_doubt_elsewhere(left, elsewhere)))


def _find_elsewhere(
    readings: Iterable[Reading], texts: Sequence[Text], period: Period | None
) -> Iterator[Spot]:
    """Give the stretches that speak of another period, a plan or another unit."""
    lines = {(spot.page, spot.line) for one in readings for spot in one.source.spots}
    for text in texts:
        pieces = text.paragraph.pieces
        if any((piece.page.number, piece.line.number) in lines for piece in pieces):
            for scope in find_scopes(text, period):
                if scope.period:
                    yield from text.paragraph.spots(scope.start, scope.end)


def _doubt_elsewhere(readings: Iterable[Reading], elsewhere: TakenSpots) -> Iterator[Reading]:
    """Doubt the figures of which the form knows that they are not this report's own."""
    for one in readings:
        if one.support not in _UNSURE and elsewhere.meets(one.source.spots):
            yield replace(one, support=Support.WEAK, reason=_ELSEWHERE)
        else:
            yield one


class _Places:
    """Where the figures stand that have become values."""

    def __init__(self, readings: Iterable[Reading], used: Used) -> None:
        readings = tuple(readings)
        self._used = used
        self._spots = TakenSpots(spot for one in readings for spot in one.source.spots)
        told = [one for one in readings if not one.source.spots]
        self._cells = {
            (one.source.page, one.source.cell) for one in told if one.source.cell is not None
        }
        self._boxes = [(one.source, one.value) for one in told if one.source.box]

    def hold(self, reading: Reading) -> bool:
        """Say whether a figure is one of them."""
        source = reading.source
        if source.spots:
            return self._spots.meets(source.spots)
        if source.cell is not None:
            place = (source.page, source.cell)
            return place in self._cells or place in self._used.cells
        middle = source.box.center if source.box else None
        if middle and any(
            page == source.page and box.contains(*middle) for page, box in self._used.boxes
        ):
            return True
        return middle is not None and any(
            other.page == source.page
            and value == reading.value
            and other.box is not None
            and other.box.contains(*middle)
            for other, value in self._boxes
        )
