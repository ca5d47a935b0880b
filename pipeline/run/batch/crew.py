"""The worker processes of this machine.

Started one by one when there is work for them, each with a pipe of its own. A worker that dies or
is stopped takes its task with it and nothing else; the next task starts a new one. Pools of the
standard library were the alternative: `ProcessPoolExecutor` gives up all tasks when one process
dies, and `multiprocessing.Pool` waits for ever for the one that did.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO, Self

import msgspec

from pipeline.run.batch.steps import Answer, Task
from pipeline.run.batch.worker import Order

# One process a page: the pages are the parallelism. Tesseract is slower with more threads on one
# page than with more pages at once (1.9 x on 2 cores), and threads change its results by nothing.
_ONE_THREAD = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
}
_GOODBYE = 2.0  # seconds an idle worker gets to end by itself; it takes 0.05
_FAREWELL = 10.0  # seconds a worker's guard gets to end all below it; it takes 0.01


@dataclass(frozen=True, slots=True)
class Loss:
    """A worker died over its task."""

    reason: str  # "SIGSEGV", "exit code 1"


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a task."""

    ticket: int
    task: Task
    outcome: Answer | Loss
    seconds: float  # by our clock, from the order to the answer


class _Worker:
    """One process with its pipe."""

    def __init__(self, order: Order, log: Path) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.ticket: int | None = None
        self.task: Task | None = None
        self.begin = 0.0
        with theirs, _open_log(log) as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "pipeline.run.batch.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
                env=os.environ | _ONE_THREAD | _places(order.workshop.scratch),
            )
        self._greeting = [msgspec.json.encode(order)]  # sent with the first task

    def take(self, ticket: int, task: Task) -> None:
        """Send a task; an OSError means that the process is gone."""
        self.ticket, self.task, self.begin = ticket, task, time.monotonic()
        for message in (*self._greeting, msgspec.json.encode(task)):
            self.pipe.send_bytes(message)
        self._greeting = []

    def answer(self) -> Answer | Loss:
        """Receive what is in the pipe; its end means that the process died."""
        try:
            message = self.pipe.recv_bytes()
        except (EOFError, OSError):
            return Loss(self._how_it_died())
        return msgspec.json.decode(message, type=Answer)

    def _how_it_died(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_GOODBYE)
        code = self.process.returncode
        self.kill()
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit code {code}"

    def kill(self) -> None:
        """End the process and all it started: its guard does so when the pipe ends."""
        self.pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_FAREWELL)
        with suppress(ProcessLookupError):  # where the guard itself was killed
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def dismiss(self) -> None:
        """End an idle process; one that does not go is killed."""
        with suppress(OSError):
            self.pipe.send_bytes(b"")
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_GOODBYE)
        self.kill()


def _open_log(log: Path) -> IO[bytes]:
    try:
        return log.open("ab")
    except OSError:  # a full disk; what is missing there is only of use to developers
        return Path(os.devnull).open("ab")


def _places(scratch: str) -> dict[str, str]:
    """Tell where the modules are, and where files of the moment go: nowhere but below OUT."""
    return {"PYTHONPATH": _module_path(), "TMPDIR": str(Path(scratch).absolute())}


def _module_path() -> str:
    return os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path if entry)


class Crew:
    """At most so many workers, each with at most one task."""

    def __init__(self, order: Order, size: int, log: Path) -> None:
        self._order = order
        self.size = size
        self._log = log
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        """Nothing is started before there is work."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers; those at work are killed."""
        for worker in self._workers:
            if worker.ticket is None:
                worker.dismiss()
            else:
                worker.kill()
        self._workers.clear()

    @property
    def idle(self) -> int:
        """Number of workers that wait for a task."""
        return sum(worker.ticket is None for worker in self._workers)

    @property
    def is_empty(self) -> bool:
        """Whether no worker was started, or none is left."""
        return not self._workers

    @property
    def room(self) -> int:
        """Number of tasks that could be at work besides those that are."""
        return self.idle + self.size - len(self._workers)

    @property
    def may_grow(self) -> bool:
        """Whether one more worker may be started."""
        return len(self._workers) < self.size

    def running(self) -> Iterator[tuple[int, float]]:
        """Give each ticket at work with the seconds it took so far."""
        now = time.monotonic()
        for worker in self._workers:
            if worker.ticket is not None:
                yield worker.ticket, now - worker.begin

    def give(self, ticket: int, task: Task) -> None:
        """Give a task to an idle worker, or to a new one."""
        for worker in [worker for worker in self._workers if worker.ticket is None]:
            try:
                worker.take(ticket, task)
            except OSError:
                # It died while it had nothing to do: no task is lost, another one takes this.
                self._drop(worker)
                continue
            return
        worker = _Worker(self._order, self._log)
        self._workers.append(worker)
        with suppress(OSError):  # `collect` finds the pipe closed, and says so
            worker.take(ticket, task)

    def collect(self, patience: float) -> Iterator[Event]:
        """Wait until tasks are done or lost, or until patience (seconds) ends."""
        busy: dict[object, _Worker] = {
            worker.pipe: worker for worker in self._workers if worker.ticket is not None
        }
        for pipe in wait([worker.pipe for worker in busy.values()], patience):
            worker = busy[pipe]
            if worker not in self._workers:  # stopped by who heard of the event before
                continue
            outcome = worker.answer()
            if isinstance(outcome, Loss):
                self._workers.remove(worker)
            if worker.ticket is not None and worker.task is not None:
                event = Event(worker.ticket, worker.task, outcome, time.monotonic() - worker.begin)
                worker.ticket = None
                yield event

    def stop(self, ticket: int) -> None:
        """Kill the worker at this task; nothing is heard of the task any more."""
        for worker in [worker for worker in self._workers if worker.ticket == ticket]:
            self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        self._workers.remove(worker)
