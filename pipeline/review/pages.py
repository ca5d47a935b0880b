"""The pages of a report, and the figures on them that a person can take for a row."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from pipeline.model.geometry import Box
from pipeline.model.page import Page
from pipeline.review.told import Told, number
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.steps import page_key
from pipeline.run.workspace import IndexEntry
from pipeline.vietnamese.numbers import find_numbers


def tell_pages(entry: IndexEntry, cache: Cache) -> Iterator[Told]:
    """Tell size, picture and figures of each page that was read.

    Args:
        entry: Of the report.
        cache: Keeps the pages as they were read.
    """
    for sheets in entry.sheets:
        for page, shown in sheets.pages:
            stored = cache.load(page_key(sheets.file, page), Page)
            if stored:
                yield {
                    "page_number": shown,
                    "width": stored.value.width,
                    "height": stored.value.height,
                    "page": f"/api/page?{urlencode({'report': entry.report.path, 'page': shown})}",
                    "figures": list(_tell_figures(stored.value)),
                }


def _tell_figures(page: Page) -> Iterator[Told]:
    """Tell the figures of a page with their places; of cells that were read so, else of words."""
    boxes: list[Box] = []
    for table in page.tables:
        for cell in table.cells:
            if cell.box:
                boxes.append(cell.box)
                yield from _tell_figure(cell.text, cell.box)
    for line in page.lines:
        for word in line.words:
            if word.box and not any(box.contains(*word.box.center) for box in boxes):
                yield from _tell_figure(word.text, word.box)


def _tell_figure(text: str, box: Box) -> Iterator[Told]:
    found = find_numbers(text)
    if len(found) == 1:
        yield {
            "value": number(found[0][2].value),
            "text": text[:40],
            "box": [box.left, box.top, box.right, box.bottom],
        }
