"""What an output folder that came from somebody else may hold: links, pipes, another one's files.

Nothing of it is followed, written to or waited for. What we keep for ourselves is looked through
before a run begins; what stands where a report's CSV goes, before that is written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.model.errors import SettingError, SolieuError
from pipeline.run.inputs.selection import displayed

_STEPS = "steps"  # a folder for each step, in it folders by the beginning of the hash
_DEPTH = 2  # of these


def check_own(folder: Path) -> None:
    """See that our folder and what we write to in it is ours alone.

    Raises:
        SettingError: It is a link or another user's, or something in it is a link, a pipe, or a
            file that has another name elsewhere.
        OSError: It cannot be looked into.
    """
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(status.st_mode):
        raise _refused(folder, "không phải thư mục", "it is no folder")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise _refused(folder, "của người dùng khác", "it is another user's")
    for entry in _entries(folder, 0):
        if entry.is_file(follow_symlinks=False):
            strange = entry.stat(follow_symlinks=False).st_nlink > 1
        else:
            strange = not entry.is_dir(follow_symlinks=False)
        if strange:
            told = "là liên kết hoặc không phải tệp thông thường", "it is a link or no regular file"
            raise _refused(Path(entry.path), *told)


def _entries(folder: Path, depth: int) -> Iterator[os.DirEntry[str]]:
    """Give what lies there and in the folders of results; their kind costs no look at the disk."""
    with os.scandir(folder) as found:
        for entry in found:
            yield entry
            inside = depth or entry.name == _STEPS
            if inside and depth < _DEPTH and entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path), depth + 1)


def check_way(out: Path, csv: str) -> None:
    """See that no folder between OUT and a CSV is a link that leads elsewhere.

    Raises:
        SolieuError: One is.
    """
    for folder in PurePosixPath(csv).parents:
        if folder.name and (out / folder).is_symlink():
            name = displayed(str(out / folder))
            raise SolieuError(
                f"{name} là liên kết, nên không ghi kết quả qua đó. Hãy xóa hoặc đổi tên nó.",
                f"{name} is a link, so no result is written through it. Remove or rename it.",
            )


def _refused(path: Path, vietnamese: str, english: str) -> SettingError:
    name = displayed(str(path))
    return SettingError(
        f"{name} không dùng được: {vietnamese}. Hãy xóa nó, hoặc chọn thư mục kết quả khác.",
        f"{name} cannot be used: {english}. Remove it, or choose another output folder.",
    )
