"""Zip files by unknown hands, opened without trusting what they say of themselves."""

from __future__ import annotations

import errno
import io
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

# Bytes of the table of contents, which is read as a whole: some 30,000 entries of usual names, or
# 180,000 without any, which take 100 MB of memory.
_CONTENTS_LIMIT = 8 * 2**20

_PIECE = 2**20  # bytes that are unpacked at once

# What zipfile and zlib raise on damaged files, as found by damaging some.
DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, ValueError, LookupError, RuntimeError, ArithmeticError),
    *(NotImplementedError, TypeError, AttributeError, struct.error),
)


class NowhereError(OSError, BadZipFile):
    """A place before the beginning of a file; zipfile looks there, and expects an OSError."""


class _Wary(io.BufferedReader):
    """A file that gives no more at once than the longest table of contents that is believed."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read; only a damaged or hostile file asks for a larger piece."""
        wanted = _CONTENTS_LIMIT + 1 if size is None or size < 0 else size
        piece = super().read(min(wanted, _CONTENTS_LIMIT + 1))
        if len(piece) > _CONTENTS_LIMIT:
            raise BadZipFile("table of contents too long")
        return piece

    def seek(self, target: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place; only a damaged or hostile file names one before its beginning."""
        try:
            return super().seek(target, whence)
        except OSError as error:
            if error.errno == errno.EINVAL:
                raise NowhereError(*error.args) from error
            raise


@contextmanager
def open_zip(file: Path) -> Iterator[ZipFile]:
    """Open a zip file whose table of contents fits into the memory.

    Raises:
        OSError: It cannot be opened.
        BadZipFile: Or another one of `DAMAGE`: it is damaged or no zip file.
    """
    with _Wary(file.open("rb", buffering=0)) as stream, ZipFile(stream) as archive:
        yield archive


def copy_member(
    archive: ZipFile, content: ZipInfo, target: Path, check: Callable[[], None]
) -> None:
    """Unpack a member into a new file, never more of it than the table of contents says.

    Args:
        archive: Holds it.
        content: Its entry there.
        target: The file.
        check: Called now and then; it raises an error when there is no time left.

    Raises:
        OSError: The disk is full, or the zip cannot be read any more.
        BadZipFile: Or another one of `DAMAGE`: the member is damaged. No file is left.
    """
    target.parent.mkdir(exist_ok=True)
    try:
        with archive.open(content) as source, target.open("xb") as stream:
            while piece := source.read(_PIECE):
                stream.write(piece)
                check()
    except BaseException:
        target.unlink(missing_ok=True)
        raise
