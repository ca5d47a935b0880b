"""What a zip file lists: which members are read, and why the others are not.

The same as for files in folders: every member that a person sees has its line. Hidden ones, and
folders with results of ours, are one line; what systems add (`__MACOSX`, `Thumbs.db`) is none.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from pipeline.model.errors import SourceError
from pipeline.model.report import State
from pipeline.run.inputs import zip_refusals as refusals
from pipeline.run.inputs.member_names import is_of_system, member_name, split_name
from pipeline.run.inputs.own_results import OWN_FOLDER, RESULTS

# Says why a file of this name is not read; None: it is.
Kinds = Callable[[str], SourceError | None]

HIDDEN = SourceError("Tệp ẩn hoặc tệp tạm.", "A hidden or temporary file.")

_ENCRYPTED = 0x1  # flag
# What Windows, macOS and Linux pack with. Others may ask for gigabytes of memory (LZMA), or have no
# reader in Python (Deflate64).
_METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED})
# Bytes of a path in a zip; systems end at 4,096 with all folders above OUT.
_NAME_LIMIT = 1000
_DEEPEST = 50  # folders of a path
_NAME_SHOWN = 100  # letters of one that is longer

_Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a zip, or one folder in it that is not gone into."""

    path: str  # below the zip, with "/" between folders; empty: the zip itself
    file: str = ""  # below the folder of what was unpacked; empty: it was not
    state: State | None = None  # None: to be read
    message: str = ""  # why it is not
    by_kind: bool = False  # no file of its name is read

    def refused(self, state: State, reason: SourceError) -> Member:
        """Give it as one that is not read."""
        return Member(self.path, "", state, str(reason))


@dataclass(frozen=True, slots=True)
class Entry:
    """A member, and what the zip says of it where it is to be unpacked."""

    member: Member
    content: ZipInfo | None = None


def is_hidden(name: str) -> bool:
    """Say whether a file or folder is hidden, or one that Office keeps while another is open."""
    return name.startswith((".", "~$"))


def list_entries(contents: Sequence[ZipInfo], kinds: Kinds) -> tuple[Entry, ...]:
    """Give all members that a person sees.

    Raises:
        SourceError: A name leads out of the zip, or all that would be read is locked.
    """
    named = [(content, member_name(content)) for content in contents]
    parted = [(content, _split(name)) for content, name in named if not name.endswith("/")]
    results = {parts[: parts.index(OWN_FOLDER)] for _, parts in parted if OWN_FOLDER in parts}
    entries = tuple(_list(parted, results, kinds))
    locked = str(refusals.MEMBER_LOCKED) in {entry.member.message for entry in entries}
    if locked and not any(entry.content for entry in entries):
        raise refusals.LOCKED
    return entries


def _split(name: str) -> _Parts:
    parts = split_name(name)
    if parts is None:
        raise refusals.LEADS_OUT
    return parts


def _list(
    parted: Sequence[tuple[ZipInfo, _Parts]], results: set[_Parts], kinds: Kinds
) -> Iterator[Entry]:
    said: set[str] = set()
    for content, parts in parted:
        if not parts or is_of_system(parts):
            continue
        if _is_too_long(parts):
            short = Member(f"{'/'.join(parts)[:_NAME_SHOWN]}…")
            yield Entry(short.refused(State.FAILED, refusals.MEMBER_NAME_TOO_LONG))
            continue
        closed = _find_closed(parts, results)
        if closed is None:
            yield _judge(content, "/".join(parts), kinds)
        elif closed.path not in said:
            said.add(closed.path)
            yield Entry(closed)


def _is_too_long(parts: _Parts) -> bool:
    return len(parts) > _DEEPEST or len("/".join(parts).encode(errors="replace")) > _NAME_LIMIT


def _find_closed(parts: _Parts, results: set[_Parts]) -> Member | None:
    """Give the outermost folder around a member that is not gone into, or the hidden member."""
    for depth in range(len(parts) + 1):
        if results and parts[:depth] in results:
            return Member("/".join(parts[:depth]), "", State.SKIPPED, str(RESULTS))
        if depth < len(parts) and is_hidden(parts[depth]):
            return Member("/".join(parts[: depth + 1]), "", State.SKIPPED, str(HIDDEN))
    return None


def _judge(content: ZipInfo, path: str, kinds: Kinds) -> Entry:
    member = Member(path)
    if stat.S_IFMT(content.external_attr >> 16) not in (0, stat.S_IFREG):
        return Entry(member.refused(State.SKIPPED, refusals.MEMBER_NO_FILE))
    reason = kinds(path)
    if reason:
        return Entry(Member(path, "", State.SKIPPED, str(reason), by_kind=True))
    if content.flag_bits & _ENCRYPTED:
        return Entry(member.refused(State.FAILED, refusals.MEMBER_LOCKED))
    if content.compress_type not in _METHODS:
        return Entry(member.refused(State.FAILED, refusals.MEMBER_PACKED_OTHERWISE))
    return Entry(member, content)
