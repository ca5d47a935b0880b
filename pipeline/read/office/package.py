"""What .docx, .xlsx and .ods files have in common: a zip archive, which may be a trap.

Entities and outside references need no guard of their own: lxml is told to resolve none, here and
by python-docx and openpyxl, and the expat below openpyxl's sheets stops entities that grow (2.4.1
and later). So defusedxml, which would add a dependency and forbid the same, is left out.
"""

from __future__ import annotations

import struct
import zlib
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from pipeline.model.errors import SourceError
from pipeline.read.integrity.package import check_parts
from pipeline.read.office.compound_file import MAGIC

# Bytes. The densest sheet seen (GSO, 120 columns) unpacks to 0.2 MB, 500 pages of prose to 50 MB;
# lxml takes ten times as much memory.
_PART_LIMIT = 64 * 2**20
WHOLE_LIMIT = 256 * 2**20  # pictures are parts too
_PARTS_LIMIT = 10_000

# Bytes of the list of an archive, which is read whole; 10,000 parts take one million.
_DIRECTORY_LIMIT = 4 * 2**20

_ZIP = b"PK"
_DIRECTORY_END = b"PK\x05\x06"
_COMMENT_LIMIT = 0xFFFF  # bytes that may stand behind the end
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = {
    ".docx": ("[Content_Types].xml", b"wordprocessingml.document.main+xml"),
    ".xlsx": ("[Content_Types].xml", b"spreadsheetml.sheet.main+xml"),
    ".ods": ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
}
_SAVED_AS = {".doc": ".docx", ".odt": ".docx", ".rtf": ".docx", ".xls": ".xlsx", ".ods": ".xlsx"}

# What zipfile, lxml, python-docx and openpyxl raise on damaged files, as found by damaging some;
# XMLSyntaxError of lxml and ParseError of expat are SyntaxErrors.
DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, SyntaxError, LookupError, ValueError, TypeError),
    *(AttributeError, ArithmeticError, RuntimeError),
)


def read_package(path: Path, suffix: str) -> bytes:
    """Give the bytes of an Office file that may be opened.

    Args:
        path: The file.
        suffix: What it is to be: ".docx", ".xlsx" or ".ods".

    Raises:
        SourceError: It is locked, no Office file, of another kind, damaged, or it would unpack to
            more than any report.
        OSError: It cannot be read.
    """
    if path.stat().st_size > WHOLE_LIMIT:
        raise too_large(path.name)
    content = path.read_bytes()
    check_package(content, path.name, suffix)
    return content


def check_package(content: bytes, name: str, suffix: str) -> None:
    """Refuse what is not to be opened; arguments and errors as of `read_package`."""
    if content.startswith(MAGIC):
        raise locked(name) if _LOCKED in content else another_kind(name, suffix)
    if not content.startswith(_ZIP):
        raise another_kind(name, suffix)
    part, mark = _CONTENT_TYPES[suffix]
    try:
        if not is_short_list(BytesIO(content)):
            raise too_large(name)
        with ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive, name)
            told = archive.read(part) if part in archive.namelist() else b""
            check_parts(archive)
    except DAMAGE as error:
        raise damaged(name) from error
    if mark not in told:
        raise another_kind(name, suffix)


def check_archive(content: bytes, name: str) -> None:
    """Refuse an archive of which a part is gone or damaged, for programs that would mend it.

    Raises:
        SourceError: It is damaged, or would unpack to more than any report.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive, name)
            check_parts(archive)
    except DAMAGE as error:
        raise damaged(name) from error


def _check_sizes(archive: ZipFile, name: str) -> None:
    parts = archive.infolist()
    sizes = [known.file_size for known in parts]
    if max(sizes) > _PART_LIMIT or sum(sizes) > WHOLE_LIMIT or len(parts) > _PARTS_LIMIT:
        raise too_large(name)


def is_short_list(file: IO[bytes]) -> bool:
    """Say whether the list of an archive is as short as that of an Office file.

    The library reads all of it at once, and a million names of parts take a gigabyte.
    """
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _COMMENT_LIMIT - 22))
    tail = file.read()
    end = tail[tail.rfind(_DIRECTORY_END) :]
    if len(end) < 16:
        return True  # none; the library says so
    (length,) = struct.unpack_from("<I", end, 12)
    return bool(length <= _DIRECTORY_LIMIT)


def damaged(name: str) -> SourceError:
    """Say that a file is damaged, and what to do."""
    return SourceError(
        f"{name} bị hỏng hoặc bị cụt, không mở được. "
        "Hãy mở tệp bằng Word hay Excel, lưu lại (hoặc lưu thành PDF) rồi chạy lại.",
        f"{name} is damaged or cut off and does not open. "
        "Open it in Word or Excel, save it again (or as PDF) and run again.",
    )


def locked(name: str) -> SourceError:
    """Say that a file has a password."""
    return SourceError(
        f"{name} có mật khẩu. Hãy mở tệp bằng mật khẩu và lưu một bản không khóa.",
        f"{name} is locked with a password. Open it and save a copy without one.",
    )


def another_kind(name: str, suffix: str) -> SourceError:
    """Say that a file is not what it is named."""
    modern = _SAVED_AS.get(suffix, suffix)
    return SourceError(
        f"{name} không phải tệp {suffix} dù có đuôi ấy. "
        f"Hãy đặt đúng phần mở rộng, hoặc mở tệp và lưu thành {modern} hay PDF.",
        f"{name} is no {suffix} file although it is named so. "
        f"Give it its right extension, or open it and save it as {modern} or PDF.",
    )


def too_large(name: str) -> SourceError:
    """Say that a file holds more than a report."""
    return SourceError(
        f"{name} quá lớn khi giải nén so với một báo cáo. "
        "Hãy bỏ hình và dòng thừa, hoặc lưu riêng phần báo cáo thành PDF.",
        f"{name} unpacks to more than any report takes. "
        "Remove pictures and idle rows, or save the report alone as PDF.",
    )
