"""Zip files among the inputs: entered like folders, unpacked below OUT, and never believed.

`a.zip` with `x.pdf` gives the report `a.zip/x.pdf`. What is unpacked lies in a folder that is named
by the hash of the zip's bytes, with a list of all members; present means done. The list is signed
with the user's key and says when each file was last touched: in an output folder that came from
somebody else nobody can have changed them. Each file has a
folder of its own there, with a number, so that no name of a member is ever a path. To read members
out of the zip each time was the alternative: workers and `explain --draw` would have to know zips.

A zip that would cost too much, that leads out of itself or that is damaged is refused as a whole,
with one message, before anything is unpacked of it where its table of contents tells. A member that
cannot be had costs its own line. Only files that are called `.zip` are opened: `.docx` and `.xlsx`
are zips too, and none of this concerns them.
"""

from __future__ import annotations

import errno
import math
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

import msgspec

from pipeline.model.errors import SourceError
from pipeline.model.report import State
from pipeline.run.batch.cache import Cache
from pipeline.run.batch.clock import Clock, hash_file
from pipeline.run.batch.versions import unpacking_version
from pipeline.run.inputs import zip_refusals as refusals
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.zip_contents import Entry, Kinds, Member, list_entries
from pipeline.run.inputs.zip_file import DAMAGE, copy_member, open_zip
from pipeline.run.user import user_key
from pipeline.write.regular import read_regular

SUFFIX = ".zip"

# Limits of one zip with all zips in it. A province sends some 3,000 scans of 1 MB a year.
MEMBERS = 10_000  # wanted or not
TOTAL = 4 * 2**30  # bytes unpacked, of what is read
DEPTH = 3  # a zip in a zip in a zip
# Bytes unpacked for each byte of the zip. Text dumps unpack to 8 times their size, pages as
# uncompressed images to 150 times, and a bomb of zeros to 1,000 times.
RATIO = 200
HARMLESS = 128 * 2**20  # bytes unpacked that no ratio forbids
RESERVE = 2**30  # bytes that stay free on the disk

_LONG = 64 * 2**20  # bytes; unpacking more takes a second and is worth a line
_LIST = "members.json"
_NAME_SHOWN = 150  # bytes of a member's name that its file keeps


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of one zip."""

    folder: Path  # where the files of its members lie
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """What stands in `_LIST`."""

    version: str  # of the code that wrote it
    members: tuple[Member, ...]
    stamps: tuple[tuple[int, int, int], ...] = ()  # of the files of those that have one


class Archives:
    """The zip files of one run."""

    def __init__(
        self, out: Path, kinds: Kinds, note: Callable[[str], None], limit: float = math.inf
    ) -> None:
        self._folder = unpacked_folder(out)
        self._signer = Cache(self._folder, user_key())
        self._kinds = kinds
        self._note = note  # gets the name of a zip that takes a while
        self._limit = limit  # seconds for one zip

    def open(self, file: Path) -> Unpacked:
        """Unpack a zip, unless an earlier run did.

        Raises:
            SourceError: Nothing of it can be had; the message says why.
            OSError: It cannot be opened.
        """
        clock = Clock(self._limit)
        digest, state = hash_file(file, clock)
        before = state.st_size, state.st_mtime_ns
        place = self._folder / digest
        known = self._load(place)
        if known is None:
            known = self._unpack(file, place, before, clock)
        return Unpacked(place, known)

    def _load(self, place: Path) -> tuple[Member, ...] | None:
        """Give what an earlier run unpacked, if it is all there and nothing else is to be read."""
        try:
            signature, _, content = read_regular(place / _LIST).partition(b"\n")
            if signature != self._signer.sign(place.name, content):
                return None
            known = msgspec.json.decode(content, type=_List)
            whole = known.stamps == _stamps(place, known.members)
        except (OSError, msgspec.DecodeError):
            return None
        same = all(
            bool(self._kinds(member.path)) is member.by_kind
            for member in known.members
            if member.file or member.by_kind
        )
        return known.members if whole and same and known.version == unpacking_version() else None

    def _unpack(
        self, file: Path, place: Path, before: tuple[int, int], clock: Clock
    ) -> tuple[Member, ...]:
        part = place.with_name(f"{place.name}.part")
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            members = tuple(_Unpacking(file, part, self._kinds, self._note, clock).members())
            if _moment(file) != before:
                raise refusals.CHANGED
            told = _List(unpacking_version(), members, _stamps(part, members))
            content = msgspec.json.encode(told)
            signature = self._signer.sign(place.name, content)
            (part / _LIST).write_bytes(signature + b"\n" + content)
            shutil.rmtree(place, ignore_errors=True)
            part.replace(place)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise refusals.DISK_FULL from error
            raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return members


def _moment(file: Path) -> tuple[int, int]:
    """Give what changes with the bytes of a file."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns


def _stamps(place: Path, members: Iterable[Member]) -> tuple[tuple[int, int, int], ...]:
    """Give of each file what changes when somebody touches it; the last one nobody can set.

    Raises:
        OSError: One is not there.
    """
    states = [(place / member.file).lstat() for member in members if member.file]
    return tuple((state.st_ino, state.st_size, state.st_ctime_ns) for state in states)


def unpacked_folder(out: Path) -> Path:
    """Give the folder of all that is unpacked, absolute."""
    return Path(os.path.realpath(out), OWN_FOLDER, "unpacked")


def remove_unpacked(out: Path, files: Iterable[Path]) -> None:
    """Remove what was unpacked of zips that are no inputs any more.

    Args:
        out: The output folder.
        files: All inputs; of a zip of which nothing is read, its folder.
    """
    folder = unpacked_folder(out)
    kept = {file.relative_to(folder).parts[0] for file in files if file.is_relative_to(folder)}
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name not in kept:
            shutil.rmtree(place, ignore_errors=True)


class _Unpacking:
    """One zip on its way to the disk, with those that are in it."""

    def __init__(
        self, file: Path, target: Path, kinds: Kinds, note: Callable[[str], None], clock: Clock
    ) -> None:
        self._file = file
        self._clock = clock
        self._target = target
        self._kinds = kinds
        self._note = note
        self._most = min(TOTAL, max(HARMLESS, RATIO * file.stat().st_size))  # bytes
        self._listed = 0  # members of all zips so far
        self._planned = 0  # bytes unpacked of all zips so far
        self._files = 0
        self._names: Counter[str] = Counter()

    def members(self) -> Iterator[Member]:
        """Unpack; give all members, two of one name with a number."""
        for member in self._open(self._file, "", 1):
            self._names[member.path] += 1
            yield replace(member, path=_numbered(member.path, self._names[member.path]))

    def _open(self, file: Path, above: str, depth: int) -> Iterator[Member]:
        with ExitStack() as stack:
            try:
                archive = stack.enter_context(open_zip(file))
                contents = archive.infolist()
                self._count(contents)
                entries = list_entries(contents, self._kinds)
            except DAMAGE as error:
                raise refusals.DAMAGED from error
            self._check(entries)
            for entry in entries:
                member = replace(entry.member, path=f"{above}{entry.member.path}".rstrip("/"))
                if entry.content is None:
                    yield member
                elif member.path.lower().endswith(SUFFIX):
                    yield from self._enter(archive, entry.content, member, depth)
                else:
                    yield self._copy(archive, entry.content, member)

    def _check_time(self) -> None:
        try:
            self._clock.check()
        except SourceError as error:
            raise refusals.TooMuchError(error.vietnamese, error.english) from error

    def _count(self, contents: Sequence[ZipInfo]) -> None:
        self._listed += len(contents)
        if self._listed > MEMBERS:
            raise refusals.too_many(MEMBERS)

    def _check(self, entries: Sequence[Entry]) -> None:
        size = sum(entry.content.file_size for entry in entries if entry.content)
        self._planned += size
        if self._planned > self._most:
            raise refusals.too_large(self._planned)
        if size + RESERVE > shutil.disk_usage(self._target).free:
            raise refusals.DISK_FULL
        if size > _LONG:
            self._note(self._file.name)

    def _enter(
        self, archive: ZipFile, content: ZipInfo, member: Member, depth: int
    ) -> Iterator[Member]:
        """Unpack a zip that is a member; what is wrong with it alone costs its line."""
        if depth == DEPTH:
            yield member.refused(State.FAILED, refusals.MEMBER_TOO_DEEP)
            return
        file = self._target / f"{depth}{SUFFIX}"
        try:
            copy_member(archive, content, file, self._check_time)
            yield from self._open(file, f"{member.path}/", depth + 1)
        except refusals.TooMuchError:
            raise
        except DAMAGE:
            yield member.refused(State.FAILED, refusals.MEMBER_DAMAGED)
        except SourceError as error:
            yield member.refused(State.FAILED, error)
        finally:
            file.unlink(missing_ok=True)

    def _copy(self, archive: ZipFile, content: ZipInfo, member: Member) -> Member:
        self._files += 1
        place = f"{self._files:05}/{_file_name(member.path)}"
        try:
            copy_member(archive, content, self._target / place, self._check_time)
        except DAMAGE:
            return member.refused(State.FAILED, refusals.MEMBER_DAMAGED)
        return replace(member, file=place)


def _numbered(path: str, number: int) -> str:
    """Tell members of one name apart.

    >>> _numbered("sub/a.pdf", 1), _numbered("sub/a.pdf", 2)
    ('sub/a.pdf', 'sub/a (2).pdf')
    """
    pure = PurePosixPath(path)
    return path if number == 1 else str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))


def _file_name(path: str) -> str:
    """Give a name for the file of a member: for messages, and its ending tells how to read it."""
    pure = PurePosixPath(path)
    plain = "".join(letter for letter in pure.stem if letter.isprintable())
    return plain.encode(errors="ignore")[:_NAME_SHOWN].decode(errors="ignore") + pure.suffix
