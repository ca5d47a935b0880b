"""The pages of a report, and the figures on them that a person can take for a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from pipeline.model.geometry import Box
from pipeline.model.page import Line, Page, Word
from pipeline.model.reading import Source
from pipeline.review.told import Told
from pipeline.review.told import number as tell_number
from pipeline.run.corrections.giving import figures_of
from pipeline.vietnamese.numbers import find_numbers

_AROUND = 2  # lines shown before and after
_BEHIND = 8  # where a row was not seen, and would stand


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


def tell_excerpt(page: Page, source: Source, *, own: bool) -> list[Told]:
    """Tell the lines around a figure of a page without a picture, its own marked.

    Args:
        page: As it was read.
        source: Of the figure.
        own: Whether it is that of the row itself; else the row would stand behind it.
    """
    spot = next((one for one in source.spots if one.page == page.number), None)
    at = spot.line if spot else _find_line(page, source)
    if at is None:
        return []
    first, last = max(0, at - _AROUND), at + (_AROUND if own else _BEHIND) + 1
    return [
        {
            "text": line.text,
            "start": spot.start if spot and own and number == at else None,
            "end": spot.end if spot and own and number == at else None,
            "here": own and number == at,
        }
        for number, line in enumerate(page.lines[first:last], first)
    ]


def _find_line(page: Page, source: Source) -> int | None:
    """Find the line of a row that was read without its place: by its cell, else by its words.

    None where no line or more than one can be meant.
    """
    if source.cell is not None:
        found = [at for at, line in enumerate(page.lines) if line.cell == source.cell]
    else:
        # Cells are divided by bars, lines of a row by strokes; the first line is the row's.
        words = _squeeze(source.text.replace(" | ", " ").partition(" / ")[0])
        texts = [_squeeze(line.text) for line in page.lines]
        found = [at for at, text in enumerate(texts) if text and text == words]
        found = found or [at for at, text in enumerate(texts) if words and words in text]
    return found[0] if len(found) == 1 else None


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _tell_lines(page: Page) -> Iterator[Told]:
    for at, line in enumerate(page.lines):
        figures = [
            {
                "value": tell_number(one.value),
                "start": one.start,
                "end": one.end,
                "figure": one.name,
            }
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
            "value": tell_number(found[0][2].value),
            "text": text[:40],
            "box": [box.left, box.top, box.right, box.bottom],
            "figure": f"{line}.{start + found[0][0]}" if line else "",
        }
