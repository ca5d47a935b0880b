"""What a file is by its first bytes, whatever it is named.

Archives are full of Word files named .doc that are .docx inside, of PDFs named .docx, and of
workbooks that a web site called .xls. So the content decides, with two exceptions: what is no known
format stays what its name says (its reader refuses it with a reason), and nothing becomes a text
dump by its letters, since every format could.

A look takes one read of the beginning; containers are asked for the names of their parts too.
"""

from __future__ import annotations

import os
import re
import struct
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from pipeline.read.formats import REPORT_SUFFIXES, Other
from pipeline.read.office.compound_file import MAGIC, CompoundError, CompoundFile
from pipeline.read.office.package import DAMAGE, is_short_list

_HEAD = 2048  # bytes


class Content(StrEnum):
    """What a file is; of what is read, the value is the extension it should have."""

    PDF = ".pdf"
    PNG = ".png"
    JPEG = ".jpg"
    TIFF = ".tif"
    BMP = ".bmp"
    WEBP = ".webp"
    HEIC = ".heic"
    DOCX = ".docx"
    DOC = ".doc"
    ODT = ".odt"
    RTF = ".rtf"
    XLSX = ".xlsx"
    XLS = ".xls"
    ODS = ".ods"
    MAIL = Other.MAIL.value
    WEB = Other.WEB.value
    ARCHIVE = Other.ARCHIVE.value
    SLIDES = Other.SLIDES.value
    SHEET = Other.SHEET.value
    LETTER = Other.LETTER.value
    LOCKED = "locked"  # with a password
    DAMAGED = "damaged"  # a container whose list of parts cannot be read
    UNKNOWN = ""


_STARTS = (
    (b"%PDF-", Content.PDF),
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"\xff\xd8\xff", Content.JPEG),
    *((mark, Content.TIFF) for mark in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    (b"{\\rtf", Content.RTF),
    # Workbooks of Excel 2 to 4 are in no container.
    *((mark, Content.XLS) for mark in (b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0")),
    *((mark, Content.ARCHIVE) for mark in (b"Rar!\x1a\x07", b"7z\xbc\xaf'\x1c", b"\x1f\x8b\x08")),
)
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"heif"))
# Lengths of the second header of a BMP: two letters alone would take a text for one (BMI).
_BMP_HEADERS = frozenset((12, 40, 52, 56, 64, 108, 124))
_WEB_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"(?:<(?:!doctype\s+html|html|head|body|meta|table|style|div)\b|mime-version:)",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_XML = (  # what Office 2003 called XML
    (b"urn:schemas-microsoft-com:office:spreadsheet", Content.SHEET),
    (b'progid="excel.sheet"', Content.SHEET),
    (b'progid="word.document"', Content.LETTER),
)
_ROOT_STREAMS = (
    ("EncryptedPackage", Content.LOCKED),
    ("WordDocument", Content.DOC),
    ("Workbook", Content.XLS),
    ("Book", Content.XLS),
    ("PowerPoint Document", Content.SLIDES),
    ("__properties_version1.0", Content.MAIL),
)
_PACKAGES = (
    (b"wordprocessingml.document.main+xml", Content.DOCX),
    (b"spreadsheetml.sheet.main+xml", Content.XLSX),
    (b"presentationml.", Content.SLIDES),
    (b"ms-word.", Content.LETTER),
    (b"ms-excel.", Content.SHEET),
)
_OPEN_DOCUMENTS = (
    (b"application/vnd.oasis.opendocument.text", Content.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Content.ODS),
    (b"application/vnd.oasis.opendocument.presentation", Content.SLIDES),
)
_LIST_LIMIT = 4 * 2**20  # bytes of the part that lists the others; real ones have some thousand
_WORD_MAGICS = (0xA5EC, 0xA5DC)  # of Word 97-2003, and of Word 6 and 95
_WORD_LOCKED = 0x0100  # a flag in the eleventh and twelfth byte


def suffix_of(path: Path) -> str:
    """Give the extension that fits what a file holds, in small letters.

    Where that is not known, or is nothing that is read, and for other extensions than those of
    reports, it is the file's own.

    >>> suffix_of(Path("BC 68.PDF"))
    '.pdf'
    """
    own = path.suffix.lower()
    if own not in REPORT_SUFFIXES:
        return own
    found = recognise(path).value
    return found if found in REPORT_SUFFIXES else own


def recognise(path: Path) -> Content:
    """Tell what a file is; `UNKNOWN` where it cannot be opened, too: who reads it says why."""
    try:
        status = path.stat()
        return _recognise(os.fsencode(path), (status.st_size, status.st_mtime_ns))
    except OSError:
        return Content.UNKNOWN


@lru_cache(maxsize=4096)  # one file is asked about several times on its way
def _recognise(path: bytes, state: tuple[int, int]) -> Content:
    with Path(os.fsdecode(path)).open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(MAGIC):
            return _look_into_compound(file)
        if head.startswith(b"PK\x03\x04"):
            return _look_into_zip(file)
    return _by_head(head, state[0])


def _by_head(head: bytes, size: int) -> Content:
    for mark, content in _STARTS:
        if head.startswith(mark):
            return content
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Content.WEBP
    if head[4:8] == b"ftyp" and (head[8:12] in _HEIC_BRANDS):
        return Content.HEIC
    if head[:2] == b"BM" and len(head) >= 18:
        start, header = struct.unpack_from("<2I", head, 10)
        if header in _BMP_HEADERS and 14 + header <= start < size:
            return Content.BMP
    return _by_markup(head)


def _by_markup(head: bytes) -> Content:
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe").lower()  # UTF-16 too
    if plain.lstrip(b"\xef\xbb \t\r\n\xbf").startswith(b"<?xml"):
        for mark, content in _OFFICE_XML:
            if mark in plain:
                return content
    return Content.WEB if _WEB_START.match(plain) else Content.UNKNOWN


def _look_into_compound(file: IO[bytes]) -> Content:
    try:
        compound = CompoundFile(file)
        for name, content in _ROOT_STREAMS:
            if name in compound.streams:
                if content is Content.DOC:
                    return _check_word(compound.head(compound.streams[name], 12))
                return content
    except CompoundError:
        return Content.DAMAGED
    return Content.UNKNOWN


def _check_word(head: bytes) -> Content:
    if len(head) < 12 or struct.unpack_from("<H", head)[0] not in _WORD_MAGICS:
        return Content.DAMAGED
    locked = struct.unpack_from("<H", head, 10)[0] & _WORD_LOCKED
    return Content.LOCKED if locked else Content.DOC


def _look_into_zip(file: IO[bytes]) -> Content:
    try:
        if not is_short_list(file):
            return Content.UNKNOWN
        with ZipFile(file) as archive:
            names = frozenset(archive.namelist())
            if "mimetype" in names:
                return _open_document(archive, names)
            if "[Content_Types].xml" in names:
                return _find(_PACKAGES, _read_part(archive, "[Content_Types].xml"))
            return Content.ARCHIVE
    except DAMAGE:
        return Content.DAMAGED


def _open_document(archive: ZipFile, names: frozenset[str]) -> Content:
    found = _find(_OPEN_DOCUMENTS, _read_part(archive, "mimetype"))
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in _read_part(archive, manifest):
        return Content.LOCKED
    return found


def _find(marks: tuple[tuple[bytes, Content], ...], text: bytes) -> Content:
    return next((content for mark, content in marks if mark in text), Content.UNKNOWN)


def _read_part(archive: ZipFile, name: str) -> bytes:
    """Give a part of an archive; one that is too long for what it is has nothing to say."""
    return archive.read(name) if archive.getinfo(name).file_size <= _LIST_LIMIT else b""
