"""A worker process: takes tasks from a pipe until the pipe ends.

It is a fresh interpreter in a session of its own: a Ctrl-C at the terminal is the parent's affair.
A guard ends it, and all that it started, when the parent is gone, whatever it is doing.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from pipeline.run.batch.guard import stand_guard
from pipeline.run.batch.steps import Answer, Task
from pipeline.run.batch.task import Workshop

# Told to the kernel (0 to 1000): where memory ends, a worker goes before the parent does.
_FIRST_TO_GO = 500
# Bytes of address space, of the worker and of each engine it starts: several of them must fit into
# an office computer. Scans of A4 take 0.75 GB, and what is real 1; of that 0.3 to 0.5 are used.
_MOST_MEMORY = 5 * 2**29
# Bytes of any file that is written: a page as an image has 80 million, a converted document 256.
_LARGEST_FILE = 2**30
# New objects between two searches for cycles. The steps make many small frozen objects and hardly
# a cycle; with the default of 700 the searches took 10 to 15 % of the CPU of a text dump.
_GARBAGE_THRESHOLD = 200_000


@dataclass(frozen=True, slots=True)
class Order:
    """The first message to a worker: what to run, and with what."""

    perform: str  # "module:function" from a task and a workshop to an answer
    workshop: Workshop


def main() -> None:
    """Do tasks until the parent has no more; `sys.argv[1]` is the pipe's file descriptor."""
    stand_guard(int(sys.argv[1]))
    faulthandler.enable()
    connection: Connection[bytes, bytes] = Connection(int(sys.argv[1]))
    order = msgspec.json.decode(connection.recv_bytes(), type=Order)
    _limit_memory()
    gc.set_threshold(_GARBAGE_THRESHOLD)
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, tasks), daemon=True).start()
    perform = _find(order.perform)
    while (task := tasks.get()) is not None:
        connection.send_bytes(msgspec.json.encode(perform(task, order.workshop)))


def _listen(connection: Connection[bytes, bytes], tasks: queue.SimpleQueue[Task | None]) -> None:
    """Hand on tasks; an empty message ends the work, the end of the pipe ends everything."""
    while True:
        try:
            message = connection.recv_bytes()
        except (EOFError, OSError):
            os.kill(os.getpid(), signal.SIGKILL)  # the guard does so too, wherever there is one
            return
        tasks.put(msgspec.json.decode(message, type=Task) if message else None)


def _find(name: str) -> Callable[[Task, Workshop], Answer]:
    module, _, function = name.partition(":")
    found: Callable[[Task, Workshop], Answer] = getattr(importlib.import_module(module), function)
    return found


def _limit_memory() -> None:
    # The score and the limit are protection only; a system without them does without.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(_FIRST_TO_GO), encoding="ascii")
    with suppress(ImportError, OSError, ValueError):
        import resource

        limits = {"RLIMIT_AS": _MOST_MEMORY, "RLIMIT_FSIZE": _LARGEST_FILE, "RLIMIT_CORE": 0}
        for name, wanted in limits.items():
            limit = getattr(resource, name)
            soft, hard = resource.getrlimit(limit)
            if soft == resource.RLIM_INFINITY or soft > wanted:
                resource.setrlimit(limit, (wanted, hard))


if __name__ == "__main__":
    main()
