"""What steps cost before they are done: guessed, to decide whether one more worker pays."""

from __future__ import annotations

from pathlib import Path

from pipeline.run.steps import Step, Task

# Seconds of work.
_TEXT_COST = 0.02  # counting or reading pages of a text dump
_PAGE_COST = 1.0  # a digital page takes up to 0.25, a scanned one 4 to 8
_COUNT_COST = 0.1
_FINISH_COST = 0.4
WORKER_COST = 1.5  # until a worker is ready, most of it imports


def cost_of(task: Task) -> float:
    """Guess the seconds a task takes."""
    if task.step is Step.FINISH:
        return _FINISH_COST
    if task.file.suffix == ".txt":
        return _TEXT_COST
    return _PAGE_COST * len(task.numbers) if task.step is Step.PAGE else _COUNT_COST


def cost_of_report(file: Path) -> float:
    """Guess the seconds a report takes that nobody opened yet."""
    return _FINISH_COST + (_TEXT_COST if file.suffix.lower() == ".txt" else _PAGE_COST)
