"""Whether the inputs are still what was read: told by their bytes, not by their names."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pipeline.review.refusals import GoneError
from pipeline.run.batch.steps import ReportFile
from pipeline.run.workspace import IndexEntry

_MOVED = GoneError(
    "Tệp đã bị chuyển đi hoặc đã thay đổi sau khi đọc, nên không vẽ trang. Hãy chạy lại lệnh.",
    "The file moved or changed since it was read, so no page of it is shown. Run again.",
)


class Inputs:
    """The files of one folder's reports; each is hashed again only where it was touched."""

    def __init__(self) -> None:
        self._checked: dict[bytes, tuple[tuple[int, int, int], str]] = {}

    def check(self, file: ReportFile) -> None:
        """See that a file has the bytes that were read.

        Raises:
            GoneError: It has not, or it is not there.
        """
        path = Path(os.fsdecode(file.path))
        try:
            found = path.stat()
            mark = found.st_size, found.st_mtime_ns, found.st_ino
            known = self._checked.get(file.path)
            if known is None or known[0] != mark:
                with path.open("rb") as stream:
                    known = mark, hashlib.file_digest(stream, "sha256").hexdigest()
                self._checked[file.path] = known
        except OSError as error:
            raise _MOVED from error
        if known[1] != file.sha256:
            raise _MOVED

    def check_all(self, entry: IndexEntry) -> None:
        """See that all files of a report have the bytes that were read.

        Raises:
            GoneError: One has not, or is not there.
        """
        for sheets in entry.sheets:
            self.check(sheets.file)
