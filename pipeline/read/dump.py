"""Text dumps of reports: bytes to pages of lines."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from pipeline.model.errors import SourceError
from pipeline.model.page import Line, Page, PageKind
from pipeline.read.characters import clean_text, find_words, legacy_share

_MARKED_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Dumps carry a stray control character at times; a program's file has them everywhere.
_CONTROL_LIMIT = 0.01
# TCVN3 marks nearly all words so and VNI half of them; OCR dumps have next to none.
_LEGACY_LIMIT = 0.25


def read_texts(path: Path) -> tuple[str, ...]:
    """Give the text of each page of a dump; a form feed separates pages.

    Only Unicode gets in: an 8-bit encoding cannot be told from another one with certainty, and a
    wrong guess would be a silent error.

    Raises:
        SourceError: The file is binary, or in an encoding from before Unicode.
    """
    text = clean_text(_decode(path.read_bytes(), path.name))
    if legacy_share(find_words(text)) > _LEGACY_LIMIT:
        raise _legacy_encoding(path.name)
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()  # Tesseract ends its last page with a form feed too.
    return tuple(pages)


def read_dump_page(path: Path, number: int) -> Page:
    """Give one page of a dump, its lines as they stand.

    Args:
        path: A text file.
        number: From 1; there must be such a page.
    """
    text = read_texts(path)[number - 1]
    if not text.strip():
        return Page(number, PageKind.BLANK)
    lines = tuple(Line(line.rstrip()) for line in text.removesuffix("\n").split("\n"))
    return Page(number, PageKind.TEXT, lines)


def _decode(content: bytes, name: str) -> str:
    encoding = next((code for mark, code in _MARKED_ENCODINGS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\x00" in content:
        raise _binary(name)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_binary(content.decode("latin-1")):
            raise _legacy_encoding(name) from error
        raise _binary(name) from error
    if _is_binary(text):
        raise _binary(name)
    return text


def _is_binary(text: str) -> bool:
    return "\x00" in text or len(_CONTROL.findall(text)) > _CONTROL_LIMIT * len(text)


def _binary(name: str) -> SourceError:
    return SourceError(
        f"{name} không phải tệp văn bản (có dữ liệu nhị phân). "
        "Hãy lưu lại thành văn bản UTF-8, hoặc đặt đúng phần mở rộng của tệp.",
        f"{name} is not a text file (it holds binary content). "
        "Save it as UTF-8 text, or give it its right extension.",
    )


def _legacy_encoding(name: str) -> SourceError:
    return SourceError(
        f"{name} dùng bảng mã 8 bit cũ (TCVN3/ABC, VNI, VISCII, Windows-1258 ...), không phải "
        "Unicode. Hãy chuyển sang Unicode UTF-8 (ví dụ bằng UniKey: Ctrl+Shift+F6) rồi chạy lại.",
        f"{name} is in a legacy 8-bit encoding (TCVN3/ABC, VNI, VISCII, Windows-1258 ...), not "
        "Unicode. Convert it to UTF-8 (UniKey does: Ctrl+Shift+F6) and run again.",
    )
