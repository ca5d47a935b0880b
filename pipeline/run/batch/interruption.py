"""Somebody stops a run: Ctrl-C, or SIGTERM from a scheduler or a machine that shuts down.

Both become a KeyboardInterrupt, so that what is finished gets written and the workers go along. A
second one ends the writing too; files are replaced whole, so none is left in halves.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does until the block ends."""
    # Python lets no other thread hear signals.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
