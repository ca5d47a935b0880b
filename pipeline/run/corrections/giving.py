"""Figures of a report that a person gives to an indicator, and the sentence that shows each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.page import Document, Line, Page
from pipeline.model.reading import Spot
from pipeline.vietnamese.numbers import find_numbers

if TYPE_CHECKING:
    from pipeline.prose.paragraphs import Paragraph

_NAME = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure of a line."""

    name: str  # page, line and first character: "3.13.14"
    value: Decimal
    start: int  # in the text of the line
    end: int


def figures_of(page: int, number: int, line: Line) -> tuple[Printed, ...]:
    """Give the figures of a line.

    Args:
        page: As the report counts it, from 1.
        number: Of the line on its page, from 0.
        line: With its text.

    >>> [(one.name, str(one.value)) for one in figures_of(3, 13, Line("tiếp nhận 376 hồ sơ"))]
    [('3.13.10', '376')]
    """
    return tuple(
        Printed(f"{page}.{number}.{start}", found.value, start, end)
        for start, end, found in find_numbers(line.text)
    )


def parse_figure(name: str) -> tuple[int, int, int] | None:
    """Read the name of a figure; None where it is none."""
    found = _NAME.fullmatch(name)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def name_spot(spot: Spot) -> str:
    """Give the name of the figure that stands in a spot."""
    return f"{spot.page}.{spot.line}.{spot.start}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence, and where its figure stands in it."""

    text: str
    start: int
    end: int

    @property
    def values(self) -> tuple[Decimal, ...]:
        """What the figure may be."""
        found = find_numbers(self.text[self.start : self.end])
        numbers = [value for _, _, one in found for value in (one.value, one.other)]
        return tuple(value for value in numbers if value is not None)


def find_sentence(pages: Sequence[Page], name: str) -> Shown | None:
    """Give the sentence that shows a figure.

    Args:
        pages: Of the report, each with the number that the report gives it.
        name: Of the figure; see `Printed`.
    """
    from pipeline.prose.paragraphs import join_paragraphs  # here, as it loads what reads prose

    place = parse_figure(name)
    if place is None:
        return None
    near = tuple(page for page in pages if abs(page.number - place[0]) <= 1)
    for paragraph in join_paragraphs(Document(near).numbered()):
        start = _find_in(paragraph, *place)
        if start is not None:
            return _cut_sentence(paragraph, start)
    return None


def _find_in(paragraph: Paragraph, page: int, line: int, column: int) -> int | None:
    """Give where a character of a line stands in a paragraph."""
    for piece in paragraph.pieces:
        if (piece.page.number, piece.line.number) == (page, line):
            end = piece.column + len(piece.line.text[piece.column :].split(None, 1)[0])
            if piece.column <= column < end:
                return piece.start + column - piece.column
    return None


def _cut_sentence(paragraph: Paragraph, start: int) -> Shown | None:
    from pipeline.prose.anchored import Text

    found = next(
        (end for begin, end, _ in find_numbers(paragraph.text) if begin <= start < end), None
    )
    if found is None:
        return None
    for sentence in Text.of(paragraph).sentences:
        begin = sentence.offset
        if begin <= start < begin + len(sentence.text):
            text = paragraph.text[begin : begin + len(sentence.text)]
            lead = len(text) - len(text.lstrip())
            return Shown(text.strip(), start - begin - lead, found - begin - lead)
    return None
