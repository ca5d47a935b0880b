"""Report files: what they are, and how many pages they have."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pipeline.model.errors import SourceError
from pipeline.read import dump, office
from pipeline.read.office_package import explain_old_format


class Format(StrEnum):
    """How a report file is to be opened."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    OFFICE = "office"


_FORMATS = {
    ".pdf": Format.PDF,
    ".png": Format.IMAGE,
    ".jpg": Format.IMAGE,
    ".jpeg": Format.IMAGE,
    ".tif": Format.IMAGE,
    ".tiff": Format.IMAGE,
    ".txt": Format.TEXT,
    ".docx": Format.OFFICE,
    ".xlsx": Format.OFFICE,
}


def format_of(path: Path) -> Format:
    """Give the format by the extension; the content is checked when the file is opened.

    Raises:
        SourceError: No report comes with this extension, or it is that of an old Office file.

    >>> format_of(Path("BC 68.PDF"))
    <Format.PDF: 'pdf'>
    """
    found = _FORMATS.get(path.suffix.lower())
    if found is None:
        old = explain_old_format(path.suffix)
        if old is not None:
            raise old
        raise SourceError(
            f"{path.name}: không đọc được loại tệp {path.suffix or 'không có phần mở rộng'}. "
            f"Các loại đọc được: {' '.join(_FORMATS)}.",
            f"{path.name}: files of type {path.suffix or 'no extension'} are not read. "
            f"Types that are: {' '.join(_FORMATS)}.",
        )
    return found


def count_pages(path: Path) -> int:
    """Count the pages of a report file, and refuse what cannot be one.

    It opens the file and reads no page, so it is cheap enough to plan a run with. A page that
    turns out to be damaged fails later, in `page.read_page`.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
    """
    found = format_of(path)
    try:
        if path.stat().st_size == 0:
            raise SourceError(
                f"{path.name} rỗng (0 byte). Hãy sao chép hoặc quét lại tệp.",
                f"{path.name} is empty (0 bytes). Copy or scan it again.",
            )
        return _count(path, found)
    except OSError as error:
        raise SourceError(
            f"Không mở được {path.name} ({error.strerror or error}). "
            "Hãy kiểm tra quyền đọc và đường dẫn của tệp.",
            f"{path.name} cannot be opened ({error.strerror or error}). "
            "Check the file's permissions and path.",
        ) from error


def _count(path: Path, found: Format) -> int:
    if found is Format.TEXT:
        return len(dump.read_dump(path).pages)
    if found is Format.OFFICE:
        return office.count_office_pages(path)
    # Here, because pdfium and OpenCV take longer to import than a text dump to read.
    from pipeline.read import pdf, picture

    if found is Format.IMAGE:
        return picture.count_frames(path)
    with pdf.open_pdf(path) as document:
        return len(document)
