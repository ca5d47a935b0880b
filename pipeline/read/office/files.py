"""Office files: documents of word processors, and workbooks of spreadsheets.

Which library reads a file is known here alone, and each is imported when such a file is met:
python-docx takes 0.15 s to import and openpyxl 0.25 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.model.errors import SourceError
from pipeline.model.page import Page
from pipeline.read.signature import suffix_of

_WORD = ".docx"
_CONVERTED = frozenset((".doc", ".odt", ".rtf"))


def count_office_pages(path: Path, *, scratch: Path | None = None, timeout: float = 120.0) -> int:
    """Count the pages of a document, or the sheets of a workbook that are shown.

    Args:
        path: An Office file.
        scratch: Where what is converted is kept; None: for the moment only.
        timeout: Seconds that a conversion may take.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        EngineError: It is to be converted, and LibreOffice is missing or took too long.
        OSError: It cannot be opened.
    """
    suffix = suffix_of(path)
    if suffix == _WORD or suffix in _CONVERTED:
        return len(_read_document(path, suffix, scratch, timeout))
    if suffix == ".xls":
        from pipeline.read.office import xls_book

        return xls_book.count_sheets(path)
    if suffix == ".ods":
        from pipeline.read.office import ods_book

        return ods_book.count_sheets(path)
    from pipeline.read.office import xlsx_book

    return xlsx_book.count_sheets(path)


def read_office_pages(
    path: Path, numbers: Sequence[int], *, scratch: Path | None = None, timeout: float = 120.0
) -> tuple[Page, ...]:
    """Read pages of an Office file; other arguments and errors as above.

    Args:
        path: An Office file.
        numbers: From 1; there must be such pages.
        scratch: Where what is converted is kept; None: for the moment only.
        timeout: Seconds that a conversion may take.
    """
    suffix = suffix_of(path)
    if suffix == _WORD or suffix in _CONVERTED:
        pages = _read_document(path, suffix, scratch, timeout)
        return tuple(pages[number - 1] for number in numbers)
    if suffix == ".xls":
        from pipeline.read.office import xls_book

        return xls_book.read_sheets(path, numbers)
    if suffix == ".ods":
        from pipeline.read.office import ods_book

        return ods_book.read_sheets(path, numbers)
    from pipeline.read.office import xlsx_book

    return xlsx_book.read_sheets(path, numbers)


def _read_document(
    path: Path, suffix: str, scratch: Path | None, timeout: float
) -> tuple[Page, ...]:
    from pipeline.read.office.docx_document import read_word, read_word_content

    if suffix == _WORD:
        return read_word(path)
    from pipeline.read.office.word_processor import convert_document

    pages = read_word_content(convert_document(path, suffix, scratch, timeout), path.name)
    if not any(page.lines or page.notes for page in pages):
        raise _empty(path.name)  # LibreOffice makes an empty page of some damaged files
    return pages


def _empty(name: str) -> SourceError:
    return SourceError(
        f"{name}: không thấy chữ nào, tệp có thể bị hỏng. "
        "Hãy mở tệp bằng Word, lưu thành .docx hoặc PDF rồi chạy lại.",
        f"{name}: no text was found, the file may be damaged. "
        "Open it in Word, save it as .docx or PDF and run again.",
    )
