"""What steps cost before they are done: guessed, to decide whether one more worker pays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.read.formats import FORMATS
from pipeline.read.reader import READERS
from pipeline.run.batch.steps import Step, Task

# Seconds of work.
_COUNT_COST = 0.1  # at most; what a page of the file takes where that is less
_FINISH_COST = 0.4
WORKER_COST = 1.5  # until a worker is ready, most of it imports

# Pages; starting the engines for six costs .07 CPU s a page. More save little, and are more to lose
# when a run is killed.
_LONGEST_RUN = 6
# Seconds of the time limit for each page of a run, or a late report would get no further the next
# time; a dense page takes 2 on a quiet machine, and 8 on a busy one.
_PAGE_PATIENCE = 10.0


def cost_of(task: Task) -> float:
    """Guess the seconds a task takes."""
    if task.step is Step.FINISH:
        return _FINISH_COST
    page = _cost_of_page(task.file.suffix)
    return page * len(task.numbers) if task.step is Step.PAGE else min(page, _COUNT_COST)


def cost_of_report(file: Path) -> float:
    """Guess the seconds a report takes that nobody opened yet."""
    return _FINISH_COST + _cost_of_page(file.suffix.lower())


def _cost_of_page(suffix: str) -> float:
    found = FORMATS.get(suffix)
    return READERS[found].seconds if found else _COUNT_COST


def divide_pages(numbers: Sequence[int], workers: int, time_limit: float) -> list[tuple[int, ...]]:
    """Divide the pages of a file into runs that are read together, as much for each worker.

    Args:
        numbers: Of the pages, rising.
        workers: Among whom they are shared out.
        time_limit: Seconds that one report may take.

    >>> divide_pages(range(1, 11), 1, 600), divide_pages([1, 2, 5], 2, 600)
    ([(1, 2, 3, 4, 5), (6, 7, 8, 9, 10)], [(1, 2), (5,)])
    >>> divide_pages([], 2, 600), divide_pages([1, 2], 1, 5)
    ([], [(1,), (2,)])
    """
    longest = max(1, min(_LONGEST_RUN, int(time_limit / _PAGE_PATIENCE)))
    rounds = -(-len(numbers) // (longest * workers))
    length = -(-len(numbers) // max(1, rounds * workers))
    return [tuple(numbers[at : at + length]) for at in range(0, len(numbers), max(1, length))]
