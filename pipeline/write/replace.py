"""Files that are there whole or not at all.

Every output is written under another name in the same folder, brought to the disk, then renamed:
a reader, a kill or a power cut finds the old file or the new one, never a half. The other name
depends on the target alone, so what a killed run left behind is taken over by the next one and an
interrupted run ends with the same folder as an unbroken one; a random name (`tempfile`) would
leave rubbish. That only one run at a time writes to a folder is for the caller to see to.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.model.errors import SettingError, SolieuError
from pipeline.write.regular import free_part, is_foreign

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """Open a stream whose content becomes the target when the block ends without an error.

    Missing folders are made. On any error the target keeps its old content.

    Raises:
        SettingError: The folder or the file must not be written to, or it is no plain file.
        SolieuError: The disk is full, or the system refuses for another reason.
    """
    try:
        _make_folders(target.parent)
        if is_foreign(target):
            raise _explain_foreign(target)
        part = free_part(target)
        try:
            with part.open("xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            _remove(part)
            raise
    except OSError as error:
        raise _explain(error, target) from error


def _make_folders(folder: Path) -> None:
    """Make folders one by one; `parents=True` calls itself for each, and there may be hundreds."""
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # The folder went away or was locked; the error that brought us here says more.
        return


def _explain_foreign(target: Path) -> SettingError:
    return SettingError(
        f"{target} là liên kết hoặc không phải tệp thông thường, nên không ghi đè. "
        "Hãy xóa hoặc đổi tên nó rồi chạy lại lệnh.",
        f"{target} is a link or no regular file, so it is not overwritten. "
        "Remove or rename it and run again.",
    )


def _explain(error: OSError, target: Path) -> SolieuError:
    if error.errno in _FULL:
        return SolieuError(
            f"Ổ đĩa đã đầy, không ghi được {target}. Hãy giải phóng dung lượng rồi chạy lại lệnh.",
            f"The disk is full, {target} was not written. Free some space and run again.",
        )
    if error.errno in _FORBIDDEN:
        return SettingError(
            f"Không được phép ghi {target}. Hãy đóng tệp nếu đang mở trong Excel, "
            "hoặc chọn thư mục kết quả khác.",
            f"Writing {target} is not allowed. Close the file if it is open in Excel, "
            "or choose another output folder.",
        )
    reason = error.strerror or type(error).__name__
    return SolieuError(
        f"Không ghi được {target} ({reason}). Hãy kiểm tra thư mục kết quả rồi chạy lại lệnh.",
        f"{target} could not be written ({reason}). Check the output folder and run again.",
    )
