"""`OUT/.solieu/shard.json`: what one machine did of an archive, for the merge of all parts.

Shards need no service and no common disk: each machine reads its part of the same folder into an
output folder of its own. The part of an input is that of the hash of its path.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.model.errors import SettingError
from pipeline.model.report import State
from pipeline.run.batch.seen import Content, Seen
from pipeline.run.batch.steps import KnownForm, ReportFile, UnreadPage, Wish
from pipeline.run.batch.versions import finishing_version, tracing_version
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.inputs.selection import Input, displayed
from pipeline.run.settings import Shard
from pipeline.write.regular import read_regular
from pipeline.write.replace import replacing

_FILE = "shard.json"


@dataclass(frozen=True, slots=True)
class NotedInput:
    """One input as `Input` has it."""

    path: str
    file: bytes
    state: State | None
    message: str
    images: tuple[NotedInput, ...] = ()

    def input(self) -> Input:
        """Give the input."""
        images = tuple(image.input() for image in self.images)
        return Input(self.path, Path(os.fsdecode(self.file)), self.state, self.message, images)


@dataclass(frozen=True, slots=True)
class ShardNote:
    """What one shard did, and with what."""

    shard: Shard
    version: tuple[str, ...]  # of the program and its engines, as far as results depend on them
    forms: tuple[tuple[str, str], ...]  # ids with the hashes of what they say
    wish: Wish
    inputs: tuple[tuple[int, NotedInput], ...]  # with their place among all of the archive
    files: tuple[tuple[bytes, ReportFile], ...]
    refused: tuple[tuple[bytes, str], ...]
    unread: tuple[tuple[str, tuple[UnreadPage, ...]], ...]
    failed: tuple[tuple[Content, tuple[str, str]], ...]


def make_note(
    shard: Shard,
    inputs: Iterable[tuple[int, Input]],
    forms: Sequence[KnownForm],
    wish: Wish,
    seen: Seen,
) -> ShardNote:
    """Put down what a shard did."""
    return ShardNote(
        shard,
        program_version(),
        tuple((known.form.id, known.digest) for known in forms),
        wish,
        tuple((place, _note_input(one)) for place, one in inputs),
        tuple((os.fsencode(path), file) for path, file in seen.files.items()),
        tuple((os.fsencode(path), why) for path, why in seen.refused.items()),
        tuple((name, tuple(pages.values())) for name, pages in seen.unread.items()),
        tuple(seen.failed.items()),
    )


def write_note(out: Path, note: ShardNote | None) -> None:
    """Keep what a shard did; None: the folder holds no part, or one that is not whole."""
    file = out / OWN_FOLDER / _FILE
    if note is None:
        file.unlink(missing_ok=True)
        return
    with replacing(file) as stream:
        stream.write(msgspec.json.encode(note))


def program_version() -> tuple[str, ...]:
    """Give the versions of the steps that every report goes through."""
    return (tracing_version(), finishing_version(""), finishing_version(".txt"))


def read_shard(out: Path) -> ShardNote:
    """Read what a shard did.

    Raises:
        SettingError: The folder is none of a shard that went to its end.
    """
    try:
        return msgspec.json.decode(read_regular(out / OWN_FOLDER / _FILE), type=ShardNote)
    except (OSError, msgspec.DecodeError) as error:
        name = displayed(str(out))
        raise SettingError(
            f"{name} không phải kết quả đầy đủ của một phần. Hãy chạy xong phần ấy trước.",
            f"{name} is not the whole result of a shard. Let that shard run to its end first.",
        ) from error


def recall(notes: Iterable[ShardNote]) -> Seen:
    """Put together what all shards saw."""
    seen = Seen()
    for note in notes:
        seen.files.update((os.fsdecode(path), file) for path, file in note.files)
        seen.refused.update((os.fsdecode(path), why) for path, why in note.refused)
        seen.failed.update(note.failed)
        for name, pages in note.unread:
            seen.unread.setdefault(name, {}).update({page.number: page for page in pages})
    return seen


def _note_input(one: Input) -> NotedInput:
    images = tuple(_note_input(image) for image in one.images)
    return NotedInput(one.path, os.fsencode(one.file), one.state, one.message, images)
