"""Whether reports of the last run are gone by accident: a share that was not mounted, a wrong path.

A run removes the CSVs of reports that vanished. That is right for a report that somebody deleted
and ruins an archive where a folder just was not there. So a run stops before it starts anything
where

- nothing is left to be read at all,
- of the reports that the last run read more than half are gone, and at least three, or
- at least three are gone from a folder that is still there and has nothing in it any more, or
  cannot be listed: so a share looks that is not mounted.

A report that was renamed or moved is not gone: its bytes are found under another name. One that is
there and can no longer be read is not gone either; its line says why. A question on the terminal
was the alternative: at night nobody answers it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.model.errors import SettingError, SourceError
from pipeline.model.report import State
from pipeline.run.batch.clock import Clock, hash_file
from pipeline.run.inputs.archives import SUFFIX
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import Input, displayed
from pipeline.run.workspace import Earlier, Workspace

_LEAST = 3  # reports; one or two that are gone were deleted by somebody
_SHARE = 0.5  # of the reports of the last run
_FOLDERS, _NAMES = 3, 3  # that a message names


@dataclass(frozen=True, slots=True)
class _Gone:
    """A report of the last run that is no input any more."""

    report: Earlier
    folder: str  # where it lay, absolute; below IN where that is not known or was a zip


def check_nothing_vanished(workspace: Workspace, entries: Sequence[Input]) -> None:
    """Stop a run that would remove results of reports that are only not there at the moment.

    Args:
        workspace: Of the outputs, as the last run left it.
        entries: All inputs of this run.

    Raises:
        SettingError: Nothing is to be read, or the inputs are far fewer than they were.
    """
    earlier = _by_input(workspace.read_earlier())
    gone = _find_gone(earlier, entries)
    if _is_nothing(entries, gone):
        raise _nothing_there(workspace.out, gone)
    if not _is_accident(gone, len(earlier)):
        return
    moved = _hashes_of_new(earlier, entries)
    gone = [one for one in gone if one.report.sha256 not in moved]
    if _is_accident(gone, len(earlier)):
        raise _far_fewer(workspace.out, gone, len(earlier))


def _is_nothing(entries: Sequence[Input], gone: Sequence[_Gone]) -> bool:
    """Say whether nothing can be read; files that fail do so with a line, unless results go."""
    states = {entry.state for entry in entries}
    return None not in states and (bool(gone) or State.FAILED not in states)


def _by_input(reports: Iterable[Earlier]) -> tuple[Earlier, ...]:
    """Give each input once, whatever the number of reports in it.

    >>> [one.path for one in _by_input([Earlier("box.pdf#1"), Earlier("box.pdf#2")])]
    ['box.pdf']
    """
    whole = (replace(one, path=re.sub(r"#\d+$", "", one.path)) for one in reports)
    return tuple({one.path: one for one in whole}.values())


def _find_gone(earlier: Sequence[Earlier], entries: Sequence[Input]) -> list[_Gone]:
    listed = {path for entry in entries for path in entry.paths}
    # What was in a zip that cannot be opened any more failed together with it.
    zips = {entry.path for entry in entries if entry.path.lower().endswith(SUFFIX)}
    gone = [
        report
        for report in earlier
        if report.path not in listed and zips.isdisjoint(_above(report.path))
    ]
    return [_Gone(report, _folder_of(report)) for report in gone]


def _above(path: str) -> list[str]:
    return [str(parent) for parent in PurePosixPath(path).parents]


def _folder_of(report: Earlier) -> str:
    if report.file and OWN_FOLDER not in Path(report.file).parts:
        return str(Path(report.file).parent)
    return str(PurePosixPath(report.path).parent)


def _is_accident(gone: Sequence[_Gone], earlier: int) -> bool:
    if len(gone) < _LEAST:
        return False
    if len(gone) > earlier * _SHARE:
        return True
    bare = {folder: _is_bare(Path(folder)) for folder in {one.folder for one in gone}}
    return sum(bare[one.folder] for one in gone) >= _LEAST


def _is_bare(folder: Path) -> bool:
    """Say whether a folder, or what is left of the way to it, is there and shows nothing."""
    if not folder.is_absolute():
        return False
    left = next(part for part in (folder, *folder.parents) if os.path.lexists(part))
    try:
        return next(left.iterdir(), None) is None
    except OSError:
        return True


def _hashes_of_new(earlier: Sequence[Earlier], entries: Sequence[Input]) -> set[str]:
    """Hash what has no line from the last run; that is read only where something looks wrong."""
    known = {report.path for report in earlier}
    new = (entry.file for entry in entries if entry.state is None and entry.path not in known)
    return {_hash(file) for file in new}


def _hash(file: Path) -> str:
    try:
        return hash_file(file, Clock())[0]
    except (OSError, SourceError):
        return ""


def _nothing_there(out: Path, gone: Sequence[_Gone]) -> SettingError:
    name = displayed(str(out))
    if not gone:
        return SettingError(
            "Không có báo cáo nào để đọc. Hãy kiểm tra đường dẫn và ổ mạng, hoặc thêm "
            "--allow-empty (make extract ALLOW_EMPTY=1) nếu đúng là không có gì.",
            "There is no report to read. Check the path and whether the share is mounted, or add "
            "--allow-empty (make extract ALLOW_EMPTY=1) if there really is none.",
        )
    vietnamese, english = _told(gone)
    return SettingError(
        f"Không có báo cáo nào để đọc, trong khi {name} có kết quả của {len(gone)} báo cáo: "
        f"{vietnamese}. Chưa xóa gì; hãy kết nối ổ mạng hoặc sửa đường dẫn rồi chạy lại, hoặc thêm "
        "--allow-empty (make extract ALLOW_EMPTY=1) để bỏ các kết quả ấy.",
        f"There is no report to read, but {name} holds results of {len(gone)} reports: {english}. "
        "Nothing was removed; mount the share or correct the path and run again, or add "
        "--allow-empty (make extract ALLOW_EMPTY=1) to give these results up.",
    )


def _far_fewer(out: Path, gone: Sequence[_Gone], earlier: int) -> SettingError:
    name = displayed(str(out))
    vietnamese, english = _told(gone)
    return SettingError(
        f"Không còn thấy {len(gone)} trong {earlier} báo cáo đã có kết quả trong {name}: "
        f"{vietnamese}. Chưa xóa gì; hãy kết nối ổ mạng hoặc sửa đường dẫn rồi chạy lại, dùng "
        "thư mục kết quả khác cho các báo cáo khác, hoặc thêm --allow-empty "
        "(make extract ALLOW_EMPTY=1) để bỏ các kết quả ấy.",
        f"Of {earlier} reports with results in {name} {len(gone)} are gone: {english}. "
        "Nothing was removed; mount the share or correct the path and run again, take another "
        "output folder for other reports, or add --allow-empty (make extract ALLOW_EMPTY=1) to "
        "give these results up.",
    )


def _told(gone: Sequence[_Gone]) -> tuple[str, str]:
    """Name what is missing by folder, those that miss most first."""
    by_folder: dict[str, list[str]] = {}
    for one in gone:
        name = PurePosixPath(one.report.path).name
        by_folder.setdefault(one.folder, []).append(displayed(name))
    folders = sorted(by_folder.items(), key=lambda item: (-len(item[1]), item[0]))
    parts = [f"{displayed(folder)} ({_some(names)})" for folder, names in folders[:_FOLDERS]]
    shown, more = ", ".join(parts), len(folders) - _FOLDERS
    if more <= 0:
        return shown, shown
    return f"{shown} và {more} thư mục nữa", f"{shown} and {more} more folders"


def _some(names: Iterable[str]) -> str:
    """Give some names, and dots for the others: the same in both languages.

    >>> _some(["c.pdf", "a.pdf"]), _some("dcba")
    ('a.pdf, c.pdf', 'a, b, c, ...')
    """
    known = sorted(names)
    return ", ".join([*known[:_NAMES], *(["..."] if len(known) > _NAMES else [])])
