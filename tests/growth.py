"""How the time of some work grows with its size, whatever the machine."""

from __future__ import annotations

import time
from collections.abc import Callable

# The larger work is so many times the smaller one: a time that grows with the square grows 256
# times, one that grows with the size 16 times. Between them is room for what else a machine does.
TIMES = 16
_LINEAR = 64
_ROUNDS = 3


def grows_no_faster_than_its_size(work: Callable[[int], object], size: int) -> bool:
    """Say whether work takes about `TIMES` the time when it is `TIMES` as large.

    The processor's time counts, of some rounds the least; the larger work is repeated only where it
    looked slow. What both sizes need alike only helps.

    Args:
        work: What is done, for a size.
        size: Of the smaller work, which should take a millisecond or more.
    """
    small = min(_seconds(work, size) for _ in range(_ROUNDS))
    return any(_seconds(work, TIMES * size) < _LINEAR * small for _ in range(_ROUNDS))


def _seconds(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start
