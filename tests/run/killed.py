"""Runs in processes of their own, to be killed or interrupted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.interrupts import interrupts_heard

PATIENCE = 300.0  # seconds for what takes one or two, where nothing else is done
# What a killed run is made of: the same call as the fixture `run`, in a process of its own.
_PROGRAM = """
import sys
from pathlib import Path
from tests.run.conftest import FORM
from tests.run.fakes import PERFORM
from pipeline.run import ending, extraction
from pipeline.run.batch import job
from pipeline.run.batch.progress import PlainLines
from pipeline.run.settings import Settings
extraction.load_checked_forms = lambda _: (FORM,)
job.reading_version = lambda _: "tested"
job.tracing_version = lambda: "tested"
ending.finishing_version = lambda _: "tested"
settings = Settings((Path(sys.argv[1]),), Path(sys.argv[2]), workers=2, perform=PERFORM)
outcome = extraction.extract(settings, PlainLines(sys.stderr))
print(outcome.left)
sys.exit(outcome.exit_code)
"""


def start_run(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """Read a folder with the fake reader and two workers."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", _PROGRAM, str(folder), str(out)]
    environment = os.environ | {"PYTHONPATH": str(root)}
    with interrupts_heard():
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail("waited in vain")
        time.sleep(0.02)


def workers_of(out: Path) -> list[int]:
    """Find worker processes that still write to a folder; their log is their standard error."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if (process / "fd" / "2").readlink() == out / ".solieu" / "workers.log":
                    found.append(int(process.name))
            except OSError:
                continue
    return found
