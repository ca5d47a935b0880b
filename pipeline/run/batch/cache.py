"""Results of steps, each under the hash of all that it depends on.

Present means done: that is how a run goes on after a kill. An entry is JSON under its own checksum,
so one that a power cut or a full disk damaged counts as absent; that saves the wait for the disk at
each page. JSON, not pickle: a folder of results that came by mail must not be able to run anything,
and msgspec checks what it decodes against the types.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Result(Generic[Value]):
    """What a step gave and what it cost."""

    value: Value
    seconds: float  # of work, wherever it was done


def step_key(step: str, *parts: str) -> str:
    """Name a step's result: the step and all it depends on, hashed.

    >>> step_key("page", "ab", "c") == step_key("page", "a", "bc")
    False
    """
    return f"{step}-{hashlib.sha256(chr(0).join((step, *parts)).encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results. Many processes may use it at once: the last to rename wins."""

    folder: Path

    def load(self, key: str, kind: type[Value]) -> Result[Value] | None:
        """Give a stored result, or None where there is none that is whole and of this type."""
        try:
            checksum, _, content = self._file(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if checksum != _checksum(content):
            return None
        try:
            return msgspec.json.decode(content, type=Result[kind])  # type: ignore[valid-type]
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def holds(self, key: str) -> bool:
        """Say whether a result is there and whole; that costs a tenth of decoding a page."""
        try:
            checksum, _, content = self._file(key).read_bytes().partition(b"\n")
        except OSError:
            return False
        return checksum == _checksum(content)

    def store(self, key: str, value: object, seconds: float) -> None:
        """Keep a result, whole or not at all.

        Raises:
            OSError: The disk is full or the folder went away.
        """
        content = msgspec.json.encode(Result(value, seconds))
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            part.write_bytes(_checksum(content) + b"\n" + content)
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def was_there(self, key: str, moment: int) -> bool:
        """Say whether a result was stored before a moment (nanoseconds, by the disk's clock)."""
        try:
            return self._file(key).stat().st_mtime_ns < moment
        except OSError:
            return False

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, key: str) -> Path:
        # 256 folders a step: some systems get slow where one folder holds 100,000 files.
        step, _, digest = key.partition("-")
        return self.folder / step / digest[:2] / f"{digest}.json"


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
