"""One file shown as it is read: text or cells, page by page, and pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.run.tell.transcript import (
    choose_pages,
    page_text,
    read_pages,
    table_header,
    table_lines,
)


def show_file(
    file: Path, page: int | None, png: Path | None, *, tables: bool
) -> Iterator[tuple[str, Path | None]]:
    """Give what is to be printed of one page after the other, and the picture that was written.

    Args:
        file: A report.
        page: The only page to read, from 1; None: all.
        png: Name of the picture; None: none is drawn.
        tables: Whether cells are printed as CSV instead of the text.

    Raises:
        SettingError: There is no such page, or it cannot be drawn.
        SourceError: The file cannot be read.
        EngineError: Tesseract failed.
    """
    numbers = choose_pages(file, page)
    pages, pictures = read_pages(file, numbers), dict[int, Path]()
    if png:
        from pipeline.run.tell.drawing import draw_pages, name_pictures

        pictures = name_pictures(file, png, numbers)
        pages = draw_pages(file, pictures)
    if tables:
        yield table_header(), None
    for place, read in enumerate(pages):
        text = "".join(table_lines(read)) if tables else ("\f" if place else "") + page_text(read)
        yield text, pictures.get(read.number)
