"""The guard of a worker: ends it, and all that it started, when nobody waits for it any more.

A worker cannot do that itself: inside an expression or a decoder none of its threads gets a turn,
and when it dies its engines live on. So a worker is two processes. The guard does nothing but wait:
for the end of the pipe, which means that the parent is gone or has enough, or for the end of the
worker. Then it ends whatever is below it. Children of an engine that left its group and whose
parent is dead fall to the guard (Linux: "child subreaper"), so they are found too.

The guard is made by a fork before the engines are imported: 2 ms and a page table.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# <linux/prctl.h>
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_PATIENCE = 5.0  # seconds until those that were killed must be gone; a dead disk may hold them
_PAUSE = 0.005  # seconds


def stand_guard(lifeline: int) -> None:
    """Go on in a child process; this one becomes its guard and does not return.

    Args:
        lifeline: File descriptor of a pipe or socket whose other end only the parent has.
    """
    if not hasattr(os, "fork"):
        return
    _ask_kernel(_PR_SET_CHILD_SUBREAPER, 1)
    ended, alive = os.pipe()  # closed in what the child starts
    guard = os.getpid()
    child = os.fork()
    if child:
        os.close(alive)
        _watch(child, lifeline, ended)
    os.close(ended)
    _ask_kernel(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != guard:  # it died before it could be asked for
        os.kill(os.getpid(), signal.SIGKILL)


def _watch(child: int, lifeline: int, ended: int) -> None:
    """Wait until nobody listens or the child is gone, end all below, and end as the child did."""
    poll = select.poll()
    poll.register(lifeline, 0)  # of the end we hear without asking
    poll.register(ended, 0)
    poll.poll()
    status = end_all_below(child)
    if os.WIFSIGNALED(status):
        _end_by(os.WTERMSIG(status))
    os._exit(os.waitstatus_to_exitcode(status))


def _end_by(number: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # of the one that cannot be ignored there is nothing to reset
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    signal.pause()


def end_all_below(child: int) -> int:
    """Kill all processes below this one and wait for them; give how the child ended.

    The child is given the time to end by itself if it is about to: then it is heard first.
    """
    status, end = _heard(child), time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        for process in _below(os.getpid()):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        try:
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                if found[0] == child:
                    status = found[1]
        except ChildProcessError:
            break
        time.sleep(_PAUSE)
    return signal.SIGKILL if status is None else status


def _heard(child: int) -> int | None:
    found, status = os.waitpid(child, os.WNOHANG)
    return status if found else None


def _below(ancestor: int) -> set[int]:
    """Give all processes that an ancestor started, or those did; it sees those it inherited too."""
    children: dict[int, list[int]] = {}
    for process, parent in _processes():
        children.setdefault(parent, []).append(process)
    found: set[int] = set()
    left = [ancestor]
    while left:
        new = [child for child in children.get(left.pop(), ()) if child not in found]
        found.update(new)
        left.extend(new)
    return found


def _processes() -> Iterator[tuple[int, int]]:
    """Give each process of the machine with its parent; none where the system does not tell."""
    with suppress(OSError):
        for name in os.listdir("/proc"):  # noqa: PTH208  twice as fast, and it is done for each kill
            if not name.isdigit():
                continue
            with suppress(OSError, ValueError, IndexError):
                # Its name stands between parentheses, and may hold any sign.
                status = Path("/proc", name, "stat").read_bytes().rpartition(b")")[2]
                yield int(name), int(status.split()[1])


def _ask_kernel(option: int, value: int) -> None:
    """Ask Linux for something that only makes us safer; other systems do without."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
