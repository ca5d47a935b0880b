"""Files in a folder that somebody else may have prepared: no link followed, no pipe waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Systems without these have no links and pipes that a folder could bring along.
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def is_foreign(path: Path) -> bool:
    """Say whether something stands there that is no plain file: a link, a pipe, a device, a folder.

    Raises:
        OSError: The folder may not be looked into.
    """
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def read_regular(file: Path) -> bytes:
    """Read a plain file.

    Raises:
        OSError: It cannot be read, or it is none.
    """
    with open(os.open(file, os.O_RDONLY | _CAREFULLY), "rb") as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(file))
        return stream.read()


def append_regular(file: Path, content: bytes, *, sync: bool = False) -> None:
    """Write behind the end of a plain file; one that is not there is made.

    Args:
        file: Its name.
        content: What is written.
        sync: Wait until it is on the disk.

    Raises:
        OSError: It cannot be written to, or it is none.
    """
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _CAREFULLY, 0o666)
    with open(opened, "ab") as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(file))
        stream.write(content)
        if sync:
            stream.flush()
            os.fsync(stream.fileno())


def free_part(target: Path) -> Path:
    """Give a name beside a file for its unfinished content.

    What a killed run left there is removed; a link or a pipe is left alone, and the next name is
    taken. Who opens it makes a new file (mode `x`), which follows no link either.

    Raises:
        OSError: What is left cannot be removed.
    """
    number = 1
    while True:
        mark = f".{number}" if number > 1 else ""
        part = target.with_name(f".{target.name}{mark}.part")
        if not is_foreign(part):
            part.unlink(missing_ok=True)
            return part
        number += 1
