"""What belongs to the user of this machine, whatever folder a run writes to."""

from __future__ import annotations

import functools
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from pipeline.write.regular import read_regular

_KEY = "key"
_KEY_LENGTH = 32  # bytes
_MACHINE = Path("/etc/machine-id")


def user_folder() -> Path:
    """Give the folder of what is kept for this user; without a home, one that keeps nothing."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # The standard says that a relative path is to be ignored.
        base = Path(home) if Path(home).is_absolute() else Path("~/.cache").expanduser()
    except RuntimeError:
        base = Path(os.devnull)
    return base / "solieu"


def user_key() -> bytes:
    """Give the secret that what this user's runs keep is signed with.

    A folder of results that came from somebody else is signed with another one, so what it holds
    is read anew. Where nothing can be kept, it is made of what only this machine has.
    """
    return _key_in(user_folder())


@functools.cache
def _key_in(folder: Path) -> bytes:
    with suppress(OSError):
        return _read_key(folder / _KEY)
    with suppress(OSError):
        return _make_key(folder)
    try:
        machine = _MACHINE.read_bytes().strip() or secrets.token_bytes(_KEY_LENGTH)
    except OSError:
        machine = secrets.token_bytes(_KEY_LENGTH)
    user = getattr(os, "geteuid", int)()
    return hashlib.sha256(b"solieu %d " % user + machine).digest()


def _read_key(file: Path) -> bytes:
    key = read_regular(file)
    if len(key) != _KEY_LENGTH:
        raise OSError("no key")
    return key


def _make_key(folder: Path) -> bytes:
    """Make a key, whole or not at all; of two runs that do so at once, both take the first."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{_KEY}.{os.getpid()}.{secrets.token_hex(4)}"
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:  # noqa: PTH123
            stream.write(secrets.token_bytes(_KEY_LENGTH))
        with suppress(FileExistsError):
            os.link(part, folder / _KEY)
    finally:
        part.unlink(missing_ok=True)
    return _read_key(folder / _KEY)
