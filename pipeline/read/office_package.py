"""What .docx and .xlsx files have in common: a zip archive, which may be none or may be a trap.

Entities and outside references need no guard of their own: lxml is told to resolve none, here and
by python-docx and openpyxl, and the expat below openpyxl's sheets stops entities that grow (2.4.1
and later). So defusedxml, which would add a dependency and forbid the same, is left out.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.model.errors import SourceError

# Bytes. The densest sheet seen (GSO, 120 columns) unpacks to 0.2 MB, 500 pages of prose to 50 MB;
# lxml takes ten times as much memory.
_PART_LIMIT = 64 * 2**20
_WHOLE_LIMIT = 256 * 2**20  # pictures are parts too
_PARTS_LIMIT = 10_000

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a container of Office 97-2003, and of locked files
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = {
    ".docx": b"wordprocessingml.document.main+xml",
    ".xlsx": b"spreadsheetml.sheet.main+xml",
}
_MODERN = {".doc": ".docx", ".xls": ".xlsx"}

# What zipfile, lxml, python-docx and openpyxl raise on damaged files, as found by damaging some;
# XMLSyntaxError of lxml and ParseError of expat are SyntaxErrors.
DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, SyntaxError, LookupError, ValueError, TypeError),
    *(AttributeError, ArithmeticError, RuntimeError),
)


def read_package(path: Path) -> bytes:
    """Give the bytes of an Office file that may be opened.

    Raises:
        SourceError: It is of the kind before 2007, locked, no Office file, of another kind than its
            name says, damaged, or it would unpack to more than any report.
        OSError: It cannot be read.
    """
    if path.stat().st_size > _WHOLE_LIMIT:
        raise _too_large(path.name)
    content = path.read_bytes()
    if content.startswith(_OLE):
        raise _locked(path.name) if _LOCKED in content else _old(path)
    if not content.startswith(_ZIP):
        raise _another_kind(path)
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            sizes = [part.file_size for part in parts]
            if max(sizes) > _PART_LIMIT or sum(sizes) > _WHOLE_LIMIT or len(parts) > _PARTS_LIMIT:
                raise _too_large(path.name)
            types = archive.read("[Content_Types].xml") if _lists_types(archive) else b""
    except DAMAGE as error:
        raise damaged(path.name) from error
    if _CONTENT_TYPES[path.suffix.lower()] not in types:
        raise _another_kind(path)
    return content


def _lists_types(archive: ZipFile) -> bool:
    return "[Content_Types].xml" in archive.namelist()


def damaged(name: str) -> SourceError:
    """Say that a file is damaged, and what to do."""
    return SourceError(
        f"{name} bị hỏng hoặc bị cụt, không mở được. "
        "Hãy mở tệp bằng Word hay Excel, lưu lại (hoặc lưu thành PDF) rồi chạy lại.",
        f"{name} is damaged or cut off and does not open. "
        "Open it in Word or Excel, save it again (or as PDF) and run again.",
    )


def explain_old_format(suffix: str) -> SourceError | None:
    """Say what to do with a file of Office 97-2003; None for other types.

    >>> explain_old_format(".pdf") is None
    True
    """
    modern = _MODERN.get(suffix.lower())
    if modern is None:
        return None
    return SourceError(
        f"Tệp {suffix} (Office 97-2003) không đọc được. "
        f"Hãy mở tệp bằng Word hay Excel, lưu thành {modern} hoặc PDF rồi chạy lại.",
        f"Files of type {suffix} (Office 97-2003) are not read. "
        f"Open the file in Word or Excel, save it as {modern} or PDF and run again.",
    )


def _old(path: Path) -> SourceError:
    suffix = path.suffix.lower()
    return SourceError(
        f"{path.name} là tệp Office 97-2003 dù có đuôi {suffix}. "
        f"Hãy mở tệp bằng Word hay Excel, lưu thành {suffix} hoặc PDF rồi chạy lại.",
        f"{path.name} is a file of Office 97-2003 although it is named {suffix}. "
        f"Open it in Word or Excel, save it as {suffix} or PDF and run again.",
    )


def _locked(name: str) -> SourceError:
    return SourceError(
        f"{name} có mật khẩu. Hãy mở tệp bằng mật khẩu và lưu một bản không khóa.",
        f"{name} is locked with a password. Open it and save a copy without one.",
    )


def _another_kind(path: Path) -> SourceError:
    suffix = path.suffix.lower()
    return SourceError(
        f"{path.name} không phải tệp {suffix} dù có đuôi ấy. "
        f"Hãy đặt đúng phần mở rộng, hoặc mở tệp và lưu thành {suffix} hay PDF.",
        f"{path.name} is no {suffix} file although it is named so. "
        f"Give it its right extension, or open it and save it as {suffix} or PDF.",
    )


def _too_large(name: str) -> SourceError:
    return SourceError(
        f"{name} quá lớn khi giải nén so với một báo cáo. "
        "Hãy bỏ hình và dòng thừa, hoặc lưu riêng phần báo cáo thành PDF.",
        f"{name} unpacks to more than any report takes. "
        "Remove pictures and idle rows, or save the report alone as PDF.",
    )
