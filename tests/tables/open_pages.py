"""Pages built from words, as a reader of digital files would hand them on."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.generic import read_generic
from pipeline.model.geometry import Box
from pipeline.model.page import CellReading, Document, Line, Page, PageKind, Word

SIZE = 10.0
_LETTER = 4.8  # points
_PITCH = 18.0
Put = tuple[float, str]  # left edge of names, right edge of figures


def word(text: str, left: float, top: float, *, bold: bool = False, second: str = "") -> Word:
    """Give a word whose letters are all of one width."""
    box = Box(left, top, left + _LETTER * len(text), top + 1.13 * SIZE)
    other = CellReading("pp-ocr", second) if second else None
    return Word(text, box, size=SIZE, bold=bold, second=other)


def phrase(text: str, left: float, top: float, *, bold: bool = False) -> list[Word]:
    """Give the words of a text, a blank apart."""
    words = []
    for part in text.split():
        words.append(word(part, left, top, bold=bold))
        left += _LETTER * (len(part) + 0.6)
    return words


def centred(text: str, middle: float, top: float) -> list[Word]:
    """Give the words of a text around a point."""
    words = phrase(text, 0.0, top)
    assert words[-1].box
    return phrase(text, middle - words[-1].box.right / 2, top)


def flush(text: str, right: float, top: float, *, bold: bool = False) -> list[Word]:
    """Give a figure that ends at a point."""
    return [word(text, right - _LETTER * len(text), top, bold=bold)]


def page(lines: Iterable[Iterable[Word]], number: int = 1, rules: Iterable[Box] = ()) -> Page:
    """Give a page with these lines."""
    rows = [tuple(line) for line in lines]
    return Page(
        number,
        PageKind.DIGITAL,
        tuple(
            Line(" ".join(w.text for w in row), row, Box.around(w.box for w in row)) for row in rows
        ),
        width=595.0,
        height=842.0,
        rules=tuple(rules),
    )


def body(
    rows: Iterable[tuple[float, str, tuple[str, ...]]],
    rights: tuple[float, ...],
    top: float,
    *,
    bold: frozenset[str] = frozenset(),
) -> list[list[Word]]:
    """Give rows of a table: indent, name, figures (an empty one is a blank cell)."""
    lines = []
    for place, (indent, name, figures) in enumerate(rows):
        height = top + place * _PITCH
        line = phrase(name, 60.0 + indent, height, bold=name in bold)
        for figure, right in zip(figures, rights, strict=False):
            line += flush(figure, right, height, bold=name in bold) if figure else []
        lines.append(line)
    return lines


def figures(*pages: Page) -> dict[str, tuple[str, str, str]]:
    """Read a report without a form: by label the value, the unit and why it is doubted."""
    described = read_generic(Document(pages))
    found = {}
    for indicator, reading in zip(described.form.indicators, described.readings, strict=True):
        value = "" if reading.value is None else str(reading.value)
        found[indicator.label] = value, indicator.unit, reading.reason
    return found
