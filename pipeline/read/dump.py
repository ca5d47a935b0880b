"""Text dumps of reports: bytes to pages of lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline.model.errors import SourceError
from pipeline.model.page import Line, Page, PageKind
from pipeline.read.characters import clean_text, find_words, legacy_share
from pipeline.read.page_limit import PAGES_LIMIT, too_many_pages
from pipeline.vietnamese.encodings import Encoding, convert_lines, decode_legacy
from pipeline.vietnamese.letterhead import find_letterheads
from pipeline.vietnamese.look_alikes import mend_letters

_MARKED_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Dumps carry a stray control character at times; a program's file has them everywhere.
_CONTROL_LIMIT = 0.01
# TCVN3 marks nearly all words so and VNI half of them; OCR dumps have next to none. What was not
# converted and looks so is in none of the encodings that we know.
_LEGACY_LIMIT = 0.25

# Lines with text before a letterhead that is not the first of its page: stamps and torn lines of a
# scan take up to 6 (real files).
_TEXT_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Dump:
    """A text dump in Unicode."""

    pages: tuple[str, ...]
    encoding: str = ""  # from before Unicode, that it was in at least in part: "TCVN3"


def read_dump(path: Path) -> Dump:
    """Give the pages of a dump; a form feed separates them, and so does a letterhead.

    Dumps that lost their form feeds may hold a whole box; a document begins on a page of its own.

    What is in an encoding from before Unicode is converted where its words show which one it is. An
    8-bit file in which they do not is refused: a wrong guess would be a silent error.

    Raises:
        SourceError: The file is binary, or in an encoding that cannot be told.
    """
    return _read_content(path.read_bytes(), path.name)


def read_dump_page(path: Path, number: int) -> Page:
    """Give one page of a dump, its lines as they stand.

    Args:
        path: A text file.
        number: From 1; there must be such a page.
    """
    dump = read_dump(path)
    text = dump.pages[number - 1]
    if not text.strip():
        return Page(number, PageKind.BLANK)
    lines = tuple(Line(line.rstrip()) for line in text.removesuffix("\n").split("\n"))
    return Page(number, PageKind.TEXT, lines, encoding=dump.encoding)


@lru_cache(maxsize=1)  # the pages of a dump are asked for one by one
def _read_content(content: bytes, name: str) -> Dump:
    if (pages_claimed := content.count(b"\f")) > PAGES_LIMIT:
        raise too_many_pages(name, pages_claimed)
    text, encodings = _to_unicode(content, name)
    text = clean_text(mend_letters(text))
    if legacy_share(find_words(text)) > _LEGACY_LIMIT:
        raise _unknown_encoding(name)
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()  # Tesseract ends its last page with a form feed too.
    pages = [part for page in pages for part in _cut_at_letterheads(page)]
    return Dump(tuple(pages), ", ".join(encoding.value for encoding in encodings))


def _cut_at_letterheads(page: str) -> Iterator[str]:
    lines = page.split("\n")
    starts = [at for at in find_letterheads(lines) if _count_text(lines[:at]) >= _TEXT_BEFORE]
    for start, end in pairwise((0, *starts, len(lines))):
        yield "\n".join(lines[start:end])


def _count_text(lines: Sequence[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _to_unicode(content: bytes, name: str) -> tuple[str, tuple[Encoding, ...]]:
    """Give the text, and the encodings from before Unicode that were in it."""
    text = _decode(content, name)
    if text is None:
        known = decode_legacy(content)
        if known is None:
            raise _unknown_encoding(name)
        return known[0], known[1:]
    # Word processors save the letters of an old font as the Latin letters in their places.
    lines = convert_lines(text.split("\n"))
    found = {line.encoding for line in lines if line.encoding}
    in_order = tuple(encoding for encoding in Encoding if encoding in found)
    return "\n".join(line.text for line in lines), in_order


def _decode(content: bytes, name: str) -> str | None:
    """Decode Unicode; None where it is text and no Unicode."""
    encoding = next((code for mark, code in _MARKED_ENCODINGS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\x00" in content:
        raise _binary(name)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_binary(content.decode("latin-1")):
            return None
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


def _unknown_encoding(name: str) -> SourceError:
    return SourceError(
        f"{name} dùng bảng mã 8 bit cũ (TCVN3/ABC, VNI, VISCII, Windows-1258 ...), không rõ là "
        "bảng nào. Hãy chuyển sang Unicode UTF-8 (ví dụ bằng UniKey: Ctrl+Shift+F6) rồi chạy lại.",
        f"{name} is in a legacy 8-bit encoding (TCVN3/ABC, VNI, VISCII, Windows-1258 ...), and its "
        "words do not show which. Convert it to UTF-8 (UniKey does: Ctrl+Shift+F6) and run again.",
    )
