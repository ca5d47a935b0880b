"""Processes that hear Ctrl-C, wherever the suite runs."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupts_heard() -> Iterator[None]:
    """Let what is started here hear an interruption.

    A shell makes what it runs in the background deaf to it, and so is all that is started there.
    """
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
