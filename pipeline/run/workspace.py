"""The folder of outputs and what we keep in it for ourselves.

- `OUT/.solieu/lock`: held while a run is at work
- `OUT/.solieu/steps/`: results of steps
- `OUT/.solieu/scratch/`: files of the moment; emptied at each start
- `OUT/.solieu/written.txt`: report CSVs we wrote, one a line, signed with the user's key
- `OUT/.solieu/index.json`: which report has which result, and on which pages of which files it
  stands; what `explain` looks up and paints, and what must not be gone at the next run
- `OUT/.solieu/unpacked/`: members of the zip files among the inputs; see `archives`
- `OUT/.solieu/workers.log`: what the engines said, and how long each report took

All of it may have come from somebody else: see `strangers`.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import msgspec

from pipeline.model.errors import SettingError
from pipeline.model.report import Report, State
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.steps import Sheets
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import displayed
from pipeline.run.strangers import check_own
from pipeline.run.user import user_key
from pipeline.write.names import RESERVED
from pipeline.write.regular import append_regular, read_regular
from pipeline.write.replace import replacing

_NOTED = "written"  # what the signature of a line says that it is


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """Where to find what is known of one report."""

    report: Report  # without observations where `result` has them
    result: str = ""  # key in the cache; empty: nothing is stored
    csv: str = ""  # below OUT; empty: none was written
    sheets: tuple[Sheets, ...] = ()  # its pages, as the run read them
    scanner: str = ""  # key of what was learned of the scanner of dumps


@dataclass(frozen=True, slots=True)
class Earlier:
    """As much of a report of the last run as any version of the program wrote down."""

    path: str
    sha256: str = ""
    state: State = State.DONE
    file: str = ""  # where it lay, absolute; of several files the first; empty: not known


@dataclass(frozen=True, slots=True)
class _EarlierFile:
    path: bytes = b""


@dataclass(frozen=True, slots=True)
class _EarlierSheets:
    file: _EarlierFile = _EarlierFile()


@dataclass(frozen=True, slots=True)
class _EarlierEntry:
    """The part of an `IndexEntry` that is kept readable when `Report` changes."""

    report: Earlier
    sheets: tuple[_EarlierSheets, ...] = ()


class Workspace:
    """One output folder, held by one run at a time."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._folder = out / OWN_FOLDER
        self.scratch = self._folder / "scratch"
        self.cache = Cache(self._folder / "steps", user_key(), self.scratch)
        self.log = self._folder / "workers.log"
        self._open = ExitStack()
        self.begin = 0  # of this run: nanoseconds, by the clock of the disk that the folder is on
        self._made: list[Path] = []  # folders that were not there before

    def __enter__(self) -> Self:
        """Make the folder, lock it, and see that it can be written to.

        Raises:
            SettingError: It cannot, or another run is at work in it.
        """
        self._made = [folder for folder in (self._folder, self.out) if not folder.exists()]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            check_own(self._folder)
            self._lock()
            shutil.rmtree(self.scratch, ignore_errors=True)
            self.scratch.mkdir(exist_ok=True)
            self.log.unlink(missing_ok=True)
            self.log.write_bytes(b"\n")  # a full disk still makes empty files
            self.begin = self.log.stat().st_mtime_ns
            self._open.enter_context(_temporary_files_in(self.scratch))
        except OSError as error:
            self._open.close()
            raise _refused(self.out, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let go of the folder; a call that is refused leaves no trace."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        if kind and issubclass(kind, SettingError) and self._folder in self._made:
            shutil.rmtree(self._folder, ignore_errors=True)
            if self.out in self._made:
                with suppress(OSError):  # somebody put something there in the meantime
                    self.out.rmdir()
        self._open.close()

    def _lock(self) -> None:
        lock = self._folder / "lock"
        append_regular(lock, b"")
        stream = self._open.enter_context(lock.open("ab"))
        try:
            import fcntl  # no other system than POSIX has it; there two runs are not told apart
        except ImportError:
            return
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            name = displayed(str(self.out))
            raise SettingError(
                f"Một lệnh solieu khác đang ghi vào {name}. Hãy đợi lệnh đó xong.",
                f"Another solieu is at work in {name}. Wait until it is done.",
            ) from error

    def note_written(self, csv: str) -> None:
        """Remember a CSV before it is written; only such files are ever removed."""
        # The line break in front ends a line that a kill cut short.
        append_regular(self._written, b"\n" + self._note(csv))

    def note_seconds(self, report: Report) -> None:
        """Tell what a report cost; in the outputs it would make each run differ from the last."""
        line = f"{report.seconds:.1f} s: {displayed(report.path)}\n"
        with suppress(OSError):  # the disk is full, as what matters more will say
            append_regular(self.log, line.encode(errors="replace"))

    def _note(self, csv: str) -> bytes:
        """Give the line that remembers a CSV; nobody else can write one."""
        signature = self.cache.sign(_NOTED, csv.encode("utf-8", "surrogatepass")).decode()
        return json.dumps([csv, signature]).encode() + b"\n"

    @property
    def _written(self) -> Path:
        return self._folder / "written.txt"

    def remove_stale(self, current: Iterable[str]) -> None:
        """Remove CSVs of earlier runs whose report vanished, failed or changed its name."""
        kept = sorted(set(current))
        for csv in self._noted() - set(kept):
            with suppress(OSError):
                (self.out / csv).unlink()
        with replacing(self._written) as stream:
            stream.writelines(map(self._note, kept))

    def _noted(self) -> set[str]:
        try:
            lines = read_regular(self._written).splitlines(keepends=True)
        except OSError:
            return set()
        noted = {csv: line for line in lines if (csv := _parse_name(line))}
        ours = {csv for csv, line in noted.items() if line == self._note(csv)}
        return {csv for csv in ours if _lies_below(csv, self.out)}

    def write_index(self, entries: Iterable[IndexEntry]) -> None:
        """Keep what `explain` needs to find the results of this run."""
        with replacing(self._index) as stream:
            stream.write(msgspec.json.encode(tuple(entries)))

    def find_entry(self, path: str) -> IndexEntry | None:
        """Give what the last run left of one report; None where it did not say."""
        return next((entry for entry in self.read_index() if entry.report.path == path), None)

    def read_index(self) -> tuple[IndexEntry, ...]:
        """Give what the last run left; nothing where none was here."""
        try:
            return msgspec.json.decode(read_regular(self._index), type=tuple[IndexEntry, ...])
        except (OSError, msgspec.DecodeError):
            return ()

    def read_earlier(self) -> tuple[Earlier, ...]:
        """Give the reports of which the last run left figures, whatever version it was of."""
        try:
            found = msgspec.json.decode(read_regular(self._index), type=tuple[_EarlierEntry, ...])
        except (OSError, msgspec.DecodeError):
            return ()
        return tuple(
            replace(entry.report, file=os.fsdecode(entry.sheets[0].file.path))
            if entry.sheets
            else entry.report
            for entry in found
            if entry.report.state is State.DONE
        )

    @property
    def _index(self) -> Path:
        return self._folder / "index.json"


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let what needs a file of the moment make it here, so that a kill leaves none elsewhere."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder.absolute())
    try:
        yield
    finally:
        tempfile.tempdir = before


def _parse_name(line: bytes) -> str:
    try:
        return msgspec.json.decode(line, type=tuple[str, str])[0]
    except (msgspec.DecodeError, UnicodeDecodeError):  # the line a kill cut short
        return ""


def _lies_below(csv: str, out: Path) -> bool:
    """Say whether a noted name is one we can have written: the note is only a file."""
    if not csv.endswith(".csv") or csv.casefold() in RESERVED:
        return False
    target = os.path.realpath(out / csv)
    return target.startswith(os.path.realpath(out) + os.sep)


def _refused(out: Path, error: OSError) -> SettingError:
    name = displayed(str(out))
    reason = error.strerror or type(error).__name__
    return SettingError(
        f"Không ghi được vào thư mục kết quả {name} ({reason}). Hãy chọn thư mục khác.",
        f"The output folder {name} cannot be written to ({reason}). Choose another one.",
    )
