"""Pages of a report file, read by the way that fits each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.errors import SolieuError, SourceError
from pipeline.model.page import Page
from pipeline.read.reader import READERS
from pipeline.read.source import count_pages, format_of

if TYPE_CHECKING:
    from pipeline.read.picture import Picture


def read_page(path: Path, number: int, *, scratch: Path, timeout: float = 120.0) -> Page:
    """Read one page: lines in reading order, ruled tables, and where everything stands.

    Args:
        path: A report file of one of the formats of `formats`.
        number: From 1.
        scratch: A folder for temporary images, and for what is converted.
        timeout: Seconds that one call of an engine may take.

    Raises:
        SourceError: The file or the page is damaged, or there is no such page.
        EngineError: Tesseract is missing, failed or took too long.
    """
    (page,) = read_pages(path, [number], scratch=scratch, timeout=timeout)
    if isinstance(page, SolieuError):
        raise page
    return page


def read_pages(
    path: Path, numbers: Sequence[int], *, scratch: Path, timeout: float = 120.0
) -> tuple[Page | SolieuError, ...]:
    """Read several pages of one file, which costs less than one after the other.

    Each page is read as if it were alone. All are in memory together, scans with 30 MB each.

    Args:
        path: A report file of one of the formats of `formats`.
        numbers: From 1.
        scratch: A folder for temporary images, and for what is converted.
        timeout: Seconds that one call of an engine may take, whatever it is called for.

    Returns:
        For each number the page, or why it cannot be read.

    Raises:
        SourceError: The whole file is damaged, or there is no page of one of the numbers.
    """
    _check_numbers(path, numbers, scratch, timeout)
    return READERS[format_of(path)].read(path, numbers, scratch, timeout)


def see_page(
    path: Path, number: int, *, scratch: Path, timeout: float = 120.0
) -> tuple[Page, Picture]:
    """Read one page as `read_page` does, and give the picture along that its boxes fit.

    Of a scan it is the very one that the engines read: cleaned, upright and level. A digital page
    is painted for it.

    Args:
        path: A PDF or an image file; text dumps and Office files have no pictures.
        number: From 1.
        scratch: A folder for temporary images, and for what is converted.
        timeout: Seconds that one call of an engine may take.

    Raises:
        SourceError: The file or the page is damaged, there is no such page, or none has a picture.
        EngineError: Tesseract is missing, failed or took too long.
    """
    _check_numbers(path, [number], scratch, timeout)
    return READERS[format_of(path)].see(path, number, scratch, timeout)


def show_page(path: Path, page: Page) -> Picture:
    """Give the picture that the boxes of a page fit, without reading the page again.

    A scanned page takes .3 CPU s so, where reading it takes 4 to 8.

    Args:
        path: A PDF or an image file; text dumps and Office files have no pictures.
        page: As it was read, with its number in the file.

    Raises:
        SettingError: A text dump.
        SourceError: The file or the page is damaged, or has no picture.
    """
    return READERS[format_of(path)].show(path, page)


def _check_numbers(path: Path, numbers: Sequence[int], scratch: Path, timeout: float) -> None:
    pages = count_pages(path, scratch=scratch, timeout=timeout)
    for number in numbers:
        if not 1 <= number <= pages:
            raise _beyond(path.name, pages, number)


def _beyond(name: str, pages: int, number: int) -> SourceError:
    return SourceError(
        f"{name} có {pages} trang, không có trang {number}. Hãy chạy lại với tệp đầy đủ.",
        f"{name} has {pages} pages, no page {number}. Run again on the whole file.",
    )
