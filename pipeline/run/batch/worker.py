"""A worker process: takes tasks from a pipe until the pipe ends.

It is a fresh interpreter in a session of its own: a Ctrl-C at the terminal is the parent's affair,
and killing the session's group takes the engine's processes along. It ends itself in the same way
when the parent is gone, whatever it is doing.
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

from pipeline.run.batch.steps import Answer, Task
from pipeline.run.batch.task import Workshop

# Told to the kernel (0 to 1000): where memory ends, a worker goes before the parent does.
_FIRST_TO_GO = 500
# Bytes of address space: no report may take more than the machine has; below this the engines'
# own reservations would fail (onnxruntime and OpenCV reserve about 1.5 GB).
_LEAST_MEMORY = 4 * 2**30
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
            os.killpg(os.getpgrp(), signal.SIGKILL)
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

        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (max(memory, _LEAST_MEMORY), hard))


if __name__ == "__main__":
    main()
