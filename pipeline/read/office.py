"""Office files: documents of Word, and workbooks of Excel.

Which library reads a file is known here alone, and each is imported when such a file is met:
python-docx takes 0.15 s to import and openpyxl 0.25 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.model.page import Page

_WORD = ".docx"


def count_office_pages(path: Path) -> int:
    """Count the pages of a document, or the sheets of a workbook that are shown.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        OSError: It cannot be opened.
    """
    if path.suffix.lower() == _WORD:
        from pipeline.read.office_word import read_word

        return len(read_word(path))
    from pipeline.read.office_book import count_sheets

    return count_sheets(path)


def read_office_pages(path: Path, numbers: Sequence[int]) -> tuple[Page, ...]:
    """Read pages of an Office file; errors as above.

    Args:
        path: A .docx or .xlsx file.
        numbers: From 1; there must be such pages.
    """
    if path.suffix.lower() == _WORD:
        from pipeline.read.office_word import read_word

        pages = read_word(path)
        return tuple(pages[number - 1] for number in numbers)
    from pipeline.read.office_book import read_sheets

    return read_sheets(path, numbers)
