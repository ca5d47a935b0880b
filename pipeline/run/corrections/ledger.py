"""`OUT/corrections.csv`: every decision of a person, one line each, never written over.

A decision is appended and brought to the disk before anybody is told that it is kept; what takes it
back is a line as well. So a kill costs at most the decision that nobody saw confirmed, and the file
is the history too: who decided what, when. A lock file orders writers of all processes; a data base
was the alternative, and no spreadsheet opens one.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from pipeline.model.correction import Correction
from pipeline.model.errors import SettingError
from pipeline.run.corrections.lines import (
    Entry,
    Header,
    Undo,
    parse_entry,
    print_correction,
    print_header,
    print_undo,
    read_header,
    split_records,
)
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.write.cell import plain_text
from pipeline.write.regular import append_regular, read_regular

FILE = "corrections.csv"
_MARK = "\ufeff"  # without it Excel takes a file for the system's old code page
_PATIENCE = 20.0  # seconds for a lock that is held for milliseconds

Stamp = tuple[int, int, int]  # size, nanoseconds of the change, number of the file


@dataclass(frozen=True, slots=True)
class Book:
    """All that was decided in a folder, without what was taken back."""

    corrections: tuple[Correction, ...] = ()  # in the order of the decisions
    unreadable: tuple[str, ...] = ()  # lines that are no decision
    stamp: Stamp = (0, 0, 0)
    touched: tuple[str, ...] = ()  # the report of each line, those that take back among them
    _reports: dict[str, list[Correction]] = field(default_factory=dict, compare=False)
    _contents: dict[tuple[str, str], list[Correction]] = field(default_factory=dict, compare=False)

    @staticmethod
    def of(
        entries: Sequence[Entry], unreadable: Sequence[str] = (), stamp: Stamp = (0, 0, 0)
    ) -> Book:
        """Put the lines of a file together; a line that is there twice counts once."""
        touched = tuple(entry.report for entry in entries)
        undone = {entry.undoes for entry in entries if entry.undoes}
        known = {entry.correction.id: entry.correction for entry in entries if entry.correction}
        kept = tuple(one for one in known.values() if one.id not in undone)
        reports, contents = defaultdict(list), defaultdict(list)
        for one in kept:
            reports[plain_text(one.report)].append(one)
            contents[_content(one.sha256, one.report)].append(one)
        return Book(kept, tuple(unreadable), stamp, touched, dict(reports), dict(contents))

    def of_report(
        self, path: str, sha256: str, is_there: Callable[[str], bool]
    ) -> tuple[Correction, ...]:
        """Give what was decided about a report, in order.

        What was decided about a file that is gone goes to the one with the same bytes: it was
        renamed, or moved.

        Args:
            path: As in Report.path.
            sha256: Of its file.
            is_there: Whether the inputs have a report of a path.
        """
        path = plain_text(path)
        own = self._reports.get(path, [])
        moved = [
            one
            for one in self._contents.get(_content(sha256, path), ())
            if one.report != path and not is_there(one.report)
        ]
        return (*moved, *own)

    def find(self, name: str) -> Correction | None:
        """Find a decision by its id; None where there is none, or it was taken back."""
        return next((one for one in self.corrections if one.id == name), None)

    @property
    def state(self) -> str:
        """One state of the file, in words that `touched_since` understands."""
        return f"{len(self.touched)} {' '.join(map(str, self.stamp))}"

    def touched_since(self, state: str) -> tuple[str, ...]:
        """Give the reports of the lines that came after an earlier state; of all if in doubt."""
        count, size, _, file = (*state.split(), "", "", "", "")[:4]
        grew = file == str(self.stamp[2]) and size.isdecimal() and int(size) < self.stamp[0]
        return self.touched[int(count) if grew and count.isdecimal() else 0 :]

    def contents_of(self, path: str) -> frozenset[str]:
        """Give the hashes of the files of a path that something was decided about."""
        return frozenset(one.sha256 for one in self._reports.get(plain_text(path), ()))


def _content(sha256: str, path: str) -> tuple[str, str]:
    """Give what two names of one document have in common."""
    return sha256, path.rpartition("#")[2] if "#" in path else ""


class Ledger:
    """The file of one output folder; many processes may use it at once."""

    def __init__(self, out: Path) -> None:
        self.file = out / FILE
        self._lock_file = out / OWN_FOLDER / "corrections.lock"

    def stamp(self) -> Stamp:
        """Tell one state of the file from another; zeros where there is none."""
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return (0, 0, 0)
        return found.st_size, found.st_mtime_ns, found.st_ino

    def read(self) -> Book:
        """Read all decisions.

        Raises:
            SettingError: The file is there and cannot be read; nothing may be written without it.
        """
        with self._lock(shared=True):
            stamp = self.stamp()
            text = self._text()
        header, body = _split(text)
        entries, unreadable = [], []
        for fields in split_records(body, header):
            entry = parse_entry(fields, header)
            if entry:
                entries.append(entry)
            else:
                unreadable.append(header.separator.join(fields))
        return Book.of(entries, unreadable, stamp)

    def add(self, *corrections: Correction) -> None:
        """Keep decisions; when this returns they are on the disk.

        Raises:
            SettingError: The file cannot be written.
        """
        self._append(lambda header: "".join(print_correction(one, header) for one in corrections))

    def take_back(self, one: Correction, by: str) -> None:
        """Keep that a decision is taken back."""
        undo = Undo(new_id(), one)
        self._append(lambda header: print_undo(undo, by, now(), header))

    def _append(self, printed: Callable[[Header], str]) -> None:
        try:
            with self._lock(shared=False):
                header, rest = self._prepare()
                content = (rest + printed(header)).encode(errors="replace")
                append_regular(self.file, content, sync=True)
        except OSError as error:
            raise _not_kept(self.file, error) from error

    def _prepare(self) -> tuple[Header, str]:
        """Give the header of the file, and what must be written before the next line."""
        text = self._text()
        if not text.strip():
            _sync(self.file.parent)
            return Header(), _MARK + print_header(Header()) if not text else ""
        header, body = _split(text)
        if header.lacks:
            header = Header((*header.names, *header.lacks), header.separator)
            self._replace(_MARK + print_header(header) + body)
        return header, "" if text.endswith("\n") else "\r\n"

    def _replace(self, text: str) -> None:
        """Write the same lines below a header with more columns."""
        part = self.file.with_name(f".{self.file.name}.part")
        with part.open("wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(self.file)
        _sync(self.file.parent)

    def _text(self) -> str:
        try:
            return read_regular(self.file).decode("utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise _not_readable(self.file) from error

    @contextmanager
    def _lock(self, *, shared: bool) -> Iterator[None]:
        """Wait for the turn; a folder that cannot be written to is read without."""
        try:
            self._lock_file.parent.mkdir(parents=True, exist_ok=True)
            stream = self._lock_file.open("a")
        except OSError:
            if not shared:
                raise
            yield
            return
        with stream:
            _wait_for(stream.fileno(), shared=shared)
            yield


def _wait_for(descriptor: int, *, shared: bool) -> None:
    try:
        import fcntl  # no other system than POSIX has it; there two writers are not told apart
    except ImportError:
        return
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(0.005)
        else:
            return


def _split(text: str) -> tuple[Header, str]:
    first, end, body = text.partition("\n")
    header = read_header(first + end) if first.strip() else Header()
    return header, body


def _sync(folder: Path) -> None:
    """Bring the name of a new file to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def new_id() -> str:
    """Name a decision; the letter keeps spreadsheets from taking it for a number."""
    return f"k{uuid4().hex[:16]}"


def now() -> str:
    """Give this moment as the column `at` has it."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def _not_readable(file: Path) -> SettingError:
    return SettingError(
        f"Không đọc được {file}, nơi giữ các số đã sửa. Hãy lưu lại tệp ấy theo mã UTF-8 "
        "(CSV UTF-8 trong Excel), hoặc kiểm tra quyền đọc.",
        f"{file}, which keeps what people corrected, cannot be read. Save it as UTF-8 (CSV UTF-8 "
        "in Excel), or see that it may be read.",
    )


def _not_kept(file: Path, error: OSError) -> SettingError:
    reason = error.strerror or type(error).__name__
    return SettingError(
        f"Không ghi được {file} ({reason}), nên chưa giữ được gì. Hãy đóng tệp ấy trong Excel "
        "hoặc kiểm tra ổ đĩa, rồi làm lại.",
        f"{file} could not be written ({reason}), so nothing was kept. Close it in Excel or check "
        "the disk, then do it again.",
    )
