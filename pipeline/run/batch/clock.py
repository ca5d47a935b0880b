"""What is done with a file before a worker has it: under the same time limit, and not for all."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

from pipeline.model.errors import SourceError

# Bytes. A box of 3,000 pages, scanned in colour, has 3 billion; to read 4 takes ten seconds.
LARGEST_FILE = 4 * 2**30
_PIECE = 2**20  # bytes
_UNLIMITED = float("inf")


class Clock:
    """The time limit of one input, from now on."""

    def __init__(self, limit: float = _UNLIMITED) -> None:
        self._limit = limit  # seconds
        self._end = time.monotonic() + limit

    def check(self) -> None:
        """Go on while there is time.

        Raises:
            SourceError: There is none left.
        """
        if time.monotonic() > self._end:
            raise explain_lateness(self._limit)


def hash_file(file: Path, clock: Clock) -> tuple[str, os.stat_result]:
    """Hash a file; give its state when it was opened, too.

    Raises:
        SourceError: It is too large, it took too long, or it is a device or a pipe.
        OSError: It cannot be opened or read.
    """
    # A pipe that took its place after it was found is not waited for.
    if not stat.S_ISREG(file.stat().st_mode):
        raise SourceError("Không phải tệp thông thường.", "Not a regular file.")
    with file.open("rb", buffering=0) as stream:
        status = os.fstat(stream.fileno())
        check_size(status.st_size)
        digest, length = hashlib.sha256(), 0
        while piece := stream.read(_PIECE):
            digest.update(piece)
            length += len(piece)
            check_size(length)  # it may grow meanwhile
            clock.check()
    return digest.hexdigest(), status


def check_size(size: int) -> None:
    """Refuse files that are larger than any report.

    Raises:
        SourceError: It is.
    """
    if size > LARGEST_FILE:
        most = LARGEST_FILE // 2**30
        raise SourceError(
            f"Tệp quá lớn ({size / 2**30:.0f} GB, nhiều nhất {most}). Hãy chia thành nhiều tệp.",
            f"The file is too large ({size / 2**30:.0f} GB, at most {most}). Divide it.",
        )


def explain_lateness(limit: float) -> SourceError:
    """Say that the time limit is over, and what to do."""
    return SourceError(
        f"Quá giới hạn {limit:g} giây cho một báo cáo. Các trang đã đọc được giữ lại: "
        "hãy chạy lại lệnh, hoặc tăng --time-limit.",
        f"The limit of {limit:g} seconds for one report is over. The pages read so far are kept: "
        "run again, or raise --time-limit.",
    )
