"""The pages of a report, and the figures on them that a person can take for a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Page, Word
from pipeline.model.reading import Source
from pipeline.review.told import Told, number
from pipeline.run.corrections.giving import figures_of
from pipeline.vietnamese.numbers import find_numbers

_AROUND = 2  # lines shown before and after


def tell_pages(path: str, pages: Iterable[Page], *, pictured: bool) -> Iterator[Told]:
    """Tell each page that was read: with picture and figures, or its lines where it has none.

    Args:
        path: Of the report.
        pages: With the numbers that the report gives them.
        pictured: Whether they have pictures.
    """
    for page in pages:
        told: Told = {"page_number": page.number, "width": page.width, "height": page.height}
        if pictured:
            asked = urlencode({"report": path, "page": page.number})
            yield told | {"page": f"/api/page?{asked}", "figures": list(_tell_figures(page))}
        else:
            yield told | {"page": None, "lines": list(_tell_lines(page))}


def tell_excerpt(page: Page, source: Source) -> list[Told]:
    """Tell the lines around a figure of a page without a picture, its own marked.

    Args:
        page: As it was read.
        source: Of the figure.
    """
    spot = next((one for one in source.spots if one.page == page.number), None)
    lines = list(enumerate(page.lines))
    at = (
        spot.line
        if spot
        else next(
            (
                number
                for number, line in lines
                if source.cell is not None and line.cell == source.cell
            ),
            None,
        )
    )
    if at is None:
        return []
    return [
        {
            "text": line.text,
            "start": spot.start if spot and number_ == at else None,
            "end": spot.end if spot and number_ == at else None,
            "here": number_ == at,
        }
        for number_, line in lines[max(0, at - _AROUND) : at + _AROUND + 1]
    ]


def _tell_lines(page: Page) -> Iterator[Told]:
    for at, line in enumerate(page.lines):
        figures = [
            {"value": number(one.value), "start": one.start, "end": one.end, "figure": one.name}
            for one in figures_of(page.number, at, line)
        ]
        yield {"text": line.text, "line": at, "figures": figures}


def _tell_figures(page: Page) -> Iterator[Told]:
    """Tell the figures of a page with their places; of cells that were read so, else of words."""
    boxes: list[Box] = []
    for table in page.tables:
        for cell in table.cells:
            if cell.box:
                boxes.append(cell.box)
                yield from _tell_figure(cell.text, cell.box)
    for at, line in enumerate(page.lines):
        for start, word in _words(line):
            if word.box and not any(box.contains(*word.box.center) for box in boxes):
                yield from _tell_figure(word.text, word.box, f"{page.number}.{at}", start)


def _words(line: Line) -> Iterator[tuple[int, Word]]:
    """Give the words of a line with their first characters."""
    start = 0
    for word in line.words:
        yield start, word
        start += len(word.text) + 1


def _tell_figure(text: str, box: Box, line: str = "", start: int = 0) -> Iterator[Told]:
    found = find_numbers(text)
    if len(found) == 1:
        yield {
            "value": number(found[0][2].value),
            "text": text[:40],
            "box": [box.left, box.top, box.right, box.bottom],
            "figure": f"{line}.{start + found[0][0]}" if line else "",
        }
