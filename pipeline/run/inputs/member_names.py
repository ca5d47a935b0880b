"""Names of the members of zip files: what they say, and whether they lead out of the zip.

Names may come in UTF-8 with its flag, in UTF-8 without it (macOS, Python), with a second name in a
Unicode field (7-Zip, WinRAR), in the code page of a Vietnamese Windows, or in CP437, which is what
the format says. Which of the last two it is nothing tells, so the words decide: a name counts as
Windows-1258 where each of its marked words is a Vietnamese syllable then.
"""

from __future__ import annotations

import re
import struct
import zlib
from zipfile import ZipInfo

from pipeline.vietnamese.alphabet import normal
from pipeline.vietnamese.syllable import is_syllable

_UTF_8_FLAG = 0x800
_UNICODE_NAME = 0x7075  # field of the directory: version, checksum of the other name, name
_DRIVE = re.compile(r"[A-Za-z]:")
_WORD = re.compile(r"[^\W\d_]+")
_PRINT_SIGNS = frozenset("–—‘’“”\N{NO-BREAK SPACE}")

# What systems put into a zip beside what people did.
_SYSTEM = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})


def member_name(member: ZipInfo) -> str:
    r"""Give the name of a member with "/" between folders, NFC.

    >>> member_name(ZipInfo("2024/xa▐.pdf")), member_name(ZipInfo("2024\\résumé.pdf"))
    ('2024/xã.pdf', '2024/résumé.pdf')
    """
    if member.flag_bits & _UTF_8_FLAG or not _is_bytes(member.filename):
        name = member.filename
    else:
        name = _decode(member.filename.encode("cp437"), member.extra)
    return normal(name.replace("\\", "/"))


def _is_bytes(name: str) -> bool:
    """Say whether a name is one that zipfile decoded from CP437."""
    try:
        name.encode("cp437")
    except UnicodeEncodeError:
        return False
    return True


def _decode(raw: bytes, extra: bytes) -> str:
    try:
        return (_find_unicode_name(raw, extra) or raw).decode("utf-8")
    except UnicodeDecodeError:
        return _decode_vietnamese(raw) or raw.decode("cp437")


def _find_unicode_name(raw: bytes, extra: bytes) -> bytes | None:
    """Give the second name of a member, if it belongs to the first one."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_NAME and field[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return field[5:]
    return None


def _decode_vietnamese(raw: bytes) -> str | None:
    try:
        name = normal(raw.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    marked = [word for word in _WORD.findall(name) if not word.isascii()]
    others = {sign for sign in name if not sign.isalpha() and not sign.isascii()}
    fits = marked and others <= _PRINT_SIGNS and all(map(is_syllable, marked))
    return name if fits else None


def split_name(name: str) -> tuple[str, ...] | None:
    """Give folders and file of a name; None where it leads out of the zip.

    >>> split_name("./a//x.pdf"), split_name("a/../../x.pdf"), split_name("C:/x.pdf")
    (('a', 'x.pdf'), None, None)
    """
    parts = name.split("/")
    if not parts[0] or _DRIVE.match(name) or ".." in parts:
        return None
    return tuple(part for part in parts if part not in ("", "."))


def is_of_system(parts: tuple[str, ...]) -> bool:
    """Say whether a member is what a system puts into each zip or folder, unseen by people.

    >>> is_of_system(("__MACOSX", "x.pdf")), is_of_system(("a", "._x.pdf"))
    (True, True)
    """
    return any(part.casefold() in _SYSTEM or part.startswith("._") for part in parts)
