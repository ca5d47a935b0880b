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

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """Open a stream whose content becomes the target when the block ends without an error.

    Missing folders are made. On any error the target keeps its old content.

    Raises:
        SettingError: The folder or the file must not be written to.
        SolieuError: The disk is full, or the system refuses for another reason.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            _remove(part)
            raise
    except OSError as error:
        raise _explain(error, target) from error


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # The folder went away or was locked; the error that brought us here says more.
        return


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
