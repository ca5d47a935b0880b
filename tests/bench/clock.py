"""What commands cost: CPU seconds, seconds by the clock, and memory.

CPU seconds are user and system time of a process and all its children, as the kernel counts them.
On a shared machine only ratios of runs that took turns mean anything.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]

# Both sides read each page in one thread; more of them cost CPU and save little.
_ONE_THREAD = {**os.environ, "OMP_THREAD_LIMIT": "1"}
_GLANCE = 0.1  # seconds between two looks at the processes
_WORKER, _ENGINE = "pipeline.run.batch.worker", "tesseract"  # in their command lines


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    cpu: float  # seconds
    clock: float  # seconds


@dataclass(frozen=True, slots=True)
class Peak:
    """Most memory that one process held at once, in MB (1,000,000 bytes)."""

    worker: float
    engine: float


class CommandFailedError(Exception):
    """A command that was to be measured did not do its work."""


def take_turns(*jobs: Sequence[Command], rounds: int) -> list[Cost]:
    """Run jobs one after the other, some rounds; give the least that each took.

    Args:
        jobs: Each one or more commands that count together.
        rounds: How often.

    Raises:
        CommandFailedError: One of the commands failed.
    """
    costs: list[list[Cost]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, kept in zip(jobs, costs, strict=True):
            kept.append(run(job))
    return [
        Cost(min(cost.cpu for cost in kept), min(cost.clock for cost in kept)) for kept in costs
    ]


def run(job: Sequence[Command]) -> Cost:
    """Run commands one after the other; give what they took together."""
    before, start = _cpu_of_children(), time.perf_counter()
    for command in job:
        done = subprocess.run(command, check=False, capture_output=True, env=_ONE_THREAD)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()[-300:]
            raise CommandFailedError(f"{Path(command[0]).name} failed ({done.returncode}): {said}")
    return Cost(_cpu_of_children() - before, time.perf_counter() - start)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watch_memory(command: Command) -> Peak:
    """Run a command and look at the high-water marks of its workers and their engines.

    The kernel keeps the mark, so a look now and then misses only what the last moment of a process
    adds. `ru_maxrss` would not do: it takes workers and engines together.
    """
    worker = engine = 0
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ONE_THREAD
    ) as started:
        while started.poll() is None:
            for process in _descendants(started.pid):
                peak, line = _high_water(process), _command_line(process)
                if _WORKER in line:
                    worker = max(worker, peak)
                elif line.startswith(_ENGINE):
                    engine = max(engine, peak)
            time.sleep(_GLANCE)
    return Peak(worker / 1e6, engine / 1e6)


def _descendants(process: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # After the name, which may hold anything, in brackets: state, then the parent.
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [process]
    for one in found:  # grows while it is walked
        found += children.get(one, [])
    return found[1:]


def _high_water(process: int) -> int:
    """Give the most memory a process has held so far, in bytes."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _command_line(process: int) -> str:
    with suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        return " ".join(os.fsdecode(word) for word in words)
    return ""
