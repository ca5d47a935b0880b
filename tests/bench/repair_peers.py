"""The programs that put marks on words, as processes with a virtual environment of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.repair_peer import OFFERS

_PYTHON = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"
_WORKER = Path(__file__).with_name("repair_peer.py")
PEERS = tuple(OFFERS)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a peer made of some lines."""

    lines: tuple[str, ...]  # one that it failed on is as it was
    load: float  # CPU seconds
    seconds: float  # CPU, without loading
    failed: tuple[str, ...]  # kinds of errors, one for each line it failed on


def missing_peer(name: str, python: Path = _PYTHON) -> str:
    """Say why a peer cannot be measured; empty where it can."""
    if not python.exists():
        return "not there: make peers installs it"
    module, function = OFFERS[name].split(":")
    code = (
        "import importlib, importlib.metadata as m; "
        f"print(m.version({name!r}), hasattr(importlib.import_module({module!r}), {function!r}))"
    )
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        return "broken: make peers installs it again"
    version, has = done.stdout.split()
    return "" if has == "True" else f"{function} is not in release {version}"


def restore_with(name: str, lines: Sequence[str]) -> Restored:
    """Have a peer put marks on lines, one after the other.

    Raises:
        subprocess.CalledProcessError: It did not start.
    """
    done = subprocess.run(
        [_PYTHON, _WORKER, name],
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
        check=True,
    )
    took = json.loads(done.stderr.splitlines()[-1])
    restored = tuple(done.stdout.split("\n")[: len(lines)])
    return Restored(restored, took["load"], took["seconds"], tuple(took["failed"]))
