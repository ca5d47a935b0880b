"""Results of steps, each under the hash of all that it depends on.

Present means done: that is how a run goes on after a kill. An entry is JSON under a checksum of it
and its name, so one that a power cut or a full disk damaged counts as absent; that saves the wait
for the disk at each page. The checksum takes a key of the user's: in a folder of results that came
by mail nobody can have planted figures, nor what unpacks to gigabytes. JSON, not pickle: such a
folder must not be able to run anything, and msgspec checks what it decodes against the types.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from pipeline.write.regular import read_regular

Value = TypeVar("Value")

# Pages of the samples are 84 kB of JSON; packed 12 kB in 1.2 ms, at level 1 15 kB in 0.4 ms. To
# unpack one takes 0.2 ms.
_LEVEL = 6


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
    key: bytes = b""  # the checksums are made with
    scratch: Path | None = None  # for unfinished entries, on the same disk; None: beside them

    def load(self, key: str, kind: type[Value]) -> Result[Value] | None:
        """Give a stored result, or None where there is none that is whole and of this type."""
        content = self._content(key)
        if content is None:
            return None
        try:
            text = zlib.decompress(content)
            return msgspec.json.decode(text, type=Result[kind])  # type: ignore[valid-type]
        except (msgspec.DecodeError, UnicodeDecodeError, zlib.error):
            return None

    def holds(self, key: str) -> bool:
        """Say whether a result is there and whole; that costs a tenth of decoding a page."""
        return self._content(key) is not None

    def _content(self, key: str) -> bytes | None:
        try:
            checksum, _, content = read_regular(self._file(key)).partition(b"\n")
        except OSError:
            return None
        return content if hmac.compare_digest(checksum, self.sign(key, content)) else None

    def sign(self, name: str, content: bytes) -> bytes:
        """Give the checksum of what is kept under a name, in hexadecimal digits."""
        digest = hmac.digest(self.key, name.encode() + b"\0" + content, "sha256")
        return digest.hex().encode()

    def store(self, key: str, value: object, seconds: float) -> None:
        """Keep a result, whole or not at all.

        Raises:
            OSError: The disk is full or the folder went away.
        """
        content = zlib.compress(msgspec.json.encode(Result(value, seconds)), _LEVEL)
        self._write(self._file(key), self.sign(key, content) + b"\n" + content)

    def _write(self, file: Path, content: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        name = f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}.part"
        part = (self.scratch or file.parent) / name
        try:
            with part.open("xb") as stream:
                stream.write(content)
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def adopt(self, folder: Path) -> int:
        """Take over the results of another cache, which a person says is to be trusted.

        They are signed anew: another user or machine has another key. What is here already stays.

        Returns:
            How many there are in the other one.

        Raises:
            OSError: The disk is full or a folder went away.
        """
        count = 0
        for file in sorted(folder.glob("*/??/*.json")):
            count += 1
            key = f"{file.parent.parent.name}-{file.stem}"
            target = self._file(key)
            if not target.exists():
                _, _, content = read_regular(file).partition(b"\n")
                self._write(target, self.sign(key, content) + b"\n" + content)
        return count

    def check_there(self, key: str) -> None:
        """See that there is a file of a result; whether it is whole shows when it is loaded.

        Raises:
            OSError: There is none.
        """
        self._file(key).stat()

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
