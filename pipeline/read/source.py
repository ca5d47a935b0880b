"""Report files: what they are, and how many pages they have."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.errors import SourceError
from pipeline.read.formats import (
    FORMATS,
    Format,
    Other,
    explain_disguise,
    explain_other_format,
)
from pipeline.read.office.package import damaged, locked
from pipeline.read.reader import READERS
from pipeline.read.signature import Content, recognise, suffix_of

__all__ = ["Format", "count_pages", "format_of"]

_OTHERS = {other.value: other for other in Other}


def format_of(path: Path) -> Format:
    """Give the format by what the file holds; by its extension where that is not known.

    Raises:
        SourceError: No report comes with this extension, or the file holds nothing that is read.

    >>> format_of(Path("BC 68.PDF"))
    <Format.PDF: 'pdf'>
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise explain_other_format(path.suffix) or _unknown(path)
    content = recognise(path)
    own = FORMATS[suffix]
    if content is Content.LOCKED:
        raise locked(path.name)
    if content is Content.DAMAGED and own is Format.OFFICE:
        raise damaged(path.name)
    # A page of the web may be somebody's dump: text stays text.
    if content.value in _OTHERS and not (own is Format.TEXT and content is Content.WEB):
        raise explain_disguise(path.name, path.suffix, _OTHERS[content.value])
    return FORMATS[suffix_of(path)]


def _unknown(path: Path) -> SourceError:
    return SourceError(
        f"{path.name}: không đọc được loại tệp {path.suffix or 'không có phần mở rộng'}. "
        f"Các loại đọc được: {' '.join(FORMATS)}.",
        f"{path.name}: files of type {path.suffix or 'no extension'} are not read. "
        f"Types that are: {' '.join(FORMATS)}.",
    )


def count_pages(path: Path, *, scratch: Path | None = None, timeout: float = 120.0) -> int:
    """Count the pages of a report file, and refuse what cannot be one.

    It opens the file and reads no page, so it is cheap enough to plan a run with; only documents of
    old word processors are converted for it. A page that turns out to be damaged fails later, in
    `page.read_page`.

    Args:
        path: A report file of one of the formats of `formats`.
        scratch: A folder for what is converted, so that who reads pages finds it; None: for the
            moment only.
        timeout: Seconds that the conversion may take.

    Raises:
        SourceError: The file cannot be read; the message says why and what to do.
        EngineError: It is to be converted, and LibreOffice is missing or took too long.
    """
    try:
        if path.stat().st_size == 0:
            raise SourceError(
                f"{path.name} rỗng (0 byte). Hãy sao chép hoặc quét lại tệp.",
                f"{path.name} is empty (0 bytes). Copy or scan it again.",
            )
        return READERS[format_of(path)].count(path, scratch, timeout)
    except OSError as error:
        raise SourceError(
            f"Không mở được {path.name} ({error.strerror or error}). "
            "Hãy kiểm tra quyền đọc và đường dẫn của tệp.",
            f"{path.name} cannot be opened ({error.strerror or error}). "
            "Check the file's permissions and path.",
        ) from error
