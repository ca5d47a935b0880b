"""`OUT/corrections.csv`: every decision of a person, one line each, never written over.

A decision is appended and brought to the disk before anybody is told that it is kept; what takes it
back is a line as well. So a kill costs at most the decision that nobody saw confirmed, and the file
is the history too: who decided what, when. A lock file orders writers of all processes; a data base
was the alternative, and no spreadsheet opens one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from pipeline.model.correction import Correction
from pipeline.model.errors import SettingError
from pipeline.run.corrections.book import Book, Stamp
from pipeline.run.corrections.lines import (
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
from pipeline.write.regular import append_regular, read_regular

FILE = "corrections.csv"
_MARK = "\ufeff"  # without it Excel takes a file for the system's old code page
_PATIENCE = 20.0  # seconds for a lock that is held for milliseconds


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a file the last time."""

    content: bytes
    book: Book

    def goes_on_in(self, content: bytes) -> bool:
        """Say whether a file has the same lines and more; one with torn ones is read anew."""
        whole = self.content.endswith(b"\n") and not self.book.unreadable
        return whole and content.startswith(self.content)


_NOTHING = _Read(b"", Book())


class Ledger:
    """The file of one output folder; many processes may use it at once."""

    def __init__(self, out: Path) -> None:
        self.file = out / FILE
        self._lock_file = out / OWN_FOLDER / "corrections.lock"
        self._read = _NOTHING

    def stamp(self) -> Stamp:
        """Tell one state of the file from another; zeros where there is none."""
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return (0, 0, 0)
        return found.st_size, found.st_mtime_ns, found.st_ino

    def read(self) -> Book:
        """Read all decisions; of a file that only grew since the last time, what came.

        Raises:
            SettingError: The file is there and cannot be read; nothing may be written without it.
        """
        with self._lock(shared=True):
            stamp = self.stamp()
            content = self._content()
        self._read = _read_on(self._read, self._decode(content), content, stamp)
        return self._read.book

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
        text = self._decode(self._content())
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

    def _content(self) -> bytes:
        try:
            return read_regular(self.file)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise _not_readable(self.file) from error

    def _decode(self, content: bytes) -> str:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
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


def _read_on(known: _Read, text: str, content: bytes, stamp: Stamp) -> _Read:
    """Read what a file has more than the last time, or all of it."""
    header, body = _split(text)
    grew = known.goes_on_in(content)
    if grew:
        body = content[len(known.content) :].decode()
    entries, unreadable = [], []
    for fields in split_records(body, header):
        entry = parse_entry(fields, header)
        if entry:
            entries.append(entry)
        else:
            unreadable.append(header.separator.join(fields))
    if grew and not unreadable:
        return _Read(content, known.book.grown(entries, stamp))
    if grew:
        return _read_on(_NOTHING, text, content, stamp)
    return _Read(content, Book.of(entries, unreadable, stamp))


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
